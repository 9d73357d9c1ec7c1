"""Punctuation of a language: at the end of a sentence, between the names of a list, and after a label."""

from __future__ import annotations

from collections.abc import Iterable

from handout.bidi.characters import has_right_to_left

_FULL_STOPS = {
    **dict.fromkeys(("as", "bn", "hi", "mai", "ne", "or", "pa", "sa"), "।"),
    **dict.fromkeys(("ja", "yue", "zh"), "。"),
    **dict.fromkeys(("am", "ti"), "።"),
    "hy": "։",
    "km": "។",
    "my": "။",
    **dict.fromkeys(("lo", "th"), ""),
    "ur": "۔",
}
"""By language, where it isn't a point; Thai and Lao sentences end with nothing."""
ENDS = frozenset(".!?؟" + "".join(_FULL_STOPS.values()))
"""The signs that end a sentence in any of these languages."""


_WIDE_COLON = frozenset({"ja", "yue", "zh"})
_ARABIC_COMMA = frozenset({"ar", "ckb", "fa", "ps", "sd", "ug", "ur"})


def comma(language: str) -> str:
    """The text between two words of a list: a comma and a space."""
    return "، " if language.partition("-")[0] in _ARABIC_COMMA else ", "


def comma_between(names: Iterable[str], language: str) -> str:
    """The comma between names, which may be in letters of another script than the language's."""
    return comma(language) if has_right_to_left("".join(names)) else ", "


def colon(language: str) -> str:
    """The text between a label and its value: a colon and a space, or a wide colon, which contains its space."""
    return "：" if language.partition("-")[0] in _WIDE_COLON else ": "


def full_stop(language: str) -> str:
    """The sign at the end of a sentence in a language."""
    return _FULL_STOPS.get(language.partition("-")[0], ".")


def sentence(text: str, language: str) -> str:
    """A text with a full stop, which isn't added to a text that ends with a point, such as *5 марта 2026 г.*"""
    return text if text[-1:] in ENDS else text + full_stop(language)
