"""Checks the fonts of a finished file: they are embedded, and every code has a glyph, and a character in ToUnicode."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from handout.diagnostics import Diagnostic
from handout.fonts.truetype import big_endian, directory, glyph_places
from handout.verify.pdf_objects import File, Object, problem

_PAIR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


def to_unicode(file: File, font: Object) -> bytes:
    """The ToUnicode map of a font."""
    return file[font.reference("ToUnicode")].content


@lru_cache(32)
def characters(entries: bytes) -> Mapping[int, str]:
    """The character of each code of a font, by its ToUnicode map."""
    _, _, entries = entries.partition(b"endcodespacerange")
    pairs = _PAIR.findall(entries)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace") for code, text in pairs}


def problems(file: File, used: set[str], of_clusters: Collection[str] = ()) -> Iterator[Diagnostic]:
    """The faults of a file's fonts; only the characters that are used need an outline.

    In a font of clusters a cluster is drawn by one of its codes only (`shaped_runs`).
    """
    for name, font in file.resources().items():
        drawn = drawn_codes(file, font)
        if not drawn:
            yield problem(f"the font {name} is not embedded")
            continue
        for code, character in characters(to_unicode(file, font)).items():
            needed = character in used and name not in of_clusters
            if code not in drawn or (needed and not drawn[code]):
                yield problem(f"the font {name} has no glyph for U+{ord(character[0]):04X}")


def drawn_codes(file: File, font: Object) -> Mapping[int, bool]:
    """For each code with a glyph, whether the glyph has an outline; empty if no font file is embedded."""
    descendant = file[font.references("DescendantFonts")[0]]
    program = file[descendant.reference("FontDescriptor")].reference("FontFile2")
    if not program or not file[program].content:
        return {}
    positions = descendant.reference("CIDToGIDMap")
    return _drawn(file[program].content, file[positions].content if positions else None)


@lru_cache(16)
def _drawn(program: bytes, positions: bytes | None) -> Mapping[int, bool]:
    ink = _outlines(program)
    if positions is None:  # each glyph has the number of its code
        return dict(enumerate(ink[1:], 1))
    return {code: ink[glyph] for code, glyph in enumerate(big_endian("H", positions)) if 0 < glyph < len(ink)}


def _outlines(program: bytes) -> list[bool]:
    """Whether each glyph of a TrueType file has an outline, by the lengths in its `loca`."""
    tables = directory(program, ("head", "loca"))
    return [after > before for before, after in pairwise(glyph_places(tables))]
