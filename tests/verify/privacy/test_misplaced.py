"""A translated sentence for clinicians in a translation's text for patients, where the original says something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout.diagnostics import Diagnostic
from handout.verify.privacy.document_texts import document_texts
from handout.verify.privacy.misplaced import misplaced
from verify.privacy.translated import CLINIC, scanned_topic

ORIGINAL = """\
title: Dry skin
audience: [patient, clinician]
review: {status: draft}
updated: 2026-11-01
sources: [{id: book, title: A book}]
sections:
  - id: one
    title: One
    audience: [patient, clinician]
    body:
      - text: {patient: Wash with warm water only., clinician: Suspect malignancy if the lesion grows quickly.}
      - text: Use the cream [@book].
      - {text: Put the cream on at night and in the morning., audience: patient}
      - {text: Tell them to put the cream on at night and in the morning., audience: clinician}
      - {text: Urgent referral., audience: clinician}
      - table: {columns: [Day, {title: Risk, audience: clinician}], rows: [[Monday, High if untreated for a long time]]}
      - use: notice
"""
TRANSLATION = """\
translates: 2026-11-01
review: {status: reviewed, by: Ana, role: Nurse, date: 2026-11-02, due: 2028-11-02}
title: Piel seca
sections:
  - id: one
    title: Uno
    body:
      - text: {patient: "WORDS", clinician: Sospeche malignidad si la lesión crece muy rápidamente.}
      - text: Use la crema [@book].
      - text: Póngase la crema por la noche y por la mañana.
      - text: Dígales que se ponga la crema por la noche y por la mañana.
      - text: Derivación urgente al hospital.
      - table: {columns: [Día, {title: Riesgo}], rows: [[Lunes, Alto si no se trata por mucho tiempo]]}
      - use: notice
"""
NOTICE = """\
audience: [patient, clinician]
review: {status: draft}
updated: 2026-11-01
body:
  - text: {patient: Ring us., clinician: Ask about neglect and alcohol at home.}
"""
TRANSLATED_NOTICE = """\
translates: 2026-11-01
review: {status: draft}
body:
  - text: {patient: "WORDS", clinician: Pregunte por negligencia y alcohol en casa.}
"""


def _problems(
    folder: Path, text: str, notice: str = "Llámenos.", *, original: str = ORIGINAL, translation: str = TRANSLATION
) -> list[Diagnostic]:
    files = {
        "clinic": CLINIC,
        "t": original,
        "t.es": translation.replace("WORDS", text),
        "fragments/notice": NOTICE,
        "fragments/notice.es": TRANSLATED_NOTICE.replace("WORDS", notice),
    }
    scanned = scanned_topic(folder, files, "es")
    return [*misplaced(scanned, document_texts(scanned))]


@pytest.mark.parametrize(
    "text",
    [
        "Lave solo con agua tibia.",
        "Sospeche malignidad si la lesión crece.",  # six of its eight words
        "Derivación urgente al hospital.",  # `exchanged` compares so few words
        "Dígales que se ponga la crema por la noche y por la mañana.",  # the original says so to patients, too
    ],
)
def test_what_both_may_say_is_no_problem(tmp_path: Path, text: str) -> None:
    assert _problems(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Sospeche malignidad si la lesión crece muy rápidamente.", "clinician: Sospeche"),
        ("Lave. *Sospeche* malignidad: si la LESIÓN crece muy rápida**mente**, llame.", "clinician: Sospeche"),
        ("Alto si no se trata por mucho tiempo.", "Alto si"),
    ],
)
def test_restricted_words_of_the_translation_are_refused(tmp_path: Path, text: str, there: str) -> None:
    (problem,) = _problems(tmp_path, text)
    lines = TRANSLATION.splitlines()
    assert problem.message == "this has words of the translation that are not for 'patient'"
    assert problem.span.line == next(number for number, line in enumerate(lines, 1) if "WORDS" in line)
    line = next(number for number, line in enumerate(lines, 1) if there in line)
    assert f"content/t.es.yaml:{line}:" in problem.hint
    assert "malignidad" not in problem.message + problem.hint
    assert problem.code == "restricted-text"


def test_so_are_those_of_a_fragment_and_in_a_fragment(tmp_path: Path) -> None:
    said = "Pregunte por negligencia y alcohol en casa"
    (problem,) = _problems(tmp_path, said)
    assert "content/fragments/notice.es.yaml:" in problem.hint
    (problem,) = _problems(tmp_path, "Lave.", notice=said)
    assert problem.span.file == "content/fragments/notice.es.yaml"


def test_a_document_in_its_own_language_is_not_compared(tmp_path: Path) -> None:
    files = {
        "clinic": CLINIC,
        "t": ORIGINAL.replace("Wash with warm water only.", "Suspect malignancy if the lesion grows quickly."),
        "fragments/notice": NOTICE,
    }
    scanned = scanned_topic(tmp_path, files)
    assert [*misplaced(scanned, document_texts(scanned))] == []


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Sospeche malignidad si la lesión y otras cosas más: malignidad si la lesión crece.", None),  # apart
        ("Uno dos tres cuatro cinco seis malignidad si la lesión crece.", None),
        ("Malignidad si la lesión crece, pregunte por negligencia y alcohol.", "notice.es.yaml"),  # parts of two
    ],
)
def test_words_count_in_a_row(tmp_path: Path, text: str, there: str | None) -> None:
    found = _problems(tmp_path, text)
    assert [there] * len(found) == ([there] if there else [])
    assert all(str(there) in problem.hint for problem in found)


@pytest.mark.parametrize(("letters", "problems"), [(9, 0), (11, 0), (12, 1)])
def test_letters_of_scripts_without_spaces_are_no_words(tmp_path: Path, letters: int, problems: int) -> None:
    restricted = "血糖值测定每月复查一次随访"
    translation = TRANSLATION.replace("Derivación urgente al hospital.", restricted)
    assert len(_problems(tmp_path, restricted[:letters], translation=translation)) == problems


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ("Ask us if the lesion bleeds, itches or smells bad at night.", 0),  # three words in a row
        ("The lesion quickly grows; suspect other things.", 0),  # over half of the words
        ("Quickly show the nurse.", 0),  # half of them
        ("Malignancy.", 0),
        ("The lesion, if it hurts or itches at night.", 1),  # three of seven
        ("…", 1),
    ],
)
def test_what_much_the_same_originals_say_may_be_said_twice(tmp_path: Path, said: str, problems: int) -> None:
    original = ORIGINAL.replace("Wash with warm water only.", f"'{said}'")
    text = "Sospeche malignidad si la lesión crece muy rápidamente."
    assert len(_problems(tmp_path, text, original=original)) == problems


def test_a_restricted_text_may_have_no_words(tmp_path: Path) -> None:
    translation = TRANSLATION.replace("Derivación urgente al hospital.", "…")
    assert _problems(tmp_path, "Lave solo con agua tibia.", translation=translation) == []
