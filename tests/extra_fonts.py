"""Tests with and without the fonts of optional packages, whatever is installed where they run."""

from __future__ import annotations

import pytest

from handout.fonts import packaged
from handout.fonts.packaged import PACKAGED, PackagedFont


def forget() -> None:
    """What is known of the installed fonts is looked up again."""
    packaged.read.cache_clear()
    packaged.place_of.cache_clear()


def hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if none of them were installed."""
    forget()
    monkeypatch.setattr(packaged, "place_of", lambda package, path: None)
    packaged.read.cache_clear()


def font(family: str) -> PackagedFont:
    """The packaged font of a family; the test is skipped where it isn't installed."""
    found = next(each for each in PACKAGED if each.family == f"Noto Sans {family}")
    if found.state != "installed":
        pytest.skip(f"{found.extra.name} isn't installed")
    return found
