"""The lines of a text as they are in the file, which aren't the lines that are printed."""

from __future__ import annotations

import re

from msgspec import Struct

from handout.diagnostics import Span
from handout.source.values import Scalar


class SourceLine(Struct, frozen=True):
    """One line: its words with the blanks before them, and where it begins."""

    text: str
    start: Span
    first: bool
    """Whether it is the first line of its paragraph."""
    joined: bool
    """Whether YAML joins it to the line before, as in a text that isn't written after `|`."""

    def at(self, index: int) -> Span:
        """The place of one of its characters."""
        return Span(self.start.file, self.start.line, self.start.column + index)


def source_lines(scalar: Scalar) -> tuple[SourceLine, ...]:
    """Every line that isn't blank, in order; for a text in double quotes, also the lines that its escapes make."""
    found = _made(scalar) if not scalar.written else _written(scalar)
    return found + _made(scalar) if scalar.written and scalar.style == '"' and "\\n" in scalar.written else found


def only_line(scalar: Scalar) -> str:
    """The line of a text that has one, as most have; empty for another."""
    return "" if scalar.written or "\n" in scalar.text else scalar.text


def _written(scalar: Scalar) -> tuple[SourceLine, ...]:
    lines, block = re.split("\r\n|[\n\r]", scalar.written), scalar.style in ("|", ">")
    found: list[SourceLine] = []
    first = True
    for number, line in enumerate(lines):
        if block and number == 0:  # the sign of the block
            continue
        start = Span(scalar.span.file, scalar.span.line + number, 1 if number else scalar.span.column)
        text = line
        if scalar.style in ("'", '"') and number == 0:
            start, text = Span(start.file, start.line, start.column + 1), line[1:]
        if scalar.style in ("'", '"') and number == len(lines) - 1:
            text = text[:-1]
        if text.strip():
            found.append(SourceLine(text, start, first, joined=number > 0 and scalar.style != "|" and not first))
        first = not text.strip()
    return tuple(found)


def _made(scalar: Scalar) -> tuple[SourceLine, ...]:
    found: list[SourceLine] = []
    at, first = 0, True
    for line in scalar.text.split("\n"):
        if line.strip():
            found.append(SourceLine(line, scalar.at(at), first, joined=False))
        first = not line.strip()
        at += len(line) + 1
    return tuple(found)
