"""Texts of clinic.yaml and of layouts in a document's language; none is ever printed in another one."""

from __future__ import annotations

from handout.content.clinic import Clinic
from handout.content.texts import EVERYBODY, Text
from handout.diagnostics import InputError
from handout.inline.runs import Runs, Words
from handout.source.languages import fallbacks, speaks


def runs_in(text: Text, language: str, clinic: Clinic, *, translated: bool) -> Runs:
    """The runs for a language; HandoutError, never another language, where they are missing.

    What is written without a language is in the clinic's.  If it has no word, it serves every language; a topic that
    is written in another language, and not `translated`, takes it as it is, since its author saw it on the page.
    """
    given = dict(text.choices)
    paragraphs = next((given[tag] for tag in fallbacks(language) if tag in given), None)
    if paragraphs is None and EVERYBODY in given:
        own = given[EVERYBODY]
        if not translated or speaks(clinic.language, language) or not _says_words(own):
            paragraphs = own
    if paragraphs is None:
        hint = f"write a text for each language: {{{clinic.language.partition('-')[0]}: …, {language}: …}}"
        raise InputError.at(text.span, f"no text in the language '{language}'", hint, "language")
    return paragraphs[0] if paragraphs else ()


def _says_words(paragraphs: tuple[Runs, ...]) -> bool:
    runs = (run for runs in paragraphs for run in runs)
    return any(sign.isalpha() for run in runs if isinstance(run, Words) for sign in run.text)
