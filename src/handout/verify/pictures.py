"""Pictures in a finished file: a drawing is paths and nothing else, and each picture is where layout put it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from handout.diagnostics import Diagnostic, counted
from handout.extract import pdfium
from handout.extract.page_objects import inside, objects
from handout.layout.geometry import Image, Page
from handout.verify.pdf_objects import File, problem
from handout.verify.pdf_strings import names_and_strings

_OPERAND = rb"-?[0-9]+(?:\.[0-9]+)?|\[[-0-9. ]*\]|/[GX][0-9]+"
_OPERATOR = rb"q|Q|cm|rg|RG|w|J|j|M|d|m|l|c|h|f\*?|S|B\*?|W\*?|n|gs|Do"
_PAINTING = re.compile(rb"(?:(?:%s|%s)(?:\s+|\Z))*+" % (_OPERAND, _OPERATOR))
_ENTRIES = re.compile(
    r"BBox|CA|CS|DeviceRGB|ExtGState|Filter|FlateDecode|Form|Group|Length|Matrix|Resources|S|Subtype|Transparency|Type"
    r"|XObject|ca|[GX][0-9]+"
)
_CLOSE = 0.02
"""Points by which a file's numbers may differ from those of layout."""


def drawings(file: File) -> Iterator[Diagnostic]:
    """Forms that hold anything but paths, their paint, and other such forms: text, images, links to other objects."""
    for each in file.objects.values():
        if each.raw is not None and each.value("Subtype") == b"/Form":
            known = all(map(_ENTRIES.fullmatch, names_and_strings(each.body).names))
            if not known or not only_paths(each.content):
                yield problem("a drawing in the file holds something else than paths")


def only_paths(content: bytes) -> bool:
    """Whether a content stream has operators that draw paths, and no others."""
    return _PAINTING.fullmatch(content) is not None


def places(drawn: Any, page: Page, number: int) -> Iterator[Diagnostic]:
    """What differs between the pictures of a page, as pdfium reads it, and those of its layout, counted from 0."""
    wanted = [item for item in page.items if isinstance(item, Image)]
    found = list(_pictures(drawn))
    if len(found) != len(wanted):
        yield problem(f"page {number + 1}: the file has {counted(len(found), 'picture')}, the layout {len(wanted)}")
        return
    for (form, matrix), image in zip(found, wanted, strict=True):
        put = (image.width, 0.0, 0.0, image.height, image.x, image.y)
        near = all(abs(one - other) <= _CLOSE for one, other in zip(matrix, put, strict=True))
        if not near or form != (image.picture.format == "SVG"):
            yield problem(f"page {number + 1}: a picture is not where the layout put it")


def _pictures(page: Any) -> Iterator[tuple[bool, tuple[float, ...]]]:
    """The images and the forms of a page with their matrices; a form in which nothing is painted counts for nothing."""
    raw = pdfium()
    for each in objects(page):
        kind = raw.FPDFPageObj_GetType(each)
        form = kind == raw.FPDF_PAGEOBJ_FORM
        if kind == raw.FPDF_PAGEOBJ_IMAGE or (form and any(True for _ in inside(each))):
            matrix = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(each, matrix)
            yield form, (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
