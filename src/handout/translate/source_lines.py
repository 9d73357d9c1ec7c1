"""The lines of a translation's file: where each begins, which are comments, and which comments are records."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from handout.source.values import Scalar
from handout.source.yaml.lines import LINE_END
from handout.source.yaml.placed import PlacedValue
from handout.translate.records import CommentPart, read_comments


class SourceLines:
    """A file's text by lines; numbers of lines begin at 0."""

    def __init__(self, text: str, root: PlacedValue, language: str) -> None:
        self.text, self.root, self.language = text, root, language
        self._starts = [0, *(match.end() for match in LINE_END.finditer(text))]
        self.end = "\r\n" if "\r\n" in text else "\n"
        self._inside = {line for scalar in scalars(root) for line in self._lines_of(scalar)}
        """Lines that are in the middle of a text, where `#` begins no comment."""

    def _lines_of(self, scalar: PlacedValue) -> range:
        return range(self.number(scalar.start) + 1, self.number(scalar.end) + 1)

    def number(self, index: int) -> int:
        """The number of the line with the character at an index."""
        return bisect_right(self._starts, index) - 1

    def start(self, line: int) -> int:
        """Where a line begins; the text's end for one after the last."""
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def line(self, line: int) -> str:
        """A line, with its end."""
        return self.text[self.start(line) : self.start(line + 1)]

    def column(self, index: int) -> int:
        """The column of the character at an index, from 0."""
        return index - self.start(self.number(index))

    def begins(self, index: int) -> bool:
        """Whether only spaces are before the character at an index in its line."""
        return not self.text[self.start(self.number(index)) : index].strip(" ")

    def comments_above(self, line: int) -> int:
        """The number of the first comment line directly above a line; the line's own number if there is none."""
        while line > 0 and self.comment(line - 1):
            line -= 1
        return line

    def comment(self, line: int) -> bool:
        """Whether a line is a comment."""
        return line not in self._inside and self.line(line).lstrip(" ").startswith("#")

    def comments(self, first: int, last: int) -> list[CommentPart]:
        """The records and a person's comments in the lines from `first` up to but not including `last`."""
        return read_comments([self.line(each).rstrip("\r\n") for each in range(first, last)], self.language)

    def dash(self, value: PlacedValue, item: PlacedValue) -> int:
        """The index of an item's dash."""
        column = self.column(value.start)
        line = self.number(item.start)
        while self.line(line)[column : column + 1] != "-" or self.start(line) + column > item.start:
            line -= 1
        return self.start(line) + column

    def records_in(self, item: PlacedValue) -> Iterator[str]:
        """The original's texts that are recorded above an item and in it."""
        found = self.all_comments(self.comments_above(self.number(item.start)), self.number(item.end))
        return (each.record.text for each in found if each.record is not None)

    def all_comments(self, line: int, last: int) -> Iterator[CommentPart]:
        """The records and a person's comments between two lines, these included."""
        while line <= last:
            below = line
            while self.comment(below):
                below += 1
            yield from self.comments(line, below)
            line = max(below, line + 1)


def scalars(value: PlacedValue) -> Iterator[PlacedValue]:
    """The scalars in a value without its keys, in the file's order."""
    if isinstance(value.value, Scalar):
        yield value
    for each in value.below:
        yield from scalars(each)
