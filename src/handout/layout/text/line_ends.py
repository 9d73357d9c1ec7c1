"""Where a line may end in a text, what each place costs, and behind which spaces no line may end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from handout.fonts.scripts import needs_shaping
from handout.i18n import dictionary
from handout.layout.text import east_asian, unbreakable
from handout.layout.text.unbreakable import bonds
from handout.source.patterns import uncompiled

FindEnds = Callable[[str, str], dict[int, float]]
"""As `ends`."""
MOST_WORDS = 4096
"""Of which the places are kept."""
_SIGNS = r"[.,;:!?)\]}»”…–—%·|]+"
"""Punctuation before which no line ends, if there are no letters with it."""
_BREAK = uncompiled(rf"\n| +(?! |$|{_SIGNS}(?:[ \u00a0]|$))" r"|(?<=[^\W\d_])[-‐–—/](?=[^\W\d_])")
_FREE = uncompiled(rf"(?!{_SIGNS}$)\S+")
_SOLID = uncompiled(r"(?!.*www\.)[^-/@\u0e00-\U0010ffff]*")
"""A word without a place inside: one without such signs, in a script with spaces."""
_ADDRESS = uncompiled(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\w[\w.-]*\.\w{2,}/\S*")
_ADDRESS_BREAK = uncompiled(r"(?:(?<!:/)/|[.?&=_-])(?=\w)")
_HYPHEN = 0.04
_IN_ADDRESS = 0.2
_IN_PHRASE = 0.15  # where dots separate the phrases of a footer
"""The costs of such breaks; an empty line costs 1."""


def ends(text: str, penned: str, kept: int = dictionary.LONGEST_KEPT) -> dict[int, float]:
    """The places of `breaks` at which a line may end; `penned` is the text with numbers in place of its blanks."""
    found = breaks(text, kept)
    for at in glued(penned):
        if at < len(text):  # the end of a text stays a place, even behind a stroke: mg/
            found.pop(at, None)
    return found


def ends_again(text: str, penned: str) -> dict[int, float]:
    """The same in less time, if the words were in other texts.

    If none of them may be bound to another, a line may end at each space, and at the places inside of each word.
    """
    if text != penned:
        return ends(text, penned)
    found: dict[int, float] = {}
    at = 0
    for word in text.removesuffix(" ").split(" "):
        inside = _inside(word)
        if inside is None:
            return ends(text, penned)
        for place, cost in inside:
            found[at + place] = cost
        at += len(word) + 1
        found[at] = 0.0
    if at > len(text):
        del found[at]
        found[len(text)] = 0.0
    return found


@lru_cache(MOST_WORDS)
def _inside(word: str) -> tuple[tuple[int, float], ...] | None:
    """The places inside of a word; None if a line may not end at each space beside it, whichever words are there."""
    if not _FREE.fullmatch(word) or unbreakable.binds(word) or east_asian.binds(word) or dictionary.binds(word):
        return None
    if _SOLID.fullmatch(word):
        return ()
    found = ends(word, word)
    del found[len(word)]
    return tuple(found.items())


def breaks(text: str, kept: int = dictionary.LONGEST_KEPT) -> dict[int, float]:
    """The places at which a line may end, in order, each with its cost.

    Up to `kept` characters of a script without spaces are one word, see `dictionary`.
    """
    found = {match.end(): 0.0 if text[match.end() - 1] in " \n" else _HYPHEN for match in _BREAK.finditer(text)}
    if " · " in text:
        found = {at: cost if text[at - 2 : at] == "· " else _IN_PHRASE for at, cost in found.items()}
    if "/" in text or "@" in text or "www." in text:
        for address in _ADDRESS.finditer(text):
            for slash in [at for at in found if address.start() < at < address.end()]:
                del found[slash]
            for match in _ADDRESS_BREAK.finditer(text, address.start(), address.end()):
                found[match.end()] = _IN_ADDRESS
        found = dict(sorted(found.items()))
    if east_asian.has_east_asian(text):
        found = _east_asian(text, found)
    if needs_shaping(text) and dictionary.has_unspaced(text):
        found = dict(sorted({**found, **dict.fromkeys(dictionary.places(text, kept), 0.0)}.items()))
    found[len(text)] = 0.0
    return found


def _east_asian(text: str, found: dict[int, float]) -> dict[int, float]:
    """These places, and those between letters that need no space."""
    cost = _IN_PHRASE if " · " in text else 0.0
    found = {**found, **dict.fromkeys(east_asian.places(text), cost)}
    for at in east_asian.whole(text):
        found.pop(at, None)
    return dict(sorted(found.items()))


def glued(text: str) -> Iterator[int]:
    """The places of `breaks` at which no line may end: inside of a quantity, a date, a name with its title."""
    yield from bonds(text)
    if east_asian.has_east_asian(text):
        yield from east_asian.whole(text)
    if needs_shaping(text) and dictionary.has_unspaced(text):
        yield from dictionary.glued(text)
