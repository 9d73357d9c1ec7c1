"""A text as YAML that the strict reader takes back as the same text."""

from __future__ import annotations

from collections.abc import Iterator

from handout.source.values import Mapping, Scalar, Sequence
from handout.source.yaml import parse


def written_text(text: str, column: int) -> list[str]:
    """A text behind a key or a dash at a column: the rest of that line, and the lines below it.

    Plain where YAML lets it be, else in quotes; of several lines, a block.
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
    """Whether a file is read without a remark, and every text in it but the last is this one."""
    value, problems = parse(written.encode(), "")
    first = value
    while isinstance(first, Mapping | Sequence):
        below = [item for _, item in first.entries] if isinstance(first, Mapping) else first.items
        first = below[0] if below else None
    if problems or not isinstance(first, Scalar) or first.null:
        return False
    return first.text.rstrip("\n") == text.rstrip("\n")
