"""A leaf with slots, ready to be set again with the words of one patient after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec import Struct, structs

from handout.bidi.characters import has_right_to_left
from handout.diagnostics import LayoutError
from handout.document import Leaf, Run
from handout.fonts.scripts import needs_shaping
from handout.inline.expressions import Expression
from handout.layout.flow.assemble import KeptMarks, placed
from handout.layout.geometry import Line, Rule, Slot
from handout.layout.text.ink import InkHeights, ink_heights
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.refit import Resetter
from handout.layout.text.set_lines import LinesAgain, ShapedText
from handout.pdf import EncodedSlot, FillCache, SlotContent
from handout.variable_data.encoded_lines import StaticCache, encoded_lines
from handout.variable_data.misfits import LayoutDiffers, MissingGlyph
from handout.variable_data.patient_lines import Answers, LeafLook, PatientLines
from handout.variable_data.shaped_line import LineOfValues, ShapedLine
from handout.variable_data.single_line import SingleLine
from handout.variable_data.slots import Question, SlotPlace, pattern_of

SlotWords = tuple[str | None, ...]
"""What the slots of a leaf print of one record; None for a blank."""
_ROUNDING = 0.01


class Prepared(Struct, frozen=True):
    """A leaf with a patient's words, as far as a form isn't needed for it."""

    contents: Callable[[FillCache], tuple[SlotContent | EncodedSlot, ...]]
    """Gives the contents of its places in a form; MissingGlyph."""
    shapes: bool = False
    """Whether a value is shaped."""
    laid_out: bool = False


def constant(
    contents: tuple[SlotContent | EncodedSlot, ...],
) -> Callable[[FillCache], tuple[SlotContent | EncodedSlot, ...]]:
    """Gives these contents."""
    return lambda _: contents


class SlotLeaf(Struct, frozen=True, kw_only=True):
    """A leaf with slots for a patient's words."""

    leaf: Leaf
    runs: tuple[tuple[int, Expression], ...]
    """The slots among its runs, by number, with what they print."""
    questions: tuple[Question, ...]
    places: tuple[SlotPlace, ...]
    ink: InkHeights
    """Of its static text."""
    setter: Resetter
    typesetter: Typesetter
    plain: bool
    """All of it is its own, with nothing to be tagged or drawn but its words."""
    turned: bool
    """It may run from right to left whatever its values are."""
    single_line: SingleLine | None
    shaped_line: ShapedLine | None
    """Where it has one line."""
    look: LeafLook
    measures: tuple[float, ...]
    """Of the questions."""
    printed: frozenset[float]
    """Those in which it is printed."""
    only_counted: bool
    """Layout saw no more of its lines than how many there are, if none of its values is shaped."""
    static: StaticCache = {}
    marks: dict[Slot, KeptMarks] = {}
    """Lines that come again, by the slot that they are in."""

    def of(self, words: SlotWords) -> Leaf:
        """The leaf with a patient's words; LayoutDiffers if a blank is no slot there."""
        runs = list(self.leaf.runs)
        for (number, _), text in zip(self.runs, words, strict=True):
            runs[number] = with_value(runs[number], text)
        return Leaf(key=self.leaf.key, role=self.leaf.role, runs=tuple(runs), span=self.leaf.span)

    def prepared(self, words: SlotWords, done: PatientLines) -> Prepared:
        """The leaf with these words, if the answers to the questions are the same as the form's; else LayoutDiffers."""
        values = tuple([word for word in words if word is not None])
        return self._of_values(values, done) if len(values) == len(words) else self._laid_out(words, done)

    def _of_values(self, words: tuple[str, ...], done: PatientLines) -> Prepared:
        if self.single_line is not None and (found := self.single_line.filled(words)) is not None:
            return Prepared(constant(found))
        if self.shaped_line is not None:
            if self.look not in done.lines:
                done.lines[self.look] = self.shaped_line.line(words)
            if (line := done.lines[self.look]) is not None and self.shaped_line.fits(line):
                if self.shaped_line.differs(line):
                    raise LayoutDiffers
                return Prepared(partial(self._line, line), line.shapes)
        return self._laid_out(words, done)

    def _laid_out(self, words: SlotWords, done: PatientLines) -> Prepared:
        leaf = self.of(words)
        made = self._made(leaf, done)
        if self.only_counted and not any(each.shaped or not each.light for each in made.values()):
            return Prepared(partial(self._contents, leaf, made), laid_out=True)
        answers = done.answers.get((self.look, self.measures))
        if answers is None:
            answers = self._answers(leaf, [made[measure] for measure in self.measures])
            done.answers[self.look, self.measures] = answers
        if self._differs(answers):
            raise LayoutDiffers
        return Prepared(partial(self._contents, leaf, made), self._shapes(answers), laid_out=True)

    def differs(self, done: PatientLines, *, shapes: bool) -> bool:
        """Whether it is known already that layout would differ; with `shapes` some values of the form are shaped."""
        line = None if self.shaped_line is None else done.lines.get(self.look)
        if line is not None and self.shaped_line is not None and self.shaped_line.fits(line):
            return self.shaped_line.differs(line) or bool(self.places and line.shapes and not shapes)
        answers = done.answers.get((self.look, self.measures))
        if answers is None:
            set_lines = [done.texts.get((self.look, measure)) for measure in self.measures]
            pairs = zip(set_lines, self.questions, strict=True)
            return any(text is not None and text.count != question.lines for text, question in pairs)
        return self._differs(answers) or (self._shapes(answers) and not shapes)

    def _differs(self, answers: Answers) -> bool:
        for given, question in zip(answers.given, self.questions, strict=True):
            if given != (question.lines, question.pattern, question.heights):
                return True
        return False

    def _made(self, leaf: Leaf, done: PatientLines) -> dict[float, LinesAgain]:
        made: dict[float, LinesAgain] = {}
        for question in self.questions:
            key = self.look, question.measure
            if key not in done.texts:
                done.texts[key] = self._set(done.leaves.setdefault(self.look, leaf), question.measure)
            found = made[question.measure] = done.texts[key]
            if found.count != question.lines:
                raise LayoutDiffers
        return made

    def _answers(self, leaf: Leaf, made: Sequence[LinesAgain]) -> Answers:
        # Words that are neither shaped nor turned don't change the height of a line.
        grows = self.turned or not self._plain(leaf) or any(_turns(leaf.runs[number].text) for number, _ in self.runs)
        given = tuple(
            (
                text.count,
                None if question.pattern is None else pattern_of(text.lines),
                self._heights(leaf, text) if grows or question.heights else (),
            )
            for text, question in zip(made, self.questions, strict=True)
        )
        return Answers(given, tuple([bool(text.shaped) for text in made]))

    def _shapes(self, answers: Answers) -> bool:
        """Whether a value is shaped in lines that are printed, and not only in those that layout tried."""
        shaped = zip(self.measures, answers.shaped, strict=True)
        return any(found and measure in self.printed for measure, found in shaped)

    def _contents(
        self, leaf: Leaf, made: Mapping[float, LinesAgain], kept: FillCache
    ) -> tuple[SlotContent | EncodedSlot, ...]:
        if not self._plain(leaf):
            texts = {measure: self.typesetter.shaped(leaf, measure, each.lines) for measure, each in made.items()}
            return tuple(self._filling(place, leaf, texts) for place in self.places)
        try:
            return tuple([_encoded(place, leaf, made, (kept, self.static)) for place in self.places])
        except KeyError:
            raise MissingGlyph from None

    def _filling(self, place: SlotPlace, leaf: Leaf, made: Mapping[float, ShapedText]) -> SlotContent:
        marks: list[Line | Rule] = []
        for slot in place.slots:
            if len(made[slot.measure].lines) != slot.total:
                raise LayoutDiffers
            marks += placed(slot, made[slot.measure], self.marks.setdefault(slot, {}))
        if any(isinstance(mark, Line) and mark.width > mark.measure + _ROUNDING for mark in marks):
            raise LayoutDiffers
        return SlotContent(leaf, tuple(marks))

    def _plain(self, leaf: Leaf) -> bool:
        return self.plain and all(run.blank is None for run in leaf.runs)

    def _line(self, line: LineOfValues, kept: FillCache) -> tuple[EncodedSlot, ...]:
        assert self.shaped_line is not None
        try:
            return self.shaped_line.encoded(line)
        except KeyError:
            raise MissingGlyph from None

    def _set(self, leaf: Leaf, measure: float) -> LinesAgain:
        try:
            return self.setter.set(leaf, measure)
        except LayoutError:
            raise LayoutDiffers from None  # layout as a whole says all that is wrong

    def _heights(self, leaf: Leaf, made: LinesAgain) -> tuple[float, ...]:
        ink = self.ink.joined(ink_heights(made.values, self.typesetter.fonts))
        for line in made.light:
            ink = ink.joined(line.ink)
        return self.typesetter.grown_heights(leaf, ink)


def with_value(slot: Run, text: str | None) -> Run:
    """A slot with a patient's words; LayoutDiffers where there are none and it has no blank."""
    if text is not None:
        return structs.replace(slot, text=text, blank=None)
    if slot.missing is None:
        raise LayoutDiffers
    return structs.replace(slot, text=slot.missing.text, blank=slot.missing.width)


def _turns(value: str) -> bool:
    """Whether a value may be shaped, or set from right to left."""
    return needs_shaping(value) or has_right_to_left(value)


def _encoded(
    place: SlotPlace, leaf: Leaf, made: Mapping[float, LinesAgain], how: tuple[FillCache, StaticCache]
) -> EncodedSlot:
    found = encoded_lines(place.slots, leaf, made, *how)
    if found is None:
        raise LayoutDiffers
    return found
