"""What tests of batches share."""

from __future__ import annotations

import pytest

from handout.batch.workers import first_forms


@pytest.fixture(autouse=True)
def _as_many_workers_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists of tests are so short that one worker would make them alone."""
    monkeypatch.setattr(first_forms, "LITTLE", 0.0)
