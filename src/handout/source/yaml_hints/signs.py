"""Signs that mean something else to YAML than to who wrote them, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handout.source.yaml_hints.slips import Error, Slip, line_above, with_sign

_INSTEAD = {":": ".", "\t": " ", "\\": "/"} | dict.fromkeys("@`%>|!?&*-", "x")
"""Signs that mean something to the parser, and what means nothing at their place."""
_NO_BREAK = re.compile("[ ]*[\u00a0\u2000-\u200a\u202f\u3000]")


def without_sign(line: str, column: int) -> str | None:
    """The line with a letter, or what means nothing, for the sign that the parser stopped at; None for no such sign."""
    before = line[:column].rstrip("*&")
    if len(before) < column:  # of `**`, the parser names the second
        return before + line[len(before) :].replace("*", "x").replace("&", "x")
    instead = _INSTEAD.get(line[column : column + 1])
    return None if instead is None else with_sign(line, column, instead)


def conflict(lines: Sequence[str]) -> Slip | None:
    """The mark that git leaves before two versions of some lines: at the beginning of a line it is never text."""
    number = next((number for number, line in enumerate(lines) if line.startswith("<<<<<<< ")), None)
    hint = "keep one of them, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>"
    return None if number is None else Slip(number, 0, "a merge left two versions of these lines", hint)


def space(error: Error, lines: Sequence[str]) -> Slip | None:
    """A no-break space in an indentation, which a web page or a word processor puts there; YAML takes it for text."""
    number: int | None = min(error.place[0], len(lines) - 1)
    found = None
    for _ in range(2):  # the mistake may be in the line above
        while number is not None and (match := _NO_BREAK.match(lines[number])):
            found = Slip(number, match.end() - 1, "a no-break space where spaces must be", "indent with spaces")
            number = line_above(number, lines)
        number = None if number is None or found else line_above(number, lines)
    return found


def character(error: Error, lines: Sequence[str]) -> Slip | None:
    """A tab, or a text that begins with a character that means something to YAML."""
    directive = "directive" in error.context
    if not directive and not any(words in error.problem for words in ("cannot start any token", "tab character")):
        return None
    number, column = error.opened if directive and error.opened else error.place
    line = lines[number] if number < len(lines) else ""
    if "\t" in line[: column + 1]:
        tab = line.index("\t")
        return Slip(number, tab, "a tab where spaces must be", "indent with spaces", with_sign(line, tab, " "))
    if line[column : column + 1] in ("@", "`", "%", ">", "|"):
        comma = " (between brackets, a comma begins a new text)" if line[:column].rstrip().endswith(",") else ""
        hint = f"put the whole text in quotes{comma}"
        return Slip(number, column, f"a text can't begin with '{line[column]}'", hint, with_sign(line, column, "x"))
    return None
