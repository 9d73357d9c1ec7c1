from __future__ import annotations

import json
from pathlib import Path

import pytest

from canary.workspace import section, write
from extra_fonts import forget, hidden
from handout.fonts import packaged
from handout.i18n import dictionary
from program import run


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, {"content/t.yaml": section("- text: Dear রহিম and 山田")})


def test_what_is_missing_is_said_with_one_command_for_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden(monkeypatch)
    done = run("fonts", cwd=root)
    assert done.code == 3
    rows = [" ".join(line.split()) for line in done.out.splitlines()]
    assert "(in texts) Bengali Noto Sans Bengali not installed" in rows
    assert "(in texts) Chinese characters Noto Sans SC not installed" in rows
    assert rows[-1] == "to install what is missing (57 MB): pip install 'handout[fonts-cjk,fonts-world]'"
    (found,) = json.loads(run("fonts", "bn", "--json", cwd=root).out)
    assert (found["font"], found["state"], found["extra"]) == ("Noto Sans Bengali", "missing", "fonts-world")


def test_another_file_than_is_known(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    other = tmp_path / "font.ttf"
    other.write_bytes(b"")
    monkeypatch.setattr(packaged, "place_of", lambda package, path: other)
    done = run("fonts", "bn", cwd=root)
    packaged.opened.cache_clear()
    assert done.code == 3
    assert "another file than handout knows" in done.out
    assert "install it again" in done.out


def test_the_dictionary_of_a_language_without_spaces(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for there in (True, False):
        monkeypatch.setattr(dictionary, "installed", lambda there=there: there)
        done = run("fonts", "th", "en", cwd=root)
        assert done.code == 0
        said = "to end lines between the words of Thai: pip install 'handout[line-breaks]'" in done.out
        assert said == (not there)


def test_a_language_that_is_none(root: Path) -> None:
    assert run("fonts", "no language", cwd=root).code == 2
