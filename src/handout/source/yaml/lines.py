"""A file's text in the form for the parser, and the places of its lines."""

from __future__ import annotations

import re
from bisect import bisect_right

LINE_END = re.compile("\r\n|[\n\r]")
_NOT_ENDS = "\x85\u2028\u2029"
"""Line ends in YAML 1.1, and so in libyaml; in YAML 1.2, and in an editor, the line goes on after them."""


class SourceText:
    """A text without characters that only some programs take for line ends; `restored` puts them back into a value."""

    def __init__(self, written: str) -> None:
        strange = [end for end in _NOT_ENDS if end in written]
        spare = (chr(code) for code in range(0xF0000, 0xFFFFD) if chr(code) not in written) if strange else ()
        stand_ins = dict(zip(strange, spare, strict=False))
        table = {ord(end): stand_in for end, stand_in in stand_ins.items()}
        self.text = written.translate(table) if table else written
        self._back = {ord(stand_in): end for end, stand_in in stand_ins.items()}
        self._starts = [0, *(match.end() for match in LINE_END.finditer(self.text))]

    @property
    def all(self) -> list[str]:
        """The lines, without their ends."""
        return LINE_END.split(self.text)

    def restored(self, value: str) -> str:
        """A value of the parsed text as it was written."""
        return value.translate(self._back) if self._back else value

    def next(self, index: int) -> int:
        """Where the line after the one of an index begins."""
        at = bisect_right(self._starts, index)
        return self._starts[at] if at < len(self._starts) else len(self.text)

    def place(self, index: int) -> tuple[int, int]:
        """An index as a line and a column, both from 1."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1
