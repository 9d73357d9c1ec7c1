"""Document to Pages: lines, lists, boxes, tables, columns and pages, over font metrics alone.

`nodes` turns nodes into a vertical list of pieces, `flow.page_breaks` cuts it into frames, `flow.assemble` puts it on
pages.  Page numbers in the text are put in and everything is laid out again until nothing changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handout.document import Document
    from handout.fonts.glyphs import FontBook
    from handout.layout.geometry import Pages

__all__ = ["layout"]


def layout(document: Document, fonts: FontBook) -> Pages:
    """The document's pages; HandoutError with exit code 5 if something in it can't be put on any page."""
    from handout.layout.flow.pages import laid_out

    return laid_out(document, fonts)
