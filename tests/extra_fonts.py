"""Tests with and without the fonts of optional packages, whatever is installed where they run."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from handout.fonts import packaged
from handout.fonts.packaged import PACKAGED, PackagedFont

SMALL = Path(__file__).parent / "fonts" / "east_asian"
"""Fonts of East Asia with the letters of the tests: what they are made of, make.py there says."""


def use_small_fonts() -> None:
    """Where the large fonts of East Asia aren't installed, those of the tests are as if they were."""
    place_of, read = packaged.place_of.__wrapped__, packaged.read  # no cache below a cache

    @lru_cache(64)
    def small_place_of(package: str, path: str) -> Path | None:
        small = SMALL / path.rpartition("/")[2].replace("[wght]", "")
        return place_of(package, path) or (small if small.is_file() else None)

    def small_read(font: PackagedFont) -> bytes | None:
        place = font.place
        return place.read_bytes() if place is not None and place.parent == SMALL else read(font)

    packaged.place_of = small_place_of
    packaged.read = small_read


def forget() -> None:
    """What is known of the installed fonts is looked up again."""
    packaged.opened.cache_clear()
    packaged.place_of.cache_clear()


def hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if none of them were installed; what is read meanwhile is forgotten behind the test."""
    monkeypatch.setattr(packaged, "place_of", lambda package, path: None)
    monkeypatch.setattr(packaged, "opened", lru_cache(32)(packaged.opened.__wrapped__))


def font(family: str) -> PackagedFont:
    """The packaged font of a family; the test is skipped where it isn't installed."""
    found = next(each for each in PACKAGED if each.family == f"Noto Sans {family}")
    if found.state != "installed":
        pytest.skip(f"{found.extra.name} isn't installed")
    return found
