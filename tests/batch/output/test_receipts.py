"""Receipts in a folder: kept from run to run, without an error whatever becomes of their files."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from handout.batch.output.receipts import CODES, KEY, SIZE, Receipts
from handout.system import positions


def code(receipts: Receipts, number: int) -> bytes:
    return receipts.code(b"document %d" % number).digest()


def left(folder: Path, *numbers: int, finished: bool = False) -> None:
    """What a run leaves."""
    receipts = Receipts(folder)
    receipts.add([code(receipts, number) for number in numbers])
    if finished:
        receipts.finish()
    receipts.close()


def known(folder: Path, count: int) -> list[int]:
    receipts = Receipts(folder)
    found = [number for number in range(count) if receipts.known(code(receipts, number))]
    receipts.close()
    return found


def test_what_one_run_adds_the_next_knows(tmp_path: Path) -> None:
    left(tmp_path, 1, 3)
    left(tmp_path, 6, 2)
    assert known(tmp_path, 9) == [1, 2, 3, 6]
    assert {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {KEY: 0o600, CODES: 0o600}


def test_a_run_that_has_finished_keeps_its_own(tmp_path: Path) -> None:
    left(tmp_path, 1, 2, 3)
    receipts = Receipts(tmp_path)
    receipts.keep(code(receipts, 2))
    receipts.add([code(receipts, 4)])
    receipts.finish()
    assert known(tmp_path, 9) == [2, 4]


def test_a_run_that_changed_nothing_leaves_the_file(tmp_path: Path) -> None:
    left(tmp_path, 1, finished=True)
    before = (tmp_path / CODES).stat()
    receipts = Receipts(tmp_path)
    receipts.keep(code(receipts, 1))
    receipts.finish()
    receipts.close()
    assert os.path.samestat((tmp_path / CODES).stat(), before)


@pytest.mark.parametrize("size", range(2 * SIZE))
def test_a_file_that_a_crash_has_cut(tmp_path: Path, size: int) -> None:
    left(tmp_path, *range(9))
    whole = (tmp_path / CODES).read_bytes()
    (tmp_path / CODES).write_bytes(whole[: len(whole) - 8 * SIZE + size])
    assert known(tmp_path, 9) == [*range(1 + size // SIZE)]
    left(tmp_path, 20)
    assert 20 in known(tmp_path, 21)


@pytest.mark.parametrize("content", [b"", b"handout", b"handout receipts 2\n" + bytes(64), bytes(99)])
def test_another_file_under_the_name(tmp_path: Path, content: bytes) -> None:
    left(tmp_path, 1)
    (tmp_path / CODES).write_bytes(content)
    assert known(tmp_path, 2) == []
    left(tmp_path, 1)
    assert known(tmp_path, 2) == [1]


@pytest.mark.parametrize("name", [KEY, CODES])
def test_a_link_is_not_followed(tmp_path: Path, name: str) -> None:
    folder, aside = tmp_path / "out", tmp_path / "aside"
    folder.mkdir()
    left(folder, 1)
    (folder / name).rename(aside)
    before = aside.read_bytes()
    (folder / name).symlink_to(aside)
    assert known(folder, 2) == []
    assert aside.read_bytes() == before


def test_a_disk_without_room_ends_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    receipts = Receipts(tmp_path)
    receipts.add([code(receipts, 1)])

    def write(file: int, content: bytes | memoryview, position: int) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(positions, "write_at", write)
    receipts.add([code(receipts, 2)])
    receipts.add([code(receipts, 3)])
    receipts.finish()
    receipts.close()
    monkeypatch.undo()
    assert known(tmp_path, 4) == [1]
