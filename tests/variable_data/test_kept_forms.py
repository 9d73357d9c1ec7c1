"""What is kept of a form."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from batch.make import workspace
from handout.patients import Patient
from handout.patients.values import FieldValue
from handout.pipeline import Renderer, Request
from handout.variable_data.renderer import VariableDataRenderer
from handout.workspace.load import load

BORN = datetime.date(1961, 4, 5)


def _asked(name: str, **more: str) -> Request:
    values: dict[str, FieldValue] = {"id": "A-1", "name": name, "birth_date": BORN, "appointment": BORN, **more}
    return Request(topics=("visit",), audience="patient", patient=Patient(values=values, personal=True))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("batch"))


def test_the_lines_that_a_form_keeps_have_no_patients_words(root: Path) -> None:
    renderer = Renderer(load(root))
    stamper = VariableDataRenderer(renderer)
    long = " ".join(["Zzphi"] * 12)
    for at in range(3):
        assert stamper.make(_asked(f"{long} {at}")).way == "stamped"
    key = stamper.forms.known(_asked(long), renderer.workspace.clinic)
    assert key is not None
    [form] = stamper.forms.of(key) or []
    kept = [glyphs.text for line in form.kept.lines for glyphs in line.glyphs]
    assert kept
    assert not any("Zzphi" in text for text in kept)
