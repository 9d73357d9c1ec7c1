"""Gives a translation the structure of its original: inserts new parts, and removes parts that the original lost.

Each change is one of whole lines: a key or an item, with its value and the comments above it.  A part that can't be
changed by lines, such as a list in brackets, is written again with its texts as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from handout.source.values import Mapping as Keys
from handout.source.values import Scalar
from handout.source.yaml.placed import PlacedValue
from handout.translate.alignment import AlignedPart
from handout.translate.edits import Edit, edited, outside, within
from handout.translate.skeleton import LineColumns, Skeleton
from handout.translate.source_lines import SourceLines, scalars
from handout.translate.written_text import in_brackets


class FileChanges(Struct, frozen=True):
    """The changes that a file needs."""

    edits: tuple[Edit, ...] = ()
    gone: tuple[str, ...] = ()
    """The removed lines that are kept as comments, without line ends."""

    def __add__(self, other: FileChanges) -> FileChanges:
        return FileChanges(self.edits + other.edits, self.gone + other.gone)


class _Rewrite(Exception):
    """A part can't be changed by lines, so the part around it is written again."""


class Restructure:
    """Makes the changes of one file; `base` are the edits inside of lines, which moved chunks take with them."""

    def __init__(self, lines: SourceLines, writer: Skeleton, base: Sequence[Edit]) -> None:
        self._lines, self._writer, self._base = lines, writer, base

    def whole(self, root: AlignedPart) -> FileChanges:
        """The changes of a whole file, the base ones among them."""
        try:
            changes = self._part(root, 0)
        except _Rewrite:
            changes = self._anew(root)
        # A part that is inserted at the end of another comes before the comments of the next one.
        return FileChanges((*changes.edits, *outside(self._base, changes.edits)), changes.gone)

    def _anew(self, root: AlignedPart) -> FileChanges:
        """The changes of a file in braces, or without its first key: its head is kept, the rest written again."""
        assert root.given is not None
        assert isinstance(root.original, Keys)
        own = {part.path[-1] for part in root.parts} | {
            key.text for key, item in root.given.entries if item in root.gone
        }
        text = self._lines.text
        head = [f"{key.text}: {text[item.start : item.end]}" for key, item in root.given.entries if key.text not in own]
        body = self._writer.keys(root.original, (), LineColumns(0, 0))
        start = self._lines.start(self._lines.number(root.given.start))
        kept = self._comments_in(root.given.start, root.given.end, 0)
        edit = Edit(start, self._after(root.given.end), self._joined([*head, *kept, *body]))
        return FileChanges((edit,), tuple(self._taken_out(root)))

    def _part(self, part: AlignedPart, above: int) -> FileChanges:
        """The changes of a part that the translation has."""
        given = part.given
        assert given is not None
        if part.same:
            return FileChanges()
        if isinstance(part.original, Scalar):
            return FileChanges((Edit(given.start, given.end, in_brackets(part.original.text)),))
        if given.flow:
            raise _Rewrite
        return self._keys(part, given) if isinstance(part.original, Keys) else self._items(part, given, above)

    def _keys(self, part: AlignedPart, given: PlacedValue) -> FileChanges:
        changes = FileChanges()
        for at, (key, item) in enumerate(given.entries):
            if item in part.gone:
                # The comments of the first key are further left, or the key is behind a dash.
                if at == 0:
                    raise _Rewrite
                start, end = self._chunk(key.start, item.end)
                changes += FileChanges((Edit(start, end, ""),), tuple(self._kept(item, start, end)))
        keys = {key.text: (key, item) for key, item in given.entries}
        column = self._lines.column(given.start)
        last = max((item.end for key, item in given.entries[:1]), default=given.start)
        for sub in part.parts:
            name = str(sub.path[-1])
            if name in keys:
                changes += self._entry(sub, *keys[name], part, column)
                last = keys[name][1].end
            else:
                lines = self._new_entry(sub, part, column)
                after = self._after(last)
                changes += FileChanges((Edit(after, after, self._joined(lines)),))
        return changes

    def _new_entry(self, sub: AlignedPart, part: AlignedPart, column: int) -> list[str]:
        key = next(key for key, _ in part.original.entries if key.text == sub.path[-1])  # type: ignore[union-attr]
        return self._writer.entry(key, sub.original, part.path, LineColumns(column, column), text=sub.text)

    def _entry(
        self, sub: AlignedPart, key: PlacedValue, item: PlacedValue, part: AlignedPart, column: int
    ) -> FileChanges:
        try:
            if sub.given is not None:
                return self._part(sub, column)
        except _Rewrite:
            pass
        if not self._lines.begins(key.start):
            raise _Rewrite
        start, end = self._chunk(key.start, item.end)
        kept = self._comments_in(start, end, column)
        edit = Edit(start, end, self._joined([*kept, *self._new_entry(sub, part, column)]))
        return FileChanges((edit,), tuple(self._taken_out(sub)))

    def _items(self, part: AlignedPart, given: PlacedValue, above: int) -> FileChanges:
        subs = [self._item(sub, given, above) if sub.given is not None else None for sub in part.parts]
        if [sub.given for sub in part.parts] == [*given.items]:
            return sum((each for each in subs if each is not None), FileChanges())
        dashes = [self._lines.dash(given, item) for item in given.items]
        if not dashes or not self._lines.begins(dashes[0]):
            raise _Rewrite
        chunks = self._chunks(given, dashes)
        column = self._lines.column(given.start)
        text, gone = "", ()  # type: tuple[str, tuple[str, ...]]
        for sub, changes in zip(part.parts, subs, strict=True):
            if changes is None or sub.given is None:
                text += self._joined(self._writer.item(sub.original, sub.path, LineColumns(column, above)))
                continue
            start, end = chunks[id(sub.given)]
            edits = [*changes.edits, *within(outside(self._base, changes.edits), start, end)]
            text += self._left(edited(self._lines.text, edits, start, end), above)
            gone += changes.gone
        for item in part.gone:
            gone += tuple(self._kept(item, *chunks[id(item)]))
        first, last = chunks[id(given.items[0])], chunks[id(given.items[-1])]
        return FileChanges((Edit(first[0], last[1], text),), gone)

    def _item(self, sub: AlignedPart, given: PlacedValue, above: int) -> FileChanges:
        assert sub.given is not None
        dash = self._lines.dash(given, sub.given)
        try:
            return self._part(sub, above)
        except _Rewrite:
            if not self._lines.begins(dash):
                raise
        start, end = self._chunk(dash, sub.given.end)
        kept = self._comments_in(start, end, above)
        lines = self._writer.item(sub.original, sub.path, LineColumns(self._lines.column(dash), above))
        return FileChanges((Edit(start, end, self._joined([*kept, *lines])),), tuple(self._taken_out(sub)))

    def _chunks(self, given: PlacedValue, dashes: Sequence[int]) -> Mapping[int, tuple[int, int]]:
        """Where the chunk of each item begins and ends; it includes everything after the item before."""
        ends = [self._after(item.end) for item in given.items]
        first, _ = self._chunk(dashes[0], given.items[0].end)
        return {id(item): (start, end) for item, start, end in zip(given.items, [first, *ends[:-1]], ends, strict=True)}

    def _chunk(self, start: int, end: int) -> tuple[int, int]:
        """Where the lines begin and end, from the comments above one place to the line of the other."""
        line = self._lines.comments_above(self._lines.number(start))
        return self._lines.start(line), self._after(end)

    def _after(self, end: int) -> int:
        return self._lines.start(self._lines.number(end) + 1)

    def _comments_in(self, start: int, end: int, column: int) -> list[str]:
        """The comments that a person wrote in a part of the file; records are written again."""
        comments = self._lines.all_comments(self._lines.number(start), self._lines.number(end - 1))
        return [" " * column + text.strip() for each in comments if each.record is None for text in each.lines]

    def _taken_out(self, part: AlignedPart) -> Iterator[str]:
        """The lines of the texts in a part that the original lost, or that are replaced."""
        for item in (part.replaced, *part.gone):
            if item is not None and _has_text(item):
                yield from self._written(item.start, item.end)
        for sub in part.parts:
            yield from self._taken_out(sub)

    def _kept(self, item: PlacedValue, start: int, end: int) -> list[str]:
        """The lines to keep of a chunk that is removed; if it has no text, only the comments that a person wrote."""
        return self._written(start, end) if _has_text(item) else self._comments_in(start, end, 0)

    def _written(self, start: int, end: int) -> list[str]:
        """The lines of a part of the file that aren't empty."""
        return [line for line in self._lines.text[start:end].splitlines() if line.strip()]

    def _left(self, chunk: str, above: int) -> str:
        """A chunk whose first comments are indented no further than the key above allows."""
        lines = chunk.splitlines(keepends=True)
        for at, line in enumerate(lines):
            if line.strip() and not line.lstrip(" ").startswith("#"):
                break
            if line[: above + 1].strip() == "" and line.strip():
                lines[at] = " " * above + line.lstrip(" ")
        return "".join(lines)

    def _joined(self, lines: Sequence[str]) -> str:
        return "".join(line + self._lines.end for line in lines)


def _has_text(item: PlacedValue) -> bool:
    return any(each.text.strip() and not each.null for each in scalars(item))
