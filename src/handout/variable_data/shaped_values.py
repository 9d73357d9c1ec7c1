"""Values that are shaped: whether a form may be filled with them, or their document is laid out as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from handout.check.glyphs import FontChoice, FontStyle, problems
from handout.check.shaped_text import conjuncts
from handout.diagnostics import Span
from handout.document import Document
from handout.fonts.clusters import GlyphCluster
from handout.fonts.glyphs import Face, FontBook
from handout.fonts.letters import BESIDE
from handout.fonts.pieces import pieces

MOST_WORDS = 10_000
"""The most words that are kept for one document's fonts."""
MOST_CLUSTERS = 8192
"""The most clusters of which it is kept whether they are lost."""
_JOINERS = "\u200c\u200d"


def slot_choices(document: Document) -> tuple[FontChoice, ...]:
    """The fonts in which a document prints its patient's values."""
    found: dict[FontChoice, None] = {}
    for leaf in document.every_leaf:
        style = document.styles[leaf.role]
        names = document.families[style.family]
        for run in leaf.runs:
            if run.slot:
                found[FontChoice(names, FontStyle(style.bold or run.strong, style.italic or run.emphasis))] = None
    return tuple(found)


class FillableWords:
    """The words that were found to be fillable, which are kept because many patients of a list have the same words."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, tuple[FontChoice, ...]], set[str]] = {}

    def has(self, values: Iterable[str], choices: tuple[FontChoice, ...], fonts: FontBook, language: str) -> bool:
        """Whether values can be set in each of these fonts, so that no letter is lost or drawn outside of its place."""
        known = self.known.setdefault((language, choices), set())
        if len(known) > MOST_WORDS:
            known.clear()
        new = {word for value in values for word in value.split()} - known
        if any(_doubtful(word, choice, fonts) for word in new for choice in choices):
            return False
        known |= new
        return True


def _doubtful(word: str, choice: FontChoice, fonts: FontBook) -> bool:
    if any(True for _ in problems(word, None, Span(""), choice, fonts)):
        return True
    assert choice.style is not None, "a slot has one style"
    faces = fonts.faces(choice.families, choice.style.bold, choice.style.italic)
    return any(_lost(piece.face, cluster) for piece in pieces(faces, word) for cluster in conjuncts(piece.clusters))


@lru_cache(MOST_CLUSTERS)
def _lost(face: Face, cluster: GlyphCluster) -> bool:
    """Whether a cluster draws nothing, or draws further outside of its place than a page may."""
    left, bottom, right, top = face.shaper.box(cluster)
    if bottom == top and cluster.text.strip().strip(_JOINERS):
        return True
    beside = BESIDE * face.metrics.units_per_em
    return left < -beside or right > cluster.advance + beside
