"""Families that do not do what they are named for: a bold like the regular, a family that is in no list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handout.content.clinic import Clinic
from handout.diagnostics import Diagnostic
from handout.fonts.glyphs import StyleName
from handout.fonts.ink_area import ink_area

_BOLDER = 1.05
"""How much more ink a bold has, at least; a semibold has a sixth more."""


def check_families(clinic: Clinic, found: Mapping[str, Mapping[StyleName, bytes]]) -> Iterator[Diagnostic]:
    """Warnings about families; `found` has the files of each that is in a list."""
    for family, files in found.items():
        given = clinic.fonts.families[family]
        if given.bold is not None and not _bolder(files["regular"], files["bold"]):
            message = f"the bold of '{family[:80]}' is no bolder than its regular: headings and doses won't stand out"
            hint = "name the file of the bold weight, or take 'bold' out"
            yield Diagnostic(given.bold.place(given.span), message, hint, "font", "warning")
    listed = (*clinic.fonts.body, *clinic.fonts.heading)
    for family, given in clinic.fonts.families.items():
        if family not in listed:
            message = f"the font family '{family[:80]}' is in no list, so nothing is printed in it"
            hint = "name it under 'body' or 'heading', or take it out"
            yield Diagnostic(given.span, message, hint, "font", "warning")


def _bolder(regular: bytes, bold: bytes) -> bool:
    """Whether a bold has more ink than the regular; so it is where nothing can be measured."""
    least, most = ink_area(regular, bold=False), ink_area(bold, bold=True)
    return not least or not most or most > _BOLDER * least
