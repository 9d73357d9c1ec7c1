"""The structure that a translation must have: which values of its original are texts, and which keys it must repeat."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from handout.content.authored_texts import authored_texts
from handout.content.topic import Fragment, Topic, TranslationHead, Vocabulary
from handout.diagnostics import Span
from handout.source.fields import fields_of
from handout.source.values import Mapping, Scalar, Sequence, Value

FROM_ORIGINAL = frozenset(
    ("audience", "when", "if-unknown", "codes", "exempt", "budget", "updated", "authors", "number")
)
"""Keys that a translation must not have: who reads a text, and settings that are the same in every language."""
OPTIONAL = "sources"
"""The key of sources, which needn't be translated: titles of works may stay as they are."""


class TextShape:
    """Says of each value of an original whether it is a text, and whether a translation must have it."""

    def __init__(self, texts: Iterable[Span], audiences: Collection[str], kinds: Collection[str]) -> None:
        self._texts, self._audiences, self._kinds = frozenset(texts), frozenset(audiences), frozenset(kinds)
        self._with_texts: dict[int, tuple[Value, bool]] = {}

    @classmethod
    def of(cls, original: Topic | Fragment, known: Vocabulary) -> TextShape:
        """The shape of a topic or a fragment."""
        return cls((text.span for text in authored_texts(original)), known.audiences, known.kinds)

    def is_text(self, value: Value) -> bool:
        """Whether a value is a text, or texts by audience."""
        if value.span not in self._texts or isinstance(value, Sequence):
            return False
        return isinstance(value, Scalar) or all(key.text in self._audiences for key, _ in value.entries)

    def has_text(self, value: Value) -> bool:
        """Whether a value contains a text to translate, or a block that the translation must have."""
        _, found = self._with_texts.get(id(value), (value, None))
        if found is None:
            below: Iterable[Value] = ()
            if isinstance(value, Sequence):
                below = value.items
            elif isinstance(value, Mapping):
                below = (item for _, item in value.entries)
            found = bool(self.kinds_of(value)) or self.is_text(value) or any(map(self.has_text, below))
            # Kept with the value itself, so that no other value can get its id.
            self._with_texts[id(value)] = value, found
        return found

    def needs(self, key: Scalar, value: Value) -> bool:
        """Whether a translation must have a key of the original; the caller decides about `OPTIONAL`."""
        if key.text in FROM_ORIGINAL:
            return False
        return self.has_text(value) or key.text == "id" or key.text in self._kinds

    def entries(self, value: Mapping) -> Iterator[tuple[Scalar, Value]]:
        """The keys of a mapping of the original that a translation must have, with their values."""
        return ((key, item) for key, item in value.entries if self.is_text(value) or self.needs(key, item))

    def kinds_of(self, value: Value) -> list[str]:
        """The kind of a block; empty for any other value."""
        return [key.text for key, _ in value.entries if key.text in self._kinds] if isinstance(value, Mapping) else []

    def kind(self, value: Value) -> tuple[str, ...]:
        """What distinguishes an item of a list from others in any language: its shape, its kind, its id."""
        if not isinstance(value, Mapping):
            return (type(value).__name__,)
        return (*sorted(self.kinds_of(value)), self.name(value))

    def name(self, value: Value) -> str:
        """The id of an item; empty for none."""
        found = value.get("id") if isinstance(value, Mapping) else None
        return found.text if isinstance(found, Scalar) else ""


def without_head(value: Mapping) -> Mapping:
    """A file's keys without those that an original and its translations don't share."""
    own = ("language", "review", *fields_of(TranslationHead))
    return Mapping(tuple(entry for entry in value.entries if entry[0].text not in own), value.span)
