"""A key of another program is known for the one that is meant, where that one can be written."""

from __future__ import annotations

import pytest

from handout.source.key_synonyms import hint_for_key, meant_key


@pytest.mark.parametrize(
    ("written", "known", "meant"),
    [
        ("header", ("columns", "rows"), "columns"),
        ("Line_Height", ("leading", "size"), "leading"),
        ("at night", ("morning", "bedtime"), "bedtime"),
        ("text", ("body", "title"), "body"),
        ("text", ("value", "label"), "value"),
        ("keep-together", ("keep", "break"), "keep"),
        ("page_break_before", ("keep", "break"), "break"),
        ("start", ("continue", "keep"), "continue"),
        ("height", ("file", "alt", "width"), "width"),
        ("night", ("title", "body"), ""),
        ("nothing", ("title", "body"), ""),
    ],
)
def test_a_key_of_another_program_is_known(written: str, known: tuple[str, ...], meant: str) -> None:
    assert meant_key(written, known) == meant


def test_a_picture_beside_text_has_a_block_of_its_own() -> None:
    assert hint_for_key("Float", ("file", "alt")) == "'side-by-side' sets a picture beside text"
    assert hint_for_key("align", ("title", "align", "file")) == hint_for_key("align", ("title",)) == ""
