"""D01–D34 as far as they are about one patient's record, given with `--patient` or `--set`."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout import extract
from program import files

from .case import Case, folded

SECRET = "ZZPHI-4711"


@pytest.fixture
def person(case: Case) -> Case:
    return case.text("For {{ patient.name }}, weighing {{ patient.weight }}.")


def given(case: Case, content: str | bytes, name: str = "record.yaml") -> tuple[str, str]:
    return "--patient", str(case.write(name, content))


@pytest.mark.parametrize(
    "name",
    [
        "<b>",
        "A & B <font size=90>",
        "Bob</b>",
        "*Ann* **b**",
        "[x](https://y.example)",
        "{{ 7*7 }}",
        "{% x %}",
        '=HYPERLINK("http://x")',
        "+1",
        "@x",
        "-2",
        "../../etc/passwd",
        "Ann \\*",
        "&lt;b&gt;",
        "None",
        "007",
    ],
)
def test_d01_d02_values_are_text(person: Case, name: str) -> None:
    found = person.prints(more=("--set", f"name={name}", "--set", "id=1"))
    assert f"For {folded(name)}, weighing" in found


@pytest.mark.parametrize(("encoding", "mark"), [("cp1252", b""), ("utf-16-le", b"\xff\xfe")])
@pytest.mark.parametrize("name", ["record.yaml", "record.json"])
def test_d04_not_utf8(person: Case, encoding: str, mark: bytes, name: str) -> None:
    text = f'{{"name": "Jos\u00e9 {SECRET}", "id": "1"}}'
    outcome = person.refused("not UTF-8", name, more=given(person, mark + text.encode(encoding), name))
    assert SECRET not in outcome.said


@pytest.mark.parametrize("name", ["record.yaml", "record.json"])
def test_d12_control_characters(person: Case, name: str) -> None:
    text = f'{{"name": "{SECRET}\\u0000", "id": "1"}}'
    outcome = person.refused("control character U+0000", more=given(person, text, name))
    assert SECRET not in outcome.said
    raw = person.refused(name, more=given(person, f'{{"name": "{SECRET}\0", "id": "1"}}', name))
    assert SECRET not in raw.said


@pytest.mark.parametrize("value", ["x" * 201, "x" * 200_000, "x" * 1_100_000, "\U0001f600" * 300])
@pytest.mark.parametrize("name", ["record.yaml", "record.json"])
def test_d13_d30_values_that_are_too_long(person: Case, value: str, name: str) -> None:
    outcome = person.refused(more=given(person, f'{{"name": "{value}", "id": "1"}}', name))
    assert "longer than 200 characters" in outcome.err or "over 1 MiB" in outcome.err or "100,000" in outcome.err
    assert value[:20] not in outcome.said


def test_d30_joiners(person: Case) -> None:
    outcome = person.refused("U+200D ZERO WIDTH JOINER", more=("--set", "name=a\u200db", "--set", "id=1"))
    assert "a\u200db" not in outcome.said


@pytest.mark.parametrize("content", ["", "# nothing\n", "~\n"])
def test_d14_an_empty_file(person: Case, content: str) -> None:
    person.refused("record.yaml", more=given(person, content))
    person.refused("record.json", more=given(person, content, "record.json"))


@pytest.mark.parametrize("name", ["record.yaml", "record.json"])
def test_d20_numbers_as_they_are_written(person: Case, name: str) -> None:
    person.prints("weighing 1.10.", more=given(person, '{"name": "007", "id": "1", "weight": 1.10}', name))
    person.prints("For 007,", more=given(person, '{"name": "007", "id": "1", "weight": 010}'))


def test_d21_a_key_twice(person: Case) -> None:
    text = f'{{"name": "{SECRET}", "id": "1", "name": "B"}}'
    assert SECRET not in person.refused("'name' is given twice", more=given(person, text, "record.json")).said
    assert SECRET not in person.refused("record.yaml:1:", "written twice", more=given(person, text)).said


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_d22_numbers_that_are_not_finite(person: Case, number: str) -> None:
    text = f'{{"name": "A", "id": "1", "weight": {number}}}'
    person.refused("record.json", "not finite", more=given(person, text, "record.json"))
    person.refused("field 'weight': ", more=given(person, text))


@pytest.mark.parametrize(
    "content",
    [
        '{"name": "A", "id": "1"} trailing',
        '{"name": "A\nB", "id": "1"}',
        '{"name": "A", "id": "1",}',
        "{'name': 'A'}",
        '{"name": "\\ud800", "id": "1"}',
        '[{"name": "A"}]',
        '"A"',
        "12",
        '{"name": ["A"], "id": "1"}',
        '{"name": true, "id": "1"}',
        '{"name": {"a": 1}, "id": "1"}',
        "[" * 100_000,
        '{"a":' * 100_000,
    ],
)
def test_d24_json_that_is_none(person: Case, content: str) -> None:
    person.refused("record.json", more=given(person, content, "record.json"))


def test_d24_json_with_a_byte_order_mark(person: Case) -> None:
    content = b'\xef\xbb\xbf{"name": "Anna", "id": "1", "weight": 2}'
    person.prints("For Anna, weighing 2.", more=given(person, content, "record.json"))


def test_d25_a_character_without_a_glyph(person: Case) -> None:
    outcome = person.refused(
        "--set: error: field 'name': no glyph for U+13E9 in FiraGO", more=("--set", "name=ᏩᎠᎡ", "--set", "id=1")
    )
    assert outcome.err.count("no glyph") == 3
    assert "Ꮹ" not in outcome.said
    assert "Ꭰ" not in outcome.said


def test_d32_an_empty_name(person: Case) -> None:
    for value in ("", "   ", "\t"):
        person.refused("needs 'name'", more=("--set", f"name={value}", "--set", "id=1"))


def test_d33_a_field_too_many_and_one_too_few(person: Case) -> None:
    person.text("Number {{ patient.mrn }}.")
    more = given(person, f"name: Anna\nid: '1'\nshoe_size: {SECRET}\n")
    outcome = person.refused("warning: the field 'shoe_size' is not declared, and not used", "lacks 'mrn'", more=more)
    assert SECRET not in outcome.said


TYPED = {
    "birth_date": SECRET,
    "appointment": f"{SECRET} 25:00",
    "visit": "2026-02-30",
    "stage": SECRET,
    "doses": SECRET,
    "weight": SECRET,
    "note": SECRET * 9,
    "smoker": SECRET,
    "mrn": SECRET * 9,
    "sex": f"{SECRET}\u202e",
}
MALFORMED = [
    f"name: {SECRET}: x\n",
    f"name: *{SECRET}\n",
    f"name: !{SECRET} x\n",
    f"name: [{SECRET}]\n",
    f"name: {{{SECRET}: x}}\n",
    f"{SECRET}\n",
    f"- {SECRET}\n",
    f"name: a #{SECRET}\n",
    f'name: "{SECRET}\n',
    f"name: {SECRET}\n\tid: 1\n",
    f"? [{SECRET}]\n: 1\n",
    f"name: '{SECRET}'{SECRET}\n",
    f"name: @{SECRET}\n",
    f"name: %{SECRET}\n",
    f"name: `{SECRET}\n",
    f"name: &a {SECRET}\nid: *b\n",
    f'name: "\\{SECRET}"\n',
    f"{SECRET}: {SECRET}\nid: '1'\n",
    f"name: |\n {SECRET}\n---\n{SECRET}\n",
    f"<<: {SECRET}\n",
]


@pytest.mark.parametrize("field", TYPED)
def test_d34_no_value_is_ever_told(person: Case, field: str) -> None:
    outcome = person.refused(
        f"'{field}'", more=("--set", "name=Anna", "--set", "id=1", "--set", f"{field}={TYPED[field]}")
    )
    assert TYPED[field] not in outcome.said
    assert SECRET not in outcome.said


@pytest.mark.parametrize("content", MALFORMED)
def test_d34_nor_what_cannot_be_read(person: Case, content: str) -> None:
    outcome = person.refused("record.yaml", more=given(person, content))
    assert SECRET not in outcome.said
    assert [name for name in files(person.folder) if SECRET in name] == []


@pytest.mark.parametrize(
    "content",
    [
        f'{{"name": "{SECRET}}}',
        f'{{"name": {SECRET}}}',
        f"{SECRET}",
        f'{{"name": "\\{SECRET}"}}',
        f'{{"name": "{SECRET}"}} {SECRET}',
        f'{{"name": "a", "{SECRET}": 1}}',
        f'{{"name": ["{SECRET}"]}}',
        f'{{"name": "{SECRET}", "name": "{SECRET}"}}',
    ],
)
def test_d34_nor_in_json(person: Case, content: str) -> None:
    assert SECRET not in person.refused("record.json", more=given(person, content, "record.json")).said


@pytest.mark.parametrize("setting", ["name", "=x", "na me!=x", "nam=x", "patient.nam=x"])
def test_settings_that_are_none(person: Case, setting: str) -> None:
    person.refused("--set", more=("--set", setting))


@pytest.mark.parametrize("content", ["name,id\nAnna,1\n", "name;id\n"])
def test_many_patients_are_another_command(person: Case, content: str) -> None:
    person.refused("a list of patients is for handout batch", more=given(person, content, "record.csv"))


def test_records_that_are_no_files(person: Case, tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "fifo.yaml")
    os.mkfifo(tmp_path / "fifo.json")
    (tmp_path / "folder.yaml").mkdir()
    for name in ("fifo.yaml", "fifo.json", "folder.yaml", "none.yaml"):
        person.refused(name, more=("--patient", str(tmp_path / name)))


def test_two_patients_of_one_name_have_two_files(person: Case) -> None:
    from program import run

    for number in ("1", "2"):
        more = ("--set", "name=Anna Nguyen", "--set", f"id={number}", "--set", "weight=3")
        outcome = run("render", "case", "--audience", "patient", *more, cwd=person.folder)
        assert outcome.out == f"output/case.patient.{number}.pdf\n"
    assert "Anna" in extract.pages(person.folder / "output" / "case.patient.2.pdf")[0]
