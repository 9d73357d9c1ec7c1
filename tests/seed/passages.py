"""What an audience gets of a topic, read naively: plain YAML and a small walk, none of the program's own code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
AUDIENCES = frozenset({"patient", "clinician"})
TITLES = frozenset({"title", "label", "caption", "alt"})
LISTS = frozenset({"bullets", "steps", "checklist", "terms"})
IDS = frozenset({"id", "audience", "when", "if-unknown", "exempt", "language", "updated", "review", "codes"})
FORMS = frozenset(
    {
        "kind",
        "file",
        "width",
        "url",
        "count",
        "align",
        "row-headers",
        "blank-rows",
        "budget",
        "sources",
        "left-width",
        "row-height",
        "continue",
        "pin",
    }
)


@dataclass(frozen=True)
class Passage:
    """A title, or a paragraph, an item or a table row; `role` tells which of the two."""

    role: Literal["title", "prose"]
    text: str
    under: str = ""
    """The titles of a row's columns."""


@cache
def load(path: Path) -> dict[str, Any]:
    """The file as plain data."""
    topic = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(topic, dict)
    return topic


def passages(topic: str, audience: str) -> list[Passage]:
    """All that the audience gets, in reading order."""
    return list(_walk(load(CONTENT / f"{topic}.yaml"), audience, "prose"))


def blocks(topic: str, audience: str) -> list[list[str]]:
    """The prose of each block of a body, tables and facts left out: their rows are names, numbers and times."""
    found = ([each.text for each in _walk(node, audience, "prose") if each.role == "prose"] for node in _blocks(topic))
    return [texts for texts in found if texts]


def _blocks(topic: str) -> Iterator[dict[str, Any]]:
    def inside(body: list[Any]) -> Iterator[dict[str, Any]]:
        for block in body:
            if isinstance(block, dict) and "section" in block:
                yield from ({**_limits(block), **each} for each in inside(block["section"]["body"]))
            elif isinstance(block, dict) and not {"table", "facts", "medicines", "terms"} & set(block):
                yield block

    for section in load(CONTENT / f"{topic}.yaml")["sections"]:
        yield from ({**each, "audience": each.get("audience", section["audience"])} for each in inside(section["body"]))


def _limits(node: dict[str, Any]) -> dict[str, Any]:
    return {"audience": node["audience"]} if "audience" in node else {}


def sentences(text: str) -> list[str]:
    """The sentences of a text, which end at . ? or ! alone."""
    return [each for each in re.split(r"(?<=[.?!])[)”]?\s+", plain(text)) if re.search(r"\w", each)]


def longest_list(topic: str, audience: str) -> int:
    """How many items the longest list has, a table's group being a list of rows."""
    return max(_lengths(load(CONTENT / f"{topic}.yaml"), audience))


def plain(text: str) -> str:
    """The text without its marks: a field is one word, a reference its title's place."""
    text = re.sub(r"\{\{.*?\}\}", "number", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", lambda link: link[1] or "below", text)
    text = re.sub(r" ?\[@[^\]]*\]", "", text)
    return re.sub(r"\s+", " ", text.replace("*", "").replace("’", "'")).strip()


def _walk(node: Any, audience: str, role: Literal["title", "prose"]) -> Iterator[Passage]:
    if isinstance(node, list):
        for child in node:
            yield from _walk(child, audience, role)
    elif isinstance(node, str):
        yield from (Passage(role, plain(part)) for part in node.split("\n\n"))
    elif isinstance(node, dict) and _gets(node, audience):
        yield from _walk_mapping(node, audience, role)


def _walk_mapping(node: dict[str, Any], audience: str, role: Literal["title", "prose"]) -> Iterator[Passage]:
    if set(node) <= AUDIENCES:
        yield from _walk(node.get(audience, []), audience, role)
        return
    if "columns" in node:
        yield from _walk_table(node, audience)
        return
    for key, value in node.items():
        if key == "use":
            yield from _walk(load(CONTENT / "fragments" / f"{value}.yaml"), audience, role)
        elif key not in IDS | FORMS:
            yield from _walk(value, audience, "title" if key in TITLES else role)


def _walk_table(table: dict[str, Any], audience: str) -> Iterator[Passage]:
    """A row is one passage: its cells belong together, and to the titles of their columns."""
    kept = [not isinstance(column, dict) or _gets(column, audience) for column in table["columns"]]
    columns = [column for column, keep in zip(table["columns"], kept, strict=True) if keep]
    titles = [passage.text for passage in _walk(columns, audience, "title")]
    yield from (Passage("title", title) for title in titles)
    for group in table.get("groups", [table]):
        yield from _walk(group.get("title", group.get("caption", [])), audience, "title")
        for row in group["rows"]:
            cells = [cell for cell, keep in zip(row, kept, strict=True) if keep]
            said = [passage.text for cell in cells for passage in _walk(cell, audience, "prose")]
            yield Passage("prose", " ".join(said).strip(), under=" ".join(titles))


def _lengths(node: Any, audience: str) -> Iterator[int]:
    if isinstance(node, list):
        for child in node:
            yield from _lengths(child, audience)
    elif isinstance(node, dict) and _gets(node, audience):
        for key, value in node.items():
            if key in LISTS or key == "rows":
                yield len(value)
            yield from _lengths(value, audience)


def _gets(node: dict[str, Any], audience: str) -> bool:
    allowed = node.get("audience", audience)
    return audience in ([allowed] if isinstance(allowed, str) else allowed)
