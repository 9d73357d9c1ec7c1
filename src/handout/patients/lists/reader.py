"""Open, check and read a file of records; see the package for what is guaranteed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Self

from msgspec import Struct

from handout.content.clinic import Clinic
from handout.diagnostics import Diagnostic, HandoutError, InputError, Span, option
from handout.patients.lists import csv, json, yaml
from handout.patients.lists.columns import ColumnNames
from handout.patients.lists.duplicate_ids import Ids, fingerprint
from handout.patients.lists.encodings import UTF_8, encoding_named
from handout.patients.lists.input import Input, ListSource
from handout.patients.lists.record import Record, problem, record_of
from handout.patients.lists.row import RawRecord
from handout.source.scalars import folded_label

MOST_REFUSALS = 20
"""Reported of one file; a list that is broken throughout needs no more."""
MOST_KEPT = 1 << 18
"""Bytes of a list whose rows are kept between the passes: some ten thousand."""
FORMATS: Mapping[str, Callable[[Input, ColumnNames], Iterator[RawRecord]]] = {
    "csv": csv.rows,
    "json": json.array,
    "jsonl": json.lines,
    "yaml": yaml.rows,
}
_SUFFIXES = {
    ".csv": "csv", ".tsv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".yaml": "yaml", ".yml": "yaml",
}  # fmt: skip


class Check(Struct, frozen=True):
    """What the first pass found."""

    count: int
    notes: tuple[Diagnostic, ...]
    """Columns that are not used."""


def open_records(
    source: ListSource,
    clinic: Clinic,
    *,
    format: str | None = None,
    columns: Collection[str] = (),
    encoding: str = UTF_8,
) -> Records:
    """The records of a file, a URL or a stream; `columns` are wanted as text beside the clinic's fields.

    HandoutError when it can't be opened or isn't in its encoding, UTF-8 unless another is named.  The format is `csv`,
    `json`, `jsonl` or `yaml`; without it, the file's name or its beginning decides.  A stream, or what a URL names,
    is read to its end at once.
    """
    opened = Input(source, encoding_named(encoding))
    suffix = Path(opened.name).suffix.lower()
    return Records(opened, clinic, FORMATS[format or _SUFFIXES.get(suffix) or _sniffed(opened)], columns)


class Records:
    """A file of records, open until it is closed."""

    def __init__(
        self,
        source: Input,
        clinic: Clinic,
        rows: Callable[[Input, ColumnNames], Iterator[RawRecord]],
        columns: Collection[str],
    ) -> None:
        self._source = source
        self._rows = rows
        self._columns = ColumnNames(clinic, columns)
        self._checked: Check | None = None
        self._kept: list[RawRecord] | None = None
        """The rows of a small list, as the first pass found them."""
        self._id_needed = False

    @property
    def name(self) -> str:
        """What the file is called in messages."""
        return self._source.name

    @property
    def digest(self) -> str:
        """A hash of the bytes that are read."""
        return self._source.digest

    @property
    def threads(self) -> bool:
        """Whether reading them has begun threads of its own, so that this process is better not forked."""
        return self._source.fetched

    def check(self, needed: Collection[str] = ()) -> Check:
        """The first pass: how many records there are; HandoutError when the file can't be trusted as a list of them.

        A column that is needed must be there; where `id` is, each record needs one.
        """
        ids, kept = Ids(), list[RawRecord]()
        small = self._source.size <= MOST_KEPT
        refusals: list[Diagnostic] = []
        count, first, fields = 0, RawRecord(1), False
        for count, row in enumerate(self._rows(self._source, self._columns), 1):
            refusals += (problem(flaw, count, Span(self.name, row.line, row.column)) for flaw in row.refusals)
            if len(refusals) >= MOST_REFUSALS:
                break
            ids.add(fingerprint(row.cells.get("id", "")))
            first = row if count == 1 else first
            fields = fields or row.has_fields
            if small:
                kept.append(row)
        InputError.raise_for(refusals)
        where = Span(self.name)
        if count == 0:
            raise InputError.at(where, "there are no records", code="no-rows")
        if needed and not fields:  # as in a list of lists: it has no columns, so none of them is missing
            InputError.raise_for([problem(each, 1, Span(self.name, first.line, first.column)) for each in first.flaws])
        repeated = set(islice(ids.repeated(), MOST_REFUSALS))
        refusals = self._columns.missing(needed, where) + (self._duplicates(repeated) if repeated else [])
        InputError.raise_for(refusals)
        self._id_needed = "id" in map(folded_label, needed)
        self._checked = Check(count, self._columns.notes)
        # Once a row has a cell too many, the rows before it may be cut wrongly, too.
        self._kept = kept if small and not self._columns.overfull else None
        return self._checked

    def __iter__(self) -> Iterator[Record]:
        """The second pass; HandoutError only when the file is no longer the one that was checked."""
        return (self.record(number, row) for number, row in self.rows())

    def rows(self) -> Iterator[tuple[int, RawRecord]]:
        """The same, as it is written, with the numbers of the records: what of it is wrong, only `record` says."""
        checked = self._checked or self.check()
        number = 0
        try:
            for number, row in enumerate(self._again(), 1):
                if number > checked.count:
                    raise self._other()
                yield number, row
        except (HandoutError, UnicodeDecodeError):
            raise self._other() from None
        if number != checked.count:
            raise self._other()

    def _again(self) -> Iterator[RawRecord]:
        """The rows of the file that was checked; a row isn't read again if it was kept, but its bytes are."""
        if self._kept is None:
            yield from self._rows(self._source, self._columns)
            return
        self._source.read_again()
        yield from self._kept
        self._source.read_again()

    def changed(self) -> bool:
        """Whether the file is another now than when it was opened; its hash decides where size or time differ."""
        return self._source.changed()

    def gone(self) -> bool:
        """Whether the file isn't there any more."""
        return self._source.gone()

    def close(self) -> None:
        """Let the file go, and a spooled stream with it."""
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def cells(self, row: RawRecord) -> Mapping[str, str]:
        """What a row has of the patient's fields: all that the patient's documents hold comes from there."""
        if not self._columns.passed:
            return row.cells
        return {key: text for key, text in row.cells.items() if self._columns.field(key) is not None}

    def record(self, number: int, row: RawRecord) -> Record:
        """A row's record, with its values checked."""
        where = Span(self.name, row.line, row.column)
        return record_of(row, number, where, self._columns, id_needed=self._id_needed)

    def _duplicates(self, repeated: Collection[bytes]) -> list[Diagnostic]:
        """Both places of each id that comes again, found by reading once more: that needs no memory."""
        first: dict[bytes, tuple[int, int]] = {}
        found: list[Diagnostic] = []
        for number, row in enumerate(self._rows(self._source, self._columns), 1):
            digest = fingerprint(row.cells.get("id", ""))
            if digest in first and len(found) < MOST_REFUSALS:
                earlier, line = first[digest]
                message = f"record {number} has the same id as record {earlier} in line {line}"
                hint = "a file is named by it, and large and small letters are one there"
                found.append(Diagnostic(Span(self.name, row.line, row.column), message, hint, "duplicate-id"))
            elif digest in repeated:
                first[digest] = number, row.line
        return found

    def _other(self) -> HandoutError:
        message = "the file has changed since it was checked"
        return InputError.at(Span(self.name), message, f"start the run again with {option('resume')}", "input-changed")


def _sniffed(source: Input) -> str:
    head = source.text().read(1 << 12).lstrip()
    if head.startswith("["):
        return "json"
    if head.startswith("{"):
        return "jsonl"
    return "yaml" if head.startswith(("- ", "-\n", "---", "%YAML")) else "csv"
