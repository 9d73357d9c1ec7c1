"""A print run that is interrupted anywhere: the whole of it or none is there, and the next run ends the same."""

from __future__ import annotations

import errno
import gc
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from batch.make import plain, state, workspace
from batch.print_run.test_combine import printed
from batch.test_run_interrupted import Faults
from handout.batch.print_run.temp_files import Drafts
from handout.diagnostics import HandoutError
from handout.pdf.merge.object_writer import ObjectWriter
from handout.pipeline import Request
from handout.variable_data.made import Made
from handout.variable_data.renderer import VariableDataRenderer

EVERY = 15
"""Of the writes within the file, of which there are many, one in so many."""


class Whole(Struct, frozen=True):
    """A run that nothing disturbed."""

    root: Path
    place: Path
    state: dict[str, str]


@pytest.fixture(scope="module", autouse=True)
def ready() -> Iterator[None]:
    """Each document is made once for all runs: what becomes of them is what is tested here."""
    known: dict[str, Made] = {}
    make = VariableDataRenderer.make

    def once(self: VariableDataRenderer, request: Request) -> Made:
        key = str(request.patient.values["id"])
        if key not in known:
            known[key] = make(self, request)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(VariableDataRenderer, "make", once)
        yield


@pytest.fixture(scope="module")
def whole(ready: None, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    place = tmp_path_factory.mktemp("whole")
    root = workspace(tmp_path_factory.mktemp("workspace"))
    printed(root, place, plain(3), split=2)
    return Whole(root, place, found(place))


def found(place: Path) -> dict[str, str]:
    """All files, those of the folder too."""
    (place / "list.csv").unlink(missing_ok=True)
    documents = state(place / "out")
    return documents | {path.name: path.read_bytes().hex() for path in place.iterdir() if path.is_file()}


def again(whole: Whole, place: Path) -> int:
    """The exit code of a run over what is there, or of its refusal."""
    try:
        return printed(whole.root, place, plain(3), split=2, mode="resume").exit_code
    except HandoutError as refused:
        return refused.exit_code


class Counted(Faults):
    """Counts what is written into the print run's files, too."""

    def __init__(self, patch: pytest.MonkeyPatch, at: int, act: Callable[[], None]) -> None:
        super().__init__(patch, at, act)
        self.writes = 0
        put = self._counted(ObjectWriter.put)

        def some(volume: ObjectWriter, body: bytes, at: int) -> None:
            self.writes += 1
            (put if self.writes % EVERY == 1 else REAL)(volume, body, at)

        patch.setattr(ObjectWriter, "put", some)
        patch.setattr(Drafts, "publish", self._counted(Drafts.publish))


REAL = ObjectWriter.put


def _points(whole: Whole, place: Path) -> int:
    gc.collect()  # garbage of earlier tests may close files
    shutil.copytree(whole.place, place)
    with pytest.MonkeyPatch.context() as patch:
        faults = Counted(patch, 0, lambda: None)
        again(whole, place)
    assert faults.writes > EVERY
    return faults.count


def _whole_or_none(whole: Whole, place: Path, at: int) -> None:
    for path in place.glob("print-*.pdf"):
        assert path.read_bytes().hex() == whole.state[path.name], f"at call {at}"


def test_an_error_at_every_write_sync_and_rename(whole: Whole, tmp_path: Path) -> None:
    points = _points(whole, tmp_path / "counted")
    assert points > 15
    for at in range(1, points + 1):
        place = tmp_path / str(at)
        shutil.copytree(whole.place, place)

        def fail(code: int = (errno.ENOSPC, errno.EIO)[at % 2]) -> Any:
            raise OSError(code, os.strerror(code))

        with pytest.MonkeyPatch.context() as patch:
            Counted(patch, at, fail)
            code = again(whole, place)
        assert code in (0, 6), at
        _whole_or_none(whole, place, at)
        assert again(whole, place) == 0
        assert found(place) == whole.state, f"at call {at}"


def test_a_kill_at_every_write_sync_and_rename(whole: Whole, tmp_path: Path) -> None:
    at, killed = 0, True
    while killed:
        at += 1
        place = tmp_path / str(at)
        shutil.copytree(whole.place, place)
        child = os.fork()
        if not child:
            Counted(pytest.MonkeyPatch(), at, lambda: os.kill(os.getpid(), signal.SIGKILL))
            os._exit(again(whole, place))
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status)
        assert killed or status == 0
        _whole_or_none(whole, place, at)
        assert again(whole, place) == 0
        assert found(place) == whole.state, f"at call {at}"
    assert at > 15
