"""Goldens: text that a person reviews.  A missing one is written, and the test fails all the same."""

from __future__ import annotations

import difflib
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def compare(name: str, found: str, *, updating: bool) -> None:
    """AssertionError with a diff unless the golden `name` says what was found."""
    path = FOLDER / name
    found = "".join(f"{line.rstrip()}\n" for line in found.splitlines())
    if not path.is_file() or (updating and path.read_text(encoding="utf-8") != found):
        missing = not path.is_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
        assert not missing or updating, f"{name} was missing; it is written now: read it, and run again"
        return
    expected = path.read_text(encoding="utf-8")
    diff = "\n".join(difflib.unified_diff(expected.splitlines(), found.splitlines(), name, "now", lineterm="", n=2))
    assert found == expected, f"the words changed:\n{diff}"
