"""Which part of a translation belongs to which part of its original, as the original is today.

Keys are matched by name.  The items of a list are aligned in order, so that as many of their records as possible agree.
The program then looks for each remaining item elsewhere in the same list, by its id or by all of its records.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from handout.content.topic import TranslationHead
from handout.source.fields import fields_of
from handout.source.values import Mapping, Scalar, Value
from handout.source.values import Sequence as List
from handout.source.yaml.placed import PlacedValue
from handout.translate.records import canonical
from handout.translate.skeleton import Skeleton, ValuePath
from handout.workspace.text_shape import FROM_ORIGINAL, OPTIONAL

MOST_COMPARED = 40_000
"""Pairs of items; in longer lists only the equal items at both ends are found, and the others are paired in order."""
_UNKNOWN, _MOVED, _RENAMED = 0.3, 1.0, 0.6
"""The likeness of items without records, and the least likeness of two at different places, or with different ids."""

_HEAD = {"language", "review", OPTIONAL, *fields_of(TranslationHead)}
"""Keys at the top of a file that have no text to translate."""

RecordsIn = Callable[[PlacedValue], Iterable[str]]
"""A function that gives the original's texts in the records of one part of a translation."""


class AlignedPart(Struct, frozen=True, kw_only=True, eq=False):
    """A part of the original with the part of the translation that belongs to it."""

    path: ValuePath
    original: Value
    given: PlacedValue | None
    """The part of the translation; None if the part of the original is new."""
    text: bool = False
    """Whether the part is a text."""
    parts: tuple[AlignedPart, ...] = ()
    """The items of a list, or the values of keys that a translation must have, in the original's order."""
    gone: tuple[PlacedValue, ...] = ()
    """Items, or the values of keys, that the original doesn't have."""
    replaced: PlacedValue | None = None
    """What the translation has in the place of a new part, and can't be its translation."""
    same: bool = False
    """Whether the translation has this structure already."""


class Alignment:
    """Aligns one translation."""

    def __init__(self, skeleton: Skeleton, records_in: RecordsIn) -> None:
        self._skeleton, self._shape, self._records_in = skeleton, skeleton.shape, records_in

    def part(
        self, original: Value, given: PlacedValue | None, path: ValuePath = (), *, text: bool = False
    ) -> AlignedPart:
        """A part of the original with the translation's part, if both are a scalar, a list or a mapping."""
        text = text or (isinstance(original, Scalar) and self._shape.is_text(original))
        if given is None or type(given.value) is not type(original):
            return AlignedPart(path=path, original=original, given=None, text=text, replaced=given)
        match original:
            case Scalar():
                same = text or given.text == original.text
                return AlignedPart(path=path, original=original, given=given, text=text, same=same)
            case Mapping():
                return self._keys(original, given, path)
            case List():
                return self._list(original, given, path)

    def _keys(self, original: Mapping, given: PlacedValue, path: ValuePath) -> AlignedPart:
        texts = self._shape.is_text(original)
        wanted = self._skeleton.entries(original, path)
        parts = tuple(self.part(item, given.get(key.text), (*path, key.text), text=texts) for key, item in wanted)
        known = {key.text for key, _ in original.entries} | FROM_ORIGINAL | (_HEAD if not path else set())
        gone = tuple(item for key, item in given.entries if key.text not in known)
        same = not gone and all(part.same for part in parts)
        return AlignedPart(path=path, original=original, given=given, parts=parts, gone=gone, same=same)

    def _list(self, original: List, given: PlacedValue, path: ValuePath) -> AlignedPart:
        if not self._shape.has_text(original):
            same = [*_words(original)] == [*_words(given.value)]
            return AlignedPart(path=path, original=original, given=given if same else None, replaced=given, same=same)
        pairs = self._pairs(original.items, given.items)
        parts = tuple(
            self.part(item, given.items[pairs[at]] if at in pairs else None, (*path, at))
            for at, item in enumerate(original.items)
        )
        gone = tuple(item for at, item in enumerate(given.items) if at not in pairs.values())
        order = [pairs.get(at) for at in range(len(original.items))]
        same = order == [*range(len(given.items))] and all(part.same for part in parts)
        return AlignedPart(path=path, original=original, given=given, parts=parts, gone=gone, same=same)

    def _pairs(self, items: Sequence[Value], given: Sequence[PlacedValue]) -> dict[int, int]:
        """The number of the translation's item, by the number of the original's item."""
        own = [self._item(item, self._texts(item)) for item in items]
        others = [self._item(item.value, self._records_in(item)) for item in given]
        first, last = _ends(own, others)
        pairs = {at: at for at in range(first)}
        pairs |= {len(own) - 1 - at: len(others) - 1 - at for at in range(last)}
        inner, outer = own[first : len(own) - last], others[first : len(others) - last]
        pairs |= {first + one: first + other for one, other in _in_order(inner, outer)}
        for at, item in enumerate(own):
            if at not in pairs:
                free = (other for other in range(len(others)) if other not in pairs.values())
                found = next((other for other in free if item.moved_from(others[other])), None)
                pairs |= {at: found} if found is not None else {}
        return pairs

    def _item(self, value: Value, texts: Iterable[str]) -> _ListItem:
        used = value.get("use") if isinstance(value, Mapping) else None
        name = self._shape.name(value) or (used.text if isinstance(used, Scalar) else "")
        return _ListItem((type(value).__name__, *self._shape.kinds_of(value)), name, tuple(texts))

    def _texts(self, value: Value, *, text: bool = False) -> Iterator[str]:
        """The texts of a part of the original, in canonical form."""
        match value:
            case Scalar() if (text or self._shape.is_text(value)) and value.text.strip():
                yield canonical(value.text)
            case Mapping():
                texts = self._shape.is_text(value)
                for _, item in self._shape.entries(value):
                    yield from self._texts(item, text=texts)
            case List():
                for item in value.items:
                    yield from self._texts(item)


class _ListItem(Struct, frozen=True):
    """An item of the original, or of the translation."""

    kind: tuple[str, ...]
    """Whether it is a scalar, a list or a mapping, and the kind of a block."""
    name: str
    """Its id, or the fragment that it uses; empty for none."""
    texts: tuple[str, ...]
    """The original's texts; a translation without records has none."""

    def alike(self, other: _ListItem) -> float:
        """From 0 to 1, how much of this item is in the other one; below 0 if the two can't belong together."""
        if self.kind != other.kind:
            return -1.0
        likeness = 1.0 if self.texts == other.texts else _UNKNOWN if not other.texts else _shared(self, other)
        if self.name != other.name:
            return likeness if other.texts and likeness >= _RENAMED else -1.0
        return likeness + (self.name != "")

    def moved_from(self, other: _ListItem) -> bool:
        """Whether it is the same item at another place."""
        return self.alike(other) >= _MOVED and bool(self.texts or self.name)


def _shared(one: _ListItem, other: _ListItem) -> float:
    """The share of words that two items have in common."""
    own, others = (Counter(re.findall(r"\w+", " ".join(each.texts).lower())) for each in (one, other))
    return 0.95 * 2 * (own & others).total() / max(1, own.total() + others.total())


def _ends(own: Sequence[_ListItem], others: Sequence[_ListItem]) -> tuple[int, int]:
    """How many items at the beginning, and how many at the end, are certainly the same."""
    most = min(len(own), len(others))
    same = [one == other for one, other in zip(own, others, strict=False)]
    first = same.index(False) if False in same else most
    tail = [one == other for one, other in zip(reversed(own[first:]), reversed(others[first:]), strict=False)]
    return first, tail.index(False) if False in tail else min(len(own) - first, len(others) - first)


def _in_order(own: Sequence[_ListItem], others: Sequence[_ListItem]) -> list[tuple[int, int]]:
    """Pairs in the same order on both sides, as many and as alike as can be."""
    if len(own) * len(others) > MOST_COMPARED:
        return [(at, at) for at in range(min(len(own), len(others))) if own[at].alike(others[at]) >= 0]
    likeness = [[one.alike(other) for other in others] for one in own]
    best = [[0.0] * (len(others) + 1) for _ in range(len(own) + 1)]
    for one in range(len(own) - 1, -1, -1):
        for other in range(len(others) - 1, -1, -1):
            pair = likeness[one][other]
            paired = 1 + 10 * pair + best[one + 1][other + 1] if pair >= 0 else 0.0
            best[one][other] = max(paired, best[one + 1][other], best[one][other + 1])
    return [*_chosen(likeness, best)]


def _chosen(likeness: list[list[float]], best: list[list[float]]) -> Iterator[tuple[int, int]]:
    one = other = 0
    while one < len(likeness) and other < len(likeness[one]):
        pair = likeness[one][other]
        if pair >= 0 and best[one][other] == 1 + 10 * pair + best[one + 1][other + 1]:
            yield one, other
            one, other = one + 1, other + 1
        elif best[one][other] == best[one + 1][other]:
            one += 1
        else:
            other += 1


def _words(value: Value) -> Iterator[str]:
    """The scalars of a list without texts."""
    match value:
        case Scalar():
            yield value.text
        case List():
            for item in value.items:
                yield from _words(item)
        case Mapping():
            for key, item in value.entries:
                yield key.text
                yield from _words(item)
