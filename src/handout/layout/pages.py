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
from handout.layout.references import Texts, printed, referring, with_texts
from handout.tree import Document

_TIGHTER = ((0.85, 1.0), (0.7, 0.96))
"""Factors on spaces and leading that are tried when they save a near-empty last page."""
_NEAR_EMPTY = 0.2
_FEW_LINES = 6
_ROUNDS = 8


class Broken(Struct, frozen=True):
    """Pieces with the frames that they go to."""

    pieces: tuple[Piece, ...]
    pages: tuple[tuple[Cut, ...], ...]


def laid_out(document: Document, fonts: FontBook) -> Pages:
    """The document's pages, with its references printed."""
    setter = Typesetter(document.styles, document.families, fonts)
    leaves = referring(document)
    texts: Texts = {}
    last = 9
    for _ in range(_ROUNDS):
        pages = _once(with_texts(document, texts) if leaves else document, setter, last)
        found = printed(leaves, pages.pages, pages.places, texts) if leaves else {}
        wider = max(last, 10 ** len(str(len(pages.pages))) - 1)
        if found == texts and wider == last:
            break
        texts, last = found, wider
    return pages


def _once(document: Document, setter: Typesetter, last: int) -> Pages:
    setter.leading = 1.0
    bands = Bands(document, setter, last)
    frames = bands.frames()
    broken = _broken(document, (setter, 1.0), frames)
    if len(broken.pages) > 1 and _near_empty(broken, frames):
        for spaces, leading in _TIGHTER:
            setter.leading = leading
            tighter = _broken(document, (setter, spaces), frames)
            if len(tighter.pages) < len(broken.pages):
                broken = tighter
                break
        setter.leading = 1.0
    assembly = Assembly()
    for number, page in enumerate(broken.pages or ((),), 1):
        parts = [broken.pieces[cut.start : cut.end] for cut in page]
        parts += [()] * (len(frames) - len(parts))
        marks = bands.marks(number, max(len(broken.pages), 1), frames[0])
        assembly.page(marks, list(zip(parts, frames, strict=True)))
    return Pages(document=document, pages=tuple(assembly.pages), places=assembly.places, slots=tuple(assembly.slots))


def _broken(document: Document, how: tuple[Typesetter, float], frames: Sequence[Frame]) -> Broken:
    setter, spaces = how
    flow = Flow(setter, min(frame.height for frame in frames), spaces)
    pieces = flow.nodes(document.body, Area(0.0, min(frame.width for frame in frames)))
    pages = columns(pieces, [frame.height for frame in frames])
    return Broken(tuple(pieces), tuple(map(tuple, pages)))


def _near_empty(broken: Broken, frames: Sequence[Frame]) -> bool:
    """Whether the last page has little on it."""
    last = broken.pages[-1]
    used = sum(cut.height for cut in last)
    pieces = broken.pieces[last[0].start : last[-1].end]
    lines = sum(1 for piece in pieces if any(isinstance(mark, Text) for mark in piece.marks))
    return used < _NEAR_EMPTY * sum(frame.height for frame in frames) or lines < _FEW_LINES
