"""Two texts compared: equal passages, passages in another order, and the words that changed between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from handout.compare.align import IndexPair, Ranges, equal_pairs, gaps
from handout.compare.change import Change, ChangeKind
from handout.compare.moved_cells import misplaced, row, shifted
from handout.compare.passages import LEAST_MOVED, Gap, Passages, blank, runs, without
from handout.compare.sliders import slid
from handout.compare.words import WordSequence, alike

_AROUND = 4
"""Words of context."""
_SHOWN = 8
"""Words that are shown of what only moved to another page."""
_BETWEEN = 1
"""Equal words between two changes that are reported as one, even in different passages."""


class FoundChange(NamedTuple):
    """A change, and the numbers of its words."""

    place: int
    """The number of the new word at which it is reported."""
    change: Change
    old: list[int]
    new: list[int]


class TextDiff:
    """The changes between two texts."""

    def __init__(self, old: WordSequence, new: WordSequence, *, guessed: bool = False) -> None:
        """`guessed`: the cells of one text, or of both, are guessed."""
        self.old, self.new, self._guessed = old, new, guessed
        passages = Passages(old, new, cells=not guessed)
        self._old_words, self._new_words = passages.old_words, passages.new_words
        pairs, gaps = passages.paired()
        in_place = [passages.in_place(gap) for gap in gaps]
        replaced = passages.replaced([pair for cells in in_place for pair in cells])
        moved = passages.moved([without(gap, replaced) for gap in gaps])
        self._pairs: list[IndexPair] = [pair for i, j in pairs for pair in zip(old.range(i), new.range(j), strict=True)]
        found = [*self._reordered(moved, {i for cells in in_place for i, _ in cells})]
        for gap, cells in zip(gaps, in_place, strict=True):
            found += self._in_gap(gap, cells, moved)
        found = [*self._within_rows(found), *self._under_other_heads()]
        self.changes = tuple(each.change for each in sorted(found, key=itemgetter(0)))
        self.moved = tuple(self._elsewhere())

    def _in_gap(self, gap: Gap, cells: Sequence[IndexPair], moved: Sequence[IndexPair]) -> Iterator[FoundChange]:
        """The changes between equal passages: of each cell that keeps its place, then of the rest."""
        gone, come = {i for i, _ in moved}, {j for _, j in moved}
        for i, j in cells:
            # A blank cell where a value was, or where it is now, is part of its move.
            filled, left_blank = j in come and blank(self.old, i), i in gone and blank(self.new, j)
            old = [] if i in gone or filled else [*self.old.range(i)]
            new = [] if j in come or left_blank else [*self.new.range(j)]
            yield from self._changed(Gap(old, new, self.new.starts[j]))
        rest = without(gap, cells)
        left = [at for i in rest.old if i not in gone for at in self.old.range(i)]
        there = [at for j in rest.new if j not in come for at in self.new.range(j)]
        yield from self._changed(Gap(left, there, gap.place))

    def _reordered(self, moved: Sequence[IndexPair], cells: Set[int]) -> Iterator[FoundChange]:
        """What moved; of the passages of `cells`, each alone."""
        for run in runs(moved):
            for _, part in groupby(run, key=lambda pair: (self.new.sections[pair[1]], pair[0] in cells and pair[0])):
                pairs = [*part]
                old = [at for i, _ in pairs for at in self.old.range(i)]
                new = [at for _, j in pairs for at in self.new.range(j)]
                yield self._found(new[0], "moved-section", old, new)

    def _within_rows(self, found: Sequence[FoundChange]) -> Iterator[FoundChange]:
        """The changes, with cells that moved in their row instead of the empty cells around them."""
        empty = [each for each in found if not (self.old.spoken(each.old) or self.new.spoken(each.new))]
        rows_old = {row(self.old, each.old) for each in empty} - {None}
        rows_new = {row(self.new, each.new) for each in empty} - {None}
        moved = [
            (i, j)
            for i, j in (shifted(self.old, self.new, self._pairs) if empty else ())
            if row(self.old, [i]) in rows_old or row(self.new, [j]) in rows_new
        ]
        reported_old, reported_new = {row(self.old, [i]) for i, _ in moved}, {row(self.new, [j]) for _, j in moved}
        for each in found:
            reported = row(self.old, each.old) in reported_old or row(self.new, each.new) in reported_new
            if each not in empty or not reported:
                yield each
        yield from (self._moved_cell(i, j) for i, j in moved)

    def _under_other_heads(self) -> Iterator[FoundChange]:
        if self._guessed:
            yield from (self._moved_cell(i, j) for i, j in misplaced(self.old, self.new, self._pairs))

    def _moved_cell(self, i: int, j: int) -> FoundChange:
        """The change of a cell that is in another place, from a word of it in each text."""
        old, new = self.old.range(self.old.passage(i)), self.new.range(self.new.passage(j))
        return self._found(j, "moved-section", [*old], [*new])

    def _changed(self, gap: Gap) -> Iterator[FoundChange]:
        """The changes between words that aren't whole passages; equal words among them are added to the pairs."""
        old, new = gap.old, gap.new
        pairs = equal_pairs([self._old_words[at] for at in old], [self._new_words[at] for at in new])
        self._pairs += [(old[i], new[j]) for i, j in pairs]
        for hunk in self._hunks(gap, pairs):
            place = new[hunk.new] if hunk.new < len(new) else new[-1] + 1 if new else gap.place
            for i, j in self._parts(old[hunk.old : hunk.old_end], new[hunk.new : hunk.new_end]):
                yield self._found(place, "changed" if i and j else "removed" if i else "added", i, j)

    def _hunks(self, gap: Gap, pairs: Sequence[IndexPair]) -> list[Ranges]:
        """The ranges between equal words; a word between two changes in one passage is part of them."""
        hunks: list[Ranges] = []
        for hunk in gaps(pairs, len(gap.old), len(gap.new)):
            if self._alike(gap, hunk):
                continue
            if hunks and self._near(gap, hunks[-1], hunk):
                hunks[-1] = Ranges(hunks[-1].old, hunk.old_end, hunks[-1].new, hunk.new_end)
            else:
                hunks.append(hunk)
        return hunks

    def _alike(self, gap: Gap, hunk: Ranges) -> bool:
        old, new = gap.old[hunk.old : hunk.old_end], gap.new[hunk.new : hunk.new_end]
        return alike([self.old.words[at] for at in old], [self.new.words[at] for at in new])

    def _near(self, gap: Gap, before: Ranges, after: Ranges) -> bool:
        between = after.old - before.old_end
        if between > _AROUND:
            return False
        # The words around a change must be the same in both texts, so no other change of the passage may be so near.
        old = {self.old.passage(gap.old[at]) for at in range(before.old, after.old_end)}
        new = {self.new.passage(gap.new[at]) for at in range(before.new, after.new_end)}
        if len(old) == len(new) == 1:
            return True
        around = [self.new.words[gap.new[at]] for at in range(before.new_end - 1, after.new + 1) if at < len(gap.new)]
        return between <= _BETWEEN and len({word.passage for word in around}) <= 1

    def _parts(self, old: list[int], new: list[int]) -> Iterator[tuple[list[int], list[int]]]:
        """A change's words: passage by passage if both sides have as many, and by sections if one side is empty."""
        passages = _grouped(old, self.old.passage), _grouped(new, self.new.passage)
        if old and new and len(passages[0]) == len(passages[1]):
            yield from zip(*passages, strict=True)
        elif old and new:
            yield old, new
        else:
            old, new = slid(self.old, self._old_words, old), slid(self.new, self._new_words, new)
            yield from ((part, []) for part in _grouped(old, self.old.section))
            yield from (([], part) for part in _grouped(new, self.new.section))

    def _found(self, place: int, kind: ChangeKind, old: list[int], new: list[int]) -> FoundChange:
        return FoundChange(place, self._change(kind, old, new), old, new)

    def _change(self, kind: ChangeKind, old: list[int], new: list[int]) -> Change:
        before, after = self._around(self.new, new) if new else self._around(self.old, old)
        said = self.old.said(old), self.new.said(new)
        if said[0] == said[1] and kind != "moved-section":
            said = self.old.marked(old), self.new.marked(new)
        return Change(
            kind=kind,
            section=self.new.section(new[0]) if new else self.old.section(old[0]),
            page_old=self.old.words[old[0]].page if old else None,
            page_new=self.new.words[new[0]].page if new else None,
            old=said[0],
            new=said[1],
            before=before,
            after=after,
            cell_old=_cell(self.old, old),
            cell_new=_cell(self.new, new),
        )

    def _around(self, text: WordSequence, words: list[int]) -> tuple[str, str]:
        """A few words of the same passages before and after; before them, if there is room, the label."""
        first, last = text.words[words[0]].passage, text.words[words[-1]].passage
        start, end = text.range(first)[0], text.range(last)[-1] + 1
        before = text.spoken(range(max(start, words[0] - _AROUND), words[0]))
        after = text.spoken(range(words[-1] + 1, min(end, words[-1] + 1 + _AROUND)))
        label = text.labels[first] if len(before) < _AROUND and not _cell(text, words) else ""
        return " ".join(filter(None, [label, text.said(before)])), text.said(after)

    def _elsewhere(self) -> Iterator[Change]:
        """Equal words on another page, reported once for each pair of pages."""
        pairs = sorted(self._pairs, key=itemgetter(1))
        for (page_old, page_new), run in groupby(pairs, key=self._pages):
            words = self.new.spoken(j for _, j in run)
            if page_old == page_new or len(words) < LEAST_MOVED:
                continue
            text = self.new.said(words[:_SHOWN])
            shown = f"{text} …" if len(words) > _SHOWN else text
            yield Change(
                kind="moved-page",
                section=self.new.section(words[0]),
                page_old=page_old,
                page_new=page_new,
                old=shown,
                new=shown,
            )

    def _pages(self, pair: IndexPair) -> IndexPair:
        return self.old.words[pair[0]].page, self.new.words[pair[1]].page


def _cell(text: WordSequence, words: list[int]) -> str:
    """The heads of a cell, if all words are in one cell."""
    if not words:
        return ""
    passages = {text.passage(at) for at in words}
    return text.places[passages.pop()] if len(passages) == 1 else ""


def _grouped(words: list[int], key: Callable[[int], object]) -> list[list[int]]:
    return [[*group] for _, group in groupby(words, key=key)]
