"""The objects of a file that `pdf` made, read back without `pdf` and without pdfium.

A PDF is a list of numbered *objects*: dictionaries (`<</Type/Page ...>>`), arrays, strings, numbers.  Some are
*streams*: a dictionary and bytes after it, as a page's drawing or a font, mostly compressed (Flate).  Small objects may
be together in one stream, an *object stream*, whose first numbers say where each begins.  Objects refer to each other
by number (`7 0 R`), and a *cross-reference stream* at the end says where each is and which is the catalogue.

A viewer finds an object by the cross-reference stream and skips what nothing refers to.  For the privacy scan that is
not enough: a word that no page shows would still be in the file.  So this reader goes from the first byte to the last
and takes each object where it is.  Our files have one syntax, and any other is refused: something between two objects,
behind the end or behind a stream, a number that is used twice, another filter, an unknown word.  What is left
after that is in `File.objects`, and each name and each string of it can be read (`pdf_strings`).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache

from msgspec import Struct

from handout.diagnostics import Diagnostic, Span
from handout.verify.pdf_strings import TOKEN, NamesAndStrings, names_and_strings

_HEADER = re.compile(rb"%PDF-(?:1\.7|2\.0)\n%[\x80-\xff]{4}\n")
_OBJECT = re.compile(rb"(\d+) 0 obj\n")
_STREAM = re.compile(rb"stream\n")
_PLAIN_WORD = re.compile(rb"[+-]?[0-9.]+|R|true|false|null")
_END = re.compile(rb"startxref\n(\d+)\n%%EOF\n\Z")


_LONGEST_KEPT = 1 << 16
"""Bytes of a compressed stream whose content is kept: several checks read it, and the next form often has it again."""


class UnexpectedPdf(ValueError):
    """The file isn't one that `pdf` makes."""


def problem(what: str) -> Diagnostic:
    """Something that is wrong with the file as a whole."""
    return Diagnostic(Span("PDF"), what, "", "verification")


class Object(Struct, frozen=True):
    """An object: its number, its dictionary or value, and, if it is a stream, the bytes of the stream in the file."""

    number: int
    body: bytes
    raw: bytes | None = None

    def value(self, key: str) -> bytes:
        """What follows a key, up to the next name or the end; empty if the key isn't there."""
        match = _value(key).search(self.body)
        return match[1].strip() if match else b""

    def reference(self, key: str) -> int:
        """The number of the object that a key refers to; 0 for none."""
        match = _reference(key).search(self.body)
        return int(match[1]) if match else 0

    def references(self, key: str) -> list[int]:
        """The numbers of the objects in the array of a key."""
        match = re.search(rb"/%s\s*\[([^\]]*)\]" % key.encode(), self.body)
        return [int(number) for number in re.findall(rb"(\d+) 0 R", match[1])] if match else []

    @property
    def content(self) -> bytes:
        """A stream's decoded bytes; empty for another object."""
        if self.raw is None:
            return b""
        filtered = self.value("Filter")
        short = len(self.raw) <= _LONGEST_KEPT and self.value("Subtype") != b"/Image"
        return (_kept if short else decoded)(self.raw, filtered)


@cache
def _value(key: str) -> re.Pattern[bytes]:
    return re.compile(rb"/%s(?![A-Za-z])\s*(/?[^/>]*)" % key.encode())


@cache
def _reference(key: str) -> re.Pattern[bytes]:
    return re.compile(rb"/%s\s*\[?(\d+) 0 R" % key.encode())


class File:
    """A file's objects."""

    words: tuple[tuple[str, ...], ...] | None = None
    """The words of each page, once they are read (`content_streams`)."""

    def __init__(self, pdf: bytes) -> None:
        self.objects: dict[int, Object] = {}
        self._root = self._info = 0
        for found in _scanned(pdf):
            self._enter(found)
            if found.value("Type") == b"/ObjStm":
                for inner in _unpacked(found):
                    self._enter(inner)
            elif found.value("Type") == b"/XRef":
                self._root = found.reference("Root")
                self._info = found.reference("Info") if b"/Info" in found.body else 0
        if not all(map(_PLAIN_WORD.fullmatch, set(TOKEN.sub(b" ", self.bodies).split()))):
            raise UnexpectedPdf("an object has something else in it than names, strings and numbers")
        if self._root not in self.objects or (self._info and self._info not in self.objects):
            raise UnexpectedPdf("the file has no catalogue")

    def _enter(self, found: Object) -> None:
        if found.number in self.objects:
            raise UnexpectedPdf("an object is in the file twice")
        self.objects[found.number] = found

    def __getitem__(self, number: int) -> Object:
        try:
            return self.objects[number]
        except KeyError:
            raise UnexpectedPdf("the file refers to an object that isn't there") from None

    @property
    def info(self) -> Object:
        """The Info dictionary."""
        return self[self._info]

    @cached_property
    def bodies(self) -> bytes:
        """All objects without their streams."""
        return b"\n".join([each.body for each in self.objects.values()])

    @cached_property
    def _names_and_strings(self) -> NamesAndStrings:
        return names_and_strings(self.bodies)

    @property
    def names(self) -> frozenset[str]:
        """Every name in its objects."""
        return self._names_and_strings.names

    @property
    def strings(self) -> tuple[tuple[str, bytes], ...]:
        """Every string in its objects, with the name before it."""
        return self._names_and_strings.strings

    @cached_property
    def pages(self) -> list[Object]:
        """The page objects in order."""
        return [self[number] for number in self[self[self._root].reference("Pages")].references("Kids")]

    def resources(self) -> dict[str, Object]:
        """The fonts by their names in page content."""
        if not self.pages:
            return {}
        shared = self[self.pages[0].reference("Resources")]
        listed = shared.reference("Font")  # where values are shaped, it is an object of its own
        fonts = re.search(rb"(?:/Font|\A)<<([^>]*)>>", self[listed].body if listed else shared.body)
        entries = re.findall(rb"/(F\d+) (\d+) 0 R", fonts[1]) if fonts else []
        return {name.decode(): self[int(number)] for name, number in entries}


def _scanned(pdf: bytes) -> Iterator[Object]:
    """The objects one after another, from the header to the last byte."""
    head = _HEADER.match(pdf)
    if not head:
        raise UnexpectedPdf("the file doesn't begin as this program's files do")
    at, last = head.end(), 0
    while match := _OBJECT.match(pdf, at):
        last, start = at, match.end()
        end = _ended(pdf, start)
        body, raw, at = pdf[start:end], None, end
        if stream := _STREAM.match(pdf, end):
            length = re.search(rb"/Length (\d+)", body)
            begin = stream.end()
            at = begin + int(length[1]) if length else begin
            raw, at = pdf[begin:at], at + len(b"\r\nendstream")
        if pdf[at : at + 8] != b"\nendobj\n":
            raise UnexpectedPdf("an object doesn't end as this program's objects do")
        at += 8
        yield Object(int(match[1]), body, raw)
    end_of_file = _END.match(pdf, at)
    if not end_of_file or int(end_of_file[1]) != last:
        raise UnexpectedPdf("there is something else in the file than objects")


def _ended(pdf: bytes, start: int) -> int:
    """Where a dictionary ends that starts here."""
    depth = 0
    for match in TOKEN.finditer(pdf, start):
        depth += {b"<<": 1, b"[": 1, b">>": -1, b"]": -1}.get(match[0], 0)
        if depth <= 0:
            return match.end()
    raise UnexpectedPdf("an object never ends")


def _unpacked(holder: Object) -> Iterator[Object]:
    content, first = holder.content, int(holder.value("First") or 0)
    index = [int(number) for number in content[:first].split()]
    starts = [first + offset for offset in index[1::2]]
    for number, start, end in zip(index[::2], starts, [*starts[1:], len(content) + 1], strict=True):
        yield Object(number, content[start : end - 1])


def decoded(raw: bytes, filtered: bytes) -> bytes:
    """The decoded bytes of a stream with a filter."""
    match filtered:
        case b"" | b"/DCTDecode":
            return raw
        case b"/FlateDecode":
            return _inflated(raw)
        case _:
            raise UnexpectedPdf("a stream has a filter that is never used")


def _inflated(raw: bytes) -> bytes:
    try:
        inflater = zlib.decompressobj()
        content = inflater.decompress(raw)
    except zlib.error:
        raise UnexpectedPdf("a stream can't be decompressed") from None
    if inflater.unused_data or not inflater.eof:
        raise UnexpectedPdf("there is something else in a stream than it says")
    return content


_kept = lru_cache(128)(decoded)


@lru_cache(1)
def read(pdf: bytes) -> File:
    """A file's objects, for checks that look at the same file one after another."""
    return File(pdf)


_ACTIVE = {"JS", "JavaScript", "AcroForm", "EmbeddedFiles", "EmbeddedFile", "AF", "Launch", "OpenAction", "AA"}
_ACTIVE |= {"SubmitForm", "GoToR", "RichMedia", "Movie", "Sound", "Screen", "Widget", "FileAttachment", "Encrypt"}


def forbidden(file: File) -> list[Diagnostic]:
    """Scripts, forms, attachments and actions, none of which a handout has."""
    found = _ACTIVE & file.names
    return [problem(f"there is /{name} in the file") for name in sorted(found)]
