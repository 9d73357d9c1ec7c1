"""A topic that says when to get help in no box is told that its first page doesn't say where."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import CLINIC, HEAD, document, loaded
from handout.check.topic import check_topic
from handout.document import walk

BOX = "{callout: {kind: soon, body: [{text: Ring us.}]}"
NO_CONTACT = CLINIC.replace("contacts: {day: {label: By day, phone: 555 0100}}\n", "")


@pytest.mark.parametrize(
    ("name", "body", "clinic", "warned"),
    [
        ("when-to-get-help", "{text: Ring us.}", CLINIC, True),
        ("when-to-get-help", "{callout: {kind: self-care, body: [{text: Ring us.}]}}", CLINIC, True),
        ("when-to-get-help", f"{BOX}, audience: clinician}}, {{text: Ring us.}}", CLINIC, True),
        ("when-to-get-help", f"{BOX}}}", CLINIC, False),
        ("when-to-get-help", f"{BOX}, audience: patient}}, {{text: Ring us.}}", CLINIC, False),
        ("when-to-get-help", "{text: Ring us.}", NO_CONTACT, False),
        ("other", "{text: Ring us.}", CLINIC, False),
    ],
)
def test_a_first_page_that_says_no_place_of_help_is_told(
    tmp_path: Path, name: str, body: str, clinic: str, warned: bool
) -> None:
    section = f"sections:\n  - {{id: {name}, title: H, audience: [patient, clinician], body: [{body}]}}\n"
    workspace = loaded(tmp_path, {"clinic.yaml": clinic, "content/t.yaml": HEAD + section})
    found = check_topic(workspace.topics["t"], workspace.clinic)
    assert [(each.span.line, each.severity, each.code) for each in found] == [(5, "warning", "help")] * warned
    # What check only warns of is printed.
    said = [leaf.text.replace("\u00a0", " ") for leaf in walk(document(workspace).body)]
    assert ("Get help: page {} · 555 0100" in said) is ("kind: soon" in body and not warned)
