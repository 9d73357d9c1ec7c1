"""The page's looks: text can be read in both themes, nothing comes from elsewhere, and motion can be switched off."""

from __future__ import annotations

import re

import pytest

from handout.preview.routes import HERE
from handout.source.units import contrast

CSS = (HERE / "style.css").read_text(encoding="utf-8")
THEMES = [
    dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
]


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent", "error", "warning"])
@pytest.mark.parametrize("ground", ["ground", "panel"])
def test_text_can_be_read(theme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(theme[ink], theme[ground]) >= 4.5


def test_both_themes_have_every_colour() -> None:
    light, dark = THEMES
    assert set(light) == set(dark)


def test_nothing_comes_from_elsewhere() -> None:
    for name in ("style.css", "script.js", "page.html", "view.html"):
        text = (HERE / name).read_text(encoding="utf-8")
        assert not re.search(r"url\(|@import|https?:|//\w+\.", text), name


def test_nothing_moves_for_who_wants_no_motion() -> None:
    moving = [match.start() for match in re.finditer(r"transition|animation", CSS)]
    still = CSS.index("@media (prefers-reduced-motion: no-preference)")
    assert moving
    assert min(moving) > still


def test_a_script_writes_no_html() -> None:
    script = (HERE / "script.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", script)
