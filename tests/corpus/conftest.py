import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from .case import Case
from .found import Found
from .lists import Patients


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
