"""Which tags stand for the same language."""

from __future__ import annotations

import pytest

from handout.source.languages import fallbacks, speaks, spoken_by


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("en-GB", ("en-GB", "en")),
        ("es", ("es",)),
        ("zh", ("zh", "zh-Hans")),
        ("zh-Hans", ("zh-Hans", "zh")),
        ("zh-CN", ("zh-CN", "zh-Hans", "zh")),
        ("zh-Hant", ("zh-Hant",)),
        ("zh-TW", ("zh-TW", "zh-Hant")),
        ("zh-Hant-HK", ("zh-Hant-HK", "zh-Hant")),
    ],
)
def test_where_a_language_s_texts_are_looked_for(tag: str, found: tuple[str, ...]) -> None:
    assert fallbacks(tag) == found


@pytest.mark.parametrize(
    ("own", "asked", "same"),
    [
        ("zh", "zh-Hans", True),
        ("zh-CN", "zh-Hans", True),
        ("zh-TW", "zh-Hant", True),
        ("zh-HK", "zh-TW", True),
        ("zh", "zh-Hant", False),
        ("zh-Hans", "zh-Hant", False),
        ("sr-Latn", "sr-Cyrl", False),
        ("en", "en-GB", True),
    ],
)
def test_chinese_is_two_languages_by_its_script(own: str, asked: str, same: bool) -> None:
    assert speaks(own, asked) == speaks(asked, own) == same


def test_the_right_translation_is_found() -> None:
    assert spoken_by("zh-TW", ["zh-Hans", "zh-Hant"]) == "zh-Hant"
    assert spoken_by("zh", ["zh-Hans", "zh-Hant"]) == "zh-Hans"
    assert spoken_by("zh-Hant", ["zh-Hans"]) is None
