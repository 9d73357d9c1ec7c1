"""The text of goldens: everything in it comes back, and whatever was done to it is understood or named."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handout.diagnostics import HandoutError
from handout.extract import RULES, CellPosition, PageReading, Passage, PdfReading
from handout.regression.golden.parse import Golden, parsed
from handout.regression.golden.verdict import compare_with_golden
from handout.regression.golden.write import is_golden, written

NOWHERE = (0.0, 0.0, 0.0, 0.0)
WORDS = st.text(string.ascii_letters + string.digits + " .,#~+()=¬-\u2010é–[]<>", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split()) or "x"
)
FIRST = f"handout golden 1, extraction rules {RULES}"
SMALL = f"""\
{FIRST}
of: asthma for patient

=== page 1 of 2, 595 x 842 pt
~ Riverside Skin Clinic
# Asthma
  Use your inhaler.
## At night
  milia-¬like
  goes on
=== page 2 of 2, 595 x 842 pt
+ overleaf
(# Asthma)
  Sit up.
=== tags
Document
  H1 Asthma
"""


def passage(text: str, *section: str, role: str = "P", continued: bool = False) -> Passage:
    return Passage(section, role, text, NOWHERE, continued)


@st.composite
def readings(draw: st.DrawFn) -> PdfReading:
    """Readings whose sections follow from headings, or from nowhere, as bookmarks' do."""
    section: tuple[str, ...] = ()
    pages = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        passages = []
        for text in draw(st.lists(WORDS, max_size=6)):
            kind = draw(st.sampled_from(["P", "H", "Artifact", "jump"]))
            if kind == "jump":
                section = tuple(draw(st.lists(WORDS, max_size=3)))
            if kind == "H":
                section = section[: draw(st.integers(0, len(section)))]
            role = f"H{len(section) + 1}" if kind == "H" else kind.replace("jump", "P")
            joins = (len(text),) if draw(st.booleans()) and not text.endswith("¬") else ()
            continued = draw(st.booleans())
            passages.append(
                Passage(() if role == "Artifact" else section, role, text, NOWHERE, continued, joins)
            )  # fmt: skip
            if kind == "H":
                section = (*section, text)
        pages.append(PageReading(number, 595.0, 842.0, tuple(passages)))
    return PdfReading(RULES, draw(st.booleans()), tuple(pages))


@given(readings())
def test_everything_written_comes_back(reading: PdfReading) -> None:
    text = written(reading, "Document\n  P words", "a document")
    assert parsed(text, "g").reading == reading
    assert parsed(text, "g").tags == ("Document", "  P words")
    assert is_golden(text)


def test_what_a_golden_says() -> None:
    golden = parsed(SMALL, "g")
    first, second = golden.reading.pages
    assert golden.about == "asthma for patient"
    assert [(p.section, p.role, p.text) for p in first.passages] == [
        ((), "Artifact", "Riverside Skin Clinic"),
        ((), "H1", "Asthma"),
        (("Asthma",), "P", "Use your inhaler."),
        (("Asthma",), "H2", "At night"),
        (("Asthma", "At night"), "P", "milia-like"),
        (("Asthma", "At night"), "P", "goes on"),
    ]
    assert first.passages[4].joins == (6,)
    assert [(p.section, p.text, p.continued) for p in second.passages] == [
        (("Asthma", "At night"), "overleaf", True),
        (("Asthma",), "Sit up.", False),
    ]
    assert written(golden.reading, "\n".join(golden.tags), golden.about) == SMALL


@pytest.mark.parametrize(
    "edited",
    [
        SMALL.replace("\n", "\r\n"),
        "\ufeff" + SMALL,
        SMALL.replace("\n", "   \n"),
        SMALL + "\n\n",
        SMALL.replace("  Sit up.", "Sit up."),
        SMALL.replace("  Sit up.", "     Sit up."),
        SMALL.replace("  Sit up.", "\n  Sit up.\n"),
    ],
)
def test_what_editors_do_to_a_file_changes_nothing(edited: str) -> None:
    assert parsed(edited, "g") == parsed(SMALL, "g")


def test_lines_that_begin_like_marks_are_words() -> None:
    odd = ["# five", "#hash", "~ ten", "+5 mg", "(#)", "(# no)", "=== tags", "=== page", "-¬-", "<<<<<<< x"]
    page = PageReading(1, 10.0, 10.0, tuple(passage(text) for text in odd))
    golden = parsed(written(PdfReading(RULES, True, (page,)), ""), "g")
    assert [p.text for p in golden.reading.pages[0].passages] == odd
    # At a line's beginning, by a hand that took the spaces away.
    bare = parsed(SMALL.replace("  Sit up.", "+5 mg\n#hash\n(see page 2)"), "g")
    assert [p.text for p in bare.reading.pages[1].passages[1:]] == ["+5 mg", "#hash", "(see page 2)"]


def test_an_items_label_stands_on_the_items_line() -> None:
    items = [
        passage("1.", "A", role="Lbl"), passage("First.", "A", role="LBody"),
        passage("2.", "A", role="Lbl"), passage("In B.", "B"),
        passage("3.", "B", role="Lbl"), passage("4.", "B", role="Lbl"), replace(passage("half-", "B"), joins=(5,)),
        passage("5.", "B", role="Lbl"),
    ]  # fmt: skip
    text = written(PdfReading(RULES, True, (PageReading(1, 10.0, 10.0, tuple(items)),)), "")
    assert [line.strip() for line in text.splitlines()[3:-1]] == [
        "(# A)", "1. First.", "2.", "(# B)", "In B.", "3.", "4. half-¬", "5.",
    ]  # fmt: skip


def test_characters_that_would_spoil_a_line_are_marked() -> None:
    page = PageReading(1, 10.0, 10.0, (passage("one\x0cline\u2028only\x00"), passage("  ")))
    text = written(PdfReading(RULES, False, (page,)), "")
    assert text.splitlines()[3:] == ["  one�line�only�", "=== no tags"]


def cells(*texts: str, row: int = 1, table: int = 1, continued: bool = False) -> list[Passage]:
    """A row of a table; overleaf only cells that go on."""
    return [
        replace(passage(text, role="TD", continued=continued), cell=CellPosition(table, row, column))
        for column, text in enumerate(texts, 1)
        if text or not continued
    ]


def test_a_row_is_a_line() -> None:
    first = [*cells("Name", "Dose", "Night"), *cells("A", "1 mg and", "", row=2)]
    second = [*cells("", "more", "", row=2, continued=True), *cells("", "", "", row=3), *cells("x", table=2)]
    pages = [PageReading(n, 10.0, 10.0, tuple(each)) for n, each in enumerate((first, second), 1)]
    reading = PdfReading(RULES, True, tuple(pages))
    text = written(reading, "Document")
    assert [line for line in text.splitlines() if line.startswith("|")] == [
        "|= Name | Dose | Night |",
        "|  A | 1 mg and |  |",
        "|+  | more |",
        "|   |  |  |",
        "|= x |",
    ]
    assert parsed(text, "g").reading == reading


def wide(passage: Passage, columns: int) -> Passage:
    """The same cell over several columns."""
    assert passage.cell is not None
    return replace(passage, cell=replace(passage.cell, columns=columns))


def one_page(*passages: Passage) -> PdfReading:
    return PdfReading(RULES, True, (PageReading(1, 10.0, 10.0, passages),))


def test_a_cell_over_several_columns_has_a_bar_for_each() -> None:
    [day, night] = cells("Day", "Night")
    [title] = cells("Once a day", row=3)
    text = written(one_page(wide(day, 2), night, *cells("< 5", "<", "x", row=2), wide(title, 3)), "Document")
    assert "\n|= Day |< | Night |\n|  < 5 | < | x |\n|  Once a day |\n" in text


def test_a_column_under_another_title_is_a_change(tmp_path: Path) -> None:
    [day, night], under = cells("Day", "Night"), cells("A", "B", "C", row=2)
    golden, without, changed = (
        written(one_page(wide(day, one), wide(night, other), *under), "Document")
        for one, other in ((2, 1), (1, 1), (1, 2))
    )
    (tmp_path / "golden.txt").write_text(golden, encoding="utf-8")
    assert compare_with_golden(tmp_path / "golden.txt", "g", golden).kind == "same"
    assert compare_with_golden(tmp_path / "golden.txt", "g", changed).kind == "words"
    # An older golden says nothing of wide cells: an update writes it again.
    (tmp_path / "golden.txt").write_text(without, encoding="utf-8")
    found = compare_with_golden(tmp_path / "golden.txt", "g", golden)
    assert (found.kind, found.stale) == ("same", True)


BARRED = st.text(string.ascii_letters + "|¬-+=< ", max_size=8).map(lambda text: " ".join(text.split()))


@given(
    st.lists(st.lists(st.tuples(BARRED, st.integers(1, 3)), min_size=1, max_size=4), min_size=1, max_size=4),
    st.booleans(),
)
def test_whatever_stands_in_cells_comes_back(grid: list[list[tuple[str, int]]], joined: bool) -> None:
    passages = [
        wide(passage, columns if len(texts) > 1 else 1)
        for row, texts in enumerate(grid, 1)
        for passage, (_, columns) in zip(cells(*(text for text, _ in texts), row=row), texts, strict=True)
    ]
    if joined:
        passages = [replace(each, joins=(len(each.text),)) if each.text else each for each in passages]
    reading = one_page(*passages)
    assert parsed(written(reading, "Document"), "g").reading == reading


def test_heads_of_tables_are_known_by_the_tag_tree() -> None:
    page = PageReading(1, 10.0, 10.0, (passage("Name"), passage("See a link"), passage("Dose"), passage("word")))
    tags = "Document\n  TH[de] Name\n  TH See [Link: a link]\n  TH Dose\n  TD word"
    found = parsed(written(PdfReading(RULES, True, (page,)), tags), "g").reading.pages[0].passages
    assert [each.role for each in found] == ["TH", "TH", "TH", "P"]


def test_roles_are_for_the_tag_tree_alone() -> None:
    page = PageReading(1, 10.0, 10.0, (passage("word", role="LBody"),))
    reading = PdfReading(RULES, True, (page,))
    moved = replace(reading, pages=(replace(page, passages=(passage("word", role="TD"),)),))
    assert written(reading, "") == written(moved, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "g:1:1: this is no golden: its first line is 'handout golden 1, extraction rules 2'"),
        ("words\n", "g:1:1: this is no golden: its first line is 'handout golden 1, extraction rules 2'"),
        (SMALL.replace("golden 1", "golden 2"), "g:1:1: the golden is of format 2, and this handout knows 1"),
        (
            SMALL.replace(f"rules {RULES}", f"rules {RULES + 1}"),
            f"g:1:1: the golden has extraction rules {RULES + 1}, and this handout has {RULES}",
        ),
        (SMALL.replace("page 2 of", "page 3 of"), "g:11:1: page 3 is where page 2 must be"),
        (SMALL.replace("595 x 842 pt\n+", "wide\n+"), "g:11:1: expected '=== page 2 of …, 595 x 842 pt' or '=== tags'"),
        (SMALL.replace("=== page 1 of 2, 595 x 842 pt\n", ""), "g:4:1: there are words before the first page"),
        (SMALL.partition("=== tags")[0], "g:15:1: the tags are missing: the file was cut off"),
        (SMALL.replace("  Sit", "<<<<<<< HEAD\n  Sit"), "g:14:1: there is a merge conflict here"),
    ],
)
def test_a_broken_golden_is_named_with_its_line_and_what_to_do(text: str, said: str) -> None:
    with pytest.raises(HandoutError) as caught:
        parsed(text, "g")
    message, _, hint = str(caught.value).partition("\n  hint: ")
    assert message == said
    assert ("install the newer handout" if "this handout" in said else "--handout-update") in hint
    assert caught.value.exit_code == 3


@given(st.text(string.printable + "¬é\ufeff", max_size=200))
def test_nothing_that_anybody_writes_is_a_crash(text: str) -> None:
    for edited in (text, f"{FIRST}\n{text}", SMALL.replace("  Sit up.", text)):
        try:
            assert isinstance(parsed(edited, "g"), Golden)
        except HandoutError as error:
            assert all(diagnostic.span.line for diagnostic in error.diagnostics)
