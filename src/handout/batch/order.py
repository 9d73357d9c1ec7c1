"""What a run is asked to make of every record: its topics and audiences, and the columns that choose among them."""

from __future__ import annotations

import datetime

from msgspec import Struct

from handout.document import Standard
from handout.pipeline import Request


class RequestColumns(Struct, frozen=True, kw_only=True):
    """The columns that say what a record gets, where the run is a mixed one."""

    topics: str | None = None
    audience: str | None = None
    layout: str | None = None
    language: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Those that there are."""
        return tuple(name for name in (self.topics, self.audience, self.layout, self.language) if name is not None)


class Order(Struct, frozen=True, kw_only=True):
    """What is asked for of every record."""

    topics: tuple[str, ...]
    """For every record, or those that its column may name."""
    audiences: tuple[str, ...]
    """The one, or those that the record's column may name."""
    layout: str | None = None
    paper: str | None = None
    scale: str | None = None
    language: str | None = None
    date: datetime.date | None = None
    columns: RequestColumns = RequestColumns()
    one_file: bool = False
    """A record's topics are parts of one document."""
    standard: Standard = "ua1"

    def request(self, topics: tuple[str, ...], audience: str) -> Request:
        """One document, not yet for a patient."""
        return Request(
            topics=topics, audience=audience, layout=self.layout, paper=self.paper, scale=self.scale,
            language=self.language, date=self.date, standard=self.standard,
        )  # fmt: skip
