"""The pieces of a passage joined to a text, with or without a space where a line ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from handout.extract.pieces import HYPHENS, TextPiece
from handout.extract.text import letters
from handout.i18n.unspaced import needs_no_space

_LETTERS: dict[int, str | None] = {
    **dict.fromkeys(map(ord, "\u200b\u2060\ufeff")),
    # A terminal would obey a control character.
    **dict.fromkeys((*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)), "\ufffd"),
    **dict.fromkeys(map(ord, HYPHENS), "-"),
}
"""Characters that aren't printed, or not as they are stored."""
_SPACES = re.compile(r"\s+")
_DASHED = re.compile(r"\w[-‐‑‒–—−/]$")
_SOFT = "\u00ad"
_HIDDEN = re.compile(rf"(?<=[^\W\d_]){_SOFT}(?=[^\W\d_])")
"""A soft hyphen that isn't printed; elsewhere it may be the code of a printed hyphen, as in `5-10 mg`."""
_ADDRESS = re.compile(r"(?:://|^www\.|@|\w\.\w{2,}/)\S*$")
_SAME_LINE = 0.5
"""Between two baselines, of the larger type's size: less for a raised number, more for the next line."""
_NEXT_LINE = 0.7
_LEAST_SPACE = 0.1
"""Between two pieces on a line, of the type's size."""


class JoinedText(NamedTuple):
    """The words of a passage, and where lines were joined in them without a space."""

    words: str
    joins: tuple[int, ...]


def mostly_spaced(passages: Iterable[Sequence[TextPiece]]) -> bool:
    """Whether the lines within these passages mostly end in spaces, so that one without says something."""
    spaced = bare = 0
    for pieces in passages:
        for before, after in pairwise(pieces):
            ends_line = gap(before, after) == "\n" and not before.hyphen
            if ends_line and not needs_no_space(before.text[-1:], after.text[:1]):
                if before.text[-1:].isspace():
                    spaced += 1
                else:
                    bare += 1
    return spaced > bare


def joined(pieces: Sequence[TextPiece], spaced: bool, after: TextPiece | None = None) -> JoinedText:
    """The text of pieces; `after` is the piece with which the passage continues on the next page."""
    measure = max((piece.box[2] for piece in pieces), default=0.0)
    text, joins = "", []
    for before, piece in zip([None, *pieces], [*pieces, after], strict=True):
        between = "" if before is None or piece is None else _between(before, piece, measure if spaced else None)
        if before is not None and piece is not None and not between and gap(before, piece) == "\n":
            joins.append(len(text))
        if piece is not None and piece is not after:
            words = _SPACES.sub(" ", _hyphened(letters(piece.text)).translate(_LETTERS))
            text += between if not text.endswith(" ") else ""
            text += words.lstrip(" ") if not text or text.endswith(" ") else words
    return JoinedText(text.rstrip(" "), tuple(joins))


def _hyphened(text: str) -> str:
    """A text with hyphens for soft hyphens, and without the soft hyphens inside words."""
    if _SOFT not in text:
        return text
    end = text.rstrip()
    return _HIDDEN.sub("", end if end.endswith(_SOFT) else text).replace(_SOFT, "-")


def gap(before: TextPiece, after: TextPiece) -> str:
    """What is between two pieces of a passage: nothing, a space or the end of a line."""
    found = after.gap if (after.page, after.number) == (before.page, before.number + 1) else "\n"
    if before.page != after.page:
        return "\n"
    if found != "\n":
        # Pdfium may overlook a line's end where the owner changes.
        return "\n" if abs(after.base - before.base) > _NEXT_LINE * max(before.size, after.size) else found
    if not same_line(before, after):
        return found
    return " " if after.box[0] - before.box[2] > _LEAST_SPACE * before.size else ""


def same_line(before: TextPiece, after: TextPiece) -> bool:
    """Whether one piece follows the other on a line."""
    near = abs(after.base - before.base) < _SAME_LINE * max(before.size, after.size)
    return near and after.box[0] >= before.box[2] - 1


def _between(before: TextPiece, after: TextPiece, measure: float | None) -> str:
    """What joins two pieces; `measure` is where a full line ends, known only where lines mostly end in spaces."""
    if after.apart:
        return " "
    found = gap(before, after)
    if found != "\n":
        return found
    text = before.text
    if text.rstrip().endswith(_SOFT):
        return ""
    if text[-1:].isspace():
        return " "
    if before.hyphen or _DASHED.search(text) or needs_no_space(text[-1:], after.text[:1]):
        return ""
    if measure is None:
        return " "
    # Where lines end in spaces, a full line that doesn't end in one was broken inside a word.  This holds for letters
    # only: `1` and `0` never become `10`.
    word = text[-1:].isalpha() and after.text[:1].isalpha()
    broken = _ADDRESS.search(text) or (word and before.box[2] > measure - before.size)
    return "" if broken else " "
