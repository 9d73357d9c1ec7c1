"""The values of a file with their places: `Scalar`, `Sequence`, `Mapping`; `source.yaml` reads them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from msgspec import Struct

from handout.diagnostics import Span
from handout.source.patterns import uncompiled


class Scalar(Struct, frozen=True):
    """Text as it was written."""

    text: str
    span: Span
    style: str = ""
    """How it was written: plain (empty), `'`, `"`, `|` or `>`."""
    indent: int = 0
    """By how many columns the lines of a `|` block are indented."""
    written: str = ""
    """The text as it is in the file, with its quotes, if it has several lines there; else empty."""

    @property
    def null(self) -> bool:
        """Whether nothing was written, or YAML's null."""
        return self.style == "" and self.text in {"", "~", "null", "Null", "NULL"}

    def at(self, index: int) -> Span:
        """The place in the file of the character at an index of the text, or the nearest place that is known."""
        line, column = self.span.line, self.span.column
        if self.style == "|":
            start = self.text.rfind("\n", 0, index) + 1
            return Span(self.span.file, line + 1 + self.text.count("\n", 0, index), self.indent + 1 + index - start)
        if self.style == ">" or "\n" in self.text[:index]:
            return self.span
        return Span(self.span.file, line, column + index + (self.style != ""))


class Sequence(Struct, frozen=True):
    """A list."""

    items: tuple[Value, ...]
    span: Span


class Mapping(Struct, frozen=True):
    """Keys with their values, in the order of the file."""

    entries: tuple[tuple[Scalar, Value], ...]
    span: Span

    def get(self, key: str) -> Value | None:
        """The value of a key, or None."""
        return next((value for name, value in self.entries if name.text == key), None)


Value = Scalar | Sequence | Mapping

MOST_KNOWN, MOST_NEAR = 500, 50
"""How many words a suggestion is looked for among, and how many of them are compared letter by letter."""
_LEAST_BEGINNING = 3
"""Letters that may be the beginning of what is meant: 'milia' of 'milia-like-calcinosis'."""

SOFT_HYPHEN = "\u00ad"
LONGER_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
"""What word processors, and web pages, have in place of the hyphen before an item."""
CONTROL = uncompiled(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_JOINED = "\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff\u0900-\u0dff"
"""Arabic and Indic letters, whose form a joiner between them changes: Persian can't be written without joiners."""
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters: a variation selector behind one says which form of it a name is written with."""
_INVISIBLE = uncompiled(
    "[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0"
    "\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
    f"|(?<![{_HAN}])[\U000e0100-\U000e01ef]"
    f"|(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])"
    "|(?<![\u203c-\u3299\U0001f000-\U0001faff])[\ufe0e\ufe0f]"
)
_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
_LETTERS_OF_NO_INK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0").union(
    map(chr, _SELECTORS)
)
"""Those of the invisible characters that Python calls printable."""
_PICTURED = uncompiled("(?<=[\u203c-\u3299\U0001f000-\U0001faff])[\ufe0e\ufe0f]")
"""Selectors that telephones put behind a sign to ask for a sign with or without colours, which aren't printed."""
_BULLET = "\uf0b7"
"""A bullet as Word writes it in the font Symbol; it isn't a character of Unicode."""
_BLANK_CELL = "\u2800"
"""The space between words of Braille, which Unicode calls a sign, and no font draws."""
_SPACES = str.maketrans(
    {
        "\t": " ",
        "\r": "\n",
        "\u0085": "\n",
        "\u2028": "\n",
        "\u2029": "\n\n",
        **dict.fromkeys(
            "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", "\u00a0"
        ),
    }
)


def printable(line: str) -> bool:
    """Whether all of a line can be printed, and every space in it is a usual one; most lines are so."""
    return line.isprintable() and (line.isascii() or _LETTERS_OF_NO_INK.isdisjoint(line))


def unprintable(text: str) -> str | None:
    """What in a text can't be printed: a control, invisible or direction character, named; else None."""
    return next((named for _, named in all_unprintable(text)), None)


def all_unprintable(text: str) -> Iterator[tuple[int, str]]:
    """The place and the name of each character of a text that can't be printed, the control characters first."""
    if printable(text.replace("\n", " ")):
        return
    for match in CONTROL.finditer(text):
        yield match.start(), f"control character U+{ord(match[0]):04X}"
    for match in () if text.isascii() else _INVISIBLE.finditer(text):
        yield match.start(), f"invisible character U+{ord(match[0]):04X} {unicodedata.name(match[0], '')}".rstrip()


def normalise(text: str) -> str:
    """A text in NFC, with newlines as line ends, spaces for tabs, and U+00A0 for all other spaces.

    People type thin and other special spaces to keep a number with its unit, so no line may end at one.
    """
    if text.isascii():
        return text if text.isprintable() else text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = text.replace(_BULLET, "•").replace(_BLANK_CELL, "\u00a0")
    if "\ufe0e" in text or "\ufe0f" in text:
        text = _PICTURED.sub("", text)
    if not text.isprintable():  # as no space is but the usual one
        text = text.replace("\r\n", "\n").translate(_SPACES)
    return unicodedata.normalize("NFC", text)


def suggestion(word: str, known: Iterable[str]) -> str:
    """`did you mean 'callout'?`, or nothing when no known word is near, or too many are."""
    from difflib import get_close_matches

    # A file may have thousands of unknown words; a cheap comparison leaves few to be compared letter by letter.
    names = [*islice((name for name in known if isinstance(name, str)), MOST_KNOWN + 1)]
    if (same := next((name for name in names if _folded(name) == _folded(word)), None)) is not None:
        return f"did you mean '{same}'?"
    near = [name for name in names if name[:1] == word[:1] or name[-1:] == word[-1:]]
    if len(names) > MOST_KNOWN or len(near) > MOST_NEAR:
        return ""
    best = get_close_matches(word, near, n=9, cutoff=0.6)
    # Of those that are equally near, as 'heading1' and 'heading5' to 'heading', the first one.
    found = max((name for name in near if name in best), key=lambda name: _nearness(name, word), default="")
    longer = [name for name in names if len(word) >= _LEAST_BEGINNING and _folded(name).startswith(_folded(word))]
    found = found or (longer[0] if len(longer) == 1 else "")
    return f"did you mean '{found}'?" if found else ""


def _nearness(name: str, word: str) -> tuple[float, bool]:
    """How many letters are the same; and whether the last one is: of `font` and `size`, `font-size` is a size."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, name, word).ratio(), name[-1:] == word[-1:]


def _folded(word: str) -> str:
    """A word without the difference between capitals and small letters, and between `-`, `_` and a space."""
    return word.casefold().replace("_", "-").replace(" ", "-")


def mapping_at(value: Value, span: Span) -> Mapping | None:
    """The mapping that begins at a place; None where there is none."""
    below: Iterable[Value] = ()
    match value:
        case Mapping() if value.span == span:
            return value
        case Mapping():
            below = (item for _, item in value.entries)
        case Sequence():
            below = value.items
    return next((found for item in below if (found := mapping_at(item, span)) is not None), None)


def flatten(value: Value) -> Iterator[tuple[tuple[Any, ...], Scalar]]:
    """Every scalar with its path, in the order of the file; for simple walks that check the optimised ones."""
    waiting: list[tuple[tuple[Any, ...], Value]] = [((), value)]
    while waiting:
        path, each = waiting.pop()
        match each:
            case Scalar():
                yield path, each
            case Sequence():
                waiting += [((*path, index), item) for index, item in enumerate(each.items)][::-1]
            case Mapping():
                waiting += [((*path, key.text), item) for key, item in each.entries][::-1]
