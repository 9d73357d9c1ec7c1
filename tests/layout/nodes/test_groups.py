"""Groups of rows that go on on a new page: their title says so, and is read once."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from canary.workspace import loaded, section
from handout.extract.tags import show, tags
from handout.i18n.strings import built_in
from handout.layout import layout
from handout.layout.geometry import Line, Rect, Rule
from handout.pipeline import Renderer, Request
from handout.verify.geometry import problems
from layout.documents import FONTS

ROWS = ", ".join(f"[day {n}, some words, more words, the last]" for n in range(60))
GROUPS = f"[{{title: Short, rows: [[a, b, c, d]]}}, {{title: Long, rows: [{ROWS}]}}]"
BODY = f"- table: {{columns: [A, B, C, D], groups: {GROUPS}}}"


def words(line: Line) -> str:
    return "".join(glyphs.text for glyphs in line.glyphs)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("scale", ["standard", "large", "giant"])
def test_a_group_that_goes_on_says_so(tmp_path: Path, scale: str, paper: str) -> None:
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": section(BODY)}))
    request = Request(topics=("t",), audience="patient", scale=scale, paper=paper)
    pages = layout(renderer.document(request), FONTS)
    lines = [[item for item in page.items if isinstance(item, Line)] for page in pages.pages]
    titles = [[(words(line), line.artifact) for line in page if words(line).startswith("Long")] for page in lines]
    assert len(pages.pages) > 1
    assert [title for page in titles for title in page if title[1] == ""] == [("Long", "")]
    again = [page for page in titles if ("Long", "") not in page and page]
    assert again and all(page == [("Long (continued)", "Repeat")] for page in again)
    assert "continued" not in show(tags(renderer.render(request).pdf))


def test_a_page_without_the_title_of_its_rows_is_found(tmp_path: Path) -> None:
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": section(BODY)}))
    pages = layout(renderer.document(Request(topics=("t",), audience="patient", scale="standard", paper="A4")), FONTS)
    last = pages.pages[-1]
    kept = tuple(item for item in last.items if not (isinstance(item, Line) and "continued" in words(item)))
    assert len(kept) < len(last.items)
    changed = structs.replace(pages, pages=(*pages.pages[:-1], structs.replace(last, items=kept)))
    assert any("has lost the title of its group" in problem.message for problem in problems(changed, FONTS))


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_the_word_is_there_in_every_language(language: str) -> None:
    assert built_in(language)["continued"].startswith("(")


LAYOUT = """\
page: {columns: 2}
styles: {group: {base: body, weight: bold, background: "#eaf1f6"}}
"""
TINTED = "- table: {columns: [A, B], groups: [{title: One, rows: [[a, b]]}, {title: Two, rows: [[c, d]]}]}"


@pytest.mark.parametrize("columns", [1, 2])
def test_the_tint_of_a_title_is_as_wide_as_the_column_of_the_page(tmp_path: Path, columns: int) -> None:
    files = {
        "content/t.yaml": section(TINTED),
        "layouts/plain.yaml": LAYOUT.replace("columns: 2", f"columns: {columns}"),
    }
    renderer = Renderer(loaded(tmp_path, files))
    request = Request(topics=("t",), audience="clinician")
    page = layout(renderer.document(request), FONTS).pages[0]
    tints = [item for item in page.items if isinstance(item, Rect) and item.fill == "#eaf1f6"]
    titles = [item for item in page.items if isinstance(item, Line) and words(item) in ("One", "Two")]
    frames = {(frame.x, frame.width) for frame in page.frames}
    assert len(tints) == len(titles) == 2
    assert {(tint.x, tint.width) for tint in tints} <= frames
    assert all(line.x > tint.x for line, tint in zip(titles, tints, strict=True))
    assert renderer.render(request).pdf


def test_in_large_print_rules_part_the_rows_of_a_group_and_not_its_title_from_them(tmp_path: Path) -> None:
    groups = "[{title: One, rows: [[a, b, c, d], [e, f, g, h]]}, {title: Two, rows: [[i, j, k, l], [m, n, o, p]]}]"
    files = {"content/t.yaml": section(f"- table: {{columns: [A, B, C, D], groups: {groups}}}")}
    request = Request(topics=("t",), audience="patient", scale="giant")
    (page,) = layout(Renderer(loaded(tmp_path, files)).document(request), FONTS).pages
    heights = {words(item): item.y for item in page.items if isinstance(item, Line)}
    rules = [item.y1 for item in page.items if isinstance(item, Rule) and item.width > 1]
    below = [max(name for name in heights if heights[name] > rule and name in "aeim") for rule in rules]
    assert below == ["a", "i"]
    assert heights["Two"] - heights["i"] == pytest.approx(heights["One"] - heights["a"], abs=0.01)
