"""Telephone numbers in the text of a document as links that dial them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial

from msgspec.structs import replace

from handout import document
from handout.content.clinic import Clinic
from handout.i18n.telephones import dialled, digits, telephones

_NUMBER = re.compile(r"\d\D{0,3}\d\D{0,3}\d")
_OTHER = "X"
"""In place of each word that can't be a part of a number, and of a patient's words, whatever these are.  As a letter,
it lets no number begin or end beside it: another patient's words there may make another number of it."""
_WORD = re.compile(r"\S+")


def with_telephone_links(body: tuple[document.Node, ...], clinic: Clinic) -> tuple[document.Node, ...]:
    """The nodes with each telephone number as a link, unless it is in a link or in a patient's words."""
    numbers = [contact.phone for contact in clinic.contacts.values()]
    known = frozenset(digits(number) for number in (*numbers, clinic.emergency_number or "") if number)
    if not any(_NUMBER.search(leaf.text) for leaf in document.walk(body)):
        return body
    return tuple(document.mapped(node, partial(_linked, known=known)) for node in body)


def _linked(leaf: document.Leaf, known: Collection[str]) -> document.Leaf:
    if not _NUMBER.search(leaf.text):
        return leaf
    texts = [_searched(run) for run in leaf.runs]
    found = [(match.start(), match.end(), dialled(match[0])) for match in telephones("".join(texts), known)]
    if not found:
        return leaf
    runs: list[document.Run] = []
    start = 0
    for run, text in zip(leaf.runs, texts, strict=True):
        runs += _split(run, start, found) if _static(run) else [run]
        start += len(text)
    return replace(leaf, runs=tuple(runs))


def _searched(run: document.Run) -> str:
    if _static(run):
        return run.text
    return _OTHER if run.slot else _WORD.sub(_OTHER, run.text)


def _static(run: document.Run) -> bool:
    """Whether a run has words of its own only, which can be divided."""
    other = run.link, run.lang, run.alt, run.blank, run.page_of
    return not run.slot and all(part is None for part in other)


def _split(run: document.Run, start: int, found: list[tuple[int, int, str]]) -> Iterator[document.Run]:
    """A run that begins at an index of its text, divided where numbers begin and end."""
    at, end = start, start + len(run.text)
    for begins, ends, link in found:
        first, last = max(begins, start), min(ends, end)
        if first >= last:
            continue
        if first > at:
            yield replace(run, text=run.text[at - start : first - start])
        yield replace(run, text=run.text[first - start : last - start], link=link)
        at = last
    if at < end or not run.text:
        yield replace(run, text=run.text[at - start :])
