"""A run whose documents go to an object store: the same documents as in a folder, one put each, one run at a time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from batch.make import Inline, batch, inline, plain, rows, state, table, workspace
from batch.s3 import BUCKET, GONE, Asked, Objects, Server, serving
from handout.batch.options import Options, Summary
from handout.batch.output.s3 import store
from handout.diagnostics import HandoutError
from handout.pipeline import Request
from handout.variable_data.made import Made
from handout.variable_data.renderer import VariableDataRenderer
from program import environment, run

COUNT = 5
REAL = VariableDataRenderer.make


class Clinic(Struct, frozen=True):
    """A workspace, a list, and the folder that a run over it makes."""

    root: Path
    patients: Path
    whole: dict[str, str]

    def table(self, records: list[list[str]]) -> Path:
        """Another list."""
        return table(self.patients.with_name(f"{len(records)}.csv"), records)


@pytest.fixture(scope="module")
def clinic(ready: None, tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    folder = tmp_path_factory.mktemp("clinic")
    patients, root = table(folder / "list.csv", rows(COUNT)), workspace(folder / "clinic")
    batch(root, patients, inline(folder / "out"))
    whole = state(folder / "out")
    del whole["rights"]
    return Clinic(root, patients, whole)


@pytest.fixture(scope="module", autouse=True)
def ready() -> Iterator[None]:
    """Each document is made once for all runs in this process: where it goes is what is tested here."""
    known: dict[tuple[str, ...], Made] = {}

    def make(self: VariableDataRenderer, request: Request) -> Made:
        key = tuple(map(str, request.patient.values.values()))
        if key not in known:
            known[key] = REAL(self, request)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(VariableDataRenderer, "make", make)
        yield


@pytest.fixture(scope="module")
def serving_all() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def server(serving_all: Server) -> Server:
    serving_all.asked.clear()
    serving_all.act = lambda asked: None
    return serving_all


@pytest.fixture
def there(server: Server, request: pytest.FixtureRequest) -> Objects:
    return Objects(f"runs/{request.node.name}")


def made(clinic: Clinic, there: Objects, patients: Path | None = None, **more: Any) -> Summary:
    options = Options(folder=store(there.url), workers=1, make_executor=Inline, **more)
    return batch(clinic.root, patients or clinic.patients, options)[0]


def test_the_same_documents_as_in_a_folder_one_put_each(clinic: Clinic, server: Server, there: Objects) -> None:
    summary = made(clinic, there)
    assert (summary.done, summary.exit_code) == (COUNT, 0)
    assert there.state() == clinic.whole
    puts = server.puts()
    assert sorted(key for key in puts if key.endswith(".pdf")) == sorted(
        f"{there.prefix}/{name}" for name in clinic.whole if name.endswith(".pdf")
    )
    assert puts.count(f"{there.prefix}/manifest.jsonl") == 1
    assert any(key.endswith("manifest-000001.jsonl") for key in puts)
    name = min(name for name in clinic.whole if name.endswith(".pdf"))
    assert there.metadata(name) == {"sha256": clinic.whole[name]}


def test_the_command_line_reads_and_writes_urls(clinic: Clinic, there: Objects) -> None:
    lists = Objects("lists")
    lists.put("list.csv", clinic.patients.read_bytes())
    done = run(
        "batch", "visit", "--audience", "patient", "--patients", f"{lists.url}/list.csv", "-o", f"{there.url}/",
        "--workers", "1", cwd=clinic.root,
    )  # fmt: skip
    assert (done.code, done.out) == (0, f"{COUNT} documents made in {there.url}/\n"), done.said
    assert there.state() == clinic.whole


def test_a_file_url_is_a_folder(clinic: Clinic, tmp_path: Path) -> None:
    done = run(
        "batch", "visit", "--audience", "patient", "--patients", f"file://{clinic.patients}", "-o", f"file://{tmp_path}/out",
        cwd=clinic.root,
    )  # fmt: skip
    assert done.code == 0, done.said
    assert state(tmp_path / "out") == {**clinic.whole, "rights": "600"}


def test_resume_puts_what_is_missing_or_other_and_nothing_else(clinic: Clinic, server: Server, there: Objects) -> None:
    made(clinic, there)
    there.delete("visit.patient.A-1.pdf")
    there.put("visit.patient.A-2.pdf", b"cut")
    with pytest.raises(HandoutError) as refused:
        made(clinic, there)
    assert refused.value.exit_code == 6
    server.asked.clear()
    assert made(clinic, there, mode="resume").exit_code == 0
    assert sorted(key.rpartition("/")[2] for key in server.puts() if key.endswith("pdf")) == [
        "visit.patient.A-1.pdf", "visit.patient.A-2.pdf",
    ]  # fmt: skip
    assert there.state() == clinic.whole


def test_what_is_no_longer_asked_for_is_taken_away(clinic: Clinic, there: Objects, tmp_path: Path) -> None:
    there.put("note.txt", b"somebody's")
    made(clinic, there, clinic.table(rows(COUNT + 2)), mode="resume")
    broken = [[*row] for row in rows(COUNT)]
    broken[0][1], broken[1][2] = "ᎠᎡ", "yesterday"
    summary = made(clinic, there, table(tmp_path / "broken.csv", broken), mode="resume")
    assert (summary.failed, summary.withdrawn, summary.exit_code) == (2, 2, 4)
    assert len([name for name in there.names() if name.endswith(".pdf")]) == COUNT - 2
    made(clinic, there, mode="overwrite")
    there.delete("note.txt")
    assert there.state() == clinic.whole


def _killed(clinic: Clinic, there: Objects, server: Server, at: int) -> None:
    """A run in a process of its own, killed when it asks for the so-manieth time."""
    process = subprocess.Popen(
        [sys.executable, "-c", _ALONE, str(clinic.root), str(clinic.patients), there.url],
        cwd=Path(__file__).parents[2],
        env=environment({name: value for name, value in os.environ.items() if name.startswith("AWS_")}),
        stderr=subprocess.PIPE,
    )  # fmt: skip

    def kill(asked: Asked) -> int | None:
        if len(server.asked) == at:
            process.send_signal(signal.SIGKILL)
        return None

    server.asked.clear()
    server.act = kill
    _, said = process.communicate(timeout=60)
    server.act = lambda asked: None
    assert process.returncode == -signal.SIGKILL, said


_ALONE = """
import sys; from pathlib import Path
sys.path.insert(0, "tests"); sys.path.insert(0, ".")
from batch.make import batch, inline
from handout.batch.output.s3 import store
batch(Path(sys.argv[1]), Path(sys.argv[2]), inline(store(sys.argv[3])))
"""


@pytest.mark.parametrize("at", [11, *(pytest.param(at, marks=pytest.mark.deep) for at in (3, 7, 9, 13, 15))])
def test_a_run_that_is_killed_goes_on_to_the_same_objects(
    clinic: Clinic, server: Server, there: Objects, at: int
) -> None:
    _killed(clinic, there, server, at)
    assert ".handout.lock" in there.names()
    assert made(clinic, there, mode="resume").exit_code == 0, "its lock is taken over: it was on this machine"
    assert there.state() == clinic.whole


def test_a_refusal_at_every_request_ends_the_run_and_it_can_go_on(
    clinic: Clinic, server: Server, there: Objects
) -> None:
    made(clinic, there)
    total = len(server.asked)
    few = clinic.table(rows(2))
    for at in range(1, total + 1, 3):
        server.asked.clear()
        server.act = lambda asked, at=at: 403 if len(server.asked) >= at else None  # type: ignore[misc]
        try:
            summary = made(clinic, there, few, mode="resume")
        except HandoutError as refused:
            assert refused.exit_code == 6, at
            assert "refuses these credentials" in str(refused), at
            continue
        finally:
            server.act = lambda asked: None
            there.delete(".handout.lock")
        if not summary.exit_code:
            break
        assert summary.exit_code == 6, at
        assert "refuses these credentials" in summary.reason, at
        assert "A-" not in summary.reason, at
    assert made(clinic, there, mode="resume").exit_code == 0
    assert there.state() == clinic.whole


def test_a_network_that_goes_away_ends_the_run_and_it_can_go_on(clinic: Clinic, server: Server, there: Objects) -> None:
    gone: list[Asked] = []

    def away(asked: Asked) -> int | None:
        if asked.key.endswith(".pdf"):
            gone.append(asked)
        return GONE if gone else None

    server.act = away
    summary = made(clinic, there)
    assert summary.exit_code == 6
    assert summary.reason == "the documents can't be written: the store doesn't answer"
    server.act = lambda asked: None
    assert ".handout.lock" in there.names(), "it couldn't be taken away, and it is known to be this run's"
    there.delete(".handout.lock")
    assert made(clinic, there, mode="resume").exit_code == 0
    assert there.state() == clinic.whole


@pytest.mark.parametrize("name", ["visit.patient.A-2.pdf", "manifest-000001.jsonl", "manifest.jsonl", ".handout.lock"])
def test_a_put_that_is_answered_with_not_found_is_no_document(
    clinic: Clinic, server: Server, there: Objects, name: str
) -> None:
    server.act = lambda asked: 404 if (asked.method, asked.key) == ("PUT", f"{there.prefix}/{name}") else None
    try:
        summary = made(clinic, there)
    except HandoutError as refused:
        assert (refused.exit_code, "there is no such bucket" in str(refused)) == (6, True)
    else:
        assert (summary.exit_code, "there is no such bucket" in summary.reason) == (6, True)
    server.act = lambda asked: None
    assert made(clinic, there, mode="resume").exit_code == 0
    assert there.state() == clinic.whole


def test_a_listing_that_is_answered_with_not_found_ends_the_run(clinic: Clinic, server: Server, there: Objects) -> None:
    server.act = lambda asked: None if asked.key else 404
    with pytest.raises(HandoutError, match="there is no such bucket") as refused:
        made(clinic, there)
    assert refused.value.exit_code == 6


def test_the_second_of_two_runs_is_refused(clinic: Clinic, server: Server, there: Objects) -> None:
    refusals: list[str] = []

    def second(asked: Asked) -> int | None:
        if asked.key.endswith("manifest-000001.jsonl") and not refusals:
            refusals.append("")
            with pytest.raises(HandoutError) as refused:
                made(clinic, there, mode="resume")
            refusals.append(str(refused.value))
            assert refused.value.exit_code == 6
        return None

    server.act = second
    assert made(clinic, there).exit_code == 0
    assert f"process {os.getpid()})" in refusals[1]
    assert "delete .handout.lock there" in refusals[1]
    assert ".handout.lock" not in there.names()


def test_a_lock_of_another_machine_is_respected(clinic: Clinic, there: Objects) -> None:
    there.put(".handout.lock", json.dumps({"host": "night", "pid": 1, "machine": "x", "began": "1"}).encode())
    with pytest.raises(HandoutError) as refused:
        made(clinic, there)
    assert "(night, process 1)" in str(refused.value)
    assert there.names() == [".handout.lock"]


def test_a_run_whose_lock_is_taken_away_writes_no_more(clinic: Clinic, server: Server, there: Objects) -> None:
    def steal(asked: Asked) -> int | None:
        if asked.key.endswith("manifest-000001.jsonl"):
            server.act = lambda asked: None
            there.put(".handout.lock", b"{}", Metadata={"run": "another"})
        return None

    server.act = steal
    summary = made(clinic, there, clinic.table(plain(80)))
    assert summary.exit_code == 6
    assert "another run may be writing" in summary.reason
    assert there.names().count(".handout.lock") == 1, "the other's"
    assert len([name for name in there.names() if name.endswith(".pdf")]) < 80


def test_a_store_without_conditions_is_refused(clinic: Clinic, there: Objects, monkeypatch: pytest.MonkeyPatch) -> None:
    from handout.batch.output.s3_client import Bucket

    real = Bucket.putting

    async def heedless(self: Bucket, name: str, content: bytes, **more: Any) -> None:
        more.pop("IfNoneMatch", None)
        await real(self, name, content, **more)

    monkeypatch.setattr(Bucket, "putting", heedless)
    with pytest.raises(HandoutError) as refused:
        made(clinic, there)
    assert "conditional writes" in str(refused.value)
    assert there.names() == []


@pytest.mark.parametrize(
    ("url", "more", "outcome"),
    [
        (
            "s3://no-such-bucket/run",
            (),
            (6, "s3://no-such-bucket/run: error: can't be written to: there is no such bucket"),
        ),
        ("gs://bucket/run", (), (2, "documents can't be put there")),
        ("s3://", (), (2, "documents can't be put there")),
        (f"s3://{BUCKET}/run", ("--combine", "print.pdf"), (2, "--combine")),
    ],
)
def test_urls_that_no_run_can_write_to(
    clinic: Clinic, server: Server, url: str, more: tuple[str, ...], outcome: tuple[int, str]
) -> None:
    done = run(
        "batch", "visit", "--audience", "patient", "--patients", clinic.patients, "-o", url, *more, cwd=clinic.root
    )
    assert (done.code, outcome[1] in done.err) == (outcome[0], True), done.said
    assert "Traceback" not in done.said


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (("AWS_ENDPOINT_URL", "http://127.0.0.1:9"), "the store doesn't answer"),
        (("AWS_ACCESS_KEY_ID", None), "there are no credentials for the store"),
    ],
)
def test_a_store_out_of_reach(
    clinic: Clinic, server: Server, monkeypatch: pytest.MonkeyPatch, setting: tuple[str, str | None], said: str
) -> None:
    name, value = setting
    monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name)
    asked = ("batch", "visit", "--audience", "patient")
    out = run(*asked, "--patients", clinic.patients, "-o", f"s3://{BUCKET}/elsewhere-{bool(value)}", cwd=clinic.root)
    assert (out.code, said in out.err) == (6, True), out.said
    given = run(*asked, "--patients", f"s3://{BUCKET}/elsewhere-{bool(value)}.csv", "--dry-run", cwd=clinic.root)
    assert (given.code, said in given.err) == (3, True), given.said


def test_no_value_is_in_a_key_or_a_message(clinic: Clinic, there: Objects, server: Server, tmp_path: Path) -> None:
    secret = "ZZPHI"
    bad = table(tmp_path / "list.csv", [
        ["B-1", f"{secret} Ꭰ", "1960-01-01", "2026-12-01", "", ""], ["B-2", f"{secret} good", *rows(1)[0][2:]],
    ])  # fmt: skip
    done = run(
        "batch", "visit", "--audience", "patient", "--patients", bad, "-o", there.url, "--workers", "1", cwd=clinic.root
    )
    assert done.code == 4, done.said
    kept = there.get("manifest.jsonl").decode()
    assert secret not in done.said + kept + str(server.asked) + str([there.metadata(name) for name in there.names()])


def test_options_take_a_store(there: Objects) -> None:
    assert Options(folder=store(there.url)).place is not None
