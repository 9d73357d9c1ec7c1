"""Frames of boxes, however thick a layout draws them."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import PLAIN, loaded, section
from handout.pipeline import Renderer, Request

CALLOUT = "- callout: {kind: good-to-know, title: Good, body: [{text: words}, {facts: [{label: a, value: b}]}]}"


@pytest.mark.parametrize(
    "style", ["{border-width: 20pt, border: '#000000'}", "{border-width: 5pt, border: '#000000', padding: 1pt}"]
)
def test_a_thick_frame_is_drawn_round_its_words(tmp_path: Path, style: str) -> None:
    """Verification refuses a frame through words; the padding gives way to it."""
    styles = f"styles: {{good-to-know: {style}, facts: {style}, summary: {style}}}\n"
    files = {"content/t.yaml": section(CALLOUT, "summary: All of it.\n"), "layouts/plain.yaml": PLAIN + styles}
    assert Renderer(loaded(tmp_path, files)).render(Request(topics=("t",), audience="patient")).pages == 1
