"""Several topics as one Document: each a part that begins on a page of its own, under one header and footer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from handout import document as tree
from handout.compose.headers_footers import COUNTS
from handout.content.reviews import least_reviewed, reviews
from handout.content.texts import Title
from handout.diagnostics import Span
from handout.inline.expressions import Expression
from handout.inline.runs import Words
from handout.select import Selection

SEPARATOR = "; "


def cover(selections: Sequence[Selection]) -> Selection:
    """What headers and footers are composed from: the first topic, with all titles and the least review of all."""
    first = selections[0].topic
    words = SEPARATOR.join(selection.topic.title.text for selection in selections)
    title = Title(choices=(("", ((Words(words),),)),), span=first.title.span)
    review = least_reviewed([review for selection in selections for review in reviews(selection.topic)])
    return replace(selections[0], topic=replace(first, title=title, review=review))


def together(documents: Sequence[tree.Document], names: Sequence[str], furniture: tree.Document) -> tree.Document:
    """The documents of topics, by their names, as parts of one that has the furniture's title, header and footer."""
    parts, offset = [], 0
    for name, document in zip(names, documents, strict=True):
        moved = _Move(offset, f"{name}.")
        parts.append(tree.Section(children=moved(document.body), starts_page=True))
        offset = moved.next
    moved = _Move(offset, "")
    bands = {name: moved(getattr(furniture, name)) for name in ("header", "first_header", "footer")}
    date = max(document.date for document in documents)
    return replace(documents[0], title=furniture.title, body=tuple(parts), date=date, **bands)


class _Move:
    """Moves a tree in among others: its keys go on from theirs, and its targets are known by its topic too."""

    def __init__(self, offset: int, prefix: str) -> None:
        self._offset, self._prefix = offset, prefix
        self.next = offset

    def __call__(self, value: Any) -> Any:
        """The same elsewhere."""
        if isinstance(value, tuple):
            return tuple(map(self, value))
        if not isinstance(value, Struct) or isinstance(value, Span | Expression | tree.Picture):
            return value
        changes = {name: self._field(name, getattr(value, name)) for name in value.__struct_fields__}
        return replace(value, **changes)

    def _field(self, name: str, value: Any) -> Any:
        match name:
            case "key":
                self.next = max(self.next, self._offset + value + 1)
                return self._offset + value
            case "id" if value is not None:
                return self._prefix + value
            case "link" if value is not None and value.startswith("#"):
                return f"#{self._prefix}{value[1:]}"
            case "page_of" if value is not None and value not in COUNTS:
                return self._prefix + value
            case _:
                return self(value)
