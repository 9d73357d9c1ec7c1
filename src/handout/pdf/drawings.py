"""Drawings as form XObjects: paths in RGB, one object for all places where a drawing is printed.

The form's matrix makes it a square of one unit, like an image, so that the same operators place it. The form's box
clips everything outside of the drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handout.drawing.matrix import Matrix
from handout.drawing.shapes import Clip, Drawing, DrawnShape, Path, ShapeGroup, Stroke
from handout.pdf.file import FileWriter, flate, number, numbers, ref
from handout.pdf.shapes import set_fill, set_stroke

_OPAQUE = (1.0, 1.0)


def embed(drawing: Drawing, writer: FileWriter) -> int:
    """Adds a form XObject; returns its number."""
    box = numbers(drawing.across, drawing.down)
    matrix = b"/Matrix[%s 0 0 %s 0 0]" % (exact(1 / drawing.across), exact(1 / drawing.down))
    upside_down = b"1 0 0 -1 0 %s cm" % number(drawing.down)
    return _FormMaker(writer, box).add(drawing.items, matrix, upside_down)


def exact(value: float) -> bytes:
    """A factor with eight decimals, because the number that it multiplies may be large."""
    text = f"{value:.8f}".rstrip("0").rstrip(".")
    return b"0" if text == "-0" else text.encode()


class _FormMaker:
    """Makes one form of shapes, and another form for each transparent group in it."""

    def __init__(self, writer: FileWriter, box: bytes) -> None:
        self._writer, self._box = writer, box
        self._opacities: dict[tuple[float, float], bytes] = {}
        self._groups: list[int] = []
        self._set: dict[bytes, bytes] = {}
        """The value that each operator set last in this form; the values of the page around it aren't known."""
        self._opacity = _OPAQUE

    def add(self, items: Sequence[DrawnShape | ShapeGroup], entries: bytes, first: bytes = b"") -> int:
        """Adds the form to the file; returns its number."""
        content = b"\n".join((*filter(None, [first]), *self._items(items)))
        head = b"/Type/XObject/Subtype/Form/BBox[0 0 %s]%s/Resources<<%s>>" % (self._box, entries, self._resources())
        return self._writer.add_stream(flate(content, head))

    def _resources(self) -> bytes:
        states = b"".join(
            b"%s<</ca %s/CA %s>>" % (name, *map(number, opacity)) for opacity, name in self._opacities.items()
        )
        groups = b"".join(b"/X%d %s" % (index, ref(at)) for index, at in enumerate(self._groups))
        entries = b"/ExtGState<<%s>>" % states if states else b""
        return entries + (b"/XObject<<%s>>" % groups if groups else b"")

    def _items(self, items: Sequence[DrawnShape | ShapeGroup]) -> Iterator[bytes]:
        for item in items:
            if isinstance(item, DrawnShape):
                yield from self._shape(item)
            else:
                yield from self._group(item)

    def _group(self, group: ShapeGroup) -> Iterator[bytes]:
        yield b"q"
        before, opacity = dict(self._set), self._opacity
        if group.clip is not None:
            yield _clip(group.clip)
        if group.opacity < 1:
            yield from self._see_through((group.opacity, group.opacity))
            inside = b"/Group<</S/Transparency/CS/DeviceRGB>>"
            self._groups.append(_FormMaker(self._writer, self._box).add(group.items, inside))
            yield b"/X%d Do" % (len(self._groups) - 1)
        else:
            yield from self._items(group.items)
        self._set, self._opacity = before, opacity
        yield b"Q"

    def _shape(self, shape: DrawnShape) -> Iterator[bytes]:
        if shape.matrix is not None:
            yield b"q %s cm" % _matrix(shape.matrix)
        before, opacity = dict(self._set), self._opacity
        filled, stroke = shape.fill, shape.stroke
        yield from self._see_through((filled.opacity if filled else 1.0, stroke.opacity if stroke else 1.0))
        if filled is not None:
            yield from self._once(b"rg", set_fill(filled.color))
        if stroke is not None:
            yield from self._pen(stroke)
        path = b" ".join(_steps(shape.path))
        star = b"*" if filled is not None and filled.even_odd else b""
        if filled is None:
            yield path + b" S"
        elif stroke is None:
            yield path + b" f" + star
        elif stroke.opacity < 1:  # a fill and a stroke in one operator would hide the fill below the stroke
            yield b"%s f%s %s S" % (path, star, path)
        else:
            yield path + b" B" + star
        if shape.matrix is not None:
            self._set, self._opacity = before, opacity
            yield b"Q"

    def _pen(self, stroke: Stroke) -> Iterator[bytes]:
        yield from self._once(b"RG", set_stroke(stroke.color))
        yield from self._once(b"w", b"%s w" % number(stroke.width))
        yield from self._once(b"J", b"%d J" % stroke.cap)
        yield from self._once(b"j", b"%d j" % stroke.join)
        yield from self._once(b"M", b"%s M" % number(stroke.miter_limit))
        yield from self._once(b"d", b"[%s] %s d" % (numbers(*stroke.dashes), number(stroke.offset)))

    def _once(self, operator: bytes, code: bytes) -> Iterator[bytes]:
        if self._set.get(operator) != code:
            self._set[operator] = code
            yield code

    def _see_through(self, opacity: tuple[float, float]) -> Iterator[bytes]:
        if opacity != self._opacity:
            self._opacity = opacity
            name = self._opacities.setdefault(opacity, b"/G%d" % len(self._opacities))
            yield name + b" gs"


def _clip(clip: Clip) -> bytes:
    return b"%s W%s n" % (b" ".join(_steps(clip.path)), b"*" if clip.even_odd else b"")


def _steps(path: Path) -> Iterator[bytes]:
    for step in path:
        operator = step.operator.encode()
        yield (
            b"%s %s" % (numbers(*(part for point in step.points for part in point)), operator)
            if step.points
            else operator
        )


def _matrix(matrix: Matrix) -> bytes:
    turn = b" ".join(map(exact, (matrix.a, matrix.b, matrix.c, matrix.d)))
    return b"%s %s" % (turn, numbers(matrix.e, matrix.f))
