"""A reference that leads nowhere is reported at its line and column, in every way of writing a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import section, write
from handout.check.workspace import check

PROSE = """\
- text: |
    First.

    Then \\[@lost] and [@lost] [^lost], [](#lost), [here](<#lost2>)
    and {{ patient.lost }}.
"""
BY_AUDIENCE = "- text: {patient: 'Of [@lost]', clinician: 'And {{ patient.lost }} of [there](#lost)'}\n"
BELOW = "- text:\n    patient: Of [@lost]\n    clinician: And [@lost] of [](#lost)\n"
ITEMS = "- bullets: [a, 'b [@lost]', {text: \"c {{ patient.lost }}\"}]\n"
FOLDED = "- text: >-\n    The first\n    [@lost]\n"


@pytest.mark.parametrize("body", [PROSE, BY_AUDIENCE, BELOW, ITEMS])
def test_each_reference_is_reported_where_it_is_written(tmp_path: Path, body: str) -> None:
    text = section(body.rstrip("\n"))
    write(tmp_path, {"content/t.yaml": text})
    found = {problem.span for problem in check(tmp_path, ["t"]) if "lost" in problem.message}
    lines = text.replace("\\[@lost]", " " * 8).splitlines()
    signs = ("[@lost]", "[^lost]", "#lost2", "#lost", "{{ patient.lost")
    written = {
        (number, line.index(sign) + 1)
        for number, line in enumerate(lines, 1)
        for sign in signs
        if sign in line and (sign != "#lost" or "#lost)" in line)
    }
    assert {(span.line, span.column) for span in found} == written


def test_in_a_folded_text_its_beginning_is_the_place(tmp_path: Path) -> None:
    text = section(FOLDED.rstrip("\n"))
    write(tmp_path, {"content/t.yaml": text})
    (problem,) = [problem for problem in check(tmp_path, ["t"]) if "lost" in problem.message]
    assert text.splitlines()[problem.span.line - 1].endswith("- text: >-")


def test_a_header_s_field_is_reported_where_it_is_written(tmp_path: Path) -> None:
    layout = "header: {left: 'For {{ patient.lost }}'}\n"
    write(tmp_path, {"content/t.yaml": section("- text: x"), "layouts/plain.yaml": layout})
    (problem,) = [problem for problem in check(tmp_path, None) if "lost" in problem.message]
    assert (problem.span.file, problem.span.column) == ("layouts/plain.yaml", layout.index("{{") + 1)
