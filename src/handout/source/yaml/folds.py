"""Lines that YAML joins to one: where an author ended a line with a backslash, its end is put back.

A text that isn't written after `|` may go on in the next line, and YAML makes a space of what is between.  A backslash
there would print, and its line not end.
"""

from __future__ import annotations

import re

from handout.source.yaml.lines import LINE_END

_SPACE = re.compile(r"\s*")
_BACKSLASHES = re.compile(r"\\+$")


def unfolded(text: str, written: str, style: str) -> str:
    """A text with a line's end behind each backslash that ends a line of it as it is written in the file.

    In double quotes YAML takes such a backslash for itself.
    """
    if "\\" not in text or not written or style in ('"', "|"):
        return text
    rows = [row.strip() for row in LINE_END.split(written)][1 if style == ">" else 0 :]
    if style == "'":
        rows = "\n".join(rows)[1:-1].replace("''", "'").split("\n")
    parts: list[str] = []
    at = 0
    for row, after in zip(rows, [*rows[1:], ""], strict=True):
        if not text.startswith(row.strip(), at):
            return text  # comments and the like; nothing is put into a text that isn't understood
        end = at + len(row.strip())
        space = _SPACE.match(text, end)
        gap = space[0] if space else ""
        marks = _BACKSLASHES.search(row)
        ended = marks is not None and len(marks[0]) % 2 == 1 and after.strip() and "\n" not in gap
        parts += [text[at:end], "\n" if ended else gap]
        at = end + len(gap)
    return "".join(parts) + text[at:]
