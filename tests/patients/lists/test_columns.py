"""Lists whose columns have other names and whose dates have other formats, as clinic.yaml declares them."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout.content.clinic import Clinic
from handout.diagnostics import Diagnostic, HandoutError
from handout.patients.declared_dates import declared
from handout.patients.lists import Record, open_records
from handout.source import yaml
from handout.source.decoder import Decoder
from handout.workspace.clinic_rules import check_clinic
from patients.lists.reading import SECRET, written

HEAD = "name: Riverside\naudiences: {patient: {for-patients: true, layout: patient}}\nfields:\n"


def clinic(fields: str) -> tuple[Clinic, list[str]]:
    value, _ = yaml.parse((HEAD + fields).encode(), "clinic.yaml")
    assert value is not None
    reader = Decoder()
    return reader.read(Clinic, value), [problem.message for problem in reader.problems]


def records(folder: Path, fields: str, content: str) -> list[Record]:
    found, problems = clinic(fields)
    assert problems == []
    with open_records(written(folder, content), found) as opened:
        opened.check(("id",))
        return list(opened)


def problems_of(record: Record) -> list[Diagnostic]:
    return list(record.problems)


DOB = '  birth_date: {from: ["Date of Birth", DOB], format: DD/MM/YYYY}\n'


@pytest.mark.parametrize("header", ["Date of Birth", "DATE  OF BIRTH", "dob", "Birth Date"])
def test_a_built_in_field_has_further_names_and_a_format(tmp_path: Path, header: str) -> None:
    found = records(tmp_path, DOB, f"ID,Name,{header}\n1,Anna,3/04/1961\n2,Bob,1961-04-03\n3,Cid,{SECRET}\n")
    assert [str(r.patient.values["birth_date"]) for r in found[:2] if r.patient] == ["1961-04-03"] * 2
    (problem,) = problems_of(found[2])
    assert problem.code == "value-format" and SECRET not in str(problem)
    assert problem.message.endswith("field 'birth_date': a date is written as 2026-11-01, or as DD/MM/YYYY")


def test_two_columns_of_one_field_refuse_the_list(tmp_path: Path) -> None:
    with pytest.raises(HandoutError, match="'birth_date' is there twice"):
        records(tmp_path, DOB, "id,name,DOB,birth_date\n1,Anna,,\n")


def test_a_column_of_two_fields_is_refused(tmp_path: Path) -> None:
    found, _ = clinic("  a: {type: text, from: X Y}\n  b: {type: text, from: x-y}\n  c: {type: text, from: ID}\n")
    (tmp_path / "layouts").mkdir()
    said = [problem.message for problem in check_clinic(found, tmp_path) if "column" in problem.message]
    assert said == [
        "a column 'x-y' would be the field 'a' and the field 'b'",
        "a column 'ID' would be the field 'id' and the field 'c'",
    ]


@pytest.mark.parametrize(
    "field",
    ["a: {type: text, format: DD/MM/YYYY}", "a: {type: date, format: DD/MM/YYYY 12h}", "a: {type: date, format: D/M}",
     "a: {from: A}"],
)  # fmt: skip
def test_what_cannot_be_declared(field: str) -> None:
    assert len(clinic(f"  {field}\n")[1]) == 1


@pytest.mark.parametrize(
    ("form", "text", "wanted"),
    [
        ("DD/MM/YYYY", "31/12/1999", "1999-12-31"),
        ("DD/MM/YYYY", "12/31/1999", "there is no such day"),
        ("DD/MM/YYYY", "3.4.1999", None),
        ("DD/MM/YYYY", "3/4/99", None),
        ("MM/DD/YYYY", "3/4/1999", "1999-03-04"),
        ("DD.MM.YYYY", "3.4.1999", "1999-04-03"),
        ("DD.MM.YYYY", "3-4-1999", None),
        ("YYYYMMDD", "19990304", "1999-03-04"),
        ("YYYYMMDD", "1999034", None),
        ("DD/MM/YYYY 24h", "3/4/2026 9:05", "2026-04-03 09:05:00"),
        ("DD/MM/YYYY 24h", "3/4/2026 24:05", "there is no such time"),
        ("DD/MM/YYYY 12h", "3/4/2026 12:05 AM", "2026-04-03 00:05:00"),
        ("DD/MM/YYYY 12h", "3/4/2026 12:05 p.m.", "2026-04-03 12:05:00"),
        ("DD/MM/YYYY 12h", "3/4/2026 1:05pm", "2026-04-03 13:05:00"),
        ("DD/MM/YYYY 12h", "3/4/2026 13:05", None),
        ("DD/MM/YYYY 12h", "3/4/2026 13:05 pm", None),
        ("serial", "1", "1900-01-01"),
        ("serial", "59", "1900-02-28"),
        ("serial", "60", "there is no such day"),
        ("serial", "61", "1900-03-01"),
        ("serial", "46359.3958333333", "2026-12-03 09:30:00"),
        ("serial", "2900001", "there is no such day"),
        ("serial", "9999999", "there is no such day"),
        ("serial-1904", "0", "1904-01-01"),
        ("serial-1904", "44897", "2026-12-03"),
        ("serial", "-1", None),
    ],
)
def test_formats(form: str, text: str, wanted: str | None) -> None:
    try:
        found = declared(text, form, time=True)
    except ValueError as error:
        assert str(error) == wanted
    else:
        assert (None if found is None else str(found)) == wanted


def test_a_part_of_a_day_is_no_date() -> None:
    with pytest.raises(ValueError, match="which is a time"):
        declared("46359.5", "serial", time=False)
