"""Languages: which tags stand for the same one, and their names, as authors write them in place of a tag."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST_NAME = 40
"""Characters; no language has a longer one."""


_FROM_RIGHT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_SCRIPTS_FROM_RIGHT = frozenset({"adlm", "arab", "aran", "hebr", "nkoo", "rohg", "syrc", "thaa"})


def written_from_right(language: str) -> bool:
    """Whether a language is written from right to left: in the script that its tag names, else in its usual one."""
    own, script = _spoken(language)
    return script.lower() in _SCRIPTS_FROM_RIGHT if script else own.lower() in _FROM_RIGHT


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


def speaks(own: str, asked: str) -> bool:
    """Whether a text in one language is one in the language asked for: the same, in the same script, of any region."""
    return _spoken(own) == _spoken(asked)


def spoken_by(asked: str, known: Iterable[str]) -> str | None:
    """Which of some languages is the one asked for: to the letter, or the only one of its regions; None for none."""
    found = [own for own in known if speaks(own, asked)]
    if asked in found:
        return asked
    return found[0] if len(found) == 1 else None


def _spoken(tag: str) -> tuple[str, str]:
    """Language and script of a tag; the script is empty where the tag has none."""
    first, *more = tag.split("-")
    return first, next((part for part in more if len(part) == 4 and part.isalpha()), "")
