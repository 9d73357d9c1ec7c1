"""Slips to cut off: whole, under a dashed line, at the foot if that is wished."""

from __future__ import annotations

from typing import Any

import pytest

from handout.diagnostics import LayoutError
from handout.document import CutSlip, WritingLines
from handout.layout.geometry import Icon, Rule
from handout.verify import geometry

from ..documents import FONTS, HERE, STYLES, laid, leaf, lines_of, style, text, words


def slip(*sentences: str, **changes: Any) -> CutSlip:
    children = tuple(map(text, sentences))
    return CutSlip(words=leaf("Cut here"), title=leaf("Reply", role="title"), children=children, span=HERE, **changes)


def dashes(pages: Any, number: int) -> list[Rule]:
    return [item for item in pages.pages[number].items if isinstance(item, Rule) and item.dashed]


def test_scissors_words_and_dashes_are_on_one_line_over_the_whole_measure() -> None:
    pages = laid(text("Before."), slip("I come."), text("After."))
    before, cut, title, inside, after = lines_of(pages, 0)
    assert [words(line) for line in (before, cut, title, inside, after)] == [
        "Before.", "Cut here", "Reply", "I come.", "After.",
    ]  # fmt: skip
    (scissors,) = [item for item in pages.pages[0].items if isinstance(item, Icon)]
    upper, lower = dashes(pages, 0)
    assert scissors.name == "scissors"
    assert scissors.x == 50
    assert scissors.x + scissors.size < cut.x < cut.x + cut.width < upper.x1
    assert cut.y - cut.descent < upper.y1 == upper.y2 < cut.y + cut.ascent
    assert upper.x2 == lower.x2 == 290
    assert lower.x1 == 50
    assert inside.y > lower.y1 > after.y


@pytest.mark.parametrize("align", ["right", "center"])
def test_words_between_scissors_and_dashes_stay_there_wherever_other_lines_stand(align: str) -> None:
    pages, usual = (laid(slip("I come."), styles={**STYLES, "body": style(align=each)}) for each in (align, "left"))
    assert geometry.problems(pages, FONTS) == []
    assert lines_of(pages, 0)[0].x == pytest.approx(lines_of(usual, 0)[0].x, abs=0.02)
    assert lines_of(pages, 0)[2].x > lines_of(usual, 0)[2].x
    assert dashes(pages, 0) == dashes(usual, 0)


def test_words_that_have_no_room_beside_the_dashes_are_under_them() -> None:
    long = CutSlip(
        words=leaf("Cut along the dashed line that you see here"), title=None, children=(text("I come."),), span=HERE
    )
    pages = laid(long)
    first, *_ = lines_of(pages, 0)
    upper, _ = dashes(pages, 0)
    assert first.x == 50
    assert first.y + first.ascent < upper.y1


@pytest.mark.parametrize("count", range(1, 17))
def test_a_slip_is_whole(count: int) -> None:
    before = [text(f"Sentence {n}.") for n in range(count)]
    pages = laid(*before, slip(*(f"Line {n}." for n in range(6))))
    having = [n for n in range(len(pages.pages)) if any(words(line).startswith("Line") for line in lines_of(pages, n))]
    assert len(having) == 1
    assert len(dashes(pages, having[0])) == 2


def test_a_slip_that_no_page_holds_is_refused_at_its_place() -> None:
    with pytest.raises(LayoutError) as caught:
        laid(slip(*(f"Line {n}." for n in range(20))))
    (told,) = caught.value.diagnostics
    assert (told.span, told.code) == (HERE, "slip-too-high")
    assert told.hint


@pytest.mark.parametrize("count", [0, 1, 9, 14, 17, 30])
def test_a_slip_is_at_the_foot_of_the_last_page(count: int) -> None:
    pages = laid(
        *(text(f"Sentence {n}.") for n in range(count)), slip("I come.", "I don't."), slip("Mine.", at_foot=True)
    )
    last = lines_of(pages, len(pages.pages) - 1)
    assert [words(line) for line in last[-3:]] == ["Cut here", "Reply", "Mine."]
    assert 50 <= last[-1].y - last[-1].descent < 50.1
    assert sum(len(dashes(pages, n)) for n in range(len(pages.pages))) == 3


def test_the_footer_is_no_line_to_write_on() -> None:
    lines = WritingLines(label=leaf("My name"), count=2, span=HERE)
    made = CutSlip(words=leaf("Cut here"), title=None, children=(lines,), at_foot=True, span=HERE)
    pages = laid(text("Before."), made)
    upper, lower = sorted((r.y1 for r in rules(pages)), reverse=True)
    assert lower - pages.pages[0].frames[0].y > upper - lower


def rules(pages: Any) -> list[Rule]:
    return [item for item in pages.pages[0].items if isinstance(item, Rule) and not item.dashed]
