"""Signs with the names by which they are read aloud: of ☎ a screen reader may say nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from handout import document
from handout.i18n.strings import SIGNS, sign_names

TICK_BOX = "☐"
"""The sign whose name is that of a box to tick."""


def names_of_signs(language: str, words: Mapping[str, str]) -> Mapping[str, str]:
    """What signs are called in a language: the program's names, and those among a clinic's words."""
    return {**sign_names(language), **{sign: name for sign, name in words.items() if sign in SIGNS}}


def spoken(body: tuple[document.Node, ...], names: Mapping[str, str]) -> tuple[document.Node, ...]:
    """The nodes with each sign that has a name as a run of its own.

    One in a patient's words, or in a link, is read as it is: both are whole.
    """
    signs = re.compile("[" + "".join(map(re.escape, sorted(names))) + "]") if names else None
    if signs is None or not any(signs.search(leaf.text) for leaf in document.walk(body)):
        return body
    return tuple(document.mapped(node, partial(_spoken, names=names, signs=signs)) for node in body)


def _spoken(leaf: document.Leaf, names: Mapping[str, str], signs: re.Pattern[str]) -> document.Leaf:
    if not signs.search(leaf.text):
        return leaf
    return replace(leaf, runs=tuple(made for run in leaf.runs for made in _runs(run, names, signs)))


def _runs(run: document.Run, names: Mapping[str, str], signs: re.Pattern[str]) -> Iterator[document.Run]:
    if run.slot or run.link is not None or run.blank is not None or run.page_of is not None:
        yield run
        return
    end = 0
    for match in signs.finditer(run.text):
        if match.start() > end:
            yield replace(run, text=run.text[end : match.start()])
        yield replace(run, text=match[0], alt=names[match[0]])
        end = match.end()
    if end < len(run.text) or not run.text:
        yield replace(run, text=run.text[end:]) if end else run
