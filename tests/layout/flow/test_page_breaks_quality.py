"""How the pages of the shipped topics and of random leaflets end, in every size of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from handout.diagnostics import HandoutError
from handout.layout import layout
from handout.pipeline import Renderer, Request
from handout.styles.scale import SCALES
from handout.workspace.load import load
from leaflets import leaflet
from page_faults import PageFaults, page_faults
from program import ROOT, workspace

MOST_BLANK = 0.02
"""The share of inner pages that may be more than a quarter blank."""


def found(renderer: Renderer, topics: Iterable[str]) -> Iterator[tuple[str, PageFaults]]:
    """The faults of each topic on every paper at every size, for both audiences, in each language that it has."""
    for topic in topics:
        for language in (None, "es"):
            for audience in ("patient", "clinician"):
                for paper in ("A4", "Letter"):
                    for scale in SCALES:
                        wanted = Request(
                            topics=(topic,), audience=audience, paper=paper, scale=scale, language=language
                        )
                        try:
                            document = renderer.document(wanted)
                        except HandoutError:
                            assert language is not None, "only a translation may be lacking"
                            continue
                        name = f"{topic} {language} {audience} {paper} {scale}"
                        yield name, page_faults(layout(document, renderer.fonts))


def bad(kind: str, documents: dict[str, PageFaults]) -> dict[str, list[int]]:
    """The pages of each document that has a fault of one kind."""
    return {name: pages for name, faults in documents.items() if (pages := getattr(faults, kind))}


@pytest.mark.parametrize("seeds", [range(4), pytest.param(range(100, 140), marks=pytest.mark.deep)])
def test_pages_end_well(seeds: range, tmp_path: Path) -> None:
    root = workspace(tmp_path)
    names = [f"random-{seed}" for seed in seeds]
    for seed in seeds:
        (root / "content" / f"random-{seed}.yaml").write_text(leaflet(seed), encoding="utf-8")
    shipped = Renderer(load(ROOT, languages=None))
    documents = dict(found(shipped, shipped.workspace.topics)) | dict(found(Renderer(load(root)), names))
    inner = sum(faults.inner for faults in documents.values())
    blank = bad("blank", documents)
    assert inner > 400
    assert sum(map(len, blank.values())) <= MOST_BLANK * inner, blank
    assert bad("bare_headings", documents) == {}
    assert bad("short_last", documents) == {}
    assert bad("cut_lists", documents) == {}
