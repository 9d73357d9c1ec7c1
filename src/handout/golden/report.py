"""Changes as lines of plain text, by page and section: for failing tests, and for `handout snapshot check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handout.compare.change import Change

LONGEST = 300
"""Characters of a line; what is left out stands in the golden as well as in the new text."""


def shown(changes: Iterable[Change]) -> Iterator[str]:
    """Where something changed, and under it what was there after `-` and what is there now after `+`."""
    for place, together in groupby(changes, key=_place):
        yield place
        for change in together:
            yield from (f"  {line}" for line in _lines(change))


def _place(change: Change) -> str:
    if change.band:
        return f"headers and footers, page {change.page_new or change.page_old}"
    page = f"page {change.page_new}" if change.page_new is not None else f"page {change.page_old} of the golden"
    return ", ".join([page, *[" › ".join(change.section)] * bool(change.section)])


def _lines(change: Change) -> Iterator[str]:
    if change.kind == "moved-page":
        yield _short(f"from page {change.page_old} to page {change.page_new}: {change.new}")
    elif change.kind == "moved-section":
        yield _short(f"in another order, on page {change.page_old} of the golden: {change.new}")
    else:
        for mark, words in (("-", change.old), ("+", change.new)):
            if words:
                yield _short(f"{mark} {' '.join(filter(None, (change.before, words, change.after)))}")


def _short(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
