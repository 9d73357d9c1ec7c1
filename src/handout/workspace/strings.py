"""The words of a document's language: the built-in ones under those of the clinic, complete or refused."""

from __future__ import annotations

from collections.abc import Mapping

from handout.content.clinic import Clinic
from handout.diagnostics import InputError
from handout.i18n.strings import KEYS, built_in


def words(clinic: Clinic, language: str) -> Mapping[str, str]:
    """Every word that the program prints by itself; HandoutError names those that the language lacks."""
    own: dict[str, str] = {}
    for tag in (language.partition("-")[0], language):
        own |= clinic.words.get(tag, {})
    found = {**built_in(language), **own}
    missing = [key for key in KEYS if key not in found]
    if missing:
        names = ", ".join(missing[:8]) + (f" and {len(missing) - 8} more" if len(missing) > 8 else "")
        message = f"the language '{language}' lacks the words {names}"
        hint = f"give them in clinic.yaml: words: {{{language}: {{{missing[0]}: …}}}}"
        raise InputError.at(clinic.span, message, hint, "missing-words")
    return found
