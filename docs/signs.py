"""Draws the signs that no font of signs has, and writes src/handout/fonts/signs.ttf.

    python docs/signs.py

It needs fonttools.  A sign is drawn on a grid of 1000 units, along a line from left to right that is then turned by 45
degrees; its middle is the middle of capitals.
"""

from __future__ import annotations

from math import pi
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.transform import Transform
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

ROOT = Path(__file__).parents[1]
FAMILY = "Handout Signs"
UNITS, ADVANCE = 1000, 940
MIDDLE = ADVANCE / 2, 350
ROUND = 0.5523
"""Control points of a quarter circle, as a fraction of its radius."""


def rectangle(pen, left, low, right, high, hole=False):  # noqa: PLR0913, PLR0917
    """A contour with its sides along the axes."""
    corners = [(left, low), (left, high), (right, high), (right, low)]
    corners = corners[::-1] if hole else corners
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()


def end(pen, x, r, way, hole):
    """Half a circle at the end of a capsule, from one long side to the other; `way` is 1 at the right."""
    k, start = r * ROUND * way, r if (way == 1) != hole else -r
    sign = 1 if start > 0 else -1
    pen.curveTo((x + k, start), (x + way * r, sign * r * ROUND), (x + way * r, 0))
    pen.curveTo((x + way * r, -sign * r * ROUND), (x + k, -start), (x, -start))


def pill(pen):
    """A capsule of which one half is filled."""
    pen.moveTo((-270, -200))
    end(pen, -270, 200, -1, False)
    pen.lineTo((270, 200))
    end(pen, 270, 200, 1, False)
    pen.closePath()
    inner = 130
    pen.moveTo((-20, inner))
    pen.lineTo((-270, inner))
    end(pen, -270, inner, -1, True)
    pen.lineTo((-20, -inner))
    pen.closePath()


def syringe(pen):
    """A needle at the left, a barrel that is half full, and a plunger."""
    rectangle(pen, -560, -24, -270, 24)
    rectangle(pen, -300, -80, -220, 80)
    rectangle(pen, -240, -160, 190, 160)
    rectangle(pen, -30, -98, 128, 98, hole=True)
    rectangle(pen, 170, -240, 240, 240)
    rectangle(pen, 200, -40, 440, 40)
    rectangle(pen, 420, -180, 495, 180)


SIGNS = {0x1F48A: ("pill", pill), 0x1F489: ("syringe", syringe)}


def glyph(draw):
    """The outline of a sign, turned and in its place."""
    made = TTGlyphPen(None)
    turned = Transform().translate(*MIDDLE).rotate(pi / 4)
    draw(TransformPen(Cu2QuPen(made, 0.5), turned))
    return made.glyph()


def main() -> None:
    """Writes the font."""
    names = [".notdef", *(name for name, _ in SIGNS.values())]
    font = FontBuilder(UNITS, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({code: name for code, (name, _) in SIGNS.items()})
    font.setupGlyf({".notdef": TTGlyphPen(None).glyph(), **{name: glyph(draw) for name, draw in SIGNS.values()}})
    font.setupHorizontalMetrics(
        {name: (ADVANCE, font.font["glyf"][name].xMin if name != ".notdef" else 0) for name in names}
    )
    font.setupHorizontalHeader(ascent=900, descent=-250)
    font.setupNameTable(
        {
            "familyName": FAMILY,
            "styleName": "Regular",
            "psName": "HandoutSigns-Regular",
            "uniqueFontIdentifier": FAMILY,
            "fullName": FAMILY,
            "version": "Version 1.0",
        }
    )
    font.setupOS2(
        sTypoAscender=900, sTypoDescender=-250, usWinAscent=900, usWinDescent=250, sCapHeight=700, sxHeight=500
    )
    font.setupPost()
    font.font["head"].created = font.font["head"].modified = 0
    font.font.recalcTimestamp = False
    font.save(ROOT / "src/handout/fonts/signs.ttf")


if __name__ == "__main__":
    main()
