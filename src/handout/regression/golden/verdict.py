"""A PDF compared with its golden: whether words, tags or only pages changed, and the changes as lines for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from handout.diagnostics import HandoutError, InputError, Span
from handout.extract import PdfReading, reading
from handout.extract import tags as tree
from handout.regression.golden import files
from handout.regression.golden.parse import NEWER, Golden, parsed
from handout.regression.golden.tags import difference
from handout.regression.golden.write import written

if TYPE_CHECKING:
    from handout.compare.change import Change, Comparison
    from handout.compare.masks import Mask
    from handout.compare.report import ReportLine

VerdictKind = Literal["words", "tags", "older", "moved", "same"]
_HEADLINES = {
    "words": "the words changed",
    "tags": "the words are the same, and the tags changed",
    "older": "the golden was made by older extraction rules",
    "moved": "words and tags are the same, and something moved to another page",
    "same": "it is the same",
}


class Verdict(Struct, frozen=True, kw_only=True):
    """What has changed since a golden was written; `kind` is the most serious change."""

    kind: VerdictKind
    comparison: Comparison | None = None
    """Of the words; None if they are the same in every character, or can't be compared."""
    tags: tuple[str, ...] = ()
    """Lines of the tag tree as a diff: lines that are gone after `-`, new lines after `+`."""
    pages: tuple[int, ...] = ()
    """Pages on which something differs; none if they aren't known."""
    note: str = ""
    """About a golden that was made by older rules, or of another document."""
    stale: bool = False
    """An update should write it again."""

    @property
    def headline(self) -> str:
        """In a few words."""
        return _HEADLINES[self.kind]

    def fails(self, *, moved: bool = False) -> bool:
        """Whether a check fails; words that only moved to another page count if `moved` says so."""
        return self.kind in ("words", "tags", "older") or (moved and self.kind == "moved")

    def lines(self) -> Iterator[ReportLine]:
        """Everything that changed, by page and section."""
        from handout.compare.report import ReportPart, lines

        if self.comparison is not None:
            yield from lines(self.comparison, moved=self.kind != "words")
        if self.tags:
            yield [ReportPart("tags", "place")]
            yield from ([ReportPart("  "), ReportPart(line, "old" if line[0] == "-" else "new")] for line in self.tags)
        if self.note:
            yield [ReportPart(self.note)]


def golden_text(pdf: Path | bytes, about: str = "") -> str:
    """The golden of a PDF; HandoutError for one that can't be read, or has no words."""
    found = reading(pdf)
    if not any(passage.text.strip() for page in found.pages for passage in page.passages):
        where = Span(str(pdf) if isinstance(pdf, Path) else "PDF")
        hint = "pictures of pages, as a scanner makes them, can't be compared as words"
        raise InputError.at(where, "there is no text in the PDF", hint, "no-text")
    return written(found, tree.show(tree.tags(pdf)), about)


def compare_with_golden(
    path: Path, name: str, new: str, masks: Sequence[Mask] = (), *, replacing: bool = False
) -> Verdict:
    """What has changed from a golden to its text of now.

    HandoutError for a golden that can't be understood; while replacing, only for one of a newer version.
    """
    now = parsed(new, "new")
    try:
        then = parsed(files.read(path, name), name)
    except HandoutError as error:
        if replacing and path.is_file() and not any(problem.code == NEWER for problem in error.diagnostics):
            return Verdict(kind="words", stale=True, note="the golden could not be understood")
        raise
    return _compared(then, now, masks)


def _compared(then: Golden, now: Golden, masks: Sequence[Mask]) -> Verdict:
    if then.rules < now.rules:
        return _by_older_rules(then, now, masks)
    if then.reading.pages == now.reading.pages and then.tags == now.tags:
        return Verdict(kind="same")
    from handout.compare import compare
    from handout.compare.cells import has_wide_cells

    found = compare(then.reading, now.reading, tuple(masks))
    tags = _tags(then, now, masks, words=bool(found.changes))
    if not (found.changes or tags or _moved(then, now, found.moved)):
        found = replace(found, changes=_repeats(then, now, masks))
    kind: VerdictKind = (
        "words" if found.changes else "tags" if tags else "moved" if _moved(then, now, found.moved) else "same"
    )
    note = _note(then, now) if kind in ("words", "tags") else ""
    # An older golden doesn't say how many columns a cell covers.
    wider = has_wide_cells(now.reading) and not has_wide_cells(then.reading)
    return Verdict(
        kind=kind, comparison=found, tags=tags, note=note, stale=kind != "same" or wider,
        pages=_pages(now, (*found.changes, *found.moved)) if kind != "tags" else (),
    )  # fmt: skip


def _repeats(then: Golden, now: Golden, masks: Sequence[Mask]) -> tuple[Change, ...]:
    from handout.compare.masks import Masks
    from handout.regression.golden.repeats import changed_repeats

    covering = Masks(masks)
    with covering.within_time():
        return tuple(changed_repeats(then.reading, now.reading, covering))


def _pages(now: Golden, changes: Sequence[Change]) -> tuple[int, ...]:
    """Pages of the new document on which something changed; for what is gone, the page where it would be."""
    found = {change.page_new or change.page_old or 1 for change in changes}
    return tuple(sorted(page for page in found if page <= len(now.reading.pages)))


def _by_older_rules(then: Golden, now: Golden, masks: Sequence[Mask]) -> Verdict:
    """Only the words are compared: newer rules read more than is in an older golden, such as the cell of a word."""
    from handout.compare import compare

    found = compare(then.reading, now.reading, tuple(masks))
    head = f"the golden was made by extraction rules {then.rules}, and these are rules {now.rules}:"
    if not found.changes:
        note = f"{head} {_SAME_WORDS}; {_ANEW}"
        return Verdict(kind="older", note=note, stale=True)
    only = _letters(then.reading) == _letters(now.reading)
    note = f"{head} {_ONLY_RULES if only else _MORE_THAN_RULES}; {_ANEW}"
    pages = _pages(now, found.changes)
    return Verdict(kind="words", comparison=found, note=note, stale=True, pages=pages)


_SAME_WORDS = "the words are the same; the golden doesn't say whether each is in its place"
_ONLY_RULES = "every letter and digit is the same, so only the rules differ"
_MORE_THAN_RULES = "letters or digits differ, so it isn't only the rules"
_ANEW = "write it again with handout snapshot update or pytest --handout-update, and read what git diff shows"


def _moved(then: Golden, now: Golden, moved: Sequence[Change]) -> bool:
    sizes = [[(page.width, page.height) for page in golden.reading.pages] for golden in (then, now)]
    return bool(moved) or sizes[0] != sizes[1]


def _note(then: Golden, now: Golden) -> str:
    """A note if the golden is of another document."""
    if then.about and now.about and then.about != now.about:
        return f"the golden is of: {then.about}; this is: {now.about}"
    return ""


def _letters(reading: PdfReading) -> str:
    """The letters and digits, which no rule of extraction may change."""
    text = "".join(passage.text for page in reading.pages for passage in page.passages)
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def _tags(then: Golden, now: Golden, masks: Sequence[Mask], *, words: bool) -> tuple[str, ...]:
    """The diff of the tag trees; where the words changed, of the lines whose tags or alternatives did."""
    from handout.compare.masks import Masks

    covering = Masks(masks)
    with covering.within_time():
        old, new = ([covering.cover(line).text for line in golden.tags] for golden in (then, now))
    return () if old == new else difference(old, new, words=words)
