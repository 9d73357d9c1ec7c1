"""Short texts of a translation that are the same for patients and for clinicians, and texts that changed places."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import write
from handout.diagnostics import Diagnostic, VerificationError
from handout.pipeline import Request, render
from handout.verify.privacy.document_texts import document_texts
from handout.verify.privacy.exchanged import exchanged
from handout.workspace.load import load
from verify.privacy.translated import CLINIC, scanned_topic

ORIGINAL = """\
title: Dry skin
audience: [patient, clinician]
review: {status: draft}
updated: 2026-11-01
sections:
  - id: one
    title: One
    audience: [patient, clinician]
    body:
      - text: {patient: "PATIENT", clinician: "CLINICIAN"}
      - text: Wash your hands.
      - text: Dry them well.
"""
TRANSLATION = """\
translates: 2026-11-01
review: {status: draft}
title: Piel seca
sections:
  - id: one
    title: Uno
    body:
      - text: {clinician: "CLINICIAN", patient: "PATIENT"}
      - text: Lávese las manos.
      - text: Séquelas bien.
"""
Texts = tuple[str, str]
"""That for patients and that for clinicians."""


def _filled(topic: str, texts: Texts) -> str:
    return topic.replace("PATIENT", texts[0]).replace("CLINICIAN", texts[1])


def _files(original: Texts, translated: Texts) -> dict[str, str]:
    return {"clinic": CLINIC, "t": _filled(ORIGINAL, original), "t.es": _filled(TRANSLATION, translated)}


def _problems(folder: Path, original: Texts, translated: Texts) -> list[Diagnostic]:
    scanned = scanned_topic(folder, _files(original, translated), "es")
    return [*exchanged(scanned, document_texts(scanned))]


@pytest.mark.parametrize(
    ("original", "said", "severity"),
    [
        (("Ring us.", "Suspect neglect."), "Sospecha de maltrato infantil", "error"),
        (("Ring us.", "Suspect neglect."), "Sospeche maltrato", "warning"),
        (("Ring us.", "Cancer."), "Cáncer", "warning"),
        (("Once a day.", "Suspect neglect."), "Una vez al día", "warning"),
        (("Ring us.", "Suspect neglect."), "血糖测定复查", "error"),
        (("Ring us.", "Suspect neglect."), "血糖测定复", "warning"),
    ],
)
def test_a_short_restricted_text_is_compared_as_a_whole(
    tmp_path: Path, original: Texts, said: str, severity: str
) -> None:
    (problem,) = _problems(tmp_path, original, (f"{said}.", said.upper()))
    assert (problem.severity, problem.code) == (severity, "restricted-text")
    assert problem.message == "this is the same as a text of the translation that is not for 'patient'"
    assert (problem.span.line, "content/t.es.yaml:8:27" in problem.hint) == (8, True)
    assert said not in problem.message + problem.hint


@pytest.mark.parametrize(
    ("original", "translated"),
    [
        (("Take it once a day.", "Once daily."), ("Tómelo una vez al día.", "Una vez al día.")),  # a part of a text
        (("Once a day.", "Once daily."), ("Una vez al día.", "Una vez al día.")),  # their originals say the same
        (("Ring us.", "5-10"), ("5-10", "5-10")),  # nothing but numbers
        (("Wash with 5 ml.", "Give 250 mg."), ("Lave con 5 ml.", "Dé 250 mg.")),
        (("Wash with 5 ml.", "Give 250 mg."), ("Lave con 5 ml, no 250.", "Dé 250 mg.")),
        (("Wash with 5 ml.", "Give 250 mg."), ("Lave con cinco.", "Dé 250 mg, no 5.")),
        (("Wash with 5 ml.", "Give a lot."), ("Lave con mucho.", "Dé 5 ml.")),
        (("Wash with 5 ml.", "Give 5 ml."), ("Lave con 5 ml.", "Dé 5 ml.")),
    ],
)
def test_what_may_be_right_is_no_problem(tmp_path: Path, original: Texts, translated: Texts) -> None:
    assert _problems(tmp_path, original, translated) == []


def test_another_text_for_patients_may_say_the_same(tmp_path: Path) -> None:
    found = _problems(tmp_path, ("Ring us.", "They wash both hands"), ("Lávese las manos.", "Lávese las manos."))
    assert found == []  # the patients' own sentence about their hands is in the topic


@pytest.mark.parametrize(
    ("original", "translated"),
    [
        (("Wash with 5 ml.", "Give 250 mg."), ("Dé 250 mg.", "Lave con 5 ml.")),
        (("Ask for Diprobase.", "Suspect Darier."), ("Sospeche Darier.", "Pida Diprobase.")),
    ],
)
def test_texts_that_changed_places_are_refused(tmp_path: Path, original: Texts, translated: Texts) -> None:
    (problem,) = _problems(tmp_path, original, translated)
    assert (problem.severity, problem.code) == ("error", "restricted-text")
    assert problem.message == "this seems to be the translation of a text that is not for 'patient'"
    assert problem.hint.endswith("exchange it with content/t.es.yaml:8:27")


def _rendered(folder: Path, translated: Texts) -> list[str]:
    workspace = load(
        write(
            folder,
            {
                f"content/{k}.yaml" if k != "clinic" else "clinic.yaml": text
                for k, text in _files(("Ring us.", "Suspect neglect."), translated).items()
            },
        ),
        languages=["es"],
    )
    (document,) = render(workspace, [Request(topics=("t",), audience="patient", language="es")])
    return [problem.message for problem in document.warnings]


def test_a_document_is_refused_or_has_a_warning(tmp_path: Path) -> None:
    assert _rendered(tmp_path / "a", ("Llámenos.", "Sospeche maltrato.")) == []
    (warning,) = _rendered(tmp_path / "b", ("Sospeche maltrato.", "Sospeche maltrato."))
    assert warning == "this is the same as a text of the translation that is not for 'patient'"
    with pytest.raises(VerificationError, match="the same as a text"):
        _rendered(tmp_path / "c", ("Sospecha de maltrato infantil.", "Sospecha de maltrato infantil."))
