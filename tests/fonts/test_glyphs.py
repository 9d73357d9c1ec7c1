"""Font files as numbers."""

from __future__ import annotations

import io
import struct

import pytest

from fonts.font_files import built_in, without
from handout.fonts.glyphs import REPERTOIRE, Face, FontBook
from handout.fonts.scripts import needs_shaping, script_name
from handout.fonts.truetype import parse


@pytest.fixture(scope="module")
def regular() -> Face:
    return FontBook().face("FiraGO-Regular")


def rebuilt(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """A font file with some tables replaced or left out."""
    (count,) = struct.unpack_from(">H", content, 4)
    tables: dict[str, bytes] = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", content, 12 + 16 * index)
        tables[tag.decode()] = content[offset : offset + length]
    kept = {name: changes.get(name, table) for name, table in tables.items()}
    body, directory = b"", b""
    start = 12 + 16 * sum(table is not None for table in kept.values())
    for name, table in kept.items():
        if table is not None:
            directory += struct.pack(">4sLLL", name.encode(), 0, start + len(body), len(table))
            body += table
    return content[:4] + struct.pack(">HHHH", len(directory) // 16, 0, 0, 0) + directory + body


def test_the_metrics_are_those_that_reportlab_reads(regular: Face) -> None:
    from reportlab.pdfbase.ttfonts import TTFontFile

    other = TTFontFile(io.BytesIO(regular.content))
    assert (regular.ascent, regular.descent) == (other.ascent / 1000, -other.descent / 1000)
    assert regular.cap_height == other.capHeight / 1000
    for code, glyph in other.charToGlyph.items():
        if glyph and code != 0xA0:
            assert regular.glyph(code) == glyph
            assert regular.advance(code) == pytest.approx(other.charWidths[code] / 1000, abs=1e-6)


def test_a_no_break_space_has_the_glyph_of_a_space(regular: Face) -> None:
    assert regular.glyph(0xA0) == regular.glyph(0x20)
    assert regular.advance("a\u00a0b") == regular.advance("a b")


def test_a_character_that_no_face_has_is_named_once(regular: Face) -> None:
    assert FontBook().missing((regular,), "a中b中\U0001f600") == "中\U0001f600"
    assert regular.glyph(ord("中")) is None
    assert not regular.has("中")


def test_styles_have_faces_of_their_own() -> None:
    book = FontBook()
    names = [book.faces(("FiraGO",), bold, italic)[0].name for bold in (False, True) for italic in (False, True)]
    assert names == ["FiraGO-Regular", "FiraGO-Italic", "FiraGO-Bold", "FiraGO-BoldItalic"]
    with pytest.raises(KeyError):
        book.faces(("Nowhere",), False, False)
    with pytest.raises(KeyError):
        book.face("Nowhere-Bold")


def test_a_face_is_not_read_before_it_is_needed() -> None:
    book = FontBook()
    face = book.faces(("FiraGO",), False, True)[0]
    assert "content" not in vars(face)
    face.advance("x")
    assert "content" in vars(face)


def test_a_family_without_a_style_uses_its_regular_face(regular: Face) -> None:
    book = FontBook({"House": {"regular": regular.content}})
    assert book.faces(("House",), bold=True)[0].name == "House-Regular"
    with pytest.raises(ValueError, match="the font family House has no regular face"):
        FontBook({"House": {"bold": regular.content}})


def test_the_first_face_that_has_a_character_draws_it(regular: Face) -> None:
    codes = (4, 32, 0, 4, 0, 0, 0, 98, 0xFFFF, 0, 97, 0xFFFF, 0, 1, 0, 0)
    letters = struct.pack(">HHHHL16H", 0, 1, 3, 1, 12, *codes)
    house = rebuilt(regular.content, {"cmap": letters})
    book = FontBook({"House": {"regular": house}})
    faces = book.faces(("House", "FiraGO"))
    assert [(face.name, text) for face, text in book.split(faces, "abcab")] == [
        ("House-Regular", "ab"),
        ("FiraGO-Regular", "c"),
        ("House-Regular", "ab"),
    ]
    assert book.widths(faces)["abc"] == pytest.approx(faces[0].advance("ab") + faces[1].advance("c"))
    assert book.split(faces, "") == []


def test_a_character_map_of_format_12_is_read(regular: Face) -> None:
    table = struct.pack(">HHHHL", 0, 1, 3, 10, 12) + struct.pack(">HHLLLLLL", 12, 0, 28, 0, 1, 0x1F600, 0x1F601, 7)
    assert parse(rebuilt(regular.content, {"cmap": table})).glyphs == {0x1F600: 7, 0x1F601: 8}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"wOF2" + bytes(100), "web font"),
        (b"%PDF-1.7", "not a TrueType font"),
        (b"", "not a TrueType font"),
        (b"\x00\x01\x00\x00\x00\x05", "a table is too short"),
        (b"\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", "it has no table head"),
    ],
)
def test_other_files_are_refused(content: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse(content)


@pytest.mark.parametrize(
    ("table", "content", "message"),
    [
        ("glyf", None, "no table glyf"),
        ("cmap", b"\x00\x00\x00\x00", "no Unicode character map"),
        ("cmap", b"\x00\x00\x00\x09", "too short"),
        ("hmtx", b"\x00\x00", "hmtx is too short"),
        ("head", bytes(54), "units per em"),
        ("hhea", bytes(36), "count of widths"),
        ("maxp", b"", "too short"),
    ],
)
def test_broken_tables_are_refused(regular: Face, table: str, content: bytes | None, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        FontBook({"House": {"regular": rebuilt(regular.content, {table: content})}})


def test_a_cut_file_is_refused(regular: Face) -> None:
    with pytest.raises(ValueError, match="runs past the end"):
        parse(regular.content[:-2000])


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("plain", ""),
        ("Ελληνικά Русский ქართული Ǧ ½ µg → ≥", ""),
        ("a שלום", "Hebrew"),
        ("مرحبا", "Arabic"),
        ("नमस्ते", "Devanagari"),
        ("สวัสดี", "Thai"),
        ("မြန်မာ", "Myanmar"),
        ("\U0001e900", "a right-to-left script"),
        ("q\u0301", "combining marks"),
    ],
)
def test_scripts_that_need_shaping_are_named(text: str, script: str) -> None:
    assert next(filter(None, map(script_name, text)), "") == script
    assert needs_shaping(text) == bool(script)


def test_the_repertoire_is_in_order_and_without_the_soft_hyphen(regular: Face) -> None:
    assert list(REPERTOIRE) == sorted(set(REPERTOIRE))
    assert REPERTOIRE[0] == 0x20
    assert {*map(ord, "ſȘșȚț’")} < set(REPERTOIRE)
    assert REPERTOIRE[-1] == 0x201D
    assert not {0xAD, 0x7F, 0x80} & set(REPERTOIRE)
    assert all(regular.has(char) for char in " A\u00a0üő")


def test_families_whose_names_differ_in_blanks_are_told_apart(regular: Face) -> None:
    book = FontBook({"My House": {"regular": regular.content}, "MyHouse": {"regular": without("a")}})
    faces = [book.faces((name,))[0] for name in ("My House", "MyHouse")]
    assert [book.face(face.name) for face in faces] == faces


def test_after_a_style_the_regular_is_asked(regular: Face) -> None:
    book = FontBook({"House": {"regular": regular.content, "italic": without("b", built_in("FiraGO-Italic"))}})
    faces = book.faces(("House",), italic=True)
    assert [(face.name, text) for face, text in book.split(faces, "abc")] == [
        ("House-Italic", "a"),
        ("House-Regular", "b"),
        ("House-Italic", "c"),
    ]


def test_what_is_read_of_a_font_is_kept_once_for_all_workspaces() -> None:
    """A preview loads its workspace again at each change."""
    own = FontBook().face("FiraGO-Regular").content
    one, other = (FontBook({"House": {"regular": bytes(bytearray(own))}}) for _ in range(2))
    for face in one.faces(("House", "FiraGO"), bold=True):
        assert other.face(face.name) is face
    changed = FontBook({"House": {"regular": without("x")}})
    assert changed.face("House-Regular") is not one.face("House-Regular")
    assert not changed.face("House-Regular").has("x")
    assert one.face("House-Regular").has("x")
