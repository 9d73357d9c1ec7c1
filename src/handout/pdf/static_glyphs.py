"""What of a document doesn't come from a patient's record: the same text in each copy of a form."""

from __future__ import annotations

from collections.abc import Mapping

from handout.document import Leaf
from handout.layout.geometry import Glyphs, Line, Pages


def slot_leaves(pages: Pages) -> dict[int, Leaf]:
    """The leaves with text from a patient's record, by key; empty if the document isn't for a patient of a list."""
    document = pages.document
    if not document.personal:
        return {}
    return {leaf.key: leaf for leaf in document.every_leaf if leaf.slot}


def static_glyphs(pages: Pages, slots: Mapping[int, Leaf]) -> list[Glyphs]:
    """The glyphs of all pages but for the patient's words in the leaves of slots."""
    found: list[Glyphs] = []
    for page in pages.pages:
        for line in page.items:
            if isinstance(line, Line):
                if line.leaf in slots:
                    runs = slots[line.leaf].runs
                    found += [each for each in line.glyphs if not runs[each.run].slot]
                else:
                    found += line.glyphs
    return found
