"""SVG files as drawings: paths, shapes, transforms, styles, sizes."""

from __future__ import annotations

import math

import pytest

from handout.drawing.matrix import Matrix, matrix
from handout.drawing.path_data import path
from handout.drawing.shapes import Drawing, DrawnShape, ShapeGroup
from handout.drawing.svg import drawing


def drawn(body: str, attributes: str = 'viewBox="0 0 1000 1000"') -> Drawing:
    return drawing(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{body}</svg>'.encode())


def only(body: str) -> DrawnShape:
    (shape,) = drawn(body).items
    assert isinstance(shape, DrawnShape)
    return shape


def steps(data: str) -> list[tuple[str, tuple[float, ...]]]:
    """A path's operators, each with its numbers rounded."""
    return [(step.operator, tuple(round(part, 3) for point in step.points for part in point)) for step in path(data)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("M1 2L3 4", [("m", (1, 2)), ("l", (3, 4))]),
        ("m1,2 3,4 5,6", [("m", (1, 2)), ("l", (4, 6)), ("l", (9, 12))]),
        ("M1 2H5V6h-1v-1", [("m", (1, 2)), ("l", (5, 2)), ("l", (5, 6)), ("l", (4, 6)), ("l", (4, 5))]),
        ("M.5.5-1e1-.5e-1", [("m", (0.5, 0.5)), ("l", (-10, -0.05))]),
        ("M0 0h1zm5 5h1", [("m", (0, 0)), ("l", (1, 0)), ("h", ()), ("m", (5, 5)), ("l", (6, 5))]),
        ("M0 0h1zh2", [("m", (0, 0)), ("l", (1, 0)), ("h", ()), ("m", (0, 0)), ("l", (2, 0))]),
        ("M0 0c1 0 2 1 2 2s1 2 2 2", [("m", (0, 0)), ("c", (1, 0, 2, 1, 2, 2)), ("c", (2, 3, 3, 4, 4, 4))]),
        ("M0 0S1 1 2 2", [("m", (0, 0)), ("c", (0, 0, 1, 1, 2, 2))]),
        ("M0 0q3 0 3 3t3 3", [("m", (0, 0)), ("c", (2, 0, 3, 1, 3, 3)), ("c", (3, 5, 4, 6, 6, 6))]),
        ("M0 0T3 3", [("m", (0, 0)), ("c", (0, 0, 1, 1, 3, 3))]),
        ("M0 0a0 5 0 0 1 3 3", [("m", (0, 0)), ("l", (3, 3))]),
        ("M0 0a5 5 0 0 1 0 0", [("m", (0, 0))]),
        ("", []),
    ],
)
def test_a_path_s_steps(data: str, expected: list[tuple[str, tuple[float, ...]]]) -> None:
    assert steps(data) == expected


def test_an_arc_s_flags_may_touch_what_follows() -> None:
    assert steps("M0 0a5 5 0 0110 0") == steps("M0 0 a 5,5,0,0,1,10,0")


@pytest.mark.parametrize(("flags", "centre"), [("0 0", (10, 0)), ("0 1", (0, 10)), ("1 0", (0, 10)), ("1 1", (10, 0))])
def test_an_arc_lies_on_its_circle(flags: str, centre: tuple[float, float]) -> None:
    found = path(f"M0 0A10 10 0 {flags} 10 10")
    assert [round(part, 6) for part in found[-1].points[-1]] == [10, 10]
    assert len(found) == 1 + (3 if flags[0] == "1" else 1)
    for step in found[1:]:
        assert math.dist(step.points[-1], centre) == pytest.approx(10)


def test_radii_that_are_too_small_grow() -> None:
    assert steps("M0 0A1 1 0 0 1 10 0") == steps("M0 0A5 5 0 0 1 10 0")


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("", (1, 2)),
        ("translate(10)", (11, 2)),
        ("translate(10,20)", (11, 22)),
        ("scale(3)", (3, 6)),
        ("scale(3 4)", (3, 8)),
        ("rotate(90)", (-2, 1)),
        ("rotate(90 1 2)", (1, 2)),
        ("skewX(45)", (3, 2)),
        ("skewY(45)", (1, 3)),
        ("matrix(1 2 3 4 5 6)", (12, 16)),
        ("translate(10 0), scale(2)", (12, 4)),
        (" scale(2)translate(10 0) ", (22, 4)),
    ],
)
def test_a_transform_moves_a_point(text: str, point: tuple[float, float]) -> None:
    assert matrix(text).at((1, 2)) == pytest.approx(point)


def test_transforms_of_groups_are_applied_to_points_and_pens() -> None:
    shape = only(
        '<g transform="translate(100 0)"><g transform="scale(10)">'
        '<path d="M1 2h3" stroke="red" stroke-width="2" stroke-dasharray="1 2" fill="none"/></g></g>'
    )
    assert [point for step in shape.path for point in step.points] == [(110, 20), (140, 20)]
    assert shape.stroke is not None
    assert (shape.stroke.width, shape.stroke.dashes, shape.matrix) == (20, (10, 20), None)


def test_an_uneven_transform_leaves_the_pen_uneven() -> None:
    shape = only('<circle r="100" transform="scale(1 4)" stroke="red" stroke-width="2"/>')
    assert shape.matrix == Matrix(a=0.5, d=2.0)
    assert shape.stroke is not None
    assert shape.stroke.width == 4
    assert shape.path[0].points == ((200, 0),)


@pytest.mark.parametrize(
    ("said", "fill"),
    [
        ("", "#000000"),
        ('fill="#f00"', "#ff0000"),
        ('fill="RGB(0, 128, 255)"', "#0080ff"),
        ('fill="rgb(0%,50%,100%)"', "#0080ff"),
        ('fill="hsl(0, 100%, 50%)"', "#ff0000"),
        ('fill="teal"', "#008080"),
        ('fill="currentColor" color="#123456"', "#123456"),
        ('style="fill: red; stroke: none"', "#ff0000"),
        ('fill="blue" class="a"', "#00ff00"),
        ('fill="blue" class="a" id="i"', "#aaaaaa"),
        ('fill="blue" class="b a" style="fill: red"', "#ff0000"),
    ],
)
def test_a_fill_from_where_it_is_said(said: str, fill: str) -> None:
    sheet = "<style>#i {fill:#aaa} /* x */ .a, .c { fill: #0f0; } rect { stroke: none }</style>"
    shape = only(f'{sheet}<rect width="5" height="5" {said}/>')
    assert shape.fill is not None
    assert shape.fill.color == fill


def test_what_isn_t_shown_isn_t_painted() -> None:
    hidden = (
        '<g display="none"><rect width="5" height="5"/></g><rect width="5" height="5" opacity="0"/>'
        '<rect width="5" height="5" visibility="hidden"/><rect width="0" height="5"/><circle/>'
        '<path d="M0 0h5h-2z"/><path d="M0 0h5" fill="none" stroke="red" stroke-width="0"/><line x2="5" y2="5"/>'
        '<defs><rect width="5" height="5"/></defs><rect width="5" height="5" transform="scale(0 1)"/>'
    )
    assert only(hidden + '<rect width="7" height="5"/>').path[1].points == ((7, 0),)


def test_what_programs_note_for_themselves_is_passed_over() -> None:
    noted = (
        '<title>A</title><metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""/>'
        '</metadata><i:view xmlns:i="http://www.inkscape.org/namespaces/inkscape" href="x"/>'
        '<linearGradient id="a"><stop/></linearGradient>'
        '<rect width="7" height="5" style="-inkscape-stroke:none;font-family:x;stroke-linecap:round" data-x="1"/>'
    )
    assert only(noted).fill is not None


def test_opacity_is_the_group_s_where_shapes_overlap() -> None:
    both = '<rect width="5" height="5"/><rect width="5" height="5"/>'
    (group,) = drawn(f'<g opacity="50%">{both}</g>').items
    assert isinstance(group, ShapeGroup)
    assert (group.opacity, len(group.items)) == (0.5, 2)
    shape = only('<rect width="5" height="5" opacity=".5" fill-opacity=".5"/>')
    assert shape.fill is not None
    assert shape.fill.opacity == 0.25


def test_a_clip_is_where_its_shape_is() -> None:
    body = (
        '<clipPath id="c" transform="translate(1 0)"><rect width="5" height="5" clip-rule="evenodd"/></clipPath>'
        '<g clip-path="url(#c)" transform="scale(2)"><rect width="9" height="9"/></g>'
    )
    (group,) = drawn(body).items
    assert isinstance(group, ShapeGroup)
    assert group.clip is not None
    assert group.clip.even_odd
    assert group.clip.path[0].points == ((2, 0),)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 40 20"', (40, 20)),
        ('viewBox="-5 -5 40 20" width="80"', (80, 40)),
        ('viewBox="0 0 40 20" width="100%" height="100%"', (40, 20)),
        ('viewBox="0 0 40 20" height="1in"', (192, 96)),
        ('viewBox="0 0 40 20" width="100" height="100"', (100, 50)),
        ('viewBox="0 0 40 20" width="100" height="100" preserveAspectRatio="none"', (100, 100)),
        ('width="96px" height="72pt"', (96, 96)),
    ],
)
def test_its_size(attributes: str, size: tuple[float, float]) -> None:
    found = drawn('<path d="M0 0h9v9z"/>', attributes)
    assert (found.width, found.height) == pytest.approx(size)
    assert max(found.across, found.down) == 1000


def test_shapes_and_paths_are_the_same() -> None:
    assert only('<rect x="1" y="2" width="3" height="4"/>').path == path("M1 2H4V6H1Z")
    assert only('<polygon points="1 2 3,4 5 1"/>').path == path("M1 2L3 4L5 1Z")
    assert only('<polyline points="1,2,3,4,5,1"/>').path == path("M1 2L3 4L5 1")
    assert only('<line x1="1" y1="2" x2="3" y2="4" stroke="red"/>').path == path("M1 2L3 4")
    round_corners = only('<rect width="10" height="20" rx="3"/>').path
    assert [step.operator for step in round_corners] == [*"mlclclclch"]
    assert only('<ellipse cx="1" cy="2" rx="3" ry="4"/>').path[0].points == ((4, 2),)
    assert only('<rect width="50%" height="10%"/>').path == path("M0 0H500V100H0Z")
