"""The small font file with the glyphs of a face that a document shows; made by HarfBuzz if the face says so."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from handout.fonts.glyphs import Face
from handout.pdf.subsets import Outlines, Subset, assembled, outlines, subset

if TYPE_CHECKING:
    from handout.fonts.harfbuzz_font import HarfbuzzFont

_WEIGHT = 4
"""The offset of the weight in the table OS/2."""
_FIXED_PITCH = 12
"""The offset of the fixed pitch in the table post."""


class ShownFont(Struct, frozen=True):
    """Some glyphs of a face."""

    subset: Subset
    measures: Outlines


def shown_font(face: Face, glyphs: Sequence[int]) -> ShownFont:
    """A font file with these glyphs, by their numbers in the face."""
    small = face.small(glyphs)
    if small is None:
        program = face.program(glyphs)
        return ShownFont(subset(program, glyphs), outlines(program))
    thousandth = face.metrics.units_per_em / 1000
    widths = {glyph: width / thousandth for glyph, width in small.advances.items()}
    return ShownFont(Subset(assembled(small.tables), small.positions, widths), measures(face.harfbuzz, thousandth))


def measures(font: HarfbuzzFont, thousandth: float) -> Outlines:
    """The measures for a font's descriptor; `thousandth` is a thousandth of an em, in font units."""
    head, weights, post = font.table("head"), font.table("OS/2"), font.table("post")
    box = struct.unpack_from(">4h", head, 36)
    (weight,) = struct.unpack_from(">H", weights, _WEIGHT) if len(weights) >= _WEIGHT + 2 else (400,)
    fixed = int.from_bytes(post[_FIXED_PITCH : _FIXED_PITCH + 4]) != 0
    return Outlines(
        bbox=tuple(round(edge / thousandth) for edge in box),
        italic_angle=0.0,
        # A guess from the weight, as for other faces: no font file has it.
        stem_v=50 + int(((font.weight or weight) / 65) ** 2),
        fixed_pitch=fixed,
    )
