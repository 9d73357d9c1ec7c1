"""Slips of the pen in a topic's texts are told of, and the marks of notes aren't."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import run, workspace

TOPIC = """title: Aspirin
audience: [patient]
updated: 2026-11-01
review: {{status: draft}}
sections:
  - id: aspirin
    title: Aspirin
    audience: [patient]
    body:
      - text: |
{lines}
"""


def told(tmp_path: Path, text: str) -> bool:
    root = workspace(tmp_path)
    lines = "\n".join(f"          {line}".rstrip() for line in text.split("\n"))
    (root / "content" / "stars.yaml").write_text(TOPIC.format(lines=lines), encoding="utf-8")
    return "'**' prints as it is" in run("check", "stars", cwd=root).err


@pytest.mark.parametrize(
    "text",
    [
        "Aspirin*, ASS** or Marcumar®**.\n\n* For adults.\n\n** Only in winter.",
        "Aspirin*, ASS** and warfarin***",
    ],
)
def test_two_stars_that_mark_a_note_are_no_slip(tmp_path: Path, text: str) -> None:
    assert not told(tmp_path, text)


def test_its_place_is_told(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    lines = "          Rest well.\n\n          It is **good** to **rest."
    (root / "content" / "stars.yaml").write_text(TOPIC.format(lines=lines), encoding="utf-8")
    assert "content/stars.yaml:13:29: warning: '**' prints as it is" in run("check", "stars", cwd=root).err


@pytest.mark.parametrize(
    "text", ["**Stop now", "** Stop** now", "**Stop **now", "Stop ** now", "a**b**c", "Rest.\n\n**Stop"]
)
def test_two_stars_that_were_to_be_strong_are_told_of(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text)
