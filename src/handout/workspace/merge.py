"""A translation's texts put into the structure of its original.

The result has the original's keys, ids, kinds, audiences and conditions, and nothing of these is ever taken from the
translation: so whoever may read a text of the original may read it in the translation, and nobody else.  It is built
of plain values, before anything is decoded, so that a translation is decoded, selected and scanned like any other file.
"""

from __future__ import annotations

from handout.diagnostics import Diagnostic, Span, counted
from handout.source.decoder import shown
from handout.source.values import Mapping, Scalar, Sequence, Value, suggestion
from handout.workspace.text_shape import FROM_ORIGINAL, OPTIONAL, TextShape


class Merge:
    """Puts the texts of one file into the structure of another, and notes where the two differ."""

    def __init__(self, shape: TextShape) -> None:
        self._shape = shape
        self.problems: list[Diagnostic] = []
        self.places: dict[Span, Span] = {}
        """For each block of the original where the translation has it."""

    def merged(self, original: Value, given: Value) -> Value:
        """The original with the texts of a translation; where one is missing the problem is noted."""
        if self._shape.is_text(original):
            return self._text(original, given)
        match original:
            case Mapping():
                return self._mapping(original, given)
            case Sequence():
                return self._sequence(original, given)
            case Scalar():
                return self._setting(original, given)

    def _text(self, original: Value, given: Value) -> Value:
        if isinstance(original, Scalar):
            return self._one_text(original, given)
        if not isinstance(original, Mapping) or not isinstance(given, Mapping):
            message = "the original has a text for each audience here"
            self._say(given.span, message, f"write them by audience, as at {original.span}", "translation-shape")
            return original
        found = {key.text: item for key, item in given.entries}
        for key, _ in given.entries:
            if original.get(key.text) is None:
                message = f"the original has no text for '{shown(key.text)}' here"
                self._say(key.span, message, f"take it out; the original is at {original.span}", "translation-extra")
        entries = []
        for key, item in original.entries:
            if key.text not in found:
                self._missing(given.span, f"the text for '{key.text}'", key.span)
            entries.append((key, self._one_text(item, found[key.text]) if key.text in found else item))
        return Mapping(tuple(entries), given.span)

    def _one_text(self, original: Value, given: Value) -> Value:
        if not isinstance(given, Scalar):
            message = "the original has one text here, for all its readers"
            self._say(given.span, message, f"write one text; the original is at {original.span}", "translation-shape")
            return original
        empty = isinstance(original, Scalar) and not original.text.strip()
        if empty and given.text.strip():
            hint = f'write ""; the original is at {original.span}'
            self._say(given.span, "the original is empty here", hint, "translation-extra")
        elif not empty and (given.null or not given.text.strip()):
            hint = f"write the text in its language; the original is at {original.span}"
            self._say(given.span, "this isn't translated yet", hint, "untranslated")
        else:
            return given
        return original

    def _mapping(self, original: Mapping, given: Value) -> Value:
        if not isinstance(given, Mapping):
            named = ", ".join(f"'{key.text}'" for key, item in original.entries if self._shape.has_text(item))
            message = f"the original has {named or 'keys'} here"
            self._say(given.span, message, f"write the same keys as at {original.span}", "translation-shape")
            return original
        found = {key.text: (key, item) for key, item in given.entries}
        for key, _ in given.entries:
            self._known(key, original)
        kinds = self._shape.kinds_of(original)
        self.places |= {
            key.span: found[key.text][0].span for key, _ in original.entries if key.text in kinds and key.text in found
        }
        entries = [(key, self._entry(key, item, found.get(key.text), given.span)) for key, item in original.entries]
        return Mapping(tuple(entries), original.span)

    def _known(self, key: Scalar, original: Mapping) -> None:
        """Notes a key that a translation can't have, or that isn't in its original."""
        if key.text in FROM_ORIGINAL:
            message = f"'{key.text}' comes from the original"
            hint = "take it out: a translation can't change who reads a text"
            self._say(key.span, message, hint, "translation-widens" if key.text == "audience" else "translation-key")
        elif original.get(key.text) is None:
            names = [name.text for name, _ in original.entries if name.text not in FROM_ORIGINAL]
            hint = suggestion(key.text, names) or f"take it out; the original is at {original.span}"
            self._say(key.span, f"the original has no '{shown(key.text)}' here", hint, "translation-extra")

    def _entry(self, key: Scalar, original: Value, given: tuple[Scalar, Value] | None, where: Span) -> Value:
        if key.text in FROM_ORIGINAL:
            return original
        needed = self._shape.needs(key, original)
        if given is None:
            if needed and key.text != OPTIONAL:
                self._missing(where, f"'{key.text}'", key.span)
            return original
        return self.merged(original, given[1])

    def _sequence(self, original: Sequence, given: Value) -> Value:
        if not isinstance(given, Sequence):
            message = "the original has a list here"
            self._say(given.span, message, f"begin each item with '- ', as at {original.span}", "translation-shape")
            return original
        if len(given.items) != len(original.items):
            self._counted(original, given)
            return original
        return Sequence(
            tuple(self.merged(item, own) for item, own in zip(original.items, given.items, strict=True)), original.span
        )

    def _counted(self, original: Sequence, given: Sequence) -> None:
        """Note that a list has too few or too many items, at the first that differs in kind or id, if one does."""
        count, own = len(original.items), len(given.items)
        pairs = zip(original.items, given.items, strict=False)
        kind = self._shape.kind
        at = next((n for n, (item, one) in enumerate(pairs) if kind(item) != kind(one)), min(count, own))
        message = f"the original has {counted(count, 'item')} in this list, the translation {own}"
        if at < count:
            hint = f"look at number {at + 1}: the original has {self._called(original.items[at])} there"
            hint += f", at {original.items[at].span}"
        else:
            hint = f"the original ends before number {at + 1}; its list is at {original.span}"
        where = given.items[at].span if at < own else given.span
        self._say(where, message, hint, "translation-extra" if own > count else "translation-missing")

    def _called(self, value: Value) -> str:
        kinds = self._shape.kinds_of(value)
        name = self._shape.name(value)
        return " ".join(filter(None, (*(f"'{kind}'" for kind in kinds), f"'{name}'" if name else ""))) or "an item"

    def _setting(self, original: Scalar, given: Value) -> Value:
        """A value that is no text is the original's; if the translation repeats it, it must be the same."""
        if not isinstance(given, Scalar) or given.text != original.text:
            message = f"this is no text, and is '{shown(original.text)}' in the original"
            self._say(given.span, message, f"write it as at {original.span}", "translation-key")
        return original

    def _missing(self, where: Span, what: str, original: Span) -> None:
        self._say(where, f"{what} is missing here", f"the original has it at {original}", "translation-missing")

    def _say(self, span: Span, message: str, hint: str, code: str) -> None:
        self.problems.append(Diagnostic(span, message, hint, code))
