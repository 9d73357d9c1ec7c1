"""What happens to a run over many patients while it goes on, and what it leaves when nothing does."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from handout.batch.output.receipts import FILES
from handout.cli.batch_report import BatchReport
from handout.pipeline import Request
from handout.variable_data.made import Made
from handout.variable_data.renderer import VariableDataRenderer
from program import Outcome, run

from .lists import HEADER, Patients

COUNT = 24
MAKE, MADE = VariableDataRenderer.make, BatchReport.made


def rows(count: int = COUNT, name: str = "Bea Quayle", more: str = "") -> str:
    """A list of so many good records, `A-1` and so on; each weighs its number."""
    return HEADER + "".join(f"A-{number},{name},{number}{more}\n" for number in range(1, count + 1))


def started(patients: Patients, content: str, *more: str) -> Outcome:
    return run(*patients.arguments(patients.write(content), *more), cwd=patients.case.folder)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in FILES}


def undisturbed(patients: Patients, content: str) -> dict[str, bytes]:
    """What a run that nothing happens to leaves."""
    out = patients.folder / "calm"
    asked = patients.arguments(patients.write(content), out=out)
    assert run(*asked, cwd=patients.case.folder).code == 0
    return bytes_of(out)


@contextlib.contextmanager
def after_the_first(act: Callable[[], Any]) -> Iterator[None]:
    """Something happens once, when the first document has been made."""
    acts = [act]

    def made(self: BatchReport, outcome: Any) -> None:
        MADE(self, outcome)
        if acts:
            acts.pop()()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BatchReport, "made", made)
        yield


@contextlib.contextmanager
def at_record(id: str, act: Callable[[], Any]) -> Iterator[None]:
    """Something happens to the worker over one record."""

    def make(self: VariableDataRenderer, request: Request) -> Made:
        if request.patient.values["id"] == id:
            act()
        return MAKE(self, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(VariableDataRenderer, "make", make)
        yield
