"""The kinds of block: a file each, found by itself; adding a kind is adding a file.

A kind is a frozen subclass of `Block` in a module of this package:

- `KIND` is the key that an author writes.  `WHOLE` names the field that the key's value is, if the value isn't a
  mapping of all fields.
- The annotations of its fields say what may be written: a type, and `Doc`, `Range` or `Reads`.  The decoder reads the
  block by them, and the JSON Schema for editors is made from them.
- `checked` is for a rule over several fields.  It notes a problem and gives `BAD`, or gives the block.
- `compose` gives the nodes of the Document.

Text that a reader sees is in fields of type `Text`, or in a tuple of `Node` (an item, a row).  `content.walk` finds it
there, so `select`, `personalise` and the checks need no change.  docs/contributing.md adds a block as an example.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct

from handout.content.nodes import Block
from handout.content.sections import Section
from handout.content.texts import Text
from handout.content.topic import Fragment, Topic
from handout.source.fields import fields_of


@cache
def kinds() -> Mapping[str, type[Block]]:
    """Every kind of block by the key that an author writes."""
    found: dict[str, type[Block]] = {Section.KIND: Section}
    # `pkgutil` would list the modules, but it imports `inspect`, which takes longer than all of them.
    for name in sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py")):
        for value in vars(import_module(f"{__name__}.{name}")).values():
            if isinstance(value, type) and issubclass(value, Block) and value.KIND:
                found[value.KIND] = value
    return found


@cache
def keys() -> frozenset[str]:
    """Every key that a topic or a fragment may have, wherever it is: no audience may be named like one.

    Where a text may be, texts by audience may be, too, and `{text: …}` is one of these two.
    """
    found: dict[type[Struct], None] = {}
    waiting: list[Any] = [Topic, Fragment, *kinds().values()]
    waiting += (part for kind in kinds().values() for part in kind.READ_AS)
    while waiting:
        kind = waiting.pop()
        if kind not in found:
            found[kind] = None
            waiting += (inner for field in fields_of(kind).values() for inner in _structs(field.type))
    return frozenset((*kinds(), *(key for kind in found for key in fields_of(kind))))


def _structs(annotation: Any) -> Iterator[type[Struct]]:
    """The types with keys of their own in an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, Struct) and not issubclass(annotation, Text):
        yield annotation
    for part in get_args(annotation):
        yield from _structs(part)
