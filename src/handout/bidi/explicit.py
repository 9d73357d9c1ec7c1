"""Levels by explicit marks and isolates: rules X1 to X8 of UAX #9, and the isolating run sequences of BD13."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from handout.bidi.characters import INITIATORS, REMOVED, bidi_class

_DEEPEST = 125


class ExplicitLevels(Struct, frozen=True):
    """The levels and classes that the explicit marks of a paragraph give to its characters."""

    levels: list[int]
    classes: list[str]
    """The classes of the characters; inside an override, that of the override."""
    partners: dict[int, int]
    """The place of an isolate's end by that of its beginning, and of its beginning by that of its end."""


def base_level(text: str) -> int:
    """0 where a text begins from left to right, 1 where from right to left: by its first letter (P2, P3)."""
    depth = 0
    for char in text:
        kind = bidi_class(char)
        if kind in INITIATORS:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in ("L", "R", "AL"):
            return int(kind != "L")
    return 0


def explicit_levels(text: str, base: int) -> ExplicitLevels:
    """The levels of a paragraph's characters before the rules for their own classes are applied."""
    walk = _LevelWalk(text, base)
    for at, kind in enumerate([*walk.classes]):
        walk.step(at, kind)
    return ExplicitLevels(walk.levels, walk.classes, walk.partners)


class _LevelWalk:
    """One way through a paragraph, with the stack of X1."""

    def __init__(self, text: str, base: int) -> None:
        self.text, self.base = text, base
        self.classes = [bidi_class(char) for char in text]
        self.partners = _partners(self.classes)
        self.levels = [base] * len(text)
        self._stack: list[tuple[int, str, bool]] = [(base, "", False)]
        """Level, override, and whether the entry is of an isolate."""
        self._isolates = self._too_many_isolates = self._too_many_embeddings = 0

    def step(self, at: int, kind: str) -> None:
        level, override, _ = self._stack[-1]
        self.levels[at] = level
        match kind:
            case "RLE" | "LRE" | "RLO" | "LRO":
                self._embed(kind)
            case "RLI" | "LRI" | "FSI":
                self._override(at, override)
                self._isolate(at, kind)
            case "PDI":
                self._end_isolate()
                self.levels[at], override, _ = self._stack[-1]
                self._override(at, override)
            case "PDF":
                self._end_embedding()
            case "B":
                self.levels[at] = self.base
            case "BN":
                pass
            case _:
                self._override(at, override)

    def _override(self, at: int, override: str) -> None:
        if override:
            self.classes[at] = override

    def _next(self, right: bool) -> int:
        level = self._stack[-1][0]
        return (level + 1) | 1 if right else (level + 2) & ~1

    def _embed(self, kind: str) -> None:
        new = self._next(kind[0] == "R")
        if new <= _DEEPEST and not self._too_many_isolates and not self._too_many_embeddings:
            self._stack.append((new, kind[0] if kind[2] == "O" else "", False))
        elif not self._too_many_isolates:
            self._too_many_embeddings += 1

    def _isolate(self, at: int, kind: str) -> None:
        inside = self.text[at + 1 : self.partners.get(at, len(self.text))]
        new = self._next(kind == "RLI" or (kind == "FSI" and base_level(inside) == 1))
        if new <= _DEEPEST and not self._too_many_isolates and not self._too_many_embeddings:
            self._isolates += 1
            self._stack.append((new, "", True))
        else:
            self._too_many_isolates += 1

    def _end_isolate(self) -> None:
        if self._too_many_isolates:
            self._too_many_isolates -= 1
        elif self._isolates:
            self._too_many_embeddings = 0
            while not self._stack[-1][2]:
                self._stack.pop()
            self._stack.pop()
            self._isolates -= 1

    def _end_embedding(self) -> None:
        if self._too_many_isolates:
            return
        if self._too_many_embeddings:
            self._too_many_embeddings -= 1
        elif not self._stack[-1][2] and len(self._stack) > 1:
            self._stack.pop()


def _partners(classes: Sequence[str]) -> dict[int, int]:
    found: dict[int, int] = {}
    waiting: list[int] = []
    for at, kind in enumerate(classes):
        if kind in INITIATORS:
            waiting.append(at)
        elif kind == "PDI" and waiting:
            start = waiting.pop()
            found[start], found[at] = at, start
    return found


class RunSequence(Struct, frozen=True):
    """An isolating run sequence: stretches of one level that are resolved as one text."""

    places: list[int]
    """The places of its characters in the paragraph."""
    level: int
    before: str
    """The direction where it begins (sos), `L` or `R`."""
    after: str
    """The direction where it ends (eos)."""


def run_sequences(text: str, explicit: ExplicitLevels, base: int) -> Iterator[RunSequence]:
    """The isolating run sequences of a paragraph, without the characters that rule X9 removes."""
    original = [bidi_class(char) for char in text]
    kept = [at for at, kind in enumerate(original) if kind not in REMOVED]
    levels, partners = explicit.levels, explicit.partners
    runs = [[*group] for _, group in groupby(kept, key=levels.__getitem__)]
    begins = {run[0]: run for run in runs}
    order = {at: number for number, at in enumerate(kept)}
    for run in runs:
        if original[run[0]] == "PDI" and run[0] in partners:
            continue
        whole = [*run]
        while original[whole[-1]] in INITIATORS and partners.get(whole[-1]) in begins:
            whole += begins[partners[whole[-1]]]
        level, first, last = levels[whole[0]], order[whole[0]], order[whole[-1]] + 1
        before = levels[kept[first - 1]] if first else base
        open_end = last >= len(kept) or original[whole[-1]] in INITIATORS
        after = base if open_end else levels[kept[last]]
        yield RunSequence(whole, level, _direction(max(level, before)), _direction(max(level, after)))


def _direction(level: int) -> str:
    return "R" if level & 1 else "L"
