"""Signs with the names by which they are read aloud: of ☎ a screen reader may say nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from handout import document
from handout.i18n.strings import SIGNS, sign_names

TICK_BOX = "☐"
"""The sign whose name is that of a box to tick."""


def names_of_signs(language: str, words: Mapping[str, str]) -> Mapping[str, str]:
    """What signs are called in a language: the program's names, and those among a clinic's words."""
    return {**sign_names(language), **{sign: name for sign, name in words.items() if sign in SIGNS}}


class SignNames:
    """Makes each sign that has a name a run of its own.

    One in a patient's words, or in a link, is read as it is: both are whole.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._signs = re.compile("[" + "".join(map(re.escape, sorted(names))) + "]" if names else r"(?!)")

    def named(self, leaf: document.Leaf, text: str) -> document.Leaf:
        """The leaf, whose text this is, with its signs as runs of their own."""
        if text.isascii() or not self._signs.search(text):  # each sign is beyond ASCII
            return leaf
        return replace(leaf, runs=tuple(made for run in leaf.runs for made in self._runs(run)))

    def _runs(self, run: document.Run) -> Iterator[document.Run]:
        if run.slot or run.link is not None or run.blank is not None or run.page_of is not None:
            yield run
            return
        end = 0
        for match in self._signs.finditer(run.text):
            if match.start() > end:
                yield replace(run, text=run.text[end : match.start()])
            yield replace(run, text=match[0], alt=self._names[match[0]])
            end = match.end()
        if end < len(run.text) or not run.text:
            yield replace(run, text=run.text[end:]) if end else run
