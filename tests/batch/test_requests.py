"""What a record's columns ask for is kept for records that say the same, and nothing of its patient is."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from batch.make import HEAD, rows, table, workspace
from handout.batch import requests
from handout.batch.order import Order, RequestColumns
from handout.batch.requests import RefusedRecord, RequestBuilder, Task
from handout.patients.lists import open_records
from handout.workspace.load import Workspace, load

SAID = [
    ("visit", "patient"),
    ("plain", ""),
    ("visit; plain", "wide"),
    ("", "patient"),
    ("visit", "Anna"),
    ("plain", "wide"),
]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = workspace(tmp_path_factory.mktemp("clinic"), wide="extends: patient\naudience: [patient]\n")
    return load(root, ["visit", "plain"])


def _asked(builder: RequestBuilder, order: Order, ready: Workspace, patients: Path) -> list[list[Task | RefusedRecord]]:
    with open_records(patients, ready.clinic, columns=order.columns.names) as records:
        return [builder.tasks(record) for record in records]


def _told(found: Task | RefusedRecord) -> object:
    return found.request if isinstance(found, Task) else [problem.code for problem in found.problems]


@pytest.mark.parametrize("kept", [1, 256])
def test_each_record_gets_its_own_requests(
    ready: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    monkeypatch.setattr(requests, "MOST_KNOWN", kept)
    columns = RequestColumns(topics="topics", layout="look")
    order = Order(topics=("visit", "plain"), audiences=("patient",), columns=columns)
    chance = random.Random(5)
    listed = [[*row, *chance.choice(SAID)] for row in rows(40)]
    every = table(tmp_path / "list.csv", listed, (*HEAD, "topics", "look"))
    together = _asked(RequestBuilder(order, ready), order, ready, every)
    for number, row in enumerate(listed):
        alone = table(tmp_path / "one.csv", [row], (*HEAD, "topics", "look"))
        (own,) = _asked(RequestBuilder(order, ready), order, ready, alone)
        assert [*map(_told, together[number])] == [*map(_told, own)]
        assert all(each.request.patient.values["id"] == row[0] for each in together[number] if isinstance(each, Task))


def test_tasks_of_one_kind_have_one_request_without_a_patient(ready: Workspace, tmp_path: Path) -> None:
    order = Order(topics=("visit", "plain"), audiences=("patient",))
    listed = table(tmp_path / "list.csv", rows(3), HEAD)
    tasks = [each for of_one in _asked(RequestBuilder(order, ready), order, ready, listed) for each in of_one]
    kinds = [each.kind for each in tasks if isinstance(each, Task)]
    assert len(kinds) == 6 and len({id(kind) for kind in kinds}) == 2
    assert not any(kind.patient.values for kind in kinds)
