"""The words of a document's language: the clinic's words before the built-in ones; refused if one is missing."""

from __future__ import annotations

from collections.abc import Mapping

from handout.content.clinic import Clinic
from handout.diagnostics import Diagnostic, InputError
from handout.i18n.strings import (
    CHECKED_BY,
    KEYS,
    OF,
    PAGE,
    PAGES,
    PAGES_APART,
    PLACE,
    brought_as,
    built_in,
    natively_reviewed,
)
from handout.source.languages import fallbacks


def words(clinic: Clinic, language: str) -> Mapping[str, str]:
    """Every word that the program prints by itself; HandoutError names those that are missing in the language."""
    own = _own(clinic, language)
    found = {**built_in(language), **{key: word for key, word in own.items() if key != CHECKED_BY}}
    missing = [key for key in KEYS if key not in found]
    if missing:
        names = ", ".join(missing[:8]) + (f" and {len(missing) - 8} more" if len(missing) > 8 else "")
        message = f"the language '{language}' lacks the words {names}"
        hint = f"give them in clinic.yaml: words: {{{language}: {{{missing[0]}: …}}}}"
        raise InputError.at(clinic.span, message, hint, "missing-words")
    return found


def unchecked(clinic: Clinic, language: str) -> list[Diagnostic]:
    """A warning if built-in words are printed that no native speaker has read."""
    own = _own(clinic, language)
    if not built_in(language) or natively_reviewed(language) or CHECKED_BY in own or own.keys() >= {*KEYS}:
        return []
    message = f"nobody whose language it is has checked the program's words of '{language}'"
    hint = f"have them read, and name who did in clinic.yaml: words: {{{brought_as(language)}: {{{CHECKED_BY}: …}}}}"
    return [Diagnostic(clinic.span, message, hint, "unchecked-words", "warning")]


def _own(clinic: Clinic, language: str) -> Mapping[str, str]:
    """The clinic's words of a language and, over them, of its variant."""
    own: dict[str, str] = {}
    for tag in reversed(fallbacks(language)):
        own |= _with_pages(clinic.words.get(tag, {}), language)
    return own


def _with_pages(own: Mapping[str, str], language: str) -> Mapping[str, str]:
    """A clinic's words with `page-of-pages`, where the clinic gives the words before its two numbers apart.

    A word that it doesn't give is the language's own; a language that has none of its own needs both.
    """
    others = {key: word for key, word in own.items() if key not in PAGES_APART}
    brought = built_in(language).get(PAGES)
    if PAGES in own or own.keys().isdisjoint(PAGES_APART) or (brought is None and not own.keys() >= {*PAGES_APART}):
        return others
    before, between, after = (brought or PLACE * 2).split(PLACE)
    page, of = own.get(PAGE, before.strip()), own.get(OF, between.strip())
    return {PAGES: f"{page} {PLACE} {of} {PLACE}{after}".strip(), **others}
