"""A finished run that is resumed reads its documents and nothing else; whatever was changed, it is done as ever."""

from __future__ import annotations

import datetime
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import program
from handout.batch import finished
from handout.batch.finished import Command, FinishedRun
from handout.batch.output.folder_lock import locked
from handout.batch.output.receipts import FINISHED, KEY
from handout.workspace import load as loading

TOPIC = """\
title: A plain topic
audience: [patient, clinician]
review: {status: draft}
sections:
  - id: first
    title: First
    audience: [patient, clinician]
    body:
      - text: "Dear {{ patient.name }}, some words."
      - figure: {file: images/dot.png, alt: A dot, width: 10mm}
      - use: shared
"""
LATE = "{status: reviewed, by: Ann, role: doctor, date: 2020-01-01, due: 2021-01-01}"
LIST = "id,name\n1,Ann\n2,Ben\n3,Cleo\n"
THERE = "3 documents made in out, 3 of them already there\n"
BATCH = ("-C", "clinic", "batch", "plain", "--audience", "patient", "--patients", "list.csv", "-o", "out")


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def put(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    write(path, text.replace(old, new))


def run(folder: Path, *more: str, workers: str = "1") -> program.Outcome:
    return program.run(*BATCH, "--workers", workers, *more, cwd=folder)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace, its list, and the folder of a run that finished with nothing to report."""
    folder = tmp_path_factory.mktemp("finished")
    write(program.workspace(folder / "clinic") / "content" / "plain.yaml", TOPIC)
    write(folder / "list.csv", LIST)
    ended = run(folder)
    assert ended.code == 0 and (folder / "out" / FINISHED).exists(), ended
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of these; where they are isn't a part of what a run depends on."""
    return Path(shutil.copytree(made, tmp_path / "case"))


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Each reading of the workspace."""
    found: list[Any] = []
    real = loading.load

    def load(*arguments: Any, **named: Any) -> Any:
        found.append(arguments)
        return real(*arguments, **named)

    monkeypatch.setattr(loading, "load", load)
    return found


def test_nothing_is_read_but_the_documents(folder: Path, loaded: list[Any]) -> None:
    before = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    write(folder / "out" / ".handout-0-0.tmp", "the draft of a run that was killed")
    assert run(folder, "--resume") == program.Outcome(0, THERE, "")
    assert loaded == []
    assert {path.name: path.read_bytes() for path in (folder / "out").iterdir()} == before


def test_what_is_written_again_with_the_same_bytes_is_no_change(folder: Path, loaded: list[Any]) -> None:
    for path in (folder / "list.csv", folder / "clinic" / "content" / "plain.yaml"):
        path.write_bytes(path.read_bytes())
        os.utime(path, (1, 1))
    assert run(folder, "--resume", "--deadline", "30", workers="2").out == THERE
    assert loaded == []


def _first(folder: Path) -> Path:
    return folder / "out" / "plain.patient.1.pdf"


def _shared(folder: Path) -> Path:
    return folder / "clinic" / "content" / "fragments" / "shared.yaml"


def _key_for_others(folder: Path) -> None:
    (folder / "out" / KEY).chmod(0o644)


def _manifest_for_others(folder: Path) -> None:
    (folder / "out" / "manifest.jsonl").chmod(0o644)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _damaged(folder: Path) -> None:
    code = folder / "out" / FINISHED
    content = bytearray(code.read_bytes())
    content[25] ^= 1
    code.write_bytes(content)


def _of_another_format(folder: Path) -> None:
    code = folder / "out" / FINISHED
    code.write_bytes(code.read_bytes().replace(b"finished 1", b"finished 2"))


def _picture(folder: Path) -> None:
    picture = folder / "clinic" / "content" / "images" / "dot.png"
    shutil.copy(program.ROOT / "content" / "images" / "logo.png", picture)


def _swapped(folder: Path) -> None:
    """The lines of two documents, each with the other's hash, and the files likewise."""
    first, second = _first(folder), folder / "out" / "plain.patient.2.pdf"
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    manifest = folder / "out" / "manifest.jsonl"
    lines = manifest.read_text(encoding="utf-8").splitlines()
    hashes = [line.split('"sha256":"')[1].split('"')[0] for line in lines]
    lines[0], lines[1] = lines[0].replace(hashes[0], hashes[1]), lines[1].replace(hashes[1], hashes[0])
    write(manifest, "\n".join([*lines, ""]))


CHANGES: dict[str, Callable[[Path], object]] = {
    "the topic": lambda folder: put(folder / "clinic" / "content" / "plain.yaml", "some", "other"),
    "a fragment": lambda folder: put(
        folder / "clinic" / "content" / "fragments" / "shared.yaml", "review", "# x\nreview"
    ),
    "the clinic": lambda folder: put(folder / "clinic" / "clinic.yaml", "Test Clinic", "Best Clinic"),
    "a layout": lambda folder: write(folder / "clinic" / "layouts" / "patient.yaml", "footer: {left: '{{ page }}'}\n"),
    "a picture": _picture,
    "another topic": lambda folder: write(folder / "clinic" / "content" / "new.yaml", TOPIC),
    "another layout": lambda folder: write(folder / "clinic" / "layouts" / "new.yaml", "{}\n"),
    "a value of the list": lambda folder: put(folder / "list.csv", "Ben", "Bea"),
    "a record more": lambda folder: write(folder / "list.csv", f"{LIST}4,Dan\n"),
    "a record less": lambda folder: put(folder / "list.csv", "2,Ben\n", ""),
    "a document": lambda folder: _first(folder).write_bytes(_first(folder).read_bytes() + b"\n"),
    "no document": lambda folder: _first(folder).unlink(),
    "the documents of two records": _swapped,
    "a line of the manifest": lambda folder: put(folder / "out" / "manifest.jsonl", '"pages":1', '"pages":2'),
    "a cut manifest": lambda folder: _cut(folder / "out" / "manifest.jsonl"),
    "no manifest": lambda folder: (folder / "out" / "manifest.jsonl").unlink(),
    "another key": lambda folder: (folder / "out" / KEY).write_bytes(bytes(32)),
    "no key": lambda folder: (folder / "out" / KEY).unlink(),
    "no code": lambda folder: (folder / "out" / FINISHED).unlink(),
    "a cut code": lambda folder: _cut(folder / "out" / FINISHED),
    "a damaged code": _damaged,
    "a code of another version": _of_another_format,
    "an empty code": lambda folder: (folder / "out" / FINISHED).write_bytes(b""),
}
if sys.platform != "win32":
    CHANGES |= {"a key for others": _key_for_others, "a manifest for others": _manifest_for_others}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_was_changed_the_run_is_done_as_ever(change: str, folder: Path, loaded: list[Any]) -> None:
    CHANGES[change](folder)
    ended = run(folder, "--resume")
    assert ended.code == 0, ended
    assert len(loaded) == 1
    assert run(folder, "--resume").out.endswith(" of them already there\n")
    assert len(loaded) == 1, "it has left its code, or what it made again is as it was"
    found = {path.name: path.read_bytes() for path in (folder / "out").glob("*.pdf")}
    shutil.rmtree(folder / "out")
    run(folder)
    new = {path.name: path.read_bytes() for path in (folder / "out").glob("*.pdf")}
    assert new == found
    assert set(new) == {f"plain.patient.{line.split(',')[0]}.pdf" for line in _lines(folder)}


def _lines(folder: Path) -> Iterator[str]:
    yield from (folder / "list.csv").read_text(encoding="utf-8").splitlines()[1:]


@pytest.mark.parametrize(
    "more",
    [("--text", "large"), ("--date", "2026-01-01"), ("--verify",), ("--limit", "3"), ("--only", "2"), ("--json",)],
)
def test_another_command_is_done_as_ever(more: tuple[str, ...], folder: Path, loaded: list[Any]) -> None:
    assert run(folder, "--resume", *more).code == 0
    assert len(loaded) == 1


def test_another_day_or_another_program_is_a_change(
    folder: Path, loaded: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reviews fall due, and an age is one of today."""
    with monkeypatch.context() as later:
        later.setattr("handout.cli.batch.today", lambda: datetime.date(2222, 2, 2))
        run(folder, "--resume")
    assert len(loaded) == 1
    monkeypatch.setattr(finished, "versions", lambda: {"handout": "another"})
    run(folder, "--resume")
    assert len(loaded) == 2


@pytest.mark.parametrize(
    ("file", "change", "message"),
    [
        ("list.csv", ("id,name\n1,Ann", "id,name,colour\n1,Ann,red"), "colour"),
        ("clinic/content/plain.yaml", ("some words", "some&nbsp;words"), "an HTML entity prints as it is"),
        ("clinic/content/plain.yaml", ("{status: draft}", LATE), "review"),
    ],
    ids=["a column", "a text", "a review"],
)
def test_a_run_with_something_to_report_leaves_nothing_and_reports_it_again(
    file: str, change: tuple[str, str], message: str, folder: Path, loaded: list[Any]
) -> None:
    put(folder / file, *change)
    shutil.rmtree(folder / "out")
    first, again = run(folder), run(folder, "--resume")
    assert message in first.err and again.err == first.err
    assert len(loaded) == 2
    assert not (folder / "out" / FINISHED).exists()


def test_with_a_file_that_may_be_meant_each_run_is_done_as_ever(folder: Path, loaded: list[Any]) -> None:
    write(folder / "clinic" / "content" / "new.yml", TOPIC)
    assert [run(folder, "--resume").out for _ in range(2)] == [THERE, THERE]
    assert len(loaded) == 2


@pytest.mark.parametrize("name", ["list.csv", "clinic/content/plain.yaml", "clinic/content/images/dot.png"])
def test_a_file_that_was_written_meanwhile_leaves_nothing(name: str, folder: Path) -> None:
    """Even if it is as before by the end: the run may have read what was there between."""
    (folder / "out" / FINISHED).unlink()
    begun = FinishedRun(Command(folder / "clinic", folder / "list.csv", folder / "out", "words"))
    begun.begin()
    begun.uses(["content/images/dot.png"])
    begun.leave()
    assert begun.documents() == 3
    (folder / "out" / FINISHED).unlink()
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content + b"\n")
    (folder / name).write_bytes(content)
    begun.leave()
    assert not (folder / "out" / FINISHED).exists()


def test_a_folder_that_another_run_has_locked_is_refused(folder: Path) -> None:
    with locked(folder / "out"):
        ended = run(folder, "--resume")
    assert ended.code == 6
    assert "another run is writing into this folder" in ended.err


def test_a_code_says_nothing_without_the_key(folder: Path) -> None:
    """The same run over the same list has another code in another folder."""
    shutil.copytree(folder / "clinic", folder / "again" / "clinic")
    shutil.copy(folder / "list.csv", folder / "again")
    run(folder / "again")
    assert (folder / "again" / "out" / FINISHED).read_bytes() != (folder / "out" / FINISHED).read_bytes()
    assert b"Ann" not in (folder / "out" / FINISHED).read_bytes()
