"""Any PDF read as passages: in the order of its tags, or of its lines where it has none."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from extract.make import Draft, artifact, mark, text
from handout.diagnostics import HandoutError
from handout.extract import RULES, CellPosition, Passage, PdfReading, pages, reading
from handout.extract.joined import joined, mostly_spaced
from handout.extract.passages import ARTIFACT
from handout.extract.pieces import TextPiece
from handout.extract.tags import show, tags
from handout.extract.text import raw_text


def all_of(found: PdfReading) -> list[tuple[int, str, str]]:
    """Each passage with its page and role."""
    return [(page.number, each.role, each.text) for page in found.pages for each in page.passages]


def texts(found: PdfReading) -> list[str]:
    return [words for _, _, words in all_of(found)]


def one(draft: Draft) -> Passage:
    ((found,),) = [page.passages for page in reading(draft.content).pages]
    return found


# With tags


def test_the_order_is_that_of_the_tags() -> None:
    draft = Draft(mark(0, text((50, 600, "second"))) + mark(1, text((50, 700, "first"))))
    draft.tag(draft.element("Document", draft.element("P", (0, 1)), draft.element("P", (0, 0))))
    assert all_of(reading(draft.content)) == [(1, "P", "first"), (1, "P", "second")]


def test_sections_are_the_headings_above() -> None:
    lines = ["Title", "intro", "Dose", "take", "Night", "sleep", "Help", "ring"]
    content = "".join(mark(n, text((50, 700 - 20 * n, words))) for n, words in enumerate(lines))
    roles = ["H1", "P", "H2", "P", "H3", "P", "H2", "P"]
    draft = Draft(content)
    draft.tag(*(draft.element(role, (0, n)) for n, role in enumerate(roles)))
    assert [passage.section for passage in reading(draft.content).pages[0].passages] == [
        (), ("Title",), ("Title",), ("Title", "Dose"), ("Title", "Dose"), ("Title", "Dose", "Night"),
        ("Title",), ("Title", "Help"),
    ]  # fmt: skip


def test_a_heading_in_a_box_ends_with_the_box() -> None:
    content = "".join(mark(n, text((50, 700 - 20 * n, words))) for n, words in enumerate(["Title", "Box", "in", "out"]))
    draft = Draft(content)
    draft.tag(
        draft.element("H1", (0, 0)),
        draft.element("Aside", draft.element("H2", (0, 1)), draft.element("P", (0, 2))),
        draft.element("P", (0, 3)),
    )
    assert [passage.section for passage in reading(draft.content).pages[0].passages][2:] == [
        ("Title", "Box"), ("Title",),
    ]  # fmt: skip


def test_roles_are_the_standards_where_the_file_has_its_own() -> None:
    draft = Draft(mark(0, text((50, 700, "Dose"))) + mark(1, text((50, 680, "take"))))
    draft.tag(draft.element("Chapter", (0, 0)), draft.element("Para", (0, 1)), roles={"Chapter": "H1", "Para": "P"})
    found = reading(draft.content)
    assert all_of(found) == [(1, "H1", "Dose"), (1, "P", "take")]
    assert found.pages[0].passages[1].section == ("Dose",)


def test_a_passage_over_two_pages_is_one_on_each() -> None:
    draft = Draft(mark(0, text((50, 100, "begins here and"))), mark(0, text((50, 700, "ends there"))))
    draft.tag(draft.element("P", (0, 0), (1, 0)))
    first, second = (page.passages[0] for page in reading(draft.content).pages)
    assert (first.text, first.continued) == ("begins here and", False)
    assert (second.text, second.continued) == ("ends there", True)


def test_a_word_that_goes_on_overleaf_is_told() -> None:
    draft = Draft(mark(0, text((50, 100, "milia-"))), mark(0, text((50, 700, "like"))))
    draft.tag(draft.element("P", (0, 0), (1, 0)))
    first, second = (page.passages[0] for page in reading(draft.content).pages)
    assert (first.text, first.joins) == ("milia-", (6,))
    assert second.text == "like"


def test_headings_without_a_number_are_as_deep_as_their_sections() -> None:
    words = ["Book", "Part", "text", "Chapter", "more"]
    draft = Draft("".join(mark(n, text((50, 700 - 20 * n, each))) for n, each in enumerate(words)))
    inner = draft.element("Sect", draft.element("H", (0, 3)), draft.element("P", (0, 4)))
    part = draft.element("Sect", draft.element("H", (0, 1)), draft.element("P", (0, 2)), inner)
    draft.tag(draft.element("Title", (0, 0)), part)
    found = {each.text: each.section for each in reading(draft.content).pages[0].passages}
    assert found["text"] == ("Book", "Part")
    assert found["more"] == ("Book", "Part", "Chapter")


def test_links_and_spans_are_part_of_their_paragraph() -> None:
    draft = Draft(
        mark(0, text((50, 700, "see "))) + mark(1, text((74, 700, "the page"))) + mark(2, text((122, 700, ", please")))
    )
    draft.tag(draft.element("P", (0, 0), draft.element("Link", (0, 1)), (0, 2)))
    assert texts(reading(draft.content)) == ["see the page, please"]


def test_what_stands_around_a_block_inside_is_parted_by_it() -> None:
    draft = Draft(
        "".join(mark(n, text((50, 700 - 20 * n, words))) for n, words in enumerate(["item", "inner", "rest"]))
    )
    draft.tag(draft.element("LBody", (0, 0), draft.element("LI", (0, 1)), (0, 2)))
    assert all_of(reading(draft.content)) == [(1, "LBody", "item"), (1, "LI", "inner"), (1, "LBody", "rest")]


def test_artifacts_come_last_and_can_be_left_out() -> None:
    draft = Draft(artifact(text((50, 780, "Clinic"))) + mark(0, text((50, 700, "words"))))
    draft.tag(draft.element("P", (0, 0)))
    assert all_of(reading(draft.content)) == [(1, "P", "words"), (1, ARTIFACT, "Clinic")]
    assert texts(reading(draft.content, bands=False)) == ["words"]


def test_words_that_no_tag_has_are_never_left_out() -> None:
    draft = Draft(mark(0, text((50, 700, "tagged"))) + text((50, 600, "forgotten")) + mark(7, text((50, 500, "lost"))))
    draft.tag(draft.element("P", (0, 0)))
    found = all_of(reading(draft.content, bands=False))
    assert found == [(1, "P", "tagged"), (1, "", "forgotten"), (1, "", "lost")]


def test_a_page_without_tags_in_a_file_with_tags() -> None:
    draft = Draft(mark(0, text((50, 700, "tagged"))), text((50, 700, "added later")))
    draft.tag(draft.element("P", (0, 0)))
    del draft.pdf.pages[1].StructParents
    assert all_of(reading(draft.content)) == [(1, "P", "tagged"), (2, "", "added later")]


def test_words_in_a_form_xobject_are_its_paragraphs() -> None:
    draft = Draft(mark(0, text((50, 700, "before ")) + "/X Do\n") + artifact("/X Do\n"))
    form = draft.pdf.make_stream(text((92, 700, "inside")).encode("latin-1"))
    form.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 600, 800]),
        Resources=Dictionary(Font=Dictionary(F=draft.font)),
    )  # fmt: skip
    draft.pdf.pages[0].Resources.XObject = Dictionary(X=form)
    draft.tag(draft.element("P", (0, 0)))
    assert texts(reading(draft.content))[0] == "before inside"


def test_a_tree_deeper_than_anybody_writes_loses_no_words() -> None:
    draft = Draft(mark(0, text((50, 700, "deep"))))
    element = draft.element("P", (0, 0))
    for _ in range(400):
        element = draft.element("Div", element)
    draft.tag(element)
    assert texts(reading(draft.content)) == ["deep"]


# Tables


def grid(*rows: str, words: str = "") -> Draft:
    """A table with one letter for each cell, a hyphen for one without words, and more words in the page's tree."""
    draft = Draft("".join(mark(n, text((50, 700 - 20 * n, each))) for n, each in enumerate("".join(rows) + words)))
    numbers = iter(range(len("".join(rows))))
    made = [
        draft.element(
            "TR",
            *(draft.element("TD", *([] if each == "-" else [(0, n)])) for each, n in zip(row, numbers, strict=False)),
        )
        for row in rows
    ]
    return draft.tag(draft.element("Table", *made))


def placed(draft: Draft) -> list[tuple[int, int, int, str]]:
    found = reading(draft.content).pages[0].passages
    return [(each.cell.table, each.cell.row, each.cell.column, each.text) for each in found if each.cell]


def test_cells_without_words_are_there() -> None:
    assert placed(grid("ab-", "---", "-c-")) == [
        (1, 1, 1, "a"), (1, 1, 2, "b"), (1, 1, 3, ""),
        (1, 2, 1, ""), (1, 2, 2, ""), (1, 2, 3, ""),
        (1, 3, 1, ""), (1, 3, 2, "c"), (1, 3, 3, ""),
    ]  # fmt: skip


def test_a_screen_reader_meets_cells_without_words() -> None:
    assert show(tags(grid("a-", "--", "-b").content)).splitlines() == [
        "Table", "  TR", "    TD a", "    TD", "  TR", "    TD", "    TD", "  TR", "    TD", "    TD b",
    ]  # fmt: skip


def test_a_cell_is_one_passage_whatever_is_in_it() -> None:
    words = ["take", "these", "1.", "one", "go on", "next"]
    draft = Draft("".join(mark(n, text((50, 700 - 20 * n, each))) for n, each in enumerate(words)))
    items = draft.element("L", draft.element("LI", draft.element("Lbl", (0, 2)), draft.element("LBody", (0, 3))))
    first = draft.element(
        "TD", draft.element("P", (0, 0), draft.element("Span", (0, 1))), items, draft.element("P", (0, 4))
    )
    draft.tag(draft.element("Table", draft.element("TBody", draft.element("TR", first, draft.element("TH", (0, 5))))))
    assert placed(draft) == [(1, 1, 1, "take these 1. one go on"), (1, 1, 2, "next")]


def test_headings_and_tables_in_a_cell_are_passages_of_their_own() -> None:
    words = ["Dose", "take", "inner", "last"]
    draft = Draft("".join(mark(n, text((50, 700 - 20 * n, each))) for n, each in enumerate(words)))
    inner = draft.element("Table", draft.element("TR", draft.element("TD", (0, 2))))
    outer = draft.element("TD", draft.element("H2", (0, 0)), draft.element("P", (0, 1)), inner)
    draft.tag(draft.element("Table", draft.element("TR", outer, draft.element("TD", (0, 3)))))
    assert placed(draft) == [(1, 1, 1, ""), (2, 1, 1, "inner"), (1, 1, 2, "last")]
    assert [(each.role, each.section) for each in reading(draft.content).pages[0].passages if each.text] == [
        ("H2", ()), ("P", ("Dose",)), ("TD", ("Dose",)), ("TD", ()),
    ]  # fmt: skip


def test_a_row_over_two_pages_has_its_empty_cells_once() -> None:
    draft = Draft(mark(0, text((50, 100, "begins and"))), mark(0, text((50, 700, "ends"))))
    row = draft.element("TR", draft.element("TD", (0, 0), (1, 0)), draft.element("TD"))
    draft.tag(draft.element("Table", row))
    found = [
        [(each.text, each.continued, each.cell) for each in page.passages] for page in reading(draft.content).pages
    ]
    assert found == [
        [("begins and", False, CellPosition(1, 1, 1)), ("", False, CellPosition(1, 1, 2))],
        [("ends", True, CellPosition(1, 1, 1))],
    ]


# Boxes and pictures


def test_what_stands_in_a_box_has_its_number() -> None:
    words = ["before", "first", "second", "after", "third"]
    draft = Draft("".join(mark(n, text((50, 700 - 20 * n, each))) for n, each in enumerate(words)))
    boxes = [draft.element("Aside", *(draft.element("P", (0, n)) for n in numbers)) for numbers in ((1, 2), (4,))]
    draft.tag(
        draft.element("P", (0, 0)), boxes[0], draft.element("P", (0, 3)), boxes[1], roles={"Aside": "Sect"}
    )  # fmt: skip
    assert [each.aside for each in reading(draft.content).pages[0].passages] == [0, 1, 1, 0, 2]


def test_a_picture_is_a_passage_without_text() -> None:
    draft = Draft(mark(0, "0 0 10 10 re f\n", "Figure") + mark(1, text((50, 700, "words"))))
    figure = draft.element("Figure", (0, 0), Alt="A tablet")
    draft.tag(figure, draft.element("P", (0, 1)))
    found = reading(draft.content).pages[0].passages
    assert [(each.role, each.text, each.alt) for each in found] == [("Figure", "", "A tablet"), ("P", "words", "")]


# Without tags


def test_lines_at_one_distance_are_a_paragraph() -> None:
    lines = [(50, 700, "one"), (50, 686, "two"), (50, 672, "three"), (50, 640, "four"), (50, 626, "five")]
    found = reading(Draft(text(*lines)).content)
    assert not found.tagged
    assert all_of(found) == [(1, "", "one two three"), (1, "", "four five")]


def test_a_line_of_another_size_is_a_paragraph_of_its_own() -> None:
    content = text((50, 700, "Heading"), size=18) + text((50, 682, "words"), (50, 668, "go on"))
    assert texts(reading(Draft(content).content)) == ["Heading", "words go on"]


def test_items_begin_paragraphs() -> None:
    lines = [(50, 700, "\u2022 one"), (50, 686, "\u2022 two"), (50, 672, "3. three"), (50, 658, "goes on")]
    assert texts(reading(Draft(text(*lines)).content)) == ["\u2022 one", "\u2022 two", "3. three goes on"]


def test_a_raised_number_stays_on_its_line() -> None:
    content = text((50, 700, "5 m")) + text((69.5, 705, "2"), size=7) + text((77, 700, "of skin"))
    assert texts(reading(Draft(content).content)) == ["5 m2 of skin"]


def test_bookmarks_are_sections() -> None:
    first = text((50, 750, "Dose"), (50, 700, "take"), (50, 400, "Help"), (50, 350, "ring"))
    draft = Draft(first, text((50, 750, "us"))).bookmarks(("Dose", 0, 765), ("Help", 0, 415))
    found = {each.text: each.section for page in reading(draft.content).pages for each in page.passages}
    assert found == {"Dose": ("Dose",), "take": ("Dose",), "Help": ("Help",), "ring": ("Help",), "us": ("Help",)}


def test_a_bookmark_without_a_height_begins_at_the_top_of_its_page() -> None:
    draft = Draft(text((50, 750, "one")), text((50, 750, "two")))
    with draft.pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Second", 1, "Fit"))
        outline.root.append(pikepdf.OutlineItem("Nowhere"))
    found = {each.text: each.section for page in reading(draft.content).pages for each in page.passages}
    assert found == {"one": (), "two": ("Second",)}


def test_what_most_pages_repeat_at_their_edge_is_a_band() -> None:
    contents = [text((50, 780, "Clinic"), (50, 400, f"words {n}"), (300, 20, f"page {n} of 4")) for n in (1, 2, 3, 4)]
    found = reading(Draft(*contents).content)
    assert [role for _, role, _ in all_of(found)] == ["", ARTIFACT, ARTIFACT] * 4
    assert texts(reading(Draft(*contents).content, bands=False)) == [f"words {n}" for n in (1, 2, 3, 4)]


def test_what_pages_repeat_elsewhere_is_no_band() -> None:
    contents = [text((50, 400, "Take 5 mg"), (50, 300, f"week {n}")) for n in (1, 2, 3, 4)]
    assert texts(reading(Draft(*contents).content, bands=False))[:2] == ["Take 5 mg", "week 1"]


# Lines


@pytest.mark.parametrize(
    ("lines", "expected", "joins"),
    [
        (["milia-", "like"], "milia-like", (6,)),
        (["10\u2013", "20 mg"], "10\u201320 mg", (3,)),
        (["on/", "off"], "on/off", (3,)),
        (["take 1-", "2 tablets"], "take 1-2 tablets", (7,)),
        (["120/", "80"], "120/80", (4,)),
        (["take 10-", "/15 mg"], "take 10-/15 mg", (8,)),
        (["take 10\u00ad", "15 mg"], "take 10-15 mg", (8,)),
        (["take 1", "0 tablets"], "take 1 0 tablets", ()),
        (["take 2.", "5 mg"], "take 2. 5 mg", ()),
        (["a dash \u2013", "apart"], "a dash \u2013 apart", ()),
        (["no space", "here"], "no space here", ()),
        (["a space ", "here"], "a space here", ()),
        (["a\u00a0no-break", "  two   spaces"], "a no-break two spaces", ()),
    ],
)
def test_what_a_lines_end_was(lines: list[str], expected: str, joins: tuple[int, ...]) -> None:
    content = text(*((50.0, 700.0 - 14 * n, line) for n, line in enumerate(lines)))
    draft = Draft(mark(0, content))
    found = one(draft.tag(draft.element("P", (0, 0))))
    assert (found.text, found.joins) == (expected, joins)


@pytest.mark.parametrize(
    ("end", "start", "between"),
    [("inform", "ation", ""), ("1", "0", " "), ("5", "mg", " "), ("2.", "5", " "), ("mg", "5", " ")],
)
def test_only_words_are_cut_in_two_where_lines_end_in_spaces(end: str, start: str, between: str) -> None:
    lines = [
        "Lines that end in spaces ",
        "with a few words in each ",
        "as wide as all lines are " + end,
        start + " too ",
    ]
    draft = Draft(mark(0, text(*((50.0, 700.0 - 14 * n, line) for n, line in enumerate(lines)))))
    found = one(draft.tag(draft.element("P", (0, 0))))
    assert found.text.endswith(f"are {end}{between}{start} too")


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("5\u00ad10 mg", "5-10 mg"),
        ("infor\u00admation", "information"),
        ("B\u00ad12", "B-12"),
        ("to \u00ad 10", "to - 10"),
        ("\u00ad5", "-5"),
    ],
)
def test_a_soft_hyphen_is_left_out_between_letters_only(stored: str, said: str) -> None:
    piece = TextPiece(0, 0, 0, "\n", stored, (0.0, 0.0, 50.0, 10.0), 10.0, 10.0, False)
    assert joined([piece], False).words == said


@pytest.mark.parametrize("hyphen", "-\u00ad\u2010\u2011\u2012\u2013\u2212/")
def test_no_space_comes_behind_a_dash_at_a_lines_end(hyphen: str) -> None:
    first = TextPiece(0, 0, 0, "\n", f"take 1{hyphen}", (0.0, 0.0, 50.0, 10.0), 10.0, 10.0, False)
    second = TextPiece(0, 1, 0, "\n", "2 a day", (0.0, 14.0, 50.0, 24.0), 24.0, 10.0, False)
    assert joined([first, second], False).words == f"take 1{hyphen}2 a day".replace("\u00ad", "-")


@pytest.mark.parametrize(
    ("end", "start", "between"),
    [
        ("每日", "三次", ""), ("饭后，", "睡前", ""), ("服用", "5毫克", ""), ("每次5", "毫克", ""),
        ("見た「", "痛み", ""), ("服用 ", "aspirin", " "), ("ຢາ", "ນີ້", ""), ("รับประทาน", "ยา", ""), ("ยา ", "ครั้ง", " "),
        ("ยา", "5", " "),
        ("ថ្នាំ", "នេះ", ""), ("ဆေး", "သောက်", ""), ("약은", "하루", " "), ("약은 ", "하루", " "), ("पानी", "में", " "),
    ],
)  # fmt: skip
@pytest.mark.parametrize("spaced", [True, False])
def test_a_line_ends_without_a_space_where_the_script_has_none(
    end: str, start: str, between: str, spaced: bool
) -> None:
    first = TextPiece(0, 0, 0, "\n", end, (0.0, 0.0, 50.0, 10.0), 10.0, 10.0, False)
    second = TextPiece(0, 1, 0, "\n", start, (0.0, 14.0, 90.0, 24.0), 24.0, 10.0, False)
    assert joined([first, second], spaced).words == f"{end.rstrip()}{between}{start}"


def test_lines_of_a_script_without_spaces_say_nothing_of_other_lines() -> None:
    texts = ("每日三次", "饭后服用", "用 ", "Latin ", "letters")
    pieces = [
        TextPiece(0, at, 0, "\n", text, (0.0, 14.0 * at, 50.0, 14.0 * at + 10), 14.0 * at + 10, 10.0, False)
        for at, text in enumerate(texts)
    ]
    assert mostly_spaced([pieces])
    assert not mostly_spaced([pieces[:2]])


def test_an_address_is_one_word_where_lines_end_in_spaces() -> None:
    lines = [
        "Read what is said about it at ",
        "https://example.org/a/long/",
        "address, or come to us with ",
        "all of it",
    ]
    draft = Draft(mark(0, text(*((50.0, 700.0 - 14 * n, line) for n, line in enumerate(lines)))))
    found = one(draft.tag(draft.element("P", (0, 0))))
    assert found.text.startswith("Read what is said about it at https://example.org/a/long/address, or come")


# Places


@pytest.mark.parametrize(
    ("page", "size", "corner"),
    [
        ({}, (600.0, 800.0), (50.0, 88.7)),
        ({"Rotate": 90}, (800.0, 600.0), (697.3, 50.0)),
        ({"Rotate": 180}, (600.0, 800.0), (518.0, 697.3)),
        ({"Rotate": 270}, (800.0, 600.0), (88.7, 518.0)),
        ({"CropBox": Array([40, 100, 540, 790])}, (500.0, 690.0), (10.0, 78.7)),
    ],
    ids=["upright", "90", "180", "270", "cropped"],
)
def test_boxes_are_as_the_page_is_shown(
    page: dict[str, Any], size: tuple[float, float], corner: tuple[float, float]
) -> None:
    (found,) = reading(Draft(text((50, 700, "words")), **page).content).pages
    assert (found.width, found.height) == size
    left, top, right, bottom = found.passages[0].box
    assert (left, top) == pytest.approx(corner, abs=1)
    assert sorted([right - left, bottom - top]) == pytest.approx([14, 32], abs=1)


def test_what_lies_off_the_paper_is_not_there() -> None:
    draft = Draft(text((50, 700, "on"), (50, -40, "below"), (700, 700, "beside"), (580, 600, "over the edge")))
    (first, last) = texts(reading(draft.content))
    assert first == "on"
    assert "over the edge".startswith(last)
    assert 1 <= len(last) < 8


# Other


def test_what_stands_in_a_forms_field_is_printed() -> None:
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas: Any = Canvas(out, invariant=1)
    canvas.drawString(72, 700, "Name:")
    canvas.acroForm.textfield(name="n", value="Anna Smith", x=120, y=690, width=200, height=20)
    canvas.save()
    assert "Anna Smith" in texts(reading(out.getvalue()))[0]
    assert "Anna Smith" in raw_text(out.getvalue())[0]
    assert "Anna Smith" in pages(out.getvalue())[0]


def test_a_page_without_words() -> None:
    found = reading(Draft("", "0 0 10 10 re f\n").content)
    assert [page.passages for page in found.pages] == [(), ()]
    assert found.rules == RULES


def test_a_control_character_reaches_no_terminal() -> None:
    (found,) = texts(reading(Draft(text((50, 700, "red \x1b[31m"))).content))
    assert "\x1b" not in found


def test_a_broken_content_stream_is_read_as_far_as_it_goes() -> None:
    assert texts(reading(Draft(text((50, 700, "words")) + "BT /F 12 Tf (never clo").content)) == ["words"]


def test_an_encrypted_file_is_refused() -> None:
    out = BytesIO()
    Draft(text((50, 700, "words"))).pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(HandoutError, match="the PDF is encrypted"):
        reading(out.getvalue())


def test_the_raw_text_is_of_the_paper_alone() -> None:
    (found,) = raw_text(Draft(text((50, 700, "on"), (50, -40, "below"))).content)
    assert found.split() == ["on"]
