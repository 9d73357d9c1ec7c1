"""Pages whose content is damaged: pdfium reads such a page as far as it can, or as empty, and reports nothing.

Pdfium doesn't show the bytes of a content stream.  So the objects are found in the file by their first words, those of
object streams too, and the pages by the page tree.  Only what is certain is reported: a stream that can't be inflated
to its end, one that isn't there, a string or a text object that is never closed.  An encrypted file, and one whose page
tree isn't understood, isn't examined.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping

from msgspec import Struct

_OBJECT = re.compile(rb"(?<![0-9])(\d{1,10})\s+\d{1,5}\s+obj(?![a-z])")
_BODY = re.compile(rb"stream\r?\n|endobj")
_ROOT = re.compile(rb"/Root\s+(\d+)\s+\d+\s+R")
_PAGES = re.compile(rb"/Pages\s+(\d+)\s+\d+\s+R")
_KIDS = re.compile(rb"/Kids\s*(?:\[([^\]]*)\]|(\d+)\s+\d+\s+R)")
_CONTENTS = re.compile(rb"/Contents\s*(?:\[([^\]]*)\]|(\d+)\s+\d+\s+R)")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R")
_FLATE = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\s*(?:\]|[/>\s])")
_FILTER = re.compile(rb"/Filter\s*\[?\s*/(\w+)")
_KNOWN = rb"FlateDecode Fl LZWDecode LZW ASCII85Decode A85 ASCIIHexDecode AHx RunLengthDecode RL Crypt".split()
_OF_OBJECTS = re.compile(rb"/Type\s*/ObjStm")
_INNERMOST = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
_DEEPEST = 50
_BEGINS, _ENDS = re.compile(rb"(?<!\S)BT(?!\S)"), re.compile(rb"(?<!\S)ET(?!\S)")
_UNREAD = (b"BI", b"%")
"""In content whose strings can't be found simply: an inline picture, a comment."""
_LARGEST = 1 << 28
_CHECKSUM = 4
"""Bytes after what is compressed, which some programs leave out."""


class _FoundObject(Struct, frozen=True):
    """An object: its dictionary or value, and where its stream begins in the file; 0 for no stream."""

    body: bytes
    start: int = 0


def damaged_pages(file: bytes, count: int) -> list[int]:
    """The numbers of the damaged pages of a file with so many pages, counted from 1."""
    if b"/Encrypt" in file:
        return []
    objects = _objects(file)
    pages = _pages(file, objects)
    if len(pages) != count:
        return []
    return [number for number, page in enumerate(pages, 1) if _damaged(file, objects, page)]


def _objects(file: bytes) -> dict[int, _FoundObject]:
    """The objects by their numbers; of several with one number, the last one counts."""
    found: dict[int, _FoundObject] = {}
    at = 0
    while match := _OBJECT.search(file, at):
        end = _BODY.search(file, match.end())
        if end is None:
            break
        body, at = file[match.end() : end.start()], end.end()
        if end[0] == b"endobj":
            found[int(match[1])] = _FoundObject(body)
            continue
        found[int(match[1])] = _FoundObject(body, end.end())
        at = max(file.find(b"endstream", at), at)
        if _OF_OBJECTS.search(body):
            found.update(_inner(_decoded(file, found[int(match[1])]) or b"", body))
    return found


def _inner(content: bytes, body: bytes) -> Iterator[tuple[int, _FoundObject]]:
    """The objects of an object stream."""
    first = re.search(rb"/First\s+(\d+)", body)
    numbers = [int(number) for number in content[: int(first[1])].split() if number.isdigit()] if first else []
    places = [(int(first[1]) if first else 0) + offset for offset in numbers[1::2]]
    for number, start, end in zip(numbers[::2], places, [*places[1:], len(content)], strict=False):
        yield number, _FoundObject(content[start:end])


def _pages(file: bytes, objects: Mapping[int, _FoundObject]) -> list[_FoundObject]:
    """The pages in their order."""
    roots = _ROOT.findall(file)
    root = objects.get(int(roots[-1])) if roots else None
    top = _PAGES.search(root.body) if root is not None else None
    waiting, seen, found = [int(top[1])] if top else [], set[int](), list[_FoundObject]()
    while waiting:
        number = waiting.pop()
        node = objects.get(number)
        if node is None or number in seen:
            return []
        seen.add(number)
        kids = _KIDS.search(node.body)
        if kids is None:
            found.append(node)
        else:
            waiting += reversed(_listed(objects, kids))
    return found


def _listed(objects: Mapping[int, _FoundObject], match: re.Match[bytes]) -> list[int]:
    """The numbers of the objects that an array, or the array that a reference is to, names; else the reference's."""
    if match[2] is None:
        return [int(number) for number in _REFERENCE.findall(match[1])]
    there = objects.get(int(match[2]))
    if there is not None and not there.start and there.body.strip().startswith(b"["):
        return [int(number) for number in _REFERENCE.findall(there.body)]
    return [int(match[2])]


def _damaged(file: bytes, objects: Mapping[int, _FoundObject], page: _FoundObject) -> bool:
    """Whether words of a page may be missing because its content can't be read."""
    contents = _CONTENTS.search(page.body)
    parts: list[bytes] = []
    for number in _listed(objects, contents) if contents is not None else ():
        stream = objects.get(number)
        if stream is None:
            return True
        part = _decoded(file, stream)
        if part is None:
            return not _otherwise_encoded(stream.body)
        parts.append(part)
    return _unclosed(b"\n".join(parts))


def _otherwise_encoded(body: bytes) -> bool:
    """Whether a stream has filters that viewers know, and that aren't read here."""
    named = _FILTER.search(body)
    if named is not None and named[1] not in _KNOWN:
        return False
    return not _FLATE.search(body) or b"/DecodeParms" in body


def _decoded(file: bytes, stream: _FoundObject) -> bytes | None:
    """A stream's content; None where it isn't whole, or has another filter than the usual one."""
    end = file.find(b"endstream", stream.start)
    content = file[stream.start : end if end >= 0 else len(file)]
    if b"/Filter" not in stream.body or not content.strip():
        return content  # an empty page may have an empty stream, whatever its filter is
    if not stream.start or not _FLATE.search(stream.body) or b"/DecodeParms" in stream.body:
        return None
    try:
        inflating = zlib.decompressobj()
        found = inflating.decompress(content, _LARGEST)
    except zlib.error:
        return None
    return found if inflating.eof or inflating.unconsumed_tail else _without_checksum(content)


def _without_checksum(content: bytes) -> bytes | None:
    """The content of a stream that lacks only the checksum at its end."""
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        found = inflating.decompress(content[2:], _LARGEST)
    except zlib.error:
        return None
    return found if inflating.eof and len(inflating.unused_data) <= _CHECKSUM else None


def _unclosed(content: bytes) -> bool:
    """Whether a string or a text object begins that never ends."""
    for _ in range(_DEEPEST):
        content, removed = _INNERMOST.subn(b"", content)
        if not removed:
            break
    if any(each in content for each in _UNREAD):
        return False
    return b"(" in content or len(_BEGINS.findall(content)) > len(_ENDS.findall(content))
