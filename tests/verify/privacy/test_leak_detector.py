"""What a detector has besides the texts: names of icons, words pasted into a translation, what is kept of others."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from canary.workspace import write
from handout.pipeline import Renderer, Request
from handout.verify.privacy.leak_detector import MOST_KNOWN, KnownTexts, leak_detector
from handout.verify.privacy.runs import words
from handout.verify.privacy.scanned_document import ScannedDocument, scanned_document
from handout.workspace.load import load
from verify.privacy.translated import CLINIC, scanned_topic

TOPIC = """\
title: Dry skin
audience: [patient, clinician]
review: {status: draft}
updated: 2026-11-01
sections:
  - id: one
    title: One
    audience: [patient, clinician]
    body:
      - text: {patient: Wash with warm water only., clinician: Suspect malignancy if the lesion grows quickly.}
      - bullets:
          - {text: Have a rest., icon: drink, audience: patient}
          - {text: Go no further., icon: stop, audience: patient}
          - {text: Look for more., icon: hand, audience: clinician}
          - {text: scissors, audience: clinician}
      - checklist: [Tick this.]
"""
TRANSLATION = """\
translates: 2026-11-01
review: {status: draft}
title: Piel seca
sections:
  - id: one
    title: Uno
    body:
      - text: {patient: "WORDS", clinician: Sospeche malignidad si la lesión crece muy rápidamente.}
      - bullets:
          - text: Descanse.
          - text: No siga.
          - text: Busque más.
          - text: tijeras
      - checklist: [Marque esto.]
"""


@pytest.fixture
def scanned(tmp_path: Path) -> ScannedDocument:
    return scanned_topic(tmp_path, {"clinic": CLINIC, "t": TOPIC})


@pytest.mark.parametrize("name", ["hot drink", "no entry", "empty box"])
def test_the_names_of_signs_that_the_reader_gets_are_permitted(scanned: ScannedDocument, name: str) -> None:
    assert leak_detector(scanned).permitted.explains(words(name))


@pytest.mark.parametrize("name", ["pointing hand", "scissors"])
def test_those_of_others_are_not(scanned: ScannedDocument, name: str) -> None:
    assert not leak_detector(scanned).permitted.explains(words(name))


def test_an_icons_key_is_no_text(scanned: ScannedDocument) -> None:
    """It is never printed, so it neither explains a word nor is one that is kept from a reader."""
    detector = leak_detector(scanned)
    assert not detector.permitted.explains(words("stop"))
    assert not [*detector.leaks(["hand"])]


def test_a_restricted_text_that_is_called_as_an_icon_is_found(scanned: ScannedDocument) -> None:
    assert [*leak_detector(scanned).leaks(["Bring scissors"])]


@pytest.mark.parametrize("private", [(), ("Z99",)])
def test_words_pasted_into_a_translation_are_in_each_detector(tmp_path: Path, private: tuple[str, ...]) -> None:
    pasted = TRANSLATION.replace("WORDS", "Suspect malignancy if the lesion grows quickly.")
    scanned = scanned_topic(tmp_path, {"clinic": CLINIC, "t": TOPIC, "t.es": pasted}, "es")
    [problem] = leak_detector(replace(scanned, private=private)).pasted
    assert problem.span.file == "content/t.es.yaml"


def test_so_many_documents_texts_are_kept_at_most(scanned: ScannedDocument) -> None:
    known: KnownTexts = {}
    leak_detector(scanned, known)
    (texts,) = known.values()
    known |= {("another", number): texts for number in range(MOST_KNOWN - 1)}
    leak_detector(scanned, known)
    assert len(known) == MOST_KNOWN, "the document's own were there"
    leak_detector(replace(scanned, layout="other"), known)
    assert len(known) == 1


HEADER = "extends: plain\naudience: [patient, clinician]\nheader: {left: '%s'}\n"
LAYOUTS = {
    "content/t.yaml": TOPIC,
    "clinic.yaml": CLINIC,
    "layouts/wide.yaml": "extends: plain\naudience: [patient, clinician]\npage: {margins: {left: 12mm}}\n",
    "layouts/one.yaml": HEADER % "Green ward",
    "layouts/two.yaml": HEADER % "Blue ward",
    "layouts/staff.yaml": "extends: plain\naudience: [clinician]\nheader: {left: Keep in the red folder}\n",
}


def test_layouts_with_the_same_headers_and_footers_have_the_same_texts(tmp_path: Path) -> None:
    renderer = Renderer(load(write(tmp_path, LAYOUTS)))
    known: KnownTexts = {}
    found = {}
    for layout in ("plain", "wide", "one", "two"):
        request = Request(topics=("t",), audience="patient", layout=layout)
        _, context = renderer.selected("t", request)
        scanned = scanned_document(renderer.workspace, context, request.topics, request.audience)
        found[layout] = leak_detector(scanned, known)
        for text in ("Green ward", "Blue ward", "Keep in the red folder", "Suspect malignancy if the lesion grows"):
            fresh = leak_detector(scanned)
            assert [*found[layout].leaks([text])] == [*fresh.leaks([text])]
            assert found[layout].permitted.explains(words(text)) == fresh.permitted.explains(words(text))
    assert found["plain"].denied is found["wide"].denied
    assert found["plain"].denied is not found["one"].denied
    assert found["one"].permitted.explains(words("Green ward"))
    assert not found["two"].permitted.explains(words("Green ward"))
