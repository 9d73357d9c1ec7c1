import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from handout.batch.workers import little_left

from .case import Case
from .found import Found
from .lists import Patients


@pytest.fixture(autouse=True)
def _as_many_workers_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists of tests are so short that one worker would make them alone."""
    monkeypatch.setattr(little_left, "LITTLE", 0.0)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path / "workspace")


@pytest.fixture
def patients(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Patients:
    found = Patients(case, tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(found.temporary))
    return found


@pytest.fixture
def found(tmp_path: Path) -> Callable[[str], Found]:
    return lambda name: Found(name, tmp_path)
