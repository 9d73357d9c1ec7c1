"""The fonts in a finished file: embedded, and every code leads to a glyph that says what it draws."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from itertools import pairwise

from handout.diagnostics import Diagnostic
from handout.verify.pdf_objects import File, Object, problem

_PAIR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


def characters(file: File, font: Object) -> dict[int, str]:
    """What each code of a font stands for, by its ToUnicode map."""
    _, _, entries = file[font.reference("ToUnicode")].content.partition(b"endcodespacerange")
    pairs = _PAIR.findall(entries)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace") for code, text in pairs}


def problems(file: File, used: set[str]) -> Iterator[Diagnostic]:
    """What is wrong with a file's fonts; of their characters only those that are used need an outline."""
    for name, font in file.resources().items():
        descendant = file[font.references("DescendantFonts")[0]]
        descriptor = file[descendant.reference("FontDescriptor")]
        program = descriptor.reference("FontFile2")
        if not program or not file[program].content:
            yield problem(f"the font {name} is not embedded")
            continue
        ink = _outlines(file[program].content)
        positions = file[descendant.reference("CIDToGIDMap")].content
        for code, character in characters(file, font).items():
            (glyph,) = struct.unpack_from(">H", positions, 2 * code) if len(positions) >= 2 * code + 2 else (0,)
            if glyph == 0 or glyph >= len(ink) or (character in used and not ink[glyph]):
                yield problem(f"the font {name} has no glyph for U+{ord(character[0]):04X}")


def _outlines(program: bytes) -> list[bool]:
    """Whether each glyph of a TrueType file has an outline, by the lengths in its `loca`."""
    (count,) = struct.unpack_from(">H", program, 4)
    rows = (struct.unpack_from(">4sLLL", program, 12 + 16 * index) for index in range(count))
    tables = {tag: program[offset : offset + length] for tag, _, offset, length in rows}
    (long_format,) = struct.unpack_from(">h", tables[b"head"], 50)
    size, code = (4, "L") if long_format else (2, "H")
    offsets = struct.unpack(f">{len(tables[b'loca']) // size}{code}", tables[b"loca"])
    return [after > before for before, after in pairwise(offsets)]
