"""A form: one laid-out document with everything that filling needs, and the proof that a record's words fit.

Layout sees a patient's words only through the lines that the typesetter makes of the leaves they are in, and of those
only how many there are (and, where a leaf has page references or links, which runs are on which line).  All that layout
ever asked while it made the form's pages was kept.  So if another record's words give the same answers to the same
questions, layout would have gone the same way with them, and the pages differ in the words of the slots only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256

from msgspec import Struct

from handout.check.glyphs import FontChoice
from handout.document import Style
from handout.fonts.glyphs import FontBook
from handout.fonts.scripts import ROW, rows
from handout.inline.expressions import Expression
from handout.layout.geometry import Line, Pages
from handout.layout.text.paragraph import Typesetter
from handout.pdf import EncodedSlot, FillCache, FinishedFile, Form, SlotContent, SlotKey, fill_cache, fill_form
from handout.variable_data.misfits import LayoutDiffers, MissingGlyph
from handout.variable_data.patient_lines import PatientLines
from handout.variable_data.ready_leaf import Resetters, ready_leaf
from handout.variable_data.shaped_values import slot_choices
from handout.variable_data.slot_leaf import Prepared, SlotLeaf, SlotWords, constant
from handout.variable_data.slots import AskedLeaf, asked_leaves
from handout.variable_data.withheld import static_words

PrintedValue = Callable[[Expression], str | None]
"""What an expression prints for a patient; None for a blank."""
MOST_KNOWN = 256


class LaidOutForm(Struct, frozen=True, kw_only=True):
    """A form as plain values without a patient's words, which another process can make ready to be filled."""

    language: str
    from_right: bool
    """Whether its text runs from right to left."""
    styles: Mapping[str, Style]
    families: Mapping[str, tuple[str, ...]]
    pages: int
    form: Form
    leaves: tuple[AskedLeaf, ...]
    printed: tuple[Expression, ...]
    """All that its slots print."""
    styles_of_slots: tuple[FontChoice, ...]
    """The fonts of the text in its slots."""
    rows: frozenset[int]
    """The rows of characters that it embeds beyond the repertoire."""
    static_words: frozenset[str]
    """Its words that come from no record."""


class FillableForm(Struct, frozen=True, kw_only=True):
    """A form that is ready to be filled."""

    laid_out: LaidOutForm
    name: str
    """The form's hash."""
    leaves: tuple[SlotLeaf, ...]
    """Those of one line first, since they take less time to compare."""
    fonts: FontBook
    kept: FillCache
    known: dict[tuple[int, SlotWords], Prepared] = {}
    """Leaves that were laid out, by their words: dates and clinicians are repeated in many records."""
    fitted: set[int] = set()
    """The kinds of words that it was filled with: words of the same script often have lines of the same height."""

    @property
    def shapes(self) -> bool:
        """Whether some values of each document are shaped."""
        return self.laid_out.form.fonts is not None

    def fill(self, text: PrintedValue, done: PatientLines) -> FinishedFile:
        """The file for a patient's words; LayoutDiffers or MissingGlyph if this form doesn't fit."""
        if not done.empty and any(leaf.differs(done, shapes=self.shapes) for leaf in self.leaves):
            raise LayoutDiffers
        if len(self.known) > MOST_KNOWN:
            self.known.clear()
        words = [tuple([text(expression) for _, expression in leaf.runs]) for leaf in self.leaves]
        prepared = self._prepared(words, done)
        slots: dict[SlotKey, SlotContent | EncodedSlot] = {}
        for number, (leaf, each) in enumerate(zip(self.leaves, prepared, strict=True)):
            contents = each.contents(self.kept)
            if each.laid_out:
                self.known[number, words[number]] = Prepared(constant(contents), each.shapes)
            for place, content in zip(leaf.places, contents, strict=True):
                for key in place.keys:
                    slots[key] = content
        filled = fill_form(self.laid_out.form, slots, self.fonts, self.kept)
        if filled is None:
            raise MissingGlyph if self.lacks(slots.values()) else LayoutDiffers
        return filled

    def _prepared(self, words: Sequence[SlotWords], done: PatientLines) -> list[Prepared]:
        found: list[Prepared] = []
        shapes, shaped = False, self.shapes
        for number, (leaf, own) in enumerate(zip(self.leaves, words, strict=True)):
            found.append(self.known.get((number, own)) or leaf.prepared(own, done))
            shapes = shapes or bool(leaf.places and found[-1].shapes)
            if shapes and not shaped:
                raise LayoutDiffers
        if shapes != shaped:
            raise LayoutDiffers
        return found

    def lacks(self, fillings: Iterable[SlotContent | EncodedSlot]) -> bool:
        """Whether a character of these words isn't in the form's fonts."""
        codings = self.laid_out.form.codings
        return any(
            glyphs.face not in codings or not codings[glyphs.face].codes.keys() >= set(glyphs.text)
            for filling in fillings
            if isinstance(filling, SlotContent)
            for mark in filling.marks
            if isinstance(mark, Line)
            for glyphs in mark.glyphs
            if not glyphs.clusters
        )

    @property
    def size(self) -> int:
        """Bytes of memory, by the static bytes: what filling needs takes about five times as much again."""
        return 6 * len(self.laid_out.form.static.content)


def kind_of(written: str) -> int:
    """A number that is mostly the same for words of one script, and another for those of another script."""
    return ord(max(written, default=" ")) // ROW


def laid_out_form(pages: Pages, form: Form, setter: Typesetter) -> LaidOutForm:
    """The form of pages that were laid out with this typesetter."""
    document = pages.document
    runs = [run for leaf in document.every_leaf for run in leaf.runs if run.slot]
    return LaidOutForm(
        language=document.language, from_right=document.from_right, styles=document.styles,
        families=document.families, pages=len(pages.pages), form=form, leaves=asked_leaves(pages, setter),
        printed=tuple(dict.fromkeys(run.expression for run in runs if run.expression is not None)),
        styles_of_slots=slot_choices(document), rows=rows("".join([run.text for run in runs if run.blank is None])),
        static_words=static_words(document),
    )  # fmt: skip


def fillable(made: LaidOutForm, fonts: FontBook) -> FillableForm:
    """A form ready to be filled, with the fonts of the process that fills it."""
    setter = Typesetter(made.styles, made.families, fonts.of(made.language), made.from_right)
    saved = fill_cache(made.form, setter.fonts)
    resetters: Resetters = {}
    leaves = sorted(made.leaves, key=lambda leaf: any(question.lines != 1 for question in leaf.questions))
    return FillableForm(
        laid_out=made, name=name_of(made.form), fonts=setter.fonts, kept=saved,
        leaves=tuple([ready_leaf(leaf, setter, saved.codings, resetters) for leaf in leaves]),
    )  # fmt: skip


def name_of(form: Form) -> str:
    """A form's hash, of its bytes alone."""
    static = form.static
    return sha256(static.content + static.rows + static.trailer).hexdigest()[:16]
