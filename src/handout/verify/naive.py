"""Who may read which words, by a naive walk over the files' plain values: a broken select can't vouch for itself.

It knows nothing of the model.  Whatever has an `audience` narrows all that is in it, a mapping whose keys are audiences
is a text for each, and a column narrows its cells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import zip_longest

from msgspec import Struct

from handout.source import Mapping as Entries
from handout.source import Scalar, Sequence, Span, Value

RUN = 5
"""Words; of a shorter text all."""
ALL = range(1, RUN + 1)
Gram = tuple[str, ...]
_BORDER = ""
"""Stands between two texts, and is in no run."""

_SETTINGS = """
    id audience when if-unknown kind file width align count blank-rows row-headers language status budget exempt
    requires use updated date due accessed
"""
_UNPRINTED = frozenset(_SETTINGS.split())
"""Keys whose values are never words on paper."""
_CUT = re.compile(r"\{\{.*?\}\}|\[@[^\]]*\]|\[\]\([^)]*\)|\]\(", re.DOTALL)
"""Where what is printed isn't what is written: an expression, a citation, a reference, a link's address."""
_WORD = re.compile(r"[^\W_]+")
_INSIDE_WORD = re.compile(r"(?<=\w)[*_]+(?=\w)")


class Passage(Struct, frozen=True):
    """A text as it was written, and whether this audience may read it."""

    text: str
    span: Span
    allowed: bool


def words(text: str) -> list[str]:
    """A text's words, case-folded in NFC."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def apart(texts: Iterable[str]) -> list[str]:
    """The words of several texts, none of whose runs goes over from one to the next."""
    found: list[str] = []
    for text in texts:
        found += [*words(text), _BORDER]
    return found


def grams(found: list[str], length: int) -> Iterator[Gram]:
    """All runs of so many words."""
    return zip(*(found[start:] for start in range(length)), strict=False)


def segments(text: str) -> Iterator[list[str]]:
    """The words of a text in the pieces in which they are printed one after another."""
    marked = _INSIDE_WORD.search(text) is not None
    for piece in _CUT.split(text):
        yield words(piece)
        if marked:  # `*` in a word is markup, or a sign between two numbers
            yield words(_INSIDE_WORD.sub("", piece))


def barred(named: Collection[str] | None, audience: str) -> bool:
    """Whether an audience isn't among those that are named for a field; where none is, everybody may read it."""
    return named is not None and audience not in named


class Naive:
    """A topic and its fragments, read for one audience."""

    def __init__(self, sources: Mapping[str, Value], audience: str) -> None:
        self._sources, self._audience = sources, audience
        clinic = sources["clinic.yaml"]
        named = clinic.get("audiences") if isinstance(clinic, Entries) else None
        self._audiences = {key.text for key, _ in named.entries} if isinstance(named, Entries) else set()

    def passages(self, file: str) -> Iterator[Passage]:
        """Every text of a topic's file."""
        return self._walk(self._sources[file], True)

    def _walk(self, value: Value, allowed: bool) -> Iterator[Passage]:
        match value:
            case Scalar():
                yield Passage(value.text, value.span, allowed)
            case Sequence():
                for item in value.items:
                    yield from self._walk(item, allowed)
            case Entries() if self._by_audience(value):
                for key, item in value.entries:
                    yield from self._walk(item, allowed and key.text == self._audience)
            case Entries():
                yield from self._node(value, allowed and self._named(value.get("audience")))

    def _by_audience(self, value: Entries) -> bool:
        return bool(value.entries) and all(key.text in self._audiences for key, _ in value.entries)

    def _named(self, audience: Value | None) -> bool:
        """Whether an `audience` lets this one through; none lets everybody."""
        match audience:
            case None:
                return True
            case Sequence():
                return any(isinstance(item, Scalar) and item.text == self._audience for item in audience.items)
            case _:
                return isinstance(audience, Scalar) and audience.text == self._audience

    def _node(self, node: Entries, allowed: bool) -> Iterator[Passage]:
        used = node.get("use")
        fragment = self._sources.get(f"content/fragments/{used.text}.yaml") if isinstance(used, Scalar) else None
        if fragment is not None:
            yield from self._walk(fragment, allowed)
        columns = node.get("columns")
        narrowed = isinstance(columns, Sequence) and (node.get("rows") or node.get("groups")) is not None
        for key, value in node.entries:
            if isinstance(columns, Sequence) and narrowed and key.text in ("rows", "groups"):
                open_to = [self._named(c.get("audience")) if isinstance(c, Entries) else True for c in columns.items]
                yield from self._rows(value, (allowed, open_to))
            elif key.text == "codes":
                yield from self._walk(value, False)
            elif key.text not in _UNPRINTED:
                yield from self._walk(value, allowed)

    def _rows(self, value: Value, context: tuple[bool, list[bool]]) -> Iterator[Passage]:
        """Rows, or groups of rows, whose cells are narrowed by their columns."""
        allowed, columns = context
        for item in value.items if isinstance(value, Sequence) else ():
            if isinstance(item, Entries):
                inside = allowed and self._named(item.get("audience"))
                for key, below in item.entries:
                    if key.text == "rows":
                        yield from self._rows(below, (inside, columns))
                    elif key.text == "cells":
                        yield from self._rows(Sequence((below,), below.span), (inside, columns))
                    elif key.text not in _UNPRINTED:
                        yield from self._walk(below, inside)
            elif isinstance(item, Sequence):
                for cell, column in zip_longest(item.items, columns, fillvalue=False):
                    if not isinstance(cell, bool):
                        yield from self._walk(cell, allowed and bool(column))


class Denied(Struct, frozen=True):
    """Runs of words that must not be found, by their length, with the place where each is written."""

    by_length: Mapping[int, Mapping[Gram, Span]]

    def within(self, found: list[str], lengths: Iterable[int] = ALL) -> dict[Gram, Span]:
        """Those of some lengths that are in a text."""
        hits: dict[Gram, Span] = {}
        for length in lengths:
            if runs := self.by_length.get(length):
                hits.update({gram: runs[gram] for gram in runs.keys() & set(grams(found, length))})
        return hits


def denied(passages: Iterable[Passage], harmless: Iterable[str]) -> Denied:
    """The runs of what this audience may not read, less those that it may read anyway."""
    runs: dict[int, dict[Gram, Span]] = {}
    open_words = apart(harmless)
    flow: list[str] = []
    """What this audience may read, as it goes on from text to text on paper."""
    for passage in passages:
        for segment in segments(passage.text):
            length = min(len(segment), RUN)
            if passage.allowed:
                open_words += [*segment, _BORDER]
                flow += segment
            elif length and not (length == 1 and segment[0].isdigit()):  # a number alone tells nothing
                own = runs.setdefault(length, {})
                for gram in grams(segment, length):
                    own.setdefault(gram, passage.span)
    for length, own in runs.items():
        known = set(grams(open_words, length)) | (set(grams(flow, length)) if length == RUN else set())
        for gram in own.keys() & known:
            del own[gram]
    return Denied(runs)
