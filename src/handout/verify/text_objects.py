"""The text objects of a page as pdfium draws them, one for each string of the content and in its order.

Pdfium gives the text of a line in which words run from right to left in an order of its own.  But of each character it
gives the object to which it belongs, and the place of its ink.  So a string is compared with what was laid out by its
letters, whatever their order, and by its place; the order is proved from the page's content (`shaped_runs`).
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from handout.bidi.characters import mirror
from handout.extract import pdfium
from handout.extract.page_objects import address, is_text, objects
from handout.extract.text import normalise
from handout.verify.rectangles import Rectangle


class TextObject(Struct, frozen=True):
    """One string with its letters, spaces left out, and the box of each."""

    letters: str
    boxes: tuple[Rectangle, ...]

    @property
    def area(self) -> Rectangle:
        """The box around all of its ink."""
        found = self.boxes[0]
        for box in self.boxes[1:]:
            found = found.joined(box)
        return found


def text_objects(page: Any, text: Any) -> list[TextObject]:
    """The objects of a page that have a letter, in the order of its content."""
    letters: dict[int, list[tuple[str, Rectangle]]] = {}
    for owner, char, box in letter_boxes(text):
        letters.setdefault(owner, []).append((char, box))
    return [
        TextObject("".join(char for char, _ in letters[at]), tuple(box for _, box in letters[at]))
        for at in map(address, filter(is_text, objects(page)))
        if at in letters
    ]


def same_letters(one: str, other: str) -> bool:
    """Whether two texts have the same letters, in whatever order; of two brackets of a pair each may be the other."""
    return sorted(_plain(one)) == sorted(_plain(other))


def _plain(text: str) -> Iterator[str]:
    for char in unicodedata.normalize("NFKD", normalise(text)):
        if char.strip():
            yield "“" if char == "”" else min(char, mirror(char))  # pdfium turns this quote, too


def letter_boxes(text: Any) -> Iterator[tuple[int, str, Rectangle]]:
    """Every character but spaces, with the address of its object and the box of its ink."""
    raw = pdfium()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(raw.FPDFText_CountChars(text)):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if raw.FPDFText_IsGenerated(text, index) != 1 and char.strip():
            raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
            box = Rectangle(left.value, bottom.value, right.value, top.value)
            yield address(raw.FPDFText_GetTextObject(text, index)), char, box
