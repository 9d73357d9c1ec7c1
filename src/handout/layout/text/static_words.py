"""The static words of a leaf with slots: where its text is divided, and what is measured once for all patients.

The text is divided at two spaces: the nearest before its first slot and the nearest after its last that are between two
plain words.  A plain word is one that no rule of `unbreakable` knows, so nothing on one side of such a space depends on
the other side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import accumulate
from operator import add

from handout.document import Leaf
from handout.fonts.totals import total
from handout.fonts.unicode_scripts import EAST_ASIAN, character_class
from handout.i18n.dictionary import has_unspaced
from handout.layout.text import east_asian
from handout.layout.text.line_breaks import lonely
from handout.layout.text.line_ends import ends_again
from handout.layout.text.unbreakable import plain
from handout.layout.text.words import MeasuredPart, MeasuredWords, TextLook, TextSpan, part, together

_WORD = re.compile(r"[^ ]+")
_WHOLE = re.compile(" · |\n")
"""In a text with one of these, the line ends depend on the whole text."""


class StaticWords:
    """The head and the tail of a leaf's text; the words between them are measured for each patient."""

    def __init__(self, leaf: Leaf, styles: Sequence[TextLook]) -> None:
        text, slots = leaf.text, [number for number, run in enumerate(leaf.runs) if run.slot]
        places = _places(leaf, text, styles)
        self.before = max((at for at in places if at < styles[slots[0]].start), default=0)
        """How many characters the head has."""
        end = next((at for at in places if at > styles[slots[-1]].end + 1), len(text))
        self.after = len(text) - end
        """How many the tail has: it is counted from the end, because patients' words differ in length."""
        self._head = _part(text, leaf, styles, TextSpan(0, self.before))
        tail = _part(text, leaf, styles, TextSpan(end, len(text)))
        self.tail = together([tail.moved(-len(text))])
        """The words of the tail; their places in the text are counted from its end, on the endless line from here."""
        self._lonely = lonely(text, together([tail])) if len(tail.ends) > 1 else None
        around = "".join([run.text for run in (*leaf.runs[: slots[0]], *leaf.runs[slots[-1] + 1 :])])
        self.divisible = _WHOLE.search(around) is None and all(run.blank is None for run in leaf.runs)
        """Whether lines may end in the head and in the tail wherever lines end between them."""
        self.divisible = self.divisible and not _unspaced(around)
        self._between = "".join(["\0" if run.slot else run.text for run in leaf.runs])
        """The static text, with a sign in place of each slot."""

    def divides(self, text: str) -> bool:
        """Whether nothing in the words between head and tail changes where lines of the static words may end."""
        own = text[self.before : len(text) - self.after]
        return _WHOLE.search(own) is None and (not east_asian.has_east_asian(own) or self._steady)

    @cached_property
    def _steady(self) -> bool:
        """Whether nothing in the static text would stay with a word beside it in a text with East Asian letters.

        There a number stays with its counter, even if only one of them is static.
        """
        return next(east_asian.whole(self._between), None) is None

    def words(self, text: str, leaf: Leaf, styles: list[TextLook]) -> MeasuredWords:
        """The words of the text: those of the tail as they are, the others with places counted back from the tail."""
        head, tail = self._head, self.tail
        own = TextSpan(self.before, len(text) - self.after)
        middle = part(text, leaf.runs, styles, own, ends_again)
        widths, gaps = [*head.widths, *middle.widths], [*head.gaps, *middle.gaps]
        starts_at = list(accumulate(map(add, widths, gaps), initial=-total(widths) - total(gaps)))
        ends_at = list(map(add, starts_at, widths))
        starts_at.pop()
        longest = max(tail.longest, max(widths, default=0.0))
        return MeasuredWords(
            [*head.ends, *middle.ends, *tail.ends],
            starts_at + tail.starts_at, ends_at + tail.ends_at, [*head.costs, *middle.costs, *tail.costs], longest,
        )  # fmt: skip

    def lonely(self, text: str, found: MeasuredWords) -> bool:
        """Whether the last word of the text is so short that it shouldn't be alone on a line."""
        return lonely(text, found) if self._lonely is None else self._lonely


def _part(text: str, leaf: Leaf, styles: Sequence[TextLook], span: TextSpan) -> MeasuredPart:
    return part(text, leaf.runs, styles, span) if span.start < span.end else MeasuredPart([], [], [], [])


def _unspaced(text: str) -> bool:
    """Whether a text has letters between which a line may end though there is no space."""
    return not text.isascii() and (has_unspaced(text) or _east_asian().search(text) is not None)


@cache
def _east_asian() -> re.Pattern[str]:
    return re.compile(f"[{character_class(*EAST_ASIAN)}]")


def _places(leaf: Leaf, text: str, styles: Sequence[TextLook]) -> list[int]:
    """The places after the spaces at which the text may be divided, in order: between plain words of static text."""
    own = [look for run, look in zip(leaf.runs, styles, strict=True) if run.whole or run.slot or run.blank is not None]
    found, last = [], -1
    for word in _WORD.finditer(text):
        start, end = word.span()
        free = plain(word.group()) and not any(look.start <= end and start <= look.end for look in own)
        if free and start == last + 1:
            found.append(start)
        last = end if free else -1
    return found
