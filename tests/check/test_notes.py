from __future__ import annotations

from pathlib import Path

import pytest

from .test_topic import told

POWER = "9: a note's mark after a number reads as a power of it"


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ("- {text: 'a[^n]', notes: {n: b}}", []),
        ("- {callout: {kind: important, body: [{text: 'a[^n]'}]}, notes: {n: b}}", []),
        ("- {table: {columns: ['a[^n]'], rows: [[b]]}, notes: {n: b}}", []),
        ("- text: 'a \\[^n]'", []),
        ("- text: 'a[^n]'", ["9: there is no note 'n'"]),
        ("- {text: 'a[^m] b[^n]', notes: {n: b}}", ["9: there is no note 'm'"]),
        ("- {text: a, notes: {n: b}}", ["9: the note 'n' is never printed"]),
        ("- {text: a, notes: {n: b}}\n- text: 'c[^n]'",
         ["10: there is no note 'n'", "9: the note 'n' is never printed"]),
        ("- {text: 'Take 5[^n]', notes: {n: b}}", [POWER]),
        ("- {text: 'Take **5** [^n]', notes: {n: b}}", [POWER]),
        ("- {text: 'Take 10⁹ [^n]', notes: {n: b}}", [POWER]),
        ("- {text: 'Take 5 mg[^n]', notes: {n: b}}", []),
        ("- {text: 'a[^n]', notes: {n: {text: b, audience: carer}}}",
         ["9: 'carer' widens: section s0 is for clinician, patient only"]),
        ("- {text: 'a[^n]', notes: {n: {patient: b}}}", ["9: no text for clinician"]),
    ],
)  # fmt: skip
def test_marks_have_notes_and_notes_marks(tmp_path: Path, body: str, problems: list[str]) -> None:
    assert told(tmp_path, body) == problems


def test_a_summary_has_no_notes(tmp_path: Path) -> None:
    found = told(tmp_path, "- text: a", "summary: Short[^n]\n")
    assert found == ["4: there is no note 'n' here: this text is in no block"]
