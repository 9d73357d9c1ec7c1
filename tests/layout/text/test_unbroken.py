"""Words that are longer than their line: cut between letters, or refused where each cut would change a letter."""

from __future__ import annotations

import pytest

from extra_fonts import font
from handout.diagnostics import LayoutError
from handout.document import Leaf, Run, Style
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.set_lines import ShapedText
from layout.documents import FONTS, HERE


def typeset(text: str, measure: float) -> ShapedText:
    leaf = Leaf(key=1, role="body", runs=(Run(text=text, slot=True),), span=HERE)
    return Typesetter({"body": Style(size=10, leading=14)}, {"body": ("FiraGO",)}, FONTS).set(leaf, measure)


def lines(text: str, measure: float) -> list[str]:
    return ["".join(glyphs.text for glyphs in line.glyphs) for line in typeset(text, measure).lines]


@pytest.mark.parametrize(("text", "script"), [("متشعبمتشعب" * 4, "Arabic"), ("क्ष्" * 40, "Devanagari")])
def test_letters_that_are_joined_are_never_parted(text: str, script: str) -> None:
    with pytest.raises(LayoutError) as refused:
        lines(f"a {text} b", 100)
    (problem,) = refused.value.diagnostics
    assert problem.message == f"a word in {script} is longer than its line"
    assert "Latin letters" in problem.hint
    assert text not in str(refused.value)


LONG = {
    "Arabic": "وبالاستراتيجياتوالأدويةوالمستحضرات",
    "Arabic with marks": "وَبِالدَّوَاءِوَبِالأَدْوِيَةِوَالدَّوَاءِوَالأَدْوِيَةِ",
    "Urdu": "دواؤںاورڈاکٹروںاوردواؤں",
    "Hebrew": "וכשיתפתחוהתרופותהאנטיביוטיות",
    "Devanagari": "प्रतिरक्षादमनकारीस्वास्थ्यसेवाप्रदाता",
    "Bengali": "রোগপ্রতিরোধক্ষমতাঅ্যান্টিবায়োটিক",
    "Tamil": "நோயெதிர்ப்புத்திறனைக்குறைக்கும்",
    "Malayalam": "പ്രതിരോധശേഷിക്കുറവുള്ളവർക്കുവേണ്ടിയുള്ള",
    "Sinhala": "ප්‍රතිශක්තිකරණඖෂධප්‍රතිකාර",
}


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("measure", [50, 80])
def test_a_word_that_is_shaped_is_cut_where_no_letter_changes(name: str, measure: int) -> None:
    """The pieces have the glyphs that the whole word has, in its order."""
    text = LONG[name]
    if name in ("Bengali", "Tamil", "Malayalam", "Sinhala"):
        font(name)
    found = lines(f"a {text} b", measure)
    assert "".join(found) == f"a {text} b"
    assert max(map(len, found)) < len(text)
    (whole,) = glyphs_of(text, 1000)
    assert [glyph for line in glyphs_of(text, measure) for glyph in line] == whole


def glyphs_of(text: str, measure: float) -> list[list[int]]:
    """The numbers of each line's glyphs in reading order."""
    return [
        [
            part.glyph
            for each in sorted(line.glyphs, key=lambda glyphs: -glyphs.level * glyphs.x)
            for cluster in (reversed(each.clusters) if each.level else each.clusters)
            for part in cluster.parts
        ]
        for line in typeset(text, measure).lines
    ]


@pytest.mark.parametrize("text", ["2026年10月28日", "「" * 30, "약은하루세번식후에드십시오"])
def test_a_word_of_an_east_asian_script_is_cut(text: str) -> None:
    found = lines(text, 30)
    assert "".join(found) == text
    assert len(found) > 1


@pytest.mark.parametrize("text", ["石" * 30, "한국말" * 10, "カタカナ" * 9, "ሰላም" * 9, "Բարև" * 9])
def test_a_word_whose_letters_are_not_joined_is_cut(text: str) -> None:
    assert "".join(lines(text, 100)) == text


@pytest.mark.parametrize("text", ["5 มีนาคม ค.ศ. 1980", "٥ مارس ١٩٨٠"])
def test_a_date_without_room_ends_its_line_at_a_space(text: str) -> None:
    found = lines(text, 40)
    assert "".join(found) == text
    assert [line.strip() for line in found] != [text]
    assert all(line[-1] == " " for line in found[:-1])


@pytest.mark.parametrize("tie", ["\u00a0", " – ", " ·\u00a0"])
def test_a_word_that_is_kept_with_one_that_is_cut_stays_whole(tie: str) -> None:
    text = "w" * 37 + f"{tie}Riverside Clinic"
    found = lines(text, 100)
    assert "".join(found) == text
    assert [line for line in found if "Riverside" in line]


def test_it_may_be_as_long_as_its_line() -> None:
    assert lines("รับประทานยา รับประทานยา", 60) == ["รับประทานยา ", "รับประทานยา"]


def test_a_mark_stays_with_its_letter_where_a_word_is_cut() -> None:
    found = lines("x̌" * 30, 60)
    assert "".join(found) == "x̌" * 30
    assert len(found) > 2
    assert not any(line.startswith("\u030c") for line in found)


def test_a_blank_that_is_longer_than_its_line_begins_one_behind_a_blank_with_a_space() -> None:
    leaf = Leaf(key=1, role="body", runs=(Run(text="a a", blank=40.0), Run(text="a", blank=500.0)), span=HERE)
    made = Typesetter({"body": Style(size=10, leading=14)}, {"body": ("FiraGO",)}, FONTS).set(leaf, 230)
    assert ["".join(glyphs.text for glyphs in line.glyphs) for line in made.lines] == ["a a", "a"]


@pytest.mark.parametrize("label", ["[القسم]", "[विभाग]", "[Ward]"])
@pytest.mark.parametrize("fills_line", [False, True])
@pytest.mark.parametrize("measure", [100.0, 100.002, 123.457])
def test_a_blank_fits_on_any_line_whatever_its_label_is(label: str, fills_line: bool, measure: float) -> None:
    leaf = Leaf(key=1, role="body", runs=(Run(text=label, blank=140.0, fills_line=fills_line),), span=HERE)
    made = Typesetter({"body": Style(size=10, leading=14)}, {"body": ("FiraGO",)}, FONTS).set(leaf, measure)
    (line,) = made.lines
    assert "".join(glyphs.text for glyphs in line.glyphs) == label
    assert measure - 0.001 < line.width <= measure


def test_blanks_without_a_space_between_them_are_divided_where_they_have_no_room() -> None:
    runs = tuple(Run(text=label, blank=80.0) for label in ("[القسم]", "[السرير]"))
    leaf = Leaf(key=1, role="body", runs=runs, span=HERE)
    made = Typesetter({"body": Style(size=10, leading=14)}, {"body": ("FiraGO",)}, FONTS).set(leaf, 100)
    assert [len(line.blanks) for line in made.lines] == [1, 1]
