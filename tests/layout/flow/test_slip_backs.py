"""A slip behind which the other side of the paper has words is told: with it, they are cut off."""

from __future__ import annotations

import pytest

from handout.document import CutSlip, Node, Paragraph

from ..documents import HERE, laid, leaf, text


def slip(*, at_foot: bool = False) -> CutSlip:
    return CutSlip(words=leaf("Cut here"), title=None, children=(text("I come."),), at_foot=at_foot, span=HERE)


def lines(count: int) -> list[Paragraph]:
    return [text(f"Sentence {number}.") for number in range(count)]


def said(*nodes: Node) -> list[str]:
    return [warning.message.split("words of ")[1] for warning in laid(*nodes).warnings]


@pytest.mark.parametrize("at_foot", [False, True])
def test_words_behind_a_slip_are_told(at_foot: bool) -> None:
    pages = next(count for count in range(1, 60) if len(laid(*lines(count)).pages) > 1)
    full = pages - 1  # as many lines as a page holds
    assert said(*lines(full + 1), slip(at_foot=at_foot)) == ["page 1 with it"]
    assert said(*lines(2), slip()) == []
    assert said(slip(), *lines(2 * full - 8)) == ["page 2 with it"]
    assert said(*lines(full - 8), slip(), *lines(10)) == []


def test_the_back_of_the_last_page_is_blank() -> None:
    pages = next(count for count in range(1, 60) if len(laid(*lines(count)).pages) > 2)
    assert said(*lines(pages), slip(at_foot=True)) == []
