"""Lists of plain texts, where a single text needs no list around it."""

from typing import Annotated, Any

from handout.source.decoder import Decoder, all_read, one_or_many
from handout.source.fields import Reads
from handout.source.scalars import Plain
from handout.source.values import Value


def read_plain_texts(value: Value, reader: Decoder) -> Any:
    """A tuple of at least one text, or BAD."""
    found = all_read(reader.read(Plain, item) for item in one_or_many(value))
    if found == ():
        return reader.say(value, "the list is empty", "write its items, or take out the key", "empty")
    return found


AddressLines = Annotated[
    tuple[str, ...],
    Reads(read_plain_texts, lambda _: {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
