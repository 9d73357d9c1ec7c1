"""Words that are longer than their line, made smaller."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from handout.fonts.scripts import needs_shaping
from handout.i18n.dictionary import has_unspaced, installed
from handout.layout.text.letter_joins import joined
from handout.layout.text.line_ends import breaks
from handout.layout.text.words import MeasuredWords, TextLook, TextSpan, measured, width_at
from handout.source.patterns import uncompiled

_SPACES = " \n\u00a0"
_ONE_WORD = uncompiled(r"[ \n\u00a0]*[^ \n\u00a0]+[ \n\u00a0]*")
_SEPARATING = 0.5  # what it costs to end a line between words kept together, where an empty line costs 1


def split(text: str, styles: Sequence[TextLook], given: MeasuredWords, measure: float) -> MeasuredWords:
    """The words with those that are longer than a line split at any place for a break, even inside of a date.

    If it is enough to part a word from the number behind it (`questions 01632 960 123`), nothing else is parted.
    """
    anywhere = breaks(text)
    found: dict[int, float] = {}
    start = 0
    for number, end in enumerate(given.ends):
        if given.ends_at[number] - given.starts_at[number] > measure:
            inner = [at for at in anywhere if start < at < end and not _in_blank(styles, at)]
            led = [at for at in inner if text[at].isdigit() and text[:at].rstrip(_SPACES)[-1:].isalpha()]
            pieces = pairwise([start, *led, end])
            enough = bool(led) and all(width_at(text[a:b].rstrip(_SPACES), styles, a) <= measure for a, b in pieces)
            found.update((at, anywhere[at]) for at in (led if enough else inner))
        found[end] = given.costs[number]
        start = end
    return measured(text, styles, found)


def cut(text: str, styles: Sequence[TextLook], given: MeasuredWords, measure: float) -> MeasuredWords:
    """The words; those that are longer than a line are cut between letters, those kept on a line with one are not.

    A letter that joins the next one isn't parted from it, so a word of such letters may remain too long.
    """
    if given.longest <= measure:
        return given
    found: dict[int, float] = {}
    start = 0
    for number, end in enumerate(given.ends):
        if given.ends_at[number] - given.starts_at[number] > measure:
            for first, last in _each_word(text, styles, TextSpan(start, end)):
                if first > start:
                    found[first] = _SEPARATING
                found.update((at, 0.0) for at in _letters(text[first:last].rstrip(_SPACES), styles, first, measure))
        found[end] = given.costs[number]
        start = end
    return measured(text, styles, found)


def _each_word(text: str, styles: Sequence[TextLook], span: TextSpan) -> list[tuple[int, int]]:
    """Where each of some words that are kept together begins and ends; no word begins inside a blank.

    What is behind a blank is a word of its own: else the blank would take the line's room, and `mg` would be cut.
    """
    begins = {word.start() for word in _ONE_WORD.finditer(text, span.start, span.end)}
    begins.update(look.end for look in styles if look.blank is not None and text[look.end : look.end + 1].isalnum())
    inside = (at for at in sorted(begins) if span.start < at < span.end and not _in_blank(styles, at))
    return [*pairwise([span.start, *inside, span.end])]


def _letters(word: str, styles: Sequence[TextLook], start: int, measure: float) -> list[int]:
    """Where a word is cut so that each piece but the last fills the measure; none if it fits, or lacks its dictionary.

    Letters that are shaped are measured with those before them: beside each other they may be narrower or wider.
    """
    cuts: list[int] = []
    if width_at(word, styles, start) <= measure or (has_unspaced(word) and not installed()):
        return cuts
    shaped = needs_shaping(word)
    first, used = 0, 0.0
    places = [at for at in range(1, len(word)) if not _in_blank(styles, start + at) and not joined(word, at)]
    for at, end in pairwise([0, *places, len(word)]):
        width = width_at(word[at:end], styles, start + at)
        after = width_at(word[first:end], styles, start + first) if shaped else used + width
        if at > first and after > measure:
            cuts.append(start + at)
            first, after = at, width
        used = after
    return cuts


def _in_blank(styles: Sequence[TextLook], at: int) -> bool:
    return any(look.blank is not None and look.start < at < look.end for look in styles)
