"""D01–D34 and what else is wrong with single records: each fails alone, between neighbours that are printed."""

from __future__ import annotations

import json

import pytest

from program import files

from .lists import FIRST, HEADER, LAST, NEIGHBOURS, SECRET, Patients, between, lines_between

ERROR = "error: record"


def test_d08_d09_rows_of_another_length_than_the_header(patients: Patients) -> None:
    rows = (f"A-2,{SECRET}", f"A-3,{SECRET},1,{SECRET}", f'"A-4 {SECRET}"', f"A-5,{SECRET},1,")
    ran = patients.fails(between(*rows), dict.fromkeys((2, 3, 4, 5), "row-shape"))
    assert ran.told == (
        f"line 3: {ERROR} 2: the row has 2 cells, and the header 3\n"
        f"line 4: {ERROR} 3: the row has 4 cells, and the header 3\n"
        f"line 5: {ERROR} 4: the row has 1 cell, and the header 3\n"
        f"line 6: {ERROR} 5: the row has 4 cells, and the header 3\n"
    )
    assert ran.err.count("  hint: ") == 2, "what to do is said at the first of each kind"
    assert "2: the row has 2 cells, and the header 3\n  hint: a row has a cell for each column" in ran.err
    assert "3: the row has 4 cells, and the header 3\n  hint: a cell that holds the separator" in ran.err


def test_d12_control_characters(patients: Patients) -> None:
    rows = (
        f"A-2,{SECRET}\0,1",
        f"A-3,{SECRET}\x1b[2J,1",
        f"A-4,{SECRET}\u202e,1",
        f"A\0-5,{SECRET},1",
        "A-6,Bob,1\x07",
    )
    ran = patients.fails(between(*rows), dict.fromkeys((2, 3, 4, 5, 6), "control-character"))
    assert ran.told == (
        f"line 3: {ERROR} 2: field 'name': it holds a control character U+0000\n"
        f"line 4: {ERROR} 3: field 'name': it holds a control character U+001B\n"
        f"line 5: {ERROR} 4: field 'name': it holds an invisible character U+202E RIGHT-TO-LEFT OVERRIDE\n"
        f"line 6: {ERROR} 5: field 'id': it holds a control character U+0000\n"
        f"line 7: {ERROR} 6: field 'weight': it holds a control character U+0007\n"
    )


def test_d12_control_characters_in_json(patients: Patients) -> None:
    record = json.dumps({"id": "A-2", "name": f"{SECRET}\0"})
    ran = patients.fails(lines_between(record), {2: "control-character"}, name="list.jsonl")
    assert ran.told == f"line 2: {ERROR} 2: field 'name': it holds a control character U+0000\n"


def test_d13_cells_of_a_hundred_thousand_characters_and_a_million(patients: Patients) -> None:
    long = "x\n" * 50_001
    rows = (f"A-2,{SECRET * 20_000},1", f'A-3,"{long}",1', f"A-4,Bob,{'1' * 1_000_000}", f"{'A' * 1_000_000},Bob,1")
    ran = patients.fails(between(*rows), dict.fromkeys((2, 3, 4, 5), "value-too-long"))
    too_long = "it is longer than 100,000 characters"
    assert ran.told == (
        f"line 3: {ERROR} 2: the column 'name': {too_long}\n"
        f"line 4: {ERROR} 3: the column 'name': {too_long}\n"
        f"line 50006: {ERROR} 4: the column 'weight': {too_long}\n"
        f"line 50007: {ERROR} 5: the column 'id': {too_long}\n"
    )


def test_d13_a_million_characters_in_json(patients: Patients) -> None:
    record = json.dumps({"id": "A-2", "name": SECRET * 100_000})
    ran = patients.fails(lines_between(record), {2: "value-too-long"}, name="list.jsonl")
    assert ran.err.startswith(f"line 2: {ERROR} 2: ")


def test_d16_the_record_and_the_line_behind_line_breaks_in_cells(patients: Patients) -> None:
    first = 'A-1,"Anna\r\n\n Quayle",61.5\n'
    content = f'{HEADER}{first}\n\nA-2,{SECRET},"very\nheavy"\n{LAST}A-10,{SECRET}\n'
    ran = patients.fails(content, {2: "field-value", 4: "row-shape"})
    assert ran.told == (
        f"line 7: {ERROR} 2: field 'weight': expected a number\n"
        f"line 10: {ERROR} 4: the row has 2 cells, and the header 3\n"
    )


def test_d25_a_name_without_a_glyph_among_a_hundred(patients: Patients) -> None:
    rows = [f"B-{number},Bea B{number}.,{number}" for number in range(2, 100)]
    rows[48] = f"B-50,{SECRET}Ꮹ,50"
    ran = patients.batch(between(*rows))
    assert (ran.code, len(ran.papers), ran.faults(50)) == (4, 99, ["missing-glyph"])
    assert ran.told == f"line 51: {ERROR} 50: field 'name': no glyph for U+13E9 in FiraGO\n"
    assert all(f"For Bea B{n}., weighing {n}." in ran.papers[f"B-{n}"] for n in range(2, 100) if n != 50)
    assert ran.outcome.out == f"99 documents made in {patients.out}\n1 failed\n"


def test_d29_one_bad_record_in_the_middle_of_many(patients: Patients) -> None:
    """Of a hundred thousand in `make deep`: tests/batch/test_run_long.py."""
    rows = [f"B-{number},Bea B{number}.,{number}" for number in range(2, 200)]
    rows[98] = f"B-100,Bea,{SECRET}"
    ran = patients.batch(between(*rows))
    assert (ran.code, len(ran.papers), ran.faults(100)) == (4, 199, ["field-value"])
    assert ran.told == f"line 101: {ERROR} 100: field 'weight': expected a number\n"
    assert [line["record"] for line in ran.lines] == list(range(1, 201))


def test_d30_names_that_are_too_long_or_joined(patients: Patients) -> None:
    rows = (f"A-2,{SECRET * 500},1", f"A-3,{'😀' * 300},1", f"A-4,{SECRET} 👩\u200d⚕️,1", f"A-5,{'x' * 201},1")
    faults = {2: "value-too-long", 3: "value-too-long", 4: "control-character", 5: "value-too-long"}
    ran = patients.fails(between(*rows), faults)
    too_long = "field 'name': it is longer than 200 characters"
    assert ran.told == (
        f"line 3: {ERROR} 2: {too_long}\nline 4: {ERROR} 3: {too_long}\n"
        f"line 5: {ERROR} 4: field 'name': it holds an invisible character U+200D ZERO WIDTH JOINER\n"
        f"line 6: {ERROR} 5: {too_long}\n"
    )


def test_d30_the_longest_name_is_whole(patients: Patients) -> None:
    name = "x" * 200
    ran = patients.batch(between(f"A-2,{name},1"))
    assert (ran.code, ran.err) == (0, "")
    assert f"For {name}, weighing 1." in ran.papers["A-2"].replace("x ", "x").replace("xFor", "x For")


@pytest.mark.parametrize("blank", ["", "   ", "\t", "\u00a0", '" \n "'])
def test_d32_an_empty_name(patients: Patients, blank: str) -> None:
    ran = patients.fails(between(f"A-2,{blank},1"), {2: "identifiers"})
    assert ran.told == f"line 3: {ERROR} 2: a personalised document needs 'name', and 'birth_date' or 'id'\n"


def test_d32_t02_an_empty_field_that_the_text_needs(patients: Patients) -> None:
    patients.case.text("For {{ patient.name }}, weighing {{ patient.weight }}. Number {{ patient.mrn }}.")
    rows = (
        f"{row.strip()},{mrn}\n"
        for row, mrn in ((FIRST, 1), (f"A-2,{SECRET},1", ""), (f"A-3,{SECRET},1", "  "), (LAST, 2))
    )
    ran = patients.fails(f"{HEADER.strip()},mrn\n{''.join(rows)}", {2: "empty-field", 3: "empty-field"})
    lacks = "the record lacks 'mrn', which the text uses (content/case.yaml:9:15)"
    assert ran.told == f"line 3: {ERROR} 2: {lacks}\nline 4: {ERROR} 3: {lacks}\n"


def test_t02_null_in_json(patients: Patients) -> None:
    record = '{"id": "A-2", "name": null, "weight": "1"}'
    ran = patients.fails(
        lines_between(record, '{"id": null, "name": "Bob"}'), {2: "identifiers", 3: "no-id"}, name="list.jsonl"
    )
    assert f"line 3: {ERROR} 3: there is no id" in ran.err


@pytest.mark.parametrize("name", ["items", "keys", "values", "get"])
def test_t03_columns_called_like_methods(patients: Patients, name: str) -> None:
    clinic = (patients.case.folder / "clinic.yaml").read_text(encoding="utf-8")
    patients.case.write("clinic.yaml", clinic.replace("fields:\n", f"fields:\n  {name}: {{type: text}}\n"))
    patients.case.text(f"It is {{{{ patient.{name} }}}}.")
    patients.makes(f"id,name,{name}\nA,Ann,seven\nB,Bob,eight\n", {"A": "It is seven.", "B": "It is eight."})


UNFIT = ("a b", "a/b", "../x", "..", "-rf", ".hidden", "CON", "nul", "com1.x", "x.", "é", "*", "x\u202ey", "é" * 126)


def test_f02_f03_ids_that_no_file_can_be_named_after(patients: Patients) -> None:
    # Where the list says that the run is refused, safety.md says that such an id fails its record.
    ran = patients.batch(between(*(f"{id},{SECRET},1" for id in (*UNFIT, "x" * 101)), "manifest.jsonl,Bob,1"))
    assert (ran.code, set(ran.papers)) == (4, {*NEIGHBOURS, "manifest.jsonl"})
    codes = {code for number in range(2, 3 + len(UNFIT)) for code in ran.faults(number)}
    assert codes == {"unsafe-name", "control-character", "value-too-long"}
    assert all(f"line {number + 1}: {ERROR} {number}: field 'id'" in ran.err for number in range(2, 3 + len(UNFIT)))
    assert files(patients.out) == [
        "case.patient.A-1.pdf",
        "case.patient.A-9.pdf",
        "case.patient.manifest.jsonl.pdf",
        "manifest.jsonl",
    ]


def test_what_fits_on_no_page_fails_its_record_only(patients: Patients) -> None:
    """Alone such a document is refused with exit code 5; here the run ends with 4."""
    clinic = (patients.case.folder / "clinic.yaml").read_text(encoding="utf-8")
    patients.case.write("clinic.yaml", clinic.replace("fields:\n", "fields:\n  tale: {type: text, max: 5000}\n"))
    patients.case.write("layouts/patient.yaml", "footer: {left: '{{ patient.tale }}', right: '{{ page }}'}\n")
    rows = [FIRST.strip() + ",short\n", f"A-2,Bob,1,{f'{SECRET} ' * 440}\n", LAST.strip() + ",short\n"]
    ran = patients.fails(f"{HEADER.strip()},tale\n{''.join(rows)}", {2: "no-room"})
    assert ran.told == f"line 3: {ERROR} 2: header, footer and margins leave no room for text (layouts)\n"


LISTS = {
    "list.csv": between(
        f"A-2,{SECRET}\0,1", f"A-3,{SECRET},{SECRET},{SECRET}", f"{SECRET}/,x,1", f"A-5,{SECRET * 30},1",
        f"A-6,Bob,{SECRET}", f"A-7,{SECRET} Ꮹ \u0627,1", f'A-8,{SECRET}"{SECRET},1', f"{SECRET} {SECRET},Bob,1",
    ),
    "list.jsonl": lines_between(
        f'{{"id": 2, "name": ["{SECRET}"]}}', f'"{SECRET}"', f'["{SECRET}"]', f'{{"{SECRET}": "{SECRET}"}}',
        f'{{"id": {{"{SECRET}": 1}}, "name": "x"}}', f'{{"id": "A-7", "name": "{SECRET} \\u13a9"}}',
        f'{{"id": "A-8", "name": "Bob", "birth_date": "{SECRET}"}}', f'{{"id": "{SECRET}/", "name": "{SECRET}"}}',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_d34_no_value_is_told_of_any_record_that_fails(patients: Patients, name: str) -> None:
    """The name of an undeclared field is no column's, and may be somebody's."""
    ran = patients.batch(LISTS[name], name=name)
    assert (ran.code, ran.papers.keys()) == (4, NEIGHBOURS.keys())
    assert sorted(line["record"] for line in ran.lines if line["status"] == "failed") == list(range(2, 10))
    again = patients.batch(LISTS[name], "--resume", "--json", name=name)
    assert (again.code, again.papers) == (4, ran.papers)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.csv", f'id,name\n1,"{SECRET}\n'),
        ("list.csv", f"id,name\n{SECRET},A\n{SECRET},B\n"),
        ("list.csv", f"{SECRET},{SECRET}\n1,2\n"),
        ("list.csv", f"name,{SECRET}\nBob,2\n"),
        ("list.json", f'[{{"id": 1, "name": {SECRET}}}]'),
        ("list.json", f'[{{"id": 1, "{SECRET}": 1, "{SECRET}": 2}}]'),
        ("list.jsonl", f'{{"id": 1, "{SECRET}": NaN}}'),
        ("list.jsonl", f'{{"id": 1}} {SECRET}'),
        ("list.yaml", f"- name: *{SECRET}\n"),
        ("list.yaml", f"- name: !{SECRET} x\n"),
        ("list.yaml", f"- '{SECRET}': x\n  '{SECRET}': y\n"),
        ("list.yaml", f"- name: x {SECRET}: y\n"),
        ("list.yaml", f"{SECRET}\n"),
    ],
)
def test_d34_nor_of_a_list_that_is_refused(patients: Patients, name: str, content: str) -> None:
    patients.refused(content, f"{name}:", name=name)
