"""Which of a file's columns are used, under which names, and what is said of the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from handout.kinds import name
from handout.model.clinic import Clinic, FieldSpec
from handout.source import Diagnostic, Span, suggestion

MOST_NOTES = 20
MOST_REMEMBERED = 1_000
NAMELESS = "a column whose name is none"


class Columns:
    """Resolves the names that a file gives its columns; `-` and space count as `_` in them."""

    def __init__(self, clinic: Clinic, passed: Collection[str]) -> None:
        """`passed` are columns that are wanted as text beside the clinic's fields."""
        self.passed = {folded(column): column for column in passed}
        self._fields = {key: spec for key in clinic.field_names if (spec := clinic.field(key)) is not None}
        self.seen: set[str] = set()
        """Those of the used ones that the file has."""
        self.notes: dict[str, Diagnostic] = {}
        self._strangers: dict[str, tuple[str, Span]] = {}
        """Columns that aren't used, by their names in small letters: how they may be called, and where they are."""
        self._known: dict[str, str | None] = {}

    def field(self, key: str) -> FieldSpec | None:
        """The patient's field of that name."""
        return self._fields.get(key)

    def used(self, written: str) -> str | None:
        """The name under which a column is used; None when it isn't."""
        key = folded(written)
        return key if key in self._fields or key in self.passed else None

    def take(self, written: str, where: Span, position: int = 0) -> str | None:
        """The name under which a column is used; otherwise None, and a note of it."""
        try:
            return self._known[written]
        except KeyError:
            key = self.used(written)
        if key is not None:
            self.seen.add(key)
        elif len(self.notes) < MOST_NOTES:
            note = self._unused(written, where, position)
            self.notes.setdefault(note.message, note)
            if spoken(written, position) != NAMELESS:
                self._strangers.setdefault(folded(written.lower())[:100], (spoken(written, position), where))
        # A file can have any number of keys, so not all of them are remembered.
        if len(self._known) < MOST_REMEMBERED and len(written) <= 200:
            self._known[written] = key
        return key

    def missing(self, needed: Collection[str], where: Span) -> list[Diagnostic]:
        """A problem for every column that is needed, or was asked for, and that the file lacks."""
        wanted = dict.fromkeys([*map(folded, needed), *self.passed])
        return [self._missing(key, where) for key in wanted if key not in self.seen]

    def _missing(self, key: str, where: Span) -> Diagnostic:
        message, hint = f"there is no column '{key}', and it is needed", "add the column, or take out what needs it"
        near = next((name for name in self._strangers if suggestion(name, [key])), None)
        if near is not None:
            called, where = self._strangers[near]
            hint = f"did you mean {called}? call it '{key}'"
        return Diagnostic(where, message, hint, "missing-column")

    def _unused(self, written: str, where: Span, position: int) -> Diagnostic:
        hint = suggestion(folded(written.lower())[:100], self._fields)
        message = f"{spoken(written, position)} is not declared, and not used"
        return Diagnostic(where, message, hint, "unused", "warning")


def folded(written: str) -> str:
    """A column's name as it is looked up."""
    try:
        return name(written.strip())
    except ValueError:
        return written.strip()


def spoken(written: str, position: int = 0) -> str:
    """A column as it may stand in a message: what isn't a name might be a patient's, where the header is lacking."""
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
