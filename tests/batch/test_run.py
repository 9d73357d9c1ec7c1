"""A run from its list to its folder: names, manifest, failures, going on, and what refuses it."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from msgspec.structs import replace

from batch.make import HEAD, ORDER, batch, inline, lines, rows, state, table, workspace
from handout.batch.options import Options, Summary
from handout.batch.order import Order, RequestColumns
from handout.batch.output.destination import FolderDestination
from handout.batch.output.entries import Fault
from handout.batch.output.folder_lock import NAME as LOCK
from handout.batch.output.folder_lock import locked
from handout.batch.output.folder_writer import FolderWriter, NotReplaceable
from handout.batch.output.receipts import FILES
from handout.batch.workers.jobs import Outcome
from handout.cli import handout
from handout.cli.batch_report import BatchReport
from handout.diagnostics import HandoutError
from handout.patients import read_patient
from handout.patients.values import DECLARE
from handout.pipeline import Renderer, Request
from handout.workspace.load import load
from program import run, spawn


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "clinic")


@pytest.fixture
def patients(tmp_path: Path) -> Path:
    return table(tmp_path / "list.csv", rows(12))


def test_a_document_for_each_record_and_a_line_for_each_document(root: Path, patients: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary, _ = batch(root, patients, inline(out))
    assert (summary.done, summary.failed, summary.exit_code) == (12, 0, 0)
    found = lines(out)
    assert [line["record"] for line in found] == list(range(1, 13))
    assert {line["file"] for line in found} == {path.name for path in out.glob("*.pdf")}
    assert found[0] | {"edition": "", "sha256": ""} == {
        "record": 1, "id": "A-1", "topics": ["visit"], "audience": "patient", "edition": "",
        "file": "visit.patient.A-1.pdf", "sha256": "", "pages": 1, "way": "stamped", "status": "done", "error": None,
    }  # fmt: skip
    hashes = state(out)
    assert all(line["sha256"] == hashes[line["file"]] for line in found)
    editions = [line["edition"] for line in found]
    assert {line["way"] for line in found} == {"stamped"}
    assert editions.count(editions[5]) == editions.count(editions[6]) == 1, "Greek, and Cyrillic, have their own"
    assert hashes["rights"] == "600"
    assert f"{out.stat().st_mode & 0o777:o}" == "700"
    assert not (out / LOCK).exists()


def test_a_record_alone_and_in_a_batch_is_the_same_file(root: Path, patients: Path, tmp_path: Path) -> None:
    batch(root, patients, inline(tmp_path / "out"))
    ready = load(root, ["visit"])
    for row in rows(12):
        settings = [f"{name}={value}" for name, value in zip(HEAD, row, strict=True)]
        patient, _ = read_patient(None, settings, ready.clinic)
        alone = Renderer(ready).render(Request(topics=("visit",), audience="patient", patient=patient)).pdf
        assert alone == (tmp_path / "out" / f"visit.patient.{row[0]}.pdf").read_bytes()


def test_no_value_is_anywhere_but_in_the_documents(root: Path, tmp_path: Path) -> None:
    secret = "ZZPHI"
    bad = [
        ["B-1", f"{secret} Ꭰ", "1960-01-01", "2026-12-01", "", ""],
        ["B-2", secret, secret, "2026-12-01", "", ""],
        ["B-3", secret * 50, "1960-01-01", "2026-12-01", "", ""],
        ["B-4", f"{secret}\x07", "1960-01-01", "2026-12-01", "", ""],
        [f"{secret}/4", secret, "1960-01-01", "2026-12-01", "", ""],
        ["B-6", "", "1960-01-01", "2026-12-01", secret, ""],
        ["B-7", secret, "1960-01-01", "2026-12-01", "", "", secret],
        ["B-8", f"{secret} good", "1960-01-01", "2026-12-01", "", ""],
    ]
    patients = table(tmp_path / "list.csv", bad)
    done = run("batch", "visit", "--audience", "patient", "--patients", patients, "-o", tmp_path / "out", cwd=root)
    assert done.code == 4
    written = (tmp_path / "out" / "manifest.jsonl").read_text(encoding="utf-8")
    assert secret not in done.said + written + str([*tmp_path.rglob("*")])
    assert [path.name for path in (tmp_path / "out").glob("*.pdf")] == ["visit.patient.B-8.pdf"]
    for number in range(1, 8):
        assert f"line {number + 1}: error: record {number}: " in done.err
    assert "7 failed" in done.out


def test_failures_are_the_bad_records_and_nothing_else(root: Path, tmp_path: Path) -> None:
    clean = rows(20)
    batch(root, table(tmp_path / "clean.csv", clean), inline(tmp_path / "clean"))
    broken = [[*row] for row in clean]
    broken[4][1], broken[9][2], broken[15][1] = "ᎠᎡ", "yesterday", ""
    summary, heard = batch(root, table(tmp_path / "list.csv", broken), inline(tmp_path / "out"))
    assert summary.exit_code == 4
    failed = [line for line in lines(tmp_path / "out") if line["status"] == "failed"]
    assert [(line["record"], line["file"]) for line in failed] == [(5, None), (10, None), (16, None)]
    assert sorted(outcome.line for outcome in heard.outcomes if outcome.failed) == [6, 11, 17]
    assert [line["error"][0]["code"] for line in failed] == ["missing-glyph", "value-no-date", "identifiers"]
    good, other = state(tmp_path / "clean"), state(tmp_path / "out")
    for number in (5, 10, 16):
        del good[f"visit.patient.A-{number}.pdf"]
    assert {k: v for k, v in good.items() if k.endswith("pdf")} == {k: v for k, v in other.items() if k.endswith("pdf")}


def test_resume_leaves_alone_what_is_right_and_does_the_rest(root: Path, patients: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(root, patients, inline(out))
    whole = state(out)
    kept = out / "visit.patient.A-3.pdf"
    before = kept.stat().st_mtime_ns
    (out / "visit.patient.A-1.pdf").unlink()
    (out / "visit.patient.A-2.pdf").write_bytes(b"cut")
    (out / "visit.patient.A-4.pdf").write_bytes(kept.read_bytes())
    (out / ".handout-0123456789abcdef.tmp").write_bytes(b"left by a crash")
    with (out / "manifest.jsonl").open("ab") as file:
        file.write(b'{"record": 99, "id": "A-')
    with pytest.raises(HandoutError) as refused:
        batch(root, patients, inline(out))
    assert refused.value.exit_code == 6
    summary, heard = batch(root, patients, inline(out, mode="resume"))
    assert summary.exit_code == 0
    cut = "the last line of the manifest was cut off, and is written again"
    assert [note.message.partition(":")[0] for note in heard.altered] == [cut, "record 2", "record 4"]
    assert state(out) == whole
    assert kept.stat().st_mtime_ns == before


def test_resume_follows_the_list(root: Path, tmp_path: Path) -> None:
    out, patients = tmp_path / "out", tmp_path / "list.csv"
    batch(root, table(patients, rows(6)), inline(out))
    changed = rows(7)[1:]
    changed[0][1] = "Somebody Else"
    changed[1][1] = "ᎠᎡ"
    summary, _ = batch(root, table(patients, changed), inline(out, mode="resume"))
    assert (summary.done, summary.failed, summary.withdrawn) == (5, 1, 1)
    assert not (out / "visit.patient.A-1.pdf").exists(), "no longer in the list"
    assert not (out / "visit.patient.A-3.pdf").exists(), "no older paper of a record that fails"
    batch(root, patients, inline(tmp_path / "fresh"))
    assert state(out) == state(tmp_path / "fresh")


@pytest.mark.parametrize("mode", ["resume", "overwrite"])
def test_a_manifest_of_another_program_is_kept(root: Path, tmp_path: Path, mode: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "manifest.jsonl").write_text('{"src": "a.wav"}\n')
    with pytest.raises(HandoutError, match="it is no manifest of a batch"):
        batch(root, table(tmp_path / "one.csv", rows(1)), inline(out, mode=mode))
    assert {path.name: path.read_text() for path in out.iterdir() if path.name[0] != "."} == {
        "manifest.jsonl": '{"src": "a.wav"}\n'
    }


def test_overwrite_begins_again_and_touches_nothing_else(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(root, table(tmp_path / "one.csv", rows(4)), inline(out))
    (out / "notes.txt").write_text("mine")
    summary, _ = batch(root, table(tmp_path / "two.csv", rows(2, first=9)), inline(out, mode="overwrite"))
    assert summary.exit_code == 0
    names = {path.name for path in out.iterdir()} - {*FILES}
    assert names == {"notes.txt", "manifest.jsonl", "visit.patient.A-9.pdf", "visit.patient.A-10.pdf"}


def test_overwriting_a_part_of_the_list_makes_its_documents_again_and_leaves_the_others(
    root: Path, patients: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    batch(root, patients, inline(out, limit=3))
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.glob("*.pdf")}
    again, _ = batch(root, patients, inline(out, only="A-2", mode="overwrite"))
    assert (again.done, again.forms, again.unchanged, again.withdrawn) == (1, 1, 0, 0)
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.glob("*.pdf")} == before
    assert [line["record"] for line in lines(out)] == [1, 2, 3]
    resumed, _ = batch(root, patients, inline(out, limit=3, mode="resume"))
    assert (resumed.done, resumed.unchanged) == (3, 3)


def test_a_part_of_the_list_leaves_the_others_lines(root: Path, patients: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary, _ = batch(root, patients, inline(out, limit=3))
    assert summary.done == len(lines(out)) == 3
    summary, _ = batch(root, patients, inline(out, only="A-7", mode="resume"))
    assert summary.done == 1
    assert [line["record"] for line in lines(out)] == [1, 2, 3, 7]
    batch(root, patients, inline(out, mode="resume"))
    batch(root, patients, inline(tmp_path / "fresh"))
    assert state(out) == state(tmp_path / "fresh")
    with pytest.raises(HandoutError, match="no record has this id"):
        batch(root, patients, inline(out, only="A-99", mode="resume"))


def test_a_dry_run_says_the_same_and_writes_nothing(root: Path, tmp_path: Path) -> None:
    broken = rows(5)
    broken[2][1] = "ᎠᎡ"
    patients = table(tmp_path / "list.csv", broken)
    wet = run("batch", "visit", "--audience", "patient", "--patients", patients, "-o", tmp_path / "out", cwd=root)
    before = sorted(tmp_path.rglob("*"))
    dry = run("batch", "visit", "--audience", "patient", "--patients", patients, "--dry-run", cwd=root)
    assert dry.code == wet.code == 4
    assert dry.err == wet.err
    assert dry.out == "4 documents can be made\n1 failed\n"
    assert sorted(tmp_path.rglob("*")) == before


def test_events_are_json_and_the_documents_those_of_the_manifest(root: Path, patients: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ("batch", "visit", "--audience", "patient", "--patients", patients, "-o", out, "--json", "--workers", 1)
    done = run(*map(str, arguments), cwd=root)
    events = [json.loads(line) for line in done.out.splitlines()]
    assert [events[0]["event"], events[-1]["event"]] == ["started", "ended"]
    assert (events[0]["records"], events[-1]["done"], events[-1]["exit_code"]) == (12, 12, 0)
    told = [event for event in events if event["event"] == "document"]
    for event in told:
        assert event.pop("line") == event["record"] + 1
        del event["event"]
    # In the order in which they were done, which need not be the list's.
    assert sorted(told, key=lambda event: event["record"]) == lines(out)


def test_standard_input_gives_the_same_folder(root: Path, patients: Path, tmp_path: Path) -> None:
    import subprocess
    import sys

    from program import environment

    batch(root, patients, inline(tmp_path / "out"))
    with patients.open("rb") as file:
        arguments = ["batch", "visit", "--audience", "patient", "--patients", "-", "-o", str(tmp_path / "piped")]
        subprocess.run(
            [sys.executable, "-m", "handout", *arguments], cwd=root, stdin=file, check=True, env=environment({}),
            capture_output=True,
        )  # fmt: skip
    assert state(tmp_path / "piped") == state(tmp_path / "out")


def test_columns_choose_topics_and_layouts(root: Path, tmp_path: Path) -> None:
    (root / "layouts" / "large.yaml").write_text("extends: patient\ntext: {scale: large}\n", encoding="utf-8")
    head = (*HEAD, "topics", "look")
    mixed = [[*row, topics, look] for row, topics, look in zip(
        rows(5), ("visit", "plain", "visit; plain", "", "nothing"), ("", "large", "", "", ""), strict=True
    )]  # fmt: skip
    order = replace(ORDER, topics=("visit", "plain"), columns=RequestColumns(topics="topics", layout="look"))
    summary, _ = batch(root, table(tmp_path / "list.csv", mixed, head), inline(tmp_path / "out"), order)
    assert (summary.done, summary.failed) == (4, 2)
    found = lines(tmp_path / "out")
    assert [(line["record"], line["file"]) for line in found] == [
        (1, "visit.patient.A-1.pdf"), (2, "plain.patient.large.A-2.pdf"), (3, "visit.patient.A-3.pdf"),
        (3, "plain.patient.A-3.pdf"), (4, None), (5, None),
    ]  # fmt: skip


def test_an_audience_column_and_its_limits(root: Path, tmp_path: Path) -> None:
    clinic = (root / "clinic.yaml").read_text(encoding="utf-8")
    (root / "clinic.yaml").write_text(
        clinic.replace("  clinician:", "  carer: {for-patients: true, layout: patient}\n  clinician:"), encoding="utf-8"
    )
    for name in ("visit", "plain"):
        path = root / "content" / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("[patient", "[carer, patient"), encoding="utf-8")
    head = (*HEAD, "for")
    patients = table(tmp_path / "list.csv", [[*row, who] for row, who in zip(
        rows(3), ("carer", "patient", "clinician"), strict=True
    )], head)  # fmt: skip
    order = Order(topics=("visit",), audiences=("patient", "carer"), columns=RequestColumns(audience="for"))
    summary, _ = batch(root, patients, inline(tmp_path / "out"), order)
    assert (summary.done, summary.failed) == (2, 1)
    assert [line["audience"] for line in lines(tmp_path / "out")] == ["carer", "patient", ""]
    mixed = replace(order, audiences=("patient", "clinician"))
    with pytest.raises(HandoutError, match="for patients or for others"):
        batch(root, patients, inline(tmp_path / "mixed"), mixed)
    assert not (tmp_path / "mixed").exists()


def test_what_a_column_may_say_is_told_and_what_it_says_is_not(root: Path, tmp_path: Path) -> None:
    columns = RequestColumns(audience="for", layout="look", language="tongue")
    said = (
        ("", "", ""), ("patiemt", "", ""), ("Anna", "", ""), ("patient", "Anna", ""), ("patient", "", "Anna"),
        ("patient", "layouts/patient.yaml", ""), ("patient", "patient|clinician", ""),
        ("patient", "", "EN"), ("patient", "", "Spanish"),
    )  # fmt: skip
    patients = table(
        tmp_path / "list.csv", [[*row, *more] for row, more in zip(rows(9), said, strict=True)],
        (*HEAD, "for", "look", "tongue"),
    )  # fmt: skip
    batch(root, patients, inline(tmp_path / "out"), replace(ORDER, columns=columns))
    told = [line["error"][0]["message"] for line in lines(tmp_path / "out")]
    layouts = ", ".join(load(root, ["visit"]).layouts)
    assert told == [
        "the column 'for' is empty: it may be patient",
        "the column 'for' has a value that this run doesn't know: did you mean 'patient'?",
        "the column 'for' has a value that this run doesn't know: it may be patient",
        f"the column 'look' has a value that this run doesn't know: it may be {layouts}",
        "the column 'tongue' names no language: write es or en-GB",
        "the column 'look' has a value that this run doesn't know: did you mean 'patient'?",
        "the column 'look' has a value that this run doesn't know: put a space, a comma or a semicolon between names,"
        " where the column may have several",
        "the column 'tongue' names no language: did you mean 'en'?",
        "the column 'tongue' names no language: did you mean 'es'?",
    ]


def test_an_id_with_a_dot_is_refused_where_it_could_be_anothers_name(root: Path, tmp_path: Path) -> None:
    dotted = rows(2)
    dotted[1][0] = "en.A-1"
    head = (*HEAD, "tongue")
    patients = table(tmp_path / "list.csv", [[*row, "en"] for row in dotted], head)
    order = replace(ORDER, columns=RequestColumns(language="tongue"))
    summary, _ = batch(root, patients, inline(tmp_path / "out"), order)
    assert (summary.done, summary.failed) == (1, 1)
    assert lines(tmp_path / "out")[1]["error"][0]["code"] == "unsafe-name"


def test_two_runs_never_share_a_folder(root: Path, patients: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir(mode=0o700)
    with locked(out):
        done = spawn("batch", "visit", "--audience", "patient", "--patients", patients, "-o", out, cwd=root)
        assert done.code == 6
        assert f"another run is writing into this folder (process {os.getpid()})" in done.err
    assert not [*out.iterdir()]


def test_a_folder_that_is_held_is_told_as_it_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("out").mkdir()
    with locked(Path("out")), pytest.raises(HandoutError, match=r"^out: another run") as refused, locked(Path("out")):
        pass
    assert refused.value.exit_code == 6


def test_documents_without_a_manifest_are_told(root: Path, patients: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(root, patients, inline(out))
    assert not batch(root, patients, inline(out, mode="resume"))[1].altered
    (out / "manifest.jsonl").unlink()
    _, heard = batch(root, table(tmp_path / "short.csv", rows(2)), inline(out, mode="resume"))
    assert [note.code for note in heard.altered] == ["strays"]
    assert len([*out.glob("*.pdf")]) == 12


def test_a_manifest_says_of_a_record_what_is_wrong_without_its_number(root: Path, tmp_path: Path) -> None:
    records = rows(3)
    records[0][2], records[1][1], records[2][0] = "never", "ᎠᎡ", ".."
    summary, _ = batch(root, table(tmp_path / "list.csv", records), inline(tmp_path / "out"))
    assert summary.failed == 3
    for line in lines(tmp_path / "out"):
        assert all(not error["message"].startswith("record ") for error in line["error"])


@pytest.mark.parametrize("content", ['{"host": "%s", "pid": 999999999}', "", "{", '"x"', "[1]"])
def test_the_lock_of_a_dead_run_is_taken_over(tmp_path: Path, content: str) -> None:
    import socket

    (tmp_path / LOCK).write_text(content.replace("%s", socket.gethostname()))
    with locked(tmp_path):
        assert json.loads((tmp_path / LOCK).read_text())["pid"] == os.getpid()
        with pytest.raises(HandoutError), locked(tmp_path):
            pytest.fail("locked twice")


def test_the_lock_of_another_machine_is_not(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text('{"host": "night-shift", "pid": 1}')
    with pytest.raises(HandoutError, match="night-shift"), locked(tmp_path):
        pytest.fail("taken over")


def test_an_input_that_changes_stops_the_run_resumably(root: Path, tmp_path: Path) -> None:
    from batch.make import Heard

    patients, out = table(tmp_path / "list.csv", rows(6)), tmp_path / "out"

    def changed(self: Heard, outcome: object) -> None:
        if patients.exists() and len(patients.read_text(encoding="utf-8").splitlines()) == 7:
            table(patients, rows(8))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Heard, "made", changed)
        summary, _ = batch(root, patients, inline(out))
    assert (summary.exit_code, summary.reason) == (4, "the input has changed since the run began")
    summary, _ = batch(root, patients, inline(out, mode="resume"))
    assert summary.exit_code == 0
    batch(root, patients, inline(tmp_path / "fresh"))
    assert state(out) == state(tmp_path / "fresh")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name a topic"),
        (("visit", "--resume", "--overwrite", "-o", "out"), "use one of them"),
        (("visit",), "-o DIR"),
        (("visit", "-o", "out", "--dry-run"), "--dry-run writes nothing"),
        (("visit", "-o", "out", "--audience", "clinician"), "--audience-column"),
        (("visit", "-o", "out", "--only", "A-1", "--limit", "2"), "don't go together"),
        (("visit", "-o", "out", "--workers", "0"), "--workers"),
    ],
)
def test_options_that_do_not_go_together(root: Path, patients: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run("batch", *arguments, "--audience", "patient", "--patients", patients, cwd=root)
    assert (done.code, said in done.err) == (2, True), done.err


@pytest.mark.parametrize(("given", "seconds"), [((), 60.0), (("--deadline", "7.5"), 7.5)])
def test_the_deadline_of_each_document_is_the_options(
    root: Path, patients: Path, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...], seconds: float
) -> None:
    asked: list[Options] = []

    def heard(_workspace: object, _records: object, _order: object, options: Options, _listener: object) -> None:
        asked.append(options)
        raise RuntimeError("no further")

    monkeypatch.setattr("handout.batch.run.run", heard)
    arguments = ["-C", root, "batch", "visit", "--audience", "patient", "--patients", patients, "-o", root / "out"]
    with pytest.raises(RuntimeError, match="no further"):
        handout.main([*map(str, arguments), *given], standalone_mode=False)
    assert [options.limits.seconds for options in asked] == [seconds]


def test_a_folder_that_cannot_be_written_to(root: Path, patients: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("file", "link", "missing/out"):
        done = run("batch", "visit", "--audience", "patient", "--patients", patients, "-o", tmp_path / name, cwd=root)
        assert done.code == 6, name
    assert (tmp_path / "file").read_text() == "x"


def test_what_is_no_file_is_not_replaced(root: Path, patients: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir(mode=0o700)
    (out / "visit.patient.A-2.pdf").mkdir()
    (out / "visit.patient.A-3.pdf").symlink_to(tmp_path / "elsewhere")
    summary, _ = batch(root, patients, inline(out, mode="resume"))
    assert (summary.done, summary.failed) == (10, 2)
    assert (out / "visit.patient.A-3.pdf").is_symlink()
    assert not (tmp_path / "elsewhere").exists()


def test_the_first_failures_of_the_list_are_told_in_its_order(capsys: pytest.CaptureFixture[str]) -> None:
    says = BatchReport()
    for place in (*range(99, 49, -1), *range(50)):
        says.made(Outcome(place, place + 1, place + 2, b"", True, (Fault("x", "no"),)))
    says.ended(Summary(total=100, failed=100), "out")
    told = capsys.readouterr().err.splitlines()
    assert told[:-1] == [f"line {line}: error: record {line - 1}: no" for line in range(2, 22)]
    assert told[-1] == "and 80 more; the manifest lists them"


def test_a_format_that_is_not_declared_is_told_once_with_its_count(capsys: pytest.CaptureFixture[str]) -> None:
    says = BatchReport()
    for place in range(59, -1, -1):
        faults = (Fault("value-format", "field 'birth_date': no"),)
        says.made(
            Outcome(place, place + 1, place + 2, b"", True, (*faults, Fault("x", "bad")) if place == 7 else faults)
        )
    says.ended(Summary(total=60, failed=60), "out")
    assert capsys.readouterr().err.splitlines() == [
        "line 2: error: record 1 and 59 more: field 'birth_date': no",
        f"  hint: {DECLARE}",
        "line 9: error: record 8: bad",
    ]


def test_a_folder_in_the_way_of_a_document_stops_only_that(tmp_path: Path) -> None:
    (tmp_path / "one.pdf").mkdir()
    for fresh in (True, False):
        writer = FolderWriter(tmp_path, fresh=fresh)
        with pytest.raises(NotReplaceable):
            writer.write("one.pdf", b"%PDF")
        assert writer.write("two.pdf", b"%PDF") == ("nothing" if fresh else "same")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["one.pdf", "two.pdf"]
        writer.close()


@pytest.mark.parametrize(("count", "said"), [(1, "1 document"), (2, "2 documents")])
def test_documents_that_are_deleted_are_counted(count: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    BatchReport().ended(Summary(total=1, done=1, withdrawn=count), "out")
    wanted = f"{said} of an earlier run deleted, which this run doesn't ask for"
    assert capsys.readouterr().out.splitlines()[1:] == [wanted]


def test_a_dry_run_sends_nobody_to_a_manifest(capsys: pytest.CaptureFixture[str]) -> None:
    says = BatchReport()
    for place in range(30):
        says.made(Outcome(place, place + 1, place + 2, b"", True, (Fault("x", "no"),)))
    says.ended(Summary(total=30, failed=30), None)
    assert capsys.readouterr().err.splitlines()[-1] == "and 10 more"


def test_the_rate_of_the_first_documents_is_not_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handout.cli.batch_report.interactive", lambda: True)
    now = [0.0]
    says = BatchReport(lambda: now[0])
    for now[0] in (1.0, 10.0):
        says.tick(Summary(total=300, done=20))
    told = capsys.readouterr().err.split("\r")
    assert told == ["", "20 of 300, 0 failed", "20 of 300, 2 a second, 2 min to go, 0 failed"]


def test_a_run_that_came_and_went_before_the_lock_keeps_its_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, patients, out = workspace(tmp_path / "clinic"), table(tmp_path / "list.csv", rows(2)), tmp_path / "out"
    batch(root, patients, inline(tmp_path / "other"))
    real = FolderDestination.locked

    def late(folder: FolderDestination) -> AbstractContextManager[None]:
        shutil.copytree(tmp_path / "other", out, dirs_exist_ok=True)
        (out / "visit.patient.A-001.pdf").write_bytes(b"the other run's")
        return real(folder)

    monkeypatch.setattr(FolderDestination, "locked", late)
    with pytest.raises(HandoutError, match="not empty"):
        batch(root, patients, inline(out))
    assert (out / "visit.patient.A-001.pdf").read_bytes() == b"the other run's"


def test_a_resume_says_what_was_there_already(root: Path, patients: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first, _ = batch(root, patients, inline(out))
    made = sorted(out.glob("*.pdf"))
    made[0].unlink()
    made[1].write_bytes(b"%PDF cut off")
    again, _ = batch(root, patients, inline(out, mode="resume"))
    assert (first.unchanged, again.done, again.unchanged) == (0, first.done, first.done - 2)
    done = run(
        "batch",
        "visit",
        "--audience",
        "patient",
        "--patients",
        patients,
        "-o",
        out,
        "--resume",
        "--workers",
        "1",
        cwd=root,
    )
    assert done.out == f"{first.done} documents made in {out}, {first.done} of them already there\n"


def test_the_summary_tells_why_documents_were_laid_out_one_by_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    says = BatchReport()
    says.ended(Summary(done=9, forms=2, painted={"text": 1, "withheld": 3}), "out")
    assert capsys.readouterr().out.splitlines()[1] == (
        "2 forms made, 3 documents laid out one by one: words that may be a withheld value; "
        "1 document laid out one by one: a text that is the patient's own"
    )
    says.ended(Summary(done=9, forms=2), "out")
    assert capsys.readouterr().out.splitlines() == ["9 documents made in out"]


def test_the_forms_of_a_run_are_counted(root: Path, patients: Path, tmp_path: Path) -> None:
    arguments = ("batch", "visit", "--audience", "patient", "--patients", patients, "-o", tmp_path / "out", "--json")
    ended = json.loads(run(*map(str, arguments), "--workers", "1", cwd=root).out.splitlines()[-1])
    editions = {line["edition"] for line in lines(tmp_path / "out")}
    assert ended["painted"] == {}
    assert len(editions) <= ended["forms"] <= ended["done"]  # records with other fields may come to one edition
