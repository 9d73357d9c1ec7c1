"""A PDF's streams, with the bytes before each, as its bytes have them: nothing is followed and nothing is repaired."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_LARGEST = 50 << 20
"""Bytes of one stream after decoding; the content of a page has fewer."""
_NUMBER = re.compile(rb"(?<!\d)(\d+) \d+\Z")
_FIRST = re.compile(rb"/First (\d+)")
STRING = re.compile(rb"(\([^()\\]*(?:\\.[^()\\]*)*\))", re.DOTALL)
"""A string with no brackets in it but escaped ones."""


@dataclass(frozen=True)
class Stream:
    """A stream, and the bytes between the one before it and its own."""

    head: bytes
    content: bytes

    @cached_property
    def dictionary(self) -> bytes:
        """Its dictionary, with the word before it."""
        return self.head[max(self.head.rfind(b" obj"), 0) :]

    @property
    def number(self) -> int:
        """The number of its object; 0 if there is none."""
        end = max(self.head.rfind(b" obj"), 0)
        found = _NUMBER.search(self.head, max(end - 20, 0), end)
        return int(found[1]) if found else 0

    @property
    def silent(self) -> bool:
        """Whether it has no words of a page: a cross-reference stream, or metadata."""
        return re.search(rb"/Type ?/XRef|/Subtype ?/XML", self.dictionary) is not None

    @property
    def form(self) -> bool:
        """Whether it is a form XObject, which pages draw."""
        return re.search(rb"/Subtype ?/Form(?![A-Za-z])", self.dictionary) is not None

    @property
    def holds_objects(self) -> bool:
        """Whether it is an object stream."""
        return re.search(rb"/Type ?/ObjStm", self.dictionary) is not None

    @property
    def content_of_pages(self) -> bool:
        """Whether it may be a content stream: its dictionary gives no other type."""
        return not re.search(rb"/(?:Type|Subtype)(?! ?/(?:XObject|Form))", self.dictionary)

    @cached_property
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

    @cached_property
    def objects(self) -> dict[int, bytes]:
        """The objects of an object stream by their numbers; none if it isn't understood."""
        first, content = _FIRST.search(self.dictionary), self.decoded
        if first is None or content is None:
            return {}
        start = int(first[1])
        try:
            header = [*map(int, content[:start].split())]
        except ValueError:
            return {}
        numbers, places = header[::2], [start + offset for offset in header[1::2]]
        if len(numbers) != len(places) or len({*numbers}) != len(numbers) or places != sorted(places):
            return {}
        return {
            number: content[at:end]
            for number, at, end in zip(numbers, places, [*places[1:], len(content)], strict=True)
        }


def streams(content: bytes) -> Iterator[Stream]:
    """The streams of a file with the bytes before each, and last the rest."""
    end = 0
    while (start := content.find(b"stream", end)) >= 0 and (close := content.find(b"endstream", start + 6)) >= 0:
        yield Stream(content[end:start], content[start + 6 : close].strip(b"\r\n"))
        end = close + 9
    yield Stream(content[end:], b"")
