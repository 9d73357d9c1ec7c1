"""Letters of font files from anywhere: drawn once, each in its place, or the file is refused before any text is set."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from fonts.font_files import built_in, changed, character_map, small
from fonts.test_outlines import workspace
from handout.check.workspace import check
from handout.fonts import letters
from handout.fonts.glyphs import REPERTOIRE
from handout.fonts.letters import check_letters
from handout.fonts.truetype import directory

LETTERS = "ab12 \u2190"
SMALL = small(LETTERS)


def moved(letter: str, across: int) -> bytes:
    """The font with a letter's outline elsewhere, in font units: its left side bearing says where it begins."""
    table = bytearray(directory(SMALL, ("hmtx",))["hmtx"])
    struct.pack_into(">h", table, 4 * (LETTERS.index(letter) + 1) + 2, across)
    return changed(SMALL, {"hmtx": bytes(table)})


def width(letter: str, units: int) -> bytes:
    """The font with another advance."""
    table = bytearray(directory(SMALL, ("hmtx",))["hmtx"])
    struct.pack_into(">H", table, 4 * (LETTERS.index(letter) + 1), units)
    return changed(SMALL, {"hmtx": bytes(table)})


def mapped(**glyphs: str) -> bytes:
    """The font with letters that have the glyph of another."""
    codes = {letter: LETTERS.index(glyphs.get(f"u{ord(letter):x}", letter)) + 1 for letter in LETTERS}
    return changed(SMALL, {"cmap": character_map({ord(letter): glyph for letter, glyph in codes.items()})})


def lines(ascent: int, descent: int) -> bytes:
    """The font with other heights."""
    table = directory(SMALL, ("hhea",))["hhea"]
    return changed(SMALL, {"hhea": table[:4] + struct.pack(">hh", ascent, descent) + table[8:]})


def test_a_right_font_has_all_its_letters() -> None:
    assert {chr(code) for code in check_letters(SMALL).metrics.glyphs} == set(LETTERS)
    assert set(REPERTOIRE) - check_letters(built_in()).metrics.glyphs.keys() == set()


@pytest.mark.parametrize(
    ("font", "message"),
    [
        (moved("a", 700), "U\\+0061 is drawn too far outside of its place"),
        (moved("a", -400), "U\\+0061 is drawn too far outside of its place"),
        (width("1", 20), "U\\+0031 is too narrow"),
        (width("1", 180), "U\\+0031 is too narrow"),
        (width("b", 180), "U\\+0062 is too narrow"),
        (width(" ", 20), "U\\+0020 is too narrow"),
        (width("1", 2500), "U\\+0031 is too wide"),
        (mapped(u31="2"), "U\\+0031 and U\\+0032 are the same picture"),
        (mapped(u20="a"), "U\\+0020 is not blank"),
        (lines(2000, 0), "far from their line"),
        (lines(500, -800), "far from their line"),
    ],
)
def test_a_font_whose_letters_can_t_be_printed_or_told_apart_is_refused(font: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_letters(font)


def test_a_letter_that_lies_over_the_line_above_is_refused() -> None:
    tall = small("(),gÅÇ")
    table = directory(tall, ("head",))["head"]
    with pytest.raises(ValueError, match="would overlap"):
        check_letters(changed(tall, {"head": table[:18] + struct.pack(">H", 710) + table[20:]}))


@pytest.mark.parametrize("font", [moved("\u2190", 1500), width("\u2190", 4500), width("\u2190", 0)])
def test_a_sign_that_can_t_be_printed_is_one_that_the_font_hasn_t(font: bytes) -> None:
    """The next font of the list has it; if none has, that is told with its place in the text."""
    assert {chr(code) for code in check_letters(font).metrics.glyphs} == set("ab12 ")


def test_signs_of_an_amount_that_look_the_same_are_refused() -> None:
    font = changed(small("abc"), {"cmap": character_map({ord("a"): 1, ord("b"): 2, ord("≤"): 3, ord("≥"): 3})})
    with pytest.raises(ValueError, match="U\\+2264 and U\\+2265 are the same picture"):
        check_letters(font)


def test_a_letter_that_is_drawn_without_its_mark_is_one_that_the_font_hasn_t() -> None:
    font = changed(small("aec"), {"cmap": character_map({ord("a"): 1, ord("e"): 2, ord("é"): 2, ord("ë"): 3})})
    assert {chr(code) for code in check_letters(font).metrics.glyphs} == set("aeë")


def test_check_names_the_file_and_says_what_to_do(tmp_path: Path) -> None:
    root = workspace(tmp_path, regular=built_in(), bold=width("1", 20))
    (found,) = [problem for problem in check(root, None) if problem.code == "font"]
    assert found.message == "'fonts/bold.ttf': the font can't be used: its U+0031 is too narrow"
    assert (found.hint, found.severity) == ("use another file of this font, or another font", "error")


def test_outlines_that_take_too_long_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "LONGEST", -1.0)
    with pytest.raises(ValueError, match="take too long"):
        check_letters(changed(SMALL, {"post": None}))
