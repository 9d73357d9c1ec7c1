"""Lines of tag trees compared without their words, which are compared elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handout.compare.align import equal_pairs, gaps

_LINE = re.compile(r"(?P<tag> *\S+) ?(?P<rest>.*)")
_INLINE = re.compile(r"\[(\w+(?:\[[\w-]+\])?(?: \([^()]*\))?):")


def shape(line: str) -> str:
    """A line's depth, tag and language, its alternative text, and the tags within its words."""
    match = _LINE.fullmatch(line)
    if match is None:
        return line
    rest = match["rest"]
    alternative = _bracketed(rest) if rest.startswith("(") else ""
    return " ".join([match["tag"], alternative, *_INLINE.findall(rest)])


def _bracketed(text: str) -> str:
    """The text up to the bracket that closes the first."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if not depth:
            return text[: at + 1]
    return text


def difference(old: Sequence[str], new: Sequence[str], *, words: bool) -> tuple[str, ...]:
    """The lines that are gone, after `-`, and the new lines, after `+`.

    Where words changed too, a line counts by its shape alone, and what only came or went with its words isn't reported.
    """
    key = shape if words else str
    found: list[str] = []
    for gap in gaps(equal_pairs([*map(key, old)], [*map(key, new)]), len(old), len(new)):
        gone, come = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
        if words and not (gone and come):
            gone, come = ([line for line in lines if "(" in shape(line)] for lines in (gone, come))
        found += [*(f"-{line}" for line in gone), *(f"+{line}" for line in come)]
    return tuple(found)
