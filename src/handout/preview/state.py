"""What the page in the browser shows at one moment: frozen values, with pictures of all pages."""

from __future__ import annotations

from msgspec import Struct

from handout.diagnostics import Diagnostic


class PageImage(Struct, frozen=True, kw_only=True):
    """One page as it is shown."""

    number: int
    key: str
    """Names the picture in addresses; equal for equal pictures, and tells nothing of what is on them."""
    width: int
    height: int
    png: bytes
    words: str
    """For who can't see the picture."""


class AudienceColumn(Struct, frozen=True, kw_only=True):
    """The document of one audience; stale where it can't be made from the files as they are now."""

    audience: str
    restricted: bool
    title: str = ""
    layout: str = ""
    language: str = ""
    pages: tuple[PageImage, ...] = ()
    digest: bytes = b""
    """Of the PDF: the same PDF needs no new pictures."""
    stale: bool = False


class PreviewState(Struct, frozen=True, kw_only=True):
    """All of it; version 0 is the state before anything was made."""

    version: int = 0
    topic: str
    """As it was asked for."""
    columns: tuple[AudienceColumn, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def title(self) -> str:
        """What the documents are called, or the topic's name while there is none."""
        return next((column.title for column in self.columns if column.title), self.topic)

    def png(self, key: str) -> bytes | None:
        """The picture with a key, if it is still shown."""
        return next((page.png for column in self.columns for page in column.pages if page.key == key), None)
