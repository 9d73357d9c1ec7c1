"""A clinic that wants the digits of each language: what the program counts and dates, and nothing that was typed."""

from __future__ import annotations

import datetime
from pathlib import Path

import page
import pytest
import yaml

from canary.workspace import loaded, problems
from handout import extract
from handout.check.glyphs import settable
from handout.fonts.glyphs import FontBook
from handout.i18n.digits import digits_of
from handout.i18n.strings import built_in
from handout.patients import Patient
from handout.pipeline import Renderer, Request
from handout.variable_data.renderer import VariableDataRenderer
from handout.workspace.load import Workspace

CLINIC = """name: The clinic
language: LANG
digits: native
contacts: {day: {label: "A", phone: 555 0100}}
audiences: {patient: {for-patients: true, layout: plain}}
"""
LAYOUT = """audience: [patient]
header: {left: "{{ patient.name }}", right: "{{ page_of_pages }}"}
footer: {left: "{{ page }}/{{ pages }}"}
show: {contents: true}
"""
TOPIC = """title: Test
audience: patient
review: {status: reviewed, by: A, role: B, date: 2026-01-14, due: 2027-01-14}
updated: 2026-01-15
sources: [{id: s, title: Book, accessed: 2026-01-16}]
sections:
  - id: one
    title: One
    audience: patient
    body:
      - text: "5 mg 2026-01-17 [](#two) [@s] {{ patient.birth_date }} {{ patient.id }} {{ date }}"
      - steps: [A 12, B, C]
  - id: two
    title: Two
    audience: patient
    break: before
    body:
      - text: "555-0199 {{ patient.birth_date | date('short') }}"
"""
DAY = datetime.date(2026, 11, 29)
ANNA = Patient(values={"name": "Anna", "id": "A-1234", "birth_date": datetime.date(1984, 3, 5)}, personal=True)
LANGUAGES = ["ar", "fa", "ur", "hi", "bn", "th"]


def made(folder: Path, language: str) -> Workspace:
    files = {"clinic.yaml": CLINIC.replace("LANG", language), "layouts/plain.yaml": LAYOUT, "content/t.yaml": TOPIC}
    return loaded(folder, files)


def request(patient: Patient = ANNA) -> Request:
    return Request(topics=("t",), audience="patient", date=DAY, patient=patient)


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_of_the_program_have_the_digits_of_the_language(language: str, tmp_path: Path) -> None:
    workspace = made(tmp_path, language)
    pdf = Renderer(workspace).render(request()).pdf
    text = " ".join(extract.pages(pdf)).replace("\u200f", "")
    own = str.maketrans("0123456789", digits_of(language, "native"))
    for number in ("2026", "2027", "1984", "[1]", "3.", "29", "1/2", "2/2"):
        assert number.translate(own) in text, number
    for number in ("2027", "1984", "[1]", "29", "1/2", "2/2"):
        assert number not in text, number
    for typed in ("5 mg", "2026-01-17", "555-0199", "A-1234", "A 12", "555 0100"):
        assert typed in text, typed
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(pdf, profile=profile).failures == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_document_has_them_too(language: str, tmp_path: Path) -> None:
    workspace = made(tmp_path, language)
    renderer = Renderer(workspace)
    stamper = VariableDataRenderer(renderer)
    for at, name in enumerate(("Anna", "Berta", "Clara")):
        values = {**ANNA.values, "name": name, "birth_date": datetime.date(1990 + at, 7, 8)}
        patient = Patient(values=values, personal=True)
        filled = stamper.make(request(patient))
        assert filled.way == "stamped"
        assert filled.pdf == renderer.render(request(patient)).pdf


@pytest.mark.parametrize("language", ["ta", "te", "ml", "pa", "gu", "kn", "my", "km", "lo"])
def test_numbers_in_digits_of_an_installed_font_fit_their_places(language: str, tmp_path: Path) -> None:
    if not settable(digits_of(language, "native"), ("FiraGO",), FontBook()):
        pytest.skip("the font of this language isn't installed")
    words = {"words": {language: dict(built_in("en"))}}
    clinic = CLINIC.replace("LANG", language) + yaml.safe_dump(words, allow_unicode=True)
    topic = TOPIC.replace(
        "]\n  - id: two",
        "]\n" + "".join(f"      - {{text: x, break: before, id: p{n}}}\n" for n in range(9)) + "  - id: two",
    )
    files = {"clinic.yaml": clinic, "layouts/plain.yaml": LAYOUT, "content/t.yaml": topic}
    pdf = Renderer(loaded(tmp_path, files)).render(request()).pdf
    own = str.maketrans("0123456789", digits_of(language, "native"))
    assert "11/11".translate(own) in extract.pages(pdf)[10]


def test_the_digits_of_a_clinic_are_western_or_native(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, {"clinic.yaml": CLINIC.replace("LANG", "fa").replace("native", "persian")})
    assert "western" in problem.message + problem.hint
