"""Where a line may end in Thai, Lao, Burmese and Khmer: between words, which only a dictionary can find.

The dictionaries are those of ICU, in the optional package icu4py, which is imported when a text needs it.  Without it
such a text is refused, never broken elsewhere.  No page depends on whether the package is installed: a stretch of
letters that is no longer than a name is always one word, and a longer stretch always needs the package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from unicodedata import category

from handout.i18n.unspaced import BY_LANGUAGE, SOUTH_EAST_ASIAN

PACKAGE = "icu4py"
LACKING = "is written without spaces, and the dictionary of its words isn't installed"
COMMAND = "pip install 'handout[line-breaks]'"
INSTALL = f"{COMMAND}, or write it with spaces between words"
SCRIPTS = frozenset(("Thai", "Laoo", "Mymr", "Khmr"))
"""By their codes (ISO 15924)."""
LONGEST_KEPT = 16
"""Characters of a stretch that is one word."""
_LANGUAGES = {"th": "Thai", "lo": "Lao", "my": "Burmese", "km": "Khmer"}
"""The names of their languages in messages, by tag."""
_TITLES = ("นาย", "นาง", "นางสาว", "คุณ", r"นพ\.", r"พญ\.", r"ดร\.", r"น\.ส\.", r"ค\.ศ\.", r"พ\.ศ\.")
"""Words before a name; the last two are before a year."""
_YEAR = r"(?:[คพ]\.ศ\.|(?:19|20|25)\d\d(?!\d))"
NEVER_LAST = frozenset("เแโใไເແໂໃໄ\u1039\u17d2")
"""Vowels that are before their consonant, and signs that join two consonants."""
NEVER_FIRST = frozenset("ะาำๅๆฯະາຳໆຯ។៕៖ៗ၊။")
"""Vowels and signs that belong to what is before them."""


@cache
def _stretches() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{tag}>[{letters}]+)" for tag, letters in BY_LANGUAGE.items()))


@cache
def _glued() -> re.Pattern[str]:
    titled = "|".join(f"(?<={title})" for title in _TITLES)
    letter = f"[{SOUTH_EAST_ASIAN}]"
    return re.compile(rf"(?<=\d) +(?={letter})|(?<={letter}) +(?={_YEAR})|(?:{titled}) +")


@cache
def _binding() -> re.Pattern[str]:
    return re.compile(rf"{_YEAR}|.*(?:\d|{'|'.join(_TITLES)})$")


def has_unspaced(text: str) -> bool:
    """Whether a text has letters of these scripts."""
    return _stretches().search(text) is not None


def places(text: str, kept: int = LONGEST_KEPT) -> Iterator[int]:
    """After how many characters a line may end though there is no space, in order; none without the dictionaries.

    A stretch of no more than `kept` characters is one word.
    """
    if not installed():
        return
    for match in _stretches().finditer(text):
        if match.end() - match.start() > kept:
            yield from (match.start() + at for at in divided(match[0], match.lastgroup or ""))


def glued(text: str) -> Iterator[int]:
    """Behind each space at which a line may not end: after a number or a title, and inside a date."""
    return (match.end() for match in _glued().finditer(text))


def binds(word: str) -> bool:
    """Whether a space beside a word may be one of `glued`."""
    return not word.isascii() and _binding().match(word) is not None


def lacking(text: str) -> str:
    """What a message calls the language of a text that needs a dictionary which isn't installed; empty for none."""
    if not has_unspaced(text) or installed():
        return ""
    for match in _stretches().finditer(text):
        if match.end() - match.start() > LONGEST_KEPT:
            return _LANGUAGES[match.lastgroup or ""]
    return ""


@cache
def installed() -> bool:
    """Whether the package with the dictionaries can be imported."""
    return find_spec(PACKAGE) is not None


@lru_cache(1024)
def divided(stretch: str, tag: str) -> tuple[int, ...]:
    """After how many characters of a stretch of one script a word ends."""
    from icu4py.breakers import LineBreaker

    # ICU counts code units of UTF-16; these scripts have one for each letter.
    ends = (end for _, end in LineBreaker(stretch, tag).segments())
    return tuple(at for at in ends if at < len(stretch) and _parts(stretch[at - 1], stretch[at]))


def _parts(before: str, after: str) -> bool:
    """Whether two letters can be in two words: ICU's dictionaries agree, but foreign words are guessed."""
    return before not in NEVER_LAST and after not in NEVER_FIRST and category(after)[0] != "M"
