"""Words of scripts that are written without spaces: each letter, with its marks, counts as one.

A sentence in Thai or Chinese has no ends of words that the page and the source could agree on.  So a run of five
letters is searched there where a run of five words is searched elsewhere; it makes no difference where a line ends, or
where a value is printed between two words.  Korean has spaces, and its words are words here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from handout.i18n.unspaced import HAN_AND_KANA, SOUTH_EAST_ASIAN

MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc\u09be-\u09c4\u09c7-\u09cd"
    "\u09d7\u09e2\u09e3\u09fe\u0a01-\u0a03\u0a3c-\u0a4d\u0a51\u0a70\u0a71\u0a75\u0a81-\u0a83\u0abc\u0abe-\u0acd"
    "\u0ae2\u0ae3\u0afa-\u0aff\u0b01-\u0b03\u0b3c\u0b3e-\u0b57\u0b62\u0b63\u0b82\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04"
    "\u0c3c\u0c3e-\u0c56\u0c62\u0c63\u0c81-\u0c83\u0cbc\u0cbe-\u0cd6\u0ce2\u0ce3\u0d00-\u0d03\u0d3b\u0d3c"
    "\u0d3e-\u0d4d\u0d57\u0d62\u0d63\u0d81-\u0d83\u0dca-\u0ddf\u0df2\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d"
    "\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u17b4-\u17d3\u17dd\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u3099\u309a\ua8e0-\ua8f1\ua8ff\ua9e5\uaa7b-\uaa7d"
)
"""Vowels and accents that belong to the letter before them: for a pattern they are no letters."""
_LOWEST = "\u0e00"


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(
        rf"(?!\d)[{HAN_AND_KANA}{SOUTH_EAST_ASIAN}][{MARKS}]*|(?:\d|[^{HAN_AND_KANA}{SOUTH_EAST_ASIAN}])+"
    )


def split_unspaced(found: Iterable[str]) -> list[str]:
    """Words, with each of a script without spaces in its letters; numbers stay whole."""
    found = [*found]
    if max(map(max, found), default="") < _LOWEST:
        return found
    return [part for word in found for part in (_letters().findall(word) if max(word) >= _LOWEST else (word,))]


LEAST_LETTERS = 12
"""Letters in a row that two texts don't share by chance, even if both are in scripts with Chinese characters."""


def only_letters(found: Iterable[str]) -> bool:
    """Whether words are all letters of scripts without spaces, as `split_unspaced` gives them."""
    return all(max(word, default="") >= _LOWEST and _alone().fullmatch(word) for word in found)


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(rf"(?!\d)[{HAN_AND_KANA}{SOUTH_EAST_ASIAN}][{MARKS}]*")
