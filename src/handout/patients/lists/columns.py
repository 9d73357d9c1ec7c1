"""Which of a file's columns are used, under which names, and the messages about the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from handout.content.clinic import Clinic
from handout.content.record_fields import FieldSpec
from handout.diagnostics import Diagnostic, Span, counted
from handout.source.scalars import folded_label, name
from handout.source.values import suggestion

MOST_NAMED = 20
"""How many of the unused columns are named; the others are counted."""
FEW = 3
"""So many of them have each its own note."""
MOST_REMEMBERED = 1_000
NAMELESS = "a column whose name can't be shown"
UNLIKE = "a field has it if clinic.yaml says so: fields: {…: {from: the column's name}}"
"""The hint for a column whose name isn't one of a field, as `Room no.`; it may be a value, and isn't shown."""
UNNAMED = "give it a name in the first line, or take it out: a value in it is nobody's"
"""The hint for a column with values and without a name."""
_USUAL = ("", UNLIKE, UNNAMED)
"""Hints of columns that resemble no field."""


class ColumnNames:
    """Resolves the names that a file gives its columns: capitals count as small letters, `-` and space as `_`."""

    def __init__(self, clinic: Clinic, passed: Collection[str]) -> None:
        """`passed` are columns that are wanted as text beside the clinic's fields."""
        self.clinic = clinic
        self.passed = {folded_label(column): column for column in passed}
        self._fields = {key: spec for key in clinic.field_names if (spec := clinic.field(key)) is not None}
        self._aliases = clinic.further_names
        self.seen: set[str] = set()
        """The used columns that the file has."""
        self.overfull = False
        """Whether some row has more cells than there are columns, and they aren't empty."""
        self._notes: dict[str, Diagnostic] = {}
        self._strangers: dict[str, tuple[str, Span]] = {}
        """Columns that aren't used, by their names in small letters: how they may be called, and where they are."""
        self._known: dict[str, str | None] = {}
        self._used: dict[str, str] = {}
        """The names of those that are used, by how they are written."""

    def field(self, key: str) -> FieldSpec | None:
        """The patient's field of that name."""
        return self._fields.get(key)

    def used(self, written: str) -> str | None:
        """The name under which a column is used; None when it isn't."""
        if (known := self._used.get(written)) is not None:
            return known
        # A text of a type of its own takes longer to encode, which is done for each cell.
        key = str(folded_label(written))
        if key not in self._fields and key not in self.passed:
            if key not in self._aliases:
                return None
            key = self._aliases[key]
        # A name can be written in any number of ways, so not all of them are remembered.
        if len(self._used) < MOST_REMEMBERED:
            self._used[written] = key
        return key

    def take(self, written: str, where: Span, position: int = 0) -> str | None:
        """The name under which a column is used; otherwise None, and a note of it."""
        try:
            return self._known[written]
        except KeyError:
            key = self.used(written)
        if key is not None:
            self.seen.add(key)
        elif len(self._notes) < MOST_REMEMBERED:
            note = self._unused(written, where, position)
            self._notes.setdefault(spoken(written, position), note)
            if spoken(written, position) != NAMELESS:
                self._strangers.setdefault(folded_label(written.lower())[:100], (spoken(written, position), where))
        # A file can have any number of keys, so not all of them are remembered.
        if len(self._known) < MOST_REMEMBERED and len(written) <= 200:
            self._known[written] = key
        return key

    def nameless(self, where: Span, position: int) -> None:
        """Note a column without a name that has a value; one without values is only a spreadsheet's empty column."""
        if len(self._notes) < MOST_REMEMBERED:
            self._notes.setdefault(spoken("", position), self._unused("", where, position))

    @property
    def notes(self) -> tuple[Diagnostic, ...]:
        """A note for each column that isn't used; one for all together if many have names unlike any used one."""
        plain = {called: note for called, note in self._notes.items() if note.hint in _USUAL}
        if len(plain) <= FEW:
            return tuple(self._notes.values())
        named = ", ".join(called.removeprefix("the column ") for called in [*plain][:MOST_NAMED])
        more = f" and {counted(len(plain) - MOST_NAMED, 'more column')}" if len(plain) > MOST_NAMED else ""
        first = next(iter(plain.values()))
        together = replace(first, message=f"{named}{more} are not declared, and not used")
        return together, *(note for note in self._notes.values() if note.hint not in _USUAL)

    def missing(self, needed: Collection[str], where: Span) -> list[Diagnostic]:
        """A problem for every column that is needed or to be passed on, and isn't in the file."""
        wanted = dict.fromkeys([*map(folded_label, needed), *self.passed])
        return [self._missing(key, where) for key in wanted if key not in self.seen]

    def _missing(self, key: str, where: Span) -> Diagnostic:
        message, hint = f"there is no column '{key}', and it is needed", "add the column, or take out what needs it"
        if self._notes and key in self._fields:
            hint = f"if it has another name there, name it in clinic.yaml: fields: {{{key}: {{from: …}}}}; else add it"
        near = [place for name, place in self._strangers.items() if suggestion(name.removeprefix("patient."), [key])]
        if near:
            where = near[0][1]
            hint = f"did you mean {' or '.join(called for called, _ in near[:FEW])}? call it '{key}'"
        return Diagnostic(where, message, hint, "missing-column")

    def _unused(self, written: str, where: Span, position: int) -> Diagnostic:
        called = spoken(written, position)
        hint = suggestion(folded_label(written.lower())[:100], self._fields)
        if not hint and position and called == f"column {position}":
            hint = UNLIKE if written.strip() else UNNAMED
        message = f"{called} is not declared, and not used"
        return Diagnostic(where, message, hint, "unused", "warning")


def spoken(written: str, position: int = 0) -> str:
    """A column as a message may name it: what isn't a name might be a patient's, where the header is lacking."""
    try:
        return f"the column '{name(written.strip())}'"
    except ValueError:
        return f"column {position}" if position else NAMELESS


def twice(keys: Iterable[str | None]) -> str | None:
    """The first of the used names that comes a second time."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            return key
        if key is not None:
            seen.add(key)
    return None
