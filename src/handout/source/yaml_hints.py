"""The likely mistake in a file that isn't YAML: libyaml reports where it stopped, not what is wrong.

A slip is found in the lines near the place that libyaml reports. No word of these lines goes into a message, because a
patient's record is read in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from handout.source.values import LONGER_DASHES

_KEY = re.compile(r"[ ]*(?:- +)*[^\W\d_][\w-]*(?=:)")
"""A line's beginning up to a key's colon."""
_WORD = re.compile(r"[ ]*(?:- +)*[^\W\d_][\w-]*(?= |$)")
_DASH = re.compile(f"[ ]*([{LONGER_DASHES}\u2022\u00b7])[ \u00a0\t]")
_COMMENT = re.compile(r"[ \t](#.*?)\s*$")
_QUOTES = re.compile(r"'[^']*'|\"[^\"]*\"")
_BOX = re.compile(r"[ ]*- +(?=\[[ xX]?\] )")
_GLUED_DASH = re.compile(r"[ ]*-(?=[^\W\d_])")
_ITEM = "an item begins with a dash and a space"
_INSTEAD = {":": ".", "\t": " ", "\\": "/"} | dict.fromkeys("@`%>|!?&*-", "x")
"""Signs that mean something to the parser, and what means nothing at their place."""
_AFTER_QUOTE = dict.fromkeys(map(ord, "'\":#"), "x")
_NO_BREAK = re.compile("[ ]*[\u00a0\u2000-\u200a\u202f\u3000]")


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


def slip(error: Error, lines: Sequence[str]) -> Slip | None:
    """The likely slip; None if libyaml's message is all that is known."""
    return (
        _conflict(lines)
        or _space(error, lines)
        or _quote(error, lines)
        or _comment(error, lines)
        or _bracket(error, lines)
        or _dash(error, lines)
        or _box(error, lines)
        or _line(error, lines)
        or _star(error, lines)
        or _character(error, lines)
    )


def without_sign(line: str, column: int) -> str | None:
    """The line with a letter, or what means nothing, for the sign that the parser stopped at; None for no such sign."""
    before = line[:column].rstrip("*&")
    if len(before) < column:  # of `**`, the parser names the second
        return before + line[len(before) :].replace("*", "x").replace("&", "x")
    instead = _INSTEAD.get(line[column : column + 1])
    return None if instead is None else _with(line, column, instead)


def _with(line: str, column: int, instead: str) -> str:
    """The line with other signs from a column on."""
    return line[:column] + instead + line[column + len(instead) :]


def _conflict(lines: Sequence[str]) -> Slip | None:
    """The mark that git leaves before two versions of some lines: at the beginning of a line it is never text."""
    number = next((number for number, line in enumerate(lines) if line.startswith("<<<<<<< ")), None)
    hint = "keep one of them, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>"
    return None if number is None else Slip(number, 0, "a merge left two versions of these lines", hint)


def _space(error: Error, lines: Sequence[str]) -> Slip | None:
    """A no-break space in an indentation, which a web page or a word processor puts there; YAML takes it for text."""
    number: int | None = min(error.place[0], len(lines) - 1)
    found = None
    for _ in range(2):  # the mistake may be in the line above
        while number is not None and (match := _NO_BREAK.match(lines[number])):
            found = Slip(number, match.end() - 1, "a no-break space where spaces must be", "indent with spaces")
            number = _above(number, lines)
        number = None if number is None or found else _above(number, lines)
    return found


def _quote(error: Error, lines: Sequence[str]) -> Slip | None:
    if "quoted scalar" in error.context and "end of stream" in error.problem and error.opened:
        hint = "close it with the same quote; a text with an apostrophe goes between double quotes"
        return Slip(*error.opened, "the quote that opens here is never closed", hint)
    if error.quoted is None or "did not find expected" not in error.problem:
        return None
    begin, end = error.quoted
    if end[0] != error.place[0]:
        return None
    if begin[0] < end[0]:
        message = f"the quote that opens here is closed in line {end[0] + 1} only"
        return Slip(*begin, message, "close it at the end of its text")
    hint = "put the whole text in quotes; a quote inside them is written twice, or is of the other kind"
    line = lines[error.place[0]]
    text = line.find(":") + 1
    mended = line[:text] + line[text:].translate(_AFTER_QUOTE)
    return Slip(*error.place, "text goes on after the closing quote", hint, mended)


def _comment(error: Error, lines: Sequence[str]) -> Slip | None:
    """A '#' between brackets that takes the closing one with it, as `[Take 2 #3 at night]`."""
    if "flow" not in error.context or error.opened is None:
        return None
    number, column = error.opened
    for at, line in enumerate(lines[number : error.place[0] + 1], number):
        match = _COMMENT.search(line, column if at == number else 0)
        if (
            match
            and _QUOTES.sub("", line[: match.start(1)]).count('"') == 0
            and match[1].strip("#,")[-1:] in ("]", "}")
        ):
            hint = "put text with a '#' in quotes; write a comment on a line of its own"
            return Slip(at, match.start(1), "a '#' behind a space begins a comment, and the bracket is in it", hint)
    return None


def _bracket(error: Error, lines: Sequence[str]) -> Slip | None:
    """A bracket that is still open where the next key, or the file's end, is."""
    if "flow" not in error.context or error.opened is None or error.place[0] == error.opened[0]:
        return None
    here = lines[error.place[0]] if error.place[0] < len(lines) else ""
    if here.strip() and (_KEY.match(here) is None or _indent(here) > _indent(lines[error.opened[0]])):
        return None
    closing = "]" if "sequence" in error.context else "}"
    return Slip(*error.opened, "the bracket that opens here isn't closed", f"write {closing} at its end")


def _dash(error: Error, lines: Sequence[str]) -> Slip | None:
    """An item with a long dash or a dot, which word processors make of a hyphen; YAML takes it for text."""
    if not any(words in error.problem for words in ("mapping values are not allowed", "did not find expected", "':'")):
        return None
    here = min(error.place[0], len(lines) - 1)
    for number in (here, _above(here, lines)):
        if number is not None and (match := _DASH.match(lines[number])):
            message = "a list's item begins with a hyphen, not with a longer dash or a dot"
            mended = _with(lines[number], match.start(1), "-")
            return Slip(number, match.start(1), message, "begin each item with '- '", mended, of_list=True)
    return None


def _box(error: Error, lines: Sequence[str]) -> Slip | None:
    """`- [ ] Your letter`, as lists to tick are written elsewhere; YAML takes the brackets for an empty list."""
    match = _BOX.match(lines[error.place[0]]) if error.place[0] < len(lines) else None
    if match is None or "did not find expected" not in error.problem:
        return None
    hint = "leave the brackets out: 'checklist' prints a box before each item; '☐' is one in any text"
    mended = _with(match.string, match.end(), "xxx"[: match.string.index("]") + 1 - match.end()])
    return Slip(error.place[0], match.end(), "text goes on after brackets for a box", hint, mended, of_list=True)


def _line(error: Error, lines: Sequence[str]) -> Slip | None:
    """A line with the wrong indentation, or without a space or a key that it needs."""
    number, column = error.place
    if "mapping values are not allowed" in error.problem:
        key = _KEY.match(lines[number])
        if key is None or key.end() != column:
            return None
        above = _above(number, lines)
        return (
            None
            if above is None
            else _glued(above, lines) or _further(number, above, lines) or _colon(number, above, lines)
        )
    if "could not find expected ':'" in error.problem and error.opened is not None:
        if dash := _GLUED_DASH.match(lines[error.opened[0]]):
            mended = _with(dash.string, dash.end(), " ")
            return Slip(error.opened[0], dash.end(), "a space is missing after the dash", _ITEM, mended)
        hint = "write a key with a colon before it, or indent it further than the key that it belongs to"
        return _glued(error.opened[0], lines) or Slip(*error.opened, "this line has no key", hint)
    block = "did not find expected" in error.problem and "block" in error.context
    if block and number < len(lines) and not lines[number][:column].strip():
        hint = "let it begin exactly under what it belongs with: a key under a key, a dash under a dash"
        above = _above(number, lines)
        glued = None if above is None else _glued(above, lines)
        return glued or Slip(number, column, "no line above is indented like this one", hint)
    return None


def _above(number: int, lines: Sequence[str]) -> int | None:
    """The line above that isn't blank or a comment."""
    found = (at for at in range(number - 1, -1, -1) if lines[at].strip() and not lines[at].lstrip().startswith("#"))
    return next(found, None)


def _glued(number: int, lines: Sequence[str]) -> Slip | None:
    """`title:Dry skin`, which is one word to YAML."""
    key = _KEY.match(lines[number])
    after = lines[number][key.end() + 1 :] if key else ""
    if key is None or not after or after[0] in " \t/":
        return None
    hint = "a key is written with a colon and a space"
    mended = _with(lines[number], key.end() + 1, " ")
    return Slip(number, key.end() + 1, "a space is missing after the colon", hint, mended)


def _colon(number: int, above: int, lines: Sequence[str]) -> Slip | None:
    """`id 1001` above `name: …`: this line has no colon, unless it continues the text above it."""
    word = _WORD.match(lines[above])
    if word is None or len(word[0]) - len(word[0].lstrip(" -")) != _start(lines[number]):
        return None
    before = _above(above, lines)
    begins = lines[above].lstrip().startswith("- ") or before is None or lines[before].rstrip().endswith(":")
    hint = "a key is written with a colon and a space"
    return Slip(above, word.end(), "a colon is missing after the key", hint) if begins else None


def _further(number: int, above: int, lines: Sequence[str]) -> Slip | None:
    """A key that is indented further than the key above, although that key already has a text."""
    own, upper = _start(lines[number]), _start(lines[above])
    if upper is None or own is None or own <= upper:
        return None
    hint = "let it begin exactly under the key above"
    return Slip(number, own, "this line is indented further than the key above, which has its text", hint)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _start(line: str) -> int | None:
    """The column where a line's key begins, after dashes."""
    key = _KEY.match(line)
    return len(key[0]) - len(key[0].lstrip(" -")) if key else None


def _star(error: Error, lines: Sequence[str]) -> Slip | None:
    """`* Do not rub.`, where a list's items begin with dashes."""
    if "alphabetic or numeric" not in error.problem or error.opened is None:
        return None
    number, column = error.opened
    if not lines[number].startswith("* ", column) or lines[number][:column].strip():
        return None
    mended = _with(lines[number], column, "-")
    return Slip(number, column, "a list's item begins with a dash", "begin each item with '- '", mended, of_list=True)


def _character(error: Error, lines: Sequence[str]) -> Slip | None:
    """A tab, or a text that begins with a character that means something to YAML."""
    directive = "directive" in error.context
    if not directive and not any(words in error.problem for words in ("cannot start any token", "tab character")):
        return None
    number, column = error.opened if directive and error.opened else error.place
    line = lines[number] if number < len(lines) else ""
    if "\t" in line[: column + 1]:
        tab = line.index("\t")
        return Slip(number, tab, "a tab where spaces must be", "indent with spaces", _with(line, tab, " "))
    if line[column : column + 1] in ("@", "`", "%", ">", "|"):
        comma = " (between brackets, a comma begins a new text)" if line[:column].rstrip().endswith(",") else ""
        hint = f"put the whole text in quotes{comma}"
        return Slip(number, column, f"a text can't begin with '{line[column]}'", hint, _with(line, column, "x"))
    return None
