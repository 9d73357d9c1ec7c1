"""Pdfium's own functions, and the characters of a page in its order."""

from __future__ import annotations

import ctypes
from array import array
from functools import cache
from typing import Any

from handout.source.patterns import uncompiled

_HALF = uncompiled("[\ud800-\udfff]")
_PAIR = uncompiled("[\ud800-\udbff][\udc00-\udfff]|([\udc00-\udfff])([\ud800-\udbff])")


@cache
def pdfium() -> Any:
    """Pdfium's own functions, which have no type annotations."""
    from pypdfium2 import raw

    return raw


def every_character(text: Any) -> str:
    """All characters; pypdfium2's own function ends too early if one of them is beyond U+FFFF."""
    raw = pdfium()
    count = raw.FPDFText_CountChars(text)
    if count <= 0:
        return ""
    size = 2 * count + 1
    buffer = (ctypes.c_ushort * size)()
    written = raw.FPDFText_GetText(text, 0, count, buffer)
    return decoded(bytes(buffer)[: 2 * max(written - 1, 0)])


def decoded(units: bytes) -> str:
    """What pdfium gives as UTF-16."""
    text = units.decode("utf-16-le", "surrogatepass")
    return whole("".join(map(chr, array("H", units)))) if _has_half(text) else text


def _has_half(text: str) -> bool:
    """Whether one of the two halves of a character is in a text."""
    return max(text, default="") >= "\ud800" and _HALF.search(text) is not None


def whole(text: str) -> str:
    """A text with one character for each that pdfium gives as two halves.

    Where pdfium turns the characters of a line round, for the words from right to left in it, it turns the halves too.
    """
    if not _has_half(text):
        return text
    text = _PAIR.sub(lambda pair: f"{pair[2]}{pair[1]}" if pair[1] else pair[0], text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def letters_and_objects(text: Any) -> tuple[str, list[int]]:
    """All characters of a page, and for each the address of its object; 0 for what pdfium puts between objects."""
    raw = pdfium()
    text_object, unicode = _calls()
    handle = ctypes.cast(text, ctypes.c_void_p).value
    indexes = range(max(raw.FPDFText_CountChars(text), 0))
    letters = every_character(text)
    if len(letters) != len(indexes):
        # A glyph without a known letter isn't in the text, but it is a letter.
        letters = "".join(chr(unicode(handle, index) or 0xFFFD) for index in indexes)
    return letters, [text_object(handle, index) or 0 for index in indexes]


@cache
def _calls() -> tuple[Any, Any]:
    """Two functions that are called for each character, without the cost of typed pointers."""
    raw = pdfium()
    by_index = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
    letter = ctypes.CFUNCTYPE(ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
    address = [
        ctypes.cast(function, ctypes.c_void_p).value or 0
        for function in (raw.FPDFText_GetTextObject, raw.FPDFText_GetUnicode)
    ]
    return by_index(address[0]), letter(address[1])
