"""Sections that a topic is exempt from: a misspelt one is named where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import CLINIC, loaded
from handout.check.requirements import check_selected
from handout.check.topic import check_topic
from handout.check.workspace import check
from handout.select import Reader, select
from program import workspace

TOPIC = """\
title: Exempt
audience: [patient]
review: {status: draft}
exempt:
  wehn-to-get-help: the ward tells it
sections:
  - {id: one, title: One, audience: [patient], body: [{text: Words.}]}
"""


def test_a_misspelt_exemption_is_named_where_it_is(tmp_path: Path) -> None:
    clinic = workspace(tmp_path) / "clinic.yaml"
    text = clinic.read_text(encoding="utf-8")
    clinic.write_text(text.replace("layout: patient}", "layout: patient, requires: [when-to-get-help]}"), "utf-8")
    (tmp_path / "content/exempt.yaml").write_text(TOPIC, encoding="utf-8")
    said = [str(problem) for problem in check(tmp_path, ["exempt"])]
    assert said == [
        "content/exempt.yaml:1:1: 'patient' requires the section 'when-to-get-help'\n"
        "  hint: write the section, or exempt: {when-to-get-help: the reason}",
        "content/exempt.yaml:5:3: 'wehn-to-get-help' is exempt, but no audience requires it\n"
        "  hint: did you mean 'when-to-get-help'?",
    ]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{figure: {file: pixel.png, alt: ''}}", "empty for patient"),
        ("{callout: {kind: important, title: T, body: [{figure: {file: pixel.png, alt: ''}}]}}", "empty for patient"),
        ("{figure: {file: pixel.png, alt: Ring us}}", ""),
        ("{figure: {file: pixel.png, alt: '', caption: Ring us}}", ""),
        ("{figure: {file: pixel.png, alt: {patient: '', clinician: Ring us}}}", "empty for patient"),
        ("{text: \"{{ patient.mrn | default('') }}\"}", "empty for patient"),
        ("{bullets: [\"{{ patient.mrn|default(' ') }}\"]}", "empty for patient"),
        ("{text: \"{{ patient.mrn | default('') }}\"}, {text: Ring us.}", ""),
        ("{text: \"Ring {{ patient.mrn | default('') }}\"}", ""),
        (
            "{figure: {file: pixel.png, alt: ''}}, {text: Ring us., when: {age: child}}",
            "empty for patient (age: adult)",
        ),
    ],
)
def test_a_section_with_decoration_alone_is_empty(tmp_path: Path, body: str, said: str) -> None:
    files = {
        "clinic.yaml": CLINIC.replace("layout: plain}", "layout: plain, requires: [help]}", 1),
        "content/t.yaml": f"""title: T
audience: [patient, clinician]
review: {{status: draft}}
sections:
  - {{id: help, title: H, audience: [patient, clinician], body: [{body}]}}
  - {{id: other, title: O, audience: [patient, clinician], body: [{{text: Words.}}]}}
""",
    }
    found = loaded(tmp_path, files)
    topic = found.topics["t"]
    problems = [problem.message for problem in check_topic(topic, found.clinic) if problem.severity == "error"]
    assert problems == ([f"'help' is required, and {said}"] if said else [])
    selection = select(topic, found.clinic, Reader(audience="patient", facets={"age": "old"}))
    refused = [problem.message for problem in check_selected(topic, selection, found.clinic)]
    assert refused == (["'help' is required, and empty for this reader of 'patient'"] if said else [])
