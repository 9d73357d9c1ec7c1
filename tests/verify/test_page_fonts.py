"""A page's text depends on the characters of its fonts that it shows, and on nothing else of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from handout.document import Run
from handout.fonts.truetype import big_endian, directory
from handout.layout import layout
from handout.pdf import write_with_form
from handout.verify.content_streams import used_codes
from handout.verify.page_fonts import FontParts, font_parts, page_fonts
from handout.verify.pdf_objects import File
from pdf.make import FONTS, Keys, document


def made(name: str) -> tuple[dict[str, FontParts], list[bytes]]:
    """The fonts of a document, and the streams of its static text."""
    k = Keys()
    pages = layout(document(k.p("Dear é, "), k.p(Run(text=name, slot=True)), personal=True), FONTS)
    written = write_with_form(pages, FONTS)
    file, slots = File(written.pdf), {each.stream for each in written.form.slots}
    streams = [number for page in file.pages for number in page.references("Contents") if number not in slots]
    fonts = {name: font_parts(file, font) for name, font in file.resources().items()}
    return fonts, [file[number].content for number in streams]


def test_the_codes_of_a_stream_are_found() -> None:
    _, streams = made("Ann")
    codes = {code for stream in streams for codes in used_codes(stream).values() for code in codes}
    assert len(codes) == len(set("Dear é,"))


def test_a_font_with_more_characters_is_the_same_for_this_text() -> None:
    (latin, streams), (greek, others) = made("Ann"), made("Ωmega")
    assert streams == others
    one, other = page_fonts(latin, streams), page_fonts(greek, streams)
    assert one.shown == other.shown
    assert one.whole != other.whole


def _outline(font: FontParts, code: int) -> int:
    """Where the outline of a code's glyph ends in the font file."""
    tables = directory(font.program, ("head", "loca", "glyf"))
    long = tables["head"][50:52] != b"\0\0"
    places = big_endian("I" if long else "H", tables["loca"])
    start, end = (places[big_endian("H", font.glyph_map or b"")[code] + each] * (1 if long else 2) for each in (0, 1))
    assert end > start
    return font.program.index(tables["glyf"]) + start + 12


def _drawn(font: FontParts, code: int) -> FontParts:
    at, content = _outline(font, code), bytearray(font.program)
    content[at] ^= 1
    return replace(font, program=bytes(content))


def _wide(font: FontParts, code: int) -> FontParts:
    widths = font.widths.split()
    widths[code - 1] = b"77"
    return replace(font, widths=b" ".join(widths))


def _read(font: FontParts, code: int) -> FontParts:
    return replace(font, to_unicode=font.to_unicode.replace(b"<%04X> <00" % code, b"<%04X> <20" % code))


@pytest.mark.parametrize("change", [_drawn, _wide, _read])
def test_a_character_that_is_shown_differs_and_another_does_not(change: Callable[[FontParts, int], FontParts]) -> None:
    fonts, streams = made("Ann")
    ((name, font),) = fonts.items()
    codes = {code for stream in streams for code in used_codes(stream)[name]}
    other = next(code for code in range(40, 60) if code not in codes)
    before = page_fonts(fonts, streams)
    assert page_fonts({name: change(font, other)}, streams).shown == before.shown
    assert page_fonts({name: change(font, other)}, streams).whole != before.whole
    assert page_fonts({name: change(font, max(codes))}, streams).shown != before.shown


def test_the_measures_of_a_font_count() -> None:
    fonts, streams = made("Ann")
    ((name, font),) = fonts.items()
    other = replace(font, dictionaries=font.dictionaries.replace(b"/Ascent ", b"/Ascent 1"))
    assert page_fonts({name: other}, streams).shown != page_fonts(fonts, streams).shown
