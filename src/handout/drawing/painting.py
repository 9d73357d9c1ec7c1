"""The elements of an SVG file as shapes: what each inherits, where transforms put it, and what is clipped."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from msgspec.structs import replace

from handout.diagnostics import Diagnostic
from handout.drawing.basic_shapes import KINDS, outline
from handout.drawing.elements import SVG
from handout.drawing.look import Look, changed, is_property
from handout.drawing.matrix import Matrix, matrix
from handout.drawing.numbers import Viewport
from handout.drawing.problems import (
    FURTHEST,
    MOST_NESTED,
    MOST_SEGMENTS,
    UNKNOWN,
    DrawingRefused,
    TooMuch,
    Wrong,
    shown,
)
from handout.drawing.shapes import Clip, DrawnShape, Fill, Path, ShapeGroup, Stroke, moved
from handout.drawing.stylesheet import StyleRule, declarations, rules
from handout.source.xml import XmlElement

Painted = tuple[DrawnShape | ShapeGroup, ...]

_THINNEST = 0.01
"""Units; PDF paints a line of width 0 as thin as the printer can."""


class Painting:
    """Makes the shapes of one file; notes each problem, and goes on with the next element."""

    def __init__(self, root: XmlElement, size: Viewport) -> None:
        self.problems: list[Diagnostic] = []
        self._root, self._size = root, size
        self._left = MOST_SEGMENTS
        self._clips: dict[str, XmlElement] = {}
        self._rules: list[StyleRule] = []
        for element in _every(root):
            if element.name == "clipPath":
                self._clips.setdefault(element.attributes.get("id", ""), element)
            elif element.name == "style":
                self._sheet(element)

    def items(self, place: Matrix) -> Painted:
        """The shapes and groups, from back to front; `place` maps user units to units of the drawing."""
        return self._element(self._root, Look(), place, 0)

    def _sheet(self, element: XmlElement) -> None:
        try:
            self._rules += rules(element.words)
        except Wrong as wrong:
            self.problems.append(wrong.at(element.span))
        self._rules.sort(key=lambda rule: rule.weight)

    def _element(self, element: XmlElement, around: Look, place: Matrix, nested: int) -> Painted:
        if element.space != SVG or not (element.name in KINDS or element.name == "g" or element is self._root):
            return ()  # anything else that matters was refused already
        try:
            look = self._look(element, around)
            place = place.after(matrix(element.attributes.get("transform", "")))
            if not look.shown or not look.opacity or not place.scale:
                return ()
            clip = self._clip(look, place)
            nested += clip is not None or look.opacity < 1
            if nested > MOST_NESTED:
                raise TooMuch(f"more than {MOST_NESTED} clipped or transparent groups are inside each other")
            if element.name in KINDS:
                return _grouped(self._shape(element, look, place), look.opacity, clip)
        except TooMuch as wrong:
            raise DrawingRefused((*self.problems, wrong.at(element.span))) from None
        except Wrong as wrong:
            self.problems.append(wrong.at(element.span))
            return ()
        inner = look.inherited
        items = chain.from_iterable(self._element(child, inner, place, nested) for child in element.children)
        return _grouped(tuple(items), look.opacity, clip)

    def _look(self, element: XmlElement, around: Look) -> Look:
        """What an element inherits, changed by its attributes, then the style sheet, then its own style."""
        said = {name: value for name, value in element.attributes.items() if is_property(name) and name != "transform"}
        classes, name = element.attributes.get("class", "").split(), element.attributes.get("id")
        for rule in self._rules:
            if rule.names(element.name, classes, name):
                said.update((each.name, each.value) for each in rule.declarations)
        said.update((each.name, each.value) for each in declarations(element.attributes.get("style", "")))
        look = around
        for property_name in sorted(said, key=lambda name: name != "color"):
            look = changed(look, property_name, said[property_name], self._size)
        return look

    def _outline(self, element: XmlElement) -> Path:
        found = outline(element.name, element.attributes, self._size)
        self._left -= len(found)
        if self._left < 0:
            raise TooMuch(f"its paths have more than {MOST_SEGMENTS:,} steps")
        return found

    def _shape(self, element: XmlElement, look: Look, place: Matrix) -> Painted:
        path = self._outline(element)
        if not path or not look.visible:
            return ()
        fill = None
        if look.fill is not None and look.fill_opacity and not _straight(path):
            fill = Fill(color=look.fill, even_odd=look.even_odd, opacity=look.fill_opacity)
        scale = place.scale
        stroke = self._stroke(look, scale, element)
        if fill is None and stroke is None:
            return ()
        if stroke is None or place.even:
            return (DrawnShape(path=moved(path, place), fill=fill, stroke=stroke),)
        pen = Matrix(place.a / scale, place.b / scale, place.c / scale, place.d / scale, place.e, place.f)
        moved(path, place)  # within the bounds
        if not all(abs(part) <= FURTHEST for part in (pen.a, pen.b, pen.c, pen.d)):
            raise TooMuch("a line is slanted too much", "remove the transform")
        return (DrawnShape(path=moved(path, Matrix(a=scale, d=scale)), fill=fill, stroke=stroke, matrix=pen),)

    def _stroke(self, look: Look, scale: float, element: XmlElement) -> Stroke | None:
        if look.stroke is None or not look.width or not look.stroke_opacity:
            return None
        if look.dashes and "pathLength" in element.attributes:
            raise Wrong("dashes by 'pathLength' aren't supported", "remove the attribute", UNKNOWN)
        lengths = [part * scale for part in (look.width, look.offset, *look.dashes)]
        if not all(abs(part) <= FURTHEST for part in lengths):
            raise TooMuch("a line is too wide, or its dashes too long", "make it narrower than the drawing")
        width, offset, *dashes = lengths
        return Stroke(
            color=look.stroke, width=max(width, _THINNEST), cap=look.cap, join=look.join, miter_limit=look.miter_limit,
            dashes=tuple(dashes) if sum(dashes) > _THINNEST else (), offset=offset, opacity=look.stroke_opacity,
        )  # fmt: skip

    def _clip(self, look: Look, place: Matrix) -> Clip | None:
        """The area of a clipPath of one shape; PDF can't unite the areas of several shapes, as SVG does."""
        if not look.clip:
            return None
        element = self._clips.get(look.clip)
        if element is None:
            raise Wrong(f"there is no clipPath {shown(look.clip)}", "save the drawing again")
        shapes = [child for child in element.children if child.name not in ("title", "desc", "metadata")]
        if element.attributes.get("clipPathUnits", "userSpaceOnUse") != "userSpaceOnUse" or len(shapes) != 1:
            raise Wrong(
                f"the clipPath {shown(look.clip)} isn't supported", "clip with one path, or cut the shapes", UNKNOWN
            )
        own, shape = self._look(element, Look()), shapes[0]
        inner = self._look(shape, own.inherited)
        if shape.name not in KINDS or own.clip or inner.clip:
            raise Wrong(
                f"the clipPath {shown(look.clip)} isn't supported", "clip with one path, or cut the shapes", UNKNOWN
            )
        for each in (element, shape):
            place = place.after(matrix(each.attributes.get("transform", "")))
        seen = inner.visible and inner.shown and own.shown
        return Clip(moved(self._outline(shape), place) if seen else (), inner.clip_even_odd)


def _grouped(items: Painted, opacity: float, clip: Clip | None) -> Painted:
    """Items with an opacity and a clip of their own; nothing if the clip is empty."""
    if not items or (clip is not None and not clip.path):
        return ()
    if opacity < 1 and len(items) == 1 and isinstance(items[0], DrawnShape):
        shape = items[0]
        if shape.fill is None or shape.stroke is None:  # no stroke over a fill that would show through
            items, opacity = (_fainter(shape, opacity),), 1.0
    if opacity == 1 and clip is None:
        return items
    return (ShapeGroup(items=items, opacity=opacity, clip=clip),)


def _fainter(shape: DrawnShape, opacity: float) -> DrawnShape:
    fill = shape.fill and replace(shape.fill, opacity=shape.fill.opacity * opacity)
    stroke = shape.stroke and replace(shape.stroke, opacity=shape.stroke.opacity * opacity)
    return replace(shape, fill=fill, stroke=stroke)


def _straight(path: Path) -> bool:
    """Whether all points lie on one line: SVG fills nothing then; PDF fills the thinnest line of the printer."""
    points = [point for step in path for point in step.points]
    (x, y), (u, v) = points[0], next((point for point in points if point != points[0]), points[0])
    return all((u - x) * (b - y) == (v - y) * (a - x) for a, b in points)


def _every(element: XmlElement) -> Iterator[XmlElement]:
    for child in element.children:
        yield child
        yield from _every(child)
