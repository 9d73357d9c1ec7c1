"""Two files' bytes compared, which often proves that their words are equal: that is faster than reading the text.

Everything in the files must be equal but for what can't change a word: dates and identifiers in the trailer, where
objects begin, XMP metadata, and the colours in the content of pages.  Any doubt is a no, and then the text is read.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

_OTHERWISE = re.compile(
    rb"/Length \d+(?! \d+ R)"
    rb"|/(?:CreationDate|ModDate) ?\((?:[^()\\]|\\.)*\)"
    rb"|/ID ?\[ ?<[^<>]*> ?<[^<>]*> ?\]"
    rb"|startxref\s+\d+"
    rb"|\d{10} \d{5} [nf]"
)
"""What differs from file to file and is no content: lengths, dates, identifiers, offsets."""
_LARGEST = 50 << 20
"""Bytes of one stream after decoding; the content of a page has fewer."""

_STRING = re.compile(rb"(\([^()\\]*(?:\\.[^()\\]*)*\))", re.DOTALL)
_COLOUR = re.compile(rb" (rg|RG|g|G|k|K)(?!\S)")
_NUMBERS = {b"rg": 3, b"RG": 3, b"g": 1, b"G": 1, b"k": 4, b"K": 4}
"""The operators that set a colour, and how many numbers they take."""
_NUMBER = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)")
_DOUBTS = (b"(", b")", b"%", b"BI")
"""Signs that a content stream isn't understood: a string in a string, a comment, an inline picture."""


class _Stream(NamedTuple):
    """A stream, and the part of its object before it."""

    head: bytes
    content: bytes

    @property
    def dictionary(self) -> bytes:
        """Its dictionary, with the number of the object."""
        return self.head[max(self.head.rfind(b" obj"), 0) :]

    @property
    def silent(self) -> bool:
        """Whether it has no words of a page: a cross-reference stream, or metadata."""
        return re.search(rb"/Type ?/XRef|/Subtype ?/XML", self.dictionary) is not None

    @property
    def content_of_pages(self) -> bool:
        """Whether it may be a content stream: its dictionary gives no other type."""
        return not re.search(rb"/(?:Type|Subtype)(?! ?/(?:XObject|Form))", self.dictionary)

    def decoded(self) -> bytes | None:
        """Its decoded bytes; None for another filter than the usual one."""
        own = self.dictionary
        if b"/Filter" not in own:
            return self.content
        if not re.search(rb"/Filter ?\[? ?/FlateDecode ?(?:\]|[/>\s])", own) or b"/DecodeParms" in own:
            return None
        try:
            inflating = zlib.decompressobj()
            found = inflating.decompress(self.content, _LARGEST)
        except zlib.error:
            return None
        return found if inflating.eof else None


def certainly_equal(old: bytes, new: bytes) -> bool:
    """Whether it is certain that two PDFs have the same words on the same pages; False means that it isn't known."""
    if any(content.count(b"startxref") != 1 or b"/Encrypt" in content for content in (old, new)):
        return False
    return all(
        was is not None and now is not None and _alike(was, now) for was, now in zip_longest(_parts(old), _parts(new))
    )


def _parts(content: bytes) -> Iterator[_Stream]:
    """The streams of a file with the bytes before each, and last the rest."""
    end = 0
    while (start := content.find(b"stream", end)) >= 0 and (close := content.find(b"endstream", start + 6)) >= 0:
        yield _Stream(content[end:start], content[start + 6 : close].strip(b"\r\n"))
        end = close + 9
    yield _Stream(content[end:], b"")


def _alike(old: _Stream, new: _Stream) -> bool:
    if old.head != new.head and _OTHERWISE.sub(b"", old.head) != _OTHERWISE.sub(b"", new.head):
        return False
    if old.content == new.content or (old.silent and new.silent):
        return True
    was, now = old.decoded(), new.decoded()
    if was is None or now is None:
        return False
    return was == now or (old.content_of_pages and _but_for_colours(was, now))


def _but_for_colours(old: bytes, new: bytes) -> bool:
    """Whether the content of pages is equal except for colour operators outside strings."""
    before, after = _STRING.split(old), _STRING.split(new)
    if before[1::2] != after[1::2]:
        return False
    plain = [b" \0 ".join(parts[::2]) for parts in (before, after)]
    if any(doubt in each for each in plain for doubt in _DOUBTS):
        return False
    return _without_colours(plain[0]) == _without_colours(plain[1])


def _without_colours(content: bytes) -> list[bytes]:
    """Content without strings, split at each colour operator, without its operands."""
    *parts, last = _COLOUR.split(content)
    found = []
    for before, operator in zip(parts[::2], parts[1::2], strict=True):
        rest, *numbers = (b"\0 " + before).rsplit(None, _NUMBERS[operator])
        found.append(rest if all(map(_NUMBER.fullmatch, numbers)) else before)
    return [*found, last]
