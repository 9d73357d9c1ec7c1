"""Footnotes: a mark has its note in a block around it, a note has a mark, and no mark makes a power of a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handout.check.reference_places import Files, written_at
from handout.check.visibility import NodePlace
from handout.content.nodes import Block, Note
from handout.content.texts import Text
from handout.content.walk import texts
from handout.diagnostics import Diagnostic, Span
from handout.inline.runs import NoteMark, Runs, Words
from handout.source.values import suggestion


def check_notes(places: Iterable[NodePlace], others: Iterable[Text], files: Files) -> Iterator[Diagnostic]:
    """What is wrong with the marks in a topic's nodes and in its other texts, and with its notes.

    What the files held shows the place of a mark in its text.
    """
    marked: set[int] = set()
    notes: list[Note] = []
    for place in places:
        if isinstance(place.node, Note):
            notes.append(place.node)
        for _, text in texts(place.node):
            yield from _powers(text, files)
            for name in marks(text):
                found = _found(place, name)
                if found is None:
                    yield _unknown(place, written_at(files, text, NoteMark(name)), name)
                else:
                    marked.add(id(found))
    for text in others:
        for name in marks(text):
            message = f"there is no note '{name}' here: this text is in no block"
            where = written_at(files, text, NoteMark(name))
            yield Diagnostic(where, message, "move the mark into a block that has notes", "note")
    for note in notes:
        if id(note) not in marked:
            message, hint = f"the note '{note.name}' is never printed", f"write [^{note.name}] in a text of its block"
            yield Diagnostic(note.span, message, hint, "never-printed")


def marks(text: Text) -> dict[str, None]:
    """The names of the notes that a text has marks of."""
    return dict.fromkeys(run.note for run in text.every_run if isinstance(run, NoteMark))


def _found(place: NodePlace, name: str) -> Note | None:
    """The note of a mark: of the nearest block around it."""
    for node in (place.node, *reversed(place.above)):
        for note in (node.notes or ()) if isinstance(node, Block) else ():
            if note.name == name:
                return note
    return None


def _unknown(place: NodePlace, where: Span, name: str) -> Diagnostic:
    around = (node for node in (place.node, *place.above) if isinstance(node, Block))
    known = [note.name for node in around for note in node.notes or ()]
    hint = suggestion(name, known) or f"write it under 'notes:' beside the block; \\[^{name}] prints the characters"
    return Diagnostic(where, f"there is no note '{name}'", hint, "note")


def _powers(text: Text, files: Files) -> Iterator[Diagnostic]:
    for mark in filter(None, map(_power, text.every_paragraph)):
        message, hint = (
            "a note's mark after a number reads as a power of it",
            "write it after the unit, or another word",
        )
        yield Diagnostic(written_at(files, text, mark), message, hint, "note")


def _power(runs: Runs) -> NoteMark | None:
    """The first mark that follows a number."""
    before = ""
    for run in runs:
        if isinstance(run, NoteMark) and before.rstrip()[-1:].isdigit():
            return run
        before = before + run.text if isinstance(run, Words) else ""
    return None
