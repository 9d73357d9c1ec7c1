"""Where lists, terms and timelines may be cut by the end of a page."""

from __future__ import annotations

from typing import Any

import pytest

from handout.document import Definition, Definitions, Node
from handout.layout.geometry import Pages
from layout.documents import box, bullets, laid, leaf, lines_of, page, row, table, text, words
from page_faults import page_faults

NAMES = ("Anna", "Bert", "Cora", "Dora", "Emil", "Fred", "Gina")


def terms(count: int, **changes: Any) -> Definitions:
    items = tuple(Definition(term=leaf(name), text=leaf(f"{name} is a name.")) for name in NAMES[:count])
    return Definitions(items=items, **changes)


def after_lines(count: int, node: Node) -> Pages:
    """A node below paragraphs of one line, on pages that hold fifteen, and two boxes that have a page each."""
    lines, small, high = ([text("One line.") for _ in range(n)] for n in (count, 9, 13))
    return laid(*lines, node, box(None, *small), box(None, *high), setup=page(height=300.0))


def names_on(pages: Pages, number: int) -> list[str]:
    return [name for line in lines_of(pages, number) for name in NAMES if words(line) == name]


@pytest.mark.parametrize(
    ("node", "name"),
    [
        (terms(2), "two terms"),
        (terms(3), "three terms"),
        (terms(3, kind="beside"), "a timeline"),
        (bullets(*NAMES[:3]), "a list"),
    ],
)
@pytest.mark.parametrize("lines", range(4, 10))
def test_up_to_three_items_stay_together(node: Node, name: str, lines: int) -> None:
    pages = after_lines(lines, node)
    assert not page_faults(pages).cut_lists, name


def test_four_items_that_are_cut_are_cut_in_the_middle() -> None:
    cut = []
    for count in range(1, 14):
        lines = [text("One line.") for _ in range(count)]
        high = [text("One line.") for _ in range(14)]
        pages = laid(*lines, bullets(*NAMES[:4]), *high, box(None, *high[:13]), setup=page(height=300.0))
        found = [names_on(pages, number) for number in range(len(pages.pages))]
        cut += [len(names) for names in found if 0 < len(names) < 4]
    assert cut
    assert set(cut) == {2}


@pytest.mark.parametrize("lines", range(1, 12))
def test_the_two_rows_of_a_table_stay_together(lines: int) -> None:
    """On two pages they would need the header twice."""
    pages = after_lines(lines, table(("Name", ""), *(row(name, "A name. " * 8) for name in NAMES[:2])))
    rows = [names_on(pages, number) for number in range(len(pages.pages))]
    assert [names for names in rows if names] == [[*NAMES[:2]]]


def test_a_timeline_is_whole_where_that_leaves_no_gap() -> None:
    """Cut in two it would fill the next page a little better."""
    pages = after_lines(4, terms(7, kind="beside"))
    assert [names_on(pages, number) for number in range(3)] == [[*NAMES], [], []]


def test_terms_that_are_cut_are_counted() -> None:
    """Three terms of which none fits on a page with another."""
    high = Definition(term=leaf("Anna"), text=leaf("A line of words that is long enough. " * 12))
    pages = laid(Definitions(items=(high, high, high)), setup=page(height=160.0))
    assert page_faults(pages).cut_lists == [1]
