"""Bad lists through the whole program: exit code, what is made, what is said, and never a value or a traceback."""

from __future__ import annotations

import errno
import json
import os
import re
import resource
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from msgspec import Struct

from batch.make import HEAD, rows, workspace
from handout import extract
from handout.cli.batch_report import BatchReport
from handout.patients.values import DECLARE, DECLARE_COUNT
from program import Outcome, run

SECRET = "ZZPHI-4711"
GOOD = "A-1,Anna Quayle,1961-04-05,2026-12-01,Dr B,7\n"
HEADER = ",".join(HEAD) + "\n"
LAST = "A-9,Zoë Last,1961-04-05,2026-12-01,Dr B,7\n"


class Case(Struct, frozen=True):
    """A file, and what must come of it."""

    content: str | bytes
    code: int
    made: tuple[str, ...] = ()
    says: str = ""
    name: str = "list.csv"


def bad(row: str, says: str) -> Case:
    """A bad record between two good ones: both are made, and it is named by number and line."""
    return Case(HEADER + GOOD + row + LAST, 4, ("A-1", "A-9"), says)


def values(*names: str) -> Case:
    """Names that are printed as they are."""
    lines = [f'B-{n},"{name.replace(chr(34), chr(34) * 2)}",1961-04-05,2026-12-01,,\n' for n, name in enumerate(names)]
    return Case(HEADER + "".join(lines), 0, tuple(f"B-{n}" for n in range(len(names))))


RECORD = {"id": "A-1", "name": SECRET, "birth_date": "1961-04-05", "appointment": "2026-12-01"}
CASES = {
    "markup": values("<b>", "A & B <font size=90>", "Bob</b>", "{{ patient.id }}", "*Ann*", "[x](https://a.example)"),
    "formulas and paths": values('=HYPERLINK("http://x")', "+1", "@x", "../../etc/passwd", "%s %n", "\\textbf{x}"),
    "scripts that are set": values("Ελένη", "Юлия", "Nguyễn Thị", "Ștefan Țuțu", "Æthelræd"),
    "cp1252": Case((HEADER + "A-1,Zoë,1961-04-05,,,\n").encode("cp1252"), 3, says="not UTF-8"),
    "utf-16": Case((HEADER + GOOD).encode("utf-16"), 3, says="not UTF-8"),
    "byte order mark": Case((HEADER + GOOD).encode("utf-8-sig"), 0, ("A-1",)),
    "semicolons": Case((HEADER + GOOD).replace(",", ";"), 0, ("A-1",)),
    "a separator line": Case("sep=;\n" + (HEADER + GOOD).replace(",", ";"), 0, ("A-1",)),
    "tabs": Case((HEADER + GOOD).replace(",", "\t"), 0, ("A-1",)),
    "too few cells": bad(f"A-2,{SECRET}\n", "line 3: error: record 2"),
    "too many cells": bad(f"A-2,{SECRET},1961-04-05,2026-12-01,,,{SECRET}\n", "line 3: error: record 2"),
    "an open quote": Case(HEADER + f'A-1,"{SECRET},1961-04-05,,,\n{GOOD}', 3, says="list.csv:2:1"),
    "a control character": bad(f"A-2,{SECRET}\x07,1961-04-05,2026-12-01,,\n", "line 3: error: record 2"),
    "nul": bad(f"A-2,{SECRET}\x00,1961-04-05,2026-12-01,,\n", "line 3: error: record 2"),
    "a cell of a million characters": bad(f"A-2,{SECRET * 100_000},1961-04-05,2026-12-01,,\n", "record 2"),
    "a name of 5,000 characters": bad(f"A-2,{SECRET * 500},1961-04-05,2026-12-01,,\n", "field 'name'"),
    "emoji": bad(f"A-2,Ann {'😀' * 30},1961-04-05,2026-12-01,,\n", "no glyph for U+1F600"),
    "joined emoji": bad("A-2,Ann 👩\u200d⚕️,1961-04-05,2026-12-01,,\n", "record 2"),
    "Tibetan": bad("A-2,རིན,1961-04-05,2026-12-01,,\n", "Tibetan can't be set yet"),
    "a line break in a cell": Case(
        HEADER + 'A-1,"Anna\nQuayle",1961-04-05,2026-12-01,,\nA-2,Bea,nonsense,2026-12-01,,\n', 4, ("A-1",),
        "line 4: error: record 2",
    ),
    "no required field": bad("A-2,Bea,1961-04-05, ,,\n", "the record lacks 'appointment'"),
    "no name": bad("A-2,,1961-04-05,2026-12-01,,\n", "needs 'name'"),
    "an id that no file can have": bad(f"../{SECRET},Bea,1961-04-05,2026-12-01,,\n", "record 2"),
    "a reserved id": bad("CON,Bea,1961-04-05,2026-12-01,,\n", "record 2"),
    "no id": bad(",Bea,1961-04-05,2026-12-01,,\n", "there is no id"),
    "equal ids": Case(HEADER + GOOD + GOOD, 3, says="record 2 has the same id as record 1"),
    "equal ids in another case": Case(HEADER + GOOD + GOOD.lower(), 3, says="record 2 has the same id as record 1"),
    "equal names": Case(HEADER + GOOD + GOOD.replace("A-1", "A-2"), 0, ("A-1", "A-2")),
    "empty": Case("", 3, says="list.csv"),
    "only a header": Case(HEADER, 3, says="there are no records"),
    "a column is missing": Case("id,name,birth_date,shoe_size\nA-1,Anna,1961-04-05,39\n", 3, says="'appointment'"),
    "a column is not used": Case(
        "id,name,birth_date,appointment,shoe_size\nA-1,Anna,1961-04-05,2026-12-01,39\n", 0, ("A-1",), "'shoe_size'"
    ),
    "leading zeros": Case(HEADER + GOOD.replace("A-1", "007").replace(",7\n", ",1.10\n"), 0, ("007",)),
    "JSON": Case(json.dumps([RECORD]), 0, ("A-1",), name="list.json"),
    "JSON, a key twice": Case(f'[{{"id": "A-1", "name": "{SECRET}", "name": 1}}]', 3, says="'name'", name="l.json"),
    "JSON, not a number": Case('[{"id": "A-1", "ward": NaN}]', 3, says="list.json", name="list.json"),
    "JSON, cut off": Case(json.dumps([RECORD])[:-9], 3, says="list.json:1:", name="list.json"),
    "JSON lines": Case(
        json.dumps(RECORD) + "\n" + json.dumps({**RECORD, "id": "A-2"}), 0, ("A-1", "A-2"), name="list.jsonl"
    ),
    "YAML": Case(json.dumps([RECORD]), 0, ("A-1",), name="list.yaml"),
}  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("clinic"))


def batch(root: Path, patients: Path, out: Path, *more: str) -> Outcome:
    asked = ("batch", "visit", "--audience", "patient", "--workers", "1", *more)
    return run(*asked, "--patients", patients, "-o", out, cwd=root)


@pytest.mark.parametrize("name", CASES)
def test_a_bad_list_has_its_outcome(root: Path, tmp_path: Path, name: str) -> None:
    case = CASES[name]
    patients, out = tmp_path / case.name, tmp_path / "out"
    patients.write_bytes(case.content if isinstance(case.content, bytes) else case.content.encode("utf-8"))
    done = batch(root, patients, out)
    assert done.code == case.code, done.said
    assert case.says in done.err, done.said
    assert sorted(path.name for path in out.glob("*.pdf")) == sorted(f"visit.patient.{id}.pdf" for id in case.made)
    assert out.exists() is (case.code != 3), "a refused list leaves nothing, not even a folder"
    manifest = (out / "manifest.jsonl").read_text(encoding="utf-8") if out.exists() else ""
    assert SECRET not in done.said + manifest + str(list(tmp_path.rglob("*")))
    assert "Traceback" not in done.said
    assert "bug" not in done.said + manifest


def test_one_bad_record_in_the_middle_of_many(root: Path, tmp_path: Path) -> None:
    lines = [f"A-{n},Anna {n},1961-04-05,2026-12-01,Dr B,7\n" for n in range(1, 202)]
    lines[100] = f"A-101,{SECRET},4.5.1961,2026-12-01,Dr B,7\n"
    patients, out = tmp_path / "list.csv", tmp_path / "out"
    patients.write_text(HEADER + "".join(lines), encoding="utf-8")
    done = batch(root, patients, out, "--date", "2026-11-22")
    assert (done.code, len(list(out.glob("*.pdf")))) == (4, 200)
    told = "line 102: error: record 101: field 'birth_date': a date is written as 2026-11-01"
    # Where the machine is slow, there are lines of progress, too.
    said = [line for line in done.err.splitlines() if not re.fullmatch(r"\d+ of 201, .* failed", line)]
    assert said == [told, f"  hint: {DECLARE}"]


def test_days_that_a_spreadsheet_counted_are_reported_once_and_named(root: Path, tmp_path: Path) -> None:
    lines = [f"A-{n},Anna {n},{22376 + n},2026-12-01,Dr B,7\n" for n in range(1, 5)]
    patients, out = tmp_path / "list.csv", tmp_path / "out"
    patients.write_text(HEADER + "".join(lines), encoding="utf-8")
    done = batch(root, patients, out, "--date", "2026-11-22")
    told = (
        "line 2: error: record 1 and 3 more: field 'birth_date': a date is written as 2026-11-01, and this is a number"
    )
    assert (done.code, done.err) == (4, f"{told}\n  hint: {DECLARE_COUNT}\n")


SCRIPTS = (
    "Ελένη", "Юлия", "ﬁne", "Նարեկ", "דָּוִד", "فاطمة", "ܡܪܝܡ", "अनीता", "অনিতা", "ਅਨੀਤਾ", "அனிதா", "అనిత", "ಅನಿತಾ", "അനിത",
    "අනිතා", "อนิตา", "ອານິຕາ", "འཇིགས་མེད", "အောင်", "ანა", "ሃና", "ᏣᎳᎩ", "អានីតា", "ᠮᠣᠩᠭᠣᠯ", "山田太郎", "やまだ", "ヤマダ",
    "김민수", "ꦲꦤꦶ", "𐍅𐌿𐌻𐍆𐌹𐌻𐌰", "Ẹ̀dà", "N̓̎ame",
)  # fmt: skip


def test_names_in_every_script_are_printed_or_refused_by_name(root: Path, tmp_path: Path) -> None:
    patients, out = tmp_path / "list.csv", tmp_path / "out"
    lines = [f"S-{number},{name},1961-04-05,2026-12-01,Dr B,7\n" for number, name in enumerate(SCRIPTS)]
    patients.write_text(HEADER + "".join(lines), encoding="utf-8")
    done = batch(root, patients, out)
    assert done.code == 4
    told = [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(told) == len(SCRIPTS)
    assert {line["id"] for line in told if line["status"] == "done"} >= {"S-0", "S-1", "S-2"}
    codes = {fault["code"] for line in told for fault in line["error"] or ()}
    assert codes == {"missing-glyph", "script"}
    for line, name in zip(told, SCRIPTS, strict=True):
        paper = out / f"visit.patient.{line['id']}.pdf"
        assert (line["status"] == "done") is paper.exists()
        if paper.exists():  # what is extracted has no ligatures
            said = " ".join("\n".join(extract.pages(paper)).split())
            assert f"Dear {normalize('NFKC', name)}, you" in said
    assert not any(name in done.said for name in SCRIPTS)


def drafts(folder: Path) -> list[Path]:
    """What a run was writing when it ended; the key and the receipts are no drafts."""
    return [path for path in folder.glob(".handout*") if path.name not in (".handout.key", ".handout.receipts")]


def test_a_disk_without_room_ends_the_run_and_it_can_go_on(root: Path, tmp_path: Path) -> None:
    patients, out = tmp_path / "list.csv", tmp_path / "out"
    patients.write_text(HEADER + GOOD + LAST, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:

        def full(*_: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        patch.setattr(os, "write", full)
        done = batch(root, patients, out)
    assert done.code == 6
    assert "No space left on device; go on with the same command and --resume" in done.err
    assert not [*out.glob("*.pdf"), *drafts(out)], "nothing half-written"
    assert batch(root, patients, out, "--resume").code == 0
    assert len([*out.glob("*.pdf")]) == 2


def test_a_file_size_limit_is_a_disk_without_room(root: Path, tmp_path: Path) -> None:
    patients, out = tmp_path / "list.csv", tmp_path / "out"
    patients.write_text(HEADER + GOOD + LAST, encoding="utf-8")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limit[1]))
    try:
        done = batch(root, patients, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert (done.code, "File too large" in done.err) == (6, True), done.said
    assert not [*out.glob("*.pdf"), *drafts(out)]


def test_a_list_that_grows_while_it_is_read_stops_the_run(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patients, out = tmp_path / "list.csv", tmp_path / "out"
    patients.write_text(HEADER + GOOD, encoding="utf-8")
    made = BatchReport.made

    def grows(self: BatchReport, outcome: Any) -> None:
        made(self, outcome)
        with patients.open("a", encoding="utf-8") as file:
            file.write(LAST)

    with monkeypatch.context() as patch:
        patch.setattr(BatchReport, "made", grows)
        done = batch(root, patients, out)
    assert done.code == 4
    assert "the input has changed since the run began; go on with the same command and --resume" in done.err
    assert [path.name for path in out.glob("*.pdf")] == ["visit.patient.A-1.pdf"]
    assert batch(root, patients, out, "--resume").code == 0
    assert len([*out.glob("*.pdf")]) == 2


def test_a_folder_is_made_only_in_one_that_is_there(root: Path, tmp_path: Path) -> None:
    patients = tmp_path / "list.csv"
    patients.write_text(HEADER + GOOD, encoding="utf-8")
    done = batch(root, patients, tmp_path / "no" / "out")
    assert done.code == 6
    assert f"{tmp_path / 'no'}: error: the folder doesn't exist\n  hint: make it first\n" in done.err
    assert not (tmp_path / "no").exists()


def test_a_file_that_is_not_there(root: Path, tmp_path: Path) -> None:
    done = batch(root, tmp_path / "nowhere.csv", tmp_path / "out")
    assert (done.code, "no such file" in done.err) == (3, True)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nothing", "--audience", "patient"), 3, "there is no topic"),
        (("visit", "--audience", "nobody"), 2, "is no audience"),
        (("plain", "--audience", "clinician"), 3, "is not for the audience"),
        (("visit", "--audience", "patient", "--layout", "clinicain"), 3, "layout"),
        (("visit", "--audience", "patient", "--language", "es"), 3, "not in 'es'"),
        (("visit", "--audience", "patient", "--topics-column", "papers"), 3, "no column 'papers'"),
    ],
)
def test_what_would_refuse_every_document_refuses_the_run(
    root: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    patients, out = tmp_path / "list.csv", tmp_path / "out"
    patients.write_text(HEADER + "".join(",".join(row) + "\n" for row in rows(3)), encoding="utf-8")
    done = run("batch", *arguments, "--patients", patients, "-o", out, cwd=root)
    assert (done.code, said in done.err) == (code, True), done.said
    assert not out.exists()
