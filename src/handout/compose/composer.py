"""The composer that blocks are given: leaves numbered in reading order, references with their titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, pairwise

from msgspec.structs import replace

from handout import document
from handout.compose.footnotes import MARK_GAP, BlockNotes, superscript
from handout.compose.imprint import imprint
from handout.content.nodes import Block, Node, Note, Section
from handout.content.texts import Text, Title
from handout.content.walk import parts, walk
from handout.diagnostics import Span
from handout.i18n.numbers import decimal_sign
from handout.inline.runs import Citation, Field, Inline, NoteMark, Reference, Runs, Words
from handout.inline.spaces import BREAK
from handout.personalise import FieldContext, Filler
from handout.select import Selection
from handout.source.units import MM
from handout.styles.resolve import SCALES, Layout
from handout.workspace.assets import Assets

BLANK = 45 * MM
BLANK_IN_CELL = 25 * MM


class RenderContext(FieldContext, frozen=True, kw_only=True):
    """What a document is composed with, beside its selection: what fields are filled from, and how it is to look."""

    layout: Layout
    paper: str
    """`A4` or `Letter`."""
    scale: float
    """Text size over the standard size."""
    assets: Assets
    standard: document.Standard = "ua1"


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
        self._keys, self._prefix = keys, prefix
        self._titles = dict(_titles(selection.topic.sections))
        self.numbers = _numbered(selection, summarised=context.layout.prints_summary)
        self._new_pages = frozenset(context.layout.sections.new_page)
        self._level = 2
        self._running = "body"
        self.in_callout = False
        """Whether what is composed stands in a callout."""
        self._notes: tuple[BlockNotes, ...] = ()
        self._note_numbers = count(1) if note_numbers is None else note_numbers
        self._last_step = [0]
        """Shared with the composers that are made of this one."""
        self.items = "item"

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
        return None if name is None else self._prefix + name

    def word(self, key: str) -> str:
        """A built-in word in the document's language."""
        return self.context.words[key]

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

    def _varied(self, level: int, running: str) -> Composing:
        varied = Composing.__new__(Composing)
        varied.__dict__.update(self.__dict__)
        varied._level, varied._running = level, running
        return varied

    def sections(self, sections: tuple[Section, ...]) -> Iterator[document.Node]:
        """The top-level sections, each with steps of its own."""
        for section in sections:
            self.end_steps(0)
            yield from self.nodes((section,))

    @property
    def last_step(self) -> int:
        """The number of the last step before, in the same section of the topic; 0 if there is none."""
        return self._last_step[0]

    def end_steps(self, last: int) -> None:
        """Tell what number the last of some steps has."""
        self._last_step[0] = last

    def nodes(self, blocks: tuple[Block, ...]) -> tuple[document.Node, ...]:
        """The nodes of several blocks; a paragraph that introduces a list or a table stays with it."""
        made = [node for block in blocks for node in self._placed(block)]
        for at, (node, after) in enumerate(pairwise(made)):
            if isinstance(node, document.Paragraph) and isinstance(after, _INTRODUCED):
                made[at] = replace(node, keep_with_next=True)
        return tuple(made)

    def _placed(self, block: Block) -> Iterator[document.Node]:
        """The nodes of a block, with what its author and the layout wish of its page."""
        begins = block.break_ == "before" or block.id in self._new_pages
        kept = block.span if block.keep == "together" else None
        for at, node in enumerate(self._with_notes(block)):
            yield replace(node, starts_page=begins and not at, together=kept) if begins or kept else node

    def _with_notes(self, block: Block) -> Iterator[document.Node]:
        """The nodes of a block, and after them its footnotes whose marks are printed."""
        if not block.notes:
            yield from self._block(block)
            return
        notes = BlockNotes(block.notes, self._note_numbers)
        inner = self._varied(self._level, self._running)
        inner._notes = (*self._notes, notes)
        made = [*inner._block(block)]
        items = [inner._note(note, number) for note, number in notes.printed()]
        if items:
            listed = document.List(kind="note", items=tuple(items), role="caption")
            match made:
                case [*_, document.Box() | document.CutSlip() | document.Section() as last]:
                    made[-1] = replace(last, children=(*last.children, listed))
                case _:
                    made.append(listed)
        yield from made

    def _note(self, note: Note, number: int) -> document.Item:
        mark = document.Run(text=superscript(number), alt=self._note_name(number))
        label = self.made("caption", (mark,), note.span)
        leaf = self.leaf("caption", note.text, note.labels)
        return document.Item(label=label, children=(document.Paragraph(leaf=leaf),), number=number)

    def _note_name(self, number: int) -> str:
        """What is read aloud in place of a mark."""
        return f"{self.word('footnote')} {number}"

    def _mark(self, run: NoteMark, *, first: bool) -> Iterator[document.Run]:
        """The mark of a footnote, at the word before it; nothing where its note isn't for this reader."""
        number = next((found for notes in reversed(self._notes) if (found := notes.number(run.note))), None)
        if number is not None:
            gap = "" if first else MARK_GAP
            yield document.Run(
                text=gap + superscript(number), alt=self._note_name(number), mark=number,
                strong=run.strong, emphasis=run.emphasis,
            )  # fmt: skip

    def _block(self, block: Block) -> Iterator[document.Node]:
        if block.labels and block.KIND not in ("text", "section"):
            leaf = self.made(self._running, (_label(block.labels),), block.span)
            yield document.Paragraph(leaf=leaf, keep_with_next=True)
        yield from block.compose(self)

    def paragraphs(self, role: str, text: Text, block: Node) -> Iterator[document.Node]:
        """The paragraphs of a text; the first has the block's id and its facet's label."""
        role = self._running if role == "body" else role
        for at, runs in enumerate(text.paragraphs):
            one = replace(text, choices=(("", (runs,)),))
            leaf = self.leaf(role, one, () if at else block.labels)
            yield document.Paragraph(leaf=leaf, id=None if at else self.target(block.id))

    def heading(self, title: Title, block: Node) -> document.Heading:
        """A heading of the present level."""
        leaf = self.leaf(f"heading{self._level - 1}", title, block.labels)
        return document.Heading(level=self._level, leaf=leaf)

    def leaf(self, role: str, text: Text, prefix: tuple[Title, ...] = (), *, whole: bool = False) -> document.Leaf:
        """A text as a leaf in a role."""
        runs = list(self.runs(text.runs, role))
        if whole:
            runs = [replace(run, whole=True) for run in runs]
        if prefix:
            runs.insert(0, _label(prefix))
        return self.made(role, runs, text.span)

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
        runs = [_label(prefix)] if prefix else []
        for at, text in enumerate(text for text in texts if text is not None):
            runs += [document.Run(text=" " if self.scale > 1 else BREAK)] if at else []
            runs.append(document.Run(text=text.text, strong=not at, whole=at > 0))
        return self.made(role, runs, span)

    def labelled(self, role: str, texts: list[tuple[str, Text, bool]], span: Span) -> document.Leaf:
        """Texts as one leaf, each with a label before it, and whether it is all bold."""
        runs: list[document.Run] = []
        for label, text, strong in texts:
            end = runs[-1].text[-1:] if runs else ""
            gap = " " if end in ".!?" else ". "
            runs += [document.Run(text=gap if end else ""), document.Run(text=f"{label}: ", strong=True)]
            runs += (replace(run, strong=run.strong or strong) for run in self.runs(text.runs, role))
        return self.made(role, (run for run in runs if run.text), span)

    def imprint(self, row: str, span: Span) -> document.Definition | None:
        """What the document says of itself: a row of the block `about`; None where nobody says it."""
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

    def runs(self, runs: Runs, role: str) -> Iterator[document.Run]:
        """Inline runs as the Document's; a web link is followed by its address."""
        for at, run in enumerate(runs):
            if isinstance(run, NoteMark):
                yield from self._mark(run, first=not at)
                continue
            marked = isinstance((*runs, None)[at + 1], NoteMark)
            yield from self._run(_closed(run) if marked else run, role)
            link = _link(run)
            after = _link(runs[at + 1]) if at + 1 < len(runs) else None
            if link is None or link == after:
                continue
            if link.startswith("#"):
                yield self._page_of(link[1:])
            else:
                said = "".join(other.text for other in runs if isinstance(other, Words) and other.link == link)
                if address(link) not in said:
                    yield document.Run(text=f" ({address(link)})", link=link)

    def _run(self, run: Inline, role: str) -> Iterator[document.Run]:
        match run:
            case Words():
                width = self._blank(role) if run.blank else None
                yield document.Run(
                    text=run.text, strong=run.strong, emphasis=run.emphasis, link=self._address(run.link),
                    slot=run.slot is not None, expression=run.slot, whole=run.whole, blank=width,
                )  # fmt: skip
            case Reference():
                title, link = self._titles[run.target], self._address(f"#{run.target}")
                yield document.Run(text=title, strong=run.strong, emphasis=run.emphasis, link=link)
                yield self._page_of(run.target)
            case Citation():
                yield document.Run(text=f"[{self.numbers[run.source]}]", strong=run.strong, emphasis=run.emphasis)
            case Field():
                yield document.Run(text="", page_of=run.expression.path[0], strong=run.strong, emphasis=run.emphasis)

    def _blank(self, role: str) -> float:
        """The width of a blank, in points; layout makes it as wide as its line where it is wider."""
        return (BLANK_IN_CELL if role.startswith("cell") else BLANK) * self.scale

    def to_section(self, name: str) -> Iterator[document.Run]:
        """A link to a section: its title and its page."""
        yield from self._run(Reference(name), "contents")

    def _address(self, link: str | None) -> str | None:
        """A link as the document has it."""
        return f"#{self._prefix}{link[1:]}" if link is not None and link.startswith("#") else link

    def _page_of(self, name: str) -> document.Run:
        words = self.word("page-reference").replace(" ", "\u00a0")
        return document.Run(text=f" {words}", page_of=self.target(name))


_INTRODUCED = (
    document.List
    | document.Table
    | document.Definitions
    | document.WritingLines
    | document.Figure
    | document.QrCode
    | document.SideBySide
)


def _label(labels: tuple[Title, ...]) -> document.Run:
    """*Child:* before what is for a child, where nobody knows who reads it."""
    return document.Run(text=", ".join(label.text for label in labels) + ": ", emphasis=True)


def _closed(run: Inline) -> Inline:
    """Words without the space at their end: the mark of a note follows."""
    return replace(run, text=run.text.rstrip(" ")) if isinstance(run, Words) and run.slot is None else run


def _link(run: Inline) -> str | None:
    return run.link if isinstance(run, Words | Field) else None


def address(url: str) -> str:
    """A link's address as it is printed: without https:// and a closing slash, or without mailto: and tel:."""
    scheme, _, rest = url.partition(":")
    return rest.removeprefix("//").removesuffix("/") if scheme in ("https", "http", "mailto", "tel") else url


def _titles(nodes: Iterable[Node]) -> Iterator[tuple[str, str]]:
    """Ids with the titles that a reference prints."""
    for node in walk(nodes):
        title = getattr(node, "title", None) or getattr(node, "caption", None)
        if node.id is not None and isinstance(title, Title):
            yield node.id, title.text


def _numbered(selection: Selection, *, summarised: bool) -> dict[str, int]:
    """The sources' numbers: in the order in which they are cited, then the others."""
    cited: dict[str, None] = {}
    topic = selection.topic
    if summarised and topic.summary is not None:
        _cited_in(topic.summary, cited)
    for section in topic.sections:
        _cited(section, cited)
    order = [*cited, *(source.id for source in topic.sources if source.id not in cited)]
    return {name: number for number, name in enumerate(order, 1)}


def _cited_in(text: Text, cited: dict[str, None]) -> None:
    for runs in text.paragraphs:
        cited.update({run.source: None for run in runs if isinstance(run, Citation)})


def _cited(node: Node, cited: dict[str, None]) -> None:
    for _, part in parts(node):
        if isinstance(part, Text):
            _cited_in(part, cited)
        else:
            for child in part:
                _cited(child, cited)
