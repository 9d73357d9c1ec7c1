"""What a language is called."""

from __future__ import annotations

import pytest

from handout.fonts.glyphs import FontBook
from handout.fonts.scripts import needs_shaping
from handout.i18n.language_names import TABLE, by_cldr, language_name
from handout.i18n.strings import languages


@pytest.mark.parametrize(
    ("tag", "name"), [("es", "Español"), ("ru", "Русский"), ("el", "Ελληνικά"), ("ka", "ქართული"), ("xx", "xx")]
)
def test_a_name_in_its_own_language_can_be_printed(tag: str, name: str) -> None:
    assert language_name(tag, tag) == name
    assert needs_shaping(name) or not FontBook().missing(FontBook().faces(("FiraGO",)), name)


def test_the_names_that_are_known_without_babel_are_its_names() -> None:
    head, *rows = TABLE.read_text(encoding="utf-8").splitlines()
    tags = head.split("\t")[1:]
    assert tags == languages()
    assert {*tags, "en-GB", "en-US"} <= {row.split("\t")[0] for row in rows}
    for row in rows:
        language, *names = row.split("\t")
        assert names == [by_cldr(tag, language) for tag in tags]
        assert names == [language_name(tag, language) for tag in tags]


def test_another_language_or_region_is_babel_s() -> None:
    assert language_name("ka", "en") == "Georgian"
    assert language_name("es-AR", "en-GB") == "Spanish (Argentina)"
    assert language_name("es", "en-ZA") == "Spanish"
