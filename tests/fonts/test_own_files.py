"""A workspace's own font files of every kind: CFF outlines, collections, variable weights, joined letters."""

from __future__ import annotations

import struct
from pathlib import Path

import page
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canary.workspace import CLINIC, loaded, section
from extra_fonts import font, forget, hidden
from fonts.font_files import built_in, changed, character_map, with_licence
from handout import extract
from handout.check.workspace import check
from handout.fonts import packaged
from handout.fonts.glyphs import FontBook
from handout.fonts.outlines import font_file
from handout.fonts.own_files import alone, is_plain, is_variable, usable
from handout.fonts.pieces import pieces, shaped
from handout.fonts.signs import sign_faces
from handout.fonts.stretches import stretches
from handout.fonts.truetype import directory
from handout.pipeline import Renderer, Request
from handout.workspace.load import load


def cff(family: str = "Noto Sans Math") -> bytes:
    """A font with CFF outlines and Latin letters."""
    return next(face.content for face in sign_faces() if face.family == family)


def collection(*fonts: bytes) -> bytes:
    """A font collection."""
    head = 12 + 4 * len(fonts)
    starts, body = [], b""
    for content in fonts:
        start = head + len(body)
        starts.append(start)
        (count,) = struct.unpack_from(">H", content, 4)
        rows = [struct.unpack_from(">4sLLL", content, 12 + 16 * row) for row in range(count)]
        moved = (struct.pack(">4sLLL", tag, total, start + at, length) for tag, total, at, length in rows)
        body += content[:12] + b"".join(moved) + content[12 + 16 * count :]
    return b"ttcf" + struct.pack(">LL", 0x10000, len(fonts)) + struct.pack(f">{len(fonts)}L", *starts) + body


def printed(root: Path, files: dict[str, bytes], families: str, words: str, body: str = "House, FiraGO") -> bytes:
    """A document in the fonts of a workspace, checked by both standards."""
    clinic = f"{CLINIC}fonts:\n  families: {{{families}}}\n  body: [{body}]\n"
    fonts = {f"fonts/{name}": content for name, content in files.items()}
    loaded(root, {"clinic.yaml": clinic, "content/t.yaml": section(f"- text: {words}"), **fonts})
    assert check(root, None) == []
    pdf = Renderer(load(root)).render(Request(topics=("t",), audience="patient")).pdf
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(pdf, profile=profile).failures == []
    return pdf


def test_cff_outlines_are_drawn_anew(tmp_path: Path) -> None:
    pdf = printed(tmp_path, {"a.otf": cff()}, "House: {regular: fonts/a.otf}", "Words in CFF, and José.")
    assert "Words in CFF, and José." in " ".join(extract.pages(pdf)[0].split())
    assert b"FontFile2" in pdf or b"ObjStm" in pdf
    book = FontBook({"House": {"regular": cff()}})
    (face, *_) = book.faces(("House", "FiraGO"))
    small = face.small([face.glyph(ord("a")) or 0])
    assert small is not None
    assert small.tables["glyf"]


def test_one_font_of_a_collection(tmp_path: Path) -> None:
    both = collection(built_in(), built_in("FiraGO-Bold"))
    assert FontBook({"x": {"regular": alone(both, 2)}}).faces(("x",))[0].advance("m") == pytest.approx(
        FontBook().face("FiraGO-Bold").advance("m")
    )
    families = 'House: {regular: fonts/a.ttc, bold: "fonts/a.ttc#2"}'
    pdf = printed(tmp_path, {"a.ttc": both}, families, "Plain, **bold** and محمد.")
    assert "Plain, bold and" in " ".join(extract.pages(pdf)[0].split())
    assert alone(built_in()) == built_in()


@pytest.mark.parametrize(
    ("content", "number", "message"),
    [
        (collection(built_in()), 2, "has 1 font, and no number 2"),
        (collection(built_in())[:300], 1, "broken"),
        (b"ttcf\0\1\0\0\0\0", 1, "broken"),
    ],
)
def test_a_collection_without_the_font(content: bytes, number: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        alone(content, number)


def test_what_is_wrong_with_a_collection_is_told_with_its_place(tmp_path: Path) -> None:
    clinic = f'{CLINIC}fonts:\n  families: {{House: {{regular: "fonts/a.ttc#3"}}}}\n'
    loaded(
        tmp_path, {"clinic.yaml": clinic, "fonts/a.ttc": collection(built_in()), "content/t.yaml": section("- text: x")}
    )
    (problem,) = (problem for problem in check(tmp_path, None) if problem.code == "font")
    assert "'fonts/a.ttc#3': the font collection has 1 font, and no number 3" in problem.message
    assert problem.span.file == "clinic.yaml"


def test_letters_that_are_joined_are_set_in_a_font_with_rules_for_them() -> None:
    house = FontBook({"House": {"regular": built_in()}}).faces(("House", "FiraGO"))
    for word in ("محمد", "नमस्ते", "שלום", "x̌"):
        (piece,) = pieces(house, word)
        assert piece.face.family == "House"
    ruleless = FontBook({"House": {"regular": changed(built_in(), {})}}).faces(("House", "FiraGO"))
    for word in ("محمد", "नमस्ते", "x̌"):
        (piece,) = pieces(ruleless, word)
        assert piece.face.family == "FiraGO"


def han(letters: str) -> bytes:
    """A small font of Chinese characters, which look like Latin letters here."""
    glyphs = FontBook().face("FiraGO-Regular").metrics.glyphs
    codes = {ord(letter): glyphs[ord("m") + number] for number, letter in enumerate(letters)}
    return changed(built_in(), {"cmap": character_map({0x20: glyphs[0x20], **codes})})


def test_chinese_characters_come_from_the_fonts_that_have_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden(monkeypatch)
    families = "House: {regular: fonts/a.ttf}, Other: {regular: fonts/b.ttf}"
    files = {"a.ttf": han("山田"), "b.ttf": han("田太郎、")}
    pdf = printed(tmp_path, files, families, "Dear 山田、太郎, **山** and 郎.", "FiraGO, House, Other")
    assert "Dear 山田、太郎, 山 and 郎." in " ".join(extract.pages(pdf)[0].split())
    book = FontBook({"House": {"regular": han("山田")}, "Other": {"regular": han("田太")}})

    def found(word: str) -> list[tuple[str, str]]:
        return [(piece.face.family, piece.text) for piece in pieces(book.faces(("House", "Other")), word)]

    assert found("田山太") == [("House", "田山"), ("Other", "太")]
    assert found("田太") == [("Other", "田太")]


def test_a_letter_that_was_found_to_print_wrongly_is_not_shaped_either(monkeypatch: pytest.MonkeyPatch) -> None:
    (face, *_) = FontBook({"House": {"regular": built_in()}}).faces(("House",))
    (stretch,) = stretches("محمد")
    real = face.has
    monkeypatch.setattr(face, "has", lambda char: char != "ح" and real(char))
    assert not shaped((face,), stretch)


def test_a_variable_font_has_a_regular_and_a_bold(tmp_path: Path) -> None:
    forget()
    content = packaged.read(font("Bengali"))
    assert content is not None
    assert is_variable(content)
    assert not is_variable(built_in())
    book = FontBook({"House": {"regular": content}})
    (regular,), (bold,) = (pieces(book.faces(("FiraGO", "House"), weight), "রহিম") for weight in (False, True))
    assert (regular.face.name, bold.face.name) == ("House-Regular", "House-Bold")
    assert bold.advance > regular.advance
    words = "Dear রহিম, **রহিম উদ্দিন** too"
    pdf = printed(tmp_path, {"v.ttf": content}, "House: {regular: fonts/v.ttf}", words, "FiraGO, House")
    assert words.replace("*", "") in " ".join(extract.pages(pdf)[0].split())


@pytest.mark.parametrize("bits", [0x0002, 0x0200])
def test_a_licence_that_forbids_embedding_is_respected_whatever_the_outlines(bits: int) -> None:
    names = ("head", "hhea", "maxp", "hmtx", "cmap", "OS/2", "post", "name", "CFF ")
    tables = directory(cff(), names)
    tables["OS/2"] = tables["OS/2"][:8] + struct.pack(">H", bits) + tables["OS/2"][10:]
    with pytest.raises(ValueError, match="its licence"):
        usable(b"OTTO" + font_file(tables)[4:])
    with pytest.raises(ValueError, match="its licence"):
        usable(with_licence(bits))


@given(st.integers(0, 100_000), st.binary(min_size=1, max_size=8))
@settings(max_examples=8, deadline=None)
def test_a_damaged_file_is_refused_or_can_be_used(at: int, junk: bytes) -> None:
    content = cff("Noto Sans Symbols")
    for damaged in (content[: 12 + at], content[:at] + junk + content[at + len(junk) :]):
        if not is_plain(damaged):
            try:
                found = usable(damaged)
            except ValueError:
                continue
            assert found.metrics.units_per_em
