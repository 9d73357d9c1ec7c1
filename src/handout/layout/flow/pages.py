"""The pages of a document: pieces, breaks, tightening and cross references, until nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from msgspec import Struct, structs

from handout.diagnostics import Diagnostic, HandoutError, Span
from handout.document import Document, Node, Section
from handout.fonts.glyphs import FontBook
from handout.layout.flow.assemble import Assembly, PlacedLines
from handout.layout.flow.consulted_styles import ConsultedStyles
from handout.layout.flow.context import Extent
from handout.layout.flow.cross_references import ReferenceTexts, printed, referring, spots, with_texts
from handout.layout.flow.frame_heights import Cut
from handout.layout.flow.headers_footers import Bands
from handout.layout.flow.kept_pieces import KeptPieces
from handout.layout.flow.page_breaks import columns
from handout.layout.flow.page_quality import near_empty, strain
from handout.layout.flow.pieces import Piece, height
from handout.layout.flow.rooms import Rooms
from handout.layout.flow.slip_backs import lost_with_slips
from handout.layout.geometry import Frame, Pages
from handout.layout.nodes import Nodes
from handout.layout.text.line_heights import LEADINGS
from handout.layout.text.paragraph import Typesetter

_TIGHTER = tuple(zip((0.85, 0.7, 0.6), LEADINGS, strict=True))
"""Factors on spaces and leading that are tried when they save a near-empty last page, or a bad page break."""
_MOST_EASED = 40
"""Pages; in a longer document some page always ends badly, and trying costs time."""
_LARGEST_LEAD = 0.45
"""The largest share of the first page for the pieces before the columns."""
_SHORT_NOTE = 0.75
"""A share of a page; a document that takes no more in one column isn't set in several, which would only divide it."""
_ROUNDS = 8


class Flowed(Struct, frozen=True):
    """A document's pieces, and which of them each page's columns have."""

    lead: list[Piece]
    """Across all columns at the head of the first page: what comes before the first section."""
    pieces: list[Piece]
    first: tuple[Frame, ...]
    """The first page's columns, under the lead."""
    rooms: Rooms
    pages: list[list[Cut]]
    unmet: tuple[Span, ...]
    """The places of blocks that should stay on one page, but are higher than a page."""

    def on(self, number: int) -> list[Piece]:
        """The pieces of a page, counted from 0."""
        page = self.pages[number]
        return [*([] if number else self.lead), *self.pieces[page[0].start : page[-1].end]]

    @property
    def strain(self) -> int:
        """How many page breaks are bad."""
        return strain(self.pieces, self.rooms, self.pages)


class Broken(Struct, frozen=True):
    """A document with its bands, the columns of its later pages, and its pieces in them."""

    document: Document
    bands: Bands
    frames: tuple[Frame, ...]
    flowed: Flowed
    level: int = 0
    """How many steps it was tightened."""


class Setting(Struct, frozen=True):
    """What a document is set with, and what is kept of that for others of its look."""

    language: str
    setter: Typesetter
    kept: KeptPieces
    placed: PlacedLines
    """Lines without a patient's words."""

    def suits(self, document: Document) -> bool:
        """Whether a document has this look."""
        return self.fonts_suit(document) and document.styles == self.setter.styles

    def fonts_suit(self, document: Document) -> bool:
        """Whether a document has the same fonts and the same direction; the language decides about both."""
        return (document.language, document.families) == (self.language, self.setter.families)

    def successor(self) -> Setting:
        """For another document of this look."""
        return Setting(self.language, self.setter.successor(), self.kept.without_slots(), self.placed)

    def nodes(self, height: float, level: int = 0) -> Nodes:
        """For frames of a height, tightened by so many steps."""
        if not level:
            return Nodes(self.setter, height, 1.0, self.kept)
        spaces, leading = _TIGHTER[level - 1]
        return Nodes(self.setter.tightened(leading), height, spaces, self.kept)


def setting(document: Document, fonts: FontBook, like: Setting | None = None) -> Setting:
    """What a document of a look that is new is set with; with what is kept of another look whose fonts suit it."""
    language, styles = document.language, ConsultedStyles(document.styles)
    setter = Typesetter(styles, document.families, fonts.of(language), document.from_right)
    return Setting(language, setter, KeptPieces(styles, None if like is None else like.kept), PlacedLines())


def laid_out(document: Document, fonts: FontBook, given: Setting | None = None) -> Pages:
    """The document's pages, with its references printed; a setting that is given knows afterwards what was set."""
    given = given or setting(document, fonts)
    leaves = referring(document)
    texts: ReferenceTexts = {}
    last = 9
    broken = _tightened(with_texts(document, texts) if leaves else document, given, last)
    for _ in range(_ROUNDS - 1):
        flowed, count = broken.flowed, len(broken.flowed.pages)
        found: ReferenceTexts = {}
        if leaves:
            found = printed(leaves, spots(map(flowed.on, range(count)), leaves, document.digits), texts)
        wider = max(last, 10 ** len(str(count)) - 1)
        if found == texts and wider == last:
            break
        texts, last = found, wider
        broken = _tightened(with_texts(document, texts) if leaves else document, given, last, broken)
    return _assembled(broken, given.placed)


def _tightened(document: Document, given: Setting, last: int, before: Broken | None = None) -> Broken:
    """Broken with less space and leading where that saves a near-empty last page of a part, or bad page breaks.

    What saved one in the round before is taken again if it still does: the references then only got their numbers.
    """
    # The references aren't in the header or the footer.
    bands = before.bands if before is not None and before.bands.last == last else Bands(document, given.setter, last)
    frames = bands.frames()
    if before is not None and before.level:
        flowed = _flowed(document, given.nodes(frames[0].height, before.level), frames)
        if len(flowed.pages) <= len(before.flowed.pages):
            return Broken(document, bands, frames, flowed, before.level)
    flowed = _flowed(document, given.nodes(frames[0].height), frames)
    broken, strained = Broken(document, bands, frames, flowed), flowed.strain
    for level in range(1, len(_TIGHTER) + 1):
        flowed = broken.flowed
        if not near_empty(flowed.pieces, flowed.rooms, flowed.pages):
            break
        tight = _flowed(document, given.nodes(frames[0].height, level), frames)
        if len(tight.pages) < len(flowed.pages) and tight.strain <= strained:
            broken = structs.replace(broken, flowed=tight, level=level)
    return _eased(broken, given)


def _eased(broken: Broken, given: Setting) -> Broken:
    """The pages with less space and leading, if they have fewer bad page breaks, or as many on fewer pages."""
    best, least = broken, broken.flowed.strain if len(broken.flowed.pages) <= _MOST_EASED else 0
    for level in range(broken.level + 1, len(_TIGHTER) + 1):
        if not least:
            break
        tight = _flowed(broken.document, given.nodes(broken.frames[0].height, level), broken.frames)
        pages, fewest = len(tight.pages), len(best.flowed.pages)
        if pages <= fewest and (tight.strain, pages) < (least, fewest):
            best, least = structs.replace(broken, flowed=tight, level=level), tight.strain
    return best


def _assembled(broken: Broken, placed: PlacedLines) -> Pages:
    page = broken.document.page
    assembly = Assembly(page.width if broken.document.from_right else None, placed)
    flowed = broken.flowed
    for number, cuts in enumerate(flowed.pages or [[]]):
        frames = broken.frames if number else flowed.first
        parts = [flowed.pieces[cut.start : cut.end] for cut in cuts]
        parts += [[]] * (len(frames) - len(parts))
        body = list(zip(parts, frames, strict=True))
        if flowed.lead and not number:
            body.insert(0, (flowed.lead, _over(frames, broken.frames[0])))
        assembly.page(broken.bands.marks(number + 1, max(len(flowed.pages), 1), broken.frames[0]), body)
    return Pages(
        document=broken.document,
        pages=tuple(assembly.pages),
        places=assembly.places,
        slots=tuple(assembly.slots),
        warnings=(*map(_unmet, dict.fromkeys(flowed.unmet)), *lost_with_slips(broken.document, assembly.pages)),
    )


def _unmet(block: Span) -> Diagnostic:
    message = "this is higher than a page, so it isn't kept together"
    return Diagnostic(block, message, "take 'keep' out, or shorten it", "keep", "warning")


def _over(columns: Sequence[Frame], full: Frame) -> Frame:
    """The area above shortened columns, across all of them."""
    left = columns[0]
    y = left.y + left.height
    return Frame(left.x, y, _across(columns), round(full.y + full.height - y, 3))


def _flowed(document: Document, flow: Nodes, frames: tuple[Frame, ...]) -> Flowed:
    """The pieces in their columns; a short note has one, across the page."""
    flowed = _in_columns(document, flow, frames)
    if len(frames) == 1 or len(flowed.pages) > 1:
        return flowed
    full = Frame(frames[0].x, frames[0].y, _across(frames), frames[0].height)
    single = _in_columns(document, flow, (full,))
    used = height(single.pieces)
    return single if len(single.pages) == 1 and used <= _SHORT_NOTE * full.height else flowed


def _across(columns: Sequence[Frame]) -> float:
    """From the left edge of the first column to the right edge of the last."""
    return round(columns[-1].x + columns[-1].width - columns[0].x, 3)


def _in_columns(document: Document, flow: Nodes, frames: tuple[Frame, ...]) -> Flowed:
    """The pieces in these columns, with a lead across them where that works."""
    flow.unmet.clear()
    rooms = tuple(frame.height for frame in frames)
    body = _opened(document.body)
    split = next((number for number, node in enumerate(body) if isinstance(node, Section)), 0)
    if len(frames) > 1 and split:
        lead = flow.nodes(body[:split], Extent(0.0, _across(frames)))
        pieces = flow.nodes(body[split:], Extent(0.0, frames[0].width))
        taken = height([*lead, *pieces[:1]]) - pieces[0].height if lead and pieces else 0.0
        if 0.0 < taken <= _LARGEST_LEAD * frames[0].height:
            first = tuple(Frame(f.x, f.y, f.width, round(f.height - taken, 3)) for f in frames)
            with suppress(HandoutError):  # the shorter columns may be too short for something
                below = Rooms(tuple(frame.height for frame in first), rooms)
                return Flowed(lead, pieces, first, below, columns(pieces, below), tuple(flow.unmet))
    flow.unmet.clear()
    pieces = flow.nodes(body, Extent(0.0, frames[0].width))
    alike = Rooms(rooms, rooms)
    return Flowed([], pieces, frames, alike, columns(pieces, alike), tuple(flow.unmet))


def _opened(body: tuple[Node, ...]) -> tuple[Node, ...]:
    """What is on the first page's frames, one after another; of several topics the first isn't a section of its own."""
    first = body[0] if body else None
    return (*first.children, *body[1:]) if isinstance(first, Section) and first.starts_page else body
