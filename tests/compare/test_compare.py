"""Comparing readings: what is a change, what isn't, where it is said to be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.readings import band, made, passage
from handout.compare import Change, Comparison, compare, mask
from handout.compare.report import lines
from handout.extract import Passage, PdfReading
from handout.extract.text import letters

WORDS = st.lists(st.sampled_from(("a", "b", "the", "5", "mg", "5mg", "once", "daily.")), min_size=1, max_size=12)
DOCUMENTS = st.lists(st.lists(WORDS.map(" ".join), min_size=1, max_size=5), min_size=1, max_size=4)


def short(change: Change) -> tuple[str, str, str]:
    return change.kind, change.old, change.new


def changes(old: PdfReading, new: PdfReading, *masks: str) -> list[tuple[str, str, str]]:
    return [short(change) for change in compare(old, new, [mask(text) for text in masks]).changes]


@given(DOCUMENTS)
def test_a_document_is_equal_to_itself(pages: list[list[str]]) -> None:
    assert compare(made(*pages), made(*pages)) == Comparison((), (), len(pages), len(pages))


@given(DOCUMENTS)
def test_other_pages_are_no_change(pages: list[list[str]]) -> None:
    assert compare(made(*pages), made([text for page in pages for text in page])).changes == ()


@given(DOCUMENTS, st.data())
def test_another_word_is_found(pages: list[list[str]], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(pages) - 1))
    place = data.draw(st.integers(0, len(pages[number]) - 1))
    words = pages[number][place].split()
    at = data.draw(st.integers(0, len(words) - 1))
    edited = [[*page] for page in pages]
    edited[number][place] = " ".join([*words[:at], "OTHER", *words[at + 1 :]])
    (change,) = compare(made(*pages), made(*edited)).changes
    assert change.kind == "changed"
    assert "OTHER" in change.new
    assert words[at] in change.old
    assert change.page_new == number + 1


@given(DOCUMENTS, DOCUMENTS)
@settings(max_examples=60)
def test_other_documents_are_different(old: list[list[str]], new: list[list[str]]) -> None:
    words = [" ".join(text for page in pages for text in page).split() for pages in (old, new)]
    assert compare(made(*old), made(*new)).equal == (words[0] == words[1])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b c", "a b c"),
        ("a long line of words", "a long line of words"),
        ("", ""),
    ],
)
def test_no_change(old: str, new: str) -> None:
    assert changes(made([old]), made([new])) == []


def test_paragraphs_cut_otherwise_are_no_change() -> None:
    assert changes(made(["one two three", "four five"]), made(["one two", "three four", "five"])) == []


def test_a_heading_made_a_paragraph_is_no_change_of_words() -> None:
    old = made([passage("Dose", role="H2"), passage("5 mg", "Dose")])
    assert changes(old, made([passage("Dose"), passage("5 mg")])) == []


HYPHENS = [
    # what stands at the line's end, and what it is elsewhere
    (passage("infor-mation for you", joins=(6,)), passage("information for you")),
    (passage("infor-mation for you", joins=(6,)), passage("informa-tion for you", joins=(8,))),
    (passage("milia-like bumps", joins=(6,)), passage("milia-like bumps")),
    (passage("pre-and postnatal", joins=(4,)), passage("pre- and postnatal")),
]


@pytest.mark.parametrize("pair", HYPHENS, ids=lambda pair: pair[1].text)
def test_a_hyphen_at_a_lines_end_is_no_change(pair: tuple[object, object]) -> None:
    old, new = made([pair[0]]), made([pair[1]])  # type: ignore[list-item]
    assert changes(old, new) == changes(new, old) == []


def test_a_hyphen_at_a_lines_end_is_no_space() -> None:
    old = made([passage("the anti-biotic now", joins=(9,))])
    assert changes(old, made(["the anti biotic now"])) == [("changed", "anti-biotic", "anti biotic")]


RANGES = ["1-2", "10-15", "1‐2", "B-12", "5-mg", "-10", "pH-7", "2-", "a1-b", "10-/15", "COVID-19"]


@pytest.mark.parametrize("said", RANGES)
def test_a_hyphen_beside_a_figure_is_never_that_of_a_line(said: str) -> None:
    at = said.index("‐" if "‐" in said else "-")
    rest = said[at + 1 :] or "x"
    old = made([passage(f"take {said[: at + 1]}{rest} now", joins=(5 + at + 1,))])
    assert changes(old, made([f"take {said[: at + 1]}{rest} now"])) == []
    for other in (said[:at] + rest, f"{said[:at]} {rest}", f"{said[: at + 1]} {rest}"):
        assert len(changes(old, made([f"take {other} now"]))) == 1
        assert len(changes(made([f"take {other} now"]), old)) == 1


def test_a_range_that_goes_on_overleaf() -> None:
    old = made([passage("take 1-", joins=(7,))], [passage("2 tablets", continued=True)])
    assert changes(old, made(["take 1-2 tablets"])) == []
    assert changes(old, made(["take 12 tablets"])) == [("changed", "1-2", "12")]


def test_a_hyphen_inside_a_line_is_a_change() -> None:
    assert changes(made(["milia-like"]), made(["milialike"])) == [("changed", "milia-like", "milialike")]


def test_words_that_differ_in_their_hyphen_alone_are_told_apart() -> None:
    old = made([passage("re-sign and resign, and re-sign", joins=(3,))])
    assert changes(old, made(["re-sign and resign, and re-sign"])) == []
    assert changes(old, made(["resign and resign, and resign"])) == [("changed", "re-sign", "resign")]


def test_a_word_that_goes_on_overleaf() -> None:
    old = made([passage("take the milia-", joins=(15,))], [passage("like tablets", continued=True)])
    assert changes(old, made(["take the milia-like tablets"])) == []


def test_cells_that_go_on_overleaf_are_one_again() -> None:
    first = [passage("one two", role="TD"), passage("five six", role="TD")]
    second = [passage("three four", role="TD", continued=True), passage("seven", role="TD", continued=True)]
    whole = made([passage("one two three four", role="TD"), passage("five six seven", role="TD")])
    assert changes(made(first, second), whole) == []


def test_where_a_change_is() -> None:
    old = made(["x"], [passage("Dose", role="H2"), passage("Take five tablets every day for a week", "Dose")])
    new = made(["x"], [passage("Dose", role="H2"), passage("Take ten tablets every day for a week", "Dose")])
    (change,) = compare(old, new).changes
    assert change == Change(
        kind="changed", section=("Dose",), page_old=2, page_new=2, old="five", new="ten",
        before="Take", after="tablets every day for",
    )  # fmt: skip


def table(*rows: str, head: str = "", first: str = "TH") -> PdfReading:
    """A table; cells are parted by bars, and the first of each row has a role."""
    found = [passage(cell, role="TH") for cell in head.split("|") if cell]
    for row in rows:
        label, *cells = row.split("|")
        found += [passage(label, role=first), *(passage(cell, role="TD") for cell in cells)]
    return made(found)


@pytest.mark.parametrize(
    ("first", "rows", "label"),
    [
        ("TH", ["Week 1|20 mg|four", "Week 2|15 mg|three"], "Week 2"),
        ("TH", ["Week 2|15 mg|three"], "Week 2"),
        ("TD", ["Week 1|20 mg|four", "Week 2|15 mg|three"], ""),
        ("TD", ["Week 2|15 mg|three"], ""),
    ],
)
def test_a_change_in_a_cell_is_told_with_the_head_of_its_row(first: str, rows: list[str], label: str) -> None:
    edited = [row.replace("15", "25") for row in rows]
    old, new = (table(*each, head="Week|Dose|Tablets", first=first) for each in (rows, edited))
    (change,) = compare(old, new).changes
    assert (change.before, change.old, change.new, change.after) == (label, "15", "25", "mg")


@pytest.mark.parametrize(("term", "label"), [("Calcium", "Calcium"), ("•", ""), ("3.", "")])
def test_a_change_in_a_meaning_is_told_with_its_term(term: str, label: str) -> None:
    old, new = (made([passage(term, role="Lbl"), passage(f"{n} mg", role="LBody")]) for n in (5, 10))
    (change,) = compare(old, new).changes
    assert change.before == label


def test_what_is_gone_has_no_new_page_and_what_is_new_no_old_one() -> None:
    (gone,) = compare(made(["a b c", "x y z"]), made(["a b c"])).changes
    (come,) = compare(made(["a b c"]), made(["a b c", "x y z"])).changes
    assert (gone.kind, gone.page_old, gone.page_new) == ("removed", 1, None)
    assert (come.kind, come.page_old, come.page_new) == ("added", None, 1)


def test_a_removed_item_begins_with_its_bullet() -> None:
    old = made(["•", "one", "•", "two", "•", "three"])
    assert changes(old, made(["•", "one", "•", "three"])) == [("removed", "• two", "")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Do not take it.", "Do take it.", ["  - Do not take it.", "  + Do take it."]),
        ("Take it.", "Take it daily.", ["  - Take it.", "  + Take it daily."]),
        ("Take it.", "", ["  - Take it."]),
    ],
)
def test_a_word_that_came_or_went_is_seen_by_both_lines(old: str, new: str, said: list[str]) -> None:
    before, after = (made([text for text in ("One.", each) if text]) for each in (old, new))
    shown = ["".join(part.text for part in line) for line in lines(compare(before, after), moved=False)]
    assert shown[1:] == said


def test_a_change_in_the_middle_of_a_moved_section_is_found() -> None:
    a, b = ("A b c d e f", "g h i j k"), ("P q r s t u", "v w x y z")
    found = changes(made([*a, *b]), made([b[0], "v w X y z", *a]))
    assert {kind for kind, _, _ in found} == {"moved-section", "removed", "added"}
    assert ("added", "", "v w X y z") in found


def test_lines_that_repeat_are_not_told_to_have_moved_elsewhere() -> None:
    old = made([passage("yes", "A"), passage("no", "A"), passage("end of it", "B")])
    new = made([passage("no", "A"), passage("end of it", "B"), passage("yes", "B")])
    assert changes(old, new) == [("removed", "yes", ""), ("added", "", "yes")]


# Pages


def test_moved_to_another_page() -> None:
    found = compare(made(["one two three", "four five six"]), made(["one two three"], ["four five six"]))
    assert found.changes == ()
    (moved,) = found.moved
    assert (moved.kind, moved.page_old, moved.page_new, moved.new) == ("moved-page", 1, 2, "four five six")


def test_the_number_of_a_page_follows_what_it_points_to() -> None:
    old = made(["See it (page 1).", "one two three"])
    new = made(["See it (page 2)."], ["one two three"])
    found = compare(old, new)
    assert found.changes == ()
    assert [short(change) for change in found.moved][1:] == [("moved-page", "1).", "2).")]


@pytest.mark.parametrize("text", ["Take (page {}).", "Take {} tablets."])
def test_another_number_is_a_change(text: str) -> None:
    """Nothing moved from page 1 to 3, or it isn't a page's number."""
    old = made([text.format(1), "one two three"], ["four five six"])
    assert len(changes(old, made([text.format(3), "one two three"], ["four five six"]))) == 1


# Headers and footers


def test_the_pages_number_in_a_footer_is_no_change() -> None:
    def document(*pages: str) -> PdfReading:
        return made(*([passage(text), band(f"Clinic {n} / {len(pages)}")] for n, text in enumerate(pages, 1)))

    found = compare(document("a b c", "d e f", "g h i"), document("a b c", "d e f", "g h i", "j k l"))
    assert [short(change) for change in found.changes] == [("added", "", "j k l")]
    assert compare(document("a b c"), document("a b", "c")).changes == ()


def test_a_footer_that_changed_is_told_once() -> None:
    old = made(*([passage("a b c"), band(f"Old clinic, page {n}")] for n in (1, 2, 3)))
    new = made(*([passage("a b c"), band(f"New clinic, page {n}")] for n in (1, 2, 3)))
    (change,) = compare(old, new).changes
    assert change.band
    assert short(change) == ("changed", "Old clinic, page ‹page›", "New clinic, page ‹page›")


def test_a_footer_that_is_missing_from_one_page_is_told() -> None:
    old = made(["a", band("Not for patients")], ["b", band("Not for patients")], ["c", band("Not for patients")])
    new = made(["a", band("Not for patients")], ["b"], ["c", band("Not for patients")])
    (change,) = compare(old, new).changes
    assert (change.kind, change.band, change.page_old) == ("removed", True, 2)


@pytest.mark.parametrize("numbers", ["{0} of {1}", "page {0}", "{1} pages, 9 rooms", "{0} {0} {1}"])
def test_numbers_in_a_footer_that_are_those_of_pages(numbers: str) -> None:
    def document(pages: int) -> PdfReading:
        return made(*([passage(f"text {n}"), band(numbers.format(n, pages))] for n in range(1, pages + 1)))

    assert not [change for change in compare(document(4), document(5)).changes if change.band]


def test_a_header_that_begins_on_the_second_page() -> None:
    """Whether there is one depends on how long the document is."""
    old = made(["one two three", "four"])
    new = made(["one two three"], [passage("four"), band("Clinic")])
    assert compare(old, new).changes == compare(new, old).changes == ()


def test_a_tables_head_that_is_repeated_overleaf_is_no_change() -> None:
    head = [passage("Week", role="TH"), passage("Dose", role="TH")]
    old = made([*head, passage("1", role="TD"), passage("2", role="TD")])
    new = made([*head, passage("1", role="TD")], [band("Week Dose"), passage("2", role="TD")])
    assert compare(old, new).changes == ()


# Masks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["For staff: Dry skin, for", "patients and carers"], ["For staff: Dry", "skin, for patients", "and carers"]),
        (["For staff: Dry skin, for patients"], ["For staff: Dry skin,", "for patients"]),
        (["供患者和照护者", "使用的草稿"], ["供患者", "和照护者使用的草稿"]),
        (["ฉบับร่าง – บุคลากรทางการ", "แพทย์"], ["ฉบับร่าง –", "บุคลากร", "ทางการแพทย์"]),
    ],
)
def test_a_line_of_a_footer_may_end_elsewhere(one: list[str], other: list[str]) -> None:
    def document(lines: list[str]) -> PdfReading:
        page: list[Passage | str] = ["text", *map(band, lines)]
        return made(page, page)

    assert compare(document(one), document(other)).changes == ()
    assert compare(document(one), document([*other[:-1], other[-1][:-2]])).changes


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("Printed on 5 March 2026.", "Printed on 12 April 2027.", "date"),
        ("Printed on March 5, 2026.", "Printed on 2026-03-06.", "date"),
        ("Gedruckt am 5. März 2026 um 9:30 Uhr", "Gedruckt am 31. Dezember 2026 um 14:00 Uhr", "date"),
        ("Impreso el 5 de marzo de 2026", "Impreso el 6 de abril de 2026", "date"),
        ("05/03/2026 9:30 am", "06/03/2026 10:30 pm", "date"),
        ("5.3.26", "6.3.26", "date"),
        ("MRN A-1001", "MRN B-2002", "mrn"),
        ("NHS 943 476 5919", "NHS 943 476 5870", "mrn"),
        ("Ward 4", "Ward 12", "ward=Ward [0-9]+"),
    ],
)
def test_what_is_masked_may_differ(old: str, new: str, name: str) -> None:
    assert len(changes(made([old]), made([new]))) >= 1
    assert changes(made([old]), made([new]), name) == []


def test_what_is_masked_is_shown_as_its_name() -> None:
    assert changes(made(["On 5 March 2026 (a Friday) walk"]), made(["(a Friday) run"]), "date") == [
        ("changed", "On ‹date› (a Friday) walk", "(a Friday) run"),
    ]  # fmt: skip


def test_what_is_shown_around_a_change_is_the_same_in_both() -> None:
    old = "Use sunscreen, to guard your skin from damage, and wash it well with soap and water every evening."
    new = "Use sunscreen daily, to guard your skin, and wash it well with soap and water each evening."
    found = [(change.before, change.old, change.after) for change in compare(made([old]), made([new])).changes]
    assert all(" ".join(filter(None, words)) in f"• {old}" for words in found)
    assert [words[1] for words in found] == ["sunscreen, to guard your skin from damage,", "every"]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("Take 1000000 IU", "Take 2000000 IU", "mrn"),
        ("Take 20 mg", "Take 25 mg", "mrn"),
        ("Ring 555 0100", "Ring 555 0199", "mrn"),
        ("version 1.2", "version 1.3", "date"),
        ("in March", "in April", "date"),
    ],
)
def test_what_no_mask_means_is_a_change(old: str, new: str, name: str) -> None:
    assert len(changes(made([old]), made([new]), name)) == 1


def test_a_mask_over_two_pages() -> None:
    old = made([passage("on 5 March")], [passage("2026 we met", continued=True)])
    assert changes(old, made(["on 6 April 2027 we met"]), "date") == []


# Size


def test_long_runs_of_equal_words_take_no_square_of_their_length() -> None:
    """By the square this would never end."""
    many = 60_000
    old, new = made(["no " * many + "yes " + "no " * many]), made(["no " * many + "maybe " + "no " * (many - 7)])
    found = compare(old, new)
    assert [short(change) for change in found.changes] == [("changed", "yes" + " no" * 7, "maybe")]


def test_a_thousand_pages() -> None:
    pages = [[passage(f"Page {n} says {n * 7} and {n * 13} in its own words", f"Part {n // 50}")] for n in range(1000)]
    edited = [[*page] for page in pages]
    edited[500] = [passage("Page 500 says otherwise", "Part 10")]
    (change,) = compare(made(*pages), made(*edited)).changes
    assert (change.page_new, change.section) == (501, ("Part 10",))


def test_of_a_paragraph_in_chinese_the_clause_that_changed_is_told() -> None:
    start, end = "若有红肿、疼痛或渗液，请尽快联系诊所，", "一日三次（饭后）。不要自行停药。"
    (change,) = compare(made([f"{start}每次约用5克，{end}"]), made([f"{start}每次约用6克，{end}"])).changes
    assert short(change) == ("changed", "每次约用5克，", "每次约用6克，")
    assert change.before.endswith("疼痛或渗液，请尽快联系诊所，")
    assert change.after == "一日三次（饭后）。不要自行停药。"


def test_between_two_clauses_a_space_that_came_is_a_change() -> None:
    assert compare(made(["每日三次，饭后服用。"]), made(["每日三次， 饭后服用。"])).changes
    assert compare(made(["每日三次，饭后服用。"]), made(["每日三次，饭后服用。"])).changes == ()


@pytest.mark.parametrize(("old", "new"), [("\u00b5", "\u03bc"), ("\u2126", "\u03a9"), ("\u212a", "K"), ("\u212b", "Å")])
def test_the_signs_of_a_unit_are_one_however_they_are_encoded(old: str, new: str) -> None:
    assert compare(made([f"Take 5 {letters(old)}g, once"]), made([f"Take 5 {letters(new)}g, once"])).changes == ()
    assert compare(made(["Take 5 \u00b5g"]), made(["Take 5 mg"])).changes


def listed(*items: tuple[int, str]) -> PdfReading:
    return made([passage(text, role="LBody", depth=depth) for depth, text in items])


def test_a_list_in_an_item_is_another_list_than_one_of_all_its_items() -> None:
    nested = listed((1, "Eat"), (2, "fruit"), (2, "bread"), (1, "Rest"))
    flat = listed((1, "Eat"), (1, "fruit"), (1, "bread"), (1, "Rest"))
    assert compare(nested, nested).changes == ()
    assert "‹list›" in "".join(change.old for change in compare(nested, flat).changes)
    assert "‹list›" in "".join(change.new for change in compare(flat, nested).changes)


def test_lists_are_not_compared_with_a_document_whose_lists_are_unknown() -> None:
    assert compare(listed((1, "Eat"), (2, "fruit")), made(["Eat", "fruit"])).changes == ()
