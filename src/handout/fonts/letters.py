"""Checks whether the letters of a workspace's font can be printed: all of them, once, before any text is set.

A page is refused if ink isn't where layout put it.  If a font draws outside of its letters' boxes, one document would
be refused and another not, depending on its words.  So pdfium, which also verifies every page, draws each letter here.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from time import process_time
from typing import Any

from msgspec import Struct

from handout.fonts.outlines import CheckedFont, check_outlines
from handout.fonts.scripts import REPERTOIRE
from handout.fonts.to_unicode import to_unicode_map
from handout.fonts.truetype import Metrics

BESIDE, ABOVE, BELOW = 0.35, 1.3, 0.5
"""How far ink may be outside of a letter's box, in ems: slanted letters, accents, descenders."""
_NARROWEST, _WIDEST, _WIDEST_SIGN = 0.08, 2.0, 4.0
"""Ems.  Pdfium reads two equal letters within 0.07 as one, and a letter as wide as a page can't be set."""
_LEAST, _LEAST_OF_A_DIGIT = 0.45, 0.75
"""The least share of a letter that must be before the start of the next letter, which may cover the rest."""
_SPACE, _OGHAM_SPACE = 0x20, 0x1680
"""Spaces; the second one is drawn as a stroke."""
_ALIKE = (
    range(0x30, 0x3A),
    range(0x41, 0x5B),
    range(0x61, 0x7B),
    *(tuple(map(ord, x)) for x in ("<>≤≥", "+−±", "½¼¾")),
)
"""Digits, capitals, small letters, signs of an amount: two of a kind that look the same would be confused."""
_IN_WORDS = frozenset(code for code in REPERTOIRE if chr(code).isalnum() or (code < 0x7F and code != 0x5F))
"""The repertoire without the underscore, which is below any letter, and without accents on their own."""
_LEADING, MOST_OVERLAP = 1.2, 0.2
"""Ems from line to line, where lines are close; and how much of the smaller of two letters the other may cover."""


class InkBox(Struct, frozen=True):
    """The box around the ink of a glyph, in ems from the glyph's origin."""

    left: float
    bottom: float
    right: float
    top: float


@lru_cache(32)
def check_letters(content: bytes) -> CheckedFont:
    """A font file in which all characters can be printed; ValueError says why it can't be used.

    A font is refused if a letter of the repertoire for patients' words isn't drawn in its place.  Any other character
    that isn't drawn in its place is removed from the font's characters.
    """
    found = check_outlines(content)
    glyphs = found.metrics.glyphs
    _not_alike(glyphs)
    for code in [code for code in glyphs if code in REPERTOIRE and _without_mark(code, glyphs)]:
        del glyphs[code]
    drawn = sorted(set(glyphs.values()) | {glyphs.get(_SPACE, 0)})
    boxes = dict(zip(drawn, _boxes(found.content, drawn), strict=True))
    lacking = [(code, why) for code, glyph in glyphs.items() if (why := _wrong(code, boxes[glyph], found.metrics))]
    for code, why in sorted(lacking):
        if code in REPERTOIRE:
            raise ValueError(f"the font can't be used: its U+{code:04X} {why}")
        del glyphs[code]
    _not_crossing({code: box for code, glyph in glyphs.items() if code in _IN_WORDS and (box := boxes[glyph])})
    return found


def _not_alike(glyphs: dict[int, int]) -> None:
    for codes in _ALIKE:
        seen: dict[int, int] = {}
        for code in filter(glyphs.__contains__, codes):
            other = seen.setdefault(glyphs[code], code)
            if other != code:
                raise ValueError(f"the font can't be used: its U+{other:04X} and U+{code:04X} are the same picture")


def _without_mark(code: int, glyphs: dict[int, int]) -> bool:
    """Whether a letter with a mark is drawn as the letter without it: José would be printed as Jose."""
    base, _, mark = unicodedata.decomposition(chr(code)).partition(" ")
    return bool(mark) and base[0] != "<" and glyphs.get(int(base, 16)) == glyphs[code]


def _wrong(code: int, box: InkBox | None, metrics: Metrics) -> str:
    """Why a character can't be printed, in words that follow its name in a message; empty if it can."""
    width = metrics.widths[min(metrics.glyphs[code], len(metrics.widths) - 1)] / metrics.units_per_em
    if width > (_WIDEST if code in REPERTOIRE else _WIDEST_SIGN):
        return "is too wide"
    category = unicodedata.category(chr(code))
    inked = category[0] in "LNPS"
    if (inked or code == _SPACE) and width < _NARROWEST:
        return "is too narrow"
    if not inked:
        return "is not blank" if category == "Zs" and box is not None and code != _OGHAM_SPACE else ""
    if box is None:
        return "is not drawn"
    if width < box.right * (_LEAST_OF_A_DIGIT if category == "Nd" else _LEAST if category[0] == "L" else 0):
        return "is too narrow"
    if box.left < -BESIDE or box.right > width + BESIDE or box.bottom < -BELOW or box.top > ABOVE:
        return "is drawn too far outside of its place"
    return ""


def _not_crossing(boxes: dict[int, InkBox]) -> None:
    """ValueError if a letter would overlap one of the line above."""
    highest = max((box.top for box in boxes.values()), default=0.0)
    lowest = min((box.bottom for box in boxes.values()), default=0.0)
    above = [(code, box) for code, box in boxes.items() if box.bottom < highest - _LEADING]
    below = [(code, box) for code, box in boxes.items() if box.top > lowest + _LEADING]
    for code, box in above:
        for other, under in below:
            least = min(box.top - box.bottom, under.top - under.bottom)
            if under.top - _LEADING - box.bottom > MOST_OVERLAP * least:
                message = f"its U+{other:04X} would overlap U+{code:04X} of the line above"
                raise ValueError(f"the font can't be used: {message}")


_EM, _APART, _ON_A_PAGE = 1000, 20_000, 64
"""Points; points from one glyph to the next; glyphs on a page."""
LONGEST = 3.0
"""Seconds of processor time: the largest fonts take less than two, but instructions for outlines may take hours."""


def _boxes(content: bytes, glyphs: Sequence[int]) -> Sequence[InkBox | None]:
    """The box of each of the glyphs; None for one without ink."""
    from handout.extract import opened, pdfium
    from handout.extract.text import shown, text_page

    found: list[InkBox | None] = [None] * len(glyphs)
    start = process_time()
    with opened(_printed(content, glyphs)) as document:
        for number in range(len(document)):
            if process_time() - start > LONGEST:
                raise ValueError("the font can't be used: its outlines take too long to be drawn")
            with shown(document, number) as page, text_page(page) as text:
                for at, box in _characters(pdfium(), text):
                    found[number * _ON_A_PAGE + at] = box
    return found


def _characters(raw: Any, text: Any) -> Iterator[tuple[int, InkBox]]:
    """The number of each glyph with ink on its page, and its box."""
    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))
    for index in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        edges = left.value - x.value, bottom.value - y.value, right.value - x.value, top.value - y.value
        yield round(x.value / _APART), InkBox(*(edge / _EM for edge in edges))


def _printed(content: bytes, glyphs: Sequence[int]) -> bytes:
    """A PDF with these glyphs, far from each other; all are one em wide, because pdfium skips a glyph without width."""
    sides = [glyphs[at : at + _ON_A_PAGE] for at in range(0, len(glyphs), _ON_A_PAGE)]
    first = 9
    kids = b" ".join(b"%d 0 R" % number for number in range(first, first + 2 * len(sides), 2))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 %d %d]>>" % (len(sides), kids, _EM, _EM),
        b"<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 7 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/F/CIDSystemInfo 8 0 R/FontDescriptor 5 0 R/DW 1000"
        b"/CIDToGIDMap/Identity>>",
        b"<</Type/FontDescriptor/FontName/F/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200"
        b"/CapHeight 700/StemV 80/FontFile2 6 0 R>>",
        _stream(content, b"/Length1 %d" % len(content)),
        _stream(_to_unicode(glyphs)),
        b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
    ]
    for number, side in enumerate(sides):
        words = b"/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>" % (first + 2 * number + 1)
        shows = (b"1 0 0 1 %d 0 Tm <%04X> Tj" % (at * _APART, glyph) for at, glyph in enumerate(side))
        objects += [b"<</Type/Page/Parent 2 0 R%s>>" % words, _stream(b"BT /F %d Tf %s ET" % (_EM, b" ".join(shows)))]
    return _file(objects)


def _stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (more, len(content), content)


def _file(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1, of which the first is the catalog."""
    parts, places, at = [b"%PDF-1.7\n"], [], 9
    for number, content in enumerate(objects, 1):
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        places.append(at)
        at += len(parts[-1])
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows))
    parts.append(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at))
    return b"".join(parts)


def _to_unicode(glyphs: Sequence[int]) -> bytes:
    """Any letters: pdfium leaves out a glyph without a character."""
    ranges = [b"<%02X00> <%02XFF> <4E00>" % (high, high) for high in sorted({glyph >> 8 for glyph in glyphs})]
    return to_unicode_map("bfrange", ranges)
