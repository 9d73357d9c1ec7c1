"""Pages in languages from right to left: everything is where it would be in a mirror, but isn't turned itself.

Layout counts from the left for every language.  Here only the left end of what is drawn changes: pictures, icons,
digits and QR codes aren't mirrored.  So columns, boxes, labels of lists, headers and footers change sides at one place.
"""

from __future__ import annotations

from msgspec import structs

from handout.document import Align
from handout.layout.flow.pieces import DrawnItem, TextItem
from handout.layout.geometry import Code, Frame, Icon, Rule

_OTHER: dict[Align, Align] = {"left": "right", "center": "center", "right": "left"}


def mirrored(drawn: DrawnItem, width: float) -> DrawnItem:
    """What is drawn in an area of this width at its place from the other side; lengths in points."""
    match drawn:
        case TextItem():
            style = drawn.set.style
            turned = structs.replace(drawn.set, style=structs.replace(style, align=_OTHER[style.align]))
            return structs.replace(drawn, set=turned, x=width - drawn.x - turned.measure)
        case Rule():
            return structs.replace(drawn, x1=width - drawn.x2, x2=width - drawn.x1)
        case Code():
            edge = drawn.at_edge and ("right" if drawn.at_edge == "left" else "left")
            return structs.replace(drawn, x=width - drawn.x - drawn.size, at_edge=edge)
        case Icon():
            return structs.replace(drawn, x=width - drawn.x - drawn.size)
        case _:
            return structs.replace(drawn, x=width - drawn.x - drawn.width)


def mirrored_frame(frame: Frame, width: float) -> Frame:
    """A frame of a page of this width, at its place from the other side."""
    return structs.replace(frame, x=round(width - frame.x - frame.width, 3))
