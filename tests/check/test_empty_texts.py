"""A text that prints nothing for some records gives a warning; one with words besides, or a cell, gives none."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import CLINIC, HEAD, loaded
from handout.check.topic import check_topic

NOTE = "{{ patient.where | default('') }}"


@pytest.mark.parametrize(
    ("block", "warned"),
    [
        (f'{{text: "{NOTE}"}}', True),
        (f'{{text: "**{NOTE}** {NOTE}"}}', True),
        (f'{{text: {{patient: "{NOTE}", clinician: Words.}}}}', True),
        (f'{{bullets: ["{NOTE}", Rest it.]}}', True),
        (f'{{facts: [{{label: Where, value: "{NOTE}"}}]}}', True),
        (f'{{callout: {{kind: soon, body: [{{text: "{NOTE}"}}]}}}}', True),
        (f'{{text: "Where: {NOTE}"}}', False),
        ("{text: \"{{ patient.where | default('none') }}\"}", False),
        ('{text: "{{ patient.where }}"}', False),
        (f'{{table: {{columns: [A, B], rows: [[One, "{NOTE}"]]}}}}', False),
    ],
)
def test_a_text_that_may_print_nothing_is_told(tmp_path: Path, block: str, warned: bool) -> None:
    section = f"sections:\n  - {{id: s, title: H, audience: [patient, clinician], body: [{block}]}}\n"
    clinic = CLINIC.replace("fields:\n", "fields:\n  where: {type: text, required: false}\n")
    workspace = loaded(tmp_path, {"clinic.yaml": clinic, "content/t.yaml": HEAD + section})
    found = [each for each in check_topic(workspace.topics["t"], workspace.clinic) if each.code == "empty-text"]
    assert [(each.span.line, each.severity, "'where'" in each.message) for each in found] == [
        (5, "warning", True)
    ] * warned
