"""The telephone number of the emergency services of a country."""

from __future__ import annotations

_EUROPE = {
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
}  # fmt: skip
"""Where 112 must be answered: the European Economic Area (Directive (EU) 2018/1972, article 109)."""
_NUMBERS = {
    **dict.fromkeys(sorted(_EUROPE), "112"),
    "GB": "999",
    "US": "911",
    "CA": "911",
    "AU": "000",
    "NZ": "111",
}
"""By country (ISO 3166-1); only countries whose number is certain."""


def emergency_number(language: str) -> str | None:
    """The number in the country of a language tag, 999 for `en-GB`; None where its country isn't known."""
    regions = [part.upper() for part in language.split("-")[1:] if len(part) == 2]
    return _NUMBERS.get(regions[0]) if regions else None
