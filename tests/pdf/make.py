"""Pages made by hand for the painter's tests: a plain setter that breaks lines greedily, and documents to set."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Literal

import msgspec
from PIL import Image as Pictures

from handout.diagnostics import Span
from handout.document import (
    Box,
    Column,
    Definition,
    Definitions,
    Document,
    Figure,
    Group,
    HeaderFooter,
    Heading,
    Item,
    Leaf,
    List,
    Masthead,
    Node,
    PageSetup,
    Paragraph,
    Picture,
    QrCode,
    Row,
    Run,
    Section,
    Style,
    Table,
    WritingLines,
    leaves,
    walk,
)
from handout.fonts.glyphs import FontBook
from handout.layout.geometry import (
    Code,
    Frame,
    Glyphs,
    Icon,
    Image,
    Line,
    LinkTarget,
    Mark,
    Page,
    Pages,
    Rect,
    Rule,
    Slot,
)

FONTS = FontBook()
SPAN = Span("topic.yaml", 3, 5)
PAPER = PageSetup(width=420, height=595, top=60, bottom=60, left=50, right=50)
STYLES = {
    "body": Style(size=11, leading=15),
    "heading": Style(size=17, leading=22, bold=True, color="#1a5276"),
    "band": Style(size=8, leading=11),
}


Artifact = Literal["", "Header", "Footer", "Repeat"]


class Keys:
    """Counts leaves up."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        self.last += 1
        return self.last

    def leaf(self, *runs: Run | str, role: str = "body") -> Leaf:
        made = tuple(Run(text=run) if isinstance(run, str) else run for run in runs)
        return Leaf(key=self.next(), role=role, runs=made, span=SPAN)

    def p(self, *runs: Run | str, id: str | None = None) -> Paragraph:
        return Paragraph(leaf=self.leaf(*runs), id=id)

    def h(self, level: int, *runs: Run | str, id: str | None = None) -> Heading:
        return Heading(level=level, leaf=self.leaf(*runs, role="heading"), id=id)


def document(*body: Node, **more: object) -> Document:
    fields = {
        "title": "Milia-like calcinosis",
        "language": "en-GB",
        "author": "Riverside Skin Clinic",
        "subject": "Patient information",
        "date": "2026-11-01",
        "styles": STYLES,
        "families": {"body": ("FiraGO",)},
        "page": PAPER,
        "body": body,
    }
    return Document(**{**fields, **more})  # type: ignore[arg-type]


def picture(mode: str = "RGBA", kind: str = "PNG", **more: Any) -> Picture:
    size = (24, 16)
    image = Pictures.new(mode, size)
    colours: dict[str, Any] = {"RGBA": (200, 30, 30, 128), "LA": (90, 128), "CMYK": (0, 200, 90, 10)}
    middle = Pictures.new(mode, (12, 8), colours.get(mode, 60))
    image.paste(middle, (6, 4))
    out = BytesIO()
    image.save(out, kind, **more)
    return Picture(content=out.getvalue(), format=kind, width=size[0], height=size[1])  # type: ignore[arg-type]


class Setter:
    """Sets a document's leaves one under the other, a page after another."""

    def __init__(self, document: Document, fonts: FontBook) -> None:
        self.fonts = fonts
        self.document = document
        self.pages: list[list[Mark]] = []
        self.places: dict[str, LinkTarget] = {}
        self.slots: list[Slot] = []
        self.y = 0.0

    def run(self) -> Pages:
        self._new_page()
        for node in self.document.body:
            self._node(node)
        frame = Frame(50, 60, 320, 475)
        pages = tuple(Page(tuple(items), (frame,)) for items in self.pages)
        return Pages(document=self.document, pages=pages, places=self.places, slots=tuple(self.slots))

    def _new_page(self) -> None:
        self.pages.append([])
        self.y = 595 - 80
        header: tuple[HeaderFooter, float, Artifact] = (self.document.header, 560.0, "Header")
        footer: tuple[HeaderFooter, float, Artifact] = (self.document.footer, 30.0, "Footer")
        for band, y, kind in (header, footer):
            for cell in band.cells:
                self._lines(cell, y, kind)

    def _node(self, node: Node) -> None:
        if getattr(node, "id", None):
            self.places[node.id] = LinkTarget(len(self.pages) - 1, 50, self.y + 15)  # type: ignore[union-attr, index]
        match node:
            case Figure() | QrCode():
                self.y -= 80
                if isinstance(node, QrCode):
                    self._add(Code(key=node.key, url=node.url, x=50, y=self.y, size=70))
                else:
                    self._add(Image(key=node.key, picture=node.picture, x=50, y=self.y, width=90, height=60))
                self.y -= 20
                for leaf in leaves(node):
                    self._leaf(leaf)
            case Box():
                self._add(
                    Rect(
                        x=45,
                        y=self.y - 60,
                        width=330,
                        height=80,
                        fill="#eef3f7",
                        stroke="#1a5276",
                        stroke_width=1.5,
                        radius=6,
                    )
                )
                if node.icon:
                    self._add(Icon(name=node.icon, x=350, y=self.y - 5, size=18, color="#1a5276"))
                if node.title:
                    self._leaf(node.title)
                for child in node.children:
                    self._node(child)
            case Section():
                for child in node.children:
                    self._node(child)
            case Table():
                self._table(node)
            case List(kind="check"):
                for leaf in leaves(node):
                    self._add(Icon(name="tick-box", x=30, y=self.y - 2, size=12, color="#000000"))
                    self._leaf(leaf)
            case _:
                for leaf in leaves(node):
                    self._leaf(leaf)
                if isinstance(node, WritingLines):
                    self.y -= 20
                    self._add(Rule(x1=50, y1=self.y, x2=370, y2=self.y, color="#000000", width=0.5))
                    self.y -= 20

    def _table(self, table: Table) -> None:
        if table.caption:
            self._leaf(table.caption)
        if table.header:
            self._row(table.header.titles, "")
        for group in table.groups:
            if group.title:
                self._leaf(group.title)
            for row in group.rows:
                before = len(self.pages)
                if self.y < 90:
                    self._new_page()
                if len(self.pages) > before and table.header:
                    self._row(table.header.titles, "Repeat")
                self._row(row.titles, "")

    def _row(self, cells: tuple[Leaf, ...], artifact: Artifact) -> None:
        top = self.y
        for index, cell in enumerate(cells):
            lines = self._lines(cell, top, artifact, x=50 + 110 * index, measure=105)
            self.y = min(self.y, top - 15 * lines)
        self._add(Rule(x1=50, y1=self.y + 11, x2=370, y2=self.y + 11, color="#768692", width=0.5))

    def _add(self, mark: Mark) -> None:
        self.pages[-1].append(mark)

    def _leaf(self, leaf: Leaf) -> None:
        lines = self._lines(leaf, self.y, "")  # it may turn the page
        self.y -= lines * 15 + 4

    def _lines(self, leaf: Leaf, y: float, artifact: Artifact, x: float = 50, measure: float = 320) -> int:
        style = self.document.styles[leaf.role]
        rows: list[list[Glyphs]] = [[]]
        at = x
        for index, run in enumerate(leaf.runs):
            faces = self.fonts.faces(
                self.document.families[style.family], style.bold or run.strong, style.italic or run.emphasis
            )
            color = "#003087" if run.link else style.color
            for word in [run.text] if run.blank else run.text.replace(" ", " \0").split("\0"):
                width = (
                    run.blank
                    or sum(face.advance(part) for face, part in self.fonts.split(faces, word.rstrip(" "))) * style.size
                )
                if at + width > x + measure and rows[-1]:
                    rows.append([])
                    at = x
                pieces = [(faces[0], word)] if run.blank else self.fonts.split(faces, word)
                for face, part in pieces:
                    width = run.blank or face.advance(part) * style.size
                    rows[-1].append(Glyphs(part, face.name, style.size, at, width, color, index))
                    at += width
        slot = leaf.key if leaf.slot else None
        if not leaf.text:
            return 1
        count, first = 0, y
        for row in rows:
            if not artifact and y < 60:
                self._slot(leaf, first, count)
                self._new_page()
                y = first = self.y
                self.y, count = y, 0
            end = row[-1].x + row[-1].width if row else x
            if row and row[-1].text.endswith(" "):
                end -= self.fonts.face(row[-1].face).advance(" ") * style.size
            self._add(
                Line(
                    leaf=leaf.key,
                    role=leaf.role,
                    glyphs=tuple(row),
                    x=x,
                    y=y,
                    width=end - x,
                    measure=measure,
                    ascent=style.size * 0.8,
                    descent=style.size * 0.25,
                    slot=slot,
                    artifact=artifact,
                    span=leaf.span,
                )
            )
            for glyphs in row:
                if leaf.runs[glyphs.run].blank:
                    self._add(
                        Rule(
                            x1=glyphs.x,
                            y1=y - 2,
                            x2=glyphs.x + glyphs.width,
                            y2=y - 2,
                            color="#000000",
                            width=0.5,
                            slot=slot,
                        )
                    )
            y -= style.leading
            count += 1
        self._slot(leaf, first, count)
        return count

    def _slot(self, leaf: Leaf, y: float, lines: int) -> None:
        if leaf.slot:
            self.slots.append(Slot(leaf=leaf.key, page=len(self.pages) - 1, x=50, y=y, measure=320, lines=lines))


def set_pages(document: Document, fonts: FontBook = FONTS) -> Pages:
    return Setter(document, fonts).run()


WORDS = "Small hard bumps of calcium in the skin are called milia-like calcinosis; your clinic can help you with them. "


def rich(name: str = "Anna Nguyen", *, personal: bool = True) -> Document:
    """A document with every kind of node, links, a paragraph and a table over two pages, and slots."""
    k = Keys()
    who = Run(text=name, slot=True)
    header = HeaderFooter(left=k.leaf(who, role="band"), right=k.leaf("Riverside Skin Clinic", role="band"))
    footer = HeaderFooter(left=k.leaf("Page 1", role="band"))
    body = (
        Masthead(left=(k.p("Riverside Skin Clinic"),), right=(k.p("555 0100"),)),
        k.h(1, "Milia-like calcinosis – ≤ 5 µg"),
        k.p(
            "Dear ", who, ", this was printed for you. Bring it with you and write in the margin what you ask yourself."
        ),
        Section(
            id="what",
            children=(
                k.h(2, "What is it?", id="what-is-it"),
                k.p(
                    WORDS * 4,
                    Run(
                        text="a link with a name long enough to wrap over two lines of this page",
                        link="https://example.org/a?b=c&d=(e)",
                    ),
                    " and more.",
                ),
                k.p(
                    "In French: ",
                    Run(text="calcinose de type milium", lang="fr", emphasis=True),
                    ". See ",
                    Run(text="the last part", link="#end"),
                    ".",
                ),
                k.p(
                    "Ask ",
                    who,
                    " on ",
                    Run(text="[the day]", blank=60.0),
                    " or ",
                    Run(text="read on", link="https://example.org/"),
                    ".",
                ),
                List(kind="disc", items=tuple(Item(label=k.leaf("•"), children=(k.p(f"item {n}"),)) for n in range(3))),
                List(
                    kind="decimal",
                    items=(
                        Item(
                            label=k.leaf("1."),
                            children=(
                                k.p("first"),
                                List(kind="disc", items=(Item(label=k.leaf("•"), children=(k.p("inner"),)),)),
                            ),
                        ),
                    ),
                ),
                List(kind="check", items=(Item(label=None, children=(k.p("Bring your list"),)),)),
            ),
        ),
        Definitions(items=(Definition(term=k.leaf("Biopsy"), text=k.leaf("a small sample of skin")),)),
        Box(
            role="box",
            title=k.leaf("Important"),
            children=(k.p("Do not squeeze."),),
            icon="important",
            tag="Aside",
            span=SPAN,
        ),
        Box(role="box", title=k.leaf("Get help now"), children=(k.p("Ring us."),), icon="help", span=SPAN),
        Box(role="box", title=None, children=(k.p("Good to know."),), icon="info", span=SPAN),
        table(k, who),
        Figure(
            key=k.next(),
            picture=picture(),
            alt="A red square (half seen)",
            width=90,
            caption=k.leaf("How it looks"),
            span=SPAN,
        ),
        Figure(key=k.next(), picture=picture(), alt="", width=90, span=SPAN),
        QrCode(
            key=k.next(),
            url="https://example.org/leaflet",
            alt="The leaflet's address",
            size=70,
            words=(k.leaf("example.org"),),
            span=SPAN,
        ),
        WritingLines(label=k.leaf("My questions"), count=1, span=SPAN),
        Section(id="end", children=(k.h(2, "For ", who, id="end"), k.p(WORDS * 12))),
    )
    return document(*body, header=header, footer=footer, personal=personal)


def table(k: Keys, who: Run) -> Table:
    rows = tuple(
        Row(cells=(k.leaf(f"Test {n}"), k.leaf("what it shows" if n else who), k.leaf("")), span=SPAN)
        for n in range(30)
    )
    caption, header = k.leaf("Tests"), Row(cells=(k.leaf("Test"), k.leaf("Shows"), k.leaf("When")), span=SPAN)
    groups = (Group(title=k.leaf("Blood"), rows=rows[:15]), Group(title=None, rows=rows[15:]))
    return Table(columns=(Column(),) * 3, header=header, groups=groups, caption=caption, span=SPAN)


def with_language(document: Document, language: str) -> Document:
    return msgspec.structs.replace(document, language=language)


__all__ = ["FONTS", "SPAN", "Keys", "document", "picture", "rich", "set_pages", "walk", "with_language"]
