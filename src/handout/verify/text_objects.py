"""The text objects of a page as pdfium draws them, one for each string of the content and in its order.

Pdfium gives the text of a line in which words run from right to left in an order of its own.  But of each character it
gives the object to which it belongs, and the place of its ink.  So a string is compared with what was laid out by its
letters, whatever their order, and by its place; the order is proved from the page's content (`shaped_runs`).
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct

from handout.bidi.characters import mirror
from handout.extract.page_objects import address, is_text, objects
from handout.extract.raw import by_character, has_half, pdfium
from handout.extract.text import normalise
from handout.verify.rectangles import Rectangle, around

MOST_KNOWN = 4096


class TextObject(Struct, frozen=True):
    """One string with its letters, spaces left out, and the box of each."""

    letters: str
    boxes: tuple[Rectangle, ...]

    @property
    def area(self) -> Rectangle:
        """The box around all of its ink."""
        return around(self.boxes)


def text_objects(page: Any, text: Any) -> list[TextObject]:
    """The objects of a page that have a letter, in the order of its content."""
    letters: dict[int, list[str]] = {}
    boxes: dict[int, list[Rectangle]] = {}
    for owner, char, box in letter_boxes(text):
        if owner not in letters:
            letters[owner], boxes[owner] = [], []
        letters[owner].append(char)
        boxes[owner].append(box)
    return [
        TextObject("".join(letters[at]), tuple(boxes[at]))
        for at in map(address, filter(is_text, objects(page)))
        if at in letters
    ]


_OTHERS = {"”": "“", "’": "‘", "⧵": "∕", "⁄": "/", "\u0338": "/", "®": "R"}
"""Among letters from right to left pdfium turns the first ones, and takes others apart: ½ with a stroke, and ≠."""
UNREAD = "\u0384"
"""In a line from right to left pdfium gives a space for this accent without a letter, as `΄Αννα` may be typed."""
_CONTROLS = "NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SS SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS"
_READ_AS = str.maketrans(
    {UNREAD: "", "\u0385": "\u00a8", "∉": "∈", "∌": "∈", "∄": "∃", "℞": "R", "℟": "R", "℣": "V", "℧": "Ʊ"}
    | dict(zip("⺠⻁⻄⻆⻑⻘⻝⻣⻤⻨⻩", "民虎西角长青食骨鬼麦黄", strict=True))
    | {chr(0x2400 + at): name for at, name in enumerate(f"{_CONTROLS} GS RS US SP DEL b".split())}
)
"""Of the second accent pdfium gives the dots alone; of other signs letters that look alike or name them."""
_TURNED = "⊂"
"""In place of all signs that pdfium turns and whose names don't say into what."""


def same_letters(one: str, other: str) -> bool:
    """Whether two texts have the same letters, in whatever order; of two brackets of a pair each may be the other."""
    bare = "".join(other.split())
    if one == bare or sorted(one) == sorted(bare):
        return True
    if has_half(one):
        return sorted(_plain(one)) == sorted(_plain(bare))
    # What a letter becomes depends on no other letter: so those that both have needn't be looked at.
    found, wanted = Counter(one), Counter(bare)
    return sorted(_plain("".join((found - wanted).elements()))) == sorted(_plain("".join((wanted - found).elements())))


def _plain(text: str) -> Iterator[str]:
    for char in unicodedata.normalize("NFKD", normalise(text).translate(_READ_AS)):
        if char.strip():
            yield from _either(char)


@lru_cache(MOST_KNOWN)
def _either(char: str) -> str:
    """One of two characters of which pdfium may give either: it turns brackets, and this quote, too.

    A number in a circle is its digits.
    """
    if unicodedata.category(char) == "No":
        return f"{unicodedata.numeric(char):g}"
    turned = mirror(char)
    if turned == char and unicodedata.mirrored(char):
        return _TURNED
    return _OTHERS.get(char) or min(char, turned)


def letter_boxes(text: Any) -> Iterator[tuple[int, str, Rectangle]]:
    """Every character but spaces, with the address of its object and the box of its ink."""
    calls = by_character()
    handle = ctypes.cast(text, ctypes.c_void_p).value
    edges = (ctypes.c_double * 4)()
    first, size = ctypes.addressof(edges), ctypes.sizeof(ctypes.c_double)
    places = [first + at * size for at in range(4)]
    for index in range(pdfium().FPDFText_CountChars(text)):
        char = chr(calls.letter(handle, index))
        if not char.isspace() and calls.generated(handle, index) != 1:
            calls.box(handle, index, *places)
            left, right, bottom, top = edges
            yield calls.object(handle, index) or 0, char, Rectangle(left, bottom, right, top)
