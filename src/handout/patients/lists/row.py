"""The result of reading any format: rows of texts by the names of fields, with their problems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

LONGEST_RECORD: Final = 1 << 20
"""Characters."""
NO_RECORD: Final = "record-type"
"""The code of what has no fields."""


class Flaw(Struct, frozen=True):
    """What spoils one record, reported without its values."""

    message: str
    code: str
    hint: str = ""


class RawRecord(Struct, frozen=True):
    """One record as it was written."""

    line: int
    """Where it begins in the file, from 1."""
    cells: Mapping[str, str] = {}
    """The texts of the fields that are used."""
    flaws: tuple[Flaw, ...] = ()
    refusals: tuple[Flaw, ...] = ()
    """What shows that the whole file can't be trusted."""
    column: int = 1

    @property
    def has_fields(self) -> bool:
        """Whether it is a record at all, and not a text or a list in its place."""
        return not any(flaw.code == NO_RECORD for flaw in self.flaws)


def too_long(what: str, limit: int) -> Flaw:
    """A field or a record beyond its limit."""
    return Flaw(f"{what}: it is longer than {limit:,} characters", "value-too-long")
