"""The words that a document may have although they are restricted elsewhere: its reader's texts, the program's own.

A stretch of a page is *explained* if it can be tiled: with texts of one place in a file, each of them whole or
cut at the end of the page, and between them words, values and numbers that the program prints by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from msgspec import Struct

from handout.verify.privacy.runs import letters
from handout.verify.privacy.written import Written, WrittenPiece, plain

MOST_DIGITS = 4
"""The most digits of the number of a page, an item or a source."""
MOST_BESIDE = 6
"""Digits of two such numbers side by side; more digits may be a telephone number."""


class Tile(Struct, frozen=True):
    """A piece of text, and what may be printed next to it."""

    beside: Hashable | None = None
    """What all texts of a stretch must share; None for the program's own words, which may be next to any text."""
    before: bool = True
    after: bool = True
    """Whether the program may print a number there."""
    number: int = 0
    """How many digits it has, if it is a number of the program; else 0."""


_OWN = Tile()


class StretchState(Struct, frozen=True):
    """How a stretch is explained up to a word: what its texts share, and the last tile."""

    beside: Hashable | None
    last: Tile


class Permitted:
    """Texts and words that may be printed."""

    def __init__(self) -> None:
        self._tiles: dict[str, set[Tile]] = defaultdict(set)
        self._pieces: dict[tuple[str, ...], set[Tile]] = defaultdict(set)
        self._longest = 0
        self._words: set[str] = set()
        """Words that the program prints by itself."""
        self._joined: set[str] = set()
        """Words that are printed next to a value without a space."""

    def copy(self) -> Permitted:
        """A copy, to which texts can be added without changing this one."""
        other = Permitted()
        other._tiles.update((run, {*tiles}) for run, tiles in self._tiles.items())
        other._pieces.update((found, {*tiles}) for found, tiles in self._pieces.items())
        other._longest, other._words, other._joined = self._longest, {*self._words}, {*self._joined}
        return other

    def add(self, text: Written, beside: Hashable) -> None:
        """Permits an author's text."""
        for found in text.whole:
            self._take(WrittenPiece(found), Tile(beside, before=False, after=False))
        for piece in text.pieces:
            self._take(piece, Tile(beside, piece.before, piece.after))
        self.own(*text.beside)
        self._joined.update(text.joined)

    def own(self, *texts: str) -> None:
        """Permits words that the program may print next to any text."""
        for text in texts:
            for piece in plain(text).pieces:
                self._take(piece, _OWN)
                self._words.update(piece.words)

    @property
    def texts(self) -> Iterator[tuple[str, ...]]:
        """The words of each permitted text."""
        return iter(self._pieces)

    def _take(self, piece: WrittenPiece, tile: Tile) -> None:
        run = letters(piece.words)
        self._tiles[run].add(tile)
        self._pieces[piece.words].add(tile)
        self._longest = max(self._longest, len(run))

    def explains(self, found: Sequence[str]) -> bool:
        """Whether a stretch of words can be tiled with permitted texts."""
        parts = [part for word in found for part in self._parts(word)] if self._joined else found
        return self._made(parts) or (len(parts) > len(found) and self._made(found))

    def _parts(self, word: str) -> Sequence[str]:
        """A word split in two or three, if a value in it is next to a text or another value without a space."""
        for at in range(1, len(word)):
            first, rest = word[:at], word[at:]
            if (first in self._words and self._joins_value(rest)) or (first in self._joined and rest in self._words):
                return first, rest
            for end in range(1, len(rest)) if first in self._joined else ():
                if rest[:end] in self._words and self._joins_value(rest[end:]):
                    return first, rest[:end], rest[end:]
        return (word,)

    def _joins_value(self, word: str) -> bool:
        return word in self._joined or ("" in self._joined and word in self._words)

    def _made(self, found: Sequence[str]) -> bool:
        states: list[set[StretchState]] = [set() for _ in range(len(found) + 1)]
        states[0].add(StretchState(None, _OWN))
        for end, tile in self._ended(found):
            states[end].add(StretchState(tile.beside, tile))
        for start, here in enumerate(states[:-1]):
            for end, tile in self._following(found, start) if here else ():
                states[end].update(
                    StretchState(state.beside or tile.beside, tile) for state in here if _joins(state, tile)
                )
        return bool(states[-1])

    def _following(self, found: Sequence[str], start: int) -> Iterator[tuple[int, Tile]]:
        """The tiles that begin at a word, each with the index of the word after it."""
        if _counts(found[start]):
            yield start + 1, Tile(number=len(found[start]))
        for end in range(start + 1, len(found) + 1):
            run = letters(found[start:end])
            if len(run) > self._longest:
                return
            for tile in self._tiles.get(run, ()):
                yield end, tile
        for words, tiles in self._pieces.items():
            if words[0] == found[start] and words[: len(found) - start] == tuple(found[start:]):
                for tile in tiles:
                    yield len(found), tile

    def _ended(self, found: Sequence[str]) -> Iterator[tuple[int, Tile]]:
        """Texts that began before the stretch: how many of its first words are their end, or inside them."""
        for words, tiles in self._pieces.items():
            for start in range(1, len(words)) if found and found[0] in words else ():
                end = min(len(words) - start, len(found))
                if words[start : start + end] == tuple(found[:end]):
                    for tile in tiles:
                        yield end, tile


def _counts(word: str) -> bool:
    """Whether a word may be the number of a page, an item or a source."""
    return word.isdigit() and len(word) <= MOST_DIGITS and (word == "0" or not word.startswith("0"))


def _joins(state: StretchState, tile: Tile) -> bool:
    """Whether a tile may follow what came before it."""
    if None not in (state.beside, tile.beside) and state.beside != tile.beside:
        return False
    if tile.number:
        return state.last.after and state.last.number + tile.number <= MOST_BESIDE
    return tile.before or not state.last.number
