"""Records from YAML: a list of mappings, small enough to be read whole."""

from __future__ import annotations

from collections.abc import Iterator

from handout.diagnostics import InputError, Span
from handout.patients import without_quotes
from handout.patients.lists.columns import ColumnNames, spoken, twice
from handout.patients.lists.input import Input
from handout.patients.lists.row import NO_RECORD, Flaw, RawRecord, too_long
from handout.patients.values import LONGEST_VALUE
from handout.source import yaml
from handout.source.values import Mapping, Scalar, Sequence, Value


def rows(source: Input, columns: ColumnNames) -> Iterator[RawRecord]:
    """Every item's record in order; HandoutError where it isn't a list in strict YAML of at most 1 MiB."""
    where = Span(source.name)
    if source.size > yaml.LARGEST_FILE:
        hint = "CSV and JSON Lines can be of any length"
        raise InputError.at(where, "a file of YAML over 1 MiB", hint, "too-large")
    value, found = yaml.parse(source.content(), source.name, values=True)
    problems = [problem for problem in found if problem.severity == "error"]
    if any(problem.code == "empty-document" for problem in problems):
        raise InputError.at(where, "the file is empty", "begin each record with '- '", "no-rows")
    if problems:
        raise InputError(map(without_quotes, problems))
    if not isinstance(value, Sequence):
        span = value.span if value is not None else where
        hint = "begin each record with '- '"
        if isinstance(value, Mapping) and any(isinstance(item, Sequence) for _, item in value.entries):
            hint = "write the list alone, without the key above it"
        raise InputError.at(span, "expected a list of records", hint, "expected-list")
    for item in value.items:
        yield _row(item, columns)


def _row(item: Value, columns: ColumnNames) -> RawRecord:
    if not isinstance(item, Mapping):
        flaws = (Flaw("expected fields with values", NO_RECORD, "write 'name: …'"),)
        return RawRecord(item.span.line, flaws=flaws, column=item.span.column)
    cells: dict[str, str] = {}
    flaws_: list[Flaw] = []
    refusals: tuple[Flaw, ...] = ()
    if (key := twice(columns.used(entry.text) for entry, _ in item.entries)) is not None:
        refusals = (Flaw(f"the field '{key}' is given twice", "duplicate-key"),)
    for entry, value in item.entries:
        key = columns.take(entry.text, entry.span)
        if isinstance(value, Scalar) and len(value.text) > LONGEST_VALUE:
            flaws_.append(too_long(spoken(entry.text), LONGEST_VALUE))
        elif key is not None and not isinstance(value, Scalar):
            flaws_.append(Flaw(f"field '{key}': expected text, found a list or keys", "field-type", "quote the text"))
        elif key is not None and isinstance(value, Scalar) and not value.null:
            cells[key] = value.text
    return RawRecord(item.span.line, cells, tuple(flaws_), refusals, item.span.column)
