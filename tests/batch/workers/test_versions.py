"""What the version of the program is made of: all that is packed with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout.batch.workers import versions


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("fonts/signs.ttf", True), ("pdf/srgb.icc", True), ("i18n/strings/en.yaml", True), ("select.py", True),
        ("__pycache__/select.cpython-311.pyc", False),
    ],
)  # fmt: skip
def test_another_file_of_the_program_is_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, counts: bool
) -> None:
    monkeypatch.setattr(versions, "__file__", str(tmp_path / "batch" / "workers" / "versions.py"))
    changed = tmp_path / name
    changed.parent.mkdir(parents=True, exist_ok=True)
    made = set()
    for content in (b"one", b"two"):
        changed.write_bytes(content)
        versions.versions.cache_clear()
        made.add(versions.versions()["handout"])
    versions.versions.cache_clear()
    assert len(made) == 1 + counts
