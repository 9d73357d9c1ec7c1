"""Names of languages, as authors write them in place of a tag."""

from __future__ import annotations

LONGEST_NAME = 40
"""Characters; no language has a longer one."""


def language_named(name: str) -> str:
    """The tag of a language that is called so in English, or whose tag is written in another way; else nothing."""
    from babel import Locale, UnknownLocaleError

    if len(name) > LONGEST_NAME:
        return ""
    names = {str(said).casefold(): code for code, said in Locale("en").languages.items()}
    try:
        tag = names.get(name.casefold()) or str(Locale.parse(name.replace("_", "-"), sep="-"))
    except (UnknownLocaleError, ValueError):
        return ""
    return tag.replace("_", "-")
