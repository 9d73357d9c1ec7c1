"""A failed run takes nothing away but what handout made for that very record."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from handout.files.provenance import made_here

from .found import Found

Laid = Callable[[str], Found]
ANNA = ("--set", "id=A1", "--set", "name=Anna Smith", "--set", "birth_date=1961-04-05")
VISIT = ("--set", "appointment=2026-12-03T09:30", "--set", "seen_by=Dr B")
TOPIC = "preparing-for-your-visit"
GONE, LEFT = "the older document of the same record was removed", "the older file is still there"


def render(laid: Found, *more: str | Path, topic: str = TOPIC, who: tuple[str, ...] = ANNA) -> tuple[int, str]:
    outcome = laid.run("render", topic, "--audience", "patient", *who, *more)
    return outcome.code, outcome.err


def test_a_mistyped_topic_leaves_a_foreign_file(found: Laid) -> None:
    laid = found("delete-on-fail")
    consent = laid.folder / "consent.pdf"
    shutil.copy(laid.folder / "consent.txt", consent)
    before = consent.read_bytes()
    code, said = render(laid, *VISIT, "-o", consent, topic="preparing-for-you-visit")
    assert (code, consent.read_bytes()) == (3, before)
    assert f"{consent}: warning: {LEFT}" in said


def edited(pdf: Path) -> None:
    with pikepdf.open(pdf, allow_overwriting_input=True) as document:
        document.save()


def annotated(pdf: Path) -> None:
    """An incremental update, as a viewer writes one."""
    pdf.write_bytes(pdf.read_bytes() + b"\n9999 0 obj\n(note)\nendobj\nstartxref\n0\n%%EOF\n")


def linked(pdf: Path) -> None:
    shutil.move(pdf, pdf.with_suffix(".real"))
    pdf.symlink_to(pdf.with_suffix(".real"))


@pytest.mark.parametrize("change", [edited, annotated, linked])
@pytest.mark.parametrize("named", [True, False])
def test_one_that_was_changed_since_stays(found: Laid, change: Callable[[Path], None], named: bool) -> None:
    laid = found("delete-on-fail")
    pdf = laid.folder / "anna.pdf" if named else laid.folder / "output" / f"{TOPIC}.patient.A1.pdf"
    where = ("-o", pdf) if named else ()
    assert render(laid, *VISIT, *where)[0] == 0
    change(pdf)
    before = pdf.read_bytes()
    code, said = render(laid, *where)  # without what the text needs
    assert (code, pdf.read_bytes()) == (3, before)
    assert LEFT in said and GONE not in said


@pytest.mark.parametrize(
    "who",
    [
        ("--set", "id=A2", "--set", "name=Anna Smith", "--set", "birth_date=1970-01-01"),
        ("--set", "id=A1", "--set", "name=Bob Jones", "--set", "birth_date=1961-04-05"),
    ],
)
def test_another_patient_s_document_stays(found: Laid, who: tuple[str, ...]) -> None:
    laid = found("delete-on-fail")
    pdf = laid.folder / "letter.pdf"
    assert render(laid, *VISIT, "-o", pdf, who=who)[0] == 0
    before = pdf.read_bytes()
    code, said = render(laid, "-o", pdf)
    assert (code, pdf.read_bytes()) == (3, before)
    assert LEFT in said


def test_another_topic_s_document_stays(found: Laid) -> None:
    laid = found("delete-on-fail")
    pdf = laid.folder / "anna.pdf"
    assert render(laid, "-o", pdf, topic="milia-like-calcinosis")[0] == 0
    code, said = render(laid, "-o", pdf)
    assert code == 3 and pdf.exists() and LEFT in said


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("fault", [(), (*VISIT, "--set", "birth_date=yesterday")])
def test_the_record_s_own_is_taken_away(found: Laid, fault: tuple[str, ...], named: bool) -> None:
    laid = found("delete-on-fail")
    pdf = laid.folder / "anna.pdf" if named else laid.folder / "output" / f"{TOPIC}.patient.A1.pdf"
    where = ("-o", pdf) if named else ()
    assert render(laid, *VISIT, *where)[0] == 0
    assert made_here(pdf.read_bytes())
    code, said = render(laid, *fault, *where)
    assert (code, pdf.exists()) == (3, False)
    assert f"{GONE}, because this run failed" in said


def test_two_people_with_one_id_never_replace_each_other(found: Laid) -> None:
    laid = found("same-id")
    anna = laid.run("render", TOPIC, "--audience", "patient", "--patient", "anna.yaml")
    pdf = laid.folder / "output" / f"{TOPIC}.patient.A1.pdf"
    before = pdf.read_bytes()
    bob = laid.run("render", TOPIC, "--audience", "patient", "--patient", "bob.yaml")
    assert (anna.code, bob.code, pdf.read_bytes()) == (0, 6, before)
    assert "error: a document of somebody else with the same id is there" in bob.err
    assert LEFT not in bob.err and GONE not in bob.err
    assert "Anna" not in bob.said and "Bob" not in bob.said
    elsewhere = laid.run("render", TOPIC, "--audience", "patient", "--patient", "bob.yaml", "-o", "bob.pdf")
    assert elsewhere.code == 0
    again = laid.run("render", TOPIC, "--audience", "patient", "--patient", "anna.yaml")
    assert again.code == 0
    assert "the same id" not in again.err


@pytest.mark.parametrize(
    ("known", "changed", "what"),
    [
        ("name=Anna Smith", "name=Anna Jones", "another name"),
        ("birth_date=1961-04-05", "birth_date=1961-05-04", "another birth date, or none"),
    ],
)
def test_one_whose_name_or_birth_date_differs_is_told_of(found: Laid, known: str, changed: str, what: str) -> None:
    laid = found("same-id")
    assert render(laid, *VISIT)[0] == 0
    code, said = render(laid, *VISIT, who=tuple(changed if part == known else part for part in ANNA))
    assert code == 0
    assert f"warning: the document that is replaced has the same id and {what}" in said


def test_a_batch_leaves_what_it_did_not_make(found: Laid) -> None:
    laid = found("excel-errors")
    made = laid.folder / "made"
    rows = "id,name,birth_date,seen_by\nA-1,Ada,1950-01-02,Dr B\nA-2,Ben,1951-01-02,Dr B\nA-3,Cy,1951-01-02,Dr B\n"
    (laid.folder / "list.csv").write_text(rows, encoding="utf-8")
    wanted = ("batch", "t", "--audience", "patient", "--patients", "list.csv", "-o", "made")
    assert laid.run(*wanted).code == 0
    edited(made / "t.patient.A-1.pdf")
    (made / "t.patient.A-2.pdf").write_bytes(b"mine")
    worse = rows.replace("Ada", "#N/A").replace("Ben", "\u13a9").replace("Cy", "#REF!")
    (laid.folder / "list.csv").write_text(worse, encoding="utf-8")
    outcome = laid.run(*wanted, "--resume")
    assert outcome.code == 4
    assert sorted(path.name for path in made.glob("*.pdf")) == ["t.patient.A-1.pdf", "t.patient.A-2.pdf"]
    assert "t.patient.A-1.pdf: warning: this file is not as a run into this folder made it, and is kept" in outcome.err
    assert "the file under its name is not as a run into this folder made it, and is kept" in outcome.said


@pytest.mark.parametrize("mode", ["--resume", "--overwrite"])
def test_a_batch_replaces_and_takes_away_only_what_a_run_made(found: Laid, mode: str) -> None:
    laid = found("excel-errors")
    (laid.folder / "list.csv").write_text(
        "id,name,birth_date,seen_by\nA-1,Ada,1950-01-02,B\nA-2,#N/A,1951-01-02,B\n", "utf-8"
    )
    (laid.folder / "made").mkdir(mode=0o700)
    consent, other = (laid.folder / "made" / f"t.patient.A-{number}.pdf" for number in (1, 2))
    consent.write_bytes(b"%PDF-1.4 signed")
    assert (
        render(laid, "-o", "other.pdf", topic="t", who=("--set", "id=A-2", "--set", "name=Zed", "--set", "seen_by=B"))[
            0
        ]
        == 0
    )
    other.write_bytes((laid.folder / "other.pdf").read_bytes())
    outcome = laid.run("batch", "t", "--audience", "patient", "--patients", "list.csv", "-o", "made", mode)
    assert outcome.code == 4
    assert consent.read_bytes() == b"%PDF-1.4 signed"
    assert other.exists()
    assert outcome.err.count("as a run into this folder made it") == 2


def test_a_print_run_that_fails_leaves_a_foreign_file(found: Laid) -> None:
    laid = found("excel-errors")
    pile = laid.folder / "pile.pdf"
    pile.write_bytes(b"mine")
    wanted = ("batch", "t", "--audience", "patient", "--patients", "list.csv", "-o", "made", "--combine", "pile.pdf")
    assert laid.run(*wanted).code == 4
    assert pile.read_bytes() == b"mine"


def test_pictures_that_handout_did_not_draw_stay(found: Laid) -> None:
    laid = found("delete-on-fail")
    (laid.folder / "x.p07.png").write_bytes(b"mine")
    wanted = ("preview", TOPIC, "--audience", "patient", *ANNA, *VISIT, "-o", "x.png")
    assert laid.run(*wanted).code == 0
    first = next(laid.folder.glob("x.p01.png"))
    assert b"Software\0handout" in first.read_bytes()[:256]
    assert (laid.folder / "x.p07.png").read_bytes() == b"mine"
    longer = laid.folder / "x.p06.png"
    shutil.copy(first, longer)
    assert laid.run(*wanted).code == 0
    assert not longer.exists(), "the last page of a document that was longer"
    assert laid.run("preview", "nope", "--audience", "patient", *ANNA, "-o", "x.png").code == 3
    assert first.exists() and (laid.folder / "x.p07.png").exists()
