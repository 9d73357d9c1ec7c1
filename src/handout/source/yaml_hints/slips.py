"""What a slip is, and how the lines of a file are looked at to find one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

KEY = re.compile(r"[ ]*(?:- +)*[^\W\d_][\w-]*(?=:)")
"""A line's beginning up to a key's colon."""


class Slip(NamedTuple):
    """A likely mistake: its line and column, counted from 0, what is wrong, and what to do."""

    line: int
    column: int
    message: str
    hint: str = ""
    mended: str | None = None
    """The line, as long as it is, without the mistake; None where a sign in another's place doesn't mend it."""
    of_list: bool = False
    """Whether each item of the list is likely to have it."""


class Error(NamedTuple):
    """An error of libyaml; places are lines and columns from 0."""

    problem: str
    place: tuple[int, int]
    context: str = ""
    opened: tuple[int, int] | None = None
    """Where the value that libyaml was reading begins."""
    quoted: tuple[tuple[int, int], tuple[int, int]] | None = None
    """Where the last text before the error begins and ends, if it is in quotes."""


def with_sign(line: str, column: int, instead: str) -> str:
    """The line with other signs from a column on."""
    return line[:column] + instead + line[column + len(instead) :]


def line_above(number: int, lines: Sequence[str]) -> int | None:
    """The line above that isn't blank or a comment."""
    found = (at for at in range(number - 1, -1, -1) if lines[at].strip() and not lines[at].lstrip().startswith("#"))
    return next(found, None)


def indent(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def key_start(line: str) -> int | None:
    """The column where a line's key begins, after dashes."""
    key = KEY.match(line)
    return len(key[0]) - len(key[0].lstrip(" -")) if key else None
