"""D01–D34 as far as they are about a whole list: what is read, what is printed as it stands, what refuses the run."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from program import files, run

from .lists import FIRST, HEADER, LAST, NEIGHBOURS, SECRET, Patients, between, lines_between

GOOD = HEADER + FIRST + LAST
NAMES = (
    "<b>", "A & B <font size=90>", "Bob</b>", "*Ann* **b**", "[x](https://y.example)", "{{ patient.id }}", "{% raw %}",
    '=HYPERLINK("http://x")', "+1", "@x", "-2", "../../etc/passwd", "C:\\x", "\\textbf{x}", "&lt;b&gt;", "%s", "None",
)  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_d01_d02_names_are_text_whatever_is_in_them(patients: Patients, kind: str) -> None:
    records = [[f"B-{number}", name, str(number)] for number, name in enumerate(NAMES)]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["id", "name", "weight"], *records])
    objects = "\n".join(json.dumps(dict(zip(("id", "name", "weight"), record, strict=True))) for record in records)
    says = {id: f"For {name}, weighing {weight}." for id, name, weight in records}
    patients.makes(out.getvalue() if kind == "csv" else objects, says, name=f"list.{kind}")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (GOOD.encode("cp1252"), ("list.csv:3:1: error: not UTF-8: a byte at offset 42",)),
        (GOOD.encode("utf-16"), ("not UTF-8 but UTF-16LE", "as 'CSV UTF-8'")),
        (b"\xfe\xff" + GOOD.encode("utf-16-be"), ("not UTF-8 but UTF-16BE",)),
        ((HEADER + FIRST).encode("utf-16-le"), ("list.csv: error: not UTF-8 but UTF-16LE",)),
        (f"{GOOD}{SECRET}".encode() + b"\xe9", ("list.csv:4:1: error: not UTF-8",)),
    ],
)
def test_d04_lists_that_are_not_utf8(patients: Patients, content: bytes, words: tuple[str, ...]) -> None:
    patients.refused(content, *words)
    patients.refused(content, "error: n", name="list.jsonl")


@pytest.mark.parametrize(
    "content",
    [
        GOOD.replace(",", ";"),
        "sep=;\n" + GOOD.replace(",", ";"),
        '"sep=;"\r\n' + GOOD.replace(",", ";").replace("\n", "\r\n"),
        GOOD.replace(",", "\t"),
        GOOD.replace(",", "|"),
        "sep=|\n" + GOOD.replace(",", "|"),
        GOOD.replace("id,name,weight", "ID,Name,WEIGHT"),
        "\ufeff" + GOOD.replace(",", ";"),
    ],
)
def test_d06_separators_that_spreadsheets_write(patients: Patients, content: str) -> None:
    patients.makes(content, NEIGHBOURS)


def test_d06_a_separator_that_none_writes(patients: Patients) -> None:
    patients.refused("sep=:\n" + GOOD.replace(",", ":"), "list.csv:1:1:", "comma, semicolon, tab and | are known")


def test_d10_a_quote_that_is_never_closed(patients: Patients) -> None:
    patients.refused(
        HEADER + f'A-1,"{SECRET},61.5\nA-2,Bob,1\nA-3,Cid,2\n', "list.csv:2:1: error: a quote is opened here"
    )
    patients.refused(HEADER + FIRST + f'A-2,"x" {SECRET},1\n' + LAST, "list.csv:3:1: error")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.csv", ""),
        ("list.csv", "\ufeff"),
        ("list.csv", "\n\r\n"),
        ("list.csv", HEADER),
        ("list.csv", HEADER.strip()),
        ("list.csv", HEADER + "\n\n"),
        ("list.json", ""),
        ("list.json", "[]"),
        ("list.jsonl", ""),
        ("list.jsonl", "\n"),
        ("list.yaml", "# nobody\n"),
        ("list.yaml", "[]"),
    ],
)
def test_d14_lists_of_nobody(patients: Patients, name: str, content: str) -> None:
    patients.refused(content, f"{name}: error: the", name=name)


def test_d17_two_records_of_one_id(patients: Patients) -> None:
    two = "record 3 has the same id as record 1"
    for again in ("A-1", "a-1", " A-1 "):
        bad = f"{HEADER}{FIRST}{LAST}{again},{SECRET},3\n"
        patients.refused(bad, f"list.csv:4:1: error: {two} in line 2", "large and small letters are one")
    record = f'{{"id": "a-9", "name": "{SECRET}"}}'
    patients.refused(lines_between(record), "list.jsonl:3:1: error: record 3 has the same id", name="list.jsonl")


def test_d18_two_patients_of_one_name(patients: Patients) -> None:
    content = f"{HEADER}A-1,Anna Quayle,61.5\nA-2,Anna Quayle,70\n"
    says = {"A-1": "For Anna Quayle, weighing 61.5.", "A-2": "For Anna Quayle, weighing 70."}
    ran = patients.makes(content, says)
    assert [line["file"] for line in ran.lines] == ["case.patient.A-1.pdf", "case.patient.A-2.pdf"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.csv", "id,name,weight\n007,Ann,1.10\n8,Bob,010\n"),
        ("list.json", '[{"id": "007", "name": "Ann", "weight": 1.10}, {"id": 8, "name": "Bob", "weight": "010"}]'),
        ("list.jsonl", '{"id": "007", "name": "Ann", "weight": "1.10"}\n{"id": 8, "name": "Bob", "weight": "010"}'),
        ("list.yaml", "- {id: 007, name: Ann, weight: 1.10}\n- {id: 8, name: Bob, weight: 010}\n"),
    ],
)
def test_d20_numbers_as_they_are_written(patients: Patients, name: str, content: str) -> None:
    says = {"007": "For Ann, weighing 1.10.", "8": "For Bob, weighing 010."}
    ran = patients.makes(content, says, name=name)
    assert "Number 007" in ran.papers["007"]


def test_d21_a_key_twice(patients: Patients) -> None:
    record = f'{{"id": "A-2", "name": "{SECRET}", "name": "B"}}'
    patients.refused(f"[{record}]", "list.json:1:2: error: record 1", "'name' is given twice", name="list.json")
    patients.refused(lines_between(record), "list.jsonl:2:1: error: record 2", name="list.jsonl")
    patients.refused(f"- {record}", "list.yaml:1:", "is written twice", name="list.yaml")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_d22_numbers_that_are_not_finite(patients: Patients, number: str) -> None:
    record = f'{{"id": "A-2", "name": "{SECRET}", "weight": {number}}}'
    said = "record 2: the column 'weight': a number is not finite"
    patients.refused(lines_between(record), f"list.jsonl:2:1: error: {said}", name="list.jsonl")


@pytest.mark.parametrize(
    ("record", "place"),
    [
        (f'{{"id": "A-2", "name": "{SECRET}"}} {SECRET}', "2:37"),
        (f'{{"id": "A-2", "name": "{SECRET}\n"}}', "2:34"),
        (f'{{"id": "A-2", "name": "{SECRET}\\ud800"}}', "2:34"),
        (f'{{"id": "A-2", "name": {SECRET}}}', "2:23"),
        (f'{{"id": "A-2", "name": "{SECRET}",}}', "2:36"),
        ("[" * 100_000, "2:1"),
    ],
)
def test_d24_json_that_is_none(patients: Patients, record: str, place: str) -> None:
    patients.refused(lines_between(record), f"list.jsonl:{place}: error: not JSON", name="list.jsonl")


@pytest.mark.parametrize("name", ["list.csv", "list.jsonl"])
def test_d24_a_byte_order_mark(patients: Patients, name: str) -> None:
    content = between() if name == "list.csv" else lines_between()
    patients.makes("\ufeff" + content, NEIGHBOURS, name=name)


def test_d33_a_column_too_many_and_one_too_few(patients: Patients) -> None:
    more = GOOD.replace("weight\n", "weight,shoe_size\n").replace("61.5\n", f"61.5,{SECRET}\n")
    ran = patients.batch(more.replace("70\n", f"70,{SECRET}\n"))
    assert (ran.code, ran.papers.keys()) == (0, NEIGHBOURS.keys())
    assert "list.csv:1:16: warning: the column 'shoe_size' is not declared, and not used\n" in ran.err
    assert SECRET not in "".join(ran.papers.values())


def test_d33_a_list_without_names_is_refused_once_and_not_record_by_record(patients: Patients) -> None:
    otherwise = GOOD.replace("id,name,", "id,Patient Name,")
    patients.refused(otherwise, "error: there is no column 'name', and it is needed", "fields: {name: {from: …}}")


def test_d33_a_column_that_the_text_needs(patients: Patients) -> None:
    patients.case.text("For {{ patient.name }}, number {{ patient.mrn }}.")
    mistyped = GOOD.replace("weight\n", "mnr\n")
    patients.refused(mistyped, "list.csv:1:9: error: there is no column 'mrn'", "the column 'mnr'? call it 'mrn'")
    patients.refused(lines_between(), "list.jsonl: error: there is no column 'mrn'", name="list.jsonl")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Number {{ patient.nmae }}.", "case.yaml:10:18: error: there is no field 'nmae'"),
        ("Number {{ patient.note }}.", "case.yaml:10:18: error: "),
        ("{{ patient.name | nope }}", "unknown filter 'nope'"),
        ("Ꮹ", "no glyph for U+13E9"),
        ("See [](#nowhere).", "nowhere"),
    ],
)
def test_t12_t14_c51_c61_texts_are_refused_before_the_first_record(patients: Patients, text: str, said: str) -> None:
    patients.case.text(text)
    patients.refused(between(f"A-2,{SECRET}"), said)


def test_d34_a_list_from_standard_input(patients: Patients, monkeypatch: pytest.MonkeyPatch) -> None:
    for content, code in ((between(f"A-2,{SECRET}\0,1"), 4), (HEADER + f'A-1,"{SECRET},61.5\n', 3)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        asked = patients.arguments(Path("-"), "--resume")
        ran = patients.judged(run(*asked, cwd=patients.case.folder))
        assert (ran.code, ran.papers.keys()) == (code, NEIGHBOURS.keys())
        assert ran.err.startswith("line 3: error: record 2" if code == 4 else "standard input:2:1: error: a quote")
        assert files(patients.temporary) == []
