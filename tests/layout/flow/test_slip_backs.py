"""A slip behind which the other side of the paper has words is told: with it, they are cut off."""

from __future__ import annotations

import pytest

from handout.document import CutSlip, Node, Paragraph
from handout.layout.geometry import Icon, Rule

from ..documents import HERE, laid, leaf, lines_of, page, text, words


def slip(*, at_foot: bool = False) -> CutSlip:
    return CutSlip(words=leaf("Cut here"), title=None, children=(text("I come."),), at_foot=at_foot, span=HERE)


def lines(count: int) -> list[Paragraph]:
    return [text(f"Sentence {number}.") for number in range(count)]


def said(*nodes: Node, language: str = "en") -> list[str]:
    return [warning.message.split("words of ")[1] for warning in laid(*nodes, language=language).warnings]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("at_foot", [False, True])
def test_a_slip_s_place_is_between_its_dashes(language: str, at_foot: bool) -> None:
    made = laid(*lines(1), slip(at_foot=at_foot), setup=page(columns=2), language=language)
    (box,) = made.pages[0].slips
    items = made.pages[0].items
    dashes = [item for item in items if isinstance(item, Rule) and item.dashed]
    (scissors,) = (item for item in items if isinstance(item, Icon))
    assert len(dashes) == 1 if at_foot else 2
    assert min(scissors.x, *(each.x1 for each in dashes)) == pytest.approx(box.x)
    assert max(scissors.x + scissors.size, *(each.x2 for each in dashes)) == pytest.approx(box.x + box.width)
    assert box.y < scissors.y < scissors.y + scissors.size <= box.y + box.height
    assert box.y <= min(each.y1 for each in dashes)
    assert all(box.y < line.y < box.y + box.height for line in lines_of(made, 0) if words(line) == "I come.")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("at_foot", [False, True])
def test_words_behind_a_slip_are_told(at_foot: bool, language: str) -> None:
    pages = next(count for count in range(1, 60) if len(laid(*lines(count)).pages) > 1)
    full = pages - 1  # as many lines as a page holds
    assert said(*lines(full + 1), slip(at_foot=at_foot), language=language) == ["page 1 with it"]
    assert said(*lines(2), slip(), language=language) == []
    assert said(slip(), *lines(2 * full - 8), language=language) == ["page 2 with it"]
    assert said(*lines(full - 8), slip(), *lines(10), language=language) == []


def test_the_back_of_the_last_page_is_blank() -> None:
    pages = next(count for count in range(1, 60) if len(laid(*lines(count)).pages) > 2)
    assert said(*lines(pages), slip(at_foot=True)) == []
