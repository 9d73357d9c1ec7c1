"""`medicines`: what to take and when, with rows to fill in by hand."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from handout import document
from handout.content.nodes import NOT_LINKED, Block, Composer, Node, TextWithLabel
from handout.content.texts import Text, Title
from handout.source.decoder import Decoder
from handout.source.fields import Doc, Range
from handout.source.units import MM

TIMES = ("morning", "noon", "evening", "bedtime")
BLANK_HEIGHT = 9 * MM
GROWTH = 0.5
"""How much a blank's height grows with that of its text in large print, as a share."""
HAND = 30 * MM
"""A higher row is a box to draw in, of which no more than this grows: else it would have no room in giant text."""
LONGEST_WHOLE = 24
"""Characters of a dose that is never broken, as `2 fingertip units`; a longer one keeps its numbers and units whole."""
NAME, PURPOSE, TIME = 0.34, 0.18, 0.12
"""Shares of the width: the name, what it is for, and each time of day.  Most handouts have the same grid so, but a long
word has the room that it needs."""


class MedicineText(Title, frozen=True):
    """What is printed of a medicine as it is written, and isn't taken from a patient's record."""

    WITHOUT_FIELDS: ClassVar[tuple[str, str]] = (
        "a medicine's name, strength, dose and time take no {{ }}",
        "write it as it is to be printed, or leave 'blank-rows' to fill in by hand",
    )


class Medicine(Node, frozen=True, kw_only=True):
    """One medicine: its name, and when to take how much, or that it is taken as needed."""

    HIDDEN: ClassVar[tuple[str, ...]] = NOT_LINKED
    name: Annotated[MedicineText, Doc("Its name.")]
    strength: Annotated[MedicineText | None, Doc("Its strength, as 5 mg; never separated from its unit.")] = None
    purpose: Annotated[Text | None, Doc("What it is for.")] = None
    morning: Annotated[MedicineText | None, Doc("The dose in the morning, printed as written.")] = None
    noon: Annotated[MedicineText | None, Doc("The dose at noon.")] = None
    evening: Annotated[MedicineText | None, Doc("The dose in the evening.")] = None
    bedtime: Annotated[MedicineText | None, Doc("The dose at bedtime.")] = None
    as_needed: Annotated[MedicineText | None, Doc("The dose and for what, instead of times.")] = None
    until: Annotated[MedicineText | None, Doc("How long.")] = None
    note: Annotated[Text | None, Doc("What else to know.")] = None

    def checked(self, reader: Decoder) -> Any:
        """BAD for a row without a dose."""
        if self.as_needed is None and not self.times:
            message = "a medicine needs a dose at a time of day, or 'as-needed'"
            return reader.say(self.span, message, f"the times are {', '.join(TIMES)}", "no-dose")
        return self

    @property
    def times(self) -> tuple[Title, ...]:
        """The doses at times of day that it has."""
        return tuple(text for text in (self.morning, self.noon, self.evening, self.bedtime) if text is not None)


class Medicines(Block, frozen=True, kw_only=True):
    """A grid of medicines with times of day, and rows to fill in by hand."""

    KIND: ClassVar[str] = "medicines"
    rows: Annotated[tuple[Medicine, ...], Doc("The medicines.")] = ()
    blank_rows: Annotated[int, Range(0, 20), Doc("Rows to fill in by hand.")] = 0

    def checked(self, reader: Decoder) -> Any:
        """BAD for a grid without any row."""
        if not self.rows and not self.blank_rows:
            return reader.say(
                self.span, "a medicine grid needs rows or blank-rows", "blank-rows: 5 prints five", "empty-table"
            )
        return self

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """A ruled table; the columns of times have one width, whatever they hold, as long as it fits.

        Nobody is handed an empty column of what the medicines are for, unless there are rows to fill in by hand.
        """
        height = grown(BLANK_HEIGHT, composer.scale)
        purposes = self.blank_rows > 0 or any(row.purpose for row in self.rows)
        keys = ("medicine", *(("purpose",) if purposes else ()), *TIMES)
        head = [composer.words("cell-head", composer.word(key), self.span) for key in keys]
        rows = [self._row(row, composer, height, purposes=purposes) for row in self.rows]
        for _ in range(self.blank_rows):
            cells = tuple(composer.words("cell", "", self.span) for _ in head)
            rows.append(document.Row(cells=cells, min_height=height, span=self.span))
        columns = (
            *(document.Column(weight=weight) for weight in ((NAME, PURPOSE) if purposes else (NAME + PURPOSE,))),
            *(document.Column(weight=TIME, align="center") for _ in TIMES),
        )
        yield document.Table(
            columns=columns,
            header=document.Row(cells=tuple(head), span=self.span),
            groups=(document.Group(title=None, rows=tuple(rows)),),
            ruled=True,
            stacked=composer.stacked,
            compact=True,
            id=composer.target(self.id),
            span=self.span,
        )

    def _row(self, row: Medicine, composer: Composer, height: float, *, purposes: bool) -> document.Row:
        words = [composer.joined("cell", [row.name, row.strength], row.labels, row.span)]
        if purposes:
            words.append(composer.leaf("cell", row.purpose) if row.purpose else composer.words("cell", "", row.span))
        times = (
            composer.leaf("cell", text, whole=len(text.text) <= LONGEST_WHOLE)
            if text
            else composer.words("cell", "–", row.span)
            for text in (row.morning, row.noon, row.evening, row.bedtime)
        )
        cells = (*words, *times)
        labelled = [
            TextWithLabel(composer.word(key), text, strong=key == "note")
            for key, text in (("as-needed", row.as_needed), ("until", row.until), ("note", row.note))
            if text is not None
        ]
        below = composer.labelled("cell", labelled, row.span) if labelled else None
        return document.Row(cells=cells, below=below, min_height=height, span=row.span)


def grown(height: float, scale: float) -> float:
    """A blank's height where text is so much larger than at the standard size."""
    return height + min(height, HAND) * GROWTH * max(scale - 1, 0.0)
