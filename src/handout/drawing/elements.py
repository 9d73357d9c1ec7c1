"""The elements of an SVG file with their places, or why the file is refused."""

from __future__ import annotations

from handout.diagnostics import Diagnostic, Span
from handout.drawing.problems import (
    ACTIVE,
    BROKEN,
    DEEPEST,
    EXTERNAL,
    LARGEST,
    MOST_ELEMENTS,
    UNBOUNDED,
    DrawingRefused,
    Wrong,
)
from handout.source.xml import XmlElement, XmlFault, XmlFormat, XmlRefused, read_xml

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"

_FORMAT = XmlFormat(largest=LARGEST, most_elements=MOST_ELEMENTS, deepest=DEEPEST, instructions=False)
_SIMPLIFY = "simplify the drawing, or save it as PNG"
_STYLES = "delete it; styles can be put into the elements"
_REFUSED: dict[XmlFault, tuple[str, str]] = {
    "size": (_SIMPLIFY, UNBOUNDED),
    "count": (_SIMPLIFY, UNBOUNDED),
    "depth": ("ungroup it, or save it as PNG", UNBOUNDED),
    "broken": ("save the drawing again", BROKEN),
    "encoding": ("save it in UTF-8", BROKEN),
    "doctype": ("delete it: SVG needs none", EXTERNAL),
    "stylesheet": (_STYLES, EXTERNAL),
    "instruction": (_STYLES, ACTIVE),
}
"""The hint and the code for each fault of an XML file."""


def root(content: bytes) -> XmlElement:
    """The root element with all below it; DrawingRefused where the file can't be read as XML."""
    if content.startswith(b"\x1f\x8b"):
        raise DrawingRefused((Wrong("the file is compressed", "save it as plain SVG, not as svgz").at(Span("")),))
    try:
        return read_xml(content, "", _FORMAT)
    except XmlRefused as refused:
        hint, code = _REFUSED[refused.fault]
        raise DrawingRefused((Diagnostic(refused.span, refused.message, hint, code),)) from None
