"""Damaged TrueType files: refused when they are looked through, or any words print; never a traceback."""

from __future__ import annotations

import random
import string
import struct

import pytest

from fonts.font_files import built_in, changed, small
from handout.document import Style
from handout.fonts.glyphs import REPERTOIRE, Face, FontBook
from handout.fonts.truetype import directory
from handout.layout import layout
from handout.pdf import write_pdf
from handout.verify import verify
from pdf.make import STYLES, Keys, document

LETTERS = string.ascii_letters + string.digits + " .,;:!?-()%"
TABLES = ("head", "hhea", "maxp", "hmtx", "cmap", "glyf", "loca", "OS/2", "post")


def _damaged(content: bytes, chance: random.Random) -> bytes:
    """Some numbers changed, most of them in the tables that others are read by."""
    found = bytearray(content)
    places = _places(content)
    for _ in range(chance.randint(1, 6)):
        start, length = places[chance.choice(TABLES)]
        at = min(start + int(length * chance.random() ** 3), len(found) - 4)
        match chance.randrange(5):
            case 0:
                found[at] = chance.randrange(256)
            case 1:
                found[at] ^= 1 << chance.randrange(8)
            case 2:
                found[at : at + 2] = struct.pack(">H", chance.choice((0, 1, 0x7FFF, 0x8000, 0xFFFF)))
            case 3:
                found[at : at + 4] = chance.randbytes(4)
            case _:
                at = 12 + 16 * chance.randrange(content[5]) + chance.choice((8, 12))  # the directory
                found[at : at + 4] = struct.pack(">L", chance.randrange(len(found)))
    return bytes(found[: chance.randrange(len(found))]) if chance.random() < 0.05 else bytes(found)


def _places(content: bytes) -> dict[str, tuple[int, int]]:
    rows = (struct.unpack_from(">4sLLL", content, 12 + 16 * index) for index in range(content[5]))
    return {tag.decode(): (start, length) for tag, _, start, length in rows}


def _changed(content: bytes, chance: random.Random) -> bytes:
    """A few measures changed, or bits of outlines: most of such files hold together."""
    tables = {name: bytearray(table) for name, table in directory(content, TABLES).items()}
    (total,) = struct.unpack_from(">H", tables["maxp"], 4)
    for _ in range(chance.randint(1, 3)):
        match chance.randrange(5):
            case 0:
                width = chance.choice((chance.randrange(150), chance.randrange(2500)))
                struct.pack_into(">H", tables["hmtx"], 4 * chance.randrange(len(tables["hmtx"]) // 4), width)
            case 1:
                struct.pack_into(">hh", tables["hhea"], 4, chance.randrange(1, 3000), -chance.randrange(1500))
            case 2:
                struct.pack_into(">H", tables["head"], 18, chance.randrange(500, 3000))
            case 3:
                tables["cmap"][chance.randrange(len(tables["cmap"]))] ^= 1 << chance.randrange(8)
            case _:
                start, end = struct.unpack_from(">LL", tables["loca"], 4 * chance.randrange(total))
                if end > start + 10:
                    tables["glyf"][chance.randrange(start + 10, end)] ^= 1 << chance.randrange(8)
    return changed(content, {name: bytes(table) for name, table in tables.items()})


def tried(content: bytes, seed: int) -> str:
    """What became of a font that was damaged."""
    chance = random.Random(seed)
    return tried_with((_changed if seed % 5 == 0 else _damaged)(content, chance), chance)


def tried_with(broken: bytes, chance: random.Random) -> str:
    """Whether words of a font print; HandoutError, exit code 5, if it passed and they don't."""
    try:
        fonts = FontBook({"House": {"regular": broken}})
    except ValueError:
        return "refused"
    face = fonts.faces(("House",))[0]
    k = Keys()
    words = _words(face, chance)
    body = k.h(1, words[:120]), k.p(words)
    pages = layout(document(*body, families={"body": ("House", "FiraGO")}, styles=CLOSE), fonts)
    verify(write_pdf(pages, fonts), pages, fonts)
    return "printed"


CLOSE = {**STYLES, "body": Style(size=11, leading=13.2), "heading": Style(size=17, leading=20.4)}
"""Set as close as a face must bear."""


def _words(face: Face, chance: random.Random) -> str:
    """Letters of a face, each beside itself and among all others."""
    letters = [
        char for char in map(chr, REPERTOIRE) if face.has(char) and (char.isalnum() or char in LETTERS.replace(" ", ""))
    ]
    if not letters:
        return "x"
    letters = chance.sample(letters, min(len(letters), 80))
    words = [*(3 * letter for letter in letters), "".join(letters)]
    words += ("".join(chance.choices(letters, k=chance.randint(1, 12))) for _ in range(20))
    chance.shuffle(words)
    return " ".join(words)


@pytest.mark.parametrize("width", [150, 452, 600, 1690])
def test_a_space_may_be_wide_or_narrow(width: int) -> None:
    content = small(LETTERS)
    advances = bytearray(directory(content, TABLES)["hmtx"])
    struct.pack_into(">H", advances, 4 * (1 + LETTERS.index(" ")), width)
    assert tried_with(changed(content, {"hmtx": bytes(advances)}), random.Random(0)) == "printed"


def test_damaged_fonts_are_refused_or_printed() -> None:
    content = small(LETTERS)
    assert {tried(content, seed) for seed in range(250)} == {"refused", "printed"}


@pytest.mark.deep
def test_very_many_damaged_fonts_are_refused_or_printed() -> None:
    content, whole = small(LETTERS), built_in()
    for seed in range(250, 20_250):
        tried(whole if seed % 50 < 2 else content, seed)
