"""Who may read which text: a walk over the plain values of the YAML files, independent of `select` and of the blocks.

Whatever has an `audience` limits all that is in it, a mapping whose keys are audiences has a text for each of them, and
a column of a table limits its cells.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from handout.diagnostics import Span
from handout.source.languages import spoken_by
from handout.source.values import Mapping as Entries
from handout.source.values import Scalar, Sequence, Value, flatten

_SETTINGS = """
    id audience when if-unknown kind file width align count blank-rows row-height row-headers language status budget
    requires use translates updated date due accessed continue pin prefix break keep left-width boxes about
"""
_UNPRINTED = frozenset(_SETTINGS.split())
"""Keys whose values are never printed as words."""
_NEVER = frozenset(("codes", "exempt"))
"""Keys whose values no patient may read: codes for restricted documents, reasons for the authors."""
_CLINIC = frozenset(("name", "address", "web", "logo", "contacts", "emergency", "feedback", "formats", "abbr"))
_DECLARED = frozenset(("fields", "facets"))


class AuthoredText(Struct, frozen=True):
    """A text as it was written, and whether this audience may read it."""

    text: str
    span: Span
    allowed: bool
    key: str = ""
    beside: Span | None = None
    """The place of the mapping whose texts may be printed in one paragraph with it; None if there is none."""


def barred(named: Collection[str] | None, audience: str) -> bool:
    """Whether a field is for other audiences only; a field that names none is for all."""
    return named is not None and audience not in named


class Oracle:
    """A workspace's files, read for one audience; with a language, fragments in it where they are translated."""

    def __init__(self, sources: Mapping[str, Value], audience: str, language: str = "") -> None:
        self._sources, self._audience, self._language = sources, audience, language
        clinic = sources["clinic.yaml"]
        named = clinic.get("audiences") if isinstance(clinic, Entries) else None
        self._audiences = {key.text for key, _ in named.entries} if isinstance(named, Entries) else set()

    def passages(self, file: str) -> Iterator[AuthoredText]:
        """Every text of a topic's file."""
        return self._walk(self._sources[file], _Surroundings(True))

    def clinic(self) -> Iterator[AuthoredText]:
        """Every text of clinic.yaml that may be printed, with the labels of fields and facets."""
        clinic = self._sources["clinic.yaml"]
        for key, value in clinic.entries if isinstance(clinic, Entries) else ():
            match value:
                case _ if key.text in _CLINIC:
                    for path, scalar in flatten(value):
                        if path[-1:] not in (("file",), ("height",)):
                            yield AuthoredText(scalar.text, scalar.span, True, key.text)
                case Entries() if key.text in _DECLARED:
                    for name, spec in value.entries:
                        if isinstance(spec, Entries):
                            yield from self._declared(name, spec)

    def _declared(self, name: Scalar, spec: Entries) -> Iterator[AuthoredText]:
        """A field's name, which is printed where it has no label, its label and choices; labels of a facet's values."""
        allowed = self.open_to(spec)
        yield AuthoredText(re.sub("[-_]", " ", name.text), name.span, allowed)
        for key in ("label", "choices", "values"):
            if (found := spec.get(key)) is not None:
                yield from (AuthoredText(scalar.text, scalar.span, allowed, key) for _, scalar in flatten(found))

    def headers_and_footers(self, file: str) -> Iterator[AuthoredText]:
        """The texts of a layout's header and footer; the layouts that it extends limit its audience too."""
        source = self._sources[file]
        through = (self.open_to(each) for name in self.chain(file) if isinstance(each := self._sources[name], Entries))
        allowed = all(through)
        for path, scalar in flatten(source):
            if path[:1] in (("header",), ("footer",)):
                yield AuthoredText(scalar.text, scalar.span, allowed, str(path[0]))

    def chain(self, file: str) -> Iterator[str]:
        """A layout's file and those of the layouts that it extends."""
        seen: set[str] = set()
        while file in self._sources and file not in seen:
            seen.add(file)
            yield file
            source = self._sources[file]
            parent = source.get("extends") if isinstance(source, Entries) else None
            file = f"layouts/{parent.text}.yaml" if isinstance(parent, Scalar) else ""

    def _walk(self, value: Value, around: _Surroundings) -> Iterator[AuthoredText]:
        match value:
            case Scalar():
                yield AuthoredText(value.text, value.span, around.allowed, around.key, around.beside)
            case Sequence():
                for item in value.items:
                    yield from self._walk(item, replace(around, beside=None))
            case Entries() if self._by_audience(value):
                for key, item in value.entries:
                    yield from self._walk(item, around.narrowed(key.text == self._audience))
            case Entries():
                yield from self._node(value, around.narrowed(self.open_to(value)))

    def open_to(self, node: Entries) -> bool:
        """Whether the `audience` of a mapping, if it has one, names this audience."""
        match audience := node.get("audience"):
            case None:
                return True
            case Sequence():
                return any(isinstance(item, Scalar) and item.text == self._audience for item in audience.items)
            case _:
                return isinstance(audience, Scalar) and audience.text == self._audience

    def _by_audience(self, value: Entries) -> bool:
        return bool(value.entries) and all(key.text in self._audiences for key, _ in value.entries)

    def _node(self, node: Entries, around: _Surroundings) -> Iterator[AuthoredText]:
        around = around.of(node)
        used = node.get("use")
        fragment = self._fragment(used.text) if isinstance(used, Scalar) else None
        if fragment is not None:
            yield from self._walk(fragment, around)
        columns = node.get("columns")
        narrowed = isinstance(columns, Sequence) and (node.get("rows") or node.get("groups")) is not None
        for key, value in node.entries:
            if isinstance(columns, Sequence) and narrowed and key.text in ("rows", "groups"):
                open_to = [self.open_to(column) if isinstance(column, Entries) else True for column in columns.items]
                yield from self._rows(value, around, open_to)
            elif key.text in _NEVER:
                yield from self._walk(value, around.narrowed(False))
            elif key.text not in _UNPRINTED:
                yield from self._walk(value, around.at(key.text))

    def _fragment(self, name: str) -> Value | None:
        """A fragment, in the language of the oracle if it is translated; its structure is the original's."""
        start = f"content/fragments/{name}."
        tags = {file[len(start) : -len(".yaml")]: file for file in self._sources if file.startswith(start)}
        tag = spoken_by(self._language, (tag for tag in tags if tag)) if self._language else None
        return self._sources.get(tags[tag] if tag is not None else f"{start}yaml")

    def _rows(self, value: Value, around: _Surroundings, columns: list[bool]) -> Iterator[AuthoredText]:
        """Rows, or groups of rows; the audience of a column limits its cells."""
        for item in value.items if isinstance(value, Sequence) else ():
            if isinstance(item, Entries):
                inside = around.narrowed(self.open_to(item)).of(item)
                for key, below in item.entries:
                    if key.text == "rows":
                        yield from self._rows(below, inside, columns)
                    elif key.text == "cells":
                        yield from self._rows(Sequence((below,), below.span), inside, columns)
                    elif key.text not in _UNPRINTED:
                        yield from self._walk(below, inside.at(key.text))
            elif isinstance(item, Sequence):
                for cell, column in zip_longest(item.items, columns, fillvalue=False):
                    if not isinstance(cell, bool):
                        yield from self._walk(cell, replace(around.narrowed(bool(column)), beside=None))


class _Surroundings(Struct, frozen=True):
    """What holds for a value because of the mappings around it."""

    allowed: bool
    key: str = ""
    beside: Span | None = None

    def narrowed(self, through: bool) -> _Surroundings:
        return replace(self, allowed=self.allowed and through)

    def of(self, node: Entries) -> _Surroundings:
        """Inside a mapping."""
        return replace(self, beside=node.span)

    def at(self, key: str) -> _Surroundings:
        """In the value of a key of it."""
        return replace(self, key=key)
