"""The built-in font's files, unpacked as far as they are needed."""

from __future__ import annotations

import pytest
from pymupdf_fonts import myfont

from handout.fonts.built_in import BuiltInFile
from handout.fonts.faces import Face, StyleName
from handout.fonts.truetype import NEEDED, USEFUL, directory

FILES: dict[StyleName, tuple[str, str]] = {
    "regular": ("FiraGO_Regular", "figo"),
    "bold": ("FiraGO_Bold", "figbo"),
    "italic": ("FiraGO_Italic", "figit"),
    "bold-italic": ("FiraGO_BoldItalic", "figbi"),
}
RULES = ("GDEF", "GPOS", "GSUB")


@pytest.mark.parametrize("style", FILES)
def test_a_file_is_the_package_s_own_with_all_tables_or_with_those_that_are_wanted(style: StyleName) -> None:
    module, name = FILES[style]
    own: bytes = myfont(name)
    file = BuiltInFile(module)
    part = file.with_tables((*NEEDED, *USEFUL))
    tables, given = directory(part, (*NEEDED, *USEFUL)), directory(own, (*NEEDED, *USEFUL))
    assert tables.pop("post") == given.pop("post")[:32]  # names of glyphs are behind it, which no PDF has
    assert tables == given
    assert directory(part, RULES) == {}
    assert len(part) < 0.65 * len(own)
    assert file.whole == own
    assert file.with_tables((*NEEDED, *USEFUL)) == part
    shaped_first = BuiltInFile(module)
    assert shaped_first.whole == own
    assert shaped_first.with_tables((*NEEDED, *USEFUL)) == part
    face = Face("FiraGO", style)
    assert face.content == part
    assert face.with_rules == own
