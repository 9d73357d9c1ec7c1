"""The built-in font's files: their package has them compressed, and they are unpacked as far as they are needed.

Most text needs no rules for shaping, which are the last two fifths of a file.  To import the package's own modules
would unpack all of it, which takes a twentieth of the time of printing one document.
"""

from __future__ import annotations

import struct
import sys
from base64 import b64decode
from collections.abc import Collection
from functools import cached_property
from importlib.util import find_spec
from typing import Any

_HEADER, _ENTRY = 12, 16
"""Bytes before a file's directory of tables, and bytes of each entry in it (ISO/IEC 14496-22, 4.5)."""
_MOST_TABLES = 64
_PART = 1 << 16
"""Characters of base64 that are read together: a multiple of four."""
_HEADS = {"post": 32}
"""Bytes of a table of which no more is needed: names of glyphs, which no PDF has, are an eighth of what is unpacked."""


class BuiltInFile:
    """One file, by the name of its module in the package pymupdf-fonts."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._begun = b""
        self._read = 0
        """Up to where the packed text is given to what unpacks it."""

    @cached_property
    def _packed(self) -> bytes:
        """The file in base64, as it is in the code of its module: its longest constant."""
        spec: Any = find_spec(f"pymupdf_fonts.{self._module}")
        code = spec.loader.get_code(spec.name)
        return max((value for value in code.co_consts if isinstance(value, bytes)), key=len)

    @cached_property
    def _unpacker(self) -> Any:
        from lzma import LZMADecompressor

        return LZMADecompressor()

    def _up_to(self, end: int) -> bytes:
        """The file's first bytes, as many as this; all that are unpacked if these are more."""
        unpacker, parts, size = self._unpacker, [self._begun], len(self._begun)
        while size < end and not unpacker.eof:
            more = b""
            if unpacker.needs_input:
                more, self._read = b64decode(self._packed[self._read : self._read + _PART]), self._read + _PART
            parts.append(unpacker.decompress(more, end - size))
            size += len(parts[-1])
        self._begun = b"".join(parts)
        return self._begun

    @cached_property
    def whole(self) -> bytes:
        """The whole file."""
        return self._up_to(sys.maxsize)

    def with_tables(self, wanted: Collection[str]) -> bytes:
        """The file up to the last of the wanted tables, with a directory of the tables up to there.

        Of a table in `_HEADS` there are only the first bytes.
        """
        start = self._up_to(_HEADER + _ENTRY * _MOST_TABLES)
        (count,) = struct.unpack_from(">H", start, 4)
        first = _HEADER + _ENTRY * count
        entries = [_headed(start[at : at + _ENTRY]) for at in range(_HEADER, first, _ENTRY)]
        ends = [(entry, sum(struct.unpack_from(">LL", entry, 8))) for entry in entries]
        last = max(end for entry, end in ends if entry[:4].decode("latin-1") in wanted)
        kept = [entry for entry, end in ends if end <= last]
        directory = start[:4] + struct.pack(">H", len(kept)) + start[6:_HEADER] + b"".join(kept)
        return directory.ljust(first, b"\0") + self._up_to(last)[first:last]


def _headed(entry: bytes) -> bytes:
    """An entry of the directory, with the length of what is needed of its table."""
    length = int.from_bytes(entry[12:])
    return entry[:12] + min(length, _HEADS.get(entry[:4].decode("latin-1"), length)).to_bytes(4)
