"""`bullets`, `steps` and `checklist`: lists whose items may hold blocks, and one list more."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from handout import document
from handout.content.icons import IconName
from handout.content.nodes import Block, Composer, Node
from handout.content.sections import Blocks
from handout.content.texts import Text
from handout.inline.icons import ICONS
from handout.source.decoder import BAD, Decoder, all_read, shown
from handout.source.fields import Doc, Reads, fields_of
from handout.source.values import LONGER_DASHES, Mapping, Scalar, Sequence, Value, suggestion


def _read_items(value: Value, reader: Decoder) -> Any:
    if not isinstance(value, Sequence):
        longer = isinstance(value, Scalar) and value.text.startswith(tuple(LONGER_DASHES))
        hint = "begin each item with '- '" + (", a hyphen: word processors make a longer dash of it" if longer else "")
        return reader.say(value, "expected a list of items", hint, "expected-list")
    return all_read(_read_item(item, reader) for item in value.items)


def _read_item(value: Value, reader: Decoder) -> Any:
    """Inline text, texts by audience, or `{text, …}` with the common keys."""
    if isinstance(value, Mapping) and not _by_audience(value, reader):
        if (block := _block(value, reader)) is not None:
            hint = f"blocks of an item are in its 'body': '- text: …', and below it 'body:' with '- {block.text}: …'"
            return reader.say(block, f"an item has no '{block.text}' of its own", hint, "unknown-key")
        if len(value.entries) == 1 and (key := value.entries[0][0]).text not in fields_of(Item):
            message = f"expected an item, found the key '{shown(key.text)}'"
            known = (*fields_of(Item), *reader.known.audiences)
            hint = suggestion(key.text, known) or "a colon makes a key: quote the text"
            return reader.say(key, message, hint, "expected-text")
        item = reader.struct(Item, value)
        if item is not BAD and item.bullets and item.steps:
            return reader.say(value, "an item holds one list: bullets or steps", code="nested-lists")
        return item if item is BAD else with_icons_in_place(item, item.steps, reader)
    text = reader.read(Text, value)
    return BAD if text is BAD else Item(text=text, span=value.span)


def _block(value: Mapping, reader: Decoder) -> Scalar | None:
    """The key of a block that is written as an item or beside its text; a text with a colon may begin so, too."""
    blocks = (key for key, item in value.entries if key.text in reader.known.kinds and not isinstance(item, Scalar))
    return next((key for key in blocks if key.text not in fields_of(Item)), None)


def with_icons_in_place(node: Any, items: "tuple[Item, ...]", reader: Decoder) -> Any:
    """The node; BAD where an item of a list without discs has an icon."""
    for item in items:
        if item.icon is not None:
            hint = "write it in the text: {{ icon." + item.icon + " }}"
            node = reader.say(item.span, "only an item of 'bullets' has an icon in place of its mark", hint, "icon")
    return node


def _by_audience(value: Mapping, reader: Decoder) -> bool:
    return bool(value.entries) and all(key.text in reader.known.audiences for key, _ in value.entries)


def _schema(_: Any) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/item"}}


Items = Annotated[tuple["Item", ...], Reads(_read_items, _schema)]


class Item(Node, frozen=True, kw_only=True):
    """One item of a list."""

    text: Annotated[Text, Doc("Its text.")]
    icon: Annotated[IconName | None, Doc("A sign in place of the disc, by name: pill.")] = None
    body: Annotated[Blocks, Doc("Blocks under its text, as a paragraph or a figure.")] = ()
    bullets: Annotated["tuple[Item, ...]", Reads(_read_items, _schema), Doc("A list inside it.")] = ()
    steps: Annotated["tuple[Item, ...]", Reads(_read_items, _schema), Doc("A numbered list inside it.")] = ()

    OPTIONAL: ClassVar[tuple[str, ...]] = ("body", "bullets", "steps")


def listing(
    kind: document.ListKind,
    items: tuple[Item, ...],
    block: Node,
    composer: Composer,
    first: int = 1,
) -> document.List:
    """A list with what is in its items; `first` is the number of the first one."""
    return document.List(
        kind=kind,
        items=tuple(_item(kind, n, item, composer) for n, item in enumerate(items, first)),
        role=composer.items,
        id=composer.target(block.id),
    )


def _item(kind: str, number: int, item: Item, composer: Composer) -> document.Item:
    label = None
    if kind in ("disc", "decimal"):
        disc = kind == "disc"
        sign = ICONS[item.icon] if item.icon else "•"
        label = composer.words(composer.items, sign if disc else composer.item_number(number), item.span, strong=disc)
    box = composer.tick_box() if kind == "check" else None
    leaf = composer.leaf(composer.items, item.text, item.labels)
    below = composer.inside(composer.items).nodes(item.body)
    introduces = bool(below) and not isinstance(below[0], document.Paragraph | document.Hung)
    children: list[document.Node] = [document.Paragraph(leaf=leaf, keep_with_next=introduces), *below]
    if item.bullets:
        children.append(listing("check" if kind == "check" else "disc", item.bullets, _unnamed(item), composer))
    if item.steps:
        children.append(listing("decimal", item.steps, _unnamed(item), composer))
    return document.Item(label=label, box=box, children=tuple(children), id=composer.target(item.id))


def _unnamed(item: Item) -> Node:
    """The nested list's own node: its id is the item's already."""
    return Node(span=item.span)


class Bullets(Block, frozen=True, kw_only=True):
    """A list whose order doesn't matter."""

    KIND: ClassVar[str] = "bullets"
    WHOLE: ClassVar[str] = "items"
    items: Annotated[Items, Doc("Its items.")]

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """A list with discs."""
        yield listing("disc", self.items, self, composer)


class Steps(Block, frozen=True, kw_only=True):
    """A list in order, numbered."""

    KIND: ClassVar[str] = "steps"
    WHOLE: ClassVar[str] = "items"
    BESIDE: ClassVar[tuple[str, ...]] = ("continue",)
    items: Annotated[Items, Doc("Its items.")]
    continue_: Annotated[bool, Doc("true: its numbers go on from the steps before, in the same section.")] = False

    def checked(self, reader: Decoder) -> Any:
        """BAD for an item with an icon."""
        return with_icons_in_place(self, self.items, reader)

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """A list with numbers, which count what is printed."""
        before = composer.steps.last if self.continue_ else 0
        yield listing("decimal", self.items, self, composer, before + 1)
        composer.steps.last = before + len(self.items)


class Checklist(Block, frozen=True, kw_only=True):
    """A list with a box to tick for each item."""

    KIND: ClassVar[str] = "checklist"
    WHOLE: ClassVar[str] = "items"
    items: Annotated[Items, Doc("Its items.")]

    def checked(self, reader: Decoder) -> Any:
        """BAD for an item with an icon."""
        return with_icons_in_place(self, self.items, reader)

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """A list with boxes."""
        yield listing("check", self.items, self, composer)
