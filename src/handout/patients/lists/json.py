"""Records from JSON, an array of objects read piece by piece, and from JSON Lines, an object a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecodeError
from typing import Any, TextIO

from handout.diagnostics import HandoutError, InputError, Span
from handout.patients.lists.columns import ColumnNames, spoken, twice
from handout.patients.lists.input import Input
from handout.patients.lists.row import LONGEST_RECORD, NO_RECORD, Flaw, RawRecord, too_long
from handout.patients.values import LONGEST_VALUE
from handout.source import json
from handout.source.json_hints import LAST_COMMA, json_hint

PIECE = 1 << 14
_SPACE = " \t\r\n"
_OWN_LINE = "a record is on one line here; a list [{…}, {…}] is read from a .json file"
_LIST_BY_NAME = re.compile(r'\{\s*"[^"\\]{1,100}"\s*:\s*\[\s*\{')
_NEAR = 16
"""A fault so near to the end of what was read may be none when more is read."""


def lines(source: Input, columns: ColumnNames) -> Iterator[RawRecord]:
    """Every line's record in order; HandoutError where one isn't JSON."""
    text = source.text()
    line = 0
    while written := text.readline(LONGEST_RECORD + 1):
        line += 1
        if len(written) > LONGEST_RECORD:
            while written and not written.endswith("\n"):
                written = text.readline(LONGEST_RECORD)
            yield RawRecord(line, flaws=(too_long("the record", LONGEST_RECORD),))
        elif written.strip(_SPACE):
            try:
                value = json.parse(written)
            except JSONDecodeError as error:
                where = Span(source.name, line, error.pos + 1)
                raise _not_json(error.msg, where, _hint_of_line(error)) from None
            yield _row(value, Span(source.name, line, 1), columns)


def array(source: Input, columns: ColumnNames) -> Iterator[RawRecord]:
    """Every item's record in order; HandoutError where it isn't an array in JSON, or an item is over its limit."""
    reader = _Array(source)
    if not reader.skip_space():
        raise InputError.at(Span(source.name), "the file is empty", "a list is written as [{…}, {…}]", "no-rows")
    if reader.skip_space() != "[":
        hint = "one patient goes to handout render; a list is written as [{…}, {…}], or an object a line as .jsonl"
        if reader.follows(_LIST_BY_NAME):
            hint = "write the list alone, [{…}, {…}], without its name"
        raise InputError.at(reader.place(), "expected a list of objects", hint, "json-syntax")
    reader.expect("[", "")
    if reader.skip_space() == "]":
        return
    while True:
        if reader.skip_space() == "]":
            raise _not_json("expecting value", reader.place(), LAST_COMMA)
        where = reader.place()
        yield _row(reader.value(), where, columns)
        if reader.skip_space() == "]":
            break
        reader.expect(",", "expected ',' or ']'")
    reader.expect("]", "expected ']'")
    if reader.skip_space():
        raise _not_json("text follows the array", reader.place())


class _Array:
    """A window over a text, a record long at most."""

    def __init__(self, source: Input) -> None:
        self._name = source.name
        self._text: TextIO = source.text()
        self._window = ""
        self._at = 0
        self._line = 1
        self._column = 1

    def place(self, ahead: int = 0) -> Span:
        """Where the next character is, or one that is some characters ahead."""
        passed = self._window[self._at : self._at + ahead]
        if breaks := passed.count("\n"):
            return Span(self._name, self._line + breaks, len(passed) - passed.rfind("\n"))
        return Span(self._name, self._line, self._column + len(passed))

    def skip_space(self) -> str:
        """The next character that isn't space, empty at the end; it is not taken."""
        while True:
            rest = self._window[self._at : self._at + PIECE]
            self._pass(len(rest) - len(rest.lstrip(_SPACE)))
            if self._at < len(self._window):
                if self._window[self._at] not in _SPACE:
                    return self._window[self._at]
            elif not self._more():
                return ""

    def follows(self, pattern: re.Pattern[str]) -> bool:
        """Whether the next characters are of this form, as far as the window goes."""
        return pattern.match(self._window, self._at) is not None

    def expect(self, character: str, message: str) -> None:
        """Take this character; HandoutError where there is another."""
        if self.skip_space() != character:
            raise _not_json(message, self.place())
        self._pass(1)

    def value(self) -> Any:
        """Take the next value."""
        while True:
            try:
                value, end = json.parse_at(self._window, self._at)
                if end < len(self._window) or not self._more():
                    self._pass(end - self._at)
                    return value
            except JSONDecodeError as error:
                where = self.place(error.pos - self._at)
                cut = error.pos >= len(self._window) - _NEAR or error.msg.startswith("unterminated string")
                if cut and len(self._window) - self._at > LONGEST_RECORD:
                    message = f"a record is longer than {LONGEST_RECORD:,} characters, or doesn't end"
                    raise _not_json(message, self.place()) from None
                if not cut or not self._more():
                    raise _not_json(error.msg, where, json_hint(error)) from None

    def _pass(self, count: int) -> None:
        place = self.place(count)
        self._line, self._column = place.line, place.column
        self._at += count

    def _more(self) -> bool:
        # Each time twice as much, or a long record would be tried again for every piece of it.
        piece = self._text.read(max(PIECE, len(self._window) - self._at))
        self._window = self._window[self._at :] + piece
        self._at = 0
        return bool(piece)


def _row(value: Any, where: Span, columns: ColumnNames) -> RawRecord:
    """A parsed value as a record: its fields' texts, and what is wrong with it or with the whole file."""
    if not isinstance(value, json.Pairs):
        flaw = Flaw("expected an object with fields", NO_RECORD, 'write {"name": …}, each value with its field')
        return RawRecord(where.line, flaws=(flaw,), column=where.column)
    cells: dict[str, str] = {}
    flaws: list[Flaw] = []
    refusals: list[Flaw] = []
    if (key := value.twice() or twice(columns.used(key) for key, _ in value)) is not None:
        refusals.append(Flaw(f"{spoken(key)} is given twice", "json-duplicate-key"))
    for written, item in value:
        key = columns.take(written, where)
        if item is json.NOT_FINITE:
            refusals.append(Flaw(f"{spoken(written)}: a number is not finite", "number-not-finite"))
        elif key is not None and item is not None and not isinstance(item, str):
            hint = 'a field has one value, as "name": "Anna Smith", and nothing is null'
            flaws.append(Flaw(f"field '{key}': expected text or a number", "field-type", hint))
        elif isinstance(item, str) and len(item) > LONGEST_VALUE:
            flaws.append(too_long(spoken(written), LONGEST_VALUE))
        elif key is not None and item:
            cells[key] = item
    return RawRecord(where.line, cells, tuple(flaws), tuple(refusals), where.column)


def _hint_of_line(error: JSONDecodeError) -> str:
    """A hint for a line that isn't a record: a comma between records, or a record of several lines."""
    rest = error.doc[error.pos :].strip(_SPACE)
    if rest == ",":
        return "a record has its own line here, and no comma follows it"
    return json_hint(error) if rest else _OWN_LINE


def _not_json(message: str, where: Span, hint: str = "") -> HandoutError:
    return InputError.at(where, f"not JSON: {message}", hint, "json-syntax")
