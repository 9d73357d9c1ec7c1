"""What stands before a document's first heading, as a screen reader finds it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from canary.workspace import CLINIC, loaded, section
from handout.document import Standard
from handout.extract.tags import Tag, tags
from handout.patients import Patient
from handout.pipeline import Renderer, Request
from pdf.check import problems
from pdf.second import failures

LOGO = "logo: {{file: content/pixel.png, alt: {alt}, height: 10mm}}\n"
BODY = """\
- callout: {kind: emergency, body: [text: x]}
- section: {title: Inner, body: [text: y]}
"""


def roles(found: tuple[Tag | str, ...]) -> list[str]:
    """The roles of all elements in reading order."""
    return [role for tag in found if isinstance(tag, Tag) for role in (tag.role, *roles(tag.kids))]


@pytest.mark.parametrize("standard", ["ua1", "ua2"])
@pytest.mark.parametrize("audience", ["patient", "clinician"])
@pytest.mark.parametrize("alt", ["The clinic", "A river under a bridge"])
@pytest.mark.parametrize("patient", [{}, {"name": "Ann", "id": "A-1"}])
def test_a_logo_or_a_box_before_the_first_heading(
    tmp_path: Path, standard: Standard, audience: str, alt: str, patient: dict[str, Any]
) -> None:
    clinic = CLINIC + LOGO.format(alt=alt) + "emergency: 112\n"
    topic = section(BODY, 'summary: "What matters"\n')
    renderer = Renderer(loaded(tmp_path, {"clinic.yaml": clinic, "content/t.yaml": topic}))
    person = Patient(values=patient, personal=bool(patient))
    request = Request(topics=("t",), audience=audience, standard=standard, patient=person)
    pdf = renderer.render(request).pdf
    assert problems(pdf) == []
    assert standard == "ua1" or failures(pdf) == []
    found = roles(tags(pdf))
    levels = [int(role[1]) for role in found if re.fullmatch("H[1-6]", role)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(level <= before + 1 for before, level in pairwise(levels))
    # The logo is read where it says more than the name beside it, and before the title.
    before = found[: found.index("H1")]
    assert ("Figure" in before) is (alt != "The clinic")
    assert "Sect" not in before and "Aside" not in before
