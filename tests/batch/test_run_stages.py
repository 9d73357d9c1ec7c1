"""What the benchmark of a batch wraps by name is there under that name."""

from __future__ import annotations

import importlib.util
import operator
from importlib import import_module

from docs.pages import ROOT


def test_every_stage_of_a_batch_is_found() -> None:
    spec = importlib.util.spec_from_file_location("batch_stages", ROOT / "benchmarks" / "batch_stages.py")
    assert spec is not None
    assert spec.loader is not None
    stages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(stages)
    places = [place.split(":") for stage in stages.STAGES.values() for place in stage]
    assert len(places) > 10
    assert all(callable(operator.attrgetter(name)(import_module(f"handout.{module}"))) for module, name in places)
