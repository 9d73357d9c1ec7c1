"""Font files from anywhere: what contradicts itself is refused, and what is printed of the rest is always the same."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from canary.workspace import CLINIC, loaded
from fonts.font_files import built_in, changed, character_map, small, with_licence
from handout.check.font_files import font_book
from handout.check.workspace import check
from handout.diagnostics import HandoutError
from handout.fonts.glyphs import FontBook
from handout.fonts.outlines import check_outlines
from handout.fonts.truetype import directory
from handout.workspace.assets import Assets
from handout.workspace.load import load

LETTERS = "abc "
SMALL = small(LETTERS)


def outlines(*found: bytes, letters: str = LETTERS) -> bytes:
    """A font with these outlines, the first of which is that of no letter."""
    ends = [sum(map(len, found[:count])) for count in range(len(found) + 1)]
    return changed(
        SMALL,
        {
            "glyf": b"".join(found),
            "loca": struct.pack(f">{len(ends)}L", *ends),
            "cmap": character_map({ord(letter): number for number, letter in enumerate(letters, 1)}),
        },
    )


def composed(*of: int) -> bytes:
    """An outline that is composed of glyphs."""
    parts = (struct.pack(">HHbb", 0x20 if at < len(of) else 0, part, 0, 0) for at, part in enumerate(of, 1))
    found = struct.pack(">hhhhh", -1, 0, 0, 500, 500) + b"".join(parts)
    return found + bytes(-len(found) % 4)


SQUARE = struct.pack(">hhhhhHH4b4h4hxx", 1, 0, 0, 500, 500, 3, 0, 1, 1, 1, 1, 0, 500, 0, -500, 0, 0, 500, 0)


def test_a_sound_font_is_one_that_can_be_printed_with() -> None:
    found = check_outlines(SMALL)
    assert {chr(code) for code in found.metrics.glyphs} == set(LETTERS)
    assert "cmap" not in directory(found.content, ("cmap", "glyf"))


def test_a_letter_without_an_outline_is_one_that_the_font_hasn_t() -> None:
    """It would print as nothing: a blank may, and the next font of the list has the letter."""
    font = outlines(SQUARE, SQUARE, b"", SQUARE, b"")
    assert {chr(code) for code in check_outlines(font).metrics.glyphs} == {"a", "c", " "}


@pytest.mark.parametrize(
    ("font", "message"),
    [
        (outlines(SQUARE, composed(1), SQUARE, SQUARE, b""), "contains itself"),
        (outlines(SQUARE, composed(2), composed(3), composed(1), b""), "contains itself"),
        (outlines(SQUARE, composed(400), SQUARE, SQUARE, b""), "too short"),
        (outlines(SQUARE, composed(*[2] * 255), composed(*[3] * 255), SQUARE, b""), "has too many parts"),
        (outlines(SQUARE, composed(*[2] * 257), SQUARE, SQUARE, b""), "has too many parts"),
        (outlines(SQUARE, composed(2)[:8], SQUARE, SQUARE, b""), "too short"),
        (outlines(SQUARE, composed(2)[:14], SQUARE, SQUARE, b""), "too short"),
        (outlines(SQUARE, SQUARE[:6], SQUARE, SQUARE, b""), "too short"),
        (outlines(SQUARE, SQUARE[:10] + b"\xff\xff" + SQUARE[12:], SQUARE, SQUARE, b""), "too short"),
        (outlines(SQUARE, b"\x00\x02" + SQUARE[2:10] + b"\0\x03\0\x03" + SQUARE[14:], SQUARE, SQUARE, b""), "order"),
        (changed(SMALL, {"loca": b"\0\0"}), "loca is too short"),
        (changed(SMALL, {"loca": struct.pack(">6L", 0, 8, 4, 8, 8, 8)}), "out of order"),
        (changed(SMALL, {"loca": struct.pack(">6L", *[1 << 30] * 6)}), "out of range"),
        (changed(SMALL, {"maxp": b"\0\x01\0\0\0\x05"}), "a table is too short"),
        (changed(SMALL, {"head": directory(SMALL, ("head",))["head"][:12] + bytes(42)}), "units per em"),
        (changed(SMALL, {"hhea": b"\0\x01\0\0\x7f\xff" + directory(SMALL, ("hhea",))["hhea"][6:]}), "ascent"),
    ],
)
def test_what_contradicts_itself_is_refused(font: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_outlines(font)


def test_a_short_table_of_widths_is_filled_up() -> None:
    """Some fonts leave out bearings that nobody asks for."""
    short = directory(SMALL, ("hmtx",))["hmtx"]
    few = directory(SMALL, ("hhea",))["hhea"][:34] + b"\0\x02"
    found = check_outlines(changed(SMALL, {"hmtx": short[:8], "hhea": few}))
    assert len(directory(found.content, ("hmtx",))["hmtx"]) == 2 * (2 + 5)


def test_what_unpacks_to_very_much_is_refused_at_once() -> None:
    groups = b"".join(struct.pack(">LLL", 0, 0x1FFFF, 1) for _ in range(50_000))
    wide = struct.pack(">HHHHL", 0, 1, 3, 10, 12) + struct.pack(">HHLLL", 12, 0, 0, 0, 50_000) + groups
    count = 8_000
    words = (*[0xFFFE] * count, 0, *[0] * count, *[0] * count, *[0] * count)
    segments = struct.pack(">HHHHL", 0, 1, 3, 1, 12) + struct.pack(">7H", 4, 65_534, 0, 2 * count, 0, 0, 0)
    segments += struct.pack(f">{len(words)}H", *words)
    rows = b"".join(struct.pack(">4sLLL", b"cvt%c" % index, 0, 0, 1000) for index in range(100))
    rows += b"".join(struct.pack(">4sLLL", name, 0, 0, 1000) for name in (b"glyf", b"loca", b"cmap"))
    overlapping = struct.pack(">LHHHH", 0x10000, 103, 0, 0, 0) + rows
    for font, message in (
        (changed(SMALL, {"cmap": wide}), "map is out of range"),
        (changed(SMALL, {"cmap": segments}), "map is out of range"),
        (overlapping.ljust(2000, b"\0"), "overlap"),
    ):
        with pytest.raises(ValueError, match=message):
            check_outlines(font)


@pytest.mark.parametrize(
    ("bits", "message"),
    [
        (0x0000, ""),
        (0x0002, "its licence doesn't allow it to be embedded in a document"),
        (0x0004, ""),
        (0x0008, ""),
        (0x0006, ""),  # of several the freest counts
        (0x0102, "its licence doesn't allow it to be embedded in a document"),
        (0x0200, "its licence allows only bitmaps of it to be embedded"),
        (0x0204, "its licence allows only bitmaps of it to be embedded"),
    ],
)
def test_a_licence_that_forbids_embedding_is_respected(bits: int, message: str) -> None:
    font = with_licence(bits, SMALL)
    if message:
        with pytest.raises(ValueError, match=message):
            check_outlines(font)
    else:
        assert not check_outlines(font).whole


def workspace(root: Path, **files: bytes) -> Path:
    (root / "fonts").mkdir()
    for name, content in files.items():
        (root / "fonts" / f"{name}.ttf").write_bytes(content)
    styles = ", ".join(f"{name}: fonts/{name}.ttf" for name in files)
    loaded(root, {"clinic.yaml": f"{CLINIC}fonts:\n  families: {{House: {{{styles}}}}}\n  body: [House, FiraGO]\n"})
    return root


def test_every_file_that_can_t_be_used_is_named_with_its_place(tmp_path: Path) -> None:
    cut = built_in()[:-5000]
    root = workspace(tmp_path, regular=built_in(), bold=cut, italic=with_licence(2))
    found = [problem for problem in check(root, None) if problem.code == "font"]
    assert [problem.message.partition(":")[0] for problem in found] == ["'fonts/bold.ttf'", "'fonts/italic.ttf'"]
    assert {(problem.severity, problem.span.file) for problem in found} == {("error", "clinic.yaml")}
    with pytest.raises(HandoutError) as error:
        font_book(Assets(root), load(root).clinic)
    assert error.value.exit_code == 3


def test_a_font_that_wants_to_be_embedded_whole_is_a_warning(tmp_path: Path) -> None:
    root = workspace(tmp_path, regular=with_licence(0x0104))
    (found,) = [problem for problem in check(root, None) if problem.code == "font"]
    assert (found.severity, "embedded whole" in found.message) == ("warning", True)


def test_a_font_s_own_names_and_checksums_are_not_believed() -> None:
    strange = changed(built_in(), {"name": b"\xff" * 40, "post": b"\0\x09\0\0" + bytes(28)})
    book = FontBook({"House": {"regular": strange}})
    assert book.faces(("House",))[0].has("a")
    assert b"\xff" * 40 not in book.faces(("House",))[0].content
