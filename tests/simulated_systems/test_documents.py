"""Documents of one patient, pictures, goldens and comparisons on every simulated system: the same bytes as here."""

from __future__ import annotations

import shutil
import signal
import subprocess
import urllib.request
from pathlib import Path

import pytest

from program import Outcome, run, workspace
from simulated_systems.running import SYSTEMS, WINDOWS_FIRST, command, on, started

TOPIC = """\
title: A picture
audience: [patient]
review: {status: draft}
updated: 2026-11-01
sections:
  - id: one
    title: One
    audience: [patient]
    body:
      - figure: {file: images/arm.png, alt: An arm}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    found = workspace(tmp_path / "clinic")
    (picture,) = (found / "content" / "images").glob("*.png")
    picture.rename(picture.with_name("arm.png"))
    (found / "content" / "picture.yaml").write_text(TOPIC, encoding="utf-8")
    return found


def ended(outcome: Outcome, code: int = 0) -> Outcome:
    assert outcome.code == code, outcome.said
    assert "Traceback" not in outcome.said
    return outcome


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_document_with_a_picture(system: str, root: Path) -> None:
    ended(run("render", "picture", "--audience", "patient", "-o", "here.pdf", cwd=root))
    ended(on(system, "render", "picture", "--audience", "patient", "-o", "there.pdf", cwd=root))
    ended(
        on(system, "render", "picture", "--audience", "patient", "-o", "there.pdf", cwd=root)
    )  # in the place of the first
    assert (root / "there.pdf").read_bytes() == (root / "here.pdf").read_bytes()
    refused = ended(
        on(system, "render", "picture", "--audience", "patient", "-o", "there.pdf", "--no-clobber", cwd=root), 6
    )
    assert "the file exists" in refused.err
    assert [path.name for path in root.iterdir() if path.name.startswith(".handout")] == []


def test_a_file_that_another_program_has_open_is_not_replaced(root: Path) -> None:
    target = root / "out.pdf"
    target.write_bytes(b"old")
    with target.open("rb"):
        outcome = ended(on("windows", "render", "picture", "--audience", "patient", "-o", "out.pdf", cwd=root), 6)
    assert "out.pdf: error: can't be written: another program has it open" in outcome.err
    assert target.read_bytes() == b"old"
    assert [path.name for path in root.iterdir() if path.name.startswith(".handout")] == []


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_picture_that_is_none(system: str, root: Path) -> None:
    arm = root / "content" / "images" / "arm.png"
    arm.unlink()
    arm.mkdir()
    assert "not a regular file" in ended(on(system, "check", cwd=root), 3).err


@pytest.mark.parametrize("system", WINDOWS_FIRST)
def test_goldens_and_comparisons(system: str, root: Path, tmp_path: Path) -> None:
    ended(on(system, "snapshot", "update", "--workers", "2", cwd=root))
    ended(run("snapshot", "check", "--workers", "1", cwd=root))
    topic = root / "content" / "picture.yaml"
    topic.write_text(TOPIC.replace("An arm", "A left arm"), encoding="utf-8")
    changed = ended(on(system, "snapshot", "check", "--workers", "2", "--evidence", "kept", cwd=root), 7)
    assert "left" in changed.said
    for folder, side in (("old", "left"), ("new", "right")):
        (root / folder).mkdir()
        topic.write_text(TOPIC.replace("An arm", f"A {side} arm"), encoding="utf-8")
        ended(run("render", "picture", "--audience", "patient", "-o", f"{folder}/1.pdf", cwd=root))
        for number in range(2, 10):
            shutil.copy(root / folder / "1.pdf", root / folder / f"{number}.pdf")
    outcome = ended(on(system, "compare", "old", "new", "--workers", "2", cwd=root), 7)
    assert "9 files: 9 different" in outcome.out
    one = ended(on(system, "compare", "old/1.pdf", "new/1.pdf", "--mask", "side=(left|right)", cwd=root))
    assert one.out == run("compare", "old/1.pdf", "new/1.pdf", "--mask", "side=(left|right)", cwd=root).out


@pytest.mark.parametrize("system", SYSTEMS)
def test_pictures_of_pages(system: str, root: Path) -> None:
    for folder in ("pages", "here"):
        (root / folder).mkdir()
    ended(on(system, "preview", "picture", "--audience", "patient", "-o", "pages", cwd=root))
    ended(run("preview", "picture", "--audience", "patient", "-o", "here", cwd=root))
    made = {path.name: path.read_bytes() for path in (root / "pages").iterdir()}
    assert made == {path.name: path.read_bytes() for path in (root / "here").iterdir()}


def test_the_preview_in_the_browser(root: Path) -> None:
    process = subprocess.Popen(
        command("preview", "picture", "--watch"), cwd=root, env=started("windows"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    address = process.stdout.readline().decode().strip()
    with urllib.request.urlopen(address, timeout=30) as page:
        assert page.status == 200
    for _ in range(6):  # Python ignores one that comes while a C library calls back, as people do who press it again
        process.send_signal(signal.SIGINT)
        try:
            _, said = process.communicate(timeout=10)
            break
        except subprocess.TimeoutExpired:
            said = b"still running"
    assert process.returncode == 130, said
