"""Blocks under the text of an event: in line with it, and on its page."""

from __future__ import annotations

from typing import Any

import pytest

from handout.document import Definition, Definitions, Node
from handout.layout.geometry import Pages
from layout.documents import box, bullets, laid, leaf, lines_of, page, text, words


def timeline(*below: Node, **changes: Any) -> Definitions:
    events = (
        Definition(term=leaf("Today"), text=leaf("Bring:"), children=below),
        Definition(term=leaf("Then"), text=leaf("Go home.")),
    )
    return Definitions(items=events, **changes)


def lefts(pages: Pages) -> dict[str, float]:
    return {words(line): line.x for line in lines_of(pages, 0)}


@pytest.mark.parametrize("kind", ["beside", "stacked"])
def test_blocks_are_in_line_with_the_text(kind: Any) -> None:
    found = lefts(laid(timeline(text("A coat."), bullets("A hat."), kind=kind)))
    assert list(found) == ["Today", "Bring:", "A coat.", "•", "A hat.", "Then", "Go home."]
    assert found["A coat."] == found["•"] == found["Bring:"] == found["Go home."]
    assert found["Today"] < found["Bring:"] < found["A hat."]


@pytest.mark.parametrize("kind", ["beside", "stacked"])
@pytest.mark.parametrize("lines", range(1, 15))
def test_a_text_is_on_a_page_with_the_list_that_it_introduces(kind: Any, lines: int) -> None:
    node = timeline(bullets("A hat.", "A coat.", "A bag."), text("And a stick."), kind=kind)
    filler = [text("One line.") for _ in range(lines)]
    pages = laid(*filler, node, box(None, *filler[:9]), setup=page(height=300.0))
    pair = {"Today", "Bring:", "A hat."}
    having = [pair & {words(line) for line in lines_of(pages, number)} for number in range(len(pages.pages))]
    assert [found for found in having if found] == [pair]


def test_a_word_of_a_block_that_has_no_room_beside_the_times_puts_them_above() -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitän"
    found = lefts(laid(timeline(text(long), kind="beside"), setup=page(measure=230.0)))
    assert found[long] == found["Bring:"] < 30.0 + found["Today"]


@pytest.mark.parametrize("kind", ["beside", "aligned"])
@pytest.mark.parametrize(
    "whole",
    ["questions 01632 960 123", "10 × 10⁹/L", "Hydroxychloroquine", "half a tablet", "room 555 0100", "3 March 2026"],
)
def test_what_is_kept_on_one_line_has_room_in_the_column_of_labels(kind: Any, whole: str) -> None:
    """The column may be as wide as its longest words, and no wider."""
    term, value = leaf(f"If you have any {whole}"), leaf("Ask at the desk, or ring us at any time of the day.")
    for measure in range(170, 330, 8):
        pages = laid(Definitions(items=(Definition(term=term, text=value),), kind=kind), setup=page(measure=measure))
        assert any(whole in words(line) for line in lines_of(pages, 0)), measure
