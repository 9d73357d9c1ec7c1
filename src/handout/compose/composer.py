"""The composer that blocks are given: it makes their nodes, with headings of the right level and their footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from functools import cached_property
from itertools import count

from msgspec.structs import replace

from handout import document
from handout.compose.footnotes import BlockNotes, mark, with_notes
from handout.compose.imprint import imprint
from handout.compose.inline_runs import InlineRuns
from handout.compose.introductions import with_introductions
from handout.compose.leaves import Leaves, label_of
from handout.compose.references import source_numbers, titles
from handout.compose.render_context import RenderContext
from handout.content.nodes import Block, Node, Note, StepCounter
from handout.content.reviews import least_reviewed, reviews
from handout.content.sections import Section
from handout.content.texts import Text, Title
from handout.content.topic import Review
from handout.diagnostics import Span
from handout.i18n.numbers import decimal_sign
from handout.personalise import Filler
from handout.select import Selection
from handout.styles.scale import SCALES


class Composing(Leaves):
    """The composer that blocks are given: it makes their nodes, and knows the titles of its topic.

    Of several topics in one document each has a composer of its own.  They count with the same `keys`, and each sets
    its topic's name before the ids in it (`prefix`).
    """

    def __init__(
        self,
        context: RenderContext,
        selection: Selection,
        keys: Iterator[int],
        prefix: str = "",
        note_numbers: Iterator[int] | None = None,
    ) -> None:
        inline = InlineRuns(
            context=context,
            prefix=prefix,
            titles=dict(titles(selection.topic.sections)),
            numbers=source_numbers(selection, summarised=context.layout.prints_summary),
        )
        super().__init__(context, inline, keys)
        self.selection, self.filler = selection, Filler(context, selection.topic)
        self._new_pages = frozenset(context.layout.sections.new_page)
        self._level = 2
        self._running = "body"
        self.in_callout = False
        """Whether what is composed is in a callout."""
        self._note_numbers = count(1) if note_numbers is None else note_numbers
        self.steps = StepCounter()
        self.items = "item"

    @cached_property
    def review(self) -> Review:
        """The topic's review that counts."""
        return least_reviewed(reviews(self.selection.topic))

    @property
    def decimal_sign(self) -> str:
        """The sign before decimals in the document's language."""
        return decimal_sign(self.context.language)

    @property
    def stacked(self) -> bool:
        """Whether wide tables are set as blocks of label and value: in large print."""
        return self.context.scale > SCALES["clear"]

    @property
    def emergency_number(self) -> str | None:
        """The number of the emergency services; None where it isn't known."""
        return self.context.clinic.emergency_number

    def below(self) -> Composing:
        """The same one heading level down."""
        varied = copy(self)
        varied._level += 1
        return varied

    def inside(self, role: str) -> Composing:
        """The same with running text in another role."""
        varied = copy(self)
        varied._running = role
        varied.in_callout = self.in_callout or role == "callout-text"
        return varied

    def in_cell(self, role: str) -> Composing:
        """The same with running text and items in the role of a cell."""
        varied = copy(self)
        varied._running = varied.items = role
        return varied

    def sections(self, sections: tuple[Section, ...]) -> Iterator[document.Node]:
        """The top-level sections, each with steps of its own."""
        for section in sections:
            self.steps = StepCounter()
            yield from self.nodes((section,))

    def nodes(self, blocks: tuple[Block, ...]) -> tuple[document.Node, ...]:
        """The nodes of several blocks; a paragraph that introduces a list or a table stays with it."""
        return with_introductions([node for block in blocks for node in self._placed(block)])

    def _placed(self, block: Block) -> Iterator[document.Node]:
        """The nodes of a block, with what its author and the layout wish of its page."""
        begins = block.break_ == "before" or block.id in self._new_pages
        kept = block.span if block.keep == "together" else None
        for at, node in enumerate(self._block(block)):
            if (begins and not at) or kept:
                yield replace(node, starts_page=node.starts_page or (begins and not at), together=kept or node.together)
            else:
                yield node

    def _block(self, block: Block) -> Iterable[document.Node]:
        """The nodes of a block, and after them its footnotes whose marks are printed."""
        if not block.notes:
            return self._without_notes(block)
        inner, notes = copy(self), BlockNotes(block.notes, self._note_numbers)
        inner.inline = replace(self.inline, notes=(*self.inline.notes, notes))
        made = [*inner._without_notes(block)]
        items = tuple(inner._note(note, number) for note, number in notes.printed())
        return with_notes(made, document.List(kind="note", items=items, role="caption")) if items else made

    def _note(self, note: Note, number: int) -> document.Item:
        label = self.made("caption", (mark(number, self.context.words),), note.span)
        leaf = self.leaf("caption", note.text, note.labels)
        return document.Item(label=label, children=(document.Paragraph(leaf=leaf),), number=number)

    def _without_notes(self, block: Block) -> Iterator[document.Node]:
        if block.labels and block.KIND not in ("text", "section"):
            leaf = self.made(self._running, (label_of(block.labels, self.context.language),), block.span)
            yield document.Paragraph(leaf=leaf, keep_with_next=True)
        yield from block.compose(self)

    def paragraphs(self, role: str, text: Text, block: Node) -> Iterator[document.Node]:
        """The paragraphs of a text; the first has the block's id and its facet's label."""
        role = self._running if role == "body" else role
        for at, runs in enumerate(text.paragraphs):
            one = replace(text, choices=(("", (runs,)),))
            leaf = self.leaf(role, one, () if at else block.labels)
            yield document.Paragraph(leaf=leaf, id=None if at else self.target(block.id))

    def heading(self, title: Title, block: Node, before: str = "") -> document.Heading:
        """A heading of the present level, with a sign before it where one is given."""
        leaf = self.leaf(f"heading{self._level - 1}", title, block.labels)
        if before:
            leaf = replace(leaf, runs=(document.Run(text=before), *leaf.runs))
        return document.Heading(level=self._level, leaf=leaf)

    def imprint(self, row: str, span: Span) -> document.Definition | None:
        """What the document says of itself in a row of the block `about`; None if neither topic nor clinic says it."""
        found = imprint(row, self.selection.topic, self.context, self.filler.written)
        if found is None:
            return None
        label, runs = found
        return document.Definition(
            term=self.words("about-label", label, span), text=self.made("about-text", runs, span)
        )

    def picture(self, file: str, span: Span) -> document.Picture:
        """An image of the workspace, opened and checked."""
        return self.context.assets.picture(file, span)
