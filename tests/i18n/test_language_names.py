"""What a language is called."""

from __future__ import annotations

import pytest

from handout.fonts.glyphs import FontBook
from handout.fonts.scripts import needs_shaping
from handout.i18n.language_names import language_name


@pytest.mark.parametrize(
    ("tag", "name"), [("es", "Español"), ("ru", "Русский"), ("el", "Ελληνικά"), ("ka", "ქართული"), ("xx", "xx")]
)
def test_a_name_in_its_own_language_can_be_printed(tag: str, name: str) -> None:
    assert language_name(tag, tag) == name
    assert needs_shaping(name) or not FontBook().missing(FontBook().faces(("FiraGO",)), name)
