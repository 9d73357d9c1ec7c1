"""Shaped text: its stretches, its clusters, and the codes of its characters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonts.font_files import changed
from handout.fonts.clusters import codes
from handout.fonts.glyphs import Face, FontBook
from handout.fonts.pieces import pieces, shaping_face
from handout.fonts.scripts import needs_shaping
from handout.fonts.stretches import Stretch, stretches
from handout.fonts.unicode_scripts import SCRIPTS

FONTS = FontBook()
FACES = FONTS.faces(("FiraGO",))
NAMES = [
    ("محمد عبد الله", 1), ("می‌توانید", 1), ("ٹھنڈا پانی", 1), ("שָׁלוֹם", 1), ("प्रिया शर्मा", 0), ("क्षत्रिय र्कि", 0),
    ("น้ำดื่ม ที่นี่", 0), ("M̄āori x̌", 0), ("٣٨٫٥", 0), ("замо́к", 0),
]  # fmt: skip
LETTERS = st.sampled_from("محدلا \u064e\u200cאב\u05b8प्रिशर्मक्ष\u200dน้ำที่ abM\u0304ā\u030c(1-٣")


@pytest.mark.parametrize(("text", "level"), NAMES)
def test_clusters_have_the_text_and_the_width_of_their_words(text: str, level: int) -> None:
    (face,) = {piece.face for piece in pieces(FACES, text, level)}
    found = pieces(FACES, text, level)
    assert "".join(piece.text for piece in found) == text
    assert not any(part.glyph == 0 for piece in found for each in piece.clusters for part in each.parts)
    alone = sum(piece.advance for word in text.split(" ") for piece in pieces(FACES, word, level))
    spaces = text.count(" ") * face.advance(" ")
    assert sum(piece.advance for piece in found) == pytest.approx(alone + spaces)
    assert FONTS.widths(FACES)[text] == pytest.approx(alone + spaces, abs=1e-4)


@given(st.text(LETTERS, max_size=12), st.integers(0, 3))
def test_every_code_is_one_character_and_they_share_the_width(text: str, level: int) -> None:
    for piece in pieces(FACES, text, level):
        if not piece.clusters:
            continue
        written = [*codes(piece.clusters, level)]
        assert len(written) == len(piece.text)
        assert sum(code.advance for code in written) == sum(cluster.advance for cluster in piece.clusters)
        read = "".join(cluster.text for cluster in (piece.clusters[::-1] if level & 1 else piece.clusters))
        assert read == piece.text


def test_a_bracket_between_letters_from_right_to_left_is_drawn_and_read_as_it_is_seen() -> None:
    (piece,) = pieces(FACES, "(א", 1)
    drawn = [code.character for code in codes(piece.clusters, 1)]
    assert drawn == ["א", ")"]
    assert piece.clusters[1].parts[0].glyph == FACES[0].glyph(ord(")"))


def test_joiners_have_a_share_of_the_letter_before_them() -> None:
    (piece,) = pieces(FACES, "می‌ت", 1)
    assert "ی\u200c" in [cluster.text for cluster in piece.clusters]
    assert all(code.advance > 0 for code in codes(piece.clusters, 1))


def test_plain_text_is_in_no_clusters() -> None:
    for text in ("José Núñez", "Ελένη", "Đặng Thị", "Сергій"):
        assert [(piece.text, piece.clusters) for piece in pieces(FACES, text)] == [(text, ())]
        assert not needs_shaping(text)


def test_a_stretch_is_of_one_script_and_direction() -> None:
    assert [*stretches("a محمد ٣٨،x̌ น้ำ")] == [
        Stretch("a "),
        Stretch("محمد", "Arab", True),
        Stretch(" "),
        Stretch("٣٨", "Arab"),
        Stretch("،", "Arab"),
        Stretch("x̌", "Latn"),
        Stretch(" "),
        Stretch("น้ำ", "Thai"),
    ]


@pytest.mark.parametrize("text", ["\u05b8", "\u0301", "\u093f"])
def test_a_mark_without_a_letter_has_no_face(text: str) -> None:
    (stretch,) = stretches(text)
    assert shaping_face(FACES, stretch) is None


def test_a_workspaces_font_without_rules_is_passed_over_for_what_is_shaped() -> None:
    house = Face("House", "regular", changed(FACES[0].content, {}))
    assert shaping_face((house, *FACES), Stretch("محمد", "Arab", True)) is FACES[0]
    assert [(piece.face, piece.text) for piece in pieces((house, *FACES), "a محمد")] == [
        (house, "a "),
        (FACES[0], "محمد"),
    ]


@pytest.mark.parametrize("style", ["regular", "bold", "italic", "bold-italic"])
def test_a_built_in_face_has_no_character_of_the_scripts_that_it_is_not_tried_for(style: str) -> None:
    face = FONTS.faces(("FiraGO",), "bold" in style, "italic" in style)[0]
    others = [script for script in SCRIPTS if not face.sets(script.code)]
    assert {script.code for script in SCRIPTS} - {script.code for script in others} == {"Hebr", "Arab", "Deva", "Thai"}
    every = "".join(map(chr, sorted(face.harfbuzz.characters)))
    assert [script.code for script in others if re.search(f"[{script.ranges}]", every)] == []
