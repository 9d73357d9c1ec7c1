"""The objects of a page as pdfium has them: texts, pictures, paths and forms, and the marks around each."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from handout.extract.raw import pdfium


def objects(page: Any) -> Iterator[Any]:
    """The objects of a page in the order of its content; a form is one object."""
    raw = pdfium()
    return (raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page)))


def inside(form: Any) -> Iterator[Any]:
    """The objects of a form XObject."""
    raw = pdfium()
    return (raw.FPDFFormObj_GetObject(form, index) for index in range(raw.FPDFFormObj_CountObjects(form)))


def drawn_objects(page: Any) -> Iterator[Any]:
    """The objects of a page, those inside of forms in the forms' place."""
    waiting = [*objects(page)]
    while waiting:
        item = waiting.pop(0)
        if is_form(item):
            waiting[:0] = inside(item)
        else:
            yield item


def is_text(item: Any) -> bool:
    """Whether an object draws text."""
    raw = pdfium()
    return bool(raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT)


def is_form(item: Any) -> bool:
    """Whether an object is a form XObject."""
    raw = pdfium()
    return bool(raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM)


def address(handle: Any) -> int:
    """Where pdfium has an object, or a mark: two handles of one thing differ, their addresses don't."""
    return ctypes.addressof(handle.contents) if handle else 0


def marks(item: Any, name: str) -> Iterator[Any]:
    """The marks of this name around an object (ISO 32000-1, 14.6)."""
    raw = pdfium()
    each = (raw.FPDFPageObj_GetMark(item, at) for at in range(max(raw.FPDFPageObj_CountMarks(item), 0)))
    return (mark for mark in each if _name(mark) == name)


def _name(mark: Any) -> str:
    size = ctypes.c_ulong()
    buffer = (ctypes.c_ushort * 64)()
    if not pdfium().FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), size):
        return ""
    return bytes(buffer)[: max(size.value - 2, 0)].decode("utf-16-le", "replace")
