"""Words that are lost in a comment: in YAML, `#` begins a comment after any space, and on a line inside a text.

`- Take 2 #morning# and 1 at night` is valid YAML that loses a dose, and so is a text whose second line begins with
`#3`.  A comment that can't be a part of a text is let be: one on a line of its own, not further in than what it is
under, or one with a space behind its sign where a list or keys begin or end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from operator import and_
from typing import NamedTuple

OWN_LINE = "write a comment on a line of its own"
FURTHER_LEFT = "a comment begins under the key or the dash above it; put text that begins with '#' in quotes"
BRACKETS = "between brackets, put text that begins with '#' in quotes"

_COMMENT = re.compile(r"#[^\n\r]*")
_PROPERTIES = re.compile(r"(?:\s|[&!]\S*+)*+")


class CommentedText(NamedTuple):
    """A text in the file; its beginning and end are indexes."""

    start: int
    end: int
    indent: int
    """The column of the key or the dash before it."""
    key: bool = False


class Lost(NamedTuple):
    """The index of a `#` that may begin a comment by mistake, and what to do."""

    at: int
    hint: str


def lost(text: str, written: Sequence[CommentedText], brackets: Sequence[tuple[int, int]], end: int) -> Iterator[Lost]:
    """Every comment in which words may be lost; the texts and the outermost brackets are in order, up to `end`."""
    nothing = CommentedText(end, end, -1, key=True)
    for before, after in pairwise((None, *written, nothing)):
        assert after is not None
        begin = before.end if before else 0
        if "#" not in text[begin : after.start]:
            continue
        comments = [*_COMMENT.finditer(text, begin, after.start)]
        heads, tails = [comment.start() for comment in comments], [comment.end() for comment in comments]
        blank = (not text[a:b].strip() for a, b in zip([begin, *tails], heads, strict=False))
        leads = (_PROPERTIES.fullmatch(text, a, b) for a, b in zip(tails, [*heads[1:], after.start], strict=True))
        # Whether only comments are before each comment, and only comments and anchors are behind it.
        follows = [*accumulate(blank, and_)]
        precedes = [*accumulate((match is not None for match in reversed([*leads])), and_)][::-1]
        for at, index in enumerate(heads):
            neighbours = before if follows[at] else None, None if after.key or not precedes[at] else after
            if hint := _hint(text, index, *neighbours, inside=_inside(index, brackets)):
                yield Lost(index, hint)


def _inside(index: int, brackets: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(brackets, (index, 0)) - 1
    return at >= 0 and brackets[at][0] < index < brackets[at][1]


def _hint(text: str, index: int, before: CommentedText | None, after: CommentedText | None, *, inside: bool) -> str:
    """What to do about a comment behind one text and before another; empty if no word can be lost in it."""
    line = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    word = text[index + 1 : index + 2].strip() != ""
    if text[line:index].strip(" \t\ufeff"):
        return OWN_LINE if before or after or inside or word else ""
    if inside:
        return BRACKETS if before or word else ""
    column = index - line
    further = (before is not None and column > before.indent) or (after is not None and column > after.indent)
    # In a file with other line ends, YAML ends a line at a lone CR, but an author sees no line end.
    stray = text[line - 1 : line] == "\r" and "\n" in text
    return FURTHER_LEFT if further or stray else ""
