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
    assert made.count("___/___") == 3
    assert made.count("__._ kg") == 2


def test_stars_that_mark_a_note_print(found: Laid) -> None:
    made = " ".join(found("star-notes").printed().split())
    assert "marked with *, such as Aspirin* and Ibuprofen*, can" in made
    assert "with (*) are for you to fill in; all boxes with (*) must" in made
