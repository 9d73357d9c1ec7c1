"""Nodes: everything in a topic that can be given to some readers and kept from others; and what composes them."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, Protocol

from msgspec import Struct

from handout import document
from handout.content.audiences import Audiences, When
from handout.content.texts import Prose, Text, Title
from handout.diagnostics import Span
from handout.source.decoder import BAD, Decoder, all_read, shown
from handout.source.fields import Doc, Reads
from handout.source.scalars import Identifier
from handout.source.values import Mapping as Entries
from handout.source.values import Scalar, Value


class Node(Struct, frozen=True, kw_only=True):
    """What every selectable thing has: a block, an item, a row, a column."""

    span: Span
    id: Annotated[Identifier | None, Doc("A name for links to it: [](#id).")] = None
    audience: Annotated[Audiences | None, Doc("Who gets it; only narrower than what it is in.")] = None
    when: Annotated[When | None, Doc("For which values of a facet: {age_group: [adult]}.")] = None
    if_unknown: Annotated[Literal["keep", "drop"] | None, Doc("What to do where the patient's facet isn't known.")] = (
        None
    )
    label_: Annotated[Title | None, Doc("What is printed before it where the facet isn't known.")] = None
    else_: Annotated[Prose | None, Doc("The text instead, where what it links to is absent.")] = None
    limit: tuple[str, ...] | None = None
    """Narrows too, but is stated elsewhere: a cell's column, a fragment's own audience."""
    labels: tuple[Title, ...] = ()
    """What select puts before a node that is kept because the facet isn't known: its own label, or the facet's."""

    HIDDEN: ClassVar[tuple[str, ...]] = ("limit", "labels")
    OPTIONAL: ClassVar[tuple[str, ...]] = ()
    """Fields whose children may all go without the node going too."""
    SHORT: ClassVar[str] = ""
    """The field that may be written in place of the node, where there is one."""
    PAIR: ClassVar[tuple[str, ...]] = ()
    """The two fields of a label and its text, where a node has little else: some authors write `- When: today`."""


ASIDE = ("else_", "label_")
"""Texts that every node may have, and without which for an audience it is still there."""
NOT_LINKED = (*Node.HIDDEN, "id")
"""What is hidden of a node that no link can lead to: a row, a term, a fact."""


class Note(Node, frozen=True, kw_only=True):
    """A footnote: printed at the end of its block, if its mark is."""

    HIDDEN: ClassVar[tuple[str, ...]] = (*NOT_LINKED, "name")
    name: str
    text: Annotated[Text, Doc("Its text.")]


def _read_notes(value: Value, reader: Decoder) -> Any:
    """`{daily: text}`, or `{daily: {text, audience, …}}`."""
    if not isinstance(value, Entries) or not value.entries:
        return reader.say(value, "expected notes by name", "write {name: text}, and [^name] where its mark is", "note")
    return all_read(_read_note(key, item, reader) for key, item in value.entries)


def _read_note(key: Scalar, value: Value, reader: Decoder) -> Any:
    name = reader.read(Identifier, key)
    if name is not BAD and name in reader.known.audiences:
        name = reader.say(
            key, f"a note can't be named as the audience '{shown(name)}'", "name it by its content", "note"
        )
    audiences = reader.known.audiences
    if isinstance(value, Entries) and not all(entry.text in audiences for entry, _ in value.entries):
        return reader.struct(Note, value, name=name)
    text = reader.read(Text, value)
    return BAD if text is BAD or name is BAD else Note(name=name, text=text, span=value.span)


def _notes_schema(known: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": {"$ref": "#/$defs/note"}, "minProperties": 1}


class Block(Node, frozen=True, kw_only=True):
    """A block of a section's body: one kind key and, beside it, the common keys."""

    notes: Annotated[
        tuple[Note, ...] | None,
        Reads(_read_notes, _notes_schema),
        Doc("Footnotes by name; [^name] in a text of the block prints the mark."),
    ] = None
    break_: Annotated[Literal["before"] | None, Doc("before: it begins on a new page.")] = None
    keep: Annotated[Literal["together"] | None, Doc("together: all of it on one page, if one holds it.")] = None

    OPTIONAL: ClassVar[tuple[str, ...]] = ("notes",)
    KIND: ClassVar[str] = ""
    WHOLE: ClassVar[str] = ""
    """The field that the kind key's value is; empty where the value is keys for all fields."""
    BESIDE: ClassVar[tuple[str, ...]] = ()
    """Keys of its own that are beside the kind key, where the kind key's value is one field."""

    READ_AS: ClassVar[tuple[type[Struct], ...]] = ()
    """What the kind key's value is read as first, where its keys are not those of a field."""

    def compose(self, composer: "Composer") -> Iterator[document.Node]:
        """The block's nodes in the Document."""
        raise NotImplementedError(self.KIND)


class StepCounter(Struct):
    """Counts the steps of one section; all composers of the section share it."""

    last: int = 0
    """The number of the last step that was composed; 0 if there is none."""


class TextWithLabel(Struct, frozen=True):
    """A text with a label before it."""

    label: str
    text: Text
    strong: bool = False
    """All of it is bold."""


class Composer(Protocol):
    """What a block needs to become nodes of the Document; `compose.composer` is it."""

    def leaf(self, role: str, text: Text, prefix: tuple[Title, ...] = (), *, whole: bool = False) -> document.Leaf:
        """A text that was selected and personalised, as a leaf in a role."""

    def definition(self, role: str, text: Text, *, whole: bool = False) -> document.Leaf:
        """A text that has a label beside or above it: a blank that is all of the text fills its line."""

    def words(self, role: str, text: str, span: Span, *, strong: bool = False) -> document.Leaf:
        """Words of the program's own as a leaf."""

    def word(self, key: str) -> str:
        """A built-in word in the document's language."""

    @property
    def colon(self) -> str:
        """What is between a label and what it is the label of, in the document's language."""

    def item_number(self, number: int) -> str:
        """The number of an item, before it, in the document's digits."""

    @property
    def emergency_number(self) -> str | None:
        """The number of the emergency services; None where it isn't known."""

    def tick_box(self) -> document.TickBox:
        """A box to tick, the next in reading order."""

    def imprint(self, row: str, span: Span) -> document.Definition | None:
        """What the document says of itself in a row of the block `about`; None if neither topic nor clinic says it."""

    def nodes(self, blocks: tuple[Block, ...]) -> tuple[document.Node, ...]:
        """The nodes of several blocks, in order."""

    def paragraphs(self, role: str, text: Text, block: Node) -> Iterator[document.Node]:
        """The paragraphs of a text."""

    def heading(self, title: Title, block: Node, before: str = "") -> document.Heading:
        """A heading of the present level, with a sign before it where one is given."""

    def link(self, role: str, url: str, span: Span) -> document.Leaf:
        """An address as a leaf that is a link to it."""

    def joined(self, role: str, texts: list[Title | None], prefix: tuple[Title, ...], span: Span) -> document.Leaf:
        """A name and further short texts as one leaf: the name bold, the others whole, each on its line in a column."""

    def labelled(self, role: str, texts: list[TextWithLabel], span: Span) -> document.Leaf:
        """Texts as one leaf, each with its label before it."""

    def inside(self, role: str) -> "Composer":
        """A composer whose running text is in another role: that of a callout."""

    @property
    def in_callout(self) -> bool:
        """Whether what is composed is in a callout."""

    def in_cell(self, role: str) -> "Composer":
        """A composer whose running text and items are in the role of a cell."""

    def below(self) -> "Composer":
        """A composer one heading level down."""

    def picture(self, file: str, span: Span) -> document.Picture:
        """An image of the workspace, opened and checked."""

    def target(self, name: str | None) -> str | None:
        """An id as links of the document know it; the same, save where the document has several topics."""

    def key(self) -> int:
        """The next number in reading order."""

    @property
    def steps(self) -> StepCounter:
        """The counter of this section's steps."""

    @property
    def items(self) -> str:
        """The role of lists' items."""

    @property
    def decimal_sign(self) -> str:
        """The sign before decimals in the document's language."""

    @property
    def scale(self) -> float:
        """How much larger the text is than at the standard size."""

    @property
    def stacked(self) -> bool:
        """Whether tables of more than three columns are set as blocks of label and value."""
