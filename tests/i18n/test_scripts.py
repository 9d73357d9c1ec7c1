from __future__ import annotations

import pytest

from handout.i18n.scripts import scripts_of


@pytest.mark.parametrize(
    ("language", "scripts"),
    [
        ("en-GB", ("Latn",)), ("vi", ("Latn",)), ("ru", ("Cyrl",)), ("el", ("Grek",)), ("ar", ("Arab",)),
        ("hi", ("Deva",)), ("bn", ("Beng",)), ("pa", ("Guru",)), ("pa-PK", ("Arab",)), ("pa-Arab", ("Arab",)),
        ("sr", ("Cyrl",)), ("sr-Latn", ("Latn",)), ("zh", ("Hani",)), ("zh-Hant", ("Hani",)), ("zh-TW", ("Hani",)),
        ("ja", ("Hira", "Hani")), ("ko", ("Hang", "Hani")), ("am", ("Ethi",)), ("hy", ("Armn",)),
        ("ka", ("Geor",)), ("km", ("Khmr",)), ("qqq", ()),
    ],
)  # fmt: skip
def test_the_scripts_of_a_language(language: str, scripts: tuple[str, ...]) -> None:
    assert scripts_of(language) == scripts
