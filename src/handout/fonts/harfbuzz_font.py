"""A font file as HarfBuzz reads it, whatever outlines it has; a variable font at one weight."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from msgspec import Struct

from handout.fonts.composites import with_composites
from handout.fonts.redrawn import redrawn
from handout.fonts.truetype import Tables, big_endian, directory, without_characters

_KEPT = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")
_LAYOUT = (
    "GSUB",
    "GPOS",
    "GDEF",
    "kern",
    "STAT",
    "MVAR",
    "BASE",
    "vhea",
    "vmtx",
    "VORG",
    "name",
    "post",
    "cmap",
    "OS/2",
)
_WEIGHT = "wght"
REGULAR, BOLD = 400.0, 700.0
"""Values of the axis of weights."""
MANY = 7
"""Subsets of one font, as in a batch: from this one on, it is opened again for them, and they take up to 30 times less.

To open one of East Asia takes as long as some ten of them, and to open others less.  A document alone with a name of
three words, in two weights, has six.
"""


class SmallFont(Struct, frozen=True):
    """Some glyphs of a font as a TrueType font."""

    tables: Tables
    positions: dict[int, int]
    """New glyph number by old; glyph 0 is the first."""
    advances: dict[int, int]
    """In font units, by old glyph number."""


class Measures(Struct, frozen=True):
    """As fractions of the em, all positive."""

    ascent: float
    descent: float
    cap_height: float


class HarfbuzzFile:
    """A font file that is opened for all weights: HarfBuzz has a copy of its own."""

    def __init__(self, content: bytes) -> None:
        import uharfbuzz

        self._harfbuzz: Any = uharfbuzz
        self.face: Any = self._harfbuzz.Face(self._harfbuzz.Blob(content))
        self._of_subsets, self._subsets = self.face, 0

    def for_subset(self) -> Any:
        """The face to make one more subset of, by the numbers of its glyphs.

        For each, HarfBuzz reads through all characters of the font.  So after many it gets the font without them.
        """
        self._subsets += 1
        if self._subsets == MANY:
            self._of_subsets = self._harfbuzz.Face(self._harfbuzz.Blob(without_characters(self.face.blob.data)))
        return self._of_subsets


class HarfbuzzFont:
    """One font, with no other checks than those of HarfBuzz when it opens a file."""

    def __init__(self, file: bytes | HarfbuzzFile, weight: float = REGULAR) -> None:
        """The weight is used for a variable font only."""
        import uharfbuzz

        self._harfbuzz: Any = uharfbuzz
        self._file = file if isinstance(file, HarfbuzzFile) else HarfbuzzFile(file)
        self.face: Any = self._file.face
        self.font: Any = self._harfbuzz.Font(self.face)
        axis = next((axis for axis in self.face.axis_infos if axis.tag == _WEIGHT), None)
        self.weight = None if axis is None else min(max(weight, axis.min_value), axis.max_value)
        """The weight of a variable font; None for any other font."""
        if self.weight is not None:
            self.font.set_variations({_WEIGHT: self.weight})

    @cached_property
    def units_per_em(self) -> int:
        """How many font units an em has."""
        return int(self.face.upem)

    @cached_property
    def measures(self) -> Measures:
        """The heights that the font gives for its lines."""
        extents, em = self.font.get_font_extents("ltr"), self.units_per_em
        caps = self.font.get_glyph_extents(self.glyph(ord("H")) or 0)
        height = caps.y_bearing if caps is not None else 0
        return Measures(extents.ascender / em, -extents.descender / em, (height or 0.7 * em) / em)

    @cached_property
    def scripts(self) -> frozenset[str]:
        """The OpenType tags of the scripts for which the font has rules."""
        return frozenset((*self.face.get_table_script_tags("GSUB"), *self.face.get_table_script_tags("GPOS")))

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points for which the font has a glyph."""
        return frozenset(self.face.unicodes)

    def table(self, name: str) -> bytes:
        """A table of the file; empty if there is none."""
        return bytes(self.face.reference_table(name).data)

    def glyph(self, codepoint: int) -> int | None:
        """The number of a character's glyph."""
        return self.font.get_nominal_glyph(codepoint) or None

    def advance(self, glyph: int) -> int:
        """In font units."""
        return int(self.font.get_glyph_h_advance(glyph))

    def small(self, glyphs: Iterable[int]) -> SmallFont:
        """Some glyphs, with glyph 0 before them, as TrueType outlines without hints; ValueError if it can't be read."""
        wanted = [0, *sorted({*glyphs} - {0})]
        tables, positions = self._subset(wanted) if "glyf" in self.face.table_tags else redrawn(self, wanted)
        tables = with_composites(tables, ())  # so that each glyph has an advance, even if some lacked one in the file
        widths = big_endian("H", tables["hmtx"])[::2]
        return SmallFont(tables, positions, {old: widths[new] for old, new in positions.items()})

    def _subset(self, glyphs: list[int]) -> tuple[Tables, dict[int, int]]:
        harfbuzz = self._harfbuzz
        asked = harfbuzz.SubsetInput()
        asked.glyph_set.update(glyphs)
        asked.layout_feature_tag_set.clear()
        flags = harfbuzz.SubsetFlags
        asked.flags = flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
        for name in _LAYOUT:
            asked.drop_table_tag_set.add(int.from_bytes(name.encode()))
        if self.face.has_var_data:
            asked.pin_all_axes_to_default(self.face)
            if self.weight is not None:
                asked.pin_axis_location(self.face, _WEIGHT, self.weight)
        try:
            plan = harfbuzz.SubsetPlan(self._file.for_subset(), asked)
            made = bytes(plan.execute().blob.data)
            return directory(made, _KEPT), dict(plan.old_to_new_glyph_mapping)
        except (RuntimeError, struct.error) as error:
            raise ValueError("the font file is broken: its outlines can't be read") from error
