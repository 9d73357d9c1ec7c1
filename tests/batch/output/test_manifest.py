"""The manifest by itself: its lines last in the order of the input, whatever the disk does while they are written."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from batch.entries import add, before, done, failed, opened, told
from handout.batch.output.entries import decoded, encoded, files, ours
from handout.batch.output.manifest import NAME, FolderManifest


def test_lines_come_out_in_the_order_of_the_input(tmp_path: Path) -> None:
    with opened(tmp_path) as manifest:
        add(manifest, done(3), done(1), done(5))
        add(manifest, done(4))
        add(manifest, done(2))
        assert [entry.record for entry in told(tmp_path)] == [3, 1, 5, 4, 2]
        assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
        manifest.finish([])
    assert told(tmp_path) == [done(number) for number in (1, 2, 3, 4, 5)]
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600


def test_documents_of_one_record_stand_in_the_order_asked_for(tmp_path: Path) -> None:
    with opened(tmp_path, stride=2) as manifest:
        manifest.add([(3, encoded(done(2, "plain"))), (1, encoded(done(1, "plain")))])
        manifest.add([(0, encoded(done(1))), (2, encoded(done(2)))])
        manifest.finish([])
    assert told(tmp_path) == [done(1), done(1, "plain"), done(2), done(2, "plain")]


def test_a_document_made_twice_has_its_last_line(tmp_path: Path) -> None:
    with opened(tmp_path) as manifest:
        add(manifest, failed(1), done(2))
        add(manifest, done(1))
        manifest.finish([])
    assert told(tmp_path) == [done(1), done(2)]


@pytest.mark.parametrize("most", [1, 7, 100])
def test_a_disk_that_takes_a_part_at_a_time_gets_every_line_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """`write` may take fewer bytes than it is given; POSIX calls that no error."""
    true = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda file, data, at: true(file, bytes(data[:most]), at))
    with opened(tmp_path) as manifest:
        add(manifest, done(1), done(2))
        add(manifest, done(3))
        assert told(tmp_path) == [done(1), done(2), done(3)]
        manifest.finish([])
    assert told(tmp_path) == [done(1), done(2), done(3)]


def broken_off(monkeypatch: pytest.MonkeyPatch, after: int) -> Callable[[], None]:
    """The disk is full after so many bytes of the next lines; what makes room again."""
    true = os.pwrite

    def full(file: int, data: Any, at: int) -> int:
        nonlocal after
        if not after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = true(file, bytes(data[:after]), at)
        after -= written
        return written

    monkeypatch.setattr(os, "pwrite", full)
    return lambda: monkeypatch.setattr(os, "pwrite", true)


LENGTH = len(encoded(done(1)))


@pytest.mark.parametrize("after", [0, 1, LENGTH - 1, LENGTH, LENGTH + 1, 2 * LENGTH - 1])
def test_a_disk_that_fills_up_within_a_line_leaves_only_whole_lines_to_go_on_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    with opened(tmp_path) as manifest:
        add(manifest, done(1))
        room = broken_off(monkeypatch, after)
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            add(manifest, done(2), done(3))
    room()
    whole = [done(1), *[done(2)][: after // LENGTH]]
    with opened(tmp_path) as manifest:
        assert manifest.cut is bool(after % LENGTH)
        assert [decoded(line) for line in manifest.earlier()] == whole
        assert told(tmp_path) == whole
        add(manifest, done(2), done(3))
        manifest.finish([])
    assert told(tmp_path) == [done(2), done(3)]


def test_lines_that_failed_to_be_written_are_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run may go on after an error; what was begun must not stand between its lines."""
    with opened(tmp_path) as manifest:
        room = broken_off(monkeypatch, LENGTH // 2)
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            add(manifest, done(1))
        room()
        add(manifest, done(1))
        add(manifest, done(2))
        assert told(tmp_path) == [done(1), done(2)]


@pytest.mark.parametrize("size", [1, 100, 4095, 4096, 4097, 9000])
def test_an_unfinished_line_is_cut_off_however_long_it_is(tmp_path: Path, size: int) -> None:
    before(tmp_path, done(1), done(2))
    whole = (tmp_path / NAME).stat().st_size
    with (tmp_path / NAME).open("ab") as file:
        file.write(b"{" * size)
    with opened(tmp_path) as manifest:
        assert manifest.cut
        assert manifest.before == whole == (tmp_path / NAME).stat().st_size
        assert [decoded(line) for line in manifest.earlier()] == [done(1), done(2)]


@pytest.mark.parametrize("size", [0, 1, 4096, 5000])
def test_a_manifest_without_a_whole_line_is_empty(tmp_path: Path, size: int) -> None:
    (tmp_path / NAME).write_bytes(b"{" * size)
    with opened(tmp_path) as manifest:
        assert manifest.cut is bool(size)
        assert (manifest.before, [*manifest.earlier()]) == (0, [])
        assert (tmp_path / NAME).stat().st_size == 0


def test_a_whole_manifest_is_left_as_it_is(tmp_path: Path) -> None:
    before(tmp_path, *map(done, range(1, 100)))
    with opened(tmp_path) as manifest:
        assert not manifest.cut
        assert [decoded(line) for line in manifest.earlier()] == [*map(done, range(1, 100))]


def test_earlier_lines_are_those_before_this_run(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(lines := encoded(done(1)) + encoded(done(2)) + b"\n")
    with opened(tmp_path) as manifest:
        add(manifest, done(3))
        assert [*manifest.earlier()] == lines.splitlines(keepends=True)


def test_what_is_kept_is_what_was_written(tmp_path: Path) -> None:
    """A store keeps lines elsewhere than in its file."""
    kept: list[bytes] = []

    class Elsewhere(FolderManifest):
        def _keep(self, lines: bytes) -> None:
            kept.append(lines)

    manifest = Elsewhere(tmp_path, 1)
    add(manifest, done(1), done(2))
    manifest.close()
    assert kept == [(tmp_path / NAME).read_bytes()]


def test_a_line_of_this_run_that_somebody_damaged_stops_nothing(tmp_path: Path) -> None:
    before(tmp_path, done(3))
    with opened(tmp_path) as manifest:
        add(manifest, done(1), done(2))
        content = (tmp_path / NAME).read_bytes()
        with (tmp_path / NAME).open("r+b") as file:
            file.write(content.replace(b'"record":1', b'"record":x'))
        assert manifest.leftover() == ([], [done(3)])
        manifest.finish([done(3)])
    assert [decoded(line) for line in (tmp_path / NAME).read_bytes().splitlines()] == [None, done(2), done(3)]


def test_a_line_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    good = encoded(done(2))
    lines = [encoded(done(1))[:40] + b"\n", good, b"\n", b"null\n", b"[]\n", b'{"record": "x"}\n', b"\xff\n", b"\0\0\n"]
    (tmp_path / NAME).write_bytes(b"".join(lines))
    with opened(tmp_path) as manifest:
        assert [*files(manifest.earlier())] == ["visit.patient.A-2.pdf"]
        assert manifest.leftover() == ([], [done(2)])


@pytest.mark.parametrize("another", [False, True])
def test_a_folder_that_is_another_now_gets_no_manifest(tmp_path: Path, another: bool) -> None:
    place = tmp_path / "out"
    place.mkdir()
    with opened(place) as manifest:
        add(manifest, done(1))
        place.rename(tmp_path / "moved")
        place.mkdir()
        if another:
            (place / NAME).write_bytes(b"somebody's\n")
        with pytest.raises(OSError) as refused:
            manifest.finish([])
        assert refused.value.errno == errno.ESTALE
        assert refused.value.strerror == "the folder is no longer the one that the run began with"
    assert {path.name: path.read_bytes() for path in place.iterdir()} == ({NAME: b"somebody's\n"} if another else {})
    assert told(tmp_path / "moved") == [done(1)]


def test_a_manifest_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"mine")
    (tmp_path / NAME).symlink_to("elsewhere")
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        FolderManifest(tmp_path, 1)
    assert (tmp_path / "elsewhere").read_bytes() == b"mine"


def test_a_draft_that_a_crash_left_is_replaced(tmp_path: Path) -> None:
    """Though it were a link to what is somebody else's."""
    (tmp_path / "elsewhere").write_bytes(b"mine")
    (tmp_path / ".handout-manifest.tmp").symlink_to("elsewhere")
    with opened(tmp_path) as manifest:
        add(manifest, done(1))
        manifest.finish([])
    assert told(tmp_path) == [done(1)]
    assert (tmp_path / "elsewhere").read_bytes() == b"mine"
    assert {path.name for path in tmp_path.iterdir()} == {"elsewhere", NAME}


def test_a_draft_that_somebody_puts_there_at_that_moment_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").write_bytes(b"mine")
    (tmp_path / ".handout-manifest.tmp").symlink_to("elsewhere")
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
    with opened(tmp_path) as manifest, pytest.raises(FileExistsError):
        manifest.finish([])
    assert (tmp_path / "elsewhere").read_bytes() == b"mine"


def test_lines_last_before_anything_relies_on_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is flushed to the disk: the lines, the new manifest before it takes its name, and the name."""
    synced: list[int] = []
    calls: list[str] = []
    fsync, replace = os.fsync, os.replace

    def synced_too(file: int) -> None:
        synced.append(os.fstat(file).st_ino)
        calls.append("fsync")
        fsync(file)

    def replaced_too(*names: Any) -> None:
        calls.append("replace")
        replace(*names)

    monkeypatch.setattr(os, "fsync", synced_too)
    monkeypatch.setattr(os, "replace", replaced_too)
    with opened(tmp_path) as manifest:
        add(manifest, done(1))
        assert synced == [(tmp_path / NAME).stat().st_ino]
        manifest.finish([])
    assert calls == ["fsync", "fsync", "replace", "fsync"]
    assert synced[1:] == [(tmp_path / NAME).stat().st_ino, tmp_path.stat().st_ino]


@pytest.mark.parametrize("lines", [[], [b"\n"], [b'{"rec'], [b"{"], [encoded(done(1))], [b"torn\n", encoded(done(1))]])
def test_a_manifest_of_ours(lines: list[bytes]) -> None:
    assert ours(lines)


@pytest.mark.parametrize("lines", [[b"hello\n"], [b"hello"], [b'{"src": 1}\n'], [b'{"record": 1}\n', b'{"record": 2}']])
def test_a_manifest_of_somebody_else(lines: list[bytes]) -> None:
    assert not ours(lines)
