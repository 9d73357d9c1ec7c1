"""An SVG file as a drawing: read once, and refused with every reason and its place."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from handout.diagnostics import Diagnostic, InputError, Span, counted
from handout.drawing.elements import SVG, root
from handout.drawing.matrix import Matrix
from handout.drawing.numbers import Viewport
from handout.drawing.painting import Painting
from handout.drawing.problems import MOST_PROBLEMS, DrawingRefused, TooMuch, Wrong
from handout.drawing.shapes import SIDE, Drawing, DrawnShape
from handout.drawing.survey import survey
from handout.drawing.view_box import ViewBox, view_box
from handout.source.xml import XmlElement

__all__ = ["drawing", "read"]

_PAPER = "#ffffff"


def read(content: bytes, file: str) -> Drawing:
    """The drawing in a file of this name; InputError reports everything in it that can't be printed."""
    try:
        return drawing(content)
    except DrawingRefused as error:
        named = (replace(problem, span=replace(problem.span, file=file)) for problem in error.problems)
        raise InputError(named) from None


@lru_cache(maxsize=8)
def drawing(content: bytes) -> Drawing:
    """The drawing in a file's bytes; DrawingRefused if it can't be printed."""
    top = root(content)
    if (top.space, top.name) != (SVG, "svg"):
        hint = f'an SVG file begins with <svg xmlns="{SVG}">'
        raise DrawingRefused((Wrong("not an SVG drawing", hint).at(top.span),))
    problems = list(survey(top))
    try:
        box = view_box(top.attributes)
        found, wrong = _painted(top, box)
        problems += wrong
    except Wrong as error:
        problems.append(error.at(top.span))
    except DrawingRefused as error:
        problems += error.problems
    if problems:
        raise DrawingRefused(_listed(problems))
    return found


def _painted(top: XmlElement, box: ViewBox) -> tuple[Drawing, list[Diagnostic]]:
    scale = SIDE / max(box.width, box.height)
    painting = Painting(top, Viewport(box.width, box.height))
    items = painting.items(Matrix(a=scale, d=scale, e=-box.x * scale, f=-box.y * scale))
    found = Drawing(
        width=box.natural[0], height=box.natural[1], across=box.width * scale, down=box.height * scale, items=items
    )
    problems = painting.problems
    seen = [shape for shape in found.shapes if _seen(shape, found)]
    if not problems and not seen:
        hint = "draw inside of the view box; a shape needs a fill or a stroke"
        problems = [Wrong("nothing is painted inside of the drawing", hint).at(top.span)]
    elif not problems and all(paint.color == _PAPER for shape in seen for paint in (shape.fill, shape.stroke) if paint):
        problems = [Wrong("all that is painted is white", "paper is white: draw in colours").at(top.span)]
    return found, problems


def _seen(shape: DrawnShape, whole: Drawing) -> bool:
    """Whether some of a shape may be inside of the drawing."""
    put = shape.matrix or Matrix()
    points = [put.at(point) for step in shape.path for point in step.points]
    pen = shape.stroke.width if shape.stroke else 0.0
    left, right = min(x for x, _ in points) - pen, max(x for x, _ in points) + pen
    top, foot = min(y for _, y in points) - pen, max(y for _, y in points) + pen
    return right > 0 and left < whole.across and foot > 0 and top < whole.down and (right > left or foot > top)


def _listed(problems: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems in the order of the file; of very many, the first ones and how many more there are."""
    order = sorted(dict.fromkeys(problems), key=lambda problem: problem.span)
    if len(order) <= MOST_PROBLEMS:
        return tuple(order)
    rest = len(order) - MOST_PROBLEMS
    last = TooMuch(f"{counted(rest, 'further thing')} can't be printed", "save the picture as PNG")
    return (*order[:MOST_PROBLEMS], last.at(Span("")))
