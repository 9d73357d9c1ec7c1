"""The first forms of a run are made once, whatever the number of workers, and change nothing of what is made."""

from __future__ import annotations

import datetime
import os
import random
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from batch.make import HEAD, batch, forked, inline, lines, plain, rows, state, table, workspace
from handout.batch.order import Order
from handout.batch.requests import RequestBuilder, Task
from handout.batch.workers import little_left, worker
from handout.batch.workers.first_forms import alone
from handout.batch.workers.forked_pool import ForkedPool
from handout.batch.workers.jobs import Chunk, Done, Job, Others, Outcome
from handout.batch.workers.limits import Limits
from handout.batch.workers.pool import Alone, WorkerPool
from handout.batch.workers.worker import Worker
from handout.fonts.built_in import BuiltInFile
from handout.fonts.faces import Face
from handout.patients import Patient
from handout.patients.lists import open_records
from handout.pipeline import Renderer, Request
from handout.system import processes
from handout.variable_data.made import FormMismatch, Made
from handout.variable_data.renderer import VariableDataRenderer
from handout.workspace.load import load

REAL = VariableDataRenderer.make
FORKS = pytest.mark.skipif(not processes.forks(), reason="workers aren't forked here")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("clinic"))


@FORKS
@pytest.mark.parametrize("workers", [2, 3])
def test_more_workers_make_no_more_forms(root: Path, tmp_path: Path, workers: int) -> None:
    patients = table(tmp_path / "list.csv", plain(60))
    one, _ = batch(root, patients, inline(tmp_path / "one"))
    more, _ = batch(root, patients, forked(tmp_path / "more", workers))
    assert one.forms == more.forms
    assert state(tmp_path / "one") == state(tmp_path / "more")


@FORKS
def test_a_run_ends_at_once_when_the_one_worker_has_made_everything(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(little_left, "LITTLE", 1e9)
    submit, attend = ForkedPool.submit, ForkedPool.attend
    given, in_vain = list[Future[Any]](), list[float]()

    def submitted(pool: ForkedPool, *call: Any) -> Future[Any]:
        given.append(submit(pool, *call))
        return given[-1]

    def attended(pool: ForkedPool, seconds: float) -> None:
        if seconds and all(future.done() for future in given):
            in_vain.append(seconds)
        attend(pool, seconds)

    monkeypatch.setattr(ForkedPool, "submit", submitted)
    monkeypatch.setattr(ForkedPool, "attend", attended)
    batch(root, table(tmp_path / "list.csv", plain(50)), forked(tmp_path / "out"))
    assert given
    assert in_vain == []


@FORKS
def test_records_of_all_sorts_get_the_same_documents(root: Path, tmp_path: Path) -> None:
    patients = table(tmp_path / "list.csv", rows(40))
    batch(root, patients, inline(tmp_path / "one"))
    batch(root, patients, forked(tmp_path / "two"))
    assert state(tmp_path / "one") == state(tmp_path / "two")


@FORKS
@pytest.mark.parametrize("little", [0.0, 1e9])
def test_whoever_makes_what_is_left_makes_the_same(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, little: float
) -> None:
    monkeypatch.setattr(little_left, "LITTLE", little)
    patients = table(tmp_path / "list.csv", plain(50))
    one, _ = batch(root, patients, inline(tmp_path / "one"))
    two, _ = batch(root, patients, forked(tmp_path / "two"))
    assert (one.forms, one.done) == (two.forms, two.done)
    assert state(tmp_path / "one") == state(tmp_path / "two")


WORDS = (
    "Nguyễn Thị Ánh",
    "Ελένη Οικονόμου",
    "Юлия Щербаков",
    "≥ 2 € → …",
    "Anna",
    "rest after the meal and drink water",
)


def _sorts(chance: random.Random, count: int) -> list[list[str]]:
    """Records with names in several scripts, notes of all lengths, children, and values that are missing."""
    return [
        [
            f"A-{number}", chance.choice(WORDS), f"{chance.choice((1950, 2020))}-02-03", "2026-12-01T09:30",
            chance.choice(("", "Dr B. Jones")), chance.choice(("", "7b", "7b\n2nd floor")),
            " ".join(chance.choices(WORDS, k=chance.choice((0, 1, 20)))),
        ]
        for number in range(1, count + 1)
    ]  # fmt: skip


@FORKS
@pytest.mark.parametrize(("audience", "seed"), [("patient", 1), ("clinician", 2)])
def test_lists_of_all_sorts_are_made_as_each_document_is_alone(
    root: Path, tmp_path: Path, audience: str, seed: int
) -> None:
    patients = table(tmp_path / "list.csv", _sorts(random.Random(seed), 24), (*HEAD, "note"))
    order = Order(topics=("visit",), audiences=(audience,), date=datetime.date(2026, 11, 1))
    batch(root, patients, inline(tmp_path / "one"), order)
    batch(root, patients, forked(tmp_path / "two"), order)
    assert state(tmp_path / "one") == state(tmp_path / "two")
    ready = load(root, order.topics)
    renderer, builder = Renderer(ready), RequestBuilder(order, ready)
    with open_records(patients, ready.clinic) as records:
        for record in records:
            (task,) = builder.tasks(record)
            assert isinstance(task, Task)
            assert (tmp_path / "two" / task.file).read_bytes() == renderer.render(task.request).pdf


@FORKS
def test_a_first_record_that_ends_its_worker_costs_only_itself(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(self: VariableDataRenderer, request: Request) -> Made:
        if request.patient.values["id"] == "A-1":
            os._exit(3)
        return REAL(self, request)

    monkeypatch.setattr(VariableDataRenderer, "make", make)
    summary, _ = batch(root, table(tmp_path / "list.csv", plain(6)), forked(tmp_path / "out"))
    assert (summary.done, summary.failed) == (5, 1)
    assert [line["record"] for line in lines(tmp_path / "out") if line["status"] == "failed"] == [1]


def test_fonts_are_unpacked_before_the_first_worker_is_forked(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = Order(topics=("visit",), audiences=("patient",), date=datetime.date(2026, 11, 1))
    ready = load(root, order.topics)
    renderer, builder = Renderer(ready), RequestBuilder(order, ready)
    Worker(Job(workspace=ready, outlet=None, limits=Limits(), pid=0), renderer).ready()
    monkeypatch.delattr(BuiltInFile, "with_tables")
    with open_records(table(tmp_path / "list.csv", plain(1)), ready.clinic) as records:
        ((task,),) = (builder.tasks(record) for record in records)
    assert isinstance(task, Task)
    assert VariableDataRenderer(renderer).make(task.request).first


@pytest.mark.parametrize(("before_others", "count"), [("", 1), ("forked", 2), ("sent", 2)])
def test_whoever_may_make_the_rest_alone_makes_two_documents_however_slow_the_first_is(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before_others: Others, count: int
) -> None:
    monkeypatch.setattr(worker, "LONGEST", 0.0)
    order = Order(topics=("visit",), audiences=("patient",), date=datetime.date(2026, 11, 1))
    ready, builder = load(root, order.topics), RequestBuilder(order, load(root, order.topics))
    with open_records(table(tmp_path / "list.csv", plain(4)), ready.clinic) as records:
        tasks = tuple(task for record in records for task in builder.tasks(record) if isinstance(task, Task))
    one = Worker(Job(workspace=ready, outlet=None, limits=Limits(), pid=0))
    done = one.make(Chunk("", b"", tasks, before_others, left=4))
    assert (len(done.outcomes), done.left) == (count, 4 - count)


def test_common_letters_are_measured_before_the_first_worker_is_forked(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renderer = Renderer(load(root, ["visit"]))
    Worker(Job(workspace=renderer.workspace, outlet=None, limits=Limits(), pid=0), renderer).ready()
    monkeypatch.delattr(Face, "_width")
    for bold in (False, True):
        assert renderer.fonts.faces(("FiraGO",), bold)[0].advance("Zoë Łuczak-O'Hara") > 1


def _done(first: int, filled: int = 0, painted: int = 0) -> Done:
    def outcome(*, first: bool = False, why: str = "") -> Outcome:
        return Outcome(0, 0, 0, b"", False, first=first, painted=why)  # type: ignore[arg-type]

    made = [outcome(first=True)] * first + [outcome()] * filled + [outcome(why="text")] * painted
    return Done(tuple(made))


@pytest.mark.parametrize(
    ("done", "goes_on"),
    [
        ([_done(1, 63)], [False]),
        ([_done(0, 0, 64)], [False]),
        ([_done(2, 62), _done(1, 63), _done(0, 64)], [True, True, False]),
        ([_done(20, 12), _done(12, 20), _done(40, 472), _done(2, 62)], [True, True, True, False]),
        ([_done(20), _done(20)], [True, False]),
        ([_done(5), _done(0, 2), _done(3, 4), _done(9, 12), _done(0, 40)], [True, True, True, True, False]),
        ([_done(0, 0, 2)], [False]),
    ],
)
def test_one_worker_is_alone_as_long_as_it_makes_what_others_need(done: list[Done], goes_on: list[bool]) -> None:
    begins = alone(2, lambda: 1_000)
    assert begins is not None
    assert [begins.goes_on(each) for each in done] == goes_on


def test_one_worker_makes_what_is_left_alone_whatever_it_is() -> None:
    begins = alone(2, lambda: 1_000)
    assert begins is not None
    assert [begins.goes_on(done) for done in (_done(20), replace(_done(1, 63), alone=True))] == [True, True]


@FORKS
def test_a_run_ends_in_which_the_first_filled_document_is_wrong(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(little_left, "LITTLE", 0.0)
    monkeypatch.setattr("handout.variable_data.renderer.SHARE", 0.0)

    def prove(self: VariableDataRenderer) -> None:
        raise FormMismatch()

    monkeypatch.setattr(VariableDataRenderer, "prove", prove)
    alike = [[f"A-{number}", *row[1:]] for number, row in enumerate(plain(1) * 200)]
    summary, _ = batch(root, table(tmp_path / "list.csv", alike), forked(tmp_path / "out"))
    assert (summary.exit_code, summary.done < 200) == (1, True)
    assert "don't hand out this run's documents" in summary.reason


def test_one_worker_has_nobody_to_make_forms_for() -> None:
    assert alone(1, lambda: 1_000) is None


def test_chunks_are_read_while_one_worker_is_alone() -> None:
    """And no further when it is done."""
    read: list[int] = []
    given: list[Future[Done]] = []

    def chunks(count: int) -> Iterator[Chunk]:
        for number in range(count):
            read.append(number)
            if number == 5:
                given[0].set_result(Done(()))
            yield Chunk(str(number), b"", ())

    class OneByOne(Executor):
        def submit(self, call: Any, /, *chunks: Any, **named: Any) -> Future[Any]:
            assert [chunk.key for chunk in chunks] == [str(len(given))]
            given.append(Future())
            if len(given) > 1:
                given[-1].set_result(Done(()))
            return given[-1]

        def grow(self, forms: bytes) -> None:
            pass

    first = Alone(lambda: 0, lambda done: False)
    workers = WorkerPool(OneByOne, 2, lambda: False, first)
    results = workers.run(chunks(300))
    next(results)
    assert read == [0, 1, 2, 3, 4, 5]
    assert len([*results]) == 299
    assert read == [*range(300)]


def test_records_with_very_long_values_are_not_all_kept_in_memory() -> None:
    patient = Patient(values={"note": "x" * (1 << 20), "birth_date": datetime.date(1961, 4, 5)}, personal=True)
    task = Task(0, 1, 2, "A-1", "a.pdf", Request(topics=("visit",), audience="patient"), patient)
    read: list[int] = []

    def chunks() -> Iterator[Chunk]:
        for number in range(100):
            read.append(number)
            yield Chunk("", b"", (task,))

    class NeverDone(Future[Any]):
        def cancel(self) -> bool:
            return super().cancel() and not self.set_running_or_notify_cancel()

    class Never(Executor):
        def submit(self, call: Any, /, *chunks: Any, **named: Any) -> Future[Any]:
            return NeverDone()

        def grow(self, forms: bytes) -> None:
            pass

    looks = count()
    workers = WorkerPool(Never, 2, lambda: next(looks) > 60, Alone(lambda: 0, lambda done: True))
    assert [*workers.run(chunks())] == []
    assert len(read) == 1 + 16
