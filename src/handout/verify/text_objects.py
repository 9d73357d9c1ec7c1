"""The text objects of a page as pdfium draws them, one for each string of the content and in its order.

Pdfium gives the text of a line in which words run from right to left in an order of its own.  But of each character it
gives the object to which it belongs, and the place of its ink.  So a string is compared with what was laid out by its
letters, whatever their order, and by its place; the order is proved from the page's content (`shaped_runs`).
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct

from handout.bidi.characters import mirror
from handout.extract import pdfium
from handout.extract.page_objects import address, is_text, objects
from handout.extract.text import normalise
from handout.verify.rectangles import Rectangle

MOST_KNOWN = 4096


class TextObject(Struct, frozen=True):
    """One string with its letters, spaces left out, and the box of each."""

    letters: str
    boxes: tuple[Rectangle, ...]

    @property
    def area(self) -> Rectangle:
        """The box around all of its ink."""
        return Rectangle(
            min([box.left for box in self.boxes]),
            min([box.bottom for box in self.boxes]),
            max([box.right for box in self.boxes]),
            max([box.top for box in self.boxes]),
        )


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
    return one == "".join(other.split()) or sorted(_plain(one)) == sorted(_plain(other))


def _plain(text: str) -> Iterator[str]:
    for char in unicodedata.normalize("NFKD", normalise(text)):
        if char.strip():
            yield _either(char)


@lru_cache(MOST_KNOWN)
def _either(char: str) -> str:
    """One of two characters of which pdfium may give either: it turns brackets, and this quote, too."""
    return "“" if char == "”" else min(char, mirror(char))


def letter_boxes(text: Any) -> Iterator[tuple[int, str, Rectangle]]:
    """Every character but spaces, with the address of its object and the box of its ink."""
    raw = pdfium()
    character, generated = raw.FPDFText_GetUnicode, raw.FPDFText_IsGenerated
    char_box, owner = raw.FPDFText_GetCharBox, raw.FPDFText_GetTextObject
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(raw.FPDFText_CountChars(text)):
        char = chr(character(text, index))
        if char.strip() and generated(text, index) != 1:
            char_box(text, index, left, right, bottom, top)
            box = Rectangle(left.value, bottom.value, right.value, top.value)
            yield address(owner(text, index)), char, box
