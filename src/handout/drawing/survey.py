"""What an SVG file may not contain anywhere: anything active, external, or of a kind that isn't painted.

The whole file is examined, even elements that are never painted, so that an author gets every reason at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from handout.diagnostics import Diagnostic
from handout.drawing.basic_shapes import KINDS
from handout.drawing.elements import SVG, XLINK
from handout.drawing.problems import ACTIVE, EXTERNAL, UNKNOWN, Wrong, shown
from handout.drawing.stylesheet import refuse_loading
from handout.source.xml import XmlElement

TAKEN = frozenset((*KINDS, "g", "defs", "clipPath", "style", "title", "desc", "metadata"))
_GRADIENTS = frozenset(("linearGradient", "radialGradient", "stop"))
"""Unused ones are often left in a file, and paint nothing; a shape that is painted with one is refused."""
_EDITORS = ("sodipodi", "inkscape", "adobe.com", "sketch", "serif", "figma", "corel", "w3.org/1999/02/22-rdf")
"""Words in the namespaces of notes that drawing programs write for themselves."""
_XML = "{http://www.w3.org/XML/1998/namespace}"
_CONDITIONS = ("systemLanguage", "requiredFeatures", "requiredExtensions")


def _each(names: str, message: str, hint: str, code: str = UNKNOWN) -> dict[str, tuple[str, str, str]]:
    return dict.fromkeys(names.split(), (message, hint, code))


_REFUSED = {
    **_each("script handler listener", "a script isn't supported", "remove it", ACTIVE),
    **_each(
        "animate animateTransform animateMotion animateColor set discard mpath",
        "an animation isn't supported", "remove it: paper doesn't move", ACTIVE,
    ),
    **_each(
        "foreignObject iframe object embed video audio canvas html body div",
        "content of another kind (foreignObject) isn't supported", "draw it as paths", ACTIVE,
    ),
    **_each("a", "a link isn't supported", "ungroup it; a link can stand in the text beside the picture", EXTERNAL),
    **_each("link import", "a link to another file isn't supported", "remove it", EXTERNAL),
    **_each("image feImage", "an image in a drawing isn't supported", "show it in a figure of its own", EXTERNAL),
    **_each("font font-face font-face-uri font-face-src", "a font isn't supported", "convert text to paths", EXTERNAL),
    **_each("text tspan textPath tref altGlyph glyph", "text isn't supported", "convert text to paths"),
    **_each(
        "use symbol", "a clone (use, symbol) isn't supported", "replace clones by copies: unlink them, or expand them"
    ),
    **_each("filter", "a filter isn't supported", "remove the effect, or save the picture as PNG"),
    **_each("mask", "a mask isn't supported", "cut the shapes instead, or save the picture as PNG"),
    **_each("pattern", "a pattern isn't supported", "draw it as paths"),
    **_each("marker", "a marker isn't supported", "convert strokes with arrows to paths"),
    **_each("switch", "a switch isn't supported", "ungroup it: all readers get one picture"),
    **_each("svg", "a drawing inside a drawing isn't supported", "ungroup it"),
}  # fmt: skip


def survey(root: XmlElement) -> Iterator[Diagnostic]:
    """Everything below a root that isn't supported, and what is wrong with the root's own attributes."""
    yield from _attributes(root)
    for child in root.children:
        yield from _element(child, note=False)


def _element(element: XmlElement, *, note: bool) -> Iterator[Diagnostic]:
    """The problems of an element; `note` is true inside a drawing program's notes, where only scripts are refused."""
    refused = _REFUSED.get(element.name)
    if refused and (not note or refused[2] == ACTIVE):
        yield Wrong(*refused).at(element.span)
        return
    if element.space != SVG and not note:
        note = any(word in element.space for word in _EDITORS)
        if not note:
            yield Wrong(f"the element {shown(element.name)} isn't one of SVG", "remove it", UNKNOWN).at(element.span)
            return
    elif not note and element.name not in TAKEN and element.name not in _GRADIENTS:
        yield Wrong(f"the element {shown(element.name)} isn't supported", "draw it as paths", UNKNOWN).at(element.span)
        return
    yield from _attributes(element, note=note)
    for child in element.children:
        yield from _element(child, note=note or element.name == "metadata")


def _attributes(element: XmlElement, *, note: bool = False) -> Iterator[Diagnostic]:
    for name, value in element.attributes.items():
        try:
            _attribute(element, name, value, note=note)
        except Wrong as wrong:
            yield wrong.at(element.span)


def _attribute(element: XmlElement, name: str, value: str, *, note: bool) -> None:
    if name.lower().startswith("on"):
        raise Wrong(f"the attribute {shown(name)} is a script", "remove it", ACTIVE)
    if note:
        return
    if name in ("href", f"{{{XLINK}}}href") and not (element.name in _GRADIENTS and value.startswith("#")):
        raise Wrong("a reference (href) isn't supported", "remove it", EXTERNAL)
    if name == f"{_XML}base":
        raise Wrong("the attribute 'xml:base' isn't supported", "remove it", EXTERNAL)
    if name in _CONDITIONS:
        raise Wrong(f"the attribute '{name}' isn't supported", "remove it: all readers get one picture", UNKNOWN)
    if not name.startswith("{"):
        refuse_loading(value)
