"""Lists of faces: one object for each list, by which all that is measured in it is found."""

from __future__ import annotations

from handout.fonts.glyphs import Faces, FontBook
from handout.fonts.packaged import ordered


def test_a_style_has_one_list_in_whatever_language_and_however_often_it_is_asked_for() -> None:
    fonts = FontBook()
    first = fonts.faces(("FiraGO",), bold=True)
    assert ordered("en") == ordered("es") != ordered("ja")
    assert fonts.of("es").faces(("FiraGO",), bold=True) is first
    assert fonts.faces(("FiraGO",), bold=True) is first
    assert fonts.widths(first) is fonts.of("es").widths(fonts.of("es").faces(("FiraGO",), bold=True))


def test_lists_of_other_faces_or_in_another_order_are_others() -> None:
    fonts = FontBook()
    lists = [fonts.faces(("FiraGO",)), fonts.faces(("FiraGO",), bold=True), fonts.of("ja").faces(("FiraGO",))]
    assert len({*lists}) == len({*map(tuple, lists)}) == 3


def test_a_list_that_no_font_book_made_is_equal_to_itself_only() -> None:
    made = FontBook().faces(("FiraGO",))
    assert Faces(made) != made
    assert tuple(Faces(made)) == tuple(made)
