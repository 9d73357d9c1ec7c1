"""The static words of a leaf, in which something is looked for; and runs divided where it was found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from handout.document import Leaf, Run

_OTHER = "X"
"""In place of each word that is something else already, and of a patient's words, whatever these are.  As a letter, it
lets no word or number end beside it: with another patient's words there it may be another one."""
_WORD = re.compile(r"\S+")


class Found(Struct, frozen=True):
    """A stretch of the static text of a leaf, and what its runs become."""

    start: int
    end: int
    link: str | None = None
    expansion: str | None = None
    strong: bool = False


def static_text(leaf: Leaf) -> str:
    """The text of a leaf, with each other word as a letter; places in it are those of `marked`."""
    return "".join(map(_searched, leaf.runs))


def marked(leaf: Leaf, found: Sequence[Found]) -> Leaf:
    """The leaf with its runs divided at the ends of what was found there."""
    runs: list[Run] = []
    start = 0
    for run in leaf.runs:
        runs += _divided(run, start, found) if _static(run) else [run]
        start += len(_searched(run))
    return replace(leaf, runs=tuple(runs))


def _searched(run: Run) -> str:
    if _static(run):
        return run.text
    return _OTHER if run.slot else _WORD.sub(_OTHER, run.text)


def _static(run: Run) -> bool:
    """Whether a run has words of its own only, which can be divided."""
    other = run.link, run.lang, run.alt, run.expansion, run.blank, run.page_of
    return not run.slot and all(part is None for part in other)


def _divided(run: Run, start: int, found: Sequence[Found]) -> Iterator[Run]:
    """A run that begins at an index of the static text."""
    at, end = start, start + len(run.text)
    for each in found:
        first, last = max(each.start, start), min(each.end, end)
        if first >= last:
            continue
        if first > at:
            yield replace(run, text=run.text[at - start : first - start])
        own = run.text[first - start : last - start]
        yield replace(run, text=own, link=each.link, expansion=each.expansion, strong=run.strong or each.strong)
        at = last
    if at < end or not run.text:
        yield replace(run, text=run.text[at - start :])
