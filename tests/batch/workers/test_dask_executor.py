"""A run on a Dask cluster: the folder of a local run, whoever dies meanwhile, and no patient's value on the way."""

from __future__ import annotations

import contextlib
import os
import pickle
import re
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import Any, ClassVar

import pytest
from distributed import Client, LocalCluster
from msgspec import Struct

from batch.make import ORDER, Heard, batch, inline, lines, plain, rows, state, table, workspace
from batch.s3 import Objects, serving
from handout.batch.options import Options, Summary
from handout.batch.output.s3 import Store, store
from handout.batch.run import run
from handout.batch.workers import dask_executor, dask_task, versions
from handout.batch.workers.dask_client import unprotected
from handout.batch.workers.dask_executor import Cluster
from handout.batch.workers.dask_subprocess import Subprocess
from handout.batch.workers.jobs import Job, Outcome
from handout.batch.workers.limits import Limits
from handout.batch.workers.workspace_files import packed
from handout.diagnostics import HandoutError, OutputError
from handout.patients.lists import open_records
from handout.workspace.assets import Assets
from handout.workspace.load import load
from program import run as program
from program import workspace as small

COUNT = 120


class Clinic(Struct, frozen=True):
    """A workspace, a list, and the folder that a local run makes."""

    root: Path
    patients: Path
    whole: dict[str, str]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    folder = tmp_path_factory.mktemp("clinic")
    records = [*rows(10), *plain(COUNT)[10:]]
    patients, root = table(folder / "list.csv", records), workspace(folder / "clinic")
    batch(root, patients, inline(folder / "out"))
    return Clinic(root, patients, state(folder / "out"))


@pytest.fixture(scope="module")
def dask() -> Iterator[LocalCluster]:
    with local(2) as cluster:
        yield cluster


class Meanwhile(Heard):
    """Does something once, when the first documents are made."""

    def __init__(self, act: Any) -> None:
        super().__init__()
        self._act = act

    def made(self, outcome: Outcome) -> None:
        super().made(outcome)
        act, self._act = self._act, None
        if act is not None:
            act()


def local(workers: int, **more: Any) -> LocalCluster:
    """A cluster on this machine; its port is any that is free."""
    return LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50, **more
    )  # fmt: skip


def made(
    clinic: Clinic, cluster: Cluster, folder: Path | Store, act: Any = None, mode: Any = "new"
) -> tuple[Summary, Heard]:
    ready, heard = load(clinic.root, ORDER.topics), Meanwhile(act)
    options = Options(folder=folder, workers=cluster.slots, make_executor=cluster, remote=True, mode=mode)
    with open_records(clinic.patients, ready.clinic) as records:
        return run(ready, records, ORDER, options, heard), heard


def pids(dask: LocalCluster) -> list[int]:
    """The workers' processes, both of them: one that was killed is soon made again."""
    with Client(dask, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        return [*client.run(os.getpid).values()]


def children(pid: int) -> list[int]:
    """The processes that a worker has its tasks done by; one that ends while it is looked at isn't among them."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):
            for child in (task / "children").read_text(encoding="ascii").split():
                with contextlib.suppress(OSError):
                    if b"handout.batch.workers.dask_subprocess" in Path(f"/proc/{child}/cmdline").read_bytes():
                        found.append(int(child))
    return found


@pytest.mark.parametrize("whose", ["worker", "hand"])
def test_a_process_that_is_killed_in_the_middle_changes_nothing(
    clinic: Clinic, dask: LocalCluster, tmp_path: Path, whose: str
) -> None:
    before = pids(dask)
    assert len(before) == 2

    def kill() -> None:
        victims = before
        while whose == "hand" and not (victims := [child for pid in before for child in children(pid)]):
            sleep(0.01)
        os.kill(victims[0], signal.SIGKILL)

    with Cluster(dask.scheduler_address) as cluster:
        summary, heard = made(clinic, cluster, tmp_path / "out", kill)
    assert (summary.done, summary.failed, summary.exit_code, summary.reason) == (COUNT, 0, 0, "")
    assert state(tmp_path / "out") == clinic.whole
    assert sorted(outcome.record for outcome in heard.outcomes) == list(range(1, COUNT + 1))
    assert not any(children(pid) for pid in pids(dask)), "a run that is over leaves nothing with its workers"


def test_the_command_line_and_bad_records(clinic: Clinic, dask: LocalCluster, tmp_path: Path) -> None:
    secret = "ZZPHI"
    records = [["B-1", secret, secret, "2026-12-01", "", ""], ["B-2", f"{secret} Ꭰ", *rows(1)[0][2:]], *rows(2)]
    patients = table(tmp_path / "list.csv", records)
    batch(clinic.root, patients, inline(tmp_path / "local"))
    done = program(
        "batch", "visit", "--audience", "patient", "--patients", patients, "-o", tmp_path / "out",
        "--scheduler", dask.scheduler_address, cwd=clinic.root,
    )  # fmt: skip
    assert (done.code, "2 documents made" in done.out) == (4, True), done.said
    assert state(tmp_path / "out") == state(tmp_path / "local")
    with Client(dask, set_as_default=False) as client:
        logs = str(client.get_scheduler_logs()) + str(client.get_worker_logs())
    told = [*dask.scheduler.transition_log]
    assert secret not in done.said + logs + str(told)
    assert {re.fullmatch(r"handout-[0-9a-f]{16}", str(key)) is not None for key, *_ in told} == {True}


def test_more_workers_make_no_more_forms(clinic: Clinic, dask: LocalCluster, tmp_path: Path) -> None:
    patients = table(tmp_path / "list.csv", plain(600))
    one, _ = batch(clinic.root, patients, inline(tmp_path / "one"))
    with Cluster(dask.scheduler_address) as cluster:
        more, heard = made(Clinic(clinic.root, patients, {}), cluster, tmp_path / "more")
    assert (more.forms, more.done) == (one.forms, 600)
    assert state(tmp_path / "one") == state(tmp_path / "more")
    assert sum(outcome.first for outcome in heard.outcomes) == one.forms


def test_threads_of_one_worker_share_its_processes_and_forms(clinic: Clinic, tmp_path: Path) -> None:
    patients = table(tmp_path / "list.csv", plain(600))
    with (
        LocalCluster(n_workers=1, threads_per_worker=2, dashboard_address="127.0.0.1:0", silence_logs=50) as dask,
        Cluster(dask.scheduler_address) as cluster,
    ):
        summary, heard = made(Clinic(clinic.root, patients, {}), cluster, tmp_path / "out")
    assert (summary.done, cluster.slots) == (600, 2)
    one, _ = batch(clinic.root, patients, inline(tmp_path / "one"))
    assert sum(outcome.first for outcome in heard.outcomes) == one.forms
    assert state(tmp_path / "one") == state(tmp_path / "out")


@pytest.mark.deep
def test_workers_put_their_documents_into_a_store_themselves(clinic: Clinic) -> None:
    with serving() as server, local(1) as dask, Cluster(dask.scheduler_address) as cluster:
        there = Objects("night")
        summary, _ = made(clinic, cluster, store(there.url))
        assert (summary.done, summary.exit_code) == (COUNT, 0)
        assert {**there.state(), "rights": "600"} == clinic.whole
        assert len([key for key in server.puts() if key.endswith(".pdf")]) == COUNT


def test_a_scheduler_that_ends_in_the_middle_leaves_a_run_to_go_on_with(clinic: Clinic, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with local(1, processes=False) as dask, Cluster(dask.scheduler_address) as cluster:
        summary, _ = made(clinic, cluster, out, dask.close)
    assert summary.exit_code == 6
    assert "doesn't answer any more" in summary.reason
    told = lines(out)
    assert 0 < len(told) < COUNT
    assert {line["file"]: line["sha256"] for line in told}.items() <= state(out).items()
    assert batch(clinic.root, clinic.patients, inline(out, mode="resume"))[0].exit_code == 0
    assert state(out) == clinic.whole


def test_a_result_that_never_comes_does_not_hold_up_the_end(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scheduler that dies between a task's end and its result: Dask waits for that for ever."""
    never, asked = threading.Event(), threading.Event()

    def result(self: object, timeout: float | None = None) -> Any:
        asked.set()
        never.wait(60)
        raise TimeoutError

    monkeypatch.setattr("distributed.Future.result", result)
    with local(1, processes=False) as dask, Cluster(dask.scheduler_address) as cluster:
        closing = threading.Thread(target=lambda: asked.wait(60) and dask.close())
        closing.start()
        summary, _ = made(clinic, cluster, tmp_path / "out")
        closing.join()
    never.set()
    assert (summary.done, summary.exit_code) == (0, 6)
    assert "doesn't answer any more" in summary.reason


def test_workers_that_all_leave_end_the_run_too(clinic: Clinic, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with local(1, processes=False) as dask, Cluster(dask.scheduler_address, patience=1) as cluster:
        summary, _ = made(clinic, cluster, out, lambda: dask.scale(0))
    assert (summary.exit_code, summary.reason) == (6, "the scheduler has had no worker for 1 seconds")
    assert 0 < len(lines(out)) < COUNT


@pytest.mark.parametrize("when", ["between chunks", "during a chunk"])
def test_workers_that_all_leave_while_one_makes_the_first_forms_are_replaced_by_later_ones(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """Dask gives a chunk that is meant for a worker that has left to others that are there, but to none that comes."""
    left = threading.Event()
    make = Subprocess.make

    def leave(dask: LocalCluster) -> None:
        left.set()
        dask.scale(0)
        with Client(dask, set_as_default=False) as client:
            while client.nthreads():
                sleep(0.01)
        threading.Timer(0.5, lambda: dask.scale(1)).start()

    with (
        LocalCluster(
            n_workers=1, threads_per_worker=2, processes=False, dashboard_address="127.0.0.1:0", silence_logs=50
        ) as dask,
        Cluster(dask.scheduler_address) as cluster,
    ):  # fmt: skip

        def slow(process: Subprocess, chunk: bytes) -> bytes | None:
            if when == "during a chunk" and not left.is_set():
                threading.Thread(target=leave, args=(dask,)).start()
                sleep(1)
            return make(process, chunk)

        monkeypatch.setattr(Subprocess, "make", slow)
        act = (lambda: leave(dask)) if when == "between chunks" else None
        summary, _ = made(clinic, cluster, tmp_path / "out", act)
    assert left.is_set()
    assert (summary.done, summary.exit_code, summary.reason) == (COUNT, 0, "")
    assert state(tmp_path / "out") == clinic.whole


def test_a_worker_with_other_versions_is_refused(
    clinic: Clinic, dask: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = dict(versions.versions())
    monkeypatch.setattr(versions, "versions", lambda: {**real, "reportlab": "9.9"})
    with Cluster(dask.scheduler_address) as cluster:
        summary, _ = made(clinic, cluster, tmp_path / "out")
    assert summary.exit_code == 6
    assert f"has reportlab {real['reportlab']}, and this machine 9.9" in summary.reason
    assert summary.done == 0


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("127.0.0.1:9", 6, "no scheduler answers there"),
        ("nothing://host", 2, "no address of a scheduler"),
    ],
)
def test_a_scheduler_that_is_not_there(address: str, code: int, said: str) -> None:
    with pytest.raises(HandoutError) as refused:
        Cluster(address, patience=1)
    assert (refused.value.exit_code, said in str(refused.value)) == (code, True), refused.value


def test_a_scheduler_without_workers() -> None:
    with (
        local(0, processes=False) as dask,
        pytest.raises(HandoutError) as refused,
    ):
        Cluster(dask.scheduler_address, patience=1)
    assert refused.value.exit_code == 6
    assert "has had no worker for 1 second" in str(refused.value)


def test_dask_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(HandoutError) as refused:
        Cluster("127.0.0.1:8786")
    assert refused.value.exit_code == 2
    assert "pip install 'handout[dask]'" in str(refused.value)


def test_what_a_worker_is_asked_raises_nothing() -> None:
    assert dask_task.made(b"no parcel") == ("failed", "UnpicklingError")
    assert dask_task.made(dask_task.parcel("unknown", None, b"", with_forms=False)) == ("no-job", "")


class Answering:
    """A process that answers with its number."""

    begun: ClassVar[list[Answering]] = []

    def __init__(self, key: str, job: bytes) -> None:
        self.key, self.ended = key, False
        self.begun.append(self)

    def make(self, chunk: bytes) -> bytes:
        return str(self.begun.index(self)).encode()

    def close(self) -> None:
        self.ended = True


def test_runs_at_once_keep_their_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_task, "Subprocess", Answering)

    def answer(key: str, job: bytes | None = None) -> tuple[str, bytes | str]:
        return dask_task.made(dask_task.parcel(key, job, b"", with_forms=False))

    keys = [f"run {number}" for number in range(dask_task.RUNS)]
    first = [answer(key, b"job") for key in keys]
    assert first == [("done", str(number).encode()) for number in range(dask_task.RUNS)]
    assert [answer(key) for key in keys] == first
    assert answer("one more", b"job")[0] == "done"
    assert answer(keys[0]) == ("no-job", "")
    assert [process.ended for process in Answering.begun] == [True, *[False] * dask_task.RUNS]
    for key in (*keys, "one more"):
        dask_task.dismiss(key)
    assert all(process.ended for process in Answering.begun)


def test_fonts_and_pictures_travel_with_the_job(clinic: Clinic) -> None:
    ready = load(clinic.root, ORDER.topics)
    job = Job(workspace=ready, files=packed(ready), outlet=None, limits=Limits(), pid=0)
    content = versions.sealed(job, other_machines=True)
    assert versions.opened(content) == (job, b"")
    assert versions.opened(versions.with_forms(content, b"forms")) == (job, b"forms")
    assert pickle.loads(versions.sealed(job, other_machines=False))[0] is None
    assert Assets(Path("nowhere"), job.files).fonts(ready.clinic) == {}


@pytest.mark.parametrize(
    ("address", "found"),
    [("host:8786", True), ("tcp://host:8786", True), ("tls://host:8786", False), ("127.0.0.1:8786", False)],
)
def test_what_goes_out_without_encryption_is_told(address: str, found: bool) -> None:
    assert unprotected(address) is found


def test_the_command_line_warns_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(address: str) -> Cluster:
        raise OutputError.at(address, "nobody answers")

    monkeypatch.setattr(dask_executor, "Cluster", away)
    (tmp_path / "list.csv").write_text("id,name\n1,Ann\n", encoding="utf-8")
    ended = program(
        "-C", small(tmp_path / "clinic"), "batch", "plain", "--audience", "patient", "--patients", "list.csv",
        "-o", "out", "--scheduler", "host:8786", cwd=tmp_path,
    )  # fmt: skip
    assert ended.err == (
        "host:8786: warning: patients' data goes to the workers without encryption\n  hint: use tls://\n"
        "host:8786: error: nobody answers\n"
    )
