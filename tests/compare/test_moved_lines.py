"""What the bytes prove of lines that are only higher or lower: never that other words or another order are the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from extract.make import Draft
from handout.compare import compare
from handout.compare.same import certainly_equal
from handout.extract import pages, reading

LINES = (700, 680, 640, 624)
WORDS = ("Take 5 mg", "at night.", "Call us", "if it itches.")


def content(heights: Sequence[float], words: Sequence[str] = WORDS, left: float = 50, size: float = 12) -> str:
    """A tagged page; each line is a paragraph."""
    return "".join(
        f"/P <</MCID {at}>> BDC BT {left} {height} Td /F {size} Tf ({said}) Tj ET EMC\n"
        for at, (height, said) in enumerate(zip(heights, words, strict=True))
    )


def draft(page: str, *, tagged: bool = True, **entries: Any) -> Draft:
    made = Draft(page, **entries)
    if tagged:
        made.tag(made.element("Document", *(made.element("P", (0, at)) for at in range(len(WORDS)))))
    return made


def saved(made: Draft) -> bytes:
    """The file, with its objects in object streams."""
    out = BytesIO()
    made.pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=False)
    return out.getvalue()


def proved(old: str, new: str, **entries: Any) -> bool:
    files = [saved(draft(page, **entries)) for page in (old, new)]
    found = certainly_equal(*files)
    assert certainly_equal(*reversed(files)) == found
    return found


@pytest.mark.parametrize(
    "heights",
    [(690, 670, 630, 614), (700, 680, 620, 604), (720.5, 700.5, 580, 560), (700, 680, 640, 620)],
)
def test_lines_that_are_lower_or_farther_apart_are_the_same(heights: tuple[float, ...]) -> None:
    assert proved(content(LINES), content(heights))


@pytest.mark.parametrize(
    "heights",
    [
        pytest.param((680, 700, 640, 624), id="another order"),
        pytest.param((700, 680, 624, 640), id="another order at the end"),
        pytest.param((700, 700, 640, 624), id="one line of two"),
        pytest.param((700, 695, 640, 624), id="over each other"),
        pytest.param((700, 680, 640, -90), id="below the paper"),
        pytest.param((900, 680, 640, 624), id="above the paper"),
        pytest.param((700, 680, 640, 1), id="cut off below"),
    ],
)
def test_lines_that_a_reader_finds_otherwise_are_not(heights: tuple[float, ...]) -> None:
    assert not proved(content(LINES), content(heights))


LOWER = tuple(height - 9 for height in LINES)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(content(LOWER, ("Take 6 mg", *WORDS[1:])), id="another dose"),
        pytest.param(content(LOWER, (WORDS[1], WORDS[0], *WORDS[2:])), id="words of another line"),
        pytest.param(content(LOWER, left=51), id="another left edge"),
        pytest.param(content(LOWER, size=13), id="another size"),
        pytest.param(content(LOWER).replace("MCID 2", "MCID 1"), id="another tag"),
        pytest.param(content(LOWER).replace("(at", "-900 Tw (at"), id="another space between words"),
        pytest.param(content(LOWER).replace("(at", "3 Tr (at"), id="an invisible line"),
    ],
)
def test_what_differs_otherwise_too_is_never_proved(other: str) -> None:
    assert not proved(content(LINES), other)


DOUBTS: dict[str, Callable[[str], str]] = {
    "clipped": lambda page: "0 0 600 690 re W n " + page,
    "scaled": lambda page: f"q 1 0 0 0.5 0 0 cm {page} Q",
    "other ways to place text": lambda page: page.replace("Td", "TD"),
    "a text matrix": lambda page: page + "/P <</MCID 9>> BDC BT 1 0 0 1 9 9 Tm (a) Tj ET EMC",
    "no tag": lambda page: page + "BT 50 90 Td (a) Tj ET",
    "no place": lambda page: page + "/P <</MCID 9>> BDC BT (a) Tj ET EMC",
    "a comment": lambda page: page + "% a comment\n",
    "a string in a string": lambda page: page.replace("(Call us)", "(Call (us))"),
    "marks that end too often": lambda page: page + "EMC ",
    "a size that is no number": lambda page: page.replace("/F 12 Tf", "/F x Tf"),
}


@pytest.mark.parametrize("why", DOUBTS)
def test_content_that_is_not_plain_is_a_doubt(why: str) -> None:
    assert not proved(*(DOUBTS[why](content(heights)) for heights in (LINES, LOWER)))


@pytest.mark.parametrize("entries", [{"Rotate": 90}, {"CropBox": Array([0, 0, 300, 300])}, {"UserUnit": 2}])
def test_pages_that_are_shown_otherwise_are_a_doubt(entries: dict[str, Any]) -> None:
    assert not proved(content(LINES), content(LOWER), **entries)


def test_files_without_tags_or_with_all_objects_outside_are_read() -> None:
    plain = [content(heights).replace("<</MCID", "<</Other") for heights in (LINES, LOWER)]
    assert not proved(*plain, tagged=False)
    assert not certainly_equal(*(draft(content(heights)).content for heights in (LINES, LOWER)))


def test_pictures_and_lines_drawn_may_be_lower_but_not_elsewhere_across_the_page() -> None:
    drawn = "/Artifact BMC q 1 0 0 RG {left} {up} m 90 {up} l S Q q 20 0 0 20 {left} {up} cm /None Do Q EMC\n"
    old, lower, across = (drawn.format(left=left, up=up) for left, up in ((50, 300), (50, 290), (51, 300)))
    assert proved(old + content(LINES), lower + content(LOWER))
    assert not proved(old + content(LINES), across + content(LOWER))


def linked(heights: Sequence[float], bottom: float, uri: str = "tel:1") -> bytes:
    made = draft(content(heights))
    action = Dictionary(S=Name.URI, URI=pikepdf.String(uri))
    rect = Array([50, bottom, 90, bottom + 14])
    page = made.pdf.pages[0]
    page.Annots = Array([made.pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, P=page.obj, A=action)
    )])  # fmt: skip
    return saved(made)


def test_a_link_moves_with_its_words() -> None:
    old = linked(LINES, 638)
    assert certainly_equal(old, linked(LOWER, 629))
    assert not certainly_equal(old, linked(LOWER, 669))
    assert not certainly_equal(old, linked(LOWER, 629, "tel:2"))


def test_a_bookmark_moves_with_its_words() -> None:
    def marked(heights: Sequence[float], top: float) -> bytes:
        return saved(draft(content(heights)).bookmarks(("Help", 0, top)))

    old = marked(LINES, 652)
    assert certainly_equal(old, marked(LOWER, 643))
    assert not certainly_equal(old, marked(LOWER, 690))
    assert not certainly_equal(old, marked(LOWER, 615))


def test_text_in_a_drawn_form_is_a_doubt() -> None:
    def file(heights: Sequence[float], inside: str) -> bytes:
        made = draft(content(heights))
        form = made.pdf.make_stream(inside.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        made.pdf.pages[0].Resources.XObject = Dictionary(X=form)
        return saved(made)

    assert certainly_equal(*(file(heights, "0 0 9 9 re f") for heights in (LINES, LOWER)))
    assert not certainly_equal(*(file(heights, "BT /F 9 Tf (a) Tj ET") for heights in (LINES, LOWER)))


HEIGHTS = st.lists(st.integers(20, 760), min_size=4, max_size=4)


@given(HEIGHTS, HEIGHTS, st.integers(-40, 40))
@settings(max_examples=150)
def test_what_is_proved_is_what_reading_finds(old: list[int], new: list[int], shift: int) -> None:
    moved = [height + shift if at >= 2 else height for at, height in enumerate(old)]
    for other in (new, moved):
        files = [saved(draft(content(heights))) for heights in (old, other)]
        if certainly_equal(*files):
            assert compare(reading(files[0]), reading(files[1])).equal
            assert pages(files[0]) == pages(files[1])
