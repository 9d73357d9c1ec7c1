"""Abbreviations and phrases in other languages, as a screen reader hears them."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import CLINIC, document, loaded, section
from handout import document as tree
from handout.diagnostics import HandoutError
from handout.extract.tags import show, tags
from handout.pipeline import Renderer
from pdf.check import problems

from .named_patients import filled_as_rendered, request_for

ABBR = CLINIC + "abbr: {CT: computed tomography, CT scan: scan by CT, MRI: {de: Kernspin}, e.g.: for example}\n"
BODY = """\
- text: CTs, aCT and ct are none. [CT](https://a.example). [CT]{lang=es}
- text: "{{ patient.name }} CT{{ patient.name }} CT"
- bullets: [A CT scan and **CT**, MRI and CT, e.g. this]
"""


def expansions(found: tree.Document) -> list[tuple[str, str]]:
    runs = (run for leaf in tree.walk(found.body) for run in leaf.runs)
    return [(run.text, run.expansion) for run in runs if run.expansion is not None]


def test_each_is_expanded_at_its_first_mention_alone(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, {"clinic.yaml": ABBR, "content/t.yaml": section(BODY)})
    wanted = [("CT", "computed tomography"), ("CT scan", "scan by CT"), ("e.g.", "for example")]
    assert expansions(document(workspace)) == wanted
    for name in ("CT", "MRI", "Ann"):
        assert expansions(Renderer(workspace).document(request_for(name))) == wanted


def test_a_text_without_language_is_in_the_clinics(tmp_path: Path) -> None:
    german = section(BODY, "language: de\n")
    clinic = ABBR.replace("label: By day", "label: {en: By day, de: Am Tag}")
    workspace = loaded(tmp_path, {"clinic.yaml": clinic, "content/t.yaml": german})
    assert expansions(document(workspace)) == [("MRI", "Kernspin")]


@pytest.mark.parametrize("standard", ["ua1", "ua2"])
def test_the_tags_have_expansion_and_language_and_filling_keeps_them(tmp_path: Path, standard: tree.Standard) -> None:
    renderer = Renderer(loaded(tmp_path, {"clinic.yaml": ABBR, "content/t.yaml": section(BODY)}))
    pdf = filled_as_rendered(renderer, standard)
    assert problems(pdf) == []
    said = show(tags(pdf))
    assert "[Span (short for computed tomography): CT]" in said
    assert "[Span[es]: CT]" in said


@pytest.mark.parametrize(
    "abbr", ["{'5': five}", "{'': nothing}", f"{{{'A' * 41}: long}}", "{CT: ''}", "[CT]", "{CT: {xx-y: a}}"]
)
def test_what_is_no_abbreviation_is_refused_at_its_place(tmp_path: Path, abbr: str) -> None:
    with pytest.raises(HandoutError) as caught:
        loaded(tmp_path, {"clinic.yaml": f"{CLINIC}abbr: {abbr}\n", "content/t.yaml": section(BODY)})
    assert {problem.span.file for problem in caught.value.diagnostics} == {"clinic.yaml"}
    assert all(problem.span.line == CLINIC.count("\n") + 1 for problem in caught.value.diagnostics)
