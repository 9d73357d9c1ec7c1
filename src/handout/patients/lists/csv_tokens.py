"""CSV exactly by RFC 4180, for files of any length and cells of any size, in flat memory.

Python's own reader takes a quote that is never closed for one long cell, stops the file at a cell over its limit, which
is one for the whole process, and knows a record's last line only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import Final, TextIO

from msgspec import Struct

from handout.patients.lists.row import LONGEST_RECORD
from handout.patients.values import LONGEST_VALUE

_QUOTED = re.compile('[^"]*')
STRAY_QUOTE: Final = "a quote in a cell that doesn't begin with one"
STRAY_RETURN: Final = "a carriage return outside quotes"


class CsvRecord(Struct, frozen=True):
    """One record: its cells, None for one that is too long, and whether the record is."""

    line: int
    cells: Sequence[str | None]
    broken: str = ""
    """What is where it mustn't be, in this record alone."""
    too_long: bool = False


class QuoteError(Exception):
    """A quote without its pair, so the end of its record is unknown; the line is that of the opening quote."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class _At(Enum):
    START = auto()
    PLAIN = auto()
    QUOTED = auto()
    QUOTE = auto()
    """Behind a quote inside a quoted cell: its end, or the first of a doubled one."""
    END = auto()


class Tokeniser:
    """Cuts a text into records; each piece of it is seen once, so neither a line nor a cell has to fit in memory."""

    def __init__(self, text: TextIO, separator: str, end: str, line: int = 1) -> None:
        self._text = text
        self._separator = separator
        self._end = end
        self._plain = re.compile(f'[^"{separator}{end}]*')
        cell, between = f'(?:"[^"]*"|[^"{separator}\\r]*)', re.escape(separator)
        self._simple = re.compile(f"{cell}(?:{between}{cell})*")
        self._cell = re.compile(f"(?:^|{between})({cell})")
        self._line = line
        self._begin()

    def __iter__(self) -> Iterator[CsvRecord]:
        """The records in order; lines with nothing in them are none. QuoteError ends it."""
        while piece := self._text.readline(LONGEST_RECORD):
            whole = piece.endswith(self._end)
            record = self._at_once(piece) if whole and self._at is _At.START and not self._cells else None
            if record is None:
                self._feed(piece)
                if self._at is _At.END:
                    yield self._finished()
            elif record.cells:
                yield record
            self._line += whole
        if self._at is _At.QUOTED:
            raise QuoteError(self._opened, "a quote is opened here and never closed")
        if self._at is not _At.START or self._cells:
            self._cell_ends(last=True)
            yield self._finished()

    def _begin(self) -> None:
        self._at = _At.START
        self._first = self._line
        self._opened = 0
        self._cells: list[str | None] = []
        self._parts: list[str] = []
        self._length = 0
        self._total = 0
        self._broken = ""

    def _at_once(self, line: str) -> CsvRecord | None:
        """The record of a whole line, as nearly every line is one; None where it isn't so plain."""
        line = line.removesuffix(self._end).removesuffix("\r" if self._end == "\n" else "")
        if len(line) > LONGEST_VALUE:
            return None
        if '"' not in line:
            cells = line.split(self._separator) if line else []
            return CsvRecord(self._line, cells, STRAY_RETURN if "\r" in line else "")
        if '""' in line or not self._simple.fullmatch(line):
            return None
        return CsvRecord(self._line, [cell.strip('"') for cell in self._cell.findall(line)])

    def _feed(self, piece: str) -> None:
        """Go over a piece, which ends with a line's end or in the middle of a line."""
        if self._at is _At.START and not self._cells:
            self._first = self._line
        at = 0
        while at < len(piece):
            match self._at:
                case _At.START if piece[at] == '"':
                    self._at, self._opened = _At.QUOTED, self._line
                    at += 1
                case _At.QUOTED:
                    at = self._run(_QUOTED, piece, at)
                    if at < len(piece):
                        self._at = _At.QUOTE
                        at += 1
                case _At.QUOTE:
                    at = self._after_quote(piece, at)
                case _:
                    at = self._unquoted(piece, at)

    def _run(self, pattern: re.Pattern[str], piece: str, at: int) -> int:
        match = pattern.match(piece, at)
        assert match is not None
        self._take(match[0])
        return match.end()

    def _take(self, text: str) -> None:
        self._length += len(text)
        self._total += len(text)
        if self._length > LONGEST_VALUE or self._total > LONGEST_RECORD:
            self._parts = []
        else:
            self._parts.append(text)

    def _unquoted(self, piece: str, at: int) -> int:
        self._at = _At.PLAIN
        at = self._run(self._plain, piece, at)
        if at < len(piece):
            if piece[at] == '"':
                self._broken = STRAY_QUOTE
                self._take('"')
            else:
                last = piece[at] == self._end
                self._cell_ends(last=last)
                self._at = _At.END if last else _At.START
        return at + 1

    def _after_quote(self, piece: str, at: int) -> int:
        found = piece[at]
        if found == '"':
            self._take('"')
            self._at = _At.QUOTED
        elif found in (self._separator, self._end):
            last = found == self._end
            self._cell_ends(last=last)
            self._at = _At.END if last else _At.START
        elif found != "\r" or piece[at + 1 :] not in ("", self._end):
            raise QuoteError(self._opened, "the quote that is opened here ends in the middle of its cell")
        return at + 1

    def _cell_ends(self, *, last: bool) -> None:
        text = "".join(self._parts)
        if self._at is _At.PLAIN and self._end == "\n":
            text = text.removesuffix("\r") if last else text
            self._broken = self._broken or (STRAY_RETURN if "\r" in text else "")
        # A record of separators alone would be a list of a million cells.
        self._total += 1
        if self._total <= LONGEST_RECORD:
            self._cells.append(None if self._length > LONGEST_VALUE else text)
        self._parts = []
        self._length = 0

    def _finished(self) -> CsvRecord:
        found = CsvRecord(self._first, self._cells, self._broken, self._total > LONGEST_RECORD)
        self._begin()
        return found
