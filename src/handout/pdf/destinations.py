"""The targets of links and bookmarks: a place on a page, and in PDF 2.0 the structure element there, too."""

from __future__ import annotations

from handout.pdf.file import ref


def destination(page: int, place: bytes, element: int | None) -> bytes:
    """The entry of a link or a bookmark, by the numbers of the objects; `place` is left and top.

    PDF/UA-2 asks for structure destinations (ISO 14289-2, 8.8).  The place on the page stays beside it, for programs
    that don't know those.
    """
    target = b"%s/XYZ %s null"
    if element is None:
        return b"/Dest[%s]" % (target % (ref(page), place))
    return b"/A<</S/GoTo/D[%s]/SD[%s]>>" % (target % (ref(page), place), target % (ref(element), place))
