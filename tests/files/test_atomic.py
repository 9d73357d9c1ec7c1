"""A file is whole under its name, or what was there before; and no draft is left."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from handout.files import atomic


def test_a_file_is_replaced_and_is_its_owner_s(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    atomic.replace(path, [b"one ", b"two"])
    assert path.read_bytes() == b"one two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_shared_file_has_the_rights_of_others(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    atomic.replace(tmp_path / "a", [b"new"], shared=True)
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_an_error_leaves_the_older_file_and_no_draft(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise OSError(28, "No space left on device")

    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(OSError, match="No space"):
        atomic.replace(path, broken())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_draft_replaces_nothing_and_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to("target")
    for name in ("target", "link"):
        for shared in (False, True):
            with pytest.raises(FileExistsError):
                atomic.write(tmp_path / name, [b"new"], shared=shared)
    assert (tmp_path / "target").read_bytes() == b"old"
