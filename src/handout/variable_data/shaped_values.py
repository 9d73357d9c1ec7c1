"""Values that are shaped: whether a form may be filled with them, or their document is laid out as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from handout.check.glyphs import FontChoice, FontStyle
from handout.check.shaped_text import conjuncts, drawn
from handout.document import Document
from handout.fonts.clusters import GlyphCluster
from handout.fonts.glyphs import Face, Faces, FontBook
from handout.fonts.letters import BESIDE
from handout.fonts.pieces import shaped
from handout.fonts.stretches import Stretch, stretches, unmatched
from handout.i18n.dictionary import lacking
from handout.i18n.numbers import has_mixed_digits

MOST_WORDS = 10_000
"""The most words that are kept for one document's fonts, and the most stretches of words."""
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
        self._known: dict[tuple[str, tuple[FontChoice, ...]], set[str]] = {}

    def has(self, values: Iterable[str], choices: tuple[FontChoice, ...], fonts: FontBook, language: str) -> bool:
        """Whether values can be set in each of these fonts, so that no letter is lost or drawn outside of its place."""
        known = self._known.setdefault((language, choices), set())
        if len(known) > MOST_WORDS:
            known.clear()
        new = {word for value in values for word in value.split()} - known
        if new:
            lists = tuple(dict.fromkeys([_faces(choice, fonts) for choice in choices]))
            if any(_doubtful(word, lists, fonts) for word in new):
                return False
            known |= new
        return True


def _faces(choice: FontChoice, fonts: FontBook) -> Faces:
    assert choice.style is not None, "a slot has one style"
    return fonts.faces(choice.families, choice.style.bold, choice.style.italic)


def _doubtful(word: str, lists: Iterable[Faces], fonts: FontBook) -> bool:
    """Whether a word may have one of the `problems` in one of these lists; what doesn't depend on it is asked once."""
    if has_mixed_digits(word) or lacking(word):
        return True
    parts = stretches(word)
    if unmatched(parts):
        return True
    return any(
        not _fills(faces, part) if part.script else bool(fonts.missing(faces, part.text))
        for part in parts
        for faces in lists
    )


@lru_cache(MOST_WORDS)
def _fills(faces: Faces, stretch: Stretch) -> bool:
    """Whether a list draws a stretch that is shaped, so that no letter is lost or outside of its place."""
    if drawn(faces, stretch) != "in place":
        return False
    parts = shaped(faces, stretch)
    return not any(_lost(face, each) for face, part in parts for each in conjuncts(face.shaper.clusters(part)))


@lru_cache(MOST_CLUSTERS)
def _lost(face: Face, cluster: GlyphCluster) -> bool:
    """Whether a cluster draws nothing, or draws further outside of its place than a page may."""
    left, bottom, right, top = face.shaper.box(cluster)
    if bottom == top and cluster.text.strip().strip(_JOINERS):
        return True
    beside = BESIDE * face.metrics.units_per_em
    return left < -beside or right > cluster.advance + beside
