"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from handout.source.patterns import apart, uncompiled


def test_a_pattern_is_compiled_at_its_first_use_and_finds_what_a_compiled_one_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiled: list[str] = []
    compiling = re.compile

    def noted(text: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(text)
        return compiling(text, flags)

    monkeypatch.setattr(re, "compile", noted)
    words = uncompiled("[a-z]+", re.IGNORECASE)
    assert compiled == []
    assert words.findall("No one") == ["No", "one"]
    assert words.sub("x", "No 1") == "x 1"
    assert words.fullmatch("No") and not words.fullmatch("1") and words.search("1 a") and words.match("A")
    assert words.split("1a2") == ["1", "2"]
    assert [found[0] for found in words.finditer("a b")] == ["a", "b"]
    assert compiled == ["[a-z]+"]


def test_what_no_compiled_pattern_has_is_refused() -> None:
    with pytest.raises(AttributeError):
        _ = uncompiled(b"a").nothing  # type: ignore[attr-defined]


def test_a_sign_that_is_kept_apart_matches_as_one_in_a_set() -> None:
    together, other = re.compile("[a×€–]"), re.compile(f"(?:[a×]|{apart('€')}|{apart('[–—]')})")
    for sign in "a×€–b ":
        assert bool(other.fullmatch(sign)) == bool(together.fullmatch(sign))
    assert other.fullmatch("—")
