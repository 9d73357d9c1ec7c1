"""How the seed's pages are set: the length of their lines, the size of their words, and how many pages they take."""

from __future__ import annotations

from itertools import groupby

import pytest

from handout.fonts.glyphs import FontBook
from handout.layout import layout
from handout.layout.geometry import Line, Pages
from handout.pipeline import Renderer, Request
from handout.workspace.load import load
from program import ROOT

TOPIC = "milia-like-calcinosis"
LEAST, MOST = 60, 75
"""Characters a line, as most house styles ask for: fewer break too often, more lose a tired reader."""


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(load(ROOT))


def laid_out(renderer: Renderer, audience: str, paper: str, scale: str | None = None) -> Pages:
    request = Request(topics=(TOPIC,), audience=audience, paper=paper, scale=scale)
    return layout(renderer.document(request), FontBook())


def paragraphs(pages: Pages) -> list[list[str]]:
    """The lines of every paragraph of running text over the full width; a picture leaves less beside it."""
    lines = [item for page in pages.pages for item in page.items if isinstance(item, Line) and item.role == "body"]
    full = max(line.measure for line in lines)
    lines = [line for line in lines if line.measure > 0.9 * full]
    groups = (list(group) for _, group in groupby(lines, key=lambda line: line.leaf))
    return [["".join(g.text for g in line.glyphs).strip() for line in group] for group in groups]


@pytest.mark.parametrize("scale", ["standard", "clear"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_full_lines_have_60_to_75_characters(renderer: Renderer, paper: str, scale: str) -> None:
    found = paragraphs(laid_out(renderer, "patient", paper, scale))
    full = [len(line) for lines in found for line in lines[:-1]]
    assert len(full) >= 6
    assert LEAST <= sum(full) / len(full) <= MOST
    # A line full of narrow letters (illness, will) may have a character or two more.
    assert all(LEAST <= count <= MOST + 2 for count in full)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_patients_read_12_points_on_four_pages_and_clinicians_two(renderer: Renderer, paper: str) -> None:
    patient = laid_out(renderer, "patient", paper)
    assert len(patient.pages) <= 4
    running = [item for page in patient.pages for item in page.items if isinstance(item, Line) and not item.artifact]
    words = [line for line in running if line.role in ("body", "item", "callout-text", "summary-text")]
    assert min(glyphs.size for line in words for glyphs in line.glyphs) >= 12.0
    assert len(laid_out(renderer, "clinician", paper).pages) <= 2
