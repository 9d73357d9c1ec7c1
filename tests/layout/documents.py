"""Small documents for layout's tests, and pages as text to compare them with."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import Any

from handout.diagnostics import Span
from handout.document import (
    Box,
    Column,
    Document,
    Group,
    HeaderFooter,
    Heading,
    Item,
    Leaf,
    List,
    Node,
    PageSetup,
    Paragraph,
    Row,
    Run,
    Section,
    Style,
    Table,
)
from handout.fonts.glyphs import FontBook
from handout.layout import layout
from handout.layout.geometry import Line, Pages

FONTS = FontBook()
KEYS = count(1)
HERE = Span("topic.yaml", 3, 5)


def style(**changes: Any) -> Style:
    return Style(**{"size": 10, "leading": 14, **changes})


STYLES = {
    "body": style(space_after=6),
    "heading1": style(size=16, leading=20, bold=True, space_before=14, space_after=4),
    "item": style(indent=14, space_after=3),
    "label": style(),
    "box": style(background="#eef2f5", padding=10, space_before=8, space_after=8),
    "title": style(bold=True),
    "table": style(space_before=8, space_after=8),
    "cell": style(padding=4),
    "head": style(bold=True),
    "group": style(bold=True, background="#eef2f5"),
    "band": style(size=8, leading=11),
    "notice": style(size=8, leading=11, color="#ffffff", background="#222222", padding=3),
    "link": style(color="#0000ee"),
}


def leaf(*runs: str | Run, role: str = "body") -> Leaf:
    made = tuple(run if isinstance(run, Run) else Run(text=run) for run in runs if run != "")
    return Leaf(key=next(KEYS), role=role, runs=made, span=HERE)


def text(*runs: str | Run, **changes: Any) -> Paragraph:
    return Paragraph(leaf=leaf(*runs), **changes)


def heading(words: str, **changes: Any) -> Heading:
    return Heading(level=2, leaf=leaf(words, role="heading1"), **changes)


def bullets(*items: str, **changes: Any) -> List:
    return List(
        kind="disc",
        items=tuple(
            Item(label=leaf("•", role="label"), children=(Paragraph(leaf=leaf(item, role="item")),)) for item in items
        ),
        **changes,
    )


def box(title: str | None, *children: Node, **changes: Any) -> Box:
    return Box(role="box", title=leaf(title, role="title") if title else None, children=children, span=HERE, **changes)


def part(*children: Node, **changes: Any) -> Section:
    return Section(children=children, **changes)


def row(*cells: str | Run, role: str = "cell", min_height: float = 0.0) -> Row:
    return Row(cells=tuple(leaf(cell, role=role) for cell in cells), min_height=min_height, span=HERE)


def table(header: tuple[str, ...], *rows: Row, **changes: Any) -> Table:
    given: dict[str, Any] = {
        "columns": tuple(Column() for _ in header),
        "groups": (Group(title=None, rows=rows),),
        **changes,
    }
    return Table(header=row(*header, role="head"), span=HERE, **given)


def page(*, height: float = 300.0, measure: float = 240.0, columns: int = 1) -> PageSetup:
    """A page whose text block has these inner dimensions."""
    width = measure * columns + 18.0 * (columns - 1)
    return PageSetup(
        width=width + 100, height=height + 100, top=50, bottom=50, left=50, right=50, columns=columns, gutter=18.0
    )


def document(*body: Node, setup: PageSetup | None = None, **changes: Any) -> Document:
    given: dict[str, Any] = {"styles": STYLES, "header": HeaderFooter(), "footer": HeaderFooter(), **changes}
    given.setdefault("language", "en")
    return Document(
        title="",
        author="",
        subject="",
        date="2026-11-01",
        families={"body": ("FiraGO",)},
        page=setup or page(),
        body=body,
        **given,
    )


def laid(*body: Node, **changes: Any) -> Pages:
    return layout(document(*body, **changes), FONTS)


def lines_of(pages: Pages, number: int) -> list[Line]:
    return [item for item in pages.pages[number].items if isinstance(item, Line)]


def words(line: Line) -> str:
    return "".join(glyphs.text for glyphs in line.glyphs)


def shown(pages: Pages) -> str:
    """Each page's lines; those on one baseline side by side, repeated ones in brackets."""
    result = []
    for number in range(len(pages.pages)):
        rows: dict[float, list[Line]] = defaultdict(list)
        for line in lines_of(pages, number):
            rows[line.y].append(line)
        result.append(f"--- {number + 1}")
        for _, beside in sorted(rows.items(), reverse=True):
            beside.sort(key=lambda line: line.x)
            result.append(" | ".join(f"[{words(o).strip()}]" if o.artifact else words(o).strip() for o in beside))
    return "\n".join(result)
