"""Page content read as text, without pdfium: every string that is shown, on the paper or off it, seen or unseen."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from handout.bidi.characters import mirror
from handout.verify.file_fonts import characters, to_unicode
from handout.verify.pdf_objects import File, UnexpectedPdf
from handout.verify.pdf_strings import unescaped

_STRING = rb"\([^\\()]*+(?:\\.[^\\()]*+)*+\)"
_TOKEN = re.compile(
    rb"/(?P<font>F\d+) [\d.]+ Tf|(?P<shown>%s) Tj|(?P<turned>/ReversedChars BMC)|(?P<end>EMC)|(?P<other>%s|TJ)"
    % (_STRING, _STRING),
    re.DOTALL,
)
_MOST_STREAMS = 512
"""The most streams of page content whose strings are kept."""


class ShownText(Struct, frozen=True):
    """One string of page content."""

    font: str
    """Its name in the page's resources."""
    codes: tuple[int, ...]
    """From left to right."""
    text: str
    """In the order in which it is read."""
    right_to_left: bool
    ends: bool = False
    """No string: marked content ends here."""


class CodedText(Struct, frozen=True):
    """The same before its codes are read."""

    font: str
    codes: tuple[int, ...]
    right_to_left: bool
    ends: bool = False


def shown(file: File) -> Iterator[list[ShownText]]:
    """The strings of each page in the order of its content; an empty one wherever marked content ends."""
    maps = {name: to_unicode(file, font) for name, font in file.resources().items()}
    for page in file.pages:
        yield [each for number in page.references("Contents") for each in _read(file[number].content, maps)]


def _read(content: bytes, maps: Mapping[str, bytes]) -> tuple[ShownText, ...]:
    return _strings(content, tuple([(name, maps[name]) for name in used_codes(content) if name in maps]))


@lru_cache(_MOST_STREAMS)
def _strings(content: bytes, maps: tuple[tuple[str, bytes], ...]) -> tuple[ShownText, ...]:
    """The strings of one stream, by the ToUnicode maps of its fonts: the next form has most streams again."""
    fonts = {name: characters(entries) for name, entries in maps}
    return tuple([_END if each.ends else _shown(each, fonts.get(each.font, {})) for each in _coded(content)])


@lru_cache(_MOST_STREAMS)
def used_codes(content: bytes) -> Mapping[str, frozenset[int]]:
    """The codes that a stream shows in each font, by the name of the font."""
    found: dict[str, set[int]] = {}
    for each in _coded(content):
        if not each.ends:
            found.setdefault(each.font, set()).update(each.codes)
    return {name: frozenset(codes) for name, codes in found.items()}


@lru_cache(_MOST_STREAMS)
def _coded(content: bytes) -> tuple[CodedText, ...]:
    found: list[CodedText] = []
    name, turned = "", False
    for match in _TOKEN.finditer(content):
        match match.lastgroup:
            case "font":
                name = match["font"].decode()
            case "shown":
                found.append(CodedText(name, _codes(unescaped(match["shown"][1:-1])), turned))
            case "turned":
                turned = True
            case "end":
                found += [] if turned else [_CODED_END]
                turned = False
            case _:
                raise UnexpectedPdf("page content shows text in a way that is never used")
    return tuple(found)


def _codes(string: bytes) -> tuple[int, ...]:
    if len(string) % 2:
        raise UnexpectedPdf("page content has a code without a meaning")
    return struct.unpack(f">{len(string) // 2}H", string)


def stretches(file: File) -> tuple[tuple[str, ...], ...]:
    """The words of each page by marked content."""
    if file.words is None:
        file.words = tuple(map(_by_marked_content, shown(file)))
    return file.words


def _by_marked_content(page: list[ShownText]) -> tuple[str, ...]:
    found = [""]
    for each in page:
        if each.ends:
            found.append("")
        else:
            found[-1] += each.text
    return tuple([text for text in found if text])


_END, _CODED_END = ShownText("", (), "", False, True), CodedText("", (), False, True)


def _shown(each: CodedText, font: Mapping[int, str]) -> ShownText:
    try:
        text = [font[code] for code in each.codes]
    except KeyError:
        raise UnexpectedPdf("page content has a code without a meaning") from None
    if each.right_to_left:  # written as it is seen: from left to right, and with brackets turned round
        text = [*map(mirror, reversed(text))]
    return ShownText(each.font, each.codes, "".join(text), each.right_to_left)


_MARKUP = re.compile(r"<[^>]*>")
_LEAST = b"1" * 12
"""So many legible bytes in a row may be words; fewer occur everywhere by chance."""
_ASCII = bytes(ord("1") if 0x20 <= byte < 0x7F or byte in b"\t\n\r" else 0 for byte in range(256))
_LATIN = bytes(ord("1") if _ASCII[byte] or 0x80 <= byte < 0xC0 or 0xC2 <= byte < 0xC6 else 0 for byte in range(256))
_HUGE = 100_000
"""Bytes; a larger stream is an image, in which bytes above 127 are colours."""


FURTHER = re.compile(rb"(?:[\xe0-\xef][\x80-\xbf]{2}[\x20-\x7e]{0,4}){4,}")
"""So many characters of UTF-8 beyond U+07FF don't follow each other by chance."""
_BEGIN = b"122"
_OF_THREE = bytes(ord("1") if 0xE0 <= byte < 0xF0 else ord("2") if 0x80 <= byte < 0xC0 else 0 for byte in range(256))
"""The first and the further bytes of such a character."""


def marked_up(content: bytes) -> str:
    """A stream of text in UTF-8, with a line's end for each mark."""
    return _MARKUP.sub("\n", content.decode("utf-8", "replace"))


def legible(content: bytes) -> Iterator[str]:
    """What could be read in a stream's bytes, one byte a character or two, or three in a row; without markup."""
    if further := [*further_characters(content)]:
        yield _MARKUP.sub("\n", b"\n".join(further).decode("utf-8", "replace"))
    table = _ASCII if len(content) > _HUGE else _LATIN
    for form in (content, content.replace(b"\0", b"")) if b"\0" in content else (content,):
        yield _MARKUP.sub("\n", b"\n".join(_stretches(form, table)).decode("utf-8", "replace"))


def further_characters(content: bytes) -> Iterator[bytes]:
    """What `FURTHER.findall` finds; where one could begin is found five times as quickly, which an image needs."""
    marks = content.translate(_OF_THREE)
    at = marks.find(_BEGIN)
    while at >= 0:
        match = FURTHER.match(content, at)
        if match:
            yield match[0]
        at = marks.find(_BEGIN, match.end() if match else at + 1)


def _stretches(content: bytes, table: bytes) -> Iterator[bytes]:
    """The longer stretches of bytes that a table marks; searching for the mark is quick even in an image."""
    marks = content.translate(table)
    start = marks.find(_LEAST)
    while start >= 0:
        end = marks.find(b"\0", start)
        end = len(marks) if end < 0 else end
        yield content[start:end]
        start = marks.find(_LEAST, end)
