"""A layout: how a document looks, which sections it takes and in which order."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Struct

from handout.content.audiences import Audiences
from handout.content.texts import LocalText
from handout.diagnostics import Diagnostic, Span
from handout.source.decoder import BAD, Decoder, shown
from handout.source.fields import Doc, Least, Range, Reads
from handout.source.scalars import Colour, Identifier, Length, Plain
from handout.source.values import Mapping as Entries
from handout.source.values import Value, suggestion

ROLES = {
    "body": "Running text.",
    "clinic": "The clinic's name at the head of the first page.",
    "contact": "The clinic's address and telephone numbers at the head.",
    "title": "The topic's title.",
    "subtitle": "Under the title: for whom it is.",
    "status": "Under the title: that it is a draft, or who reviewed it; the codes.",
    "heading1": "Headings of sections.",
    "heading2": "Headings of subsections.",
    "heading3": "Headings one level further down.",
    "heading4": "Headings two levels further down.",
    "heading5": "Headings three levels further down.",
    "summary": "The box In short.",
    "summary-title": "Its title.",
    "summary-text": "Its text.",
    "patient": "The patient's box.",
    "patient-label": "A label in it.",
    "patient-value": "A value in it.",
    "item": "Items of lists; indent is the width kept for the label.",
    "term": "Terms of a definition list.",
    "definition": "Their meanings; indent is from the left edge.",
    "timeline-time": "Times of a timeline.",
    "timeline-text": "What happens then; indent is from the left edge, if it is below the time.",
    "table": "Tables; border is the colour of their rules.",
    "caption": "Captions of tables, figures and QR codes.",
    "cell": "Cells of tables; padding is between rule and text.",
    "cell-head": "Cells of the header row.",
    "cell-label": "The first cell of a row.",
    "group": "Titles of groups of rows.",
    "do-title": "The word over what to do, and over what not to do.",
    "good-to-know": "The box of a callout good-to-know.",
    "important": "The box of a callout important.",
    "get-help": "The box of a callout get-help.",
    "self-care": "The box of a callout self-care.",
    "soon": "The box of a callout soon.",
    "emergency": "The box of a callout emergency.",
    "callout-title": "The title of a callout.",
    "callout-text": "The text of a callout.",
    "facts": "The box of labels and values.",
    "label": "A label in it.",
    "value": "A value in it.",
    "phones": "The box of telephone numbers.",
    "callout-phones": "Telephone numbers in a callout.",
    "phone-label": "What a telephone number is for.",
    "phone": "A telephone number; indent is from the box's text.",
    "about": "The box that says who wrote this.",
    "about-label": "A label in it.",
    "about-text": "A text in it; indent is from the box's text, if it is below its label.",
    "writing": "The label over lines to write on.",
    "contents": "The table of contents.",
    "sources": "The list of sources.",
    "link": "Links, within any other text: their colour.",
    "header": "The header of every page.",
    "footer": "The footer of every page.",
    "band": "The solid band of restricted documents.",
}
"""Every role that a style can be given for, with what it is."""


class StyleSpec(Struct, frozen=True, kw_only=True):
    """How a role looks; what is left out comes from its base, then from the layout that this one extends."""

    base: Annotated[str | None, Doc("The role whose style it starts from.")] = None
    font: Annotated[Literal["body", "heading"] | None, Doc("One of the clinic's font lists.")] = None
    size: Annotated[Length | None, Doc("The size of the type.")] = None
    leading: Annotated[float | None, Range(1, 3), Doc("From baseline to baseline, in sizes of the type.")] = None
    weight: Annotated[Literal["regular", "bold"] | None, Doc("The weight.")] = None
    slant: Annotated[Literal["upright", "italic"] | None, Doc("Upright or italic.")] = None
    color: Annotated[Colour | None, Doc("Of the text.")] = None
    background: Annotated[Colour | None, Doc("Of the area behind it.")] = None
    border: Annotated[Colour | None, Doc("The colour of the frame, or of the rules.")] = None
    border_width: Annotated[Length | None, Doc("The width of the frame.")] = None
    align: Annotated[Literal["left", "right", "center"] | None, Doc("Where the lines stand.")] = None
    space_before: Annotated[Length | None, Doc("Above it.")] = None
    space_after: Annotated[Length | None, Doc("Below it.")] = None
    indent: Annotated[Length | None, Doc("From the left edge; of items, the width kept for the label.")] = None
    padding: Annotated[Length | None, Doc("Between a box's edge and its content.")] = None
    span: Span


def _styles(value: Value, reader: Decoder) -> Any:
    if not isinstance(value, Entries):
        return reader.say(value, "expected roles with styles", "write {body: {size: 12pt}}", "expected-mapping")
    found: dict[str, Any] = {}
    for key, item in value.entries:
        if key.text not in ROLES:
            hint = suggestion(key.text, ROLES) or f"the roles are {', '.join(sorted(ROLES))}"
            found["bad"] = reader.say(key, f"unknown role '{shown(key.text)}'", hint, "unknown-key")
            continue
        found[key.text] = reader.read(StyleSpec, item)
    return BAD if BAD in found.values() else found


def _styles_schema(_: Any) -> dict[str, Any]:
    roles = {role: {"$ref": "#/$defs/style-spec", "description": text} for role, text in ROLES.items()}
    return {"type": "object", "properties": roles, "additionalProperties": False}


_EDGE = Least("5mm", "few printers print nearer to the paper's edge")


class Margins(Struct, frozen=True, kw_only=True):
    """The margins around the text block."""

    top: Annotated[Length | None, _EDGE] = None
    bottom: Annotated[Length | None, _EDGE] = None
    left: Annotated[Length | None, _EDGE] = None
    right: Annotated[Length | None, _EDGE] = None


class PageSpec(Struct, frozen=True, kw_only=True):
    """The paper and the text block."""

    size: Annotated[Literal["A4", "Letter"] | None, Doc("The paper; the clinic's, if left out.")] = None
    margins: Annotated[Margins, Doc("Around the text block.")] = Margins()
    columns: Annotated[int | None, Range(1, 3), Doc("How many columns.")] = None
    gutter: Annotated[Length | None, Doc("Between the columns.")] = None


Scale = Literal["standard", "clear", "large", "giant"]


class TextSpec(Struct, frozen=True, kw_only=True):
    """How large everything is set."""

    scale: Annotated[Scale, Doc("1, 7/6, 3/2 or 2 times every style.")]


class HeaderFooterCells(Struct, frozen=True, kw_only=True):
    """The cells of a header or footer; they wrap."""

    left: LocalText | None = None
    center: LocalText | None = None
    right: LocalText | None = None


class BandSpec(Struct, frozen=True, kw_only=True):
    """A header or footer."""

    left: Annotated[LocalText | None, Doc("The cell at the left edge; two quotes for nothing.")] = None
    center: Annotated[LocalText | None, Doc("The cell in the middle.")] = None
    right: Annotated[LocalText | None, Doc("The cell at the right edge.")] = None
    rule: Annotated[bool | None, Doc("A hairline between it and the text.")] = None
    first: Annotated[HeaderFooterCells | None, Doc("Cells that differ on the first page (headers only).")] = None


class SectionsSpec(Struct, frozen=True, kw_only=True):
    """Which sections, in which order."""

    order: Annotated[tuple[Plain, ...], Doc('Ids in order; "*" stands for all that are not named.')] = (Plain("*"),)
    omit: Annotated[tuple[Identifier, ...], Doc("Ids of sections that are left out.")] = ()
    new_page: Annotated[tuple[Identifier, ...], Doc("Ids of sections that begin on a new page.")] = ()
    span: Span


class ShowSpec(Struct, frozen=True, kw_only=True):
    """What is printed around the sections."""

    masthead: Annotated[bool | None, Doc("The clinic's name, logo and telephone at the head.")] = None
    audience: Annotated[bool | None, Doc("Under the title, for whom it is.")] = None
    patient_box: Annotated[bool | None, Doc("The patient's name, birth date and appointment.")] = None
    summary: Annotated[bool | None, Doc("The box In short.")] = None
    contents: Annotated[bool | None, Doc("A table of contents.")] = None
    sources: Annotated[bool | None, Doc("The list of sources.")] = None
    reviewed_by: Annotated[bool | None, Doc("Who reviewed it and when; the draft note is always printed.")] = None


class LayoutSpec(Struct, frozen=True, kw_only=True):
    """One layout file; what it leaves out comes from the layout that it extends."""

    extends: Annotated[Identifier | None, Doc("The layout that it starts from.")] = None
    audience: Annotated[Audiences | None, Doc("The only audiences that it takes.")] = None
    page: Annotated[PageSpec | None, Doc("The paper and the text block.")] = None
    text: Annotated[TextSpec | None, Doc("How large everything is set.")] = None
    styles: Annotated[Mapping[str, StyleSpec], Reads(_styles, _styles_schema), Doc("How each role looks.")] = {}
    header: Annotated[BandSpec | None, Doc("At the head of every page.")] = None
    footer: Annotated[BandSpec | None, Doc("At the foot of every page.")] = None
    sections: Annotated[SectionsSpec | None, Doc("Which sections, in which order.")] = None
    show: Annotated[ShowSpec | None, Doc("What is printed around the sections.")] = None
    id: str = ""
    span: Span

    HIDDEN: ClassVar[tuple[str, ...]] = ("id",)


class Layouts(Mapping[str, LayoutSpec]):
    """The layouts of a workspace that can be used, by name."""

    def __init__(
        self, whole: Mapping[str, LayoutSpec], broken: Mapping[str, tuple[Diagnostic, ...]] = MappingProxyType({})
    ) -> None:
        """`broken` says of each other layout what is wrong with it, or with one that it extends."""
        self._whole, self.broken = whole, broken

    def __getitem__(self, name: str) -> LayoutSpec:
        return self._whole[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)
