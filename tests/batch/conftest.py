"""What tests of batches share."""

from __future__ import annotations

import pytest

from handout.batch.workers import little_left


@pytest.fixture(autouse=True)
def _as_many_workers_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists of tests are so short that one worker would make them alone."""
    monkeypatch.setattr(little_left, "LITTLE", 0.0)
