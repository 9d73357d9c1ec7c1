"""A translation's file, written new or updated from its original; nothing that a person wrote in it is lost."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC

from msgspec import Struct

from handout.translate.aligned_file import AlignedFile
from handout.translate.edits import Edit, edited
from handout.translate.originals import Original
from handout.translate.recorded import TextLine, fillings, new_records
from handout.translate.records import OriginalRecord
from handout.translate.restructure import Restructure
from handout.translate.skeleton import CarriedText, LineColumns, Skeleton, ValuePath

GONE = "# No longer in the original; delete what isn't needed:"


class SaidText(Struct, frozen=True):
    """A text of a translation, with what is known of its original."""

    text: str
    """Empty where it isn't translated yet."""
    was: str
    """The older text of the original that it translates; empty if it translates the present one."""


class WrittenTranslation(Struct, frozen=True, kw_only=True):
    """A translation's file as it has to be, and what is left for the translator to do."""

    content: bytes
    texts: int
    """How many texts there are."""
    missing: int
    """How many texts are empty."""
    changed: int
    """How many texts translate an older text of the original."""
    gone: int
    """How many lines were moved to the end of the file, as comments."""
    said: MappingABC[ValuePath, SaidText]
    reviewed: bool
    """Whether the file says that a clinician has checked it."""


def skeleton(
    original: Original, head: str, file: str, filled: MappingABC[ValuePath, str] | None = None
) -> WrittenTranslation:
    """A new file of a translation, without texts; `head` is its first comment."""
    lines = [
        *head.splitlines(),
        f"translates: {original.updated}",
        "review: {status: draft}",
        *Skeleton(original.shape, original.language).keys(original.value, (), LineColumns(0, 0)),
    ]
    content = "".join(f"{line}\n" for line in lines).encode()
    return updated(original, content, file, filled)


def updated(
    original: Original, content: bytes, file: str, filled: MappingABC[ValuePath, str] | None = None
) -> WrittenTranslation:
    """A translation's file updated from its original, with some texts filled in; InputError where it can't be read.

    A text that is `filled` in translates the present original.
    """
    old = AlignedFile(original, content, file)
    filled = filled or {}
    lines = old.lines
    current = old.date == original.updated
    records, edits = new_records(old.texts, lines, current=current, filled=filled)
    carried = {each.part.path: _carried(each, records, filled) for each in old.texts}
    writer = Skeleton(original.shape, original.language, carried, old.writer.with_sources)
    changes = Restructure(lines, writer, [*edits, *fillings(old.texts, lines, filled)]).whole(old.root)
    result = _with_gone(edited(lines.text, changes.edits), changes.gone, lines.end)
    return _finished(original, AlignedFile(original, result.encode(), file), old, len(changes.gone))


def _carried(
    text: TextLine, records: MappingABC[ValuePath, OriginalRecord], filled: MappingABC[ValuePath, str]
) -> CarriedText:
    given = filled.get(text.part.path, "" if text.null else text.given.text.strip("\n"))
    return CarriedText(given, records.get(text.part.path, OriginalRecord("")))


def _with_gone(text: str, gone: tuple[str, ...], end: str) -> str:
    if not gone:
        return text
    head = [] if f"\n{GONE}" in text else ["", GONE]
    return text + "".join(line.rstrip(" ") + end for line in (*head, *(f"#   {line}" for line in gone)))


def _finished(original: Original, new: AlignedFile, old: AlignedFile, gone: int) -> WrittenTranslation:
    """The file, with its date if nothing is left to do; a lost part or record is a bug, and raises RuntimeError."""
    if not new.root.same:
        raise RuntimeError("the translation that was written hasn't the shape of its original")
    texts = [each for each in new.texts if each.recorded]
    records, edits = new_records(texts, new.lines, current=True, filled={})
    if edits:
        raise RuntimeError("the translation that was written hasn't its records")
    missing = sum(each.missing for each in texts)
    changed = sum(bool(record.was) for record in records.values())
    text = new.lines.text
    date = new.value.get("translates")
    if date is not None and not missing and not changed and date.text < original.updated:
        text = edited(text, [Edit(date.start, date.end, original.updated)])
    text = old.written if text == old.lines.text else text
    said = {
        each.part.path: SaidText("" if each.missing else each.given.text, records[each.part.path].was) for each in texts
    }
    return WrittenTranslation(
        content=(old.mark + text).encode(), texts=len(texts), missing=missing, changed=changed, gone=gone, said=said,
        reviewed=new.status == "reviewed",
    )  # fmt: skip
