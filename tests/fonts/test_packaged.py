from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from extra_fonts import font, forget, hidden
from handout.fonts import packaged
from handout.fonts.glyphs import FontBook
from handout.fonts.harfbuzz_font import BOLD, REGULAR
from handout.fonts.packaged import EAST_ASIA, PACKAGED, WORLD, of_region, ordered, rank
from handout.fonts.packaged_faces import PackagedFace
from handout.fonts.pieces import pieces, shaped
from handout.fonts.stretches import stretches
from handout.fonts.unicode_scripts import EAST_ASIAN, NAMES, SCRIPTS, script_of

ROOT = Path(__file__).parents[2]
WORDS = {
    "Bengali": "রহিম", "Gurmukhi": "ਸਿੰਘ", "Gujarati": "કૃષ્ણ", "Oriya": "କୃଷ୍ଣ", "Tamil": "கிருஷ்ணன்", "Telugu": "కృష్ణ",
    "Kannada": "ಕೃಷ್ಣ", "Malayalam": "കൃഷ്ണൻ", "Sinhala": "ක්‍රිෂ්ණා", "Lao": "ນ້ອຍ", "Myanmar": "အောင်", "Khmer": "ស្រីមុំ",
    "Ethiopic": "ሃና", "Armenian": "Նարեկ", "SC": "王小明", "TC": "陳大文", "JP": "山田はな", "KR": "김민수",
}  # fmt: skip
SET_BY_FIRAGO = {"Hebr", "Arab", "Deva", "Thai"}


def test_every_script_is_set_by_the_built_in_font_or_by_a_packaged_one() -> None:
    offered = {code for each in PACKAGED for code in each.scripts}
    assert offered | SET_BY_FIRAGO == {script.code for script in SCRIPTS} == NAMES.keys()
    assert not offered & SET_BY_FIRAGO


def test_no_character_is_of_two_scripts() -> None:
    seen: dict[int, str] = {}
    for script in SCRIPTS:
        for first, last in re.findall("(.)(?:-(.))?", script.ranges):
            for code in range(ord(first), ord(last or first) + 1):
                assert seen.setdefault(code, script.code) == script.code, hex(code)


@pytest.mark.parametrize(
    ("letters", "code"),
    [
        ("আৰ", "Beng"), ("ഴ", "Mlym"), ("ሀⶀꬁ", "Ethi"), ("ﬓԱ", "Armn"), ("ㄅㆠ", "Bopo"), ("あア゙ｱㇰー・", "Hira"),
        ("한ㄱᄀ", "Hang"), ("漢㐀𠀀々、「」（）！　"[:-1], "Hani"), ("aéяαქ1-· …", ""),
    ],
)  # fmt: skip
def test_the_script_of_letters(letters: str, code: str) -> None:
    assert {script_of(letter) for letter in letters} == {code}


def test_a_file_is_opened_once_for_both_weights() -> None:
    regular, bold = (PackagedFace(font("Khmer"), bold) for bold in (False, True))
    assert regular.harfbuzz.face is bold.harfbuzz.face
    assert (regular.harfbuzz.weight, bold.harfbuzz.weight) == (REGULAR, BOLD)


def test_the_language_of_the_document_decides_about_chinese_characters() -> None:
    def first(language: str) -> str:
        return next(filter(None, map(of_region, ordered(language))))

    assert [first(tag) for tag in ("en", "zh-Hans", "zh", "zh-Hant-HK", "zh-TW", "ja", "ja-JP", "ko")] == [
        "SC", "SC", "SC", "TC", "TC", "JP", "JP", "KR"
    ]  # fmt: skip
    assert sorted(each.family for each in ordered("ja")) == sorted(each.family for each in PACKAGED)


def test_the_script_of_a_word_decides_before_the_language() -> None:
    def first(script: str, language: str) -> str:
        return of_region(
            min((each for each in ordered(language) if of_region(each)), key=lambda font: rank(font, script))
        )

    assert [first(script, "zh-Hant") for script in EAST_ASIAN] == ["KR", "TC", "JP", "TC"]


def test_the_versions_of_the_extras_are_those_that_are_known() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    for extra in (WORLD, EAST_ASIA):
        (requirement,) = extras[extra.name]
        assert requirement in constraints


def test_without_its_package_a_word_is_set_by_no_face(monkeypatch: pytest.MonkeyPatch) -> None:
    hidden(monkeypatch)
    faces = FontBook().faces(("FiraGO",))
    for word in WORDS.values():
        assert not any(shaped(faces, stretch) for stretch in stretches(word))
    assert {each.state for each in PACKAGED} == {"missing"}


def test_another_file_of_the_same_name_is_never_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    other = tmp_path / "font.ttf"
    other.write_bytes(b"not the font")
    monkeypatch.setattr(packaged, "place_of", lambda package, path: other)
    try:
        assert {each.state for each in PACKAGED} == {"changed"}
        faces = FontBook().faces(("FiraGO",))
        assert not any(shaped(faces, stretch) for word in WORDS.values() for stretch in stretches(word))
    finally:
        packaged.opened.cache_clear()


@pytest.mark.parametrize("family", WORDS)
@pytest.mark.parametrize("bold", [False, True])
def test_a_word_is_set_in_its_font(family: str, bold: bool) -> None:
    forget()
    known = font(family)
    (piece,) = pieces(FontBook().of("zh-Hant" if family == "TC" else "en").faces(("FiraGO",), bold), WORDS[family])
    assert piece.face.name == f"{known.family.replace(' ', '')}-{'Bold' if bold else 'Regular'}"
    assert piece.face.bold == bold
    assert "".join(cluster.text for cluster in piece.clusters) == WORDS[family]
    small = piece.face.small([part.glyph for cluster in piece.clusters for part in cluster.parts])
    assert small is not None
    assert all(small.advances[part.glyph] >= 0 for cluster in piece.clusters for part in cluster.parts)


def test_bold_letters_are_bolder() -> None:
    forget()
    font("Bengali")
    book = FontBook()
    (regular,), (bold,) = (pieces(book.faces(("FiraGO",), weight), "রহিম") for weight in (False, True))
    assert bold.advance > regular.advance


def test_letters_that_one_font_lacks_come_from_another() -> None:
    forget()
    font("JP")
    found = pieces(FontBook().of("en").faces(("FiraGO",)), "王山田の한")
    assert "".join(piece.text for piece in found) == "王山田の한"
    assert all(piece.clusters for piece in found)
