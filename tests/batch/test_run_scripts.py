"""A list with names in many scripts: every document is its own patient's, whoever else is on the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout.patients import Patient
from handout.patients.values import FieldValue, typed
from handout.pipeline import Renderer, Request
from handout.workspace.load import load

from .make import HEAD, batch, forked, inline, lines, rows, state, table, workspace

NAMES = ("Anna Quayle", "محمد عبد الله", "प्रिया शर्मा", "Zoë O’Brien", "דוד כהן 555-0199", "สมชาย ใจดี", "M̄arī")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("root"))


def records(names: tuple[str, ...]) -> list[list[str]]:
    """Each name keeps its number and its other values, wherever it stands."""
    return [[row[0], name, *row[2:]] for name in names for row in [rows(1, 1 + NAMES.index(name))[0]]]


def test_documents_depend_on_no_other_patient(root: Path, tmp_path: Path) -> None:
    found = []
    for number, names in enumerate((NAMES, NAMES[::-1], NAMES[1:3] + NAMES[4:])):
        folder = tmp_path / str(number)
        list_of = table(tmp_path / f"{number}.csv", records(names))
        how = inline(folder) if number else forked(folder)
        summary, _ = batch(root, list_of, how)
        assert summary.failed == 0
        found.append({name: digest for name, digest in state(folder).items() if name.endswith(".pdf")})
        assert {line["way"] for line in lines(folder)} == {"stamped"}
    assert found[0] == found[1]
    assert found[2].items() <= found[0].items()


def test_they_are_the_ones_that_a_render_makes(root: Path, tmp_path: Path) -> None:
    batch(root, table(tmp_path / "list.csv", records(NAMES[:3])), inline(tmp_path / "out"))
    ready = load(root)
    renderer = Renderer(ready)
    for row in records(NAMES[:3]):
        values: dict[str, FieldValue] = {}
        for name, text in zip(HEAD, row, strict=True):
            field = ready.clinic.field(name)
            assert field is not None
            values |= {name: typed(text, field)} if text else {}
        request = Request(topics=("visit",), audience="patient", patient=Patient(values=values, personal=True))
        (path,) = (tmp_path / "out").glob(f"*{row[0]}*.pdf")
        assert path.read_bytes() == renderer.render(request).pdf
