"""Documents that were proved to have nothing of a patient outside the slots, so that the proof needn't be made again.

Two records of a list often differ in which fields they have: one's document has a value where another's has a blank for
the pen.  If all else is the same, what was proved of one document holds of the other.

- Outside the slots of the first is nothing of its patient: an invented patient got the same (`signature.stranger`).
- So outside the slots of the second is nothing of its patient either: it is what another patient got.
- A value that prints outside of a slot only sometimes could be missed so.  So each field that the second record has was
  in a record whose document was proved with an invented patient, and was the same as these outside the slots.

A document is kept without the words of its slots, and without its styles and the measures of its page: in these are no
words.  So what was proved with one layout holds with each other that prints the same, in headers and footers too.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from operator import is_not
from types import NoneType
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from handout.diagnostics import Span
from handout.document import Document, PageSetup, Run
from handout.variable_data.signature import Asked, same_but_runs, without_value

V = TypeVar("V")

MOST_KEPT = 8
"""Documents."""
_NO_PAGE = PageSetup(width=0, height=0, top=0, bottom=0, left=0, right=0)
_OF_THE_PATIENT = frozenset(("text", "slot", "expression", "measured", "blank"))
"""What two runs differ in, of which one is a patient's value and the other the blank for it."""
_PLAIN = frozenset((bool, float, int, str, NoneType, Span))
"""What holds no run; most parts of a document are of these types."""


class _Proven(Struct, frozen=True):
    document: Document
    fields: set[str]
    """Those of the records with which it was proved."""


class ProvenDocuments:
    """Documents of some requests that were proved, whatever their layout is; they hold no patient's words."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[Asked, int], _Proven] = OrderedDict()
        self._ever = 0

    def has(self, asked: Asked, found: Document, fields: Collection[str]) -> bool:
        """Whether a document of a record with these fields needs no proof of its own."""
        printed = _printed(found)
        return any(
            each.fields.issuperset(fields) and same_but_values(each.document, printed)
            for (request, _), each in reversed(self._known.items())
            if request == asked
        )

    def add(self, asked: Asked, found: Document, fields: Collection[str]) -> None:
        """Keeps a document that was proved with an invented patient."""
        found = _printed(found)
        for (request, _), each in self._known.items():
            if request == asked and same_but_values(each.document, found):
                each.fields.update(fields)
                return
        self._ever += 1
        self._known[asked, self._ever] = _Proven(without_words(found), set(fields))
        if len(self._known) > MOST_KEPT:
            self._known.popitem(last=False)


def _printed(found: Document) -> Document:
    """All of a document that may have words."""
    return replace(found, styles={}, page=_NO_PAGE)


def same_but_values(one: Document, other: Document) -> bool:
    """Whether two documents differ only in their patients' values, and the blanks for them."""
    return same_but_runs(one, other, _alike)


def _alike(one: Run, other: Run) -> bool:
    if one.slot and other.slot:
        return without_value(one) == without_value(other)
    if _open(one) and _open(other) and one.slot != other.slot:
        names = (name for name in one.__struct_fields__ if name not in _OF_THE_PATIENT)
        return all(getattr(one, name) == getattr(other, name) for name in names)
    return one == other


def _open(run: Run) -> bool:
    return run.slot or run.blank is not None


def without_words(found: V) -> V:
    """A document, or a part of one, without the words of its slots."""
    if isinstance(found, Run):
        return without_value(found) if found.slot else found  # type: ignore[return-value]  # a run, as it was
    if isinstance(found, tuple):
        made = tuple([part if type(part) in _PLAIN else without_words(part) for part in found])
        return made if any(map(is_not, made, found)) else found  # type: ignore[return-value]  # a tuple of the same
    if not isinstance(found, Struct):
        return found
    changes = {}
    for name in found.__struct_fields__:
        part = getattr(found, name)
        if type(part) not in _PLAIN and (changed := without_words(part)) is not part:
            changes[name] = changed
    return replace(found, **changes) if changes else found
