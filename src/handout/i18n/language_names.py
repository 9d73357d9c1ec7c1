"""What a language is called, in itself and in others (CLDR)."""

from __future__ import annotations


def language_name(tag: str, language: str) -> str:
    """The name of a language in another one, or in itself, with a capital; the tag itself where CLDR has no name."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(tag, sep="-").get_display_name(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        name = None
    # In title case, since Georgian uses capitals for whole words only, and few fonts have them.
    return f"{name[:1].title()}{name[1:]}" if name else tag
