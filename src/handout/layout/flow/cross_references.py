"""Page numbers in the text: put in once the pages are known, which may move the text that they are part of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct, structs

from handout.document import Document, Leaf, Run, mapped
from handout.document.walk import any_leaf
from handout.i18n.digits import WESTERN, in_digits
from handout.layout.flow.pieces import Piece, TextItem

ReferenceTexts = Mapping[tuple[int, int], str]
"""What a reference prints, by its leaf's key and its run's number."""


def filled(leaf: Leaf, value: Callable[[int, Run], str]) -> Leaf:
    """The leaf with text in place of its page numbers; the same leaf if it has none."""
    if not _refers(leaf):
        return leaf
    runs = tuple(
        structs.replace(run, text=value(number, run), page_of=None) if run.page_of is not None else run
        for number, run in enumerate(leaf.runs)
    )
    return structs.replace(leaf, runs=runs)


def referring(document: Document) -> list[Leaf]:
    """The leaves of the body that have page numbers in them."""
    return [leaf for leaf in document.read_leaves if _refers(leaf)]


def _refers(leaf: Leaf) -> bool:
    for run in leaf.runs:  # noqa: SIM110 - a generator takes three times as long
        if run.page_of is not None:
            return True
    return False


def with_texts(document: Document, texts: ReferenceTexts) -> Document:
    """The document with the references of its body printed; leaves without any stay the same objects."""

    def printed_in(leaf: Leaf) -> Leaf:
        return filled(leaf, lambda number, _: texts.get((leaf.key, number), ""))

    body = tuple([mapped(node, printed_in) if any_leaf(node, _refers) else node for node in document.body])
    return structs.replace(document, body=body)


class Spots(Struct, frozen=True):
    """The pages, from 0, of targets and of runs."""

    targets: Mapping[str, int]
    runs: Mapping[int, list[tuple[int, int]]]
    """The runs of some leaves with the pages of their pieces, by the leaf's key."""
    count: int
    """How many pages there are."""
    digits: str = WESTERN
    """The digits in which page numbers are printed."""


def printed(leaves: list[Leaf], spots: Spots, before: ReferenceTexts) -> ReferenceTexts:
    """What the references print; one that once printed its page goes on doing so."""
    texts: dict[tuple[int, int], str] = {}
    for leaf in leaves:
        for number, run in enumerate(leaf.runs):
            if run.page_of is not None:
                here = max((spot for spot in spots.runs.get(leaf.key, ()) if spot[0] <= number), default=(0, 0))[1]
                text = _text(run, here, spots, (leaf.key, number) in before)
                if text:
                    texts[leaf.key, number] = text
    return texts


def spots(pages: Iterable[Sequence[Piece]], leaves: list[Leaf], digits: str = WESTERN) -> Spots:
    """The pages of all targets, and of the runs of some leaves."""
    targets: dict[str, int] = {}
    runs: dict[int, list[tuple[int, int]]] = {leaf.key: [] for leaf in leaves}
    count = 0
    for number, pieces in enumerate(pages):
        count = number + 1
        for piece in pieces:
            targets.update((name, number) for name in piece.ids)
            for mark in piece.marks:
                if isinstance(mark, TextItem) and mark.set.leaf.key in runs and not mark.artifact:
                    glyphs = mark.set.lines[mark.line].glyphs
                    runs[mark.set.leaf.key].extend((each.run, number) for each in glyphs)
    return Spots(targets, runs, max(count, 1), digits)


def _text(run: Run, here: int, spots: Spots, always: bool) -> str:
    match run.page_of:
        case "page":
            return in_digits(here + 1, spots.digits)
        case "pages":
            return in_digits(spots.count, spots.digits)
        case target:
            there = spots.targets[target or ""]
            return run.text.replace("{}", in_digits(there + 1, spots.digits)) if always or there != here else ""
