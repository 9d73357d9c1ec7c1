"""Why a form can't be filled with a patient's words."""

from __future__ import annotations


class LayoutDiffers(Exception):
    """These words need other pages, or other objects, than the form's."""


class MissingGlyph(Exception):
    """These words need a glyph that the form doesn't embed."""
