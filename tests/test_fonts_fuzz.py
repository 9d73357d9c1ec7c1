"""Damaged TrueType files: refused when they are looked through, or printed; never a traceback, never for ever."""

from __future__ import annotations

import random
import string
import struct

import pytest

from fonts import built_in, small
from handout.glyphs import FontBook
from handout.layout import layout
from handout.paint import paint
from handout.source import HandoutError
from handout.verify import verify
from paint.make import Keys, document

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


def tried(content: bytes, seed: int) -> str:
    """What became of a font that was damaged."""
    broken = _damaged(content, random.Random(seed))
    try:
        fonts = FontBook({"House": {"regular": broken}})
    except ValueError:
        return "refused"
    face = fonts.faces(("House",))[0]
    text = "".join(filter(face.has, LETTERS))
    k = Keys()
    try:
        pages = layout(document(k.h(1, "x"), k.p(text), families={"body": ("House", "FiraGO")}), fonts)
        verify(paint(pages, fonts), pages, fonts)
    except HandoutError:
        return "not printed"
    return "printed"


def test_damaged_fonts_are_refused_or_printed() -> None:
    content = small(LETTERS)
    assert {tried(content, seed) for seed in range(250)} >= {"refused", "printed"}


@pytest.mark.deep
def test_very_many_damaged_fonts_are_refused_or_printed() -> None:
    content, whole = small(LETTERS), built_in()
    for seed in range(250, 20_250):
        tried(whole if seed % 40 == 0 else content, seed)
