"""The texts of a translation with their old and new records, and the edits that write the new records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from handout.source.values import Scalar
from handout.source.yaml.placed import PlacedValue
from handout.translate.alignment import AlignedPart
from handout.translate.edits import Edit
from handout.translate.records import UNKNOWN, CommentPart, OriginalRecord, canonical, read_comments
from handout.translate.skeleton import ValuePath
from handout.translate.source_lines import SourceLines
from handout.translate.written_text import in_brackets, written_text


class TextLine(Struct, frozen=True, kw_only=True):
    """A text of a translation, and the line below its record."""

    part: AlignedPart
    given: PlacedValue
    line: int
    first: int
    """The column of a new record."""
    column: int
    """The column of the key or the dash before the text."""
    flow: bool

    @property
    def recorded(self) -> bool:
        """Whether it needs a record: the original isn't empty."""
        return bool(self._original.strip())

    @property
    def current(self) -> str:
        """The original's text in canonical form."""
        return canonical(self._original)

    @property
    def missing(self) -> bool:
        """Whether the text isn't translated yet."""
        return self.recorded and (not self.given.text.strip() or self.null)

    @property
    def null(self) -> bool:
        """Whether the file has no text here, or YAML's null."""
        return self.given.null

    @property
    def _original(self) -> str:
        return self.part.original.text if isinstance(self.part.original, Scalar) else ""


class _RecordPlace(Struct, frozen=True):
    """Where a value is: the line below its record, and the columns of records."""

    line: int
    first: int
    """The column of a record above the line in which the value begins."""
    above: int
    """The column of a record above a later line."""
    flow: bool = False
    column: int = 0


def text_lines(part: AlignedPart, lines: SourceLines) -> Iterator[TextLine]:
    """The texts that a translation has, in the file's order."""
    found = _below(part, lines, _RecordPlace(lines.number(lines.root.start), 0, 0))
    return iter(sorted(found, key=lambda each: each.given.start))


def _below(part: AlignedPart, lines: SourceLines, at: _RecordPlace) -> Iterator[TextLine]:
    given = part.given
    if given is None:
        return
    if part.text:
        yield TextLine(part=part, given=given, line=at.line, first=at.first, column=at.column, flow=at.flow)
    starts = {id(item): key.start for key, item in given.entries}
    for sub in part.parts:
        if sub.given is None:
            continue
        if given.flow or at.flow:
            yield from _below(sub, lines, _RecordPlace(at.line, at.first, at.above, flow=True))
            continue
        keyed = id(sub.given) in starts
        start = starts[id(sub.given)] if keyed else lines.dash(given, sub.given)
        column = lines.column(start)
        first = at.first if not lines.begins(start) else at.above if start == given.start or not keyed else column
        yield from _below(
            sub, lines, _RecordPlace(lines.number(start), first, column if keyed else first, column=column)
        )


def new_records(
    found: Iterable[TextLine], lines: SourceLines, *, current: bool, filled: Mapping[ValuePath, str]
) -> tuple[dict[ValuePath, OriginalRecord], list[Edit]]:
    """The record that each text must have, and the edits of the records that differ in the file.

    `current` says whether the translation, by its date, was made from the present original.
    """
    records: dict[ValuePath, OriginalRecord] = {}
    edits: list[Edit] = []
    for line, group in groupby((each for each in found if each.recorded), key=lambda each: each.line):
        texts = [*group]
        above = lines.comments_above(line)
        comments = lines.comments(above, line)
        old = _matched([each.record for each in comments if each.record is not None], texts)
        new = [_renewed(*pair, current=current, filled=filled) for pair in zip(texts, old, strict=True)]
        records |= {text.part.path: record for text, record in zip(texts, new, strict=True)}
        written = _written(comments, new, texts[0].first, lines)
        if written != [line for comment in comments for line in comment.lines]:
            block = "".join(each + lines.end for each in written)
            edits.append(Edit(lines.start(above), lines.start(line), block))
    return records, edits


def _matched(records: list[OriginalRecord], texts: list[TextLine]) -> Sequence[OriginalRecord | None]:
    """The record of each text of one line, in order; if there are more records, or fewer, each is unknown.

    Equal texts prove nothing then: in a list in brackets, an item may have been deleted and the next one moved up.
    """
    if len(records) == len(texts):
        return records
    return [OriginalRecord(text.current, UNKNOWN) if records else None for text in texts]


def _renewed(
    text: TextLine, old: OriginalRecord | None, *, current: bool, filled: Mapping[ValuePath, str]
) -> OriginalRecord:
    if text.missing or text.part.path in filled:
        return OriginalRecord(text.current)
    if old is None:
        return OriginalRecord(text.current, "" if current else UNKNOWN)
    if old.text == text.current:
        return old
    was = old.was or old.text
    return OriginalRecord(text.current, "" if was == text.current else was)


def _written(comments: list[CommentPart], new: list[OriginalRecord], first: int, lines: SourceLines) -> list[str]:
    """The comment lines above a line, with the new records of its texts; a person's comments stay in their place."""
    old = [each for each in comments if each.record is not None]
    if old:
        first = len(old[0].lines[0]) - len(old[0].lines[0].lstrip(" "))
    fresh = iter(new)
    found: list[str] = []
    for each in comments if len(old) == len(new) else ():
        record = next(fresh) if each.record is not None else None
        found += each.lines if record == each.record or record is None else record.lines(lines.language, first)
    if [each.record for each in read_comments(found, lines.language) if each.record is not None] == new:
        return found
    # A record is lost, or a person's comment below a record would be read as a part of the record.
    kept = [line for each in comments if each.record is None for line in each.lines]
    return [*kept, *(line for record in new for line in record.lines(lines.language, first))]


def fillings(found: Iterable[TextLine], lines: SourceLines, filled: Mapping[ValuePath, str]) -> Iterator[Edit]:
    """The edits that write new texts."""
    for each in found:
        text = filled.get(each.part.path)
        if text is None or canonical(text) == canonical(each.given.text):
            continue
        value = in_brackets(text) if each.flow else lines.end.join(written_text(text, each.column))
        start, end = each.given.start, each.given.end
        space = " " if start == end and not lines.text[:start].endswith(" ") else ""
        yield Edit(start, end, space + value)
