"""When the pages are made anew: changes are seen, and however fast they come, pages are made once for all of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from handout.preview.board import Board
from handout.preview.state import PreviewState
from handout.preview.watching import CALM, LONGEST_UNREST, UNREST, FileStates, Watcher, look
from program import workspace

START = PreviewState(topic="plain")


def files_at(number: int) -> FileStates:
    return frozenset({("content/plain.yaml", number, 1, 1)})


class Bench:
    """A watch over a file whose time of change is a number, and how often pages were made."""

    def __init__(self, during: Callable[[], None] = lambda: None) -> None:
        self.time = 0
        self.made: list[int] = []
        self.during = during
        self.board = Board(START)
        self.watch = Watcher(self.board, lambda: files_at(self.time), self.make)

    def make(self, before: PreviewState) -> PreviewState:
        self.made.append(self.time)
        self.during()
        return replace(before, version=before.version + 1)

    def turns(self, number: int) -> None:
        for _ in range(number):
            self.watch.turn()


def test_pages_are_made_at_once_and_then_only_after_a_change() -> None:
    bench = Bench()
    bench.turns(3)
    assert (bench.made, bench.board.state.version) == ([0], 1)
    bench.time = 1
    bench.turns(5)
    assert (bench.made, bench.board.state.version) == ([0, 1], 2)


def test_two_quick_edits_are_one_making() -> None:
    bench = Bench()
    bench.turns(1)
    bench.time = 1
    assert bench.watch.turn() == UNREST
    bench.time = 2
    assert bench.watch.turn() == UNREST
    assert bench.made == [0]
    assert bench.watch.turn() == CALM
    bench.turns(5)
    assert bench.made == [0, 2]


def test_edits_while_pages_are_made_are_one_more_making() -> None:
    bench = Bench()
    bench.turns(1)

    def edit() -> None:
        if len(bench.made) == 2:
            bench.time += 10

    bench.during = edit
    bench.time = 1
    bench.turns(10)
    assert bench.made == [0, 1, 11]


def test_a_folder_that_never_rests_is_shown_all_the_same() -> None:
    bench = Bench()
    bench.turns(1)
    for _ in range(2 * LONGEST_UNREST):
        bench.time += 1
        bench.watch.turn()
    assert len(bench.made) == 3


def test_a_folder_that_takes_long_to_look_at_is_looked_at_less_often() -> None:
    seconds = iter(range(0, 1000, 5))
    watch = Watcher(Board(START), lambda: files_at(1), lambda state: state, clock=lambda: next(seconds))
    assert [watch.turn(), watch.turn()] == [50, 50]


def test_every_kind_of_change_is_seen(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "clinic")
    record = tmp_path / "anna.yaml"
    topic = folder / "content" / "plain.yaml"
    seen = [look(folder, record)]

    def changed() -> bool:
        seen.append(look(folder, record))
        return seen[-1] != seen[-2]

    assert not changed()
    topic.write_text(topic.read_text() + "\n")
    assert changed()
    status = topic.stat()
    (folder / "content" / ".new").write_bytes(topic.read_bytes())
    os.utime(folder / "content" / ".new", ns=(status.st_atime_ns, status.st_mtime_ns))
    (folder / "content" / ".new").replace(topic)
    assert changed(), "another file of the same size and time has taken its place"
    for path in (folder / "layouts" / "new.yaml", folder / "content" / "images" / "new.png", record):
        path.write_text("new")
        assert changed(), path
        path.unlink()
        assert changed(), path


def test_what_no_document_is_made_from_is_passed_over(tmp_path: Path) -> None:
    folder = workspace(tmp_path)
    seen = look(folder)
    for name in (
        "output/a.yaml",
        ".git/a.yaml",
        ".hidden.yaml",
        "content/plain.yaml~",
        "node_modules/a.json",
        "note.txt",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("new")
    (folder / "environment").mkdir()
    (folder / "environment" / "pyvenv.cfg").write_text("")
    (folder / "environment" / "a.yaml").write_text("")
    assert look(folder) == seen


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_content_may_be_a_link_to_another_folder(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "clinic")
    (folder / "content").rename(tmp_path / "texts")
    (folder / "content").symlink_to(tmp_path / "texts")
    seen = look(folder)
    (tmp_path / "texts" / "new.yaml").write_text("new")
    assert look(folder) != seen


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert look(tmp_path / "nowhere", tmp_path / "nobody.yaml") == frozenset()
