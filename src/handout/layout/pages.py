"""The whole of it: pieces, breaks, tightening and cross references, until nothing changes."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from handout.glyphs import FontBook
from handout.layout.assemble import Assembly
from handout.layout.bands import Bands
from handout.layout.breaker import Cut, columns
from handout.layout.flow import Area, Flow
from handout.layout.geometry import Frame, Pages
from handout.layout.leaf import Typesetter
from handout.layout.pieces import Piece, Text
from handout.layout.references import Texts, printed, referring, spots, with_texts
from handout.tree import Document

_TIGHTER = ((0.85, 1.0), (0.7, 0.96))
"""Factors on spaces and leading that are tried when they save a near-empty last page."""
_NEAR_EMPTY = 0.2
_FEW_LINES = 6
_ROUNDS = 8


class Broken(Struct, frozen=True):
    """A document's pieces, the frames that each page has, and which pieces go there."""

    document: Document
    bands: Bands
    frames: tuple[Frame, ...]
    pieces: list[Piece]
    pages: list[list[Cut]]


def laid_out(document: Document, fonts: FontBook) -> Pages:
    """The document's pages, with its references printed."""
    setter = Typesetter(document.styles, document.families, fonts)
    leaves = referring(document)
    texts: Texts = {}
    last = 9
    for _ in range(_ROUNDS):
        broken = _tightened(with_texts(document, texts) if leaves else document, setter, last)
        found: Texts = {}
        if leaves:
            pages = (broken.pieces[page[0].start : page[-1].end] for page in broken.pages)
            found = printed(leaves, spots(pages, leaves), texts)
        wider = max(last, 10 ** len(str(len(broken.pages))) - 1)
        if found == texts and wider == last:
            break
        texts, last = found, wider
    return _assembled(broken)


def _tightened(document: Document, setter: Typesetter, last: int) -> Broken:
    """Broken with less space and leading where that saves a near-empty last page."""
    setter.leading = 1.0
    bands = Bands(document, setter, last)
    frames = bands.frames()
    pieces, pages = _broken(document, (setter, 1.0), frames)
    if len(pages) > 1 and _near_empty(pieces, pages[-1], frames):
        for spaces, leading in _TIGHTER:
            setter.leading = leading
            tight, fewer = _broken(document, (setter, spaces), frames)
            setter.leading = 1.0
            if len(fewer) < len(pages):
                return Broken(document, bands, frames, tight, fewer)
    return Broken(document, bands, frames, pieces, pages)


def _assembled(broken: Broken) -> Pages:
    assembly = Assembly()
    for number, page in enumerate(broken.pages or [[]], 1):
        parts = [broken.pieces[cut.start : cut.end] for cut in page]
        parts += [[]] * (len(broken.frames) - len(parts))
        marks = broken.bands.marks(number, max(len(broken.pages), 1), broken.frames[0])
        assembly.page(marks, list(zip(parts, broken.frames, strict=True)))
    return Pages(
        document=broken.document,
        pages=tuple(assembly.pages),
        places=assembly.places,
        slots=tuple(assembly.slots),
    )


def _broken(
    document: Document, how: tuple[Typesetter, float], frames: Sequence[Frame]
) -> tuple[list[Piece], list[list[Cut]]]:
    setter, spaces = how
    flow = Flow(setter, min(frame.height for frame in frames), spaces)
    pieces = flow.nodes(document.body, Area(0.0, min(frame.width for frame in frames)))
    return pieces, columns(pieces, [frame.height for frame in frames])


def _near_empty(pieces: Sequence[Piece], last: Sequence[Cut], frames: Sequence[Frame]) -> bool:
    """Whether the last page has little on it."""
    used = sum(cut.height for cut in last)
    those = pieces[last[0].start : last[-1].end]
    lines = sum(1 for piece in those if any(isinstance(mark, Text) for mark in piece.marks))
    return used < _NEAR_EMPTY * sum(frame.height for frame in frames) or lines < _FEW_LINES
