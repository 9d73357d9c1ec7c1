"""What another process teaches: its documents' glyphs aren't read again, and no byte depends on it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from batch.make import workspace
from handout.fonts.harfbuzz_font import HarfbuzzFont
from handout.patients import Patient
from handout.patients.values import FieldValue
from handout.pipeline import Renderer, Request
from handout.variable_data.renderer import VariableDataRenderer
from handout.workspace.load import load

BORN = datetime.date(1961, 4, 5)
TAUGHT = ("محمد علي", "प्रिया शर्मा")


def _asked(name: str) -> Request:
    values: dict[str, FieldValue] = {"id": "A-1", "name": name, "birth_date": BORN, "appointment": BORN}
    return Request(topics=("visit",), audience="patient", patient=Patient(values=values, personal=True))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("batch"))


@pytest.fixture(scope="module")
def lesson(root: Path) -> bytes:
    teacher = VariableDataRenderer(Renderer(load(root)))
    for name in TAUGHT:
        teacher.make(_asked(name))
    return teacher.lesson()


@pytest.mark.parametrize("name", ["علي محمد", "شرف الدين", "शर्मा", "Anna"])
def test_a_document_of_who_has_learned_is_the_painted_one(root: Path, lesson: bytes, name: str) -> None:
    """Whether its letters are among those of other patients, or not."""
    learner = VariableDataRenderer(Renderer(load(root)))
    learner.learn(lesson)
    assert learner.make(_asked(name)).pdf == Renderer(load(root)).render(_asked(name)).pdf


def test_glyphs_that_were_read_elsewhere_are_not_read_again(
    root: Path, lesson: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = VariableDataRenderer(Renderer(load(root)))
    learner.learn(lesson)
    monkeypatch.setattr(HarfbuzzFont, "small", _read)
    assert [learner.make(_asked(name)).way for name in TAUGHT] == ["stamped"] * 2


def _read(*_: object) -> None:
    raise AssertionError("a glyph is read")
