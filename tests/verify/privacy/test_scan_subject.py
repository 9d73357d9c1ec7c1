"""What the scan is told of a document: its own dates and values in each form, and what its reader may not know."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from canary.translations import FILES
from canary.workspace import CLINIC, section, write
from handout.compose.render_context import RenderContext
from handout.i18n import dates
from handout.inline.expressions import DATE_STYLES
from handout.patients import Patient
from handout.pipeline import Renderer, Request
from handout.source.yaml import parse
from handout.verify.privacy.scanned_document import KnownDates, ScannedDocument, scanned_document, spellings
from handout.workspace.load import Workspace, load

TOPIC = section(
    "- {text: '2027-08-09', audience: clinician}\n- use: hush",
    "updated: 2026-01-02\nsources: [{id: book, title: A book, accessed: 2026-03-04}]\n",
)
REVIEWED = "review: {status: reviewed, by: A. Name, role: Nurse, date: 2026-05-06, due: 2027-07-08}\n"
HUSH = "audience: [patient, clinician]\n" + REVIEWED + "body: [{text: Plain words}]\n"
FIELDS = """\
  seen: {type: date, audience: [clinician], required: false}
  mrn: {type: text, audience: [clinician]}
facets:
"""
ANNA: dict[str, Any] = {
    "name": "Anna Quayle",
    "birth_date": datetime.date(1980, 2, 3),
    "appointment": datetime.datetime.fromisoformat("2026-09-10T09:30"),
    "choice": "a",
    "room": "12 b",
    "age": "adult",
    "seen": datetime.date(2026, 10, 11),
    "mrn": "Z99",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    clinic = CLINIC.replace("facets:\n", FIELDS)
    more = {"clinic.yaml": clinic, "content/fragments/hush.yaml": HUSH, "content/second.yaml": section("- text: More.")}
    return load(write(tmp_path, {"content/t.yaml": TOPIC, **more}))


def edition(workspace: Workspace, audience: str = "patient", **wish: Any) -> RenderContext:
    return Renderer(workspace).composed(Request(topics=("t",), audience=audience, **wish)).context


def told(
    workspace: Workspace, topics: tuple[str, ...] = ("t",), audience: str = "patient", **wish: Any
) -> ScannedDocument:
    return scanned_document(workspace, edition(workspace, **wish), topics, audience)


def test_a_document_is_told_by_its_files_and_its_edition(workspace: Workspace) -> None:
    found = told(workspace, ("t", "second"))
    made = edition(workspace)
    assert found.sources is workspace.sources
    assert found.files == ("content/t.yaml", "content/second.yaml")
    assert (found.audience, found.layout, found.language) == ("patient", "plain", "en")
    assert found.words == made.words
    assert [*found.private] == []


def printed(year: str, styles: Sequence[str] = ("long",)) -> list[str]:
    """A day in each form."""
    moment = datetime.date.fromisoformat(year)
    return [*spellings(moment, "en", "at", styles), f"D:{year.replace('-', '')}000000Z", f"{year}T00:00:00Z"]


def test_its_dates_are_those_of_its_files_and_of_fragments(workspace: Workspace) -> None:
    """Each as it is printed and as the file's metadata have it; not that of another topic, nor what is no date."""
    own = {form for day in ("2026-01-02", "2026-03-04", "2026-05-06", "2027-07-08") for form in printed(day)}
    assert {*told(workspace).values} == own | {*printed("2000-01-01")}
    assert {*told(workspace, date=datetime.date(2026, 12, 13)).values} == own | {*printed("2026-12-13")}
    fragment = {form for day in ("2026-05-06", "2027-07-08", "2000-01-01") for form in printed(day)}
    assert {*told(workspace, ("second",)).values} == fragment


@pytest.mark.parametrize("text", ["{{ date | date('short') }}", "On {{date|default('x')|  date (\n'full') }}."])
def test_where_a_text_names_a_style_a_date_is_known_in_every_style(workspace: Workspace, text: str) -> None:
    named, _ = parse(f"title: {json.dumps(text)}\nupdated: 2026-11-12\n".encode(), "content/t.yaml")
    assert named is not None
    patient = Patient(values=ANNA, personal=True)
    found = told(replace(workspace, sources={**workspace.sources, "content/t.yaml": named}), patient=patient).values
    assert {*printed("2026-11-12", DATE_STYLES), *spellings(ANNA["birth_date"], "en", "at")} <= {*found}


def test_what_is_no_date_is_passed_over(workspace: Workspace) -> None:
    value, _ = parse(b"updated: soon\nsources: [{accessed: 2026-02-30}]\ndue: 2026-11-12\n", "content/t.yaml")
    bare, _ = parse(b"2026-11-13", "content/fragments/hush.yaml")
    assert value is not None and bare is not None
    sources = {**workspace.sources, "content/t.yaml": value, "content/fragments/hush.yaml": bare}
    found = told(replace(workspace, sources=sources)).values
    assert {*found} == {*printed("2000-01-01"), *printed("2026-11-12")}


def test_a_patients_values_are_known_by_who_may_read_them(workspace: Workspace) -> None:
    patient = Patient(values=ANNA, personal=True)
    found = told(workspace, patient=patient)
    assert [*found.private] == ["12 b", *spellings(ANNA["seen"], "en", "at"), "Z99"]
    dates = [form for name in ("birth_date", "appointment") for form in spellings(ANNA[name], "en", "at", ["long"])]
    assert [*found.values] == [*told(workspace).values, "Anna Quayle", *dates, "a", "adult"]


def test_for_a_reader_who_may_know_all_nothing_is_private(workspace: Workspace) -> None:
    patient = Patient(values=ANNA, personal=True)
    found = told(workspace, patient=patient, audience="clinician")
    assert [*found.private] == []
    assert {"12 b", "Z99", "2026-10-11"} <= {*found.values}


def test_the_dates_that_are_kept_are_those_of_a_document_alike_and_no_patients(workspace: Workspace) -> None:
    known = KnownDates()
    for on in (None, datetime.date(2026, 9, 9)):
        for number in ("12 b", "34 c"):
            patient = Patient(values={"unknown": number, "born": datetime.date(1977, 7, 7)}, personal=False)
            made = replace(edition(workspace, date=on), patient=patient)
            for topics in (("t",), ("t", "second")):
                found = scanned_document(workspace, made, topics, "patient", known)
                assert found.values == scanned_document(workspace, made, topics, "patient").values
    kept = {text for texts in known.printed.values() for text in texts}
    assert len(known.printed) == 4 and "2026-09-09" in kept
    assert not any(part in text for text in kept for part in ("12 b", "34 c", "1977"))


def test_a_value_that_no_field_is_known_for_is_the_patients_own(workspace: Workspace) -> None:
    made = replace(edition(workspace), patient=Patient(values={"unknown": "Said"}, personal=False))
    found = scanned_document(workspace, made, ("t",), "patient")
    assert "Said" in found.values and [*found.private] == []


@pytest.mark.parametrize("value", [datetime.date(2026, 3, 5), datetime.datetime.fromisoformat("2026-03-05T09:30")])
def test_a_day_has_a_form_for_each_style_and_that_of_the_record(value: datetime.date) -> None:
    assert [*spellings(value, "de", "um")] == [
        str(value), *(dates.written(value, "de", style, "um") for style in ("full", "long", "medium", "short")),
    ]  # fmt: skip
    assert [*spellings("12 b", "de", "um")] == ["12 b"]


def test_in_a_language_without_dates_a_date_is_as_the_record_has_it() -> None:
    assert [*spellings(datetime.date(2026, 3, 5), "tlh", "at")] == ["2026-03-05"]


def test_a_translated_document_is_told_by_its_translation_and_its_original(tmp_path: Path) -> None:
    """Its line for the staff says what no file does."""
    spanish = load(write(tmp_path, FILES), languages=["es"])
    made = replace(edition(spanish, language="es"), staff="For staff: a line")
    found = scanned_document(spanish, made, ("t",), "patient")
    assert (found.files, found.originals, found.language) == (("content/t.es.yaml",), ("content/t.yaml",), "es")
    assert "For staff: a line" in found.values
    english = scanned_document(spanish, edition(spanish), ("t",), "patient")
    assert (english.files, english.originals) == (("content/t.yaml",), ())
    assert not any("staff" in value for value in english.values)
