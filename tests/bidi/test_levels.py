"""The bidirectional algorithm: Unicode's own test file where a system has it, lines written here, and general rules."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.bidi.characters import bidi_class, mirror
from handout.bidi.levels import Isolate, base_level, isolated_levels, levels
from handout.bidi.visual import from_left, level_runs, line_levels

UNICODE_DATA = Path(os.environ.get("UNICODE_DATA", "/usr/share/unicode"))
"""Where Debian's package unicode-data puts Unicode's files."""
A, B, C = "אבג", "דהו", "זחט"
ARABIC = "محمد"
CHARS = st.sampled_from("aבم1٣ ,-%(){}.\u0301\u064e\n\t\u200d\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069")
TEXTS = st.text(CHARS, max_size=40)


def seen(text: str, base: int, *isolates: Isolate) -> str:
    """A line as it stands on paper, from left to right."""
    found = line_levels(text, isolated_levels(text, base, isolates), base)
    return "".join(
        "".join(map(mirror, reversed(text[run.start : run.end]))) if run.level & 1 else text[run.start : run.end]
        for run in from_left(level_runs(found))
    )


def order(found: list[int]) -> list[int]:
    """The places of characters from left to right."""
    runs = from_left(level_runs(found))
    return [
        at
        for run in runs
        for at in (range(run.end - 1, run.start - 1, -1) if run.level & 1 else range(run.start, run.end))
    ]


# From the rules of UAX #9, by hand: text, base, and what stands on paper from left to right.
LINES = [
    ("plain text", 0, "plain text"),
    (f"see {A} {B}.", 0, f"see {B[::-1]} {A[::-1]}."),
    (f"{A} abc {B}", 1, f"{B[::-1]} abc {A[::-1]}"),
    (f"{A} abc {B}", 0, f"{A[::-1]} abc {B[::-1]}"),
    (f"{A} 12 {B}", 0, f"{B[::-1]} 12 {A[::-1]}"),  # a number goes with the letters around it
    (f"{ARABIC} 555-0199", 1, f"0199-555 {ARABIC[::-1]}"),  # W2: why telephone numbers are isolated
    (f"{A} 555-0199", 1, f"555-0199 {A[::-1]}"),
    (f"{A} (abc) {B}", 1, f"{B[::-1]} (abc) {A[::-1]}"),
    (f"abc ({A}) {B}.", 0, f"abc ({A[::-1]}) {B[::-1]}."),
    (f"{A} ({B}) {C}", 0, f"{C[::-1]} ({B[::-1]}) {A[::-1]}"),  # brackets are turned round with their letters
    (f"{A} 38.5 50% $7", 1, f"$7 50% 38.5 {A[::-1]}"),
    (f"{A}\u0301b", 0, f"{(A + chr(0x301))[::-1]}b"),
    (f"{A} ", 0, f"{A[::-1]} "),  # L1: a space at the line's end has the paragraph's level
    (f"{A} ", 1, f" {A[::-1]}"),
    (f"\u202e{'abc'}\u202cd", 0, "\u202ecba\u202cd"),
]


@pytest.mark.parametrize(("text", "base", "paper"), LINES)
def test_lines_stand_as_the_rules_say(text: str, base: int, paper: str) -> None:
    shown = seen(text, base)
    assert [c for c in shown if bidi_class(c) not in ("RLO", "PDF")] == [
        c for c in paper if bidi_class(c) not in ("RLO", "PDF")
    ]


def test_a_text_begins_in_the_direction_of_its_first_letter() -> None:
    assert base_level("12 abc") == 0
    assert base_level(f"12 {A} abc") == 1
    assert base_level(f"\u2068{A}\u2069 abc") == 0
    assert base_level("12-13") == 0


def test_nothing_around_an_isolate_depends_on_what_is_in_it() -> None:
    for inside in (f"{A} x", f"x {A}", "xyz", f"{A}"):
        text = f"1 {inside} 2"
        found = isolated_levels(text, 1, [Isolate(2, 2 + len(inside))])
        assert found[:2] + found[-2:] == [2, 1, 1, 2]


def test_a_typed_isolate_stands_from_left_to_right_whatever_it_is() -> None:
    for text in ("555-0199", "٠١٢-٣٤٥", "٣/٥/٢٠٢٤", "+1 (212) 555-0199"):
        line = f"{ARABIC} {text} {ARABIC}"
        assert f" {text} " in seen(line, 1, Isolate(5, 5 + len(text), "typed"))


@given(TEXTS, st.integers(0, 1))
def test_no_character_is_lost_or_doubled(text: str, base: int) -> None:
    found = line_levels(text, levels(text, base), base)
    assert sorted(order(found)) == list(range(len(text)))
    assert all(base <= level <= 127 for level in found)


@given(st.text(st.sampled_from("ab1 ,-%()."), max_size=30))
def test_text_without_letters_from_right_to_left_stays(text: str) -> None:
    assert levels(text, 0) == [0] * len(text)


@given(TEXTS)
def test_isolates_are_what_the_marks_of_unicode_say(text: str) -> None:
    marked = f"a \u2068{text}\u2069 b"
    if any(bidi_class(char) in ("PDI", "B") for char in text):
        return
    plain = isolated_levels(f"a {text} b", 0, [Isolate(2, 2 + len(text))])
    assert plain == [level for at, level in enumerate(levels(marked, 0)) if at not in (2, len(text) + 3)]


def test_a_character_that_is_turned_round_turns_back() -> None:
    for char in map(chr, range(0x2FFF)):
        assert mirror(mirror(char)) == char
    assert list(map(mirror, "()[]<>«»≤≥“a")) == list(")(][><»«≥≤“a")


def test_unicodes_own_lines() -> None:
    """All of BidiCharacterTest.txt; about 90,000 lines."""
    path = UNICODE_DATA / "BidiCharacterTest.txt"
    if not path.is_file():
        pytest.skip(f"{path} isn't there: install unicode-data, or set UNICODE_DATA")
    wrong = [line for line in _lines(path) if not _right(line)]
    assert wrong == []


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        yield from (line for line in file if line.strip() and not line.startswith("#"))


def _right(line: str) -> bool:
    codes, direction, base, wanted, places = line.strip().split(";")
    text = "".join(chr(int(code, 16)) for code in codes.split())
    found = base_level(text) if direction == "2" else int(direction)
    if found != int(base):
        return False
    given = line_levels(text, levels(text, found), found)
    pairs = zip(wanted.split(), given, strict=True)
    removed = {at for at, want in enumerate(wanted.split()) if want == "x"}
    same = all(want in ("x", str(level)) for want, level in pairs)
    return same and [at for at in order(given) if at not in removed] == [*map(int, places.split())]


@given(st.lists(st.text(st.sampled_from("אבחמ \u064e،.(%-)"), max_size=6), max_size=5), TEXTS, st.booleans())
def test_typed_stretches_in_text_from_right_to_left_have_the_levels_of_the_rules(
    around: list[str], other: str, everything: bool
) -> None:
    """Most such paragraphs aren't resolved rule by rule; a mark for a right-to-left letter is, and changes nothing."""
    stretches = ["400 mg", other if everything else "555-0199"]
    text, isolates = "", list[Isolate]()
    for number, part in enumerate(around):
        text += part
        own = stretches[number % 2]
        isolates.append(Isolate(len(text), len(text) + len(own), "typed"))
        text += own
    marked = [*isolates, Isolate(len(text), len(text) + 1, "R")]
    assert isolated_levels(text, 1, isolates) == isolated_levels(text + "א", 1, marked)[:-1]
