"""Makes typed values from values with places: a type's annotations say what may be written; problems are noted.

A type for which annotations aren't enough reads itself: it has the class methods `__read__(value, reader)` and
`__schema__`.  A rule about several fields is the type's method `checked(reader)`, which returns the completed value or
`BAD`.  A value that can't be read becomes `BAD`, and reading goes on, so that one run reports every problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as MappingABC
from typing import Any, Final, Literal, get_args, get_origin

import msgspec
from msgspec import Struct

from handout.diagnostics import Diagnostic, Span
from handout.source import units
from handout.source.fields import FieldInfo, Least, Range, Reads, fields_of, unwrapped
from handout.source.key_synonyms import hint_for_key, meant_key
from handout.source.scalars import IDENTIFIER, LONGEST_ID, TEXTS, Identifier, Language, Located, Name, Plain, boolean
from handout.source.values import Mapping, Scalar, Sequence, Value, suggestion

BAD: Final[Any] = msgspec.UNSET
"""In place of a value that can't be read; its problem is already noted."""


def all_read(found: Iterable[Any]) -> Any:
    """The values as a tuple; BAD if one of them is BAD."""
    values = tuple(found)
    return BAD if any(value is BAD for value in values) else values


def one_or_many(value: Value) -> tuple[Value, ...]:
    """The items of a list, or the one value that is written without a list."""
    return value.items if isinstance(value, Sequence) else (value,)


class Decoder:
    """Reads values and notes their problems; `known` has the facts that the types' own readers need."""

    def __init__(self, known: Any = None) -> None:
        self.problems: list[Diagnostic] = []
        self.known = known

    def say(self, where: Span | Value, message: str, hint: str = "", code: str = "value") -> Any:
        """Note a problem; returns BAD, which the caller can return."""
        span = where if isinstance(where, Span) else where.span
        self.problems.append(Diagnostic(span, message, hint, code))
        return BAD

    def read(self, kind: Any, value: Value, extras: tuple[Any, ...] = ()) -> Any:
        """The value as its type, or BAD."""
        kind, more = unwrapped(kind)
        return self._unwrapped(kind, value, extras + more)

    def _unwrapped(self, kind: Any, value: Value, extras: tuple[Any, ...]) -> Any:
        for extra in extras:
            if isinstance(extra, Reads):
                return extra.read(value, self)
        if hasattr(kind, "__read__"):
            return kind.__read__(value, self)
        origin = get_origin(kind)
        if origin is Literal:
            return self.choice(value, get_args(kind))
        if origin is tuple:
            return self.sequence(value, get_args(kind)[0])
        if origin in (dict, MappingABC):
            return self.mapping(value, *get_args(kind))
        if isinstance(kind, type) and issubclass(kind, Struct):
            return self.struct(kind, value)
        return self._scalar(kind, value, extras)

    def struct(self, kind: type[Struct], value: Value, **given: Any) -> Any:
        """A mapping as a struct; `given` fields are not read from it."""
        known = fields_of(kind)
        if not isinstance(value, Mapping):
            hint = _shape([field for field in known.values() if field.name not in given], value)
            return self.say(value, f"expected keys and values, not {_called(value)}", hint, "expected-mapping")
        if problem := _written_as_pair(kind, value, known):
            return self.say(value, *problem, "unknown-key")
        found: dict[str, Any] = dict(given)
        for key, item in value.entries:
            field = known.get(key.text)
            if field is None or field.name in given:
                self.unknown_key(key, [k for k, f in known.items() if f.name not in given], item)
            else:
                found[field.name] = self._unwrapped(field.type, item, field.extras)
        for field in known.values():
            if field.required and field.name not in found:
                self.say(value, f"'{field.key}' is missing", field.advice, "missing-key")
                found[field.name] = BAD
        if any(item is BAD for item in found.values()):
            return BAD
        if "span" in kind.__struct_fields__:
            found.setdefault("span", value.span)
        made = kind(**found)
        return made.checked(self) if hasattr(made, "checked") else made

    def unknown_key(self, key: Scalar, known: list[str], item: Value | None = None) -> None:
        """Note a key that isn't one of the known ones; its value shows whether it was meant as a key."""
        meant = meant_key(key.text, known)
        hint = f"did you mean '{meant}'?" if meant else suggestion(key.text, known)
        hint = hint_for_key(key.text, known) or hint or f"the keys are {', '.join(sorted(known))}"
        if item is not None and item.span == key.at(len(key.text)):
            hint = "a comma between braces begins a new key: put text with a comma in quotes"
        self.say(key, f"unknown key '{shown(key.text)}'", hint, "unknown-key")

    def sequence(self, value: Value, kind: Any) -> Any:
        """A list of one type; BAD when any item is."""
        if not isinstance(value, Sequence):
            message, hint = f"expected a list, not {_called(value)}", "begin each item with '- '"
            if isinstance(value, Scalar) and "," in value.text:
                hint = f"{hint}, or put them in brackets: [a, b]"
            if isinstance(value, Mapping) and (pair := getattr(kind, "PAIR", ())):
                hint = f"write each as '- {{{pair[0]}: …, {pair[1]}: …}}'"
            return self.say(value, message, hint, "expected-list")
        return all_read(self.read(kind, item) for item in value.items)

    def mapping(self, value: Value, key_type: Any, kind: Any) -> Any:
        """A mapping of any names to values of one type; BAD when any name or value is."""
        if not isinstance(value, Mapping):
            return self.say(value, f"expected keys and values, not {_called(value)}", code="expected-mapping")
        found: dict[Any, Any] = {}
        places: dict[Any, Span] = {}
        for key, item in value.entries:
            name = self.read(key_type, key)
            if name is not BAD and self.twice(key, name, places):
                name = BAD
            found[name] = self.read(kind, item)
            if name is BAD or found[name] is BAD:
                found[BAD] = BAD
        return BAD if BAD in found else found

    def twice(self, key: Scalar, name: str, places: dict[str, Span]) -> bool:
        """Whether a name is among those read before, as `age-group` beside `age_group`: the first would be lost."""
        if (first := places.setdefault(name, key.span)) is key.span:
            return False
        hint = "names that differ only in '-', '_' and spaces are the same: keep one"
        self.say(key, f"'{name}' is written twice, first in line {first.line}", hint, "duplicate-key")
        return True

    def choice(self, value: Value, allowed: tuple[str, ...], what: str = "value") -> Any:
        """One of several words; BAD, with the words in the message, when it isn't."""
        text = self.text(value, word=True)
        if text is BAD or text in allowed:
            return text
        hint = suggestion(text, allowed) or (f"write '{allowed[0]}', or take the key out" if not allowed[1:] else "")
        return self.say(value, f"unknown {what} '{shown(text)}', expected {_listed(allowed)}", hint, "unknown-value")

    def text(self, value: Value, *, word: bool = False) -> Any:
        """The text of a scalar; an empty value, a mapping or a list is reported with its likely cause.

        A `word` is a name, a number or one of a few words: what would be none in quotes either.
        """
        quote = "quote the text"
        match value:
            case Scalar() if value.null:
                return self.say(value, "expected text, found nothing", "write the text, or take out the key", "empty")
            case Scalar():
                return value.text
            case Mapping():
                hint = "write one value here, without a key" if word else f"a colon makes a key: {quote}"
                return self.say(value, "expected text, found keys and values", hint, "expected-text")
            case Sequence():
                hint = "write one value here, without brackets or '- '" if word else quote
                return self.say(value, "expected text, found a list", hint, "expected-text")

    def _scalar(self, kind: Any, value: Value, extras: tuple[Any, ...]) -> Any:
        text = self.text(value, word=kind not in (str, Plain))
        if text is BAD:
            return BAD
        try:
            if kind is bool:
                return boolean(text)
            if kind in (int, float):
                return self._number(kind, value, text, extras)
            read = TEXTS[kind](text)
        except ValueError as error:
            return self.say(value, str(error), _advice(kind, text), code="value")
        if isinstance(read, Located):
            read.span = value.span
        least = next((extra for extra in extras if isinstance(extra, Least)), None)
        if least and read < units.length(least.length):
            return self.say(value, f"at least {least.length} is needed here", least.why, "out-of-range")
        return read

    def _number(self, kind: Any, value: Value, text: str, extras: tuple[Any, ...]) -> Any:
        pattern = r"-?[0-9]{1,9}" if kind is int else r"-?[0-9]{1,9}(\.[0-9]{1,9})?"
        if not re.fullmatch(pattern, text):
            return self.say(value, f"expected a {'whole ' if kind is int else ''}number", code="number")
        number = kind(text)
        bounds = next((extra for extra in extras if isinstance(extra, Range)), None)
        if bounds and not bounds.least <= number <= bounds.most:
            return self.say(value, f"expected a number from {bounds.least:g} to {bounds.most:g}", code="out-of-range")
        return number


def _shape(known: list[FieldInfo], value: Value) -> str:
    """How keys and values are written: the required keys, or if there are none the first key, or that of a number."""
    wanted = [field.key for field in known if field.required]
    if not wanted and isinstance(value, Scalar) and value.text.isdigit():
        wanted = [field.key for field in known if field.type is int][:1]
    wanted = wanted or [field.key for field in known[:1]]
    return f"write {{{', '.join(f'{key}: …' for key in wanted)}}}" if wanted else ""


def _written_as_pair(kind: type[Struct], value: Mapping, known: MappingABC[str, FieldInfo]) -> tuple[str, str] | None:
    """The problem of a label that is written as the key of its text, as `- When: today`, in place of two keys."""
    pair: tuple[str, ...] = getattr(kind, "PAIR", ())
    if not pair or len(value.entries) != 1 or (key := value.entries[0][0]).text in known:
        return None
    label = key.text if re.fullmatch(r"\w[\w .-]{0,39}", key.text) else "…"
    message = f"expected '{pair[0]}' and '{pair[1]}', found the key '{shown(key.text)}'"
    return message, f"write {{{pair[0]}: {label}, {pair[1]}: …}}"


def _advice(kind: Any, text: str) -> str:
    """A hint about what was probably meant by a text that isn't of its kind; empty if that isn't known."""
    meant = ""
    if kind is Identifier and not text:
        return "write the id, or take out the key"
    if kind is Identifier and len(text) <= LONGEST_ID:
        # A file is named here by its id alone.
        text = re.sub(r"\A(?:.*[/\\])?(?:layouts|content|fragments)[/\\]|\.ya?ml\Z", "", text)
        meant = re.sub(r"[^a-z0-9_]+", "-", text.lower()).strip("-_")
        meant = meant if IDENTIFIER.fullmatch(meant) else ""
    elif kind is Name and len(text) <= LONGEST_ID:
        meant = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
        meant = meant if IDENTIFIER.fullmatch(meant) else ""
    elif kind is Language:
        from handout.source.languages import language_named

        meant = language_named(text)
    return f"did you mean '{meant}'?" if meant else ""


def shown(text: str) -> str:
    """A word of the input as a message may quote it: short, and on one line."""
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"


def _called(value: Value) -> str:
    match value:
        case Scalar():
            return "nothing" if value.null else "text"
        case Sequence():
            return "a list"
        case Mapping():
            return "keys and values"


def _listed(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
