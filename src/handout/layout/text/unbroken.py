"""Words that are still longer than their line once they are cut: their letters join, or their dictionary is lacking."""

from __future__ import annotations

from handout.diagnostics import Diagnostic, Span
from handout.fonts.scripts import script_name
from handout.fonts.unicode_scripts import NAMES, UNJOINED
from handout.i18n.dictionary import INSTALL, SCRIPTS, installed
from handout.layout.text.words import MeasuredWords

_CUT = frozenset(("combining marks", *(NAMES[code] for code in UNJOINED)))
"""Scripts in which a letter looks the same wherever a word is cut."""
_WITH_DICTIONARY = frozenset(NAMES[code] for code in SCRIPTS)


def unbroken(text: str, found: MeasuredWords, measure: float) -> str | None:
    """The name of the script of a word that is longer than its line and isn't cut; None if there is no such word."""
    start = 0
    for number, end in enumerate(found.ends):
        if found.ends_at[number] - found.starts_at[number] > measure:
            for char in text[start:end]:
                if (name := script_name(char)) and name not in _CUT:
                    return name
        start = end
    return None


def too_long(span: Span, script: str) -> Diagnostic:
    """The message about such a word; it doesn't show the word, which may be a patient's."""
    hint = "write it with spaces, in Latin letters, or where there is more room"
    if script in _WITH_DICTIONARY and not installed():
        hint = INSTALL
    return Diagnostic(span, f"a word in {script} is longer than its line", hint, "no-room")
