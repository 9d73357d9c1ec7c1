"""Sections and their bodies: blocks as they are read from a file, each of one kind."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar

from handout import document
from handout.content.icons import IconName, before_title
from handout.content.nodes import Block, Composer
from handout.content.other_names import hint_alone, hint_for
from handout.content.texts import Title
from handout.source.decoder import BAD, Decoder, all_read, shown
from handout.source.fields import Doc, Reads, fields_of
from handout.source.values import Mapping as Entries
from handout.source.values import Scalar, Sequence, Value, suggestion

COMMON = tuple(fields_of(Block))
"""The keys that every block may have; a kind with a label of its own has no `label`."""


def read_block(value: Value, reader: Decoder) -> Any:
    """A mapping with exactly one kind key and common keys as a block."""
    kinds: Mapping[str, type[Block]] = reader.known.kinds
    if isinstance(value, Scalar) and not value.null:
        hint = hint_alone(value.text) or "write '- text: …'"
        return reader.say(value, "expected a block, found text", hint, "block")
    if not isinstance(value, Entries):
        return reader.say(value, "expected a block", "write '- text: …'", "block")
    named = [key for key, _ in value.entries if key.text in kinds]
    if len(named) != 1:
        return _not_one_kind(value, named, reader)
    key = named[0]
    kind = kinds[key.text]
    common = {k: v for k, v in value.entries if k is not key}
    found: dict[str, Any] = {}
    fields = fields_of(kind)
    taken = beside(kind)
    strange = [name for name in common if name.text not in taken]
    for name in strange:
        _strange(name, kind, reader)
    for name, item in common.items():
        if name.text in taken:
            found[fields[name.text].name] = reader.read(fields[name.text].type, item, fields[name.text].extras)
    content = next(item for k, item in value.entries if k is key)
    block = _kind(kind, content, reader, {"span": key.span, **found})
    return BAD if strange or BAD in found.values() else block


def beside(kind: type[Block]) -> tuple[str, ...]:
    """The keys that may be beside a block's kind."""
    common, fields = fields_of(Block), fields_of(kind)
    return (*(key for key in COMMON if key in fields and fields[key].name == common[key].name), *kind.BESIDE)


def _strange(key: Scalar, kind: type[Block], reader: Decoder) -> None:
    """A key that can't be beside a block's kind; one of the block's own was probably meant to be below it."""
    if kind.WHOLE or key.text not in fields_of(kind):
        reader.unknown_key(key, [*beside(kind)])
    else:
        message = f"'{key.text}' is beside '{kind.KIND}', not below it"
        reader.say(key, message, f"indent it further than '{kind.KIND}'", "unknown-key")


def _kind(kind: type[Block], content: Value, reader: Decoder, found: dict[str, Any]) -> Any:
    given = {name: None if item is BAD else item for name, item in found.items()}
    if not kind.WHOLE:
        for field in fields_of(Block).values():
            given.setdefault(field.name, None)
        return reader.struct(kind, content, **given)
    field = fields_of(kind)[kind.WHOLE.replace("_", "-")]
    whole = reader.read(field.type, content, field.extras)
    if whole is BAD:
        return BAD
    if whole == ():
        return reader.say(content, f"'{kind.KIND}' is empty", "write what it holds, or take it out", "empty")
    make: Any = kind
    made = make(**given, **{field.name: whole})
    return made.checked(reader) if hasattr(made, "checked") else made


def _not_one_kind(value: Entries, named: list[Scalar], reader: Decoder) -> Any:
    kinds = reader.known.kinds
    if len(named) > 1:
        words = " and ".join(f"'{key.text}'" for key in named)
        return reader.say(named[1], f"a block is of one kind, not {words}", "begin a new block with '- '", "block")
    unknown = next((key for key, _ in value.entries if key.text not in COMMON), None)
    if unknown is None:
        return reader.say(value, "a block without a kind", f"the kinds are {', '.join(sorted(kinds))}", "block")
    near = suggestion(unknown.text, kinds)
    hint = hint_for(unknown.text) or near or f"the kinds are {', '.join(sorted(kinds))}"
    return reader.say(unknown, f"unknown block '{shown(unknown.text)}'", hint, "unknown-key")


def _read_blocks(value: Value, reader: Decoder) -> Any:
    """A body: a list of at least one block; BAD when any is."""
    if not isinstance(value, Sequence):
        if isinstance(value, Scalar) and not value.null:
            return reader.say(value, "expected a list of blocks, found text", "write '- text: …'", "expected-list")
        return reader.say(value, "expected a list of blocks", "begin each with '- '", "expected-list")
    blocks = [read_block(item, reader) for item in value.items]
    if not blocks:
        return reader.say(value, "the body is empty", "write its blocks, each with a dash, as - text: …", "empty")
    return all_read(blocks)


Blocks = Annotated[tuple[Block, ...], Reads(_read_blocks, lambda known: {"$ref": "#/$defs/blocks"})]


class Section(Block, frozen=True, kw_only=True):
    """A section, or inside one a subsection: a title and a body."""

    KIND: ClassVar[str] = "section"
    title: Annotated[Title, Doc("Its heading; best a question in the reader's words.")]
    icon: Annotated[IconName | None, Doc("A sign before its title, by name: pill.")] = None
    body: Annotated[Blocks, Doc("Its blocks, each with a dash, as - text: …")]

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """A part with its heading first."""
        heading = composer.heading(self.title, self, before_title(self.icon))
        yield document.Section(children=(heading, *composer.below().nodes(self.body)), id=composer.target(self.id))
