"""Columns and pictures beside text, which the format couldn't say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .found import Found

COLUMNS = "      - columns:\n          - text: Do\n          - text: Don't\n"
DO = """      - side-by-side:
          left: [{text: Do}, {bullets: [Drink water., Rest.]}]
          right: [{text: Don't}, {bullets: [Drive., Run.]}]
"""
PHOTO = "      - figure: {file: images/foot.jpg, alt: A foot, width: 60mm, align: left}\n      - text: Text beside\n"
BESIDE = """      - side-by-side:
          left: [{figure: {file: images/finding-us.png, alt: A foot, width: 60mm}}]
          right: [{text: Text beside}]
"""
WAYS = [(size, paper) for size in ("standard", "clear", "large", "giant") for paper in ("A4", "Letter")]


def rewritten(laid: Found, old: str, new: str) -> Found:
    topic = laid.folder / "content" / "t.yaml"
    text = topic.read_text(encoding="utf-8")
    assert old in text
    topic.write_text(text.replace(old, new), encoding="utf-8")
    return laid


def tags(laid: Found) -> list[str]:
    return [line.strip() for line in laid.run("text", "--tags", "t.patient.pdf").out.splitlines()]


@pytest.mark.parametrize("name", ["twocol", "photo-beside"])
def test_the_old_lines_are_refused_at_their_place(found: Callable[[str], Found], name: str) -> None:
    outcome = found(name).run("check")
    assert outcome.code == 3
    assert "content/t.yaml:10:" in outcome.err


@pytest.mark.parametrize(("size", "paper"), WAYS)
def test_do_and_dont_are_two_columns_and_read_one_after_the_other(
    found: Callable[[str], Found], size: str, paper: str
) -> None:
    laid = rewritten(found("twocol"), COLUMNS, DO)
    printed = laid.printed("patient", "--text", size, "--page", paper)
    order = ["Do", "Drink water.", "Rest.", "Don't", "Drive.", "Run."]
    read = [line.split(maxsplit=1)[1] for line in tags(laid) if line.endswith((*order,)) and " " in line]
    assert [words for words in read if words in order] == order
    assert all(words in printed for words in order)


@pytest.mark.parametrize(("size", "paper"), WAYS)
def test_a_picture_stands_beside_its_text(found: Callable[[str], Found], size: str, paper: str) -> None:
    laid = rewritten(found("photo-beside"), PHOTO, BESIDE)
    assert "Text beside" in laid.printed("patient", "--text", size, "--page", paper)
    read = tags(laid)
    at = read.index("Figure (A foot)")
    assert read[at - 2 : at + 3] == ["Div", "Div", "Figure (A foot)", "Div", "P Text beside"]
