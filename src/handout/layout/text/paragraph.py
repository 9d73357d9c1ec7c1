"""One leaf set in lines: for every paragraph of a page, and for a slot that is set again with other words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from typing import TYPE_CHECKING

from msgspec import structs

from handout.bidi.characters import has_right_to_left
from handout.diagnostics import Diagnostic, LayoutError
from handout.document import Leaf, Run, Style
from handout.fonts.glyphs import Faces, FontBook
from handout.i18n.dictionary import has_unspaced
from handout.layout.geometry import Glyphs
from handout.layout.text.east_asian import is_label
from handout.layout.text.forced_breaks import stretches, widest
from handout.layout.text.ink import InkHeights, grown, ink_heights
from handout.layout.text.kept_lines import KeptLines, LineRequest
from handout.layout.text.line_breaks import fill, lines, lonely
from handout.layout.text.line_heights import LineHeights
from handout.layout.text.long_words import cut, split
from handout.layout.text.one_line import one_line
from handout.layout.text.run_glyphs import RunGlyphs, widened
from handout.layout.text.set_lines import SetLine, ShapedText, trimmed
from handout.layout.text.unbroken import too_long, unbroken
from handout.layout.text.words import MeasuredWords, TextLook, TextSpan, penned, words

if TYPE_CHECKING:
    from handout.layout.text.directions import LeafLevels

_SLOT = "n" * 12
"""Measured in place of a patient's words, if their field's type gives no other text."""
_ROOMY = 2.0
"""Ems; in a narrower measure no words are broken."""


class Typesetter:
    """Sets leaves in a document's styles, and keeps the lines that it has set."""

    def __init__(
        self,
        styles: Mapping[str, Style],
        families: Mapping[str, tuple[str, ...]],
        fonts: FontBook,
        from_right: bool = False,
    ) -> None:
        self.styles = styles
        self.families = families
        self.fonts = fonts
        self.from_right = from_right
        """Set for pages that are mirrored afterwards: what is at the left here is at the right there."""
        self.glyphs = RunGlyphs(styles, families, fonts)
        """Makes the glyphs of one run."""
        self._heights = LineHeights(families, fonts)
        self.kept = KeptLines()

    @property
    def leading(self) -> float:
        """The factor on every leading."""
        return self._heights.leading

    def tightened(self, leading: float) -> Typesetter:
        """A typesetter that multiplies every leading by a factor; both share the lines that are kept."""
        other = copy(self)
        other._heights = self._heights.tightened(leading)
        return other

    def successor(self) -> Typesetter:
        """A typesetter for another document of this look; it gets those kept lines that have no patient's words."""
        other = copy(self)
        other.kept = self.kept.without_slots()
        return other

    def style(self, leaf: Leaf) -> Style:
        """A leaf's style; KeyError for a role that the document has no style for."""
        return self.styles[leaf.role]

    def faces(self, leaf: Leaf, run: Run) -> Faces:
        """The faces that a run's characters are taken from."""
        return self.glyphs.faces(leaf, run)

    def heights(self, style: Style) -> tuple[float, float]:
        """How far a line's box goes above and below its baseline; the sum is the leading."""
        return self._heights.of(style)

    def set(self, leaf: Leaf, measure: float, balanced: bool = False) -> ShapedText:
        """The leaf's lines; `balanced` makes them about equally long, unless a patient's words are in them.

        If several lines run against their document's direction, they begin at the other side.
        """
        measure = round(measure, 3)
        key = LineRequest(leaf, measure, balanced)
        self.style(leaf)  # is consulted for lines that are kept, too
        made = self.kept.shaped.get((key, self.leading))
        if made is not None:
            return made
        found = self.kept.lines.get(key)
        if found is None:
            found = self.kept.lines[key] = self._set(leaf, measure, balanced and not leaf.slot)
        made = self.kept.shaped[key, self.leading] = self.shaped(leaf, measure, found)
        return made

    def shaped(self, leaf: Leaf, measure: float, found: tuple[SetLine, ...]) -> ShapedText:
        """The leaf with its lines, which are as high as their letters need."""
        style = self.style(leaf)
        ascent, descent = self.heights(style)
        if any(glyphs.clusters for line in found for glyphs in line.glyphs):
            ink = self._ink(found)
            ascent, descent = grown(ascent, ink.above, style.size), grown(descent, ink.below, style.size)
        if len(found) > 1 and style.align == "left" and self.runs_from_right(leaf) != self.from_right:
            style = structs.replace(style, align="right")
        return ShapedText(leaf, style, measure, ascent, descent, found)

    def _ink(self, lines: tuple[SetLine, ...]) -> InkHeights:
        if lines not in self.kept.inks:
            self.kept.inks[lines] = ink_heights((glyphs for line in lines for glyphs in line.glyphs), self.fonts)
        return self.kept.inks[lines]

    def grown_heights(self, leaf: Leaf, ink: InkHeights) -> tuple[float, ...]:
        """How far lines with this ink go above and below their baselines at each leading; empty if all are as usual."""
        return self._heights.grown(self.style(leaf), ink)

    def once(self, leaf: Leaf, measure: float) -> ShapedText:
        """The leaf's lines, which are kept no longer than until another leaf is set."""
        if leaf not in self.kept.words:
            self.kept.forget()
        return self.set(leaf, measure)

    def slots(self) -> Iterator[tuple[Leaf, float, tuple[SetLine, ...]]]:
        """Every leaf with a patient's words that was set, with its measure and lines: all that layout saw of them."""
        return ((leaf, measure, lines) for (leaf, measure, _), lines in self.kept.lines.items() if leaf.slot)

    def natural(self, leaf: Leaf) -> tuple[float, float]:
        """The widths of the longest word and of all words on one line; a patient's words are as wide as their field."""
        self.style(leaf)  # is consulted for widths that are kept, too
        widths = self.kept.naturals.get(leaf)
        if widths is None:
            static = self._static(leaf)
            (_, found), text = self._measured(static), static.text
            line = widest([*stretches(text, found)])
            widths = self.kept.naturals[leaf] = line if is_label(text) else found.longest, line
        return widths

    def count(self, leaf: Leaf, measure: float) -> int:
        """About how many lines the leaf takes; a patient's words are as wide as their field."""
        static = self._static(leaf)
        _, found = self._measured(static)
        return sum(len(fill(words, measure)) for _, words in stretches(static.text, found))

    def runs_from_right(self, leaf: Leaf) -> bool:
        """Whether a leaf's lines are read from right to left."""
        return (levels := self.levels(leaf)) is not None and bool(levels.base)

    def _static(self, leaf: Leaf) -> Leaf:
        if not leaf.slot:
            return leaf
        if leaf not in self.kept.statics:
            runs = tuple(self._usual(leaf, run) if run.slot else run for run in leaf.runs)
            self.kept.statics[leaf] = structs.replace(leaf, runs=runs)
        return self.kept.statics[leaf]

    def _usual(self, leaf: Leaf, run: Run) -> Run:
        """A slot with usual words, or with the blank that it may be where that is wider."""
        text = run.measured or _SLOT
        blank = None if run.missing is None else run.missing.width
        if blank is not None and blank <= self.fonts.widths(self.faces(leaf, run))[text] * self.style(leaf).size:
            blank = None
        return structs.replace(run, text=text, slot=False, blank=blank)

    def _measured(self, leaf: Leaf) -> tuple[list[TextLook], MeasuredWords]:
        self.style(leaf)  # is consulted for words that are kept, too
        if leaf not in self.kept.words:
            styles, text = self.glyphs.looks(leaf), leaf.text
            found = words(text, leaf.runs, styles) if text else MeasuredWords([], [0.0], [], [])
            self.kept.words[leaf] = styles, found
        return self.kept.words[leaf]

    def _set(self, leaf: Leaf, measure: float, balanced: bool) -> tuple[SetLine, ...]:
        text = leaf.text
        if not text:
            return ()
        if leaf.runs[0].fills_line and leaf.runs[0].blank is not None:
            leaf = structs.replace(leaf, runs=(structs.replace(leaf.runs[0], blank=measure),))
        if (alone := one_line(leaf, measure, self.levels(leaf), self.glyphs)) is not None:
            return (alone,)
        styles, found = self._measured(leaf)
        if found.longest > measure:
            if measure < _ROOMY * self.style(leaf).size:
                problem = Diagnostic(leaf.span, "there is no room for this text", code="no-room")
                raise LayoutError([problem])
            if any(run.blank is not None and run.blank > measure for run in leaf.runs):
                runs = (structs.replace(r, blank=r.blank and min(r.blank, measure)) for r in leaf.runs)
                styles, found = self._measured(structs.replace(leaf, runs=tuple(runs)))
            if has_unspaced(text):  # without room, even short words of a script without spaces are split
                found = words(text, leaf.runs, styles, kept=0)
            found = split(text, styles, found, measure)
            found = cut(text, styles, found, measure)
            if (word := unbroken(penned(text, styles), found, measure)) is not None:
                raise LayoutError([too_long(leaf.span, word)])
        result, first, start = [], 0, 0
        for before, own in stretches(text, found):
            for end in [before + end for end in lines(own, measure, lonely(text, own), balanced)]:
                width = found.ends_at[end - 1] - found.starts_at[first]
                result.append(self.line(leaf, styles, TextSpan(start, found.ends[end - 1]), width))
                first, start = end, found.ends[end - 1]
        return tuple(result)

    def line(self, leaf: Leaf, styles: list[TextLook], span: TextSpan, width: float) -> SetLine:
        """The line of some of the leaf's characters, `width` points wide without the spaces at its end."""
        if (levels := self.levels(leaf)) is not None:
            placed = levels.arranged(
                span, styles, lambda number, text, level: self.glyphs.pieces(leaf, number, text, 0, level)
            )
            return SetLine(trimmed(placed.glyphs, width), width, placed.blanks)
        return self.straight_line(leaf, styles, span, width)

    def straight_line(self, leaf: Leaf, styles: list[TextLook], span: TextSpan, width: float) -> SetLine:
        """The same for a leaf of one direction."""
        glyphs: list[Glyphs] = []
        blanks: list[tuple[float, float]] = []
        x = 0.0
        for number, (run, look) in enumerate(zip(leaf.runs, styles, strict=True)):
            first, last = max(span.start, look.start), min(span.end, look.end)
            if first >= last:
                continue
            if look.blank is not None:
                blanks.append((x, look.blank))
            text = run.text[first - look.start : last - look.start]
            for piece in widened(self.glyphs.pieces(leaf, number, text, x), look.blank):
                glyphs.append(piece)
                x += piece.width
        return SetLine(trimmed(glyphs, width), width, tuple(blanks))

    def levels(self, leaf: Leaf) -> LeafLevels | None:
        """The levels of a leaf with text from right to left; None for any other, which has one direction."""
        if leaf not in self.kept.levels:
            self.kept.levels[leaf] = _levels(leaf, self.from_right)
        return self.kept.levels[leaf]


def _levels(leaf: Leaf, from_right: bool) -> LeafLevels | None:
    if not from_right and not has_right_to_left(leaf.text):
        return None
    from handout.layout.text.directions import leaf_levels  # most documents have no such text

    return leaf_levels(leaf, from_right)
