"""Signs beside blocks as tags: a Span in the paragraph or the heading, with the sign's name."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from canary.workspace import loaded, section
from handout.extract import tags
from handout.pipeline import Renderer, Request
from pdf.check import problems

BODY = """
- {text: "One {{ patient.id }}\\n\\nTwo", icon: pill}
- section: {title: Rest, icon: bed, body: [{text: A day.}]}
- callout: {kind: soon, title: Call, icon: clock, body: [{text: In time., icon: star}]}
"""


@pytest.mark.parametrize("standard", ["ua1", "ua2"])
def test_a_sign_is_read_before_its_text(standard: Literal["ua1", "ua2"], tmp_path: Path) -> None:
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": section(BODY)}))
    made = renderer.render(Request(topics=("t",), audience="patient", standard=standard))
    assert problems(made.pdf) == []
    lines = [line.strip() for line in tags.show(tags.tags(made.pdf)).splitlines()]
    at = next(number for number, line in enumerate(lines) if "pill" in line)
    assert lines[at : at + 8] == [
        "P [Span: [Span (pill): 💊]] One [Number]",
        "P Two",
        "Sect",
        "H3 [Span (bed): 🛏] Rest",
        "P A day.",
        "Aside",
        "H3 Get help soon: [Span (clock): 🕒] Call",
        "P [Span: [Span (star): ★]] In time.",
    ]
