"""What the program costs, as ratios to what is measured beside it in the same run; writes docs/benchmarks.md.

    python benchmarks/run.py [ROUNDS] [--no-page]

Run in the repository, with handout installed.  Timings say something on a quiet machine only, so they are no tests.
"""

from __future__ import annotations

import argparse
import json
import platform
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import platypus
from measure import Times, functions, machine, processes
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable
from words import words

from handout.document import Document
from handout.fonts.glyphs import FontBook
from handout.layout import layout
from handout.layout.geometry import Pages
from handout.pdf import write_pdf
from handout.pipeline import Renderer, Request
from handout.workspace.load import load

ROOT = Path(__file__).parents[1]
TOPIC, AUDIENCE = "milia-like-calcinosis", "patient"
LARGEST = 60_000
"""Bytes."""


class Result(NamedTuple):
    """One figure beside its target."""

    what: str
    own: str
    other: str
    ratio: float
    target: float | None
    strictly: bool = False

    @property
    def row(self) -> str:
        """Of the table."""
        if self.target is None:
            return f"| {self.what} | {self.own} | {self.other} | {self.ratio:.2f} | none | |"
        sign = "<" if self.strictly else "≤"
        reached = self.ratio < self.target if self.strictly else self.ratio <= self.target
        verdict = "yes" if reached else "**no**"
        return f"| {self.what} | {self.own} | {self.other} | {self.ratio:.2f} | {sign} {self.target:g} | {verdict} |"


def main(rounds: int, *, page: bool) -> None:
    renderer = Renderer(load(ROOT, [TOPIC]))
    document = renderer.document(Request(topics=(TOPIC,), audience=AUDIENCE))
    pages = layout(document, renderer.fonts)
    with tempfile.TemporaryDirectory() as folder:
        said = words(pages, Path(folder))
        results = [*whole(said, Path(folder), rounds), *inside(document, renderer.fonts, said, 2 * rounds)]
        size = (Path(folder) / "handout.pdf").stat().st_size
    results.append(Result("size of the seed's patient handout", f"{size:,} bytes", "60,000 bytes", size / LARGEST, 1))
    text = report(results, rounds, said["count"])
    if page:
        (ROOT / "docs/benchmarks.md").write_text(text, encoding="utf-8")
    print(text)


def whole(said: dict[str, Any], folder: Path, rounds: int) -> Iterator[Result]:
    """Whole processes."""
    source = folder / "words.json"
    source.write_text(json.dumps(said), encoding="utf-8")
    here = Path(__file__).parent
    handout = ["-m", "handout", "-C", str(ROOT)]
    commands = {
        "imports": ["-c", "import click, yaml, msgspec"],
        "help": ["-m", "handout", "--help"],
        "check": [*handout, "check", TOPIC],
        "platypus": [str(here / "platypus.py"), str(source), str(folder / "platypus.pdf")],
        "render": [*handout, "render", TOPIC, "--audience", AUDIENCE, "-o", str(folder / "handout.pdf")],
        "unverified": [str(here / "unverified.py"), str(ROOT), TOPIC, AUDIENCE, str(folder / "unverified.pdf")],
    }
    took = processes(commands, rounds)
    for name, base, what, target in (
        ("help", "imports", '`handout --help` / `python -c "import click, yaml, msgspec"`', 1.6),
        ("check", "imports", f"`handout check {TOPIC}` / the same imports", 2.5),
        ("render", "platypus", "a cold `handout render`, tagged, verified and scanned / the Platypus script", 2.2),
        ("unverified", "platypus", "the same up to painting, nothing verified / the Platypus script", 1.5),
    ):
        yield compared(what, took[name], took[base], target)


def inside(document: Document, fonts: FontBook, said: dict[str, Any], rounds: int) -> Iterator[Result]:
    """Parts of the work in this process, warm."""
    platypus.load_fonts(said["faces"])
    page = said["page"]
    width, height = page["width"] - page["left"] - page["right"], page["height"] - page["top"] - page["bottom"]

    story: list[Any] = []

    def fresh() -> None:
        story[:] = platypus.Story(said).flowables(said["blocks"])

    def wrapped() -> None:
        for flowable in story:
            flowable.wrapOn(canvas, width, height)

    def broken() -> None:
        # Its page breaking can't be had alone: the document is built, with nothing drawn.
        with patch.object(Flowable, "drawOn", lambda *place, **options: None):
            platypus.template(said, BytesIO()).build(story)

    def built() -> None:
        platypus.template(said, BytesIO()).build(story)

    canvas = Canvas(BytesIO())
    pages = layout(document, fonts)
    calls: dict[str, Callable[[], object]] = {
        "layout": lambda: layout(document, fonts),
        "wrap": wrapped,
        "break": broken,
        "layout and paint": lambda: write_pdf(layout(document, fonts), fonts),
        "build": built,
        "tagged": lambda: write_pdf(pages, fonts),
        "untagged": lambda: _untagged(pages, fonts),
    }
    took = functions(calls, rounds, fresh)
    what = "breaking lines and pages / Platypus building with nothing drawn"
    yield compared(what, took["layout"], took["break"], 1, strictly=True)
    what = "breaking lines and pages / Platypus wrapping each flowable once and breaking no pages"
    yield compared(what, took["layout"], took["wrap"], None)
    what = "laying out and painting, tagged / Platypus building the same"
    yield compared(what, took["layout and paint"], took["build"], 1, strictly=True)
    yield compared("painting with tags / without", took["tagged"], took["untagged"], 1.4)


def compared(what: str, own: Times, other: Times, target: float | None, *, strictly: bool = False) -> Result:
    """A ratio of medians."""
    return Result(what, str(own), str(other), own.median / other.median, target, strictly)


def _untagged(pages: Pages, fonts: FontBook) -> bytes:
    with untagged():
        return write_pdf(pages, fonts)


@contextmanager
def untagged() -> Iterator[None]:
    """The painter without its tags: no structure tree, no parent tree, and nothing marked in the pages."""
    from handout.pdf import content_streams, page_slots, struct_elems, text_operators

    def marked_content(lines: Any, openings: Any, writer: Any) -> Iterator[bytes]:
        for text, boxes in zip(lines.texts, lines.boxes, strict=True):
            yield writer.text(text_operators.placed_lines(text.pieces), lines.leaf)
            if boxes:
                yield text_operators.underlines(boxes)

    with (
        patch.object(struct_elems, "write", lambda root, parents, writer, *_: writer.add(b"<<>>")),
        patch.object(content_streams, "marked_content", marked_content),
        patch.object(page_slots, "marked_content", marked_content),
        patch.object(content_streams.PageDrawing, "_open", lambda self, leaf, text: b""),
    ):
        yield


def report(results: list[Result], rounds: int, count: int) -> str:
    """The page of documentation."""
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("reportlab", "pypdfium2", "pyyaml", "click", "msgspec")
    )
    rows = "\n".join(result.row for result in results)
    return f"""# Benchmarks

Written by `python benchmarks/run.py {rounds}` on {datetime.now(tz=UTC).date().isoformat()}.

{machine()}; Python {platform.python_version()}; {libraries}.

Medians of {rounds} interleaved rounds (the smallest and the largest in brackets), of the processor's time: user and
system of whole processes, or of the function in a warm process. The document is the seed's patient handout, {count:,}
words. What the milliseconds are depends on the machine and on what else it does; the ratios much less.

| what / measured against | own | other | ratio | target | reached |
|---|---|---|---|---|---|
{rows}

The Platypus script (`benchmarks/platypus.py`) loads the same faces and draws the same words in comparable styles; it
tags nothing and verifies nothing. Platypus can't break pages without building a document, so its own breaking is
measured with nothing drawn; against a single wrapping of each paragraph, which breaks no pages, tries no tighter
setting and knows no cross references, this program's layout is the slower one. Painting without tags is measured with
the painter's tagging patched out.

The targets are older than parts of what they are compared with. `check` reads the topic in three languages now, and
lines and pages are chosen for the document as a whole, which takes longer than breaking at the first place that fits.

Where a cold `handout render` spends its processor time, sampled over five runs of an earlier version: half loads
modules, of which the two
faces of FiraGO, which their package holds compressed with LZMA, are a twenty-fifth of the whole, as is click;
pdfium's bindings are a fiftieth, and ReportLab a two-hundredth; Pillow isn't loaded for a small logo of few colours.
By stages, each with the modules that it loads, the workspace takes a sixth, composing an eighth, lines and pages a
seventh, painting a twelfth, verifying and scanning the finished file a fifth; the rest is the start. All this is done
anew in each run: nothing is kept on the disk.
"""


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("rounds", nargs="?", type=int, default=15)
    parser.add_argument("--no-page", dest="page", action="store_false")
    options = parser.parse_args()
    main(options.rounds, page=options.page)
