"""Verification refuses what is wrong: a fault is put into the layout or the file, and it must be found and named."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from handout.diagnostics import HandoutError
from handout.document import Column, Document, HeaderFooter, QrCode, Run
from handout.layout import layout
from handout.layout.geometry import Code, Glyphs, Line, Mark, Page, Pages, Rect, Rule
from handout.pdf import content_streams as content
from handout.pdf import font_objects, page_slots, small_fonts, write_pdf
from handout.pdf import fonts as painted_fonts
from handout.pdf.file import FileWriter
from handout.pdf.subsets import subset
from handout.pipeline import Renderer, Request, render
from handout.verify import verify
from handout.verify.page_geometry import CheckedPage
from handout.verify.rectangles import BlockNames, Rectangle, box_of
from handout.verify.rendered import painted
from handout.verify.rendered_words import LetterSequence
from handout.workspace.load import load
from layout.documents import (
    FONTS,
    HERE,
    STYLES,
    bullets,
    document,
    heading,
    leaf,
    part,
    row,
    style,
    table,
    text,
    words,
)

ROOT = Path(__file__).parents[2]
WHAT = "In plain words this is what the section says, with enough of them to fill more than one line of the page."


def _document(**more: Any) -> Document:
    body = (
        part(
            heading("What is it?"),
            text(WHAT),
            text("Write here: ", Run(text="[Name]", blank=90.0), ". ", Run(text="And ask", strong=True), " us."),
            bullets("one thing", "another thing"),
            QrCode(
                key=9001, url="https://example.org", alt="The address", size=60, words=(leaf("Read on"),), span=HERE
            ),
        ),
        part(
            heading("What next?"),
            table(("Test", "Shows"), row("Blood", "calcium"), row("Skin", "lumps"), columns=(Column(), Column())),
        ),
    )
    header = HeaderFooter(left=leaf("The clinic", role="band"), right=leaf(Run(text="", page_of="page"), role="band"))
    looks = {**STYLES, "band": style(size=8, leading=11)}
    return document(
        *body, header=header, footer=HeaderFooter(left=leaf("At the foot", role="band")), styles=looks, **more
    )


@pytest.fixture(scope="module")
def pages() -> Pages:
    return layout(_document(), FONTS)


def refused(pages: Pages, pdf: bytes | None = None) -> str:
    with pytest.raises(HandoutError) as caught:
        verify(write_pdf(pages, FONTS) if pdf is None else pdf, pages, FONTS)
    assert caught.value.exit_code == 5
    return str(caught.value)


def changed(pages: Pages, change: Callable[[list[Mark]], Sequence[Mark]]) -> Pages:
    """The pages with the first one's marks changed."""
    first = pages.pages[0]
    return replace(pages, pages=(Page(tuple(change(list(first.items))), first.frames), *pages.pages[1:]))


def at(items: list[Mark], begin: str) -> int:
    """The place of the line that begins so."""
    return next(i for i, item in enumerate(items) if isinstance(item, Line) and words(item).startswith(begin))


def moved(line: Line, x: float = 0.0, y: float = 0.0) -> Line:
    glyphs = tuple(replace(g, x=g.x + x) for g in line.glyphs)
    return replace(line, x=line.x + x, y=line.y + y, glyphs=glyphs)


def line_changed(begin: str, change: Callable[[Line], Line]) -> Callable[[list[Mark]], Sequence[Mark]]:
    def apply(items: list[Mark]) -> list[Mark]:
        place = at(items, begin)
        found = items[place]
        assert isinstance(found, Line)
        items[place] = change(found)
        return items

    return apply


def said(line: Line, text: str) -> Line:
    return replace(line, glyphs=(replace(line.glyphs[0], text=text), *line.glyphs[1:]))


def without(begin: str) -> Callable[[list[Mark]], Sequence[Mark]]:
    return lambda items: [item for i, item in enumerate(items) if i != at(items, begin)]


def over(begin: str, mark: Callable[[Line], Mark]) -> Callable[[list[Mark]], Sequence[Mark]]:
    def apply(items: list[Mark]) -> list[Mark]:
        line = items[at(items, begin)]
        assert isinstance(line, Line)
        return [*items, mark(line)]

    return apply


def across(y: float) -> Rule:
    return Rule(x1=60, y1=y, x2=90, y2=y, color="#000000", width=1)


def crowded(line: Line) -> Line:
    """The line with its later words pushed onto its first ones."""
    return replace(line, glyphs=(line.glyphs[0], *(replace(glyphs, x=glyphs.x - 9) for glyphs in line.glyphs[1:])))


def code_changed(change: Callable[[Code], Code]) -> Callable[[list[Mark]], Sequence[Mark]]:
    return lambda items: [change(item) if isinstance(item, Code) else item for item in items]


def test_good_pages_pass(pages: Pages) -> None:
    pdf = write_pdf(pages, FONTS)
    assert verify(pdf, pages, FONTS) is pdf


@pytest.mark.parametrize("scale", ["standard", "giant"])
@pytest.mark.parametrize("topic", ["milia-like-calcinosis", "preparing-for-your-visit"])
def test_the_repository_passes(topic: str, scale: str) -> None:
    workspace = load(ROOT, [topic])
    wanted = [Request(topics=(topic,), audience=name, scale=scale) for name in workspace.clinic.audiences]
    assert all(document.pages for document in render(workspace, wanted))


BLOCK = "'body' in the section 'What is it?', page 1: "


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (without("In plain"), BLOCK + "its words are not all there"),
        (without("At the foot"), "the header or footer, page 1: its words are not all there"),
        (line_changed("In plain", lambda line: moved(line, x=400)), BLOCK + "a line is outside the page's frame"),
        (line_changed("In plain", lambda line: moved(line, y=900)), BLOCK + "a line is outside the page's frame"),
        (
            line_changed("The clinic", lambda line: moved(line, y=50)),
            "header or footer, page 1: a line is off the paper",
        ),
        (line_changed("In plain", lambda line: moved(line, y=-6)), BLOCK + "a line overlaps another line"),
        (line_changed("In plain", lambda line: replace(line, measure=line.width / 2)), "longer than its measure"),
        (line_changed("In plain", lambda line: said(line, words(line)[3:])), BLOCK + "its words are not all there"),
        (line_changed("Write here", crowded), "words of a line overlap each other"),
        (line_changed("Read on", lambda line: replace(line, width=9.0)), "words are outside of their line"),
        (
            over("In plain", lambda line: Rect(x=line.x, y=line.y - 20, width=300, height=60, fill="#ffffff")),
            BLOCK + "a box is painted over a line",
        ),
        (
            over("In plain", lambda line: Rect(x=line.x + 9, y=line.y - 9, width=9, height=30)),
            "a line is partly outside of its box",
        ),
        (
            over("In plain", lambda line: Rect(x=-30, y=line.y + 80, width=9, height=9)),
            "page 1: a box is off the paper",
        ),
        (over("In plain", lambda line: across(line.y + 3)), BLOCK + "a rule goes through a line"),
        (over("In plain", lambda line: across(-9)), "a rule is off the paper"),
        (code_changed(lambda code: replace(code, y=code.y + 90)), "a picture overlaps a line"),
        (code_changed(lambda code: replace(code, x=900.0)), "a picture is outside the page's frame"),
        (
            over("In plain", lambda line: replace(line, leaf=77_777, y=130.0)),
            "a block, page 1: these words are not the document's",
        ),
    ],
)
def test_a_fault_in_the_layout_is_found(
    pages: Pages, fault: Callable[[list[Mark]], Sequence[Mark]], message: str
) -> None:
    wrong = changed(pages, fault)
    assert message in refused(wrong, write_pdf(pages, FONTS))


def test_a_block_over_another(pages: Pages) -> None:
    """A line beside the short last line of a paragraph overlaps no line, but is within the paragraph's block."""

    def beside(items: list[Mark]) -> list[Mark]:
        place, first = at(items, "one thing"), at(items, "In plain")
        item, last = items[place], items[first + 1]
        assert isinstance(item, Line)
        assert isinstance(last, Line)
        items[place] = moved(item, x=last.x + last.width + 9 - item.x, y=last.y - item.y)
        return items

    message = refused(changed(pages, beside), write_pdf(pages, FONTS))
    assert "a block overlaps another block" in message
    assert "a line overlaps" not in message


def test_a_label_that_is_repeated_beside_itself_a_line_lower_is_over_no_other_block(pages: Pages) -> None:
    """As the label of a table set as blocks that goes on in the next column; between its places is another block."""

    def repeated(items: list[Mark]) -> list[Mark]:
        place = at(items, "one thing")
        item = items[place]
        assert isinstance(item, Line)
        box = box_of(item)
        label = replace(item, artifact="Repeat")
        items[place : place + 1] = [label, moved(label, x=250.0, y=box.bottom - box.top)]
        return items

    checked = CheckedPage(changed(pages, repeated), 0, BlockNames(pages.document))
    assert not [problem.message for problem in checked.problems() if "overlaps" in problem.message]


def test_no_pages(pages: Pages) -> None:
    empty = replace(pages, pages=())
    assert "the document has no pages" in refused(empty, write_pdf(pages, FONTS))
    assert "can't be read back: the file is empty" in refused(pages, b"")
    assert "can't be read back: not a PDF" in refused(pages, b"GIF89a")


def test_a_page_is_missing_in_the_file(pages: Pages) -> None:
    twice = replace(pages, pages=pages.pages * 2)
    message = refused(twice, write_pdf(pages, FONTS))
    assert f"the file has {len(pages.pages)} page, the layout {2 * len(pages.pages)}" in message


def test_a_character_without_a_glyph(pages: Pages) -> None:
    wrong = changed(pages, line_changed("In plain", lambda line: said(line, "\u4e00" + words(line)[1:])))
    assert BLOCK + "a character has no glyph" in refused(wrong, write_pdf(pages, FONTS))


# Faults of the painter: what is laid out is right, and the file says or shows something else.


def painted_with(pages: Pages, wrong: Pages) -> str:
    return refused(pages, write_pdf(wrong, FONTS))


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (without("At the foot"), "the header or footer, page 1: its words can't be read back from the file"),
        (line_changed("In plain", lambda line: moved(line, y=900)), BLOCK + "its words can't be read back"),
        (line_changed("In plain", lambda line: said(line, "in plain" + words(line)[8:])), BLOCK + "its words can't"),
        (line_changed("In plain", lambda line: said(line, "plain In" + words(line)[8:])), BLOCK + "its words can't"),
        (line_changed("In plain", lambda line: said(line, "In plai nw" + words(line)[10:])), "run together or fall"),
        (line_changed("At the foot", lambda line: said(line, "At the foot, more")), "words in the file that are not"),
        (line_changed("In plain", lambda line: moved(line, y=-11)), "letters overlap letters of another line"),
        (line_changed("In plain", lambda line: moved(line, y=30)), BLOCK + "ink is not where the layout put it"),
        (line_changed("In plain", lambda line: moved(line, x=-54)), BLOCK + "ink is off the paper"),
    ],
)
def test_a_fault_in_the_file_is_found(
    pages: Pages, fault: Callable[[list[Mark]], Sequence[Mark]], message: str
) -> None:
    assert message in painted_with(pages, changed(pages, fault))


def test_ink_where_none_was_laid_out(pages: Pages) -> None:
    def more(items: list[Mark]) -> list[Mark]:
        line = items[at(items, "In plain")]
        assert isinstance(line, Line)
        # One line in two pieces: the same words, and another rectangle of ink.
        (glyphs,) = line.glyphs
        left, right = glyphs.text[:20], glyphs.text[20:]
        split = (
            Glyphs(left, glyphs.face, glyphs.size, glyphs.x, 5.0, glyphs.color, glyphs.run),
            Glyphs(right, glyphs.face, glyphs.size, glyphs.x + 100, 5.0, glyphs.color, glyphs.run),
        )
        items[at(items, "In plain")] = replace(line, glyphs=split)
        return items

    assert "there is other ink in the file than was laid out" in painted_with(pages, changed(pages, more))


def test_a_font_that_is_not_embedded(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    tampered(monkeypatch, rb"/FontFile2 \d+ 0 R", b"")
    message = refused(pages)
    assert "the font F0 is not embedded" in message
    assert "page 1: a font is not embedded" in message


def made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """No font is taken from an earlier document."""
    monkeypatch.setattr(painted_fonts, "embedded", painted_fonts.embedded.__wrapped__)


def test_a_glyph_that_is_lost(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(program: bytes, glyphs: Sequence[int]) -> Any:
        made = subset(program, glyphs)
        return replace(made, positions={glyph: 0 if new == 5 else new for glyph, new in made.positions.items()})

    monkeypatch.setattr(small_fonts, "subset", lost)
    made_anew(monkeypatch)
    assert re.search(r"the font F\d has no glyph for U\+", refused(pages))


def test_an_outline_that_is_lost(pages: Pages) -> None:
    """A glyph that draws nothing leaves its letter in the text and not on the paper."""
    line = pages.pages[0].items[at(list(pages.pages[0].items), "In plain")]
    assert isinstance(line, Line)
    face = FONTS.face(line.glyphs[0].face)
    empty = face.glyph(ord(" "))

    class Hollow:
        name, ascent, descent, cap_height = face.name, face.ascent, face.descent, face.cap_height
        content = face.content

        def glyph(self, code: int) -> int | None:
            return empty if code == ord("p") else face.glyph(code)

        def __getattr__(self, key: str) -> Any:
            return getattr(face, key)

    class Fonts:
        def face(self, name: str) -> Any:
            return Hollow() if name == face.name else FONTS.face(name)

        def __getattr__(self, key: str) -> Any:
            return getattr(FONTS, key)

    fonts: Any = Fonts()
    assert "has no glyph for U+0070" in refused(pages, write_pdf(pages, fonts))


def test_a_map_to_unicode_that_lies(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    true = font_objects.to_unicode
    made_anew(monkeypatch)
    monkeypatch.setattr(font_objects, "to_unicode", lambda found: true(["q" if c == "p" else c for c in found]))
    assert "its words can't be read back from the file" in refused(pages)


def test_a_stretch_that_is_never_painted(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    true = page_slots.marked_content
    seen: list[int] = []

    def lazy(words: Any, opens: Any, pen: Any) -> Any:
        seen.append(1)
        drawn = list(true(words, opens, pen))
        return drawn if len(seen) != 3 else [b"%s EMC" % begin for begin in opens]

    monkeypatch.setattr(content, "marked_content", lazy)
    assert "its words can't be read back from the file" in refused(pages)


def tampered(monkeypatch: pytest.MonkeyPatch, pattern: bytes, by: bytes) -> None:
    """From here on the painter writes something else into its objects."""
    true = FileWriter.add
    monkeypatch.setattr(FileWriter, "add", lambda self, body, at=None: true(self, re.sub(pattern, by, body), at))


@pytest.mark.parametrize(
    ("pattern", "by", "message"),
    [
        (rb"/MarkInfo", b"/OpenAction<</S/JavaScript/JS(app.alert)>>/MarkInfo", "there is /JavaScript in the file"),
        (rb"/MarkInfo", b"/AcroForm<</Fields[]>>/MarkInfo", "there is /AcroForm in the file"),
        (rb"/MarkInfo", b"/Names<</EmbeddedFiles<</Names[]>>>>/MarkInfo", "there is /EmbeddedFiles in the file"),
    ],
)
def test_what_a_handout_never_has(
    pages: Pages, monkeypatch: pytest.MonkeyPatch, pattern: bytes, by: bytes, message: str
) -> None:
    tampered(monkeypatch, pattern, by)
    assert message in refused(pages)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda pdf: b"%PDF-1.4\n" + pdf[9:], "doesn't begin as this program's files do"),
        (lambda pdf: pdf + b"more", "something else in the file than objects"),
        (
            lambda pdf: pdf.replace(b"endstream\nendobj", b"endstream endobj", 1),
            "doesn't end as this program's objects do",
        ),
        (lambda pdf: pdf[:-9], "something else in the file than objects"),
        (lambda pdf: pdf[: pdf.index(b"stream\n") + 40], "doesn't end as this program's objects do"),
        (lambda pdf: pdf[: pdf.index(b"obj\n<<") + 6], "an object never ends"),
    ],
)
def test_a_file_that_is_not_ours(pages: Pages, spoil: Callable[[bytes], bytes], message: str) -> None:
    assert message in refused(pages, spoil(write_pdf(pages, FONTS)))


def test_nothing_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    """A painter that drops a line stops the render."""
    true = page_slots.marked_content
    monkeypatch.setattr(content, "marked_content", lambda w, o, p: list(true(w, o, p))[:-1])
    renderer = Renderer(load(ROOT, ["milia-like-calcinosis"]))
    with pytest.raises(HandoutError) as caught:
        renderer.render(Request(topics=("milia-like-calcinosis",), audience="clinician"))
    assert caught.value.exit_code == 5


def test_messages_tell_no_patients_words() -> None:
    body = part(heading("For you"), text("Dear ", Run(text="Zebedee Quux", slot=True), ", come again."))
    pages = layout(document(body, personal=True), FONTS)
    verify(write_pdf(pages, FONTS), pages, FONTS)
    wrong = changed(pages, line_changed("Dear", lambda line: said(line, "Deer ")))
    message = painted_with(pages, wrong)
    assert "in the section 'For you'" in message
    assert "Zebedee" not in message


def test_slots_are_read_in_the_order_of_painting() -> None:
    body = table(("Who", "What"), row(Run(text="Anna", slot=True), "comes"), columns=(Column(), Column()))
    pages = layout(document(body, personal=True), FONTS)
    assert [words(line) for line in painted(pages.pages[0], True)] == ["Who", "What", "Anna", "comes"]


def test_a_reading_knows_letters_and_gaps() -> None:
    reading = LetterSequence()
    reading.take("one two")
    reading.take("three ")
    reading.take("four")
    assert (reading.letters, reading.gaps) == ("onetwothreefour", {3, 11})


def test_areas() -> None:
    square = Rectangle(0, 0, 10, 10)
    assert square.within(Rectangle(0, 0, 10, 10))
    assert not square.within(Rectangle(0, 0, 10, 9))
    assert square.over(Rectangle(9, 9, 20, 20))
    assert not square.over(Rectangle(10, 0, 20, 10))
    assert square.joined(Rectangle(5, 5, 20, 12)) == Rectangle(0, 0, 20, 12)
