"""Runs of `*` and `_`: which of them may open or close emphasis, and which are printed as signs.

CommonMark 0.31 (section 6.2) decides by what is on both sides.  Handouts hold more such signs that aren't markup
than other texts do, and a lost one is not noticed.  So these are literal too: `*` between two letters or digits
(`5*3*2 mg` is a dose) unless both are Arabic or Hebrew letters, one that multiplies what is in brackets (`(a)*(b)*2`),
four or more in a row, a mark in brackets or quotes of its own, one that is followed as a word is (`marked with *, or`),
those of an address or of a file's name, and blanks for the pen: three lines in a row, one beside a slash (`120/__`),
and those that are beside signs only (`__:__`).

In Chinese, Japanese, Korean, Thai and the like no space parts what is emphasised from what is around it.  So `*` beside
a letter of theirs is as `*` beside a space.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from handout.source.patterns import uncompiled

MOST = {"*": 3, "_": 2}
"""Marks in a row that can be strong or emphasis."""
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_AFTER_A_WORD = uncompiled(r"[,;:)\]}]|\.(?!\w)")
"""Nothing that is emphasised begins with these."""
_BEFORE_A_WORD = "([{¿¡"
"""Nor ends with these."""
_AROUND = "\"'|/\\#=~"
"""What is on both sides of a mark that is spoken of."""
_SOUTH_EAST_ASIAN = (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"))
_LONGEST_NAME = 500
_CHUNK = uncompiled(r"\S+")
_BLANK = uncompiled(r"[^\w{}*]*_(?:[^\w{}*]|_)*")
"""Lines to write on, and signs between them."""
_EDGE = "*_.,;:!?()[]\"'“”„‘’«»"
_NAME = uncompiled(
    r"(?:[a-z]+://|www\.)\S+"
    r"|[\w.+-]+@[\w.-]+"
    r"|[\w-]+(?:\.[\w-]+)+/\S*"
    r"|[\w-]*_[\w.-]*\.[a-z0-9]{2,4}"
)


class Delimiter(Struct):
    """A run of `*` or `_` in the list of pieces: how many are left, and what it may do."""

    mark: str
    count: int
    original: int
    opens: bool
    closes: bool


def delimiter(text: str, start: int, end: int) -> Delimiter | None:
    """The run of marks between two places of a text; None where it is literal."""
    before, after, count = text[start - 1 : start] or " ", text[end : end + 1] or " ", end - start
    mark = text[start]
    unspaced = (_joins_words(before), _joins_words(after)) if mark == "*" else (False, False)
    inside = before.isalnum() and after.isalnum() and not (mark == "*" and _joined(before, after)) and not any(unspaced)
    factor = mark == "*" and count == 1 and before in ")]}" and (after.isalnum() or after in "([{")
    if count > MOST[mark] or inside or factor or _enclosed(before, after):
        return None
    if mark == "_" and "/" in (before, after):
        return None
    marked_before, marked_after = _punctuation(before), _punctuation(after)
    left = not after.isspace() and (not marked_after or before.isspace() or marked_before or unspaced[0])
    right = not before.isspace() and (not marked_before or after.isspace() or marked_after or unspaced[1])
    opens = left and (mark == "*" or not right or marked_before) and not _AFTER_A_WORD.match(text, end)
    closes = right and (mark == "*" or not left or marked_after) and before not in _BEFORE_A_WORD
    return Delimiter(mark, count, count, opens, closes) if opens or closes else None


def names(text: str) -> Iterator[range]:
    """Where in a text blanks, addresses and names of files are."""
    for chunk in _CHUNK.finditer(text):
        core = chunk[0].strip(_EDGE)
        if "_" in chunk[0] and _BLANK.fullmatch(chunk[0]):
            yield range(*chunk.span())
        if len(core) <= _LONGEST_NAME and ("*" in core or "_" in core) and _NAME.fullmatch(core):
            start = chunk.start() + chunk[0].index(core)
            yield range(start, start + len(core))


def _joined(before: str, after: str) -> bool:
    """Whether a mark is between letters from right to left: Arabic and Hebrew write *and* as the next word's first."""
    return {unicodedata.bidirectional(before), unicodedata.bidirectional(after)} <= {"R", "AL"}


def _enclosed(before: str, after: str) -> bool:
    """Whether a mark is in brackets or quotes of its own."""
    opening = unicodedata.category(before) in ("Ps", "Pi")
    closing = unicodedata.category(after) in ("Pe", "Pf", "Pi")
    return (opening and closing) or (before == after and before in _AROUND)


def _joins_words(char: str) -> bool:
    """Whether it is a letter of a script in which words follow each other, or their endings, without a space."""
    if char < "\u0e00" or not (char.isalpha() or unicodedata.category(char)[0] == "M"):
        return False
    return unicodedata.east_asian_width(char) in "WFH" or any(
        first <= char <= last for first, last in _SOUTH_EAST_ASIAN
    )


def _punctuation(char: str) -> bool:
    return char in _PUNCTUATION or unicodedata.category(char)[0] in "PS"
