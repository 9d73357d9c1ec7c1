"""Records from CSV: a header, then a row for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from msgspec import Struct

from handout.diagnostics import HandoutError, InputError, Span, counted
from handout.patients.lists.columns import ColumnNames, spoken, twice
from handout.patients.lists.csv_tokens import STRAY_QUOTE, STRAY_RETURN, CsvRecord, QuoteError, Tokeniser
from handout.patients.lists.input import Input
from handout.patients.lists.row import LONGEST_RECORD, Flaw, RawRecord, too_long
from handout.patients.values import LONGEST_VALUE

SEPARATORS = ",;\t|"
_SEP_LINE = re.compile(r'"?sep=(.?)"?\r?$', re.IGNORECASE)
"""Excel reads and writes such a first line."""
_NUMBER_ENDS = re.compile(r"(?:^[+-]?|[^-./:\w])[0-9]+\s*\Z")
_NUMBER_GOES_ON = re.compile(r"[0-9]+(?![-./:\w])")
"""A whole number, and digits that may be its fraction; a date or a code is neither."""
_SNIFFED = 1 << 16
_TITLE_LINES = 20
"""In how many of the first lines a header is looked for."""
_BROKEN = {
    STRAY_QUOTE: "put the whole cell in quotes, and write a quote in it twice",
    STRAY_RETURN: "export the list again, or save it in a spreadsheet as 'CSV UTF-8', for the usual ends of lines",
}
_SHORT = "a row has a cell for each column, an empty one too; delete a row that is no record"
_RULE = re.compile(r"[-=+:|\s]*[-=]{2}[-=+:|\s]*")
"""A line between the header and the records, as databases print it and Markdown has it."""
_BETWEEN = "put a comma, a semicolon or a tab between columns, in every line"
_FOREIGN = "^~:\x1f"
"""What separates columns in other programs' files."""
SAME = "capitals, spaces and dashes don't make a different name: remove one of the columns"


class Dialect(Struct, frozen=True):
    """How a file is written."""

    separator: str
    end: str
    """The last character of a line."""
    skipped: int
    """The lines before the header."""


def rows(source: Input, columns: ColumnNames) -> Iterator[RawRecord]:
    """Every record in order; HandoutError where the header is none or quotes don't pair."""
    dialect = _dialect(source, columns)
    try:
        records = _records(source, dialect)
        header = next(records, None)
        if header is None:
            raise InputError.at(Span(source.name), "the file is empty", "the first line names the columns", "no-rows")
        places = _places(header, source, dialect)
        if not dialect.skipped:
            _refuse_mixed(header, places, columns)
        keys, names = _keys(header, places, columns, source)
        nameless = [at for at, cell in enumerate(header.cells) if not (cell or "").strip()]
        for record in records:
            if not _empty(record):
                yield _no_record(record, header) or _row(record, keys, names, columns)
                for at in nameless:
                    if any((cell or "").strip() for cell in record.cells[at : at + 1]):
                        columns.nameless(places[at], at + 1)
    except QuoteError as error:
        raise _unpaired(source, error) from None


def _dialect(source: Input, columns: ColumnNames) -> Dialect:
    text = source.text()
    head = text.read(_SNIFFED)
    end = "\r" if "\r" in head and "\n" not in head.rstrip("\r") and not head.endswith("\r\n") else "\n"
    first = head.partition(end)[0]
    if match := _SEP_LINE.match(first):
        if match[1] not in SEPARATORS:
            hint = "comma, semicolon, tab and | are known"
            raise InputError.at(Span(source.name, 1, 1), "this can't separate columns", hint, "csv-separator")
        return Dialect(match[1], end, 1)
    return max((Dialect(separator, end, 0) for separator in SEPARATORS), key=lambda d: _fit(source, d, columns))


def _fit(source: Input, dialect: Dialect, columns: ColumnNames) -> tuple[int, int]:
    """How well a separator cuts the header: the columns that are known, and all of them."""
    try:
        header = next(_records(source, dialect), None)
    except QuoteError:
        return 0, 1
    cells = header.cells if header and not header.broken else []
    return sum(cell is not None and columns.used(cell) is not None for cell in cells), len(cells)


def _records(source: Input, dialect: Dialect) -> Iterator[CsvRecord]:
    text = source.text(dialect.end)
    for _ in range(dialect.skipped):
        text.readline(LONGEST_RECORD)
    return iter(Tokeniser(text, dialect.separator, dialect.end, 1 + dialect.skipped))


def _places(header: CsvRecord, source: Input, dialect: Dialect) -> list[Span]:
    """Where each column's name begins in the header, and where its row begins for those on a further line."""
    text = source.text(dialect.end)
    for _ in range(header.line - 1):
        text.readline(LONGEST_RECORD)
    starts, quoted = [1], False
    for column, character in enumerate(text.readline(LONGEST_RECORD), 1):
        quoted ^= character == '"'
        if character == dialect.separator and not quoted:
            starts.append(column + 1)
    starts += [1] * (len(header.cells) - len(starts))
    return [Span(source.name, header.line, start) for start in starts]


def _keys(
    header: CsvRecord, places: Sequence[Span], columns: ColumnNames, source: Input
) -> tuple[list[str | None], list[str]]:
    """For each column the name under which it is used, if it is, and what it is called in messages."""
    where = places[0]
    if header.broken or header.too_long or None in header.cells:
        message = f"the header can't be read: {header.broken or 'it is too long'}"
        raise InputError.at(where, message, _BROKEN.get(header.broken, ""), "csv-header")
    written = [cell or "" for cell in header.cells]
    named = enumerate(zip(written, places, strict=False), 1)
    keys = [columns.take(cell, place, at) if cell.strip() else None for at, (cell, place) in named]
    if not any(keys):
        hint = "the first line names the columns, as id, name, birth_date"
        if (line := _later_header(source, columns)) is not None:
            hint = f"line {line} names columns: delete the lines before it"
        elif len(written) == 1 and "  " in written[0].strip():
            hint = f"{_BETWEEN}; spaces are part of a text"
        elif len(written) == 1 and any(_named(written[0], sign, columns) for sign in _FOREIGN):
            hint = _BETWEEN
        # Without a header the first patient is in its place: none of it is reported.
        raise InputError.at(where, "no column of the first line is a field of the clinic", hint, "csv-header")
    if (key := twice(keys)) is not None:
        again = len(keys) - 1 - keys[::-1].index(key)
        raise InputError.at(places[again], f"the column '{key}' is there twice", SAME, "duplicate-column")
    return keys, [spoken(cell, position) for position, cell in enumerate(written, 1)]


def _named(cell: str, separator: str, columns: ColumnNames) -> bool:
    """Whether names of columns are on both sides of a sign, all of them."""
    names = cell.split(separator)
    return len(names) > 1 and any(columns.used(name) is not None for name in names)


def _refuse_mixed(header: CsvRecord, places: Sequence[Span], columns: ColumnNames) -> None:
    """HandoutError where a cell of the header has several names of columns with another separator between them."""
    for at, cell in enumerate(header.cells):
        parts = [cell.split(separator) for separator in SEPARATORS if cell and separator in cell]
        if any(all(columns.used(name) is not None for name in part) for part in parts):
            message = "the columns of the header are separated by different signs"
            hint = "put the same sign between all columns, in every line"
            if len(header.cells) == 1:
                message, hint = "the quotes make one column of the first line", "take out the quotes around each line"
            raise InputError.at(places[at], message, hint, "csv-header")


def _later_header(source: Input, columns: ColumnNames) -> int | None:
    """The line that names columns under a title, or below lines about the export; None where none of the first does."""
    for separator in SEPARATORS:
        try:
            for record in islice(_records(source, Dialect(separator, "\n", 0)), _TITLE_LINES):
                if sum(cell is not None and columns.used(cell) is not None for cell in record.cells) > 1:
                    return record.line
        except QuoteError:
            continue
    return None


def _no_record(record: CsvRecord, header: CsvRecord) -> RawRecord | None:
    """A row that is nobody's: the header once more, where several exports were put together, or a rule below it."""
    if record.cells == header.cells:
        return RawRecord(record.line, {}, (Flaw("the row is the header again", "row-header", "delete the row"),))
    begins_so = not (record.cells[0] or "").strip(" -=+:|")
    if begins_so and _RULE.fullmatch("".join(cell or "" for cell in record.cells)):
        return RawRecord(record.line, {}, (Flaw("the row is a line of signs", "row-header", "delete the row"),))
    return None


def _empty(record: CsvRecord) -> bool:
    """Whether there is nothing in a row: a spreadsheet saves rows that were cleared as separators alone."""
    return not record.broken and not record.too_long and not any(cell is None or cell.strip() for cell in record.cells)


def _padded(record: CsvRecord, width: int, columns: ColumnNames) -> bool:
    """Whether a row goes on behind the header's last column with empty cells alone, and is no row cut once too often.

    A row with `1,5` and an empty last cell looks the same, and each value behind the 1 would be another column's.  So
    no row may have a number or words that may have been cut, and no row of the list a cell too many that isn't empty.
    """
    cells = record.cells
    if len(cells) <= width:
        return False
    columns.overfull |= any(cell is None or cell.strip() for cell in cells[width:])
    return not columns.overfull and not any(_cut(one or "", other or "") for one, other in pairwise(cells[:width]))


def _cut(one: str, other: str) -> bool:
    """Whether two neighbours may be one cell with a separator in it: a number, or words behind a comma."""
    return other[:1].isspace() or bool(_NUMBER_ENDS.search(one) and _NUMBER_GOES_ON.match(other))


def _row(record: CsvRecord, keys: Sequence[str | None], names: Sequence[str], columns: ColumnNames) -> RawRecord:
    flaws: list[Flaw] = []
    cells = record.cells[: len(keys)] if _padded(record, len(keys), columns) else record.cells
    if record.too_long:
        flaws.append(too_long("the record", LONGEST_RECORD))
    elif record.broken:
        flaws.append(Flaw(f"there is {record.broken}", "csv-syntax", _BROKEN.get(record.broken, "")))
    elif len(cells) != len(keys):
        hint = "a cell that holds the separator needs quotes" if len(cells) > len(keys) else _SHORT
        if len(cells) == 1 and any((cells[0] or "").count(sign) == len(keys) - 1 for sign in SEPARATORS):
            hint = "separate its cells by the sign that is between those of the header"
        flaws.append(
            Flaw(
                f"the row has {counted(len(cells), 'cell')}, and the header {len(keys)}",
                "row-shape",
                hint,
            )
        )
    if flaws:
        # Which cell belongs to which column isn't known, not even the id's.
        return RawRecord(record.line, {}, tuple(flaws))
    if None in cells:
        flaws = [too_long(what, LONGEST_VALUE) for what, cell in zip(names, cells, strict=True) if cell is None]
    return RawRecord(
        record.line, {key: cell for key, cell in zip(keys, cells, strict=True) if key and cell}, tuple(flaws)
    )


def _unpaired(source: Input, error: QuoteError) -> HandoutError:
    hint = "a quote in a cell is written twice, and the cell put in quotes"
    return InputError.at(Span(source.name, error.line, 1), str(error), hint, "csv-syntax")
