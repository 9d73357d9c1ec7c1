"""A line with values is written with the operators that `TextWriter` writes for its glyphs, whatever was before it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handout.diagnostics import Span
from handout.document import Leaf, Run, Style
from handout.fonts.clusters import ClusterCode, GlyphCluster, codes
from handout.layout.geometry import OF_CLUSTERS, OF_VALUES, Glyphs
from handout.pdf.codings import Coding, ShapedValue
from handout.pdf.text_operators import PlacedLine, TextState, TextWriter
from handout.variable_data.line_operators import ShownLine, ShownPiece, line_operators
from handout.variable_data.line_places import hundredths

FACES = ("Regular", "Bold")
LETTERS = "abמ (5"
CLUSTERS = tuple(GlyphCluster(char, (), 500) for char in LETTERS)


def _codes() -> dict[ClusterCode, bytes]:
    found = [code for cluster in CLUSTERS for level in (0, 1) for code in codes((cluster,), level)]
    return {code: b"\\000%c" % (65 + at) for at, code in enumerate(dict.fromkeys(found))}


CODINGS = {
    **{face: Coding(b"/F%d" % at, {char: b"\\%03o" % ord(char[0].encode()[:1]) for char in LETTERS}, {})
       for at, face in enumerate(FACES)},
    **{face + OF_CLUSTERS: Coding(b"/F%d" % (at + 2), {}, {}, clusters=_codes()) for at, face in enumerate(FACES)},
    **{face + OF_VALUES: Coding(b"/F%d" % (at + 4), {}, {}, later=True) for at, face in enumerate(FACES)},
}  # fmt: skip


class Piece:
    """A piece of a line: in a face, shaped or not, of a value or not."""

    def __init__(self, face: str, text: str, level: int, *, shaped: bool, of_value: bool) -> None:
        self.face, self.level, self.of_value = face, level, of_value
        self.clusters = tuple(CLUSTERS[LETTERS.index(char)] for char in text) if shaped or level else ()
        self.text = text

    def shown(self) -> ShownPiece:
        if not self.clusters:
            return ShownPiece(self.face, self.text, None)
        font = self.face + (OF_VALUES if self.of_value else OF_CLUSTERS)
        return ShownPiece(font, self.text, ShapedValue(self.face, codes(self.clusters, self.level), self.level))

    def glyphs(self, x: float, style: Style) -> Glyphs:
        return Glyphs(
            self.text, self.face, style.size, x, 5.0, style.color, int(self.of_value), self.level, self.clusters
        )


PIECES = st.builds(
    Piece,
    st.sampled_from(FACES),
    st.text(LETTERS, min_size=1, max_size=4),
    st.sampled_from((0, 0, 1, 2)),
    shaped=st.booleans(),
    of_value=st.booleans(),
)
STYLES = st.builds(
    lambda size, color: Style(size=size, leading=14.0, color=color),
    st.sampled_from((12.0, 12.5)),
    st.sampled_from(("#000000", "#1a4a6b")),
)
WIDTHS = st.integers(1, 90_000).map(lambda width: width / 1000)
LINES = st.lists(st.tuples(st.lists(st.tuples(PIECES, WIDTHS), min_size=1, max_size=5), STYLES, WIDTHS), max_size=4)


@given(LINES)
def test_lines_are_written_as_glyphs_are(lines: list[tuple[list[tuple[Piece, float]], Style, float]]) -> None:
    leaf = Leaf(
        key=0,
        role="body",
        runs=(Run(text="static"), Run(text="value", slot=True)),
        span=Span("a.yaml"),
    )
    writer, state = TextWriter(CODINGS), TextState()
    for number, (found, style, start) in enumerate(lines):
        places, x = [], 0.0
        for _, width in found:
            places.append(x)
            x += width
        pieces = [piece for piece, _ in found]
        turning = any(piece.level for piece in pieces)
        baseline = -1400 * number
        glyphs = tuple(piece.glyphs(round(start + at, 3), style) for piece, at in zip(pieces, places, strict=True))
        shown = ShownLine(tuple(piece.shown() for piece in pieces), tuple(places) if turning else (), style)
        written = writer.lines([PlacedLine(hundredths(glyphs[0].x), baseline, glyphs)], leaf)
        assert _joined(written[1:]) == _joined(line_operators(shown, start, CODINGS, state))
        state = shown.after(start, baseline)
        assert (writer.state.font, writer.state.color) == (state.font, state.color)
        assert (writer.state.x, writer.state.y) == (state.x, state.y)


def _joined(operators: object) -> list[object]:
    """The operators, those between values that are written later joined."""
    found: list[object] = []
    assert isinstance(operators, list)
    for each in operators:
        if isinstance(each, bytes) and found and isinstance(found[-1], bytes):
            found[-1] = b"%s %s" % (found[-1], each)
        else:
            found.append(each)
    return found
