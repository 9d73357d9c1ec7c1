"""Quotes and brackets that are closed nowhere, or in another place than was meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handout.source.yaml_hints.slips import KEY, Error, Slip, indent

_COMMENT = re.compile(r"[ \t](#.*?)\s*$")
_QUOTES = re.compile(r"'[^']*'|\"[^\"]*\"")
_AFTER_QUOTE = dict.fromkeys(map(ord, "'\":#"), "x")


def quote(error: Error, lines: Sequence[str]) -> Slip | None:
    """A quote that is never closed, or too late, or too early."""
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


def comment(error: Error, lines: Sequence[str]) -> Slip | None:
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


def bracket(error: Error, lines: Sequence[str]) -> Slip | None:
    """A bracket that is still open where the next key, or the file's end, is."""
    if "flow" not in error.context or error.opened is None or error.place[0] == error.opened[0]:
        return None
    here = lines[error.place[0]] if error.place[0] < len(lines) else ""
    if here.strip() and (KEY.match(here) is None or indent(here) > indent(lines[error.opened[0]])):
        return None
    closing = "]" if "sequence" in error.context else "}"
    return Slip(*error.opened, "the bracket that opens here isn't closed", f"write {closing} at its end")
