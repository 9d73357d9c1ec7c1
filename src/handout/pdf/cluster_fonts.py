"""Embedded fonts of clusters, for text that is shaped or runs from right to left: one for each face with such text.

They are separate from the fonts of characters, so they don't change a document without such text.  Their codes are
those of `fonts/clusters.py`: one for each character of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from handout.fonts.clusters import ClusterCode, GlyphPart, codes, in_order
from handout.fonts.composites import ComposedGlyph, with_composites
from handout.fonts.glyphs import Face
from handout.fonts.truetype import directory
from handout.layout.geometry import Pages
from handout.pdf.codings import Coding, written_codes
from handout.pdf.file import FileWriter
from handout.pdf.font_objects import CodedFont, EmbeddedFace, add_font, embedded_face
from handout.pdf.small_fonts import shown_font
from handout.pdf.static_glyphs import slot_leaves, static_glyphs
from handout.pdf.subsets import EMBEDDED_TABLES, Subset, assembled

MOST_PROGRAMS = 32


def embedded_clusters(pages: Pages) -> dict[str, tuple[ClusterCode, ...]]:
    """The codes of each face's clusters, in an order that doesn't depend on where lines end; faces by name.

    A batch fills the same form with longer and shorter words, which change where the lines around them end.  The fonts
    of patients' values are in `value_fonts`.
    """
    found: dict[str, dict[ClusterCode, None]] = {}
    for glyphs in static_glyphs(pages, slot_leaves(pages)):
        if glyphs.clusters:
            found.setdefault(glyphs.face, {}).update(dict.fromkeys(codes(glyphs.clusters, glyphs.level)))
    return {face: in_order(each) for face, each in sorted(found.items())}


def embed_clusters(
    face: Face, clusters: tuple[ClusterCode, ...], writer: FileWriter, resource: bytes
) -> tuple[Coding, int]:
    """Adds the font of a face's clusters; returns its coding and the number of the font object."""
    font = add_font(face, _cluster_font(face, clusters), writer)
    return _cluster_coding(face, clusters, resource), font


def _cluster_coding(face: Face, clusters: Sequence[ClusterCode], resource: bytes) -> Coding:
    """How the clusters of a font are written, if their codes have this order, from 1 on."""
    return Coding(resource, {}, {}, codes_in(clusters), em=face.metrics.units_per_em)


def codes_in(clusters: Sequence[ClusterCode]) -> dict[ClusterCode, bytes]:
    """The codes of clusters in a font that has them in this order."""
    return dict(zip(clusters, written_codes(len(clusters)), strict=True))


@lru_cache(MOST_PROGRAMS)
def _cluster_font(face: Face, clusters: tuple[ClusterCode, ...]) -> EmbeddedFace:
    """The font of some clusters: the glyphs of the face that they need, and the composed glyphs."""
    glyphs = sorted({part.glyph for code in clusters for part in code.parts})
    shown, em = shown_font(face, glyphs), face.metrics.units_per_em
    small = shown.subset
    drawn = [_drawn(code, small, em) for code in clusters]
    added = [*dict.fromkeys(glyph for glyph in drawn if isinstance(glyph, ComposedGlyph))]
    tables = directory(small.content, EMBEDDED_TABLES)
    numbers = {glyph: number for number, glyph in enumerate(added, int.from_bytes(tables["maxp"][4:6]))}
    return embedded_face(
        CodedFont(
            content=assembled(with_composites(tables, added)),
            measures=shown.measures,
            glyphs=tuple(glyph if isinstance(glyph, int) else numbers[glyph] for glyph in drawn),
            characters=tuple(code.character for code in clusters),
            widths=tuple(1000 * code.advance / em for code in clusters),
        ),
    )


def _drawn(code: ClusterCode, small: Subset, em: int) -> int | ComposedGlyph:
    """A glyph of the subset as it is, or one that is composed of such glyphs."""
    parts = tuple(replace(part, glyph=small.positions[part.glyph]) for part in code.parts)
    if len(parts) == 1 and parts[0] == GlyphPart(parts[0].glyph, 0, 0):
        (old,) = code.parts
        if round(small.widths[old.glyph] * em / 1000) == code.advance:
            return parts[0].glyph
    return ComposedGlyph(parts, code.advance)
