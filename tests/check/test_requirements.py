"""Sections that a topic is exempt from: a misspelt one is named where it is."""

from __future__ import annotations

from pathlib import Path

from handout.check.workspace import check
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
