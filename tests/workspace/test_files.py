"""Files of a workspace by their names: what looks like one of them and isn't read is told of."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from handout.workspace.files import meant, not_read
from handout.workspace.load import load_partly
from program import run, workspace


@pytest.mark.parametrize(
    "name",
    [
        "content/dry-skin.yml",
        "content/dry-skin.YAML",
        "content/dry-skin.Yml",
        "content/dry-skin.yaml.txt",
        "content/dry-skin.yaml.TXT",
        "content/dry-skin.yaml.docx",
        "content/dry-skin.yml.rtf",
        "content/dry-skin.yaml ",
        "content/dry-skin.yaml (1)",
        "content/skin/dry-skin.yaml.txt",
        "content/fragments/dry-skin.yaml.txt",
        "layouts/dry-skin.yaml.txt",
        "layouts/dry-skin.yml",
        "clinic.yml",
        "clinic.yaml.txt",
    ],
)
def test_a_file_that_was_probably_meant_is_warned_of(tmp_path: Path, name: str) -> None:
    path = workspace(tmp_path) / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("title: Dry skin\n", encoding="utf-8")
    assert [(str(found.span), found.message, found.severity) for found in not_read(tmp_path)] == [
        (name, "this file is not read", "warning")
    ]
    for command in ("check", "list"):
        assert f"{name}: warning: this file is not read" in run(command, cwd=tmp_path).err


@pytest.mark.parametrize(
    "name",
    [
        "content/dry-skin.yaml.bak", "content/dry-skin.yaml~", "content/.dry-skin.yaml.swp", "content/#dry-skin.yaml#",
        "content/notes.txt", "content/images/dot.png", "notes.yaml.txt", "content/~$dry-skin.yaml.docx",
    ],
)  # fmt: skip
def test_copies_that_are_kept_on_purpose_and_other_files_are_let_be(tmp_path: Path, name: str) -> None:
    path = workspace(tmp_path) / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"title: Dry skin\n")
    assert not_read(tmp_path) == []


def test_what_isn_t_there_is_told_with_the_file_that_was_meant(tmp_path: Path) -> None:
    content = workspace(tmp_path) / "content"
    (content / "dry-skin.yaml.txt").write_text("title: Dry skin\n", encoding="utf-8")
    outcome = run("render", "dry-skin", "--audience", "patient", cwd=tmp_path)
    assert "content/dry-skin.yaml.txt is there, but its name must be dry-skin.yaml" in outcome.err
    assert meant(tmp_path, "layouts", "dry-skin") == ""
    (tmp_path / "clinic.yaml").rename(tmp_path / "clinic.yaml.txt")
    _, (problem, *_) = load_partly(tmp_path)
    assert problem.hint == "clinic.yaml.txt is there, but its name must be clinic.yaml"
    (tmp_path / "clinic.yaml.txt").rename(tmp_path / "Clinic.yaml")
    if not (tmp_path / "clinic.yaml").exists():  # on macOS and Windows the two are one
        _, (problem, *_) = load_partly(tmp_path)
        assert problem.hint == "Clinic.yaml is there, but its name must be clinic.yaml"


@pytest.mark.parametrize("folder", ["content", "content/fragments", "layouts"])
def test_what_editors_and_macos_leave_behind_dots_stops_nothing(tmp_path: Path, folder: str) -> None:
    root = workspace(tmp_path)
    (root / folder).mkdir(exist_ok=True)
    (root / folder / ".#dry-skin.yaml").symlink_to("ann@desk.4711:1700000000")
    (root / folder / "._dry-skin.yaml").write_bytes(b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X")
    assert load_partly(root)[1] == []
    outcome = run("list", cwd=root)
    assert (outcome.code, outcome.err) == (0, "")


def test_a_linked_folder_of_topics_is_warned_of_and_one_of_pictures_is_not(tmp_path: Path) -> None:
    root = workspace(tmp_path / "clinic")
    (tmp_path / "shared" / "pictures").mkdir(parents=True)
    (tmp_path / "shared" / "rest.yaml").write_text("title: Rest\n", encoding="utf-8")
    (root / "content" / "shared").symlink_to(tmp_path / "shared")
    (root / "content" / "pictures").symlink_to(tmp_path / "shared" / "pictures")
    (warning,) = not_read(root)
    assert str(warning.span) == "content/shared"
    assert warning.message == "this folder is a link, and its topics and layouts are not read"


def test_a_link_that_leads_nowhere_stops_only_itself(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "content" / "lost.yaml").symlink_to("nowhere")
    name = next(
        path.stem for path in (root / "content").glob("*.yaml") if path.name != "lost.yaml" and "." not in path.stem
    )
    outcome = run("render", name, "--audience", "patient", cwd=root)
    assert outcome.code == 0
    assert "content/lost.yaml: warning: this file is left out: no such file" in outcome.err


def test_a_folder_inside_a_workspace_is_told_where_it_is(tmp_path: Path) -> None:
    inside = workspace(tmp_path) / "content" / "images"
    inside.mkdir(parents=True, exist_ok=True)
    outcome = run("list", cwd=inside)
    assert outcome.code == 3
    assert f"handout -C {Path('..', '..')}\n" in outcome.err


@pytest.mark.parametrize("place", ["content", "content/fragments", "layouts"])
def test_a_folder_that_nobody_may_list_is_named(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    root, access = workspace(tmp_path), os.access
    (root / place).mkdir(exist_ok=True)
    monkeypatch.setattr(os, "access", lambda path, mode: not Path(path).match(place) and access(path, mode))
    for command in (("list",), ("check",), ("render", "topic", "--audience", "patient")):
        outcome = run(*command, cwd=root)
        assert outcome.code == 3
        assert f"{place}: error: no right to read this folder\n" in outcome.err


def test_a_folder_of_topics_that_may_not_be_read_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, access = workspace(tmp_path), os.access
    (root / "content" / "skin").mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "skin" and access(path, mode))
    (warning,) = not_read(root)
    assert str(warning) == ("content/skin: warning: no right to read this folder\n  hint: its files are left out")


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name, message in (("nothing", "the folder doesn't exist"), ("file", "not a folder")):
        outcome = run("-C", name, "list", cwd=tmp_path)
        assert (outcome.code, outcome.err.splitlines()[0]) == (3, f"{name}: error: {message}")
