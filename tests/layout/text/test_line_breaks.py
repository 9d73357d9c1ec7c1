"""How words become lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from handout.diagnostics import HandoutError
from handout.document import Run
from handout.layout.text.line_breaks import KnownEndings, fill, lines
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.set_lines import ShapedText
from handout.layout.text.words import MeasuredPart, MeasuredWords, together
from layout.documents import FONTS, HERE, STYLES, leaf

LOREM = "Small hard bumps of calcium can form in the skin of some people. They do not spread to others. "


def setter() -> Typesetter:
    return Typesetter(STYLES, {"body": ("FiraGO",)}, FONTS)


def texts(made: ShapedText) -> list[str]:
    return ["".join(glyphs.text for glyphs in line.glyphs) for line in made.lines]


def broken(*runs: str | Run, measure: float) -> list[str]:
    return texts(setter().set(leaf(*runs), measure))


def test_a_broken_line_keeps_its_space_but_not_in_its_width() -> None:
    made = setter().set(leaf("one two three four five six"), 60.0)
    assert texts(made) == ["one two ", "three four ", "five six"]
    face = FONTS.face("FiraGO-Regular")
    assert made.lines[0].width == pytest.approx(10 * face.advance("one two"))
    assert made.lines[0].glyphs[-1].width == pytest.approx(10 * face.advance("one two"))


def test_lines_are_as_even_as_their_number_allows() -> None:
    # "or" would fit on the first line, and leave the second one short
    found = broken("incomprehensible or unlikely circumstances prevail", measure=92.0)
    assert found == ["incomprehensible ", "or unlikely ", "circumstances ", "prevail"]


def test_no_short_word_is_alone_on_the_last_line() -> None:
    found = broken("You may take it again in the evening or at night if so", measure=120.0)
    assert len(found[-1].split()) > 1


def test_a_short_word_alone_stays_where_avoiding_it_takes_more_lines() -> None:
    assert broken("incomprehensible no", measure=85.0) == ["incomprehensible ", "no"]


def test_headings_are_balanced() -> None:
    title = leaf("When should I get help from the clinic at once?", role="heading1")
    plain, even = (setter().set(title, 260.0, balanced=balanced) for balanced in (False, True))
    assert len(plain.lines) == len(even.lines) == 2
    assert abs(even.lines[0].width - even.lines[1].width) < abs(plain.lines[0].width - plain.lines[1].width)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("well-being-and-more", ["well-being-", "and-more"]),
        ("Monday–Wednesday", ["Monday–", "Wednesday"]),
        ("5-10 or 12/15 1234", ["5-10 or ", "12/15 1234"]),
        ("and/or/perhaps/not", ["and/or/", "perhaps/not"]),
        ("wait for 5\u00a0mg now", ["wait for ", "5\u00a0mg now"]),
        ("half of this ; now", ["half of ", "this ; now"]),
        ("yes or now – later", ["yes or now – ", "later"]),
        ("yes or tomorrow – later", ["yes or ", "tomorrow – ", "later"]),
    ],
)
def test_breaks(given: str, expected: list[str]) -> None:
    assert broken(given, measure=62.0) == expected


def test_addresses_break_after_their_marks_only() -> None:
    found = broken("https://clinic.example/leaflets/milia-like?page=2&x=1", measure=110.0)
    assert "".join(found) == "https://clinic.example/leaflets/milia-like?page=2&x=1"
    assert all(line[-1] in "/.?&-_=" for line in found[:-1])
    assert not any(line.endswith("https://") for line in found)


def test_a_whole_run_is_never_broken_unless_longer_than_a_line() -> None:
    dose = Run(text="two 5 mg tablets", whole=True)
    assert broken("Take ", dose, " now", measure=100.0) == ["Take ", "two 5 mg tablets now"]
    assert broken("Take ", dose, " now", measure=60.0) == ["Take two ", "5 mg tablets ", "now"]


def test_a_word_longer_than_the_line_is_broken_with_nothing_added_or_lost() -> None:
    found = broken("w" * 50, measure=100.0)
    assert "".join(found) == "w" * 50
    assert len(set(found[:-1])) == 1


def test_very_long_words_and_paragraphs_are_set() -> None:
    word = setter().set(leaf("m" * 10_000), 300.0)
    assert "".join(texts(word)) == "m" * 10_000
    assert all(line.width <= 300.0 for line in word.lines)
    paragraph = setter().set(leaf(LOREM * 210), 300.0)
    assert "".join(texts(paragraph)) == LOREM * 210


def test_runs_have_their_own_faces_and_links_their_colour() -> None:
    made = setter().set(leaf("a ", Run(text="b", strong=True), Run(text="c", emphasis=True, link="#x")), 100.0)
    assert [(g.text, g.face, g.color, g.run) for g in made.lines[0].glyphs] == [
        ("a ", "FiraGO-Regular", "#000000", 0),
        ("b", "FiraGO-Bold", "#000000", 1),
        ("c", "FiraGO-Italic", "#0000ee", 2),
    ]
    assert made.lines[0].glyphs[2].x == pytest.approx(made.lines[0].glyphs[1].x + made.lines[0].glyphs[1].width)


def test_no_break_between_runs_without_a_space() -> None:
    assert broken("one two", Run(text="three", strong=True), ".", measure=60.0) == ["one ", "twothree."]


def test_a_blank_is_one_word_of_its_width() -> None:
    made = setter().set(leaf("Name: ", Run(text="[Name of nurse]", blank=80.0), "."), 100.0)
    assert texts(made) == ["Name: ", "[Name of nurse]."]
    assert made.lines[1].blanks == ((0.0, 80.0),)
    assert made.lines[1].glyphs[0].width == 80.0
    assert setter().set(leaf(Run(text="[x]", blank=300.0)), 100.0).lines[0].width == 100.0


def test_a_unit_behind_a_blank_is_on_the_next_line_and_not_cut() -> None:
    dose = Run(text="[Dose]", blank=80.0)
    assert texts(setter().set(leaf(dose, "micrograms of it"), 100.0)) == ["[Dose]", "micrograms of it"]
    assert texts(setter().set(leaf("Take ", dose, "mg."), 84.0)) == ["Take ", "[Dose]", "mg."]
    assert texts(setter().set(leaf(dose, "mg."), 110.0)) == ["[Dose]mg."]


def test_a_slot_counts_as_twelve_letters_where_widths_are_measured() -> None:
    def natural(name: str) -> tuple[float, float]:
        return setter().natural(leaf("For ", Run(text=name, slot=True)))

    assert natural("Li") == natural("Maria Fernanda de la Cruz")
    assert natural("Li")[0] == pytest.approx(10 * FONTS.face("FiraGO-Regular").advance("n" * 12))


def test_a_slot_has_the_width_of_its_field_where_that_is_known() -> None:
    """Its own words don't count, neither shorter nor longer ones."""

    def measured(words: str) -> tuple[tuple[float, float], int]:
        made = leaf("On ", Run(text=words, slot=True, measured="30 September 2026"))
        return setter().natural(made), setter().count(made, 60.0)

    printed = leaf("On 30 September 2026")
    assert measured("1 May 2026") == measured("Wednesday, 30 September 2026, in the morning")
    assert measured("1 May 2026") == (setter().natural(printed), setter().count(printed, 60.0))


def test_no_room_is_an_error_without_the_words() -> None:
    with pytest.raises(HandoutError) as caught:
        setter().set(leaf(Run(text="Maria", slot=True)), 12.0)
    assert caught.value.exit_code == 5
    assert str(caught.value) == f"{HERE}: there is no room for this text"


def test_an_unknown_role_is_a_bug() -> None:
    with pytest.raises(KeyError):
        setter().set(leaf("x", role="nowhere"), 100.0)


def test_a_lines_box_is_as_high_as_the_leading() -> None:
    made = setter().set(leaf(LOREM), 200.0)
    assert made.ascent + made.descent == pytest.approx(14.0)


WIDTHS = st.floats(1, 16).map(lambda width: round(width * 4) / 4)
COSTS = st.sampled_from((0.0, 0.0, 0.04, 0.2))


@st.composite
def stretches(draw: st.DrawFn, most: int) -> MeasuredPart:
    """Some words, with spaces after most of them."""
    count = draw(st.integers(1, most))
    widths, gaps, costs = (
        draw(st.lists(each, min_size=count, max_size=count)) for each in (WIDTHS, st.sampled_from((2.0, 0.0)), COSTS)
    )
    return MeasuredPart([*range(1, count + 1)], widths, gaps, costs)


def joined(*parts: MeasuredPart) -> MeasuredWords:
    """Their words, as if of one text."""
    made = together(parts)
    return structs.replace(made, ends=[*range(1, len(made.ends) + 1)])


@given(stretches(8), st.booleans(), st.booleans())
def test_no_other_lines_are_better(part: MeasuredPart, lonely: bool, balanced: bool) -> None:
    words, measure = joined(part), 20.0
    count = len(words.ends)

    def price(ends: Sequence[int]) -> float:
        total = 0.0
        for start, end in pairwise((0, *ends)):
            width = words.ends_at[end - 1] - words.starts_at[start]
            total += 1e9 if width > measure else words.costs[end - 1]
            total += (1 - width / measure) ** 2 if balanced or end < count else 0.0
        alone = 0.0 if balanced or ends[-2:-1] != [count - 1] else 10.0 if lonely else 0.08
        return total + alone

    found = lines(words, measure, lonely, balanced)
    assert len(found) == len(fill(words, measure))
    every = combinations(range(1, count), len(found) - 1)
    assert price(found) <= min(price([*ends, count]) for ends in every) + 1e-9


@given(stretches(9), st.lists(stretches(3), min_size=8, max_size=16), st.booleans())
def test_what_is_known_of_a_texts_end_changes_no_lines(
    end: MeasuredPart, beginnings: list[MeasuredPart], lonely: bool
) -> None:
    known = KnownEndings(len(end.ends))
    for beginning in beginnings:
        words = joined(beginning, end)
        assert lines(words, 20.0, lonely, False, known) == lines(words, 20.0, lonely, False)


def test_a_text_ends_its_lines_itself() -> None:
    assert broken("12 Mill Lane\nRiverside\nRX1 2YZ", measure=300.0) == ["12 Mill Lane ", "Riverside ", "RX1 2YZ"]
    assert broken("one two three\nfour", measure=40.0) == ["one two ", "three ", "four"]


def test_ends_of_lines_count_in_widths_and_heights() -> None:
    made = leaf("a long first line\nshort")
    word, whole = setter().natural(made)
    assert whole == pytest.approx(setter().natural(leaf("a long first line"))[1])
    assert word == pytest.approx(setter().natural(leaf("short"))[0])
    assert setter().count(made, 300.0) == 2


@pytest.mark.parametrize("kind", [{"whole": True}, {"strong": True}, {"slot": True}, {"link": "https://a.example"}])
def test_a_line_ends_inside_of_any_run(kind: dict[str, Any]) -> None:
    assert broken("x ", Run(text="a\nb", **kind), " y", measure=300.0) == ["x a ", "b y"]


@pytest.mark.parametrize("end", ["mg/", "5 mg/", "10⁹/"])
def test_a_text_that_ends_in_a_stroke_is_set_to_its_end(end: str) -> None:
    text = f"the concentration is given here in {end}"
    assert "".join(broken(text, measure=90.0)) == text
