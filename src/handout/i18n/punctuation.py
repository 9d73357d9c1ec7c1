"""How a sentence ends in a language."""

from __future__ import annotations

_FULL_STOPS = {
    **dict.fromkeys(("as", "bn", "hi", "mai", "ne", "or", "pa", "sa"), "।"),
    **dict.fromkeys(("ja", "yue", "zh"), "。"),
    **dict.fromkeys(("am", "ti"), "።"),
    "hy": "։",
    "km": "។",
    "my": "။",
    "ur": "۔",
}
"""By language, where it isn't a point."""
ENDS = frozenset(".!?؟" + "".join(_FULL_STOPS.values()))
"""What ends a sentence in any of them."""


def full_stop(language: str) -> str:
    """The sign at the end of a sentence in a language."""
    return _FULL_STOPS.get(language.partition("-")[0], ".")


def sentence(text: str, language: str) -> str:
    """A text with a full stop; none is added to one that ends in a point, as *5 марта 2026 г.*"""
    return text if text[-1:] in ENDS else text + full_stop(language)
