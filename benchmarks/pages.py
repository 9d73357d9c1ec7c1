"""How the pages of documents end: counts blank pages, short last pages, cut lists and bare headings.

    python benchmarks/pages.py [--leaflets N] [--topics] [--list]

All topics of the repository in each language, and N random leaflets, for each audience, paper and size of text.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from handout.diagnostics import HandoutError  # noqa: E402
from handout.layout import layout  # noqa: E402
from handout.pipeline import Renderer, Request  # noqa: E402
from handout.styles.scale import SCALES  # noqa: E402
from handout.workspace.load import load  # noqa: E402
from leaflets import leaflet  # noqa: E402 - tests is no package
from page_faults import PageFaults, page_faults  # noqa: E402
from program import workspace  # noqa: E402

PAPERS = ("A4", "Letter")


def main(leaflets: int, *, listed: bool) -> None:
    found = [*_of_workspace("topics", ROOT, range(0), listed=listed)]
    with tempfile.TemporaryDirectory() as folder:
        root = workspace(Path(folder))
        for seed in range(leaflets):
            (root / "content" / f"random-{seed}.yaml").write_text(leaflet(seed), encoding="utf-8")
        random = [*_of_workspace("leaflets", root, range(leaflets), listed=listed)] if leaflets else []
    print("| | size | documents | inner pages | over a quarter blank | short last | lists cut | bare headings |")
    print("|---|---|--:|--:|--:|--:|--:|--:|")
    for name, every in (("topics", found), ("leaflets", random)):
        for scale in SCALES:
            _row(name, scale, [faults for size, faults in every if size == scale])
        _row(name, "all", [faults for _, faults in every])


def _of_workspace(name: str, root: Path, seeds: range, *, listed: bool) -> Iterator[tuple[str, PageFaults]]:
    renderer = Renderer(load(root, languages=None))
    for request in _requests(renderer, [f"random-{seed}" for seed in seeds]):
        faults = page_faults(layout(renderer.document(request), renderer.fonts))
        if listed and not faults.clean:
            asked = (request.topics[0], request.language or "", request.audience, request.paper, request.scale)
            print(name, *asked, faults, file=sys.stderr)
        yield request.scale or "", faults


def _requests(renderer: Renderer, topics: list[str]) -> Iterator[Request]:
    """What can be printed: not every topic is written in every language for everybody."""
    for topic in topics or renderer.workspace.topics:
        for language in (None, "es"):
            for audience in ("patient", "clinician"):
                for paper in PAPERS:
                    for scale in SCALES:
                        wanted = Request(
                            topics=(topic,), audience=audience, paper=paper, scale=scale, language=language
                        )
                        try:
                            renderer.document(wanted)
                        except HandoutError:
                            continue
                        yield wanted


def _row(name: str, scale: str, faults: list[PageFaults]) -> None:
    inner = sum(each.inner for each in faults)
    blank, short, cut, bare = (
        sum(map(len, found))
        for found in zip(*((f.blank, f.short_last, f.cut_lists, f.bare_headings) for f in faults), strict=True)
    )
    share = f"{blank} ({100 * blank / max(inner, 1):.1f} %)"
    print(f"| {name} | {scale} | {len(faults)} | {inner} | {share} | {short} | {cut} | {bare} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leaflets", type=int, default=12)
    parser.add_argument("--list", action="store_true", help="name each document with a fault")
    arguments = parser.parse_args()
    main(arguments.leaflets, listed=arguments.list)
