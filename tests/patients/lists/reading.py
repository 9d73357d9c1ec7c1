"""A clinic, and short ways to read records from a text."""

from __future__ import annotations

import io
from collections.abc import Collection
from pathlib import Path

import pytest
from msgspec import Struct

from handout.content.clinic import AudienceSpec, Clinic
from handout.content.facets import FacetSpec
from handout.content.record_fields import FieldSpec
from handout.content.texts import LocalTitle
from handout.diagnostics import Diagnostic, HandoutError, Span
from handout.patients.lists import Record, Records, open_records
from handout.source.scalars import Identifier, Name, Plain

_HERE = Span("clinic.yaml", 1, 1)
_SIDES = {Name("left"): LocalTitle.plain("Left", _HERE), Name("right"): LocalTitle.plain("Right", _HERE)}
CLINIC = Clinic(
    name=Plain("Riverside"),
    audiences={Identifier("patient"): AudienceSpec(for_patients=True, layout=Identifier("patient"), span=_HERE)},
    fields={
        Name("note"): FieldSpec(type="text", max=5_000, required=False),
        Name("dose"): FieldSpec(type="decimal", required=False),
    },
    facets={Name("side"): FacetSpec(values=_SIDES, span=_HERE)},
    span=_HERE,
)
SECRET = "ZZPHI-4711"


class Outcome(Struct, frozen=True):
    """A whole reading: the notes of the first pass, and the records of the second."""

    notes: tuple[Diagnostic, ...]
    records: list[Record]

    @property
    def good(self) -> list[int]:
        return [record.number for record in self.records if record.patient is not None]

    @property
    def codes(self) -> dict[int, list[str]]:
        """The codes of the problems by record."""
        return {r.number: [problem.code for problem in r.problems] for r in self.records if r.problems}

    @property
    def messages(self) -> list[str]:
        return [str(problem) for record in self.records for problem in record.problems]

    def values(self, field: str) -> list[object]:
        return [r.patient.values.get(field) if r.patient else None for r in self.records]


def written(folder: Path, content: str | bytes, name: str = "patients.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(
    source: Path | bytes, *, needed: Collection[str] = ("id",), format: str | None = None, columns: Collection[str] = ()
) -> Outcome:
    """Both passes over a file, or over standard input."""
    with opened(source, format=format, columns=columns) as records:
        check = records.check(needed)
        found = list(records)
        assert check.count == len(found)
        return Outcome(check.notes, found)


def opened(source: Path | bytes, *, format: str | None = None, columns: Collection[str] = ()) -> Records:
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    return open_records(stream, CLINIC, format=format, columns=columns)


def refusal(source: Path | bytes, **options: Collection[str] | str | None) -> list[Diagnostic]:
    """Why the whole file is refused, as input."""
    with pytest.raises(HandoutError) as caught:
        read(source, **options)  # type: ignore[arg-type]
    assert caught.value.exit_code == 3
    return list(caught.value.diagnostics)


def only(diagnostics: list[Diagnostic]) -> tuple[int, str]:
    """The line and the code of the one problem there is."""
    assert len(diagnostics) == 1, diagnostics
    return diagnostics[0].span.line, diagnostics[0].code
