from __future__ import annotations

from pathlib import Path

from canary.workspace import loaded, section
from handout.check.scripts import needed_scripts


def test_scripts_of_languages_and_of_letters_in_texts(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        {
            "content/a.yaml": section("- text: Dear রহিম, and **山田**"),
            "content/b.yaml": "language: hi\n" + section("- text: नमस्ते"),
        },
    )
    assert needed_scripts(found) == {"en": ("Latn",), "hi": ("Deva",), "": ("Beng", "Hani")}
