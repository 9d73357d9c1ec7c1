"""A run replaces no document that `render` made in its folder for another person of the same id."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from batch.make import HEAD, batch, forked, inline, rows, table, workspace
from handout.batch.options import Options
from handout.batch.output.entries import Fault
from handout.patients.from_python import patient_from
from handout.pipeline import Renderer, Request
from handout.workspace.load import load

NAME = "visit.patient.A-1.pdf"
OTHER = "a document of somebody else with the same id is there"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "workspace")


def rendered(root: Path, out: Path, **values: str) -> bytes:
    """What `render` makes of the first record with other values, under the name that the batch gives its document."""
    ready = load(root)
    patient = patient_from({**dict(zip(HEAD, rows(1)[0], strict=True)), **values}, ready.clinic)
    out.mkdir()
    made = Renderer(ready).render(Request(topics=("visit",), audience="patient", patient=patient)).pdf
    (out / NAME).write_bytes(made)
    return made


@pytest.mark.parametrize("mode", ["overwrite", "resume"])
@pytest.mark.parametrize("options", [inline, forked])
def test_somebody_else_s_document_stays(root: Path, tmp_path: Path, mode: str, options: Callable[..., Options]) -> None:
    out = tmp_path / "out"
    before = rendered(root, out, name="Roberta Smith", birth_date="1901-12-31")
    summary, heard = batch(root, table(tmp_path / "list.csv", rows(3)), options(out, mode=mode))
    assert (summary.done, summary.failed) == (2, 1)
    assert [outcome.faults for outcome in heard.outcomes if outcome.failed] == [(Fault("same-id", OTHER),)]
    assert (out / NAME).read_bytes() == before
    assert len([*out.glob("*.pdf")]) == 3


def test_the_same_person_s_is_replaced(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = rendered(root, out, ward="12")
    summary, heard = batch(root, table(tmp_path / "list.csv", rows(1)), inline(out, mode="overwrite"))
    assert (summary.done, [note.code for note in heard.altered]) == (1, ["strays"])
    assert (out / NAME).read_bytes() != before


def test_a_person_who_may_be_another_is_reported(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    rendered(root, out, birth_date="1901-12-31")
    summary, heard = batch(root, table(tmp_path / "list.csv", rows(1)), inline(out, mode="overwrite"))
    assert (summary.done, [note.code for note in heard.altered]) == (1, ["strays", "same-id"])
    assert "the same id and another birth date, or none" in heard.altered[1].message


def test_a_document_of_the_run_s_own_list_is_made_again(root: Path, tmp_path: Path) -> None:
    """The folder belongs to the list: its manifest names the document, whoever has the id by now."""
    out, listed = tmp_path / "out", tmp_path / "list.csv"
    batch(root, table(listed, rows(1)), inline(out))
    changed = [rows(1)[0][0], "Roberta Smith", "1901-12-31", *rows(1)[0][3:]]
    for mode in ("resume", "overwrite"):
        summary, _ = batch(root, table(listed, [changed]), inline(out, mode=mode))
        assert (summary.done, summary.failed) == (1, 0)
