"""Headers and footers: cells side by side in the margins, next to the body's frames."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, structs

from handout.diagnostics import HandoutError, LayoutError, Span
from handout.document import Align, Document, HeaderFooter, Leaf, Run, walk
from handout.i18n.digits import in_digits
from handout.layout.flow.context import block
from handout.layout.flow.cross_references import filled
from handout.layout.flow.pieces import RULE, DrawnItem, TextItem
from handout.layout.geometry import Frame, Rect, Rule
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.set_lines import ShapedText

ArtifactSubtype = Literal["Header", "Footer"]

_FROM_BODY = 9.0
_FROM_EDGE = 14.0
_GAP = 12.0
_RULE_GAP = 3.0
_NOTICE_GAP = 4.0
_CELL_MOST = 0.6
_SMALLEST_BODY = 36.0


class SetHeaderFooter(Struct, frozen=True):
    """A band set for one page: its cells with their left edges, and its notice."""

    cells: tuple[tuple[ShapedText, float], ...]
    above: ShapedText | None
    below: ShapedText | None
    notice: ShapedText | None
    rule: bool

    @property
    def highest(self) -> float:
        """The height of the highest cell."""
        return max((_height(made) for made, _ in self.cells), default=0.0)

    def heights(self, notice_padding: float) -> tuple[float, float]:
        """The height of the cells with their rule and the space around them, and that of the notice."""
        high = self.highest + _height(self.above) + _height(self.below)
        if high and self.rule:
            high += _RULE_GAP
        return high, _height(self.notice) + 2 * notice_padding if self.notice else 0.0


class PageBands(Struct, frozen=True):
    """What the header and the footer of one page draw, in the page's coordinates."""

    header: list[DrawnItem]
    footer: list[DrawnItem]


def _height(made: ShapedText | None) -> float:
    return 0.0 if made is None else len(made.lines) * (made.ascent + made.descent)


class Bands:
    """A document's header and footer; `last` is the highest page number that they are to have room for."""

    def __init__(self, document: Document, setter: Typesetter, last: int) -> None:
        self._document = document
        self._setter = setter
        self.last = last
        self._measure = document.page.width - document.page.left - document.page.right
        self._widest = self._widest_number(last)
        self._padding = setter.styles["notice"].padding if "notice" in setter.styles else 3.0
        header = [document.header] if document.first_header is None else [document.header, document.first_header]
        self.header_height = max(self._tallest(band) for band in header)
        self.footer_height = self._tallest(document.footer)

    def frames(self) -> tuple[Frame, ...]:
        """The body's columns, shrunk where a band is too high for its margin."""
        page = self._document.page
        top = page.height - page.top
        bottom = page.bottom
        if self.header_height:
            top = min(top, page.height - _FROM_EDGE - self.header_height - _FROM_BODY)
        if self.footer_height:
            bottom = max(bottom, _FROM_EDGE + self.footer_height + _FROM_BODY)
        width = (self._measure - page.gutter * (page.columns - 1)) / page.columns
        if top - bottom < _SMALLEST_BODY or width < _SMALLEST_BODY:
            raise self._no_room()
        lefts = [page.left + number * (width + page.gutter) for number in range(page.columns)]
        return tuple(Frame(round(x, 3), round(bottom, 3), round(width, 3), round(top - bottom, 3)) for x in lefts)

    def marks(self, number: int, count: int, frame: Frame) -> PageBands:
        """What the header and the footer of page `number` (from 1) draw, in the page's coordinates."""
        first = number == 1 and self._document.first_header is not None
        header = self._document.first_header if first else self._document.header
        above: list[DrawnItem] = []
        if header is not None:
            set_header = self._set(header, *self._numbers(number, count))
            high, notice = set_header.heights(self._padding)
            bottom = frame.y + frame.height + _FROM_BODY
            above = self._cells(set_header, bottom + high, "Header")
            if set_header.rule and high:
                above.append(self._rule(bottom))
            if set_header.notice is not None:
                above = self._notice(set_header, bottom + high + (_NOTICE_GAP if high else 0.0) + notice) + above
        footer = self._set(self._document.footer, *self._numbers(number, count))
        high, notice = footer.heights(self._padding)
        top = frame.y - _FROM_BODY
        below: list[DrawnItem] = [self._rule(top)] if footer.rule and high else []
        below += self._cells(footer, top - (_RULE_GAP if footer.rule else 0.0), "Footer")
        if footer.notice is not None:
            below += self._notice(footer, top - high - (_NOTICE_GAP if high else 0.0), "Footer")
        return PageBands(above, below)

    def _tallest(self, band: HeaderFooter) -> float:
        made = self._set(band, self._widest, self._widest)
        high, notice = made.heights(self._padding)
        return high + notice + (_NOTICE_GAP if high and notice else 0.0)

    def _set(self, band: HeaderFooter, number: str, count: str) -> SetHeaderFooter:
        widths = self._widths(band)
        left = self._document.page.left
        sides: tuple[tuple[Leaf | None, Align, float], ...] = (
            (band.left, "left", left),
            (band.center, "center", left + (self._measure - widths[1]) / 2),
            (band.right, "right", left + self._measure - widths[2]),
        )
        cells = []
        for (leaf, align, x), width in zip(sides, widths, strict=True):
            if leaf is not None:
                made = self._setter.set(_numbered(leaf, number, count), width)
                cells.append((structs.replace(made, style=structs.replace(made.style, align=align)), x))
        above = below = notice = None
        if band.below is not None:
            below = self._setter.set(_numbered(band.below, number, count), self._measure)
        if band.above is not None:
            above = self._setter.set(_numbered(band.above, number, count), self._measure)
        if band.notice is not None:
            made = self._setter.set(_numbered(band.notice, number, count), self._measure - 2 * self._padding)
            notice = structs.replace(made, style=structs.replace(made.style, align="center"))
        return SetHeaderFooter(tuple(cells), above, below, notice, band.rule)

    def _widths(self, band: HeaderFooter) -> tuple[float, float, float]:
        """The measures of the three cells, by what they need; what is left over goes to patients' words."""
        leaves = (band.left, band.center, band.right)
        numbered = [_numbered(leaf, self._widest, self._widest) if leaf else None for leaf in leaves]
        needs = [self._setter.natural(leaf)[1] + 0.01 if leaf else 0.0 for leaf in numbered]
        if band.center is not None:
            middle = min(needs[1], self._measure / 3 if band.left or band.right else self._measure)
            side = (self._measure - middle) / 2 - _GAP
            return side, middle, side
        if band.left is None or band.right is None:
            return self._measure, 0.0, self._measure
        room = self._measure - _GAP
        if needs[0] + needs[2] > room:
            share = room * min(max(needs[0] / (needs[0] + needs[2]), 1 - _CELL_MOST), _CELL_MOST)
            first = max(min(share, needs[0]), room - needs[2])
            return first, 0.0, room - first
        if band.left.slot and not band.right.slot:
            return room - needs[2], 0.0, needs[2]
        if band.right.slot and not band.left.slot:
            return needs[0], 0.0, room - needs[0]
        rest = (room - needs[0] - needs[2]) / 2
        return needs[0] + rest, 0.0, needs[2] + rest

    def _cells(self, band: SetHeaderFooter, top: float, kind: ArtifactSubtype) -> list[DrawnItem]:
        marks: list[DrawnItem] = []
        if band.above is not None:
            lines, high = block(band.above, self._document.page.left, top)
            marks.extend(_furniture(lines, kind))
            top -= high
        for made, x in band.cells:
            marks.extend(_furniture(block(made, x, top)[0], kind))
        if band.below is not None:
            marks.extend(_furniture(block(band.below, self._document.page.left, top - band.highest)[0], kind))
        return marks

    def _notice(self, band: SetHeaderFooter, top: float, kind: ArtifactSubtype = "Header") -> list[DrawnItem]:
        if band.notice is None:
            return []
        high = band.heights(self._padding)[1]
        left = self._document.page.left
        style = self._setter.styles.get("notice", band.notice.style)
        ground = Rect(x=left, y=top - high, width=self._measure, height=high, fill=style.background)
        lines, _ = block(band.notice, left + self._padding, top - self._padding)
        return [ground, *_furniture(lines, kind)]

    def _rule(self, y: float) -> Rule:
        page = self._document.page
        return Rule(x1=page.left, y1=y, x2=page.width - page.right, y2=y, color=RULE, width=0.5)

    def _numbers(self, *numbers: int) -> Iterator[str]:
        return (in_digits(number, self._document.digits) for number in numbers)

    def _widest_number(self, last: int) -> str:
        """As many of the widest digit as the last page's number has digits."""
        leaf = next((leaf for band in (self._document.footer, self._document.header) for leaf in band.cells), None)
        if leaf is None or not leaf.runs:
            return in_digits(last, self._document.digits)
        return max(self._document.digits, key=lambda digit: self._digit_width(leaf, digit)) * len(str(last))

    def _digit_width(self, leaf: Leaf, digit: str) -> float:
        """How wide a digit is in a leaf; one of another script may be in another face, and shaped."""
        first = leaf.runs[0]
        if digit.isascii():
            return self._setter.faces(leaf, first)[0].advance(digit)
        run = Run(text=digit, strong=first.strong, emphasis=first.emphasis)
        return self._setter.natural(structs.replace(leaf, runs=(run,)))[1]

    def _no_room(self) -> HandoutError:
        leaves = (*self._document.header.cells, *self._document.footer.cells, *walk(self._document.body))
        spans = [leaf.span for leaf in leaves] or [Span("")]
        message = "header, footer and margins leave no room for text"
        hint = "use larger paper or narrower margins"
        return LayoutError.at(spans[0], message, hint, "no-room")


def _numbered(leaf: Leaf, number: str, count: str) -> Leaf:
    values = {"page": number, "pages": count}
    return filled(leaf, lambda _, run: values.get(run.page_of or "", run.text))


def _furniture(marks: list[DrawnItem], kind: ArtifactSubtype) -> list[DrawnItem]:
    return [structs.replace(m, artifact=kind) if isinstance(m, TextItem) else m for m in marks]
