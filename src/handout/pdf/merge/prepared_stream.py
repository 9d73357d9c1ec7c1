"""Zlib streams that are compressed once, with room for the numbers that differ from one stream to the next.

A zlib stream is a sequence of blocks (RFC 1951, 3.2).  Here the first occurrence of each number is a stored block, so
its digits are in the stream as they are, on whole bytes.  All further ones are copies of what came before (3.2.5), by
which a number is copied, whatever it is.  So of a stream with other numbers only the stored blocks are other ones, and
the checksum at its end, which is a sum over the bytes.

A compressor can't be told to copy numbers only from themselves.  So each is given to it as bytes that are nowhere else.
Then the stream is read with three sets of other bytes: a byte that is copied from anywhere else, or not copied at all,
is wrong in one of them, and then there is no such stream.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain

from msgspec import Struct

_HEAD = b"\x78\xda"
_EMPTY = b"\x00\x00\xff\xff"
"""The length of an empty stored block, with which a flush ends.  The bits before are those of any stored block."""
_STORED = struct.Struct("<HH")
_REACH = 30_000
"""How far back a compressor finds what it copies."""
_MODULUS = 65521
"""Of the checksum (RFC 1950, 8.2)."""


class VariableText(Struct, frozen=True):
    """A text of fixed pieces, with a variable behind each but the last."""

    fixed: tuple[bytes, ...]
    variables: tuple[int, ...]

    def filled(self, values: Sequence[bytes]) -> bytes:
        """The text with the values of its variables."""
        return _joined(self.fixed, [values[variable] for variable in self.variables])

    def length(self, lengths: Sequence[int]) -> int:
        """How long it is with values of these lengths."""
        return sum(map(len, self.fixed)) + sum([lengths[variable] for variable in self.variables])

    def __iter__(self) -> Iterator[bytes | int]:
        """Its pieces and variables in order."""
        yield from chain.from_iterable(zip(self.fixed, self.variables, strict=False))
        yield self.fixed[-1]


def variable_text(items: Iterable[bytes | int]) -> VariableText:
    """A text of pieces and variables, in any order."""
    fixed, variables = [b""], []
    for item in items:
        if isinstance(item, bytes):
            fixed[-1] += item
        else:
            variables.append(item)
            fixed.append(b"")
    return VariableText(tuple(fixed), tuple(variables))


class PreparedStream(Struct, frozen=True):
    """A compressed text, for values of as many bytes each."""

    parts: tuple[bytes, ...]
    """The compressed bytes, with a value behind each part but the last."""
    stored: tuple[int, ...]
    """These values' variables."""
    sums: tuple[int, int]
    """Both sums of the checksum, of all but the values."""
    weights: tuple[tuple[int, int, int], ...]
    """Of each variable its length, how often it is there, and the sum of how many bytes are behind it."""

    def filled(self, values: Sequence[bytes]) -> bytes:
        """The zlib stream of the text with these values."""
        low, high = self.sums
        for value, (length, times, behind) in zip(values, self.weights, strict=True):
            own = zlib.adler32(value)  # short values: neither sum has reached the modulus
            total = (own & 0xFFFF) - 1
            low += times * total
            high += times * ((own >> 16) - length) + behind * total
        out = _joined(self.parts, [values[variable] for variable in self.stored])
        return out + (high % _MODULUS << 16 | low % _MODULUS).to_bytes(4, "big")


def prepared(text: VariableText, lengths: Sequence[int]) -> PreparedStream | None:
    """A text's compressed bytes for values of these lengths; None where the compressor doesn't copy all values."""
    found = _compressed(text, lengths)
    for values in _proving(lengths):
        try:
            if zlib.decompress(found.filled(values)) != text.filled(values):
                return None
        except zlib.error:
            return None
    return found


def _compressed(text: VariableText, lengths: Sequence[int]) -> PreparedStream:
    marks = marks_for(text, lengths)
    small = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    _flushed(small, b"\n")  # what is first of all is never copied by zlib
    parts, stored, waiting = [_HEAD], [], []
    seen: dict[int, int] = {}
    size = 0
    for piece, variable in zip(text.fixed, text.variables, strict=False):
        waiting.append(piece)
        size += len(piece)
        if size - seen.get(variable, -_REACH) < _REACH:
            waiting.append(marks[variable])
        else:
            length = lengths[variable]
            parts[-1] += _flushed(small, b"".join(waiting)) + _STORED.pack(length, 0xFFFF ^ length)
            parts.append(b"")
            stored.append(variable)
            waiting = []
            _flushed(small, marks[variable])
        size += lengths[variable]
        seen[variable] = size
    parts[-1] += small.compress(b"".join([*waiting, text.fixed[-1]])) + small.flush()
    return PreparedStream(tuple(parts), tuple(stored), *_sums(text, lengths))


def _flushed(small: zlib._Compress, content: bytes) -> bytes:
    """The compressed bytes up to the length of the empty block at their end; the block alone for no content."""
    return (small.compress(content) + small.flush(zlib.Z_SYNC_FLUSH)).removesuffix(_EMPTY) or b"\x00"


def _sums(text: VariableText, lengths: Sequence[int]) -> tuple[tuple[int, int], tuple[tuple[int, int, int], ...]]:
    """The sums of a text with zeros for its values, and the weights of these."""
    zeros = zlib.adler32(text.filled([*map(bytes, lengths)]))
    behind, times = [0] * len(lengths), [0] * len(lengths)
    size = 0
    for piece, variable in zip(reversed(text.fixed), reversed(text.variables), strict=False):
        size += len(piece)
        behind[variable] += size
        times[variable] += 1
        size += lengths[variable]
    return (zeros & 0xFFFF, zeros >> 16), tuple(zip(lengths, times, behind, strict=True))


def marks_for(text: VariableText, lengths: Sequence[int]) -> list[bytes]:
    """Values of bytes that aren't in a text."""
    own = set().union(*text.fixed)
    free = [byte for byte in range(256) if byte not in own] or [0]
    return _values(lengths, lambda at: free[(at + at // len(free)) % len(free)])


def _proving(lengths: Sequence[int]) -> Iterator[list[bytes]]:
    """Values so that each byte of them is another one in one of the sets, and none is the same in all."""
    yield _values(lengths, lambda at: at & 0xFF)
    yield _values(lengths, lambda at: at >> 8 & 0xFF)
    yield _values(lengths, lambda at: 0xFF - (at & 0xFF))


def _values(lengths: Sequence[int], byte: Callable[[int], int]) -> list[bytes]:
    """Values of these lengths, each of their bytes by its place among all."""
    starts = accumulate(lengths, initial=0)
    return [bytes(map(byte, range(start, start + length))) for start, length in zip(starts, lengths, strict=False)]


def _joined(fixed: Sequence[bytes], values: Sequence[bytes]) -> bytes:
    """Pieces with the values between them."""
    out = [b""] * (2 * len(values) + 1)
    out[::2], out[1::2] = fixed, values
    return b"".join(out)
