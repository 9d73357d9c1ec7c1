"""The documents that were composed last, without a patient's words, for further forms of the same signature.

Two records of one signature get the same document but for the words of slots.  So what was selected and composed for
one is taken for another, with that one's words: as a form is filled, and as far as each value can be printed.
"""

from __future__ import annotations

from collections import OrderedDict

from msgspec import Struct
from msgspec.structs import replace

from handout.compose import RenderContext
from handout.document import Document, HeaderFooter, Leaf, Run, mapped
from handout.inline.expressions import Expression
from handout.patients import NOBODY
from handout.pipeline import Composed, Renderer, Request
from handout.select import Selection
from handout.variable_data.form import PrintedValue
from handout.variable_data.misfits import LayoutDiffers
from handout.variable_data.proven_documents import without_words
from handout.variable_data.signature import Signature
from handout.variable_data.slot_leaf import with_value

MOST_KEPT = 16
"""Documents."""


class _Kept(Struct, frozen=True):
    chosen: tuple[tuple[Selection, RenderContext], ...]
    document: Document


class KeptDocuments:
    """Documents by signature; they hold no patient's words."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Signature, _Kept] = OrderedDict()

    @property
    def documents(self) -> list[Document]:
        """All that are kept."""
        return [kept.document for kept in self._kept.values()]

    def add(self, key: Signature, composed: Composed) -> None:
        """Keeps a document that was composed."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return
        chosen = tuple([(each, replace(context, patient=NOBODY, facets={})) for each, context in composed.chosen])
        self._kept[key] = _Kept(chosen, without_words(composed.document))
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def composed(self, key: Signature, request: Request, text: PrintedValue, renderer: Renderer) -> Composed | None:
        """The document of a request that has this signature; None where none is kept, or a slot would be empty."""
        kept = self._kept.get(key)
        document = None if kept is None else _filled(kept.document, text)
        if kept is None or document is None:
            return None
        facets = request.patient.facets(renderer.workspace.clinic, request.date)
        chosen = [(each, replace(context, patient=request.patient, facets=facets)) for each, context in kept.chosen]
        return renderer.composed_before(request, chosen, document)


def _filled(document: Document, text: PrintedValue) -> Document | None:
    """A document with a patient's words in its slots."""

    def changed(leaf: Leaf) -> Leaf:
        if not leaf.slot:
            return leaf
        return replace(leaf, runs=tuple([_with_value(run, text) if run.slot else run for run in leaf.runs]))

    def band(found: HeaderFooter) -> HeaderFooter:
        cells = {name: getattr(found, name) for name in found.__struct_fields__}
        slots = {name: changed(cell) for name, cell in cells.items() if isinstance(cell, Leaf) and cell.slot}
        return replace(found, **slots) if slots else found

    try:
        return replace(
            document,
            body=tuple([mapped(node, changed) for node in document.body]),
            header=band(document.header),
            footer=band(document.footer),
            first_header=None if document.first_header is None else band(document.first_header),
        )
    except LayoutDiffers:
        return None


def _with_value(slot: Run, text: PrintedValue) -> Run:
    value = text(slot.expression) if isinstance(slot.expression, Expression) else ""
    if value == "":
        raise LayoutDiffers
    return with_value(slot, value)
