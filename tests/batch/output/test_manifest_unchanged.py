"""A manifest that already has the lines of a run, and is left as it is."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from batch.entries import before, done, failed, opened, told
from handout.batch.output.entries import Entry, encoded
from handout.batch.output.manifest import NAME


def run(folder: Path, *entries: Entry, same: bool = True) -> bool:
    """A run with these lines; whether the manifest is the same file with nothing written to it."""
    path = folder / NAME
    earlier = path.stat()
    with opened(folder) as manifest:
        places = {entry.record - 1 for entry in entries if same}
        manifest.add([(entry.record - 1, encoded(entry)) for entry in entries], places)
        written = path.stat().st_size > earlier.st_size
        manifest.finish([])
    return not written and (path.stat().st_ino, path.stat().st_mtime_ns) == (earlier.st_ino, earlier.st_mtime_ns)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    before(tmp_path, *map(done, range(1, 5)))
    (tmp_path / NAME).chmod(0o600)
    return tmp_path


def test_the_same_lines_are_not_written_again(folder: Path) -> None:
    assert run(folder, *map(done, range(1, 5)))
    assert told(folder) == [*map(done, range(1, 5))]


def test_lines_of_documents_that_were_made_are_written(folder: Path) -> None:
    """Until the run ends, the last line of a document counts: an equal line before it doesn't say that it was made."""
    before(folder, done(1, sha256="older"), done(1, sha256="newer"))
    with opened(folder) as manifest:
        manifest.add([(0, encoded(done(1, sha256="older")))])
        assert told(folder)[-1] == done(1, sha256="older")
        manifest.finish([])
    assert told(folder) == [done(1, sha256="older")]


@pytest.mark.parametrize(
    "entries",
    [
        [done(1), done(2), done(3), done(4), done(5)],
        [done(1), done(2), done(3), failed(4)],
        [done(1), done(2, sha256="other"), done(3), done(4)],
        [done(1), done(2), done(4), done(3)],
        [done(4), done(3), done(2), done(1)],
    ],
)
def test_other_lines_are_written(folder: Path, entries: list[Entry]) -> None:
    assert not run(folder, *entries)
    assert told(folder) == sorted({entry.record: entry for entry in entries}.values(), key=lambda entry: entry.record)


def test_nothing_of_an_unchanged_manifest_is_left_over(folder: Path) -> None:
    with opened(folder) as manifest:
        manifest.add([(entry.record - 1, encoded(entry)) for entry in map(done, range(1, 5))], range(4))
        assert manifest.leftover() == ([], [])


def test_lines_that_nothing_asked_for_go(folder: Path) -> None:
    assert not run(folder, done(1), done(2))
    assert told(folder) == [done(1), done(2)]


def test_a_line_that_is_there_twice_is_there_once_afterwards(folder: Path) -> None:
    """A run that was killed left it."""
    before(folder, done(1), done(2), done(1))
    assert not run(folder, done(1), done(2))
    assert told(folder) == [done(1), done(2)]


def test_a_line_of_a_document_that_is_not_as_it_was_is_written(folder: Path) -> None:
    assert not run(folder, *map(done, range(1, 5)), same=False)
    assert told(folder) == [*map(done, range(1, 5))]


def test_a_manifest_that_others_may_read_is_written_for_its_owner_only(folder: Path) -> None:
    (folder / NAME).chmod(0o644)
    assert not run(folder, *map(done, range(1, 5)))
    assert (folder / NAME).stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_another_now_is_noticed(folder: Path) -> None:
    place = folder / "out"
    place.mkdir()
    before(place, done(1))
    with opened(place) as manifest:
        manifest.add([(0, encoded(done(1)))], {0})
        place.rename(folder / "moved")
        place.mkdir()
        with pytest.raises(OSError) as refused:
            manifest.finish([])
    assert refused.value.errno == errno.ESTALE


def test_lines_that_are_there_last_before_anything_relies_on_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that was killed may have written them and not have come to make them durable."""
    synced: list[int] = []
    monkeypatch.setattr("os.fsync", synced.append)
    with opened(folder) as manifest:
        manifest.add([(0, encoded(done(1)))], {0})
        assert len(synced) == 1
