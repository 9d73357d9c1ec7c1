"""Lines that YAML joins into one: if an author ended a line with a backslash, its line end is restored.

A text that isn't written after `|` may continue on the next line, and YAML makes a space of the line end.  Without this
module a backslash there would be printed, and the line would not end.
"""

from __future__ import annotations

from handout.source.patterns import uncompiled
from handout.source.yaml.lines import LINE_END

_SPACE = uncompiled(r"\s*")
_BACKSLASHES = uncompiled(r"\\+$")


def unfolded(text: str, written: str, style: str) -> str:
    """A text with a line end behind each backslash that ends one of the text's lines in the file.

    In double quotes such a backslash is YAML's own, and isn't changed.
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
            return text  # a text with comments, for example; a text that isn't understood isn't changed
        end = at + len(row.strip())
        space = _SPACE.match(text, end)
        gap = space[0] if space else ""
        marks = _BACKSLASHES.search(row)
        ended = marks is not None and len(marks[0]) % 2 == 1 and after.strip() and "\n" not in gap
        parts += [text[at:end], "\n" if ended else gap]
        at = end + len(gap)
    return "".join(parts) + text[at:]
