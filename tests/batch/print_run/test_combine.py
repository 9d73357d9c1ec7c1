"""The print run: what every document says, once more, in one file for the printer."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest

from batch.make import batch, forked, inline, lines, rows, state, table, workspace
from handout import extract
from handout.batch.options import Options, Summary
from handout.batch.order import Order
from handout.batch.print_run import combine
from handout.batch.print_run.target import PrintRun
from handout.batch.print_run.temp_files import drafts
from handout.diagnostics import HandoutError, option
from handout.pdf.merge import object_writer
from handout.pdf.merge.object_writer import ObjectWriter
from handout.system.folders import Folder
from handout.workspace.load import load
from pdf.check import problems
from program import run

PROFILES = ("ua1", "2a")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("workspace"))


def printed(root: Path, place: Path, records: list[list[str]], **more: Any) -> Summary:
    """A run with a print run, into `out` and `print.pdf` of a place."""
    order = more.pop("order", Order(topics=("visit",), audiences=("patient",)))
    run = PrintRun(target=place / "print.pdf", duplex=more.pop("duplex", False), split=more.pop("split", None))
    make = more.pop("make", inline)
    options: Options = make(place / "out", print_run=run, **more)
    return batch(root, table(place / "list.csv", records), options, order)[0]


def singles(place: Path) -> list[list[str]]:
    """The pages' text of each document, in the manifest's order."""
    return [extract.pages(place / "out" / line["file"]) for line in lines(place / "out") if line["file"]]


def bookmarks(pdf: Any) -> list[tuple[str, int]]:
    """The bookmarks, each with its page from 0."""
    pages = {sheet.obj.objgen: index for index, sheet in enumerate(pdf.pages)}
    found, item = [], pdf.Root.Outlines.First
    while item is not None:
        found.append((str(item.Title), pages[item.Dest[0].objgen]))
        assert item.Parent.objgen == pdf.Root.Outlines.objgen
        item = item.get("/Next")
    assert len(found) == int(pdf.Root.Outlines.Count)
    return found


def failures(path: Path) -> list[str]:
    return [str(failure) for profile in PROFILES for failure in page.validate_pdf(str(path), profile=profile).failures]


def test_it_is_what_the_documents_are_in_their_order(root: Path, tmp_path: Path) -> None:
    summary = printed(root, tmp_path, rows(12))
    assert (summary.exit_code, summary.reason, summary.failed) == (0, "", 0)
    target = tmp_path / "print.pdf"
    documents = singles(tmp_path)
    assert extract.pages(target) == [text for document in documents for text in document]
    assert len({line["edition"] for line in lines(tmp_path / "out")}) > 1, (
        "Greek and Cyrillic have editions of their own"
    )
    assert summary.printed is not None
    assert (summary.printed.files, summary.printed.patients, summary.printed.documents) == ((target,), 12, 12)
    assert summary.printed.pages == sum(map(len, documents))
    assert failures(target) == []
    assert problems(target.read_bytes()) == []
    assert target.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv", "out", "print.pdf"]


def test_a_bookmark_leads_to_each_patient_by_id_and_names_nobody(root: Path, tmp_path: Path) -> None:
    printed(root, tmp_path, rows(5))
    with pikepdf.open(tmp_path / "print.pdf") as pdf:
        marks = bookmarks(pdf)
        assert [title for title, _ in marks] == [f"A-{number}" for number in range(1, 6)]
        starts = [sum(map(len, singles(tmp_path)[:number])) for number in range(5)]
        assert [first for _, first in marks] == starts
        says = str(pdf.docinfo) + pdf.Root.Metadata.read_bytes().decode()
        assert "Your visit" in says
        assert not any(row[1] in says for row in rows(5))


def test_each_document_is_a_part_in_its_language(root: Path, tmp_path: Path) -> None:
    printed(root, tmp_path, rows(3))
    with pikepdf.open(tmp_path / "print.pdf") as pdf:
        top = pdf.Root.StructTreeRoot.K
        assert str(top.S) == "/Document"
        assert [(str(part.S), str(part.Lang)) for part in top.K] == [("/Part", "en-GB")] * 3


def test_documents_begin_on_right_hand_pages_and_blank_ones_count_for_nothing(root: Path, tmp_path: Path) -> None:
    order = Order(topics=("visit", "plain"), audiences=("patient",))
    summary = printed(root, tmp_path, rows(6), order=order, duplex=True)
    target = tmp_path / "print.pdf"
    pages, at = extract.pages(target), 0
    documents = singles(tmp_path)
    assert {len(document) % 2 for document in documents} == {1}, "the fixture needs documents of an odd length"
    for document in documents:
        at += at % 2
        assert pages[at : at + len(document)] == document
        at += len(document)
    assert len(pages) == at
    assert summary.printed is not None
    assert summary.printed.pages == at == sum(map(len, documents)) + len(documents) - 1
    assert problems(target.read_bytes()) == failures(target) == []
    with pikepdf.open(target) as pdf:
        assert str(pdf.Root.ViewerPreferences.Duplex) == "/DuplexFlipLongEdge"
        assert [first % 2 for _, first in bookmarks(pdf)] == [0] * 6, "a bookmark a patient, not a document"
        blank = pdf.pages[1]
        assert blank.MediaBox == pdf.pages[0].MediaBox
        assert [str(step.operator) for step in pikepdf.parse_content_stream(blank)] == ["BMC", "EMC"]


def test_a_run_is_split_between_patients(root: Path, tmp_path: Path) -> None:
    order = Order(topics=("visit", "plain"), audiences=("patient",))
    (tmp_path / "earlier").mkdir()
    printed(root, tmp_path / "earlier", rows(2))
    for number in ("001", "002", "003", "004", "006"):
        shutil.copy(tmp_path / "earlier" / "print.pdf", tmp_path / f"print-{number}.pdf")
    (tmp_path / "print-0001.pdf").write_bytes(b"somebody's own")
    summary = printed(root, tmp_path, rows(5), order=order, split=2)
    files = [tmp_path / f"print-00{number}.pdf" for number in (1, 2, 3)]
    assert summary.printed is not None
    assert list(summary.printed.files) == files
    assert [extract.pages(path) for path in files] == [
        [text for document in singles(tmp_path)[start : start + 4] for text in document] for start in (0, 4, 8)
    ]
    assert all(failures(path) == problems(path.read_bytes()) == [] for path in files)
    left = {path.name for path in tmp_path.glob("print*")}
    kept = {"print-0001.pdf", "print-006.pdf"}
    assert left == {*(path.name for path in files), *kept}, "what doesn't follow on or handout didn't make is left"
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in files)


def test_records_that_failed_are_told_and_the_others_are_there(root: Path, tmp_path: Path) -> None:
    records = rows(8)
    for number in (0, 3, 4, 7):
        records[number][2] = "never"
    summary = printed(root, tmp_path, records, split=3)
    assert summary.exit_code == 4
    assert summary.printed is not None
    assert summary.printed.left_out == (1, 4, 5, 8)
    assert summary.printed.patients == 4
    parts = [extract.pages(path) for path in summary.printed.files]
    assert [text for part in parts for text in part] == [text for one in singles(tmp_path) for text in one]
    assert len(parts) == 2


def test_a_run_of_nothing_but_failures_makes_no_file(root: Path, tmp_path: Path) -> None:
    summary = printed(root, tmp_path, [[*row[:2], "never", *row[3:]] for row in rows(2)])
    assert summary.exit_code == 4
    assert "no document" in summary.reason
    assert not (tmp_path / "print.pdf").exists()


def test_the_same_bytes_after_a_resume_and_with_any_workers(root: Path, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two", "three"):
        place = tmp_path / name
        place.mkdir()
        if name == "two":
            printed(root, place, rows(10), limit=7)
            assert len(extract.pages(place / "print.pdf")) == sum(map(len, singles(place)))
        ways: dict[str, dict[str, Any]] = {"two": {"mode": "resume"}, "three": {"make": forked}}
        more = ways.get(name, {})
        assert printed(root, place, rows(10), duplex=True, **more).exit_code == 0
        made.append((place / "print.pdf").read_bytes())
    assert made[0] == made[1] == made[2]


def test_a_limit_holds_for_the_print_run_too(root: Path, tmp_path: Path) -> None:
    printed(root, tmp_path, rows(6))
    summary = printed(root, tmp_path, rows(6), mode="resume", limit=2)
    assert summary.printed is not None
    assert summary.printed.documents == 2
    assert len(singles(tmp_path)) == 6


def manifest(place: Path, number: int, **changes: Any) -> None:
    """Changes a line of the manifest."""
    found = lines(place / "out")
    found[number].update(changes)
    text = "".join(json.dumps(line) + "\n" for line in found)
    (place / "out" / "manifest.jsonl").write_text(text, encoding="utf-8")


def again(root: Path, place: Path, **more: Any) -> combine.PrintRunResult:
    """The print run alone, of a folder that is there."""
    clinic = load(root, ["visit"]).clinic
    run = PrintRun(target=place / "print.pdf", **more)
    return combine.combine(run, place / "out", clinic, (), lambda done, total: None)


def test_a_limit_prints_no_document_of_an_earlier_list_under_a_record_of_this_one(root: Path, tmp_path: Path) -> None:
    batch(root, table(tmp_path / "list.csv", rows(3)), inline(tmp_path / "out"))
    summary = printed(root, tmp_path, [rows(1, first=9)[0], *rows(3)], limit=1, mode="resume")
    assert [line["id"] for line in lines(tmp_path / "out")] == ["A-9", "A-1", "A-2", "A-3"]
    assert summary.printed is not None
    assert (summary.printed.patients, summary.printed.documents) == (1, 1)
    with pikepdf.open(tmp_path / "print.pdf") as pdf:
        assert bookmarks(pdf) == [("A-9", 0)]
    assert extract.pages(tmp_path / "print.pdf") == singles(tmp_path)[0]


def test_documents_for_patients_and_for_others_are_never_mixed(root: Path, tmp_path: Path) -> None:
    printed(root, tmp_path, rows(3))
    before = (tmp_path / "print.pdf").read_bytes()
    manifest(tmp_path, 1, audience="clinician")
    with pytest.raises(HandoutError, match="for patients and for others") as refused:
        again(root, tmp_path)
    assert refused.value.exit_code == 5
    manifest(tmp_path, 1, audience="nobody")
    with pytest.raises(HandoutError, match="doesn't have"):
        again(root, tmp_path)
    assert (tmp_path / "print.pdf").read_bytes() == before
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_run_for_both_is_refused_before_anything_is_made(root: Path, tmp_path: Path) -> None:
    order = Order(topics=("visit",), audiences=("patient", "clinician"))
    with pytest.raises(HandoutError, match="not for both"):
        printed(root, tmp_path, rows(2), order=order)
    assert not (tmp_path / "print.pdf").exists()


@pytest.mark.parametrize("fault", ["gone", "altered", "another", "elsewhere", "link", "edition"])
def test_a_document_that_is_not_the_manifest_s_refuses_the_print_run(root: Path, tmp_path: Path, fault: str) -> None:
    printed(root, tmp_path, rows(3))
    (tmp_path / "print.pdf").unlink()
    first, second = (tmp_path / "out" / line["file"] for line in lines(tmp_path / "out")[:2])
    match fault:
        case "gone":
            second.unlink()
        case "altered":
            second.write_bytes(second.read_bytes()[:-1])
        case "another":
            second.write_bytes(first.read_bytes())
        case "elsewhere":
            second.rename(tmp_path / "moved.pdf")
            manifest(tmp_path, 1, file="../moved.pdf")
        case "link":
            second.rename(tmp_path / "moved.pdf")
            second.symlink_to(tmp_path / "moved.pdf")
        case _:
            manifest(tmp_path, 1, edition="0123456789abcdef")
    with pytest.raises(HandoutError, match="record 2") as refused:
        again(root, tmp_path)
    assert refused.value.exit_code == 5
    assert not (tmp_path / "print.pdf").exists()
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_fault_in_binding_is_found_before_anybody_prints(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed(root, tmp_path, rows(3))
    (tmp_path / "print.pdf").unlink()
    once = ObjectWriter.once
    streams: list[bytes] = []

    def confused(self: ObjectWriter, body: bytes) -> int:
        """Takes one patient's slot for another's."""
        streams.append(body)
        same = [known for known in streams[:-1] if known[-60:-40] != body[-60:-40] and len(known) == len(body)]
        return once(self, same[0] if same and b"BDC BT" in body else body)

    monkeypatch.setattr(ObjectWriter, "once", confused)
    with pytest.raises(HandoutError, match="has other text than its documents"):
        again(root, tmp_path)
    assert not (tmp_path / "print.pdf").exists()


@pytest.mark.parametrize("samples_only", [False, True])
def test_large_runs_are_proved_on_samples(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, samples_only: bool
) -> None:
    printed(root, tmp_path, rows(12), duplex=True)
    before = (tmp_path / "print.pdf").read_bytes()
    monkeypatch.setattr("handout.batch.print_run.verify.SAMPLES", 3)
    monkeypatch.setattr("handout.batch.print_run.verify.MOST_WHOLE", 5 if samples_only else 50)
    opened: list[Any] = []
    chosen = extract.chosen

    def watched(pdf: Any, indexes: Any) -> Any:
        opened.append(pdf)
        return chosen(pdf, indexes)

    monkeypatch.setattr(extract, "chosen", watched)
    again(root, tmp_path, duplex=True)
    assert (tmp_path / "print.pdf").read_bytes() == before
    assert [isinstance(pdf, bytes) for pdf in opened] == [samples_only]


def test_an_older_print_run_is_gone_when_the_run_does_not_end(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed(root, tmp_path, rows(3))
    with pytest.raises(HandoutError, match="not empty"):
        printed(root, tmp_path, rows(3))
    assert (tmp_path / "print.pdf").exists(), "nothing was begun"

    def full(*anything: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Folder, "create", full)
    summary = printed(root, tmp_path, rows(4), mode="resume")
    assert (summary.exit_code, summary.printed) == (6, None)
    assert not (tmp_path / "print.pdf").exists()


def test_the_command_says_what_goes_to_the_printer_and_what_does_not(root: Path, tmp_path: Path) -> None:
    records = rows(6)
    for number in (1, 2, 4):
        records[number][2] = "never"
    patients = table(tmp_path / "list.csv", records)
    arguments = ("batch", "visit", "--audience", "patient", "--patients", str(patients))
    output = ("-o", str(tmp_path / "out"), "--combine", str(tmp_path / "print.pdf"))
    done = run("-C", str(root), *arguments, *output, "--split-every", "2", cwd=tmp_path)
    assert done.code == 4
    assert f"print run: 3 documents, 3 pages in {tmp_path}/print-001.pdf to print-002.pdf" in done.out
    assert "not in the print run, because they failed: records 2-3, 5" in done.err
    resumed = run("-C", str(root), *arguments, *output, "--resume", "--json", cwd=tmp_path)
    assert json.loads(resumed.out.splitlines()[-1])["print_run"] == {
        "files": [str(tmp_path / "print.pdf")], "patients": 3, "documents": 3, "pages": 3, "left_out": [2, 3, 5],
    }  # fmt: skip


@pytest.mark.parametrize(
    "options", [["--duplex"], ["--split-every", "2"], ["--combine", "a.pdf", "--only", "A-1"], ["--split-every", "0"]]
)
def test_options_that_do_not_go_together_are_told(root: Path, tmp_path: Path, options: list[str]) -> None:
    patients = table(tmp_path / "list.csv", rows(1))
    arguments = ("batch", "visit", "--audience", "patient", "--patients", str(patients), "-o", str(tmp_path / "out"))
    assert run("-C", str(root), *arguments, *options, cwd=tmp_path).code == 2
    assert not (tmp_path / "out").exists()


def test_a_stop_leaves_no_print_run(root: Path, tmp_path: Path) -> None:
    printed(root, tmp_path, rows(3))
    (tmp_path / "print.pdf").unlink()

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise combine.PrintRunStopped

    run = PrintRun(target=tmp_path / "print.pdf", split=1)
    with pytest.raises(combine.PrintRunStopped):
        combine.combine(run, tmp_path / "out", load(root, ["visit"]).clinic, (), stop)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv", "out"]


@pytest.mark.parametrize("kind", ["symlink", "folder", "inside", "nowhere"])
def test_a_target_that_cannot_be_is_refused_before_anything_is_made(root: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "print.pdf"
    match kind:
        case "symlink":
            target.symlink_to(tmp_path / "elsewhere.pdf")
        case "folder":
            target.mkdir()
        case "inside":
            target = tmp_path / "out" / "print.pdf"
        case _:
            target = tmp_path / "nowhere" / "print.pdf"
    options = inline(tmp_path / "out", print_run=PrintRun(target=target))
    with pytest.raises(HandoutError) as refused:
        batch(root, table(tmp_path / "list.csv", rows(2)), options)
    assert refused.value.exit_code == 6
    assert state(tmp_path / "out") == {"rights": ""}


def test_drafts_of_a_dead_run_are_swept_and_those_of_a_living_one_are_not(tmp_path: Path) -> None:
    with drafts(tmp_path, "print.pdf") as living:
        out = living.open(tmp_path / "print.pdf")
        out.write(b"half")
        dead = living.path(0).with_suffix(".0.tmp")
        dead.write_bytes(b"half a print run")
        other = tmp_path / ".handout-0123-4567.tmp"
        other.write_bytes(b"not of this target")
        with drafts(tmp_path, "print.pdf"):
            assert living.path(0).exists()
            assert other.exists()
            assert not dead.exists()
        living.publish()
    assert (tmp_path / "print.pdf").exists()
    assert list(tmp_path.glob(".*")) == [other]


def test_too_many_objects_are_refused_with_a_way_out(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed(root, tmp_path, rows(3))
    monkeypatch.setattr(object_writer, "MOST_OBJECTS", 100)
    with pytest.raises(HandoutError, match="can't hold so many") as refused:
        again(root, tmp_path)
    assert option("split-every") in str(refused.value.diagnostics[0].hint)


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_full_disk_leaves_nothing(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    printed(root, tmp_path, rows(3))
    (tmp_path / "print.pdf").unlink()

    def full(*anything: Any) -> None:
        raise OSError(28, "No space left on device")

    if call == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(ObjectWriter, "put", full)
    with pytest.raises(HandoutError, match="No space left") as refused:
        again(root, tmp_path)
    assert refused.value.exit_code == 6
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv", "out"]


@pytest.mark.parametrize("name", ["list.csv", "print", "print.txt"])
def test_only_a_pdf_gives_way_to_a_print_run(root: Path, tmp_path: Path, name: str) -> None:
    patients = table(tmp_path / "list.csv", rows(1))
    before = patients.read_bytes()
    arguments = ("batch", "visit", "--audience", "patient", "--patients", str(patients), "-o", str(tmp_path / "out"))
    refused = run("-C", str(root), *arguments, "--combine", name, cwd=tmp_path)
    assert refused.code == 2
    assert f"--combine {name}: the name of a print run ends in .pdf" in refused.err
    assert patients.read_bytes() == before
    assert not (tmp_path / "out").exists()


def test_a_print_run_in_parts_leaves_no_older_whole_one(root: Path, tmp_path: Path) -> None:
    printed(root, tmp_path, rows(2))
    printed(root, tmp_path, rows(2), mode="resume", split=1)
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == ["print-001.pdf", "print-002.pdf"]


def test_one_record_that_is_left_out_is_told_as_one(root: Path, tmp_path: Path) -> None:
    records = rows(2)
    records[1][2] = "never"
    patients = table(tmp_path / "list.csv", records)
    arguments = ("batch", "visit", "--audience", "patient", "--patients", patients, "-o", tmp_path / "out")
    done = run("-C", root, *arguments, "--combine", tmp_path / "print.pdf", cwd=tmp_path)
    assert "not in the print run, because it failed: record 2" in done.err
