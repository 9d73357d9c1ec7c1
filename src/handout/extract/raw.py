"""Pdfium's own functions, and the characters of a page in its order."""

from __future__ import annotations

import ctypes
import sys
from array import array
from functools import cache
from types import ModuleType
from typing import Any, NamedTuple

from handout.replaced_modules import replaced
from handout.source.patterns import uncompiled

_HALF = uncompiled("[\ud800-\udfff]")
_PAIR = uncompiled("[\ud800-\udbff][\udc00-\udfff]|([\udc00-\udfff])([\ud800-\udbff])")


class PdfiumError(RuntimeError):
    """Pdfium can't open a document, or a page; pdfium's number says why, as in the error of pypdfium2."""

    def __init__(self, message: str, err_code: int = 0) -> None:
        super().__init__(message)
        self.err_code = err_code


class PdfDocument:
    """An open document: what pdfium's functions take for one."""

    def __init__(self, content: bytes) -> None:
        """Raises PdfiumError if it can't be opened, or has no pages."""
        raw = pdfium()
        self._content = content
        """Pdfium reads in it until the document is closed."""
        self._as_parameter_ = raw.FPDF_LoadMemDocument64(content, len(content), None)
        if len(self) < 1:
            # Of a file that was opened, pdfium says nothing: its number is still that of a file before.
            code = 0 if self._as_parameter_ else raw.FPDF_GetLastError()
            self.close()
            raise PdfiumError("a document can't be opened", code)

    def __len__(self) -> int:
        """How many pages it has."""
        return int(pdfium().FPDF_GetPageCount(self))

    def close(self) -> None:
        """Nothing of it can be used afterwards."""
        pdfium().FPDF_CloseDocument(self)


@cache
def pdfium() -> Any:
    """Pdfium's own functions, which have no type annotations.

    The classes of pypdfium2 take as long to import as these functions; only pictures and bookmarks need them.
    """
    raw = _functions()
    raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2))  # does nothing the second time
    return raw


def _functions() -> Any:
    try:
        # It would look for a pdfium of the system if there weren't one in the package.
        with replaced({"ctypes.util": sys.modules.get("ctypes.util", ModuleType("ctypes.util"))}):
            import pypdfium2_raw
    except (AttributeError, ImportError):
        import pypdfium2_raw
    return pypdfium2_raw


def with_classes(content: bytes) -> Any:
    """An open document with the methods of pypdfium2, for pictures and bookmarks; raises one of `failures`."""
    pdfium()
    import pypdfium2

    open_pdf: Any = pypdfium2.PdfDocument
    return open_pdf(content)


def failures() -> tuple[type[Any], ...]:
    """What says that pdfium failed, here and in the classes of pypdfium2 if they are used."""
    classes = sys.modules.get("pypdfium2")
    return (PdfiumError,) if classes is None else (PdfiumError, classes.PdfiumError)


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
    return whole("".join(map(chr, array("H", units)))) if has_half(text) else text


def has_half(text: str) -> bool:
    """Whether one of the two halves of a character is in a text."""
    return max(text, default="") >= "\ud800" and _HALF.search(text) is not None


def whole(text: str) -> str:
    """A text with one character for each that pdfium gives as two halves.

    Where pdfium turns the characters of a line round, for the words from right to left in it, it turns the halves too.
    """
    if not has_half(text):
        return text
    text = _PAIR.sub(lambda pair: f"{pair[2]}{pair[1]}" if pair[1] else pair[0], text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def letters_and_objects(text: Any) -> tuple[str, list[int]]:
    """All characters of a page, and for each the address of its object; 0 for what pdfium puts between objects."""
    calls = by_character()
    handle = ctypes.cast(text, ctypes.c_void_p).value
    indexes = range(max(pdfium().FPDFText_CountChars(text), 0))
    letters = every_character(text)
    if len(letters) != len(indexes):
        # A glyph without a known letter isn't in the text, but it is a letter.
        letters = "".join(chr(calls.letter(handle, index) or 0xFFFD) for index in indexes)
    return letters, [calls.object(handle, index) or 0 for index in indexes]


class CharacterCalls(NamedTuple):
    """Functions that are called for each character, without the cost of typed pointers.

    Each takes the address of a page's text, and the number of a character.
    """

    object: Any
    """Gives the address of the object that the character is in; None if it is in none."""
    letter: Any
    generated: Any
    """Gives 1 for a character that pdfium puts between objects."""
    box: Any
    """Takes four more addresses, of numbers: left, right, bottom and top of the ink."""


@cache
def by_character() -> CharacterCalls:
    """Pdfium's own functions, as `pdfium` has them."""
    raw, pointer, number = pdfium(), ctypes.c_void_p, ctypes.c_int
    of_character = (pointer, number)
    wanted = (
        (raw.FPDFText_GetTextObject, ctypes.CFUNCTYPE(pointer, *of_character)),
        (raw.FPDFText_GetUnicode, ctypes.CFUNCTYPE(ctypes.c_uint, *of_character)),
        (raw.FPDFText_IsGenerated, ctypes.CFUNCTYPE(number, *of_character)),
        (raw.FPDFText_GetCharBox, ctypes.CFUNCTYPE(number, *of_character, *[pointer] * 4)),
    )
    return CharacterCalls(*(typed(ctypes.cast(function, pointer).value or 0) for function, typed in wanted))
