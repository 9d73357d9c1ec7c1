"""What the page in the browser shows at one moment: frozen values, with the pictures of all pages."""

from __future__ import annotations

from msgspec import Struct

from handout.diagnostics import Diagnostic


class PageImage(Struct, frozen=True, kw_only=True):
    """One page as it is shown."""

    number: int
    key: str
    """The picture's name in addresses: the same for equal pictures, and without information about their content."""
    width: int
    height: int
    png: bytes
    words: str
    """The text in place of the picture, for screen readers."""


class AudienceColumn(Struct, frozen=True, kw_only=True):
    """The document of one audience; stale if it can't be made from the present files."""

    audience: str
    restricted: bool
    title: str = ""
    layout: str = ""
    language: str = ""
    pages: tuple[PageImage, ...] = ()
    digest: bytes = b""
    """The digest of the PDF: the same PDF needs no new pictures."""
    stale: bool = False


class PreviewState(Struct, frozen=True, kw_only=True):
    """The whole page; version 0 is the state before anything is made."""

    version: int = 0
    topic: str
    """The topic's id."""
    columns: tuple[AudienceColumn, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def title(self) -> str:
        """The title of the documents, or the topic's id while there is none."""
        return next((column.title for column in self.columns if column.title), self.topic)

    def png(self, key: str) -> bytes | None:
        """The picture with a key, if it is still shown."""
        return next((page.png for column in self.columns for page in column.pages if page.key == key), None)
