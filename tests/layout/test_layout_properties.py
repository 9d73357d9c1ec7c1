"""What holds for the pages of every document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handout.diagnostics import HandoutError
from handout.document import (
    Column,
    Definition,
    Definitions,
    Document,
    Group,
    HeaderFooter,
    Heading,
    Item,
    List,
    Masthead,
    Node,
    Paragraph,
    QrCode,
    Run,
    Section,
    Table,
    WritingLines,
    walk,
)
from handout.layout import layout
from handout.layout.geometry import Code, Line, Page, Pages, Rect, Rule
from handout.verify import table_cells as cells
from handout.verify.rectangles import BlockNames

from .documents import FONTS, HERE, STYLES, box, bullets, document, heading, leaf, page, row, style, text

CLOSE = 0.02
WORDS = st.lists(
    st.sampled_from(
        ["a", "of", "skin", "calcium", "–", "incomprehensible", "well-being", "(see)", "5\xa0mg", "w{}", "."]
    ),
    max_size=40,
)
SENTENCES = st.tuples(WORDS, st.integers(0, 20)).map(
    lambda drawn: " ".join(drawn[0]).replace("of skin", "of\nskin").replace("a a", "a\na", drawn[1])
)
RUNS = st.builds(
    Run,
    text=SENTENCES,
    strong=st.booleans(),
    slot=st.booleans(),
    whole=st.sampled_from([False, False, True]),
    blank=st.sampled_from([None, None, None, 40.0, 500.0]),
)
LEAF_RUNS = st.lists(RUNS, min_size=1, max_size=3)


@st.composite
def nodes(draw: st.DrawFn, depth: int = 2) -> Node:
    kinds = "text heading bullets table terms lines code pair" + (" box part nested" if depth else "")
    below = st.lists(nodes(depth - 1), max_size=4) if depth else st.just([])
    words = draw(SENTENCES)
    match draw(st.sampled_from(kinds.split())):
        case "heading":
            return Section(children=(_title(words), text("what follows")))
        case "bullets":
            return bullets(*draw(st.lists(SENTENCES, max_size=5)))
        case "table":
            return draw(tables())
        case "terms":
            pairs = draw(st.lists(st.tuples(SENTENCES, SENTENCES), max_size=4))
            terms = tuple(Definition(term=leaf(a, role="label"), text=leaf(b)) for a, b in pairs)
            return Definitions(items=terms, kind=draw(st.sampled_from(["stacked", "beside", "aligned"])))
        case "lines":
            return WritingLines(label=leaf(words or "Notes"), count=draw(st.integers(1, 12)), span=HERE)
        case "code":
            return QrCode(key=0, url="https://example.org", alt="", size=60, words=(leaf(words or "Read"),), span=HERE)
        case "pair":
            return Masthead(left=(text(words),), right=(text(draw(SENTENCES)),))
        case "box":
            return box(words, *draw(below), icon=draw(st.sampled_from([None, "info"])))
        case "part":
            return Section(children=(_title(words), text("first"), *draw(below)))
        case "nested":
            label = draw(st.sampled_from([None, leaf("1.", role="label")]))
            items = (Item(label=label, children=tuple(draw(below))),)
            return List(kind="decimal" if label else "check", items=items)
        case _:
            return text(*draw(LEAF_RUNS), keep_with_next=draw(st.booleans()))


def _title(words: str) -> Heading:
    return heading(" ".join(words.split(" ")[:6]) or "Title")


SHORT = st.sampled_from(("", "", "1", "37.5 mg", "thin layer", "Temperature", "10.25 × 10⁹/L", "incomprehensible " * 2))
CELLS = st.one_of(SENTENCES, SHORT, st.builds(Run, text=SHORT, slot=st.booleans(), whole=st.booleans()))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    wide = draw(st.integers(1, 7))
    rows = st.lists(st.lists(CELLS, min_size=wide, max_size=wide).map(lambda cells: row(*cells)), max_size=5)
    titles = draw(st.lists(SENTENCES, max_size=2))
    groups = [Group(title=leaf(t, role="group"), rows=tuple(draw(rows)) or (row(*["x"] * wide),)) for t in titles]
    groups.append(Group(title=None, rows=tuple(draw(rows))))
    return Table(
        columns=(Column(weight=draw(st.sampled_from([None, None, 1 / wide]))),) * wide,
        header=row(
            *[draw(st.sampled_from(["Head", "Pain 0 to 10", "incomprehensible"])) for _ in range(wide)], role="head"
        ),
        row_headers=draw(st.booleans()),
        groups=tuple(groups),
        caption=leaf(draw(SENTENCES)),
        ruled=draw(st.booleans()),
        stacked=draw(st.booleans()),
        span=HERE,
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    columns = draw(st.sampled_from([1, 1, 2]))
    height = draw(st.sampled_from([250.0, 350.0, 500.0]))
    return document(
        *draw(st.lists(nodes(), max_size=8)),
        setup=page(height=height, measure=230.0, columns=columns),
        header=HeaderFooter(
            left=leaf(draw(SENTENCES), role="band"), right=leaf("Page ", Run(text="", page_of="page"), role="band")
        ),
        footer=HeaderFooter(notice=leaf("Notice", role="notice"), rule=True),
        styles={**STYLES, "box": style(background="#eeeeee", padding=draw(st.sampled_from([0.0, 10.0])))},
    )


def lines(page: Page, bands: bool = False) -> list[Line]:
    found = [item for item in page.items if isinstance(item, Line)]
    return [line for line in found if bands or line.artifact not in ("Header", "Footer")]


def check_frames(pages: Pages) -> None:
    for each in pages.pages:
        for line in lines(each):
            assert any(
                frame.x - CLOSE <= line.x
                and line.x + line.width <= frame.x + frame.width + CLOSE
                and frame.y - CLOSE <= line.y - line.descent
                and line.y + line.ascent <= frame.y + frame.height + CLOSE
                for frame in each.frames
            ), line
        for area in (item for item in each.items if isinstance(item, Rect)):
            assert area.width > 0
            assert area.height > 0


def check_overlaps(pages: Pages) -> None:
    for each in pages.pages:
        found = sorted(lines(each, bands=True), key=lambda line: line.y - line.descent)
        for number, line in enumerate(found):
            for other in found[number + 1 :]:
                if other.y - other.descent >= line.y + line.ascent - CLOSE:
                    break
                beside = line.x + line.width <= other.x + CLOSE or other.x + other.width <= line.x + CLOSE
                assert beside, (line, other)


def check_texts(pages: Pages) -> None:
    """Every leaf's words come back, in order and once; where a text ends its line, a space is left."""
    found: dict[int, str] = defaultdict(str)
    for each in pages.pages:
        for line in lines(each):
            if not line.artifact:
                found[line.leaf] += "".join(glyphs.text for glyphs in line.glyphs)
    expected = {made.key: made.text.replace("\n", " ") for made in walk(pages.document.body) if made.text}
    assert dict(found) == expected


def check_headings(pages: Pages) -> None:
    """No frame ends with a heading, unless it has nothing but what is kept with the next."""
    headings, kept = set[int](), set[int]()
    for node in _below(pages.document.body):
        if isinstance(node, Heading):
            headings.add(node.leaf.key)
        elif isinstance(node, Paragraph) and node.keep_with_next:
            kept.add(node.leaf.key)
    frames = [column for each in pages.pages for column in _columns(each) if column]
    for column in frames[:-1]:
        if column[-1].leaf in headings:
            assert all(line.leaf in headings | kept for line in column), column[-1]


def _columns(each: Page) -> list[list[Line]]:
    """The lines of each frame, without repeated ones, as long as no picture or rule comes last."""
    found = []
    for frame in each.frames:
        inside = [
            item
            for item in each.items
            if isinstance(item, Line | Code | Rule)
            and frame.x - CLOSE <= (item.x1 if isinstance(item, Rule) else item.x) <= frame.x + frame.width
            and not (isinstance(item, Line) and item.artifact)
        ]
        lines_only = [item for item in inside if isinstance(item, Line)]
        found.append(lines_only if inside and isinstance(inside[-1], Line) else [])
    return found


def _below(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, Section):
            yield from _below(node.children)


def check_slots(pages: Pages) -> None:
    """The slots count all lines of the leaves with a patient's words, and start where their first lines do."""
    counted: dict[tuple[int, int], int] = defaultdict(int)
    for slot in pages.slots:
        counted[slot.leaf, slot.page] += slot.lines
        assert any(line.y == slot.y and line.slot == slot.leaf for line in lines(pages.pages[slot.page], bands=True))
    drawn: dict[tuple[int, int], int] = defaultdict(int)
    for number, each in enumerate(pages.pages):
        for line in lines(each, bands=True):
            if line.slot is not None:
                drawn[line.slot, number] += 1
    assert counted == drawn


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_pages_hold_together(made: Document) -> None:
    try:
        pages = layout(made, FONTS)
    except HandoutError as error:
        assert error.exit_code == 5
        return
    check_frames(pages)
    check_overlaps(pages)
    check_texts(pages)
    check_headings(pages)
    check_slots(pages)
    assert [*cells.problems(pages, BlockNames(pages.document))] == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_the_same_document_gives_the_same_pages(made: Document) -> None:
    try:
        first = layout(made, FONTS)
    except HandoutError:
        return
    assert layout(made, FONTS) == first
