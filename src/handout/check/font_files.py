"""The font files of a workspace: which of them can't be used, and which their makers want embedded whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handout.content.clinic import Clinic
from handout.diagnostics import Diagnostic, InputError, Span
from handout.fonts.glyphs import FontBook, StyleName
from handout.workspace.assets import Assets


def font_book(assets: Assets, clinic: Clinic) -> FontBook:
    """The workspace's fonts, each file looked through; HandoutError names those that can't be used."""
    found = assets.fonts(clinic)
    problems = [
        Diagnostic(span, f"'{name[:80]}': {problem}", _instead(problem), "font")
        for name, span, content in _font_files(clinic, found)
        if (problem := _unusable(content))
    ]
    InputError.raise_for(problems)
    return FontBook(found)


def check_fonts(assets: Assets, clinic: Clinic) -> list[Diagnostic]:
    """Warnings: of fonts whose makers ask that they be embedded whole, and of families that don't do what they are for.

    HandoutError where a font can't be used.
    """
    if not clinic.fonts.families:  # as in most clinics: nothing that measures fonts need be loaded
        return []
    from handout.check.font_families import check_families
    from handout.fonts.own_files import usable

    files = assets.fonts(clinic)
    message = "its maker asks that it be embedded whole (fsType 0x0100), and only what is printed of it will be"
    whole = [
        Diagnostic(span, f"'{name[:80]}': {message}", "ask its maker, or use another font", "font", "warning")
        for name, span, content in _font_files(clinic, files)
        if usable(content).whole
    ]
    return [*whole, *check_families(clinic, files)]


def _font_files(clinic: Clinic, found: Mapping[str, Mapping[StyleName, bytes]]) -> Iterator[tuple[str, Span, bytes]]:
    """The name of each file as the clinic gives it, where it does, and what is in it."""
    for family, files in found.items():
        given = clinic.fonts.families[family]
        for style, content in files.items():
            yield getattr(given, style.replace("-", "_")), given.span, content


def _unusable(content: bytes) -> str:
    from handout.fonts.own_files import usable

    try:
        usable(content)
    except ValueError as error:
        return str(error)
    return ""


def _instead(problem: str) -> str:
    """What to do about a file that can't be used."""
    if problem.startswith("the font file is broken"):
        return "fetch it again from its maker, or use another font"
    return "use another file of this font, or another font"
