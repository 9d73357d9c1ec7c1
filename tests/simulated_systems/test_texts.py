"""Texts as other systems write and show them: line ends, byte order marks, consoles without every letter."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from program import ROOT, run, spawn, workspace
from simulated_systems.running import on

TOPIC = "preparing-for-your-visit"
BOM = b"\xef\xbb\xbf"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "clinic")


def as_windows_writes(folder: Path) -> None:
    """Each text with a byte order mark, and with CR LF."""
    for path in folder.rglob("*.yaml"):
        path.write_bytes(BOM + path.read_bytes().replace(b"\n", b"\r\n"))


def test_a_workspace_with_the_line_ends_of_windows_gives_the_same_bytes(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "clinic" / "content")
    shutil.copytree(ROOT / "layouts", tmp_path / "clinic" / "layouts")
    shutil.copy(ROOT / "clinic.yaml", tmp_path / "clinic")
    root = tmp_path / "clinic"
    arguments = ("render", TOPIC, "--audience", "all", "--date", "2026-11-01")
    assert run(*arguments, cwd=root).code == 0
    made = {path.name: path.read_bytes() for path in (root / "output").iterdir()}
    as_windows_writes(root)
    assert run(*arguments, cwd=root).code == 0
    assert {path.name: path.read_bytes() for path in (root / "output").iterdir()} == made
    assert len(made) == 2


def test_mistakes_keep_their_places(root: Path) -> None:
    topic = root / "content" / "plain.yaml"
    topic.write_bytes(topic.read_bytes() + b"nothing: x\nelse:\n\t- y\n")
    before = run("check", cwd=root)
    as_windows_writes(root)
    assert run("check", cwd=root) == before
    assert before.code == 3


def test_goldens_with_the_line_ends_of_windows(root: Path) -> None:
    """Git may have put them there."""
    assert run("snapshot", "update", "--workers", "1", cwd=root).code == 0
    for path in (root / "snapshots").rglob("*.txt"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    outcome = run("snapshot", "check", "--workers", "1", cwd=root)
    assert outcome.code == 0, outcome.said


def test_files_that_are_written_have_the_line_ends_of_everywhere(root: Path) -> None:
    assert on("windows", "snapshot", "update", "--workers", "1", cwd=root).code == 0
    assert on("windows", "init", "new", cwd=root).code == 0
    written = [*(root / "snapshots").rglob("*.txt"), *(root / "new").rglob("*.yaml"), root / "new" / ".gitignore"]
    assert len(written) > 5
    assert [path for path in written if b"\r" in path.read_bytes()] == []


@pytest.mark.parametrize("encoding", ["cp1252", "cp437"])
def test_a_console_without_every_letter(encoding: str, root: Path) -> None:
    topic = root / "content" / "plain.yaml"
    topic.write_text(topic.read_text(encoding="utf-8").replace("title: ", "title: Ελένη ż → ", 1), encoding="utf-8")
    for arguments in (["list"], ["check"], ["render", "plain", "--audience", "patient"]):
        outcome = spawn(*arguments, cwd=root, env={"PYTHONIOENCODING": encoding})
        assert "Traceback" not in outcome.said
        assert outcome.code == 0, outcome.said
    outcome = spawn("text", "output/plain.patient.pdf", cwd=root, env={"PYTHONIOENCODING": encoding})
    assert r"\u03b7 \u017c" in outcome.out
    outcome = spawn("text", "output/plain.patient.pdf", "--json", cwd=root, env={"PYTHONIOENCODING": encoding})
    assert "Ελένη ż →" in str(json.loads(outcome.out))


def test_a_refusal_on_a_console_without_every_letter(root: Path) -> None:
    (root / "content" / "plain.yaml").write_text("title: x\nżółć: y\n", encoding="utf-8")
    outcome = spawn("check", cwd=root, env={"PYTHONIOENCODING": "cp1252"})
    assert outcome.code == 3
    assert r"\u017c" in outcome.err
