"""Cells that hold paragraphs and lists: at all sizes, as a grid and as blocks, tagged, filled and verified."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import loaded, section
from handout.document import Table, every, leaves
from handout.extract.tags import Tag, tags
from handout.layout import layout
from handout.layout.geometry import Icon, Line, Pages
from handout.pipeline import Renderer, Request
from handout.styles.scale import SCALES
from layout.documents import FONTS
from layout.filled import assert_filled_alike

LISTS = """\
- table:
    columns: [Do, Don't{more}]
    row-headers: false
    rows:
      - - bullets: [a walk with a friend, {{text: a rest, bullets: [of half an hour]}}]
        - steps: [First, "Then {{{{ patient.name }}}}", Last]
{cells}
      - - |
          Walk.

          Rest, {{{{ patient.name }}}}, as long as you like.
        - - text: One.
          - checklist: [Two, {{text: Three, id: three}}]
          - text: Four. [Three](#three)
{cells}
      - ["", {{bullets: [Five]}}{empty}]
"""
NARROW = LISTS.format(more="", cells="", empty="")
WIDE = LISTS.format(more=", Third, Fourth", cells='        - third\n        - ""', empty=', "", ""')


def made(folder: Path, body: str) -> Renderer:
    return Renderer(loaded(folder, {"content/t.yaml": section(body)}))


def laid(renderer: Renderer, scale: str, paper: str = "A4") -> Pages:
    return layout(renderer.document(Request(topics=("t",), audience="patient", scale=scale, paper=paper)), FONTS)


def roles(tag: Tag) -> str:
    inside = [roles(kid) for kid in tag.kids if isinstance(kid, Tag)]
    return f"{tag.role}({' '.join(inside)})" if inside else tag.role


def found(tag: Tag, role: str) -> list[Tag]:
    below = [one for kid in tag.kids if isinstance(kid, Tag) for one in found(kid, role)]
    return [tag, *below] if tag.role == role else below


@pytest.mark.parametrize("body", [NARROW, WIDE], ids=["grid", "blocks"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("scale", SCALES)
def test_every_size_is_made_and_verified(tmp_path: Path, scale: str, paper: str, body: str) -> None:
    renderer = made(tmp_path, body)
    pdf = renderer.render(Request(topics=("t",), audience="patient", scale=scale, paper=paper)).pdf
    cells = [cell for top in tags(pdf) for cell in found(top, "TD")]
    list_item = "LI(Lbl LBody)"
    assert roles(cells[0]) == f"TD(L({list_item} LI(Lbl LBody(P L({list_item})))))"
    assert roles(cells[1]) == f"TD(L({list_item} {list_item} {list_item}))"
    second = 4 if body is WIDE else 2
    assert roles(cells[second]) == "TD(P P)"
    assert roles(cells[second + 1]) == "TD(P L(LI(Lbl(Figure) LBody) LI(Lbl(Figure) LBody)) P(Link))"


@pytest.mark.parametrize("body", [NARROW, WIDE], ids=["grid", "blocks"])
@pytest.mark.parametrize("scale", SCALES)
def test_a_filled_table_is_the_table_rendered_anew(tmp_path: Path, scale: str, body: str) -> None:
    assert_filled_alike(made(tmp_path, body), scale)


def test_first_lines_of_a_row_are_on_one_baseline(tmp_path: Path) -> None:
    pages = laid(made(tmp_path, "- table: {columns: [A, B], rows: [[word, {checklist: [item]}]]}"), "standard")
    lines = {
        "".join(glyphs.text for glyphs in line.glyphs): line for line in pages.pages[0].items if isinstance(line, Line)
    }
    assert lines["word"].y == lines["item"].y
    assert [mark.name for mark in pages.pages[0].items if isinstance(mark, Icon)] == ["tick-box"]


def test_a_cell_higher_than_a_page_loses_no_line(tmp_path: Path) -> None:
    items = ", ".join(f"item number {n}" for n in range(150))
    pages = laid(made(tmp_path, f"- table: {{columns: [A, B], rows: [[word, {{steps: [{items}]}}]]}}"), "large")
    (table,) = [node for node in every(pages.document.body) if isinstance(node, Table)]
    wanted = {leaf.key for row in table.groups[0].rows for leaf in leaves(row)}
    assert len(pages.pages) > 1 and len(wanted) == 301
    assert wanted <= {line.leaf for page in pages.pages for line in page.items if isinstance(line, Line)}


def test_an_item_for_others_is_not_printed(tmp_path: Path) -> None:
    cells = (
        "[{bullets: [{text: secret, audience: clinician}]}, {checklist: [open, {text: secret, audience: clinician}]}]"
    )
    pages = laid(made(tmp_path, f"- table: {{columns: [A, B], row-headers: false, rows: [{cells}]}}"), "standard")
    (table,) = [node for node in every(pages.document.body) if isinstance(node, Table)]
    assert [cell.text for cell in table.groups[0].rows[0].cells] == ["", "open"]
