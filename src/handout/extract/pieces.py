"""The words of one page as pieces: what one owner has on one line, with its place.

An owner is the number of a marked content, by which the structure tree knows it.  Text outside is an artifact, or has
no owner.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from handout.extract.page_objects import address, inside, is_form, is_text, marks, objects
from handout.extract.passages import BoundingBox
from handout.extract.raw import letters_and_objects, pdfium, whole
from handout.extract.reading_order import in_reading_order
from handout.extract.text import text_page

ARTIFACT, NOBODY = -2, -1
"""Owners of text that is in no marked content of the structure tree."""
HYPHENS = "\x02\ufffe"
"""How pdfium gives a hyphen at the end of a line; it gives no line end after it, and no space."""


class TextPiece(NamedTuple):
    """Some consecutive characters of one owner on one line."""

    page: int
    """From 0."""
    number: int
    """Among the page's pieces, in the order of its content."""
    owner: int
    gap: str
    """What pdfium puts between the piece before and this one: nothing, a space or a line end."""
    text: str
    box: BoundingBox
    base: float
    """How far down the page its baseline begins."""
    size: float
    hyphen: bool
    """It ends in a hyphen at a line's end."""
    apart: bool = False
    """It begins another paragraph of its cell."""


class PageBox(NamedTuple):
    """A page as it is shown: its edges in the file's coordinates, and its quarter turns to the right."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point as distances from the left and from the top."""
        match self.turns:
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case 3:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def box(self, left: float, top: float, right: float, bottom: float) -> BoundingBox:
        """A rectangle of the file as it is shown."""
        (x1, y1), (x2, y2) = self.at(left, top), self.at(right, bottom)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def frame(page: Any) -> PageBox:
    """The box of a pdfium page."""
    raw = pdfium()
    edges = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, edges)
    return PageBox(edges.left, edges.bottom, edges.right, edges.top, raw.FPDFPage_GetRotation(page) % 4)


class _CharacterRange(NamedTuple):
    """Consecutive characters by their indexes."""

    start: int
    end: int
    owner: int
    gap: str
    """Before it."""
    ends_line: bool


class PageWords:
    """One page's pieces, and its shape."""

    def __init__(self, page: Any, index: int) -> None:
        self._raw, self._index = pdfium(), index
        self._edges = self._raw.FS_RECTF()
        self.frame = frame(page)
        order = [*_owners(page)]
        self._owners = dict(order)
        with text_page(page) as self._text:
            found = in_reading_order(*letters_and_objects(self._text), page, self._text)
            self._letters, self._numbers, self._objects = found.letters, found.numbers, found.objects
            self._plain = isinstance(found.numbers, range)
            """Whether the first and the last letter of a line are at its ends."""
            self._artifacts = {} if self._plain else dict(_artifacts(page))
            self._spaced = set(_before_silent(order, {*self._objects}))
            pieces = (self._piece(stretch) for stretch in self._stretches())
            self.pieces = [piece._replace(number=at) for at, piece in enumerate(filter(None, pieces))]

    def _stretches(self) -> Iterator[_CharacterRange]:
        """Ranges of characters with one owner on one line."""
        start, owner, gap, last, pending = -1, NOBODY, "\n", -1, ""
        for item, at, end in _runs(self._objects):
            if not item and not self._letters[at:end].strip(" \r\n"):
                pending += self._letters[at:end]
                continue
            own = self._owners.get(item, NOBODY) if item else owner
            broken = "\n" in pending or (last >= 0 and self._letters[last] in HYPHENS)
            # Pdfium may take two lines of artifacts for one, on one page and not on another.
            apart = own == owner == ARTIFACT and last >= 0 and not self._one_artifact(item, self._objects[last])
            broken = broken or (apart and abs(self._base(at) - self._base(last)) > 1)
            # Text without an owner may be a table's cells.
            apart = apart or (own == owner == NOBODY and last >= 0 and self._far(last, at))
            if start < 0:
                start, owner = at, own
            elif broken or apart or own != owner:
                yield _CharacterRange(start, last + 1, owner, gap, broken)
                start, owner, gap = at, own, "\n" if broken else pending[:1]
            last, pending = end - 1, ""
        if start >= 0:
            yield _CharacterRange(start, last + 1, owner, gap, True)

    def _piece(self, stretch: _CharacterRange) -> TextPiece | None:
        start, end, owner, gap, ends_line = stretch
        letters = [*self._letters[start:end]]
        width, height = self.frame.size
        ends = (start, end - 1) if self._plain else range(start, end)
        boxes = [self._letter_box(index) for index in ends]
        first = boxes[0]
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        box = min(lefts), min(tops), max(rights), max(bottoms)
        if not _meets(box, width, height):
            return None
        if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height:
            places = (self._letter_box(index) for index in range(start, end))
            letters = [letter for letter, at in zip(letters, places, strict=True) if _meets(at, width, height)]
            box = (max(box[0], 0.0), max(box[1], 0.0), min(box[2], width), min(box[3], height))
        hyphen = letters[-1:] != [] and letters[-1] in HYPHENS
        if hyphen:
            letters[-1] = "-"
        if ends_line and letters and self._objects[end - 1] in self._spaced:
            letters.append(" ")
        text = whole("".join(letters))
        size = first[3] - first[1]
        return TextPiece(self._index, 0, owner, gap, text, box, self._base(start), size, hyphen) if letters else None

    def _one_artifact(self, item: int, other: int) -> bool:
        """Whether two objects are the same one, or, in lines of two directions, in the same artifact."""
        return item == other or (item in self._artifacts and self._artifacts[item] == self._artifacts.get(other))

    def _far(self, before: int, after: int) -> bool:
        """Whether the gap between two letters is wider than any space."""
        left, right = self._letter_box(before), self._letter_box(after)
        return right[0] - left[2] > left[3] - left[1]

    def _letter_box(self, index: int) -> BoundingBox:
        """As high as its font makes every letter."""
        box = self._edges
        self._raw.FPDFText_GetLooseCharBox(self._text, self._numbers[index], box)
        return self.frame.box(box.left, box.top, box.right, box.bottom)

    def _base(self, index: int) -> float:
        """How far down the page a letter's baseline begins."""
        return self.frame.at(*self._origin(self._numbers[index]))[1]

    def _origin(self, number: int) -> tuple[float, float]:
        """Where a character begins, by pdfium's number."""
        x, y = ctypes.c_double(), ctypes.c_double()
        self._raw.FPDFText_GetCharOrigin(self._text, number, x, y)
        return x.value, y.value


def _runs(items: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Equal items in a row, with where they begin and end."""
    end = 0
    for item, run in groupby(items):
        start, end = end, end + len([*run])
        yield item, start, end


def _before_silent(order: Sequence[tuple[int, int]], heard: set[int]) -> Iterator[int]:
    """The text objects before one for which pdfium gives no letter: it is a space at the end of a line."""
    for (item, owner), (after, owner_after) in pairwise(order):
        if item in heard and after not in heard and owner == owner_after:
            yield item


def _meets(box: BoundingBox, width: float, height: float) -> bool:
    """Whether some of a box is on the paper."""
    return box[2] > 0 and box[3] > 0 and box[0] < width and box[1] < height


def _owners(page: Any) -> Iterator[tuple[int, int]]:
    """The address of each text object of a page, with its owner, which may be that of the form around it."""
    waiting = [(item, NOBODY) for item in reversed([*objects(page)])]
    while waiting:
        item, outer = waiting.pop()
        owner = _owner(item, outer)
        if is_form(item):
            waiting += [(each, owner) for each in reversed([*inside(item)])]
        elif is_text(item):
            yield address(item), owner


def _artifacts(page: Any) -> Iterator[tuple[int, int]]:
    """The address of each object of a page that is in an artifact, with that of the artifact's mark."""
    return ((address(item), address(mark)) for item in objects(page) for mark in marks(item, "Artifact"))


def _owner(item: Any, outer: int) -> int:
    own: int = pdfium().FPDFPageObj_GetMarkedContentID(item)
    return own if own >= 0 else ARTIFACT if any(marks(item, "Artifact")) else outer
