"""What choosing page breaks costs beside the rest of the layout, in the seed topic and in long documents.

    python benchmarks/page_breaks.py

The ratio is the processor time of the layout by that of the layout without the breaks; the last column shows whether
the breaks cost more a page in longer documents.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from handout.document import Document
from handout.fonts.glyphs import FontBook
from handout.layout import layout
from handout.layout.flow import page_breaks
from handout.pipeline import Renderer, Request
from handout.workspace.load import load

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from leaflets import leaflet  # noqa: E402 - tests is no package
from program import workspace  # noqa: E402

ROUNDS = 5
HEAD = "title: Long\naudience: [patient]\nreview: {status: draft}\nsections:\n"


def main() -> None:
    print("| document | pages | layout by layout without breaks | breaks, ms a page |")
    print("|---|--:|--:|--:|")
    for name, document, fonts in _documents():
        pages, whole, breaks, runs = min((_measured(document, fonts) for _ in range(ROUNDS)), key=lambda each: each[1])
        ratio = whole / (whole - breaks)
        print(f"| {name} | {pages} | {ratio:.2f} | {1000 * breaks / runs / pages:.2f} |")


def _measured(document: Document, fonts: FontBook) -> tuple[int, float, float, int]:
    """The pages, the seconds of the layout, those of its breaks, and how often breaks were chosen."""
    spent: list[float] = []

    def columns(*given: Any) -> Any:
        start = time.process_time()
        found = page_breaks.columns(*given)
        spent.append(time.process_time() - start)
        return found

    with patch("handout.layout.flow.pages.columns", columns):
        start = time.process_time()
        pages = layout(document, fonts)
        whole = time.process_time() - start
    return len(pages.pages), whole, sum(spent), len(spent)


def _documents() -> Iterator[tuple[str, Document, FontBook]]:
    seed = Renderer(load(ROOT, ["milia-like-calcinosis"]))
    for audience in ("patient", "clinician"):
        request = Request(topics=("milia-like-calcinosis",), audience=audience)
        yield f"the seed topic, {audience}", seed.document(request), seed.fonts
    with tempfile.TemporaryDirectory() as folder:
        root = workspace(Path(folder))
        for count in (5, 10, 20, 40, 80):
            (root / "content" / "long.yaml").write_text(HEAD + _sections(count), encoding="utf-8")
            long = Renderer(load(root, ["long"]))
            yield f"{count} leaflets in one", long.document(Request(topics=("long",), audience="patient")), long.fonts


def _sections(count: int) -> str:
    """The sections of several random leaflets, with names that differ."""
    lines = []
    for seed in range(count):
        own = leaflet(seed).partition("sections:\n")[2].replace("[patient, clinician]", "[patient]")
        lines.append(own.replace("- id: s", f"- id: t{seed}s"))
    return "".join(lines)


if __name__ == "__main__":
    main()
