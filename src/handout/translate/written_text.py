"""A text as YAML that the strict reader reads as the same text."""

from __future__ import annotations

from collections.abc import Iterator

from handout.source.values import Mapping, Scalar, Sequence
from handout.source.yaml import parse


def written_text(text: str, column: int) -> list[str]:
    """A text behind a key or a dash at a column: the rest of that line, and the lines below it.

    Plain if YAML allows it, else in quotes; a text of several lines is written as a block.
    """
    lines = text.split("\n")
    if len(lines) > 1:
        block = [" " * (column + 2) + line if line else "" for line in lines]
        if not text[:1].isspace() and _is("\n".join(["|", *block]), text, column):
            return ["|", *block]
    return [next(each for each in _on_one_line(text) if _is(each, text, column))]


def in_brackets(text: str) -> str:
    """A text between brackets or braces, where a value has one line."""
    return next(each for each in _on_one_line(text) if _reads(f"[{each}, [{each}]]\n", text))


def _on_one_line(text: str) -> Iterator[str]:
    if "\n" not in text:
        yield text
        if '"' not in text:
            yield f'"{_escaped(text)}"'
        yield "'" + text.replace("'", "''") + "'"
    yield f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _is(written: str, text: str, column: int) -> bool:
    start = " " * column
    return _reads(f"{start}- {written}\n", text) and _reads(f"{start}k: {written}\n{start}l: x\n", text)


def _reads(written: str, text: str) -> bool:
    """Whether YAML is read without a problem, and the first text in it is this one."""
    value, problems = parse(written.encode(), "")
    first = value
    while isinstance(first, Mapping | Sequence):
        below = [item for _, item in first.entries] if isinstance(first, Mapping) else first.items
        first = below[0] if below else None
    if problems or not isinstance(first, Scalar) or first.null:
        return False
    return first.text.rstrip("\n") == text.rstrip("\n")
