"""The only import of ReportLab: paths, subsets of TrueType fonts and QR codes, without the machine's settings.

Importing ReportLab executes `reportlab_settings.py` and `reportlab_mods.py` from the path and from the home folder, and
reads `RL_*` variables.  What is printed must not depend on any of these, so they are blocked first.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from io import BytesIO
from types import ModuleType
from typing import Any

from msgspec import Struct

from handout.fonts.font_file import font_file

_SETTINGS = ("reportlab_settings", "reportlab_mods", "reportlab.local_rl_settings", "reportlab.local_rl_mods")
_HARFBUZZ = "uharfbuzz"


def _block_settings() -> None:
    for name in _SETTINGS:
        sys.modules[name] = ModuleType(name)
    hidden = {name: os.environ.pop(name) for name in tuple(os.environ) if name.startswith("RL_")}
    try:
        import reportlab.rl_config  # noqa: F401 - it reads its settings once, here
    finally:
        os.environ.update(hidden)


@contextmanager
def _without_shaping() -> Iterator[None]:
    """ReportLab imports HarfBuzz wherever it is installed, for shaping of its own, which isn't used."""
    known = sys.modules.get(_HARFBUZZ)
    sys.modules[_HARFBUZZ] = None  # type: ignore[assignment]  # an import of it fails
    try:
        yield
    finally:
        del sys.modules[_HARFBUZZ]
        if known is not None:
            sys.modules[_HARFBUZZ] = known


class _Library(Struct, frozen=True):
    """What is used of ReportLab, which has no types."""

    ttfonts: Any
    pathobject: Any


@cache
def _library() -> _Library:
    _block_settings()
    with _without_shaping():
        from reportlab.pdfbase import ttfonts
        from reportlab.pdfgen import pathobject
    return _Library(ttfonts, pathobject)


def load() -> None:
    """Imports ReportLab, which else happens when the first document is painted."""
    _library()


__all__ = ["EMBEDDED_TABLES", "Outlines", "Subset", "assembled", "load", "outlines", "path", "qr_modules", "subset"]

EMBEDDED_TABLES = ("glyf", "head", "hhea", "hmtx", "loca", "maxp", "cvt ", "fpgm", "prep")
"""The tables that a TrueType font needs in a PDF (ISO 32000-1, 9.9)."""


class Outlines(Struct, frozen=True):
    """What a font descriptor needs; lengths in thousandths of the em."""

    bbox: tuple[int, ...]
    italic_angle: float
    stem_v: int
    fixed_pitch: bool


class Subset(Struct, frozen=True):
    """A TrueType file with some glyphs of another."""

    content: bytes
    positions: dict[int, int]
    """New glyph number by old."""
    widths: dict[int, float]
    """Advance in thousandths of the em, by old glyph number."""


@lru_cache(maxsize=16)
def _font(content: bytes) -> Any:
    # Without `charInfo` the cmap isn't read, which would take 30 ms: subsets are made by glyph number.
    font = _library().ttfonts.TTFontFile(BytesIO(content), charInfo=0)
    count = font.numGlyphs
    font.charToGlyph = {glyph: glyph for glyph in range(count)}
    font.hmetrics = _advances(font, count)
    long_format = font.get_table("head")[51]
    places = _words("L" if long_format else "H", font.get_table("loca"), count + 1)
    font.glyphPos = places if long_format else [2 * place for place in places]
    return font


def _advances(font: Any, count: int) -> list[tuple[int, int]]:
    """Advance and left side bearing of each glyph; a glyph with only a bearing has the last advance."""
    whole = int.from_bytes(font.get_table("hhea")[34:36], "big")
    numbers = _words("H", font.get_table("hmtx"), whole + count)
    pairs = list(zip(numbers[: 2 * whole : 2], numbers[1 : 2 * whole : 2], strict=True))
    return pairs + [(pairs[-1][0], bearing) for bearing in numbers[2 * whole :]]


def _words(kind: str, table: bytes, count: int) -> list[int]:
    return list(struct.unpack_from(f">{count}{kind}", table))


def outlines(content: bytes) -> Outlines:
    """The measures of a TrueType file."""
    font = _font(content)
    fixed = bool(font.flags & 1)
    return Outlines(tuple(round(edge) for edge in font.bbox), float(font.italicAngle), int(font.stemV), fixed)


def subset(content: bytes, glyphs: Sequence[int]) -> Subset:
    """A file with these glyphs, glyph 0 before them, and the glyphs that they are composed of."""
    font = _font(content)
    order = list(dict.fromkeys((0, *glyphs)))
    small = _library().ttfonts.TTFontParser(BytesIO(font.makeSubset(order[1:])))
    tables = {tag: small.get_table(tag) for tag in EMBEDDED_TABLES if tag in small.table}
    widths = {glyph: font.hmetrics[glyph][0] * 1000 / font.unitsPerEm for glyph in order}
    return Subset(assembled(tables), {glyph: new for new, glyph in enumerate(order)}, widths)


def assembled(tables: Mapping[str, bytes]) -> bytes:
    """A TrueType file with these tables, and their checksums."""
    return font_file({tag: tables[tag] for tag in EMBEDDED_TABLES if tag in tables})


def path() -> Any:
    """An empty path: moveTo, lineTo, curveTo, arc, circle, rect, roundRect, close; getCode gives its operators."""
    return _library().pathobject.PDFPathObject()


def qr_modules(url: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of a QR code, top first, True where it is dark; error correction M, no quiet zone."""
    load()
    from reportlab.graphics.barcode import qrencoder  # imports 100 ms of barcodes

    encoder: Any = qrencoder
    code = encoder.QRCode(None, encoder.QRErrorCorrectLevel.M)
    code.addData(url)
    code.make()
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)
