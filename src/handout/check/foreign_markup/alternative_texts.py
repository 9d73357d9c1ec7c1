"""A figure's alternative text that says nothing of the figure: a file's name, or what a program wrote by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from handout.diagnostics import Diagnostic
from handout.source.patterns import uncompiled
from handout.source.values import Scalar

_FILE = uncompiled(r"\s*(?:\S.*)?\w\.(?:png|jpe?g|svg|gif|heic|tiff?|bmp|webp|pdf)\s*", re.IGNORECASE)
_NUMBERED = uncompiled(
    r"\s*(?:img|image|dscn?|dcim|pict?|picture|photo|foto|figure|screenshot|bild|imagen|bildschirmfoto)?"
    r"(?:[ _-]?(?:[0-9]+|[0-9]+[-_.][0-9_.-]+))?\s*",
    re.IGNORECASE,
)
"""The name of a camera's or a word processor's picture: IMG_0123, Picture 3, or its kind alone."""
_BY_PROGRAM = uncompiled(r"(?:description automatically generated|automatisch generierte beschreibung)", re.IGNORECASE)
_HINT = 'say in a few words what the picture shows, or write alt: "" for a decoration'


def check_alternative(path: Sequence[str | int], scalar: Scalar) -> Iterator[Diagnostic]:
    """A warning for such a text where it is an `alt`."""
    if "alt" not in path[-2:] or not scalar.text.strip():
        return
    if _FILE.fullmatch(scalar.text):
        yield Diagnostic(scalar.span, "the alternative text is a file's name", _HINT, "alt", "warning")
    elif _NUMBERED.fullmatch(scalar.text) or _BY_PROGRAM.search(scalar.text):
        yield Diagnostic(
            scalar.span, "the alternative text doesn't say what the picture shows", _HINT, "alt", "warning"
        )
