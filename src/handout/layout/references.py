"""Page numbers in the text: put in once pages are known, which may move what they stand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import assert_never

from msgspec import structs

from handout.layout.geometry import Line, Page, Place
from handout.tree import (
    Box,
    Definitions,
    Document,
    Figure,
    Heading,
    Leaf,
    Listing,
    Node,
    Pair,
    Paragraph,
    Part,
    QrCode,
    Row,
    Run,
    Table,
    WritingLines,
    walk,
)

Texts = Mapping[tuple[int, int], str]
"""What a reference prints, by its leaf's key and its run's number."""

Change = Callable[[Leaf], Leaf]


def filled(leaf: Leaf, value: Callable[[int, Run], str]) -> Leaf:
    """The leaf with text in place of its page numbers; the same leaf if it has none."""
    if all(run.page_of is None for run in leaf.runs):
        return leaf
    runs = tuple(
        structs.replace(run, text=value(number, run), page_of=None) if run.page_of is not None else run
        for number, run in enumerate(leaf.runs)
    )
    return structs.replace(leaf, runs=runs)


def referring(document: Document) -> list[Leaf]:
    """The leaves of the body that have page numbers in them."""
    return [leaf for leaf in walk(document.body) if any(run.page_of is not None for run in leaf.runs)]


def with_texts(document: Document, texts: Texts) -> Document:
    """The document with the references of its body printed; leaves without any stay the same objects."""
    change: Change = lambda leaf: filled(leaf, lambda number, _: texts.get((leaf.key, number), ""))  # noqa: E731
    return structs.replace(document, body=_all(document.body, change))


def printed(leaves: list[Leaf], pages: tuple[Page, ...], places: Mapping[str, Place], before: Texts) -> Texts:
    """What the references print on these pages; one that once printed its page goes on doing so."""
    where = _pages_of({leaf.key for leaf in leaves}, pages)
    texts: dict[tuple[int, int], str] = {}
    for leaf in leaves:
        for number, run in enumerate(leaf.runs):
            if run.page_of is None:
                continue
            here = max((entry for entry in where.get(leaf.key, ()) if entry[0] <= number), default=(0, 0))[1]
            key = (leaf.key, number)
            texts[key] = _text(run, (here, len(pages)), places, bool(before.get(key)))
    return texts


def _text(run: Run, here: tuple[int, int], places: Mapping[str, Place], always: bool) -> str:
    page, count = here
    match run.page_of:
        case "page":
            return str(page + 1)
        case "pages":
            return str(count)
        case target:
            there = places[target or ""].page
            return run.text.replace("{}", str(there + 1)) if always or there != page else ""


def _pages_of(keys: set[int], pages: tuple[Page, ...]) -> dict[int, list[tuple[int, int]]]:
    """On which page each run of some leaves ends."""
    found: dict[int, list[tuple[int, int]]] = {}
    for number, page in enumerate(pages):
        for mark in page.items:
            if isinstance(mark, Line) and mark.leaf in keys and not mark.artifact:
                found.setdefault(mark.leaf, []).extend((glyphs.run, number) for glyphs in mark.glyphs)
    return found


def _all(nodes: tuple[Node, ...], change: Change) -> tuple[Node, ...]:
    return tuple(_changed(node, change) for node in nodes)


def _maybe(leaf: Leaf | None, change: Change) -> Leaf | None:
    return None if leaf is None else change(leaf)


def _changed(node: Node, change: Change) -> Node:
    match node:
        case Paragraph() | Heading():
            return structs.replace(node, leaf=change(node.leaf))
        case Listing():
            items = (
                structs.replace(i, label=_maybe(i.label, change), children=_all(i.children, change)) for i in node.items
            )
            return structs.replace(node, items=tuple(items))
        case Definitions():
            pairs = (structs.replace(pair, term=change(pair.term), text=change(pair.text)) for pair in node.items)
            return structs.replace(node, items=tuple(pairs))
        case Table():
            return _table(node, change)
        case Box():
            return structs.replace(node, title=_maybe(node.title, change), children=_all(node.children, change))
        case Figure():
            return structs.replace(node, caption=_maybe(node.caption, change))
        case WritingLines():
            return structs.replace(node, label=_maybe(node.label, change))
        case QrCode():
            return structs.replace(node, words=tuple(map(change, node.words)))
        case Pair():
            return structs.replace(node, left=_all(node.left, change), right=_all(node.right, change))
        case Part():
            return structs.replace(node, children=_all(node.children, change))
        case _:
            assert_never(node)


def _table(node: Table, change: Change) -> Table:
    def row(given: Row) -> Row:
        return structs.replace(given, cells=tuple(map(change, given.cells)))

    groups = (structs.replace(g, title=_maybe(g.title, change), rows=tuple(map(row, g.rows))) for g in node.groups)
    header = row(node.header) if node.header else None
    return structs.replace(node, caption=_maybe(node.caption, change), header=header, groups=tuple(groups))
