"""The composer that blocks are given: leaves numbered in reading order, references with their titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import count

from msgspec.structs import replace

from handout import document
from handout.compose.footnotes import BlockNotes, mark, with_notes
from handout.compose.imprint import imprint
from handout.compose.inline_runs import InlineRuns
from handout.compose.introductions import with_introductions
from handout.compose.references import address, source_numbers, titles
from handout.compose.render_context import RenderContext
from handout.compose.signs import TICK_BOX, names_of_signs
from handout.content.nodes import Block, Node, Note, StepCounter, TextWithLabel
from handout.content.reviews import least_reviewed, reviews
from handout.content.sections import Section
from handout.content.texts import Text, Title
from handout.content.topic import Review
from handout.diagnostics import Span
from handout.i18n.digits import in_digits
from handout.i18n.numbers import decimal_sign
from handout.i18n.punctuation import ENDS, colon, comma, full_stop, sentence
from handout.inline.spaces import BREAK
from handout.personalise import Filler
from handout.select import Selection
from handout.styles.scale import SCALES


class Composing:
    """The composer that blocks are given: it numbers leaves in reading order and knows the topic's titles.

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
        self.context, self.selection, self.filler = context, selection, Filler(context, selection.topic)
        self.inline = InlineRuns(
            context=context,
            prefix=prefix,
            titles=dict(titles(selection.topic.sections)),
            numbers=source_numbers(selection, summarised=context.layout.prints_summary),
        )
        self.sign_names: Mapping[str, str] = names_of_signs(context.language, context.words)
        """What signs are called in the document's language."""
        self._keys = keys
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
    def scale(self) -> float:
        """How much larger the text is than at the standard size."""
        return self.context.scale

    @property
    def decimal_sign(self) -> str:
        """The sign before decimals in the document's language."""
        return decimal_sign(self.context.language)

    @property
    def stacked(self) -> bool:
        """Whether wide tables are set as blocks of label and value: in large print."""
        return self.context.scale > SCALES["clear"]

    def key(self) -> int:
        """The next number in reading order."""
        return next(self._keys)

    def target(self, name: str | None) -> str | None:
        """An id as links of the document know it."""
        return None if name is None else self.inline.prefix + name

    def word(self, key: str) -> str:
        """A built-in word in the document's language."""
        return self.context.words[key]

    def item_number(self, number: int) -> str:
        """The number of an item, before it, in the document's digits."""
        return f"{in_digits(number, self.context.digits)}."

    @property
    def colon(self) -> str:
        """What is between a label and what it is the label of, in the document's language."""
        return colon(self.context.language)

    def sentence(self, text: str) -> str:
        """A text with the full stop of the document's language."""
        return sentence(text, self.context.language)

    @property
    def emergency_number(self) -> str | None:
        """The number of the emergency services; None where it isn't known."""
        return self.context.clinic.emergency_number

    def below(self) -> Composing:
        """The same one heading level down."""
        return self._varied(self._level + 1, self._running)

    def inside(self, role: str) -> Composing:
        """The same with running text in another role."""
        varied = self._varied(self._level, role)
        varied.in_callout = self.in_callout or role == "callout-text"
        return varied

    def in_cell(self, role: str) -> Composing:
        """The same with running text and items in the role of a cell."""
        varied = self._varied(self._level, role)
        varied.items = role
        return varied

    def _copy(self) -> Composing:
        """The same with attributes of its own."""
        made = object.__new__(Composing)
        made.__dict__.update(self.__dict__)
        return made

    def _varied(self, level: int, running: str) -> Composing:
        varied = self._copy()
        varied._level, varied._running = level, running
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
        inner, notes = self._copy(), BlockNotes(block.notes, self._note_numbers)
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
            leaf = self.made(self._running, (_label(block.labels, self.context.language),), block.span)
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

    def leaf(self, role: str, text: Text, prefix: tuple[Title, ...] = (), *, whole: bool = False) -> document.Leaf:
        """A text as a leaf in a role."""
        runs = list(self.inline.runs(text.runs, role))
        if whole:
            runs = [replace(run, whole=True) for run in runs]
        if prefix:
            runs.insert(0, _label(prefix, self.context.language))
        return self.made(role, runs, text.span)

    def definition(self, role: str, text: Text, *, whole: bool = False) -> document.Leaf:
        """A text that has a label beside or above it: a blank that is all of the text fills its line."""
        leaf = self.leaf(role, text, whole=whole)
        match leaf.runs:
            case (run,) if run.blank or run.missing:
                return replace(leaf, runs=(replace(run, fills_line=True),))
        return leaf

    def made(self, role: str, runs: Iterable[document.Run], span: Span) -> document.Leaf:
        """Runs as the next leaf."""
        return document.Leaf(key=self.key(), role=role, runs=tuple(runs), span=span)

    def words(self, role: str, text: str, span: Span, *, strong: bool = False) -> document.Leaf:
        """Words of the program's own as a leaf."""
        return self.made(role, (document.Run(text=text, strong=strong),) if text else (), span)

    def link(self, role: str, url: str, span: Span) -> document.Leaf:
        """An address as a leaf that is a link to it."""
        return self.made(role, (document.Run(text=address(url), link=url),), span)

    def joined(self, role: str, texts: list[Title | None], prefix: tuple[Title, ...], span: Span) -> document.Leaf:
        """A name and further short texts as one leaf: the name bold, the others whole, each on its line in a column."""
        runs = [_label(prefix, self.context.language)] if prefix else []
        for at, text in enumerate(text for text in texts if text is not None):
            runs += [document.Run(text=" " if self.scale > 1 else BREAK)] if at else []
            runs.append(document.Run(text=text.text, strong=not at, whole=at > 0))
        return self.made(role, runs, span)

    def labelled(self, role: str, texts: list[TextWithLabel], span: Span) -> document.Leaf:
        """Texts as one leaf, each with its label before it."""
        runs: list[document.Run] = []
        for each in texts:
            end = runs[-1].text[-1:] if runs else ""
            gap = " " if end in ENDS else f"{full_stop(self.context.language)} "
            runs += [document.Run(text=gap if end else ""), document.Run(text=f"{each.label}{self.colon}", strong=True)]
            runs += (replace(run, strong=run.strong or each.strong) for run in self.inline.runs(each.text.runs, role))
        return self.made(role, (run for run in runs if run.text), span)

    def tick_box(self) -> document.TickBox:
        """A box to tick, the next in reading order."""
        return document.TickBox(key=self.key(), alt=self.sign_names.get(TICK_BOX, TICK_BOX))

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


def _label(labels: tuple[Title, ...], language: str) -> document.Run:
    """The label of a part, such as *Child:*, in a document whose reader isn't known."""
    texts = dict.fromkeys(label.text for label in labels)  # two values may have the same label
    return document.Run(text=comma(language).join(texts) + colon(language), emphasis=True)
