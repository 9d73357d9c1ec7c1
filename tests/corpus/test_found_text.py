"""Text stays what was typed: inputs of real use in which a word, a blank, a line's end or a year was lost."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from handout import extract

from .found import Found

Laid = Callable[[str], Found]
ADDRESS = ["12 Mill Lane", "Riverside", "RX1 2YZ"]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


def in_order(wanted: list[str], text: str) -> bool:
    """Whether these lines stand under each other."""
    found = lines(text)
    return any(found[at : at + len(wanted)] == wanted for at in range(len(found)))


def batch(found: Found, patients: str) -> list[str]:
    """The text of each document of a batch."""
    outcome = found.run(
        *("batch", "t", "--audience", "patient", "--patients", patients, "--date", "2026-12-02"), "-o", "made"
    )
    assert outcome.code == 0, outcome.err
    return ["\n".join(extract.pages(pdf)) for pdf in sorted((found.folder / "made").glob("*.pdf"))]


@pytest.mark.parametrize("kind", ["csv", "json", "jsonl", "yaml"])
def test_an_address_of_three_lines_prints_as_three_lines(found: Laid, kind: str) -> None:
    laid = found("address-lines")
    record = {"id": "A-1", "name": "Ada Example", "birth_date": "1950-01-02", "address": "\n".join(ADDRESS)}
    texts = {"json": json.dumps([record]), "jsonl": json.dumps(record), "yaml": json.dumps([record])}
    if kind in texts:
        (laid.folder / f"list.{kind}").write_text(texts[kind], encoding="utf-8")
    (made,) = batch(laid, f"list.{kind}")
    assert in_order(ADDRESS, made)


@pytest.mark.parametrize("given", ["\n".join(ADDRESS), "12 Mill Lane\r\n\r\n Riverside\nRX1 2YZ\n"])
def test_so_does_one_that_is_set_or_in_a_record_of_its_own(found: Laid, given: str) -> None:
    laid = found("address-lines")
    who = ("--set", "id=A-1", "--set", "name=Ada Example")
    assert in_order(ADDRESS, laid.printed("patient", *who, "--set", f"address={given}"))
    record = {"id": "A-1", "name": "Ada Example", "address": given}
    (laid.folder / "ada.json").write_text(json.dumps(record), encoding="utf-8")
    assert in_order(ADDRESS, laid.printed("patient", "--patient", "ada.json"))


def test_an_address_s_lines_stand_under_each_other_in_a_letter(found: Laid) -> None:
    laid = found("letter-address")
    clinic = laid.folder / "clinic.yaml"
    fields = clinic.read_text(encoding="utf-8").replace("fields:\n", "fields:\n  address: {type: text}\n")
    clinic.write_text(fields, encoding="utf-8")
    who = ("--set", "id=A-1", "--set", "name=Ada Example", "--set", "address=" + "\n".join(ADDRESS))
    assert in_order(ADDRESS, laid.printed("patient", *who))


def test_a_backslash_ends_a_line_and_two_spaces_do_not(found: Laid) -> None:
    wanted = ["Harbour Lane Medical Centre", "4 Harbour Lane Exampletown<br>EX1"]
    assert in_order(wanted, found("hardbreak").printed())


def test_blanks_of_underscores_print_in_texts_and_cells(found: Laid) -> None:
    made = found("pressure-blanks").printed()
    assert "Date: ____/____/______ Pressure: ___/___ Pulse: ____" in made
    assert [line for line in lines(made) if line.endswith(" kg")] == [
        "Monday ___/___ __._ kg",
        "Tuesday ___/___ __._ kg",
    ]


def test_stars_that_mark_a_note_print(found: Laid) -> None:
    made = " ".join(found("star-notes").printed().split())
    assert "marked with *, such as Aspirin* and Ibuprofen*, can" in made
    assert "with (*) are for you to fill in; all boxes with (*) must" in made


def test_thin_spaces_are_read_as_no_break_ones(found: Laid) -> None:
    laid = found("thin-space")
    assert laid.run("check").out == "no errors\n"
    assert "Take 5\xa0mg, later 1\xa0000\xa0IU." in laid.printed()


@pytest.mark.parametrize("language", ["en-US", "de", "es", "en-GB"])
def test_a_year_has_four_digits(found: Laid, language: str) -> None:
    laid = found("short-birth-date")
    clinic = laid.folder / "clinic.yaml"
    clinic.write_text(clinic.read_text(encoding="utf-8").replace("en-GB", language), encoding="utf-8")
    old, young = batch(laid, "list.csv")
    assert "1925." in old[old.index("Born") :]
    assert "2025." in young[young.index("Born") :]


def test_a_spreadsheet_s_errors_fail_their_records(found: Laid) -> None:
    laid = found("excel-errors")
    outcome = laid.run(
        *("batch", "t", "--audience", "patient", "--patients", "list.csv", "--date", "2026-12-02", "-o", "made")
    )
    assert outcome.code == 4
    assert "line 2: error: record 1: field 'name': this is a spreadsheet's error" in outcome.err
    assert "line 3: error: record 2: field 'seen_by': this is a spreadsheet's error" in outcome.err
    assert not [*(laid.folder / "made").glob("*.pdf")]
    alone = laid.run("render", "t", "--audience", "patient", "--set", "name=#N/A", "--set", "id=A-1")
    assert alone.code == 3
    assert "#N/A" not in alone.said


def test_ids_that_are_errors_fail_their_records_only(found: Laid) -> None:
    laid = found("excel-errors")
    table = "id,name,birth_date,seen_by\n#N/A,Ada,1950-01-02,Dr B\n#N/A,Ben,1951-01-02,Dr B\nA-3,Cy,1952-01-02,Dr B\n"
    (laid.folder / "list.csv").write_text(table, encoding="utf-8")
    outcome = laid.run("batch", "t", "--audience", "patient", "--patients", "list.csv", "-o", "made")
    assert outcome.code == 4
    assert [pdf.name for pdf in (laid.folder / "made").glob("*.pdf")] == ["t.patient.A-3.pdf"]


@pytest.mark.parametrize("text", ["{% if patient.name %}x{% endif %}", "a {%- set x = 1 -%}", "b {# note #}"])
@pytest.mark.parametrize("where", ["text", "title", "label"])
def test_what_only_a_template_has_is_an_error_with_its_place(found: Laid, text: str, where: str) -> None:
    laid = found("thin-space")
    title, body = (text, "text: x") if where == "title" else ("Doses", f"{'text' if where == 'text' else 'facts'}: ")
    body += {"text": f"'{text}'", "label": f"[{{label: '{text}', value: x}}]"}.get(where, "")
    (laid.folder / "content" / "t.yaml").write_text(
        f"title: '{title}'\naudience: [patient]\nreview: {{status: draft}}\nsections:\n"
        f"  - id: part\n    title: How\n    audience: [patient]\n    body:\n      - {body}\n",
        encoding="utf-8",
    )
    outcome = laid.run("render", "t", "--audience", "patient")
    assert outcome.code == 3
    assert "begins a statement or a comment of a template" in outcome.err


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("merged-item", ["12:12 this line looks like a list item", "15:13 this line looks like a list item"]),
        ("word-tab", ["13:11 this line looks like a list item"]),
        ("markdown-habits", ["11:11 this line looks like a heading", "12:11 this line looks like a list item"]),
    ],
)
@pytest.mark.parametrize("command", [("check", "t"), ("render", "t", "--audience", "patient")])
def test_what_looks_like_a_list_is_warned_of(
    found: Laid, name: str, places: list[str], command: tuple[str, ...]
) -> None:
    outcome = found(name).run(*command)
    assert outcome.code == 0
    said = [place.partition(" ")[::2] for place in places]
    assert all(f"content/t.yaml:{place}: warning: {message}" in outcome.err for place, message in said)


def test_the_starter_has_no_such_line(found: Laid) -> None:
    laid = found("thin-space")
    assert laid.run("check").said == "no errors\n"


def test_a_star_that_could_be_either_is_warned_of(found: Laid) -> None:
    laid = found("star-notes")
    topic = laid.folder / "content" / "t.yaml"
    text = "Take *Aspirin* and Ibuprofen* with food."
    topic.write_text(topic.read_text(encoding="utf-8") + f'      - text: "{text}"\n', encoding="utf-8")
    said = laid.run("check", "t").err
    assert said.count("warning: this star could mark a note, or begin what is emphasised") == 1
    assert "content/t.yaml:11:21: warning: this star" in said
    topic.write_text(
        topic.read_text(encoding="utf-8").replace("Ibuprofen* with", r"Ibuprofen\\* with"), encoding="utf-8"
    )
    assert "this star" not in laid.run("check", "t").err
