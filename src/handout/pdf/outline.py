"""The outline: bookmarks, nested by level (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from handout.pdf.destinations import destination
from handout.pdf.file import FileWriter, number, ref, text_string
from handout.pdf.page_slots import SlotKey


class Bookmark(Struct, frozen=True):
    """An entry of the outline."""

    level: int
    title: str
    page: int
    """The number of the page's object."""
    top: float
    slot: SlotKey | None
    """The slot that the title is in; then each copy brings the object."""
    element: int | None = None
    """The number of the heading's structure element."""
    to_element: bool = False
    """Whether the destination names the element too."""


class SlotBookmark(Struct, frozen=True):
    """A bookmark whose title is filled in."""

    slot: SlotKey
    number: int
    head: bytes
    """The beginning of its dictionary."""


class Outline(Struct, frozen=True):
    """The number of the root object, and the bookmarks that each copy brings."""

    root: int
    slots: tuple[SlotBookmark, ...]


def write_outline(bookmarks: Sequence[Bookmark], writer: FileWriter) -> Outline:
    """Adds the outline's objects."""
    root = writer.reserve()
    entries = [_OutlineItem(bookmark, writer.reserve()) for bookmark in bookmarks]
    top = _nested(entries)
    slots = []
    for siblings, parent in ((top, root), *((entry.kids, entry.number) for entry in entries)):
        for index, entry in enumerate(siblings):
            head = b"<</Parent " + ref(parent)
            head += b"/Prev " + ref(siblings[index - 1].number) if index else b""
            head += b"/Next " + ref(siblings[index + 1].number) if index + 1 < len(siblings) else b""
            mark = entry.bookmark
            element = mark.element if mark.to_element else None
            head += _below(entry.kids) + destination(mark.page, b"null " + number(mark.top), element)
            head += b"" if mark.element is None else b"/SE " + ref(mark.element)
            if mark.slot is None:
                writer.add(b"%s/Title%s>>" % (head, text_string(mark.title)), entry.number)
            else:
                slots.append(SlotBookmark(mark.slot, entry.number, head))
    writer.add(b"<</Type/Outlines%s>>" % _below(top), root)
    return Outline(root, tuple(sorted(slots, key=lambda bookmark: bookmark.number)))


class _OutlineItem:
    """A bookmark with its object's number and the entries below it."""

    def __init__(self, bookmark: Bookmark, number: int) -> None:
        self.bookmark, self.number = bookmark, number
        self.kids: list[_OutlineItem] = []


def _nested(entries: Sequence[_OutlineItem]) -> list[_OutlineItem]:
    """Puts each entry below the nearest one before it that has a higher level; gives the entries at the top."""
    top: list[_OutlineItem] = []
    above: list[_OutlineItem] = []
    for entry in entries:
        while above and above[-1].bookmark.level >= entry.bookmark.level:
            above.pop()
        (above[-1].kids if above else top).append(entry)
        above.append(entry)
    return top


def _below(kids: Sequence[_OutlineItem]) -> bytes:
    """First, Last and the count of all entries below, which are shown open."""
    if not kids:
        return b""
    return b"/First %s/Last %s/Count %d" % (ref(kids[0].number), ref(kids[-1].number), _size(kids))


def _size(kids: Sequence[_OutlineItem]) -> int:
    return sum(1 + _size(kid.kids) for kid in kids)
