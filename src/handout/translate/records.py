"""Records: the original's texts as comments above the texts of a translation, such as `# en: Use cream.`

A record of several lines is written like a block of YAML:

    # en: |
    #   Use cream.
    #
    #   Ring us.

If the original has changed since the text was translated, a line above the record keeps the original's older text:
`# was: Use soap.`  The translator deletes that line when the translation is right again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from handout.source.values import normalise

WAS = "was"
UNKNOWN = "?"
"""In place of the original's text that was translated, if no record has it."""
_PARAGRAPHS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def canonical(text: str) -> str:
    """A text in canonical form, one line a paragraph: two texts that print alike have the same spaces and line ends."""
    return "\n\n".join(map(_folded, _PARAGRAPHS.split(normalise(text).strip(" \n"))))


def _folded(paragraph: str) -> str:
    """A paragraph on one line, except that a line that ends with a backslash stays a line."""
    lines = "\n".join(line.strip(" ") for line in paragraph.split("\n"))
    return re.sub(r" {2,}", " ", re.sub(r"(?<!\\)\n", " ", lines))


class OriginalRecord(Struct, frozen=True):
    """The original's text that belongs to one text of a translation."""

    text: str
    """In canonical form."""
    was: str = ""
    """The older text of the original that was translated; empty if it was this one."""

    def lines(self, language: str, column: int) -> list[str]:
        """The comment, as lines of the file without line ends."""
        older = _comment(WAS, self.was, column) if self.was else []
        return [*older, *_comment(language, self.text, column)]


def _comment(tag: str, text: str, column: int) -> list[str]:
    start = " " * column + "#"
    if "\n" not in text and text != "|":
        return [f"{start} {tag}: {text}"]
    return [f"{start} {tag}: |", *(f"{start}   {line}".rstrip(" ") for line in text.split("\n"))]


class CommentPart(Struct, frozen=True):
    """A part of the comment lines above a text: a record, or a line that a person wrote."""

    lines: tuple[str, ...]
    """As they are in the file, without line ends."""
    record: OriginalRecord | None = None


def read_comments(lines: Sequence[str], language: str) -> list[CommentPart]:
    """The records and a person's comments in the comment lines directly above a line, in order, indented or not."""
    found: list[CommentPart] = []
    older: CommentPart | None = None
    at = 0
    while at < len(lines):
        tag, text, after = _one(lines, at, language)
        own = tuple(lines[at:after])
        if older is not None and tag not in ("", WAS):
            found.append(
                CommentPart((*older.lines, *own), OriginalRecord(text, older.record.text if older.record else ""))
            )
            older = None
        else:
            # An older text without a record below it is a line that a person wrote.
            found += [CommentPart(older.lines)] if older is not None else []
            older = CommentPart(own, OriginalRecord(text)) if tag == WAS else None
            if tag != WAS:
                found.append(CommentPart(own, OriginalRecord(text) if tag else None))
        at = after
    return [*found, CommentPart(older.lines)] if older is not None else found


def _one(lines: Sequence[str], at: int, language: str) -> tuple[str, str, int]:
    """The tag and the text of the record that begins at a line, and the line after it; no tag for another comment."""
    match = re.fullmatch(rf"# ({WAS}|{re.escape(language)}):(?: (.*))?", lines[at].strip(" \t\r\n"))
    if match is None:
        return "", "", at + 1
    if match[2] != "|":
        return match[1], canonical(match[2] or ""), at + 1
    below = at + 1
    while below < len(lines) and re.fullmatch(r"#(   .*)?", lines[below].strip(" \t\r\n")):
        below += 1
    return match[1], canonical("\n".join(line.strip(" \t\r\n")[4:] for line in lines[at + 1 : below])), below
