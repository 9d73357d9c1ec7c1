from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canary.workspace import CLINIC, loaded, write
from handout.content.clinic import Clinic
from handout.content.record_fields import FieldSpec
from handout.diagnostics import HandoutError
from handout.patients import NOBODY, Patient, age, patient_of, read_patient
from handout.patients.values import LEAVE_EMPTY, ValueRefused, typed
from handout.workspace.load import load

CLINIC_WITH_AGES = CLINIC.replace(
    "    if-unknown: keep\n",
    '    from: birth_date\n    ranges: {child: "0-15", adult: "16-64", old: "65-"}\n    if-unknown: keep\n',
)
SECRET = "Zyxwv"


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return loaded(tmp_path, {"clinic.yaml": CLINIC_WITH_AGES}).clinic


def read(root: Path, clinic: Clinic, name: str, content: str | bytes, *settings: str) -> Patient:
    write(root, {name: content})
    return read_patient(root / name, settings, clinic)[0]


def told(root: Path, clinic: Clinic, name: str, content: str | bytes, *settings: str) -> list[str]:
    """What is said of a record, never with its values."""
    with pytest.raises(HandoutError) as refused:
        read(root, clinic, name, content, *settings)
    assert SECRET not in str(refused.value)
    return [f"{d.span}: {d.message}".removeprefix(f"{root}/") for d in refused.value.diagnostics]


YAML = "name: Anna\nbirth-date: 1961-04-05\nappointment: 2026-12-03 09:30\nid: 010\nsex: null\nmrn:\n"
JSON = '\ufeff{"name": "Anna", "birth date": "1961-04-05", "appointment": "2026-12-03T09:30",'
JSON += ' "id": "010", "sex": null, "mrn": " "}'


@pytest.mark.parametrize(("name", "content"), [("p.yaml", YAML), ("p.YML", YAML), ("p.json", JSON)])
def test_a_record_has_typed_values_and_nothing_empty(tmp_path: Path, clinic: Clinic, name: str, content: str) -> None:
    patient = read(tmp_path, clinic, name, content)
    assert patient.values == {
        "name": "Anna", "birth_date": datetime.date(1961, 4, 5), "id": "010",
        "appointment": datetime.datetime.fromisoformat("2026-12-03T09:30"),
    }  # fmt: skip
    assert patient.personal


def test_a_setting_goes_before_the_file(tmp_path: Path, clinic: Clinic) -> None:
    patient = read(tmp_path, clinic, "p.yaml", YAML, "name=Bea = B.", "patient.id=B-1", "seen-by=Dr C")
    assert (patient.values["name"], patient.values["id"], patient.values["seen_by"]) == ("Bea = B.", "B-1", "Dr C")


def test_a_language_or_a_facet_makes_nobody_personal(clinic: Clinic) -> None:
    patient, _ = read_patient(None, ["language=en", "age=child"], clinic)
    assert (patient.personal, dict(patient.values)) == (False, {"language": "en", "age": "child"})
    assert read_patient(None, [], clinic) == (NOBODY, [])


def test_a_field_that_nobody_declared_is_noted_and_left_out(tmp_path: Path, clinic: Clinic) -> None:
    write(tmp_path, {"p.yaml": f"{YAML}shoe_size: {SECRET}\n"})
    patient, notes = read_patient(tmp_path / "p.yaml", [], clinic)
    assert "shoe_size" not in patient.values
    assert [str(note) for note in notes] == [
        f"{tmp_path}/p.yaml:7:1: warning: the field 'shoe_size' is not declared, and not used"
    ]


@pytest.mark.parametrize(
    ("name", "content", "problems"),
    [
        ("p.yaml", f"name: {SECRET}", ["p.yaml: a personalised document needs 'name', and 'birth_date' or 'id'"]),
        ("p.yaml", "id: A", ["p.yaml: a personalised document needs 'name', and 'birth_date' or 'id'"]),
        ("p.yaml", "id: A\nname: ''", ["p.yaml:2:7: a personalised document needs 'name', and 'birth_date' or 'id'"]),
        ("p.json", '{"name": "A"}'.encode("utf-16-le"), ["p.json: not UTF-8 but UTF-16LE"]),
        ("p.yaml", f"name: {SECRET}\nbirth_date: {SECRET}",
         ["p.yaml:2:13: field 'birth_date': a date is written as 2026-11-01"]),
        ("p.yaml", "name: A\nbirth_date: 2026-02-30", ["p.yaml:2:13: field 'birth_date': there is no such day"]),
        ("p.yaml", "name: A\nid: B\nappointment: 2026-01-01T25:00",
         ["p.yaml:3:14: field 'appointment': there is no such time"]),
        ("p.yaml", f"name: A\nid: B\nage: {SECRET}", ["p.yaml:3:6: field 'age': expected one of child, adult, old"]),
        ("p.yaml", f"name: A\nid: {SECRET * 30}", ["p.yaml:2:5: field 'id': it is longer than 100 characters"]),
        ("p.yaml", f"- {SECRET}", ["p.yaml:1:1: expected fields with values"]),
        ("p.yaml", f"name: [{SECRET}]", ["p.yaml:1:7: expected text, found a list or keys"]),
        ("p.yaml", f"name: {SECRET}\nname: {SECRET}", ["p.yaml:2:1: the key is written twice, first in line 1"]),
        ("p.yaml", "birth-date: 1961-04-05\nbirth date: 1961-04-05",
         ["p.yaml: a personalised document needs 'name', and 'birth_date' or 'id'"]),
        ("p.yaml", "Na!me: x", ["p.yaml:1:1: a name begins with a-z and goes on with a-z, 0-9 and _"]),
        ("p.txt", "name: x", ["p.txt: not a file of patients"]),
        ("p.json", "[1", ["p.json:1:3: not JSON: expecting ',' delimiter"]),
        ("p.json", "[]", ["p.json: expected one object with fields"]),
        ("p.json", b"\xff", ["p.json: not UTF-8 at offset 0"]),
        ("p.json", b" " * (1 << 20) + b"{}", ["p.json: the file is over 1 MiB"]),
        ("p.json", f'{{"name": ["{SECRET}"]}}', ["p.json: the field 'name' is no text, number or null"]),
        ("p.json", f'{{"name": "A", "name": "{SECRET}"}}', ["p.json: the field 'name' is given twice"]),
        ("p.json", '{"name": 1e999}', ["p.json: the field 'name' is a number that is not finite"]),
    ],
)  # fmt: skip
def test_a_record_is_refused_without_its_values(
    tmp_path: Path, clinic: Clinic, name: str, content: str | bytes, problems: list[str]
) -> None:
    if "birth date: 1961" in str(content):
        problems = ["p.yaml:2:1: the field 'birth_date' is given twice"]
    assert told(tmp_path, clinic, name, content) == problems


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        ("name", "`set`: expected NAME=VALUE"),
        ("=x", "`set`: expected NAME=VALUE"),
        ("N!=x", "`set`: expected NAME=VALUE"),
        (f"nam={SECRET}", "`set`: there is no field 'nam'"),
        ("name=", "`set`: a personalised document needs 'name', and 'birth_date' or 'id'"),
        ("age=baby", "`set`: field 'age': expected one of child, adult, old"),
    ],
)
def test_a_setting_is_refused_without_its_value(tmp_path: Path, clinic: Clinic, setting: str, problem: str) -> None:
    with pytest.raises(HandoutError) as refused:
        read_patient(None, ["id=A", setting], clinic)
    assert problem in str(refused.value)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("setting", ["name=", "name= "])
def test_an_identifier_without_a_value_is_named(clinic: Clinic, setting: str) -> None:
    with pytest.raises(HandoutError) as refused:
        read_patient(None, ["id=A", setting], clinic)
    assert [problem.hint for problem in refused.value.diagnostics] == ["'name' has no value here"]


def test_the_fields_are_named_once_each(tmp_path: Path) -> None:
    fields = "fields:\n  id: {from: Number}\n"
    clinic = loaded(tmp_path, {"clinic.yaml": CLINIC.replace("fields:\n", fields, 1)}).clinic
    with pytest.raises(HandoutError) as refused:
        read_patient(None, ["dob=x"], clinic)
    named = refused.value.diagnostics[0].hint.removeprefix("the fields are ").split(", ")
    assert named.count("id") == 1 and len(named) == len({*named})


def test_two_values_for_one_field_are_two_patients(clinic: Clinic) -> None:
    with pytest.raises(HandoutError, match="the field 'name' is given twice"):
        read_patient(None, ["name=Ann", "id=A-1", "patient.name=Bea"], clinic)


@pytest.mark.parametrize("text", ["0080-03-01", "1799-12-31"])
def test_a_year_of_two_digits_is_no_date(text: str) -> None:
    with pytest.raises(ValueRefused, match="it is before the year 1800"):
        typed(text, FieldSpec(type="date"))
    assert typed("1800-01-01", FieldSpec(type="date")) == datetime.date(1800, 1, 1)


@pytest.mark.parametrize("text", ["2200-01-01", "2925-02-01", "9999-12-30"])
def test_a_date_after_every_patient_is_a_slip(text: str) -> None:
    with pytest.raises(ValueRefused, match="it is after the year 2199"):
        typed(text, FieldSpec(type="date"))
    with pytest.raises(ValueRefused, match="it is after the year 2199"):
        typed(f"{text}T10:30", FieldSpec(type="datetime"))
    assert typed("2199-12-31", FieldSpec(type="date")) == datetime.date(2199, 12, 31)


@pytest.mark.parametrize("text", ["1899-12-30", "1899-12-30 00:00:00", "1900-01-01", "9999-12-31"])
@pytest.mark.parametrize("kind", ["date", "datetime"])
def test_the_day_that_a_spreadsheet_or_a_database_writes_for_none_is_no_date(
    text: str, kind: Literal["date", "datetime"]
) -> None:
    with pytest.raises(ValueRefused, match="where there is none"):
        typed(text, FieldSpec(type=kind))
    with pytest.raises(ValueRefused, match="where there is none"):
        typed("1", FieldSpec(type=kind, format="serial"))
    assert typed("1900-01-02", FieldSpec(type=kind)) == datetime.date(1900, 1, 2)


def test_a_file_that_isn_t_there(tmp_path: Path, clinic: Clinic) -> None:
    for name in ("no.yaml", "no.json"):
        with pytest.raises(HandoutError, match="no such file"):
            read_patient(tmp_path / name, [], clinic)


def test_json_that_can_t_be_read(tmp_path: Path, clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"p.json": "{}"})

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(HandoutError, match="can't be read: Permission denied"):
        read_patient(tmp_path / "p.json", [], clinic)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", " a \n b\t", "a b"),
        ("text", "e\u0301", "é"),
        ("text", "5\u00a0mg\u00a0", "5\u00a0mg"),
        ("date", " 2026-03-05\u00a0", datetime.date(2026, 3, 5)),
        ("integer", "-12", "-12"),
        ("decimal", "1,5", "1,5"),
        ("decimal", "3", "3"),
        ("datetime", "2026-03-05", datetime.date(2026, 3, 5)),
        ("date", "2026-03-05 00:00:00", datetime.date(2026, 3, 5)),
        ("date", "2026-03-05T00:00:00.000", datetime.date(2026, 3, 5)),
        ("datetime", "2026-03-05 09:30:00.0000000", datetime.datetime.fromisoformat("2026-03-05T09:30")),
        ("datetime", "2026-03-05T09:30:15", datetime.datetime.fromisoformat("2026-03-05T09:30:15")),
    ],
)
def test_a_value_has_its_type(kind: str, text: str, value: object) -> None:
    assert typed(text, FieldSpec(type=kind)) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["12 Mill Lane\nRiverside", "12 Mill Lane\r\n\r\n Riverside \n", "12 Mill Lane\u2028Riverside"]
)
def test_the_ends_of_lines_are_kept_in_what_is_said_of_somebody_and_not_in_who_it_is(clinic: Clinic, text: str) -> None:
    patient, _ = read_patient(None, [f"seen_by={text}", f"name={text}", "id=A-1"], clinic)
    assert patient.values["seen_by"] == "12 Mill Lane\nRiverside"
    assert patient.values["name"] == "12 Mill Lane Riverside"


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("integer", "1.5", "a whole number"), ("integer", "٣", "a whole number"), ("decimal", "1e5", "a number"),
        ("datetime", "5.3.2026", "2026-03-05T09:30"), ("text", "a\u202eb", "invisible character"),
        ("date", "20260305", "2026-11-01"), ("date", "2026-03-05 09:30", "2026-11-01"),
        ("date", "2026-03-05 00:00:01", "2026-11-01"), ("datetime", "2026-03-05 09:30:00.5", "2026-03-05T09:30"),
        ("date", "2026-02-30 00:00", "no such day"), ("text", "\x07", "control character"),
        ("datetime", "2026-03-05T09:30:00Z", "time zone"),
        ("datetime", "2026-03-05 00:00:00", "midnight"), ("datetime", "2026-03-05T00:00:00.000", "midnight"),
        ("date", "2026-03-04T23:00:00.000+01:00", "time zone"),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_refused(kind: str, text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        typed(text, FieldSpec(type=kind))  # type: ignore[arg-type]


@given(st.text(max_size=60), st.sampled_from(["text", "date", "datetime", "integer", "decimal"]))
def test_any_text_is_a_value_or_refused_without_being_told(text: str, kind: str) -> None:
    try:
        typed(text, FieldSpec(type=kind))  # type: ignore[arg-type]
    except ValueError as error:
        assert len(text) < 5 or text not in str(error)


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        ((2000, 3, 5), (2026, 3, 4), 25), ((2000, 3, 5), (2026, 3, 5), 26), ((2004, 2, 29), (2026, 2, 28), 21),
        ((2004, 2, 29), (2026, 3, 1), 22), ((2004, 2, 29), (2024, 2, 29), 20), ((2026, 3, 5), (2026, 3, 5), 0),
    ],
)  # fmt: skip
def test_age_is_in_whole_years(birth: tuple[int, int, int], on: tuple[int, int, int], years: int) -> None:
    assert age(datetime.date(*birth), datetime.date(*on)) == years


def test_facets_are_stated_or_derived_or_unknown(clinic: Clinic) -> None:
    def facets(on: datetime.date | None, **values: object) -> dict[str, str | None]:
        return dict(Patient(values=values, personal=True).facets(clinic, on))  # type: ignore[arg-type]

    day = datetime.date(2026, 3, 5)
    born = {years: datetime.date(2026 - years, 3, 5) for years in (15, 16, 64, 65)}
    assert [facets(day, birth_date=born[years])["age"] for years in born] == ["child", "adult", "adult", "old"]
    assert facets(None, birth_date=born[15]) == {"age": None, "side": None}
    assert facets(day) == {"age": None, "side": None}
    assert facets(day, birth_date=born[65], age="child", side="left") == {"age": "child", "side": "left"}
    # Born after the document's date: no range has that age.
    assert facets(day, birth_date=datetime.date(2027, 1, 1))["age"] is None


def test_the_workspace_of_these_tests_is_whole(tmp_path: Path, clinic: Clinic) -> None:
    assert load(tmp_path).clinic == clinic


@pytest.mark.parametrize(
    "text",
    [
        "NULL",
        "(null)",
        "nan",
        "NaT",
        "\\N",
        "undefined",
        "[object Object]",
        "4.85777E+11",
        "Ann #N/A",
        "12 Mill Lane\n#REF!",
        "Ann_x000D_\nSmith",
        "O&#39;Neil",
        "J&uuml;rgen",
        "&#x141;ucja",
        "ZoÃ« Smith",
        "Oâ€™Brien",
        "Zo\ufffd",
        '="00123"',
        '=""',
    ],
)
def test_what_an_export_writes_for_nothing_is_no_value(text: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        typed(text, FieldSpec(type="text", max=200), lines=True)
    assert refused.value.code == "cell-error"
    assert text not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "Null",
        "Nan",
        "None",
        "Undefined",
        "1E5",
        "Room #3",
        "#1",
        "max_x",
        "N/A",
        "Unit #NA-3",
        "R&D; x",
        "A&B",
        "&lt;b&gt;",
        '="',
        "=A2*2",
        '"5"',
    ],
)
def test_what_looks_like_it_is_a_value(text: str) -> None:
    assert typed(text, FieldSpec(type="text", max=200)) == text


@pytest.mark.parametrize("text", ["n/a", "unknown", "-", "?", "00/00/0000", "0000-00-00", "unbekannt", "٠٠/٠٠/٠٠٠٠"])
@pytest.mark.parametrize("kind", ["date", "datetime"])
def test_no_date_is_said_to_be_none(text: str, kind: Literal["date", "datetime"]) -> None:
    with pytest.raises(ValueRefused) as refused:
        typed(text, FieldSpec(type=kind))
    assert (refused.value.code, refused.value.hint) == ("value-no-date", LEAVE_EMPTY)


@pytest.mark.parametrize("text", ["5 Apr 1961", "5.4.61", "٥/٤/١٩٦١", "昭和三十六年", "10/00/0000"])
def test_a_date_in_another_form_is_one(text: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        typed(text, FieldSpec(type="date"))
    assert refused.value.code == "value-format"


@pytest.mark.parametrize("name", ["N/A", "n/a", " N.A. "])
def test_n_a_is_no_name(tmp_path: Path, clinic: Clinic, name: str) -> None:
    (message,) = told(tmp_path, clinic, "p.yaml", f'id: A-1\nname: "{name}"\n')
    assert message == "p.yaml:2:7: field 'name': it says that there is no name"


def test_a_field_has_further_names_in_one_record_too(tmp_path: Path) -> None:
    field = "fields:\n  birth_date: {from: [Date of Birth, DOB], format: DD/MM/YYYY}\n"
    assert CLINIC_WITH_AGES.count("fields:\n") == 1
    clinic = loaded(tmp_path, {"clinic.yaml": CLINIC_WITH_AGES.replace("fields:\n", field)}).clinic
    patient = read(tmp_path, clinic, "anna.yaml", "name: Anna\nDate of Birth: 03/04/1961\n")
    assert patient.values["birth_date"] == datetime.date(1961, 4, 3)
    both = told(tmp_path, clinic, "both.yaml", "name: Anna\nDOB: 03/04/1961\nbirth_date: 1961-04-03\n")
    assert both == ["both.yaml:2:1: the field 'birth_date' is given twice"]


def test_what_is_empty_isn_t_in_a_record(clinic: Clinic) -> None:
    assert patient_of({"name": "", "id": "A-1", "ward": ""}, clinic).values == {"id": "A-1"}
    assert not patient_of({"name": ""}, clinic).personal


@pytest.mark.parametrize(
    ("text", "form", "kept"),
    [
        ("12/3/2026 12:00:00 AM", "MM/DD/YYYY 12h", False), ("12/3/2026 12:00 AM", "MM/DD/YYYY 12h", True),
        ("03.12.2026 00:00:00", "DD.MM.YYYY 24h", False), ("03.12.2026 0:00", "DD.MM.YYYY 24h", True),
        ("2026-12-03 00:00", "", True), ("2026-12-03T00:00:01", "", True),
        ("12/3/2026 12:00:00 PM", "MM/DD/YYYY 12h", True),
    ],
)  # fmt: skip
def test_a_midnight_that_nobody_may_have_meant_is_no_time(text: str, form: str, kept: bool) -> None:
    field = FieldSpec(type="datetime", format=form)
    if kept:
        assert isinstance(typed(text, field), datetime.datetime)
    else:
        with pytest.raises(ValueError, match="midnight to the second"):
            typed(text, field)
