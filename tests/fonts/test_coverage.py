from __future__ import annotations

import pytest

from extra_fonts import font, forget, hidden
from fonts.font_files import built_in
from handout.fonts.coverage import ScriptFont, script_font
from handout.fonts.glyphs import FontBook
from handout.fonts.packaged import EAST_ASIA, WORLD
from handout.fonts.unicode_scripts import SCRIPTS

FIRAGO = ("FiraGO",)


@pytest.mark.parametrize(
    ("script", "name"),
    [("Latn", "Latin"), ("Cyrl", "Cyrillic"), ("Grek", "Greek"), ("Geor", "Georgian"), ("Hebr", "Hebrew"),
     ("Arab", "Arabic"), ("Deva", "Devanagari"), ("Thai", "Thai")],
)  # fmt: skip
def test_what_comes_with_the_program(script: str, name: str) -> None:
    assert script_font(FontBook(), FIRAGO, script) == ScriptFont(script, name, "FiraGO", "built-in")


def test_what_can_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    hidden(monkeypatch)
    found = {script.code: script_font(FontBook(), FIRAGO, script.code, "ja") for script in SCRIPTS}
    assert (found["Beng"].font, found["Beng"].state, found["Beng"].extra) == ("Noto Sans Bengali", "missing", WORLD)
    assert (found["Hani"].font, found["Hani"].state, found["Hani"].extra) == ("Noto Sans JP", "missing", EAST_ASIA)
    assert {each.state for each in found.values()} == {"built-in", "missing"}


def test_what_is_installed() -> None:
    forget()
    font("Bengali")
    assert script_font(FontBook(), FIRAGO, "Beng").state == "installed"


def test_a_font_of_the_workspace_and_a_script_without_any() -> None:
    book = FontBook({"House": {"regular": built_in()}})
    assert script_font(book, ("House", "FiraGO"), "Latn") == ScriptFont("Latn", "Latin", "House", "own")
    assert script_font(book, FIRAGO, "Tibt") == ScriptFont("Tibt", "Tibt", "", "none")
