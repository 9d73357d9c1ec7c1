"""Changes that YAML makes in a text because of how it is written, and the characters in it that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from handout.source.patterns import uncompiled
from handout.source.values import SOFT_HYPHEN, all_unprintable

DELETE = "delete it; it can't be seen, but it changes the text"
KEYCAP = "this is an emoji of a key: delete it, and type the number or sign by itself"
ENCLOSING_KEYCAP = "\u20e3"
_IN_KEYCAP = uncompiled("[0-9#*]\ufe0f")
_HEADER = uncompiled(r"[|>]([-+0-9]*)")
_ESCAPE = uncompiled(r"\\(?:(?P<end>\r\n|[\n\r])[ \t]*|(?P<sign>.))")
_SPACES = tuple("\\" + sign for sign in " \t" + "tnrNLP_")
"""Escapes for spaces and line ends, which programs write where a text continues on the next line."""
_STANDS_FOR_SPACE = uncompiled(r"[trNLP_](?=[A-Za-z])")


class ScalarChange(NamedTuple):
    """A change in a text, and its place: an index of the file, or of the text itself for soft hyphens."""

    at: int
    message: str
    hint: str
    code: str
    severity: str = "error"


def header(text: str, start: int) -> int:
    """The index of the end of a block's sign with all that belongs to it, such as `|-`."""
    match = _HEADER.match(text, start)
    return match.end() if match else start


def block(text: str, start: int, value: str) -> Iterator[ScalarChange]:
    """A text below `|` or `>`: a number behind the sign would be lost, and an empty text is probably a mistake.

    In YAML, `- >5` is an empty text, and `>2` above a line that is indented far enough loses its 2.
    """
    sign = text[start]
    quotes = f"put text that begins with '{sign}' in quotes"
    if any(char.isdigit() for char in text[start : header(text, start)]):
        yield ScalarChange(start, f"the number after '{sign}' would be lost", quotes, "block-number")
    elif not value.strip():
        hint = f'write "" for an empty text, and {quotes}'
        yield ScalarChange(start, f"nothing is below '{sign}'", hint, "empty-block")


def escapes(text: str, start: int, end: int) -> Iterator[ScalarChange]:
    """A text in double quotes: a backslash at a line's end joins two lines, and some escapes look like words."""
    escaped = start
    for match in _ESCAPE.finditer(text, start, end):
        at = match.start()
        joins = match["end"] and at not in (start, escaped) and match.end() < end
        if joins and not text.startswith(_SPACES, match.end()):
            hint = "write the text after '|', or take the backslash out"
            yield ScalarChange(at, "'\\' at the end of a line joins it to the next", hint, "joined-lines")
        elif match["sign"] and at > start and text[at - 1] not in " \t" and _STANDS_FOR_SPACE.match(text, at + 1):
            message = f"'\\{match['sign']}' stands for a space or a line's end here"
            yield ScalarChange(at, message, "write the backslash twice to print it", "escape", "warning")
        escaped = match.end()


def parted_number(text: str, start: int) -> Iterator[ScalarChange]:
    """A text between brackets that begins with a digit right behind a comma: `[1,000 mg]` has two items."""
    before, comma = text[max(start - 2, 0) : start - 1], text[start - 1 : start]
    if comma == "," and text[start : start + 1].isdigit() and (before.isdigit() or before in (" ", "\t")):
        hint = "put the number in quotes, or a space after the comma"
        yield ScalarChange(
            start - 1, "the comma splits a number: between brackets it begins a new item", hint, "parted-number"
        )


def without_ink(text: str, start: int, end: int) -> Iterator[ScalarChange]:
    """Each character that can't be printed, once, where it is first: nobody sees it, so its place must be exact."""
    found: dict[str, int] = {}
    for at, named in all_unprintable(text[start:end]):
        found.setdefault(named, start + at)
    for named, place in found.items():
        hint = KEYCAP if _IN_KEYCAP.match(text, max(place - 1, 0)) else DELETE
        yield ScalarChange(place, named, hint, "control-character")


def soft_hyphens(value: str) -> Iterator[ScalarChange]:
    """The first soft hyphen that isn't between two letters; else the first of those that are left out.

    Text that was copied from a PDF can carry a range that way: `5\u00ad10 mg` must not become 510 mg.
    """
    first = None
    for match in re.finditer(SOFT_HYPHEN, value):
        before, after = value[max(match.start() - 1, 0) : match.start()], value[match.end() : match.end() + 1]
        if not (_kind(before) in "LM" and _kind(after) == "L"):
            hint = "write the hyphen or the dash that is meant; a soft hyphen isn't printed"
            yield ScalarChange(
                match.start(), "a soft hyphen U+00AD that isn't between two letters", hint, "soft-hyphen"
            )
            return
        first = match.start() if first is None else first
    if first is not None:
        hint = "if a hyphen is meant there, type it again"
        yield ScalarChange(first, "a soft hyphen U+00AD is left out", hint, "soft-hyphen", "warning")


def _kind(char: str) -> str:
    """The general category's first letter; a sign of no category for no character."""
    return unicodedata.category(char)[0] if char else "-"
