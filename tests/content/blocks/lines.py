"""Nodes of a Document as lines of text, to be read and compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from handout.document import (
    Box,
    Cell,
    CutSlip,
    Definitions,
    Figure,
    Heading,
    Hung,
    Leaf,
    List,
    Masthead,
    Node,
    Paragraph,
    QrCode,
    Row,
    Run,
    Section,
    SideBySide,
    Table,
    WritingLines,
)


def lines(nodes: tuple[Node, ...], depth: int = 0) -> Iterator[str]:
    """Each node on a line, what stands in it indented below."""
    for node in nodes:
        first, *more = _of(node)
        name = f" #{node.id}" if not isinstance(node, Masthead) and node.id else ""
        yield "  " * depth + first + name
        yield from ("  " * (depth + 1) + line for line in more)


def leaf(leaf: Leaf | None) -> str:
    """A leaf as its role and its runs, each with its look; a no-break space looks like any other."""
    if leaf is None:
        return "-"
    return (f"{leaf.role}: " + "".join(map(_run, leaf.runs))).replace("\u00a0", " ")


def _run(run: Run) -> str:
    look = "strong" * run.strong, "emphasis" * run.emphasis, "whole" * run.whole, "slot" * run.slot
    marks = [mark for mark in (*look, f"→ {run.link}" if run.link else "") if mark]
    marks += [f"blank {run.blank:.0f}pt"] if run.blank is not None else []
    marks += [f"page of {run.page_of}"] if run.page_of else []
    return f"‹{run.text} | {', '.join(marks)}›" if marks else run.text


def _of(node: Node) -> list[str]:
    """A node's own line, and those of what stands in it."""
    match node:
        case Paragraph():
            return [
                f"paragraph {leaf(node.leaf)}"
                + " (kept with what follows)" * node.keep_with_next
                + " (near what follows)" * node.near_next
            ]
        case Hung():
            return [f"hung {leaf(node.label)}", *lines(node.children)]
        case Heading():
            return [f"heading {node.level} {leaf(node.leaf)}"]
        case Section():
            return ["part", *lines(node.children)]
        case List():
            found = [f"list {node.kind}"]
            for item in node.items:
                name = f" #{item.id}" if item.id else ""
                found += [
                    f"item {item.label.text if item.label else '-'}{name}",
                    *("  " + line for line in lines(item.children)),
                ]
            return found
        case Definitions():
            return [
                f"definitions {node.kind}" + " with boxes" * any(item.box for item in node.items),
                *(
                    line
                    for pair in node.items
                    for line in (
                        f"{leaf(pair.term)} = {leaf(pair.text)}",
                        *("  " + line for line in lines(pair.children)),
                    )
                ),
            ]
        case Table():
            return _table(node)
        case Box():
            icon = f" icon {node.icon}" if node.icon else ""
            title = [leaf(node.title)] if node.title else []
            return [f"box {node.role} <{node.tag}>{icon}", *title, *lines(node.children)]
        case Figure():
            size = f"{node.picture.format} {node.picture.width}x{node.picture.height}"
            width = f"{node.width:.0f}pt" if node.width is not None else "its own"
            caption = [leaf(node.caption)] if node.caption else []
            return [f"figure {size}, width {width}, alt '{node.alt}'", *caption]
        case WritingLines():
            return [f"writing lines {node.count}", *([leaf(node.label)] if node.label else [])]
        case QrCode():
            return [f"qr {node.url}, {node.size:.0f}pt, alt '{node.alt}'", *map(leaf, node.words)]
        case SideBySide():
            wide = (
                f" {node.left_share:.0%}" if node.left_share else f" {node.left_width:.0f}pt" if node.left_width else ""
            )
            head = f"side by side{wide}" + " stacked" * node.stacked
            return [head, "left", *lines(node.left, 1), "right", *lines(node.right, 1)]
        case CutSlip():
            title = [leaf(node.title)] if node.title else []
            return ["slip" + " at the foot" * node.at_foot, leaf(node.words), *title, *lines(node.children)]
        case Masthead():
            return ["pair", "left", *lines(node.left, 1), "right", *lines(node.right, 1)]
        case _:
            assert_never(node)


def _table(table: Table) -> list[str]:
    marks = "ruled " * table.ruled + "stacked " * table.stacked + "row-headers" * table.row_headers
    columns = [column.align + (f" {column.weight}" if column.weight else "") for column in table.columns]
    found = [f"table [{', '.join(columns)}] {marks}".rstrip()]
    found += [leaf(table.caption)] if table.caption else []
    found += [f"head {_row(table.header)}"] if table.header else []
    for group in table.groups:
        found += [f"group {leaf(group.title)}"] if group.title else []
        found += [_row(row) for row in group.rows]
    return found


def _row(row: Row) -> str:
    high = f"at least {row.min_height:.0f}pt " if row.min_height else ""
    return high + "| " + " | ".join(map(_cell, row.cells)) + (f" | below {leaf(row.below)}" if row.below else "")


def _cell(cell: Cell) -> str:
    return leaf(cell) if isinstance(cell, Leaf) else " / ".join(lines(cell.children))
