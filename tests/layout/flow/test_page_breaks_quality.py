"""How the pages of the shipped topics end: no page half empty, no heading alone, no last page with two lines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from handout.layout import layout
from handout.layout.geometry import Image, Line, Page, Pages, Rule
from handout.pipeline import Renderer, Request
from handout.workspace.load import load
from leaflets import leaflet
from program import ROOT, workspace

TOPICS = ("milia-like-calcinosis", "preparing-for-your-visit")
SCALES = ("standard", "clear", "large")


@cache
def renderer() -> Renderer:
    return Renderer(load(ROOT))


@cache
def matrix() -> dict[str, Pages]:
    """Every topic on every paper, at the sizes that one column of A4 is made for."""
    requests = {
        f"{topic} {audience} {paper} {scale}": Request(topics=(topic,), audience=audience, paper=paper, scale=scale)
        for topic in TOPICS
        for audience in ("patient", "clinician")
        for paper in ("A4", "Letter")
        for scale in SCALES
    }
    return {name: layout(renderer().document(each), renderer().fonts) for name, each in requests.items()}


def lines(page: Page) -> list[Line]:
    """The body's lines, from top to bottom in the order of reading."""
    return [item for item in page.items if isinstance(item, Line) and item.artifact in ("", "Repeat")]


def full(page: Page) -> float:
    """The share of a page's frame that is used, lines to write on among it, of its fullest column."""
    frame = max(page.frames, key=lambda each: each.height)
    ends = [line.y - line.descent for line in lines(page)]
    ends += [item.y1 for item in page.items if isinstance(item, Rule) and item.y1 > frame.y]
    return (frame.y + frame.height - min(ends, default=0.0)) / frame.height


def inner() -> Iterator[tuple[str, Page]]:
    for name, pages in matrix().items():
        yield from ((f"{name}, page {number}", page) for number, page in enumerate(pages.pages[:-1], 1))


def test_inner_pages_are_full() -> None:
    found = {name: full(page) for name, page in inner()}
    blank = {name: share for name, share in found.items() if share < 0.75}
    assert len(found) > 40
    assert len(blank) <= 0.02 * len(found), blank


def headings_alone(page: Page) -> list[Line]:
    """The headings among the last two lines of a page that have no picture and no line to write on under them."""
    drawn = [item.y for item in page.items if isinstance(item, Image)]
    drawn += [item.y1 for item in page.items if isinstance(item, Rule) and item.y1 > page.frames[0].y]
    last = lines(page)[-2:]
    return [line for line in last if line.role.startswith("heading") and not any(y < line.y for y in drawn)]


def test_no_heading_is_left_with_fewer_than_two_lines() -> None:
    assert [name for name, page in inner() if headings_alone(page)] == []


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_a_last_page_is_a_third_full(audience: str) -> None:
    last = {
        name: full(pages.pages[-1]) for name, pages in matrix().items() if audience in name and len(pages.pages) > 1
    }
    # What is left of two columns is made equally high, so a page there may be lower.
    least = 1 / 3 if audience == "patient" else 0.2
    assert {name: share for name, share in last.items() if share < least - 0.02} == {}


@pytest.mark.parametrize("seeds", [range(2), pytest.param(range(100, 140), marks=pytest.mark.deep)])
def test_pages_of_random_leaflets_are_full(seeds: range, tmp_path: Path) -> None:
    """Of any size; a few blocks in the largest text are so high that no break is good."""
    root = workspace(tmp_path)
    for seed in seeds:
        (root / "content" / f"random-{seed}.yaml").write_text(leaflet(seed), encoding="utf-8")
    made = Renderer(load(root))
    pages = [
        page
        for seed in seeds
        for audience in ("patient", "clinician")
        for paper in ("A4", "Letter")
        for scale in (*SCALES, "giant")
        for page in _laid(made, Request(topics=(f"random-{seed}",), audience=audience, paper=paper, scale=scale))
    ]
    assert len(pages) > 50
    assert sum(full(page) < 0.75 for page in pages) <= 0.02 * len(pages)
    assert not any(headings_alone(page) for page in pages)


def _laid(made: Renderer, request: Request) -> list[Page]:
    return list(layout(made.document(request), made.fonts).pages[:-1])
