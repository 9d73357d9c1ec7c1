"""The scripts that a language is written in, by CLDR's likely subtags."""

from __future__ import annotations

_SEVERAL = {
    "Jpan": ("Hira", "Hani"),
    "Kore": ("Hang", "Hani"),
    "Hans": ("Hani",),
    "Hant": ("Hani",),
    "Hanb": ("Bopo", "Hani"),
}
"""The scripts that CLDR names by one code together (ISO 15924)."""


def scripts_of(language: str) -> tuple[str, ...]:
    """The codes of a language's scripts; none for an unknown language."""
    from babel.core import get_global

    first, *more = language.split("-")
    script = next((part.title() for part in more if len(part) == 4 and part.isalpha()), "")
    if not script:
        likely = get_global("likely_subtags")
        region = next((part.upper() for part in more if len(part) in (2, 3)), "")
        found = likely.get(f"{first}_{region}") or likely.get(first) or ""
        script = next((part for part in found.split("_")[1:] if len(part) == 4), "")
    return _SEVERAL.get(script, (script,) if script else ())
