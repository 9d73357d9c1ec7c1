"""A translation's file, written or brought up to its original; nothing that a person wrote in it is lost."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC

from msgspec import Struct

from handout.diagnostics import Diagnostic, InputError, Span
from handout.source.values import Mapping
from handout.source.yaml import parse
from handout.source.yaml.placed import PlacedValue, placed
from handout.translate.alignment import Alignment
from handout.translate.edits import Edit, edited
from handout.translate.originals import Original
from handout.translate.recorded import TextLine, fillings, new_records, text_lines
from handout.translate.records import OriginalRecord
from handout.translate.restructure import Restructure
from handout.translate.skeleton import CarriedText, LineColumns, Skeleton, ValuePath
from handout.translate.source_lines import SourceLines
from handout.workspace.text_shape import OPTIONAL

GONE = "# No longer in the original; delete what isn't needed:"
_BOM = "\ufeff"


class SaidText(Struct, frozen=True):
    """A text of a translation."""

    text: str
    """Empty where it isn't translated yet."""
    was: str
    """The older text of the original that it translates; empty if it is that of today."""


class WrittenTranslation(Struct, frozen=True, kw_only=True):
    """A translation's file as it has to be, and what is left for the translator."""

    content: bytes
    texts: int
    """How many there are."""
    missing: int
    """How many are empty."""
    changed: int
    """How many translate an older text of the original."""
    gone: int
    """How many lines were taken out, to the end of the file."""
    said: MappingABC[ValuePath, SaidText]
    reviewed: bool
    """Whether it says that a clinician has checked it."""


def skeleton(
    original: Original, head: str, file: str, filled: MappingABC[ValuePath, str] | None = None
) -> WrittenTranslation:
    """The file of a translation that there isn't yet; `head` is its first comment."""
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
    """A translation's file brought up to its original, with some texts put in; InputError where it can't be read.

    A text that is `filled` in translates the original of today.
    """
    file_ = _File(content, file)
    filled = filled or {}
    lines = SourceLines(file_.text, file_.root, original.language)
    writer = Skeleton(original.shape, original.language, with_sources=file_.root.get(OPTIONAL) is not None)
    root = Alignment(writer, lines.records_in).part(original.value, file_.root)
    texts = [*text_lines(root, lines)]
    records, edits = new_records(texts, lines, current=_date(file_.root) == original.updated, filled=filled)
    carried = {each.part.path: _carried(each, records, filled) for each in texts}
    writer = Skeleton(original.shape, original.language, carried, writer.with_sources)
    changes = Restructure(lines, writer, [*edits, *fillings(texts, lines, filled)]).whole(root)
    result = _with_gone(edited(file_.text, changes.edits), changes.gone, lines.end)
    return _finished(original, _File(result.encode(), file), file_, len(changes.gone))


class _File:
    """A translation's file, read."""

    def __init__(self, content: bytes, name: str) -> None:
        value, problems = parse(content, name)
        InputError.raise_for(problem for problem in problems if problem.severity == "error")
        if not isinstance(value, Mapping):
            raise InputError([Diagnostic(Span(name), "expected keys and values", "write title: …", "expected-mapping")])
        text = content.decode()
        self.mark = _BOM if text.startswith(_BOM) else ""
        self.written = text.removeprefix(_BOM)
        end = "\r\n" if "\r\n" in text else "\n"
        self.text = self.written if self.written.endswith(("\n", "\r")) else self.written + end
        self.root = placed(self.text, value, name)


def _date(root: PlacedValue) -> str:
    found = root.get("translates")
    return found.text if found is not None else ""


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


def _finished(original: Original, new: _File, old: _File, gone: int) -> WrittenTranslation:
    """The file with its date, if nothing is left to do; a file that isn't whole is a fault of this program."""
    lines = SourceLines(new.text, new.root, original.language)
    writer = Skeleton(original.shape, original.language, with_sources=new.root.get(OPTIONAL) is not None)
    root = Alignment(writer, lines.records_in).part(original.value, new.root)
    if not root.same:
        raise RuntimeError("the translation that was written hasn't the shape of its original")
    texts = [each for each in text_lines(root, lines) if each.recorded]
    records, edits = new_records(texts, lines, current=True, filled={})
    if edits:
        raise RuntimeError("the translation that was written hasn't its records")
    missing = sum(each.missing for each in texts)
    changed = sum(bool(record.was) for record in records.values())
    text = new.text
    date = new.root.get("translates")
    if date is not None and not missing and not changed and date.text < original.updated:
        text = edited(text, [Edit(date.start, date.end, original.updated)])
    text = old.written if text == old.text else text
    said = {
        each.part.path: SaidText("" if each.missing else each.given.text, records[each.part.path].was) for each in texts
    }
    return WrittenTranslation(
        content=(old.mark + text).encode(), texts=len(texts), missing=missing, changed=changed, gone=gone, said=said,
        reviewed=_status(new.root) == "reviewed",
    )  # fmt: skip


def _status(root: PlacedValue) -> str:
    review = root.get("review")
    status = review.get("status") if review is not None else None
    return status.text if status is not None else ""
