"""Languages: which tags mean the same language, and the names that authors write in place of a tag."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST_NAME = 40
"""Characters; no language has a longer name."""


_FROM_RIGHT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_SCRIPTS_FROM_RIGHT = frozenset({"adlm", "arab", "aran", "hebr", "nkoo", "rohg", "syrc", "thaa"})


def written_from_right(language: str) -> bool:
    """Whether a language is written from right to left: in the script that its tag names, else in its usual script."""
    own, script = _spoken(language)
    return script.lower() in _SCRIPTS_FROM_RIGHT if script else own.lower() in _FROM_RIGHT


def language_named(name: str) -> str:
    """The tag of a language by its English name, or by its tag in another spelling; empty for any other text."""
    from babel import Locale, UnknownLocaleError

    if len(name) > LONGEST_NAME:
        return ""
    names = {str(said).casefold(): code for code, said in Locale("en").languages.items()}
    try:
        tag = names.get(name.casefold()) or str(Locale.parse(name.replace("_", "-"), sep="-"))
    except (UnknownLocaleError, ValueError):
        return ""
    return tag.replace("_", "-")


def speaks(own: str, asked: str) -> bool:
    """Whether a text in `own` is in the language `asked`: the same language in the same script, of any region."""
    return _spoken(own) == _spoken(asked)


def spoken_by(asked: str, known: Iterable[str]) -> str | None:
    """The known language that was asked for: the same tag, or else its only regional form; None if there is none."""
    found = [own for own in known if speaks(own, asked)]
    if asked in found:
        return asked
    return found[0] if len(found) == 1 else None


def fallbacks(tag: str) -> tuple[str, ...]:
    """The tags under which a text for a language is looked for, the nearest first: `en-GB`, then `en`.

    Chinese in one script never replaces Chinese in the other: `zh-TW`, then `zh-Hant`, and not `zh`.
    """
    first, script = _spoken(tag)
    if first != "zh":
        return tuple(dict.fromkeys((tag, first)))
    return tuple(dict.fromkeys((tag, f"zh-{script}", *(["zh"] if script == _CHINESE else []))))


_CHINESE = "Hans"
"""The script of Chinese where a tag names neither a script nor a region that uses the traditional one."""
_TRADITIONAL = frozenset({"TW", "HK", "MO"})


def _spoken(tag: str) -> tuple[str, str]:
    """Language and script of a tag; the script is empty where the tag has none and the language isn't Chinese."""
    first, *more = tag.split("-")
    script = next((part for part in more if len(part) == 4 and part.isalpha()), "")
    if first == "zh" and not script:
        script = "Hant" if _TRADITIONAL.intersection(more) else _CHINESE
    return first, script
