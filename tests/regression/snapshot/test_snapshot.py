"""`handout snapshot`: what it keeps of a workspace, what it says has changed, and what it never damages."""

from __future__ import annotations

import errno
import json
import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml

from canary.translations import FILES
from canary.workspace import write
from docs.messages import said
from docs.pages import MANUAL, ROOT, examples, table
from handout.regression.golden import files as golden_files
from handout.regression.golden.parse import parsed
from handout.regression.snapshot import Scope, documents
from handout.regression.snapshot.render import DocumentMaker
from handout.workspace.load import load
from program import Outcome, run, workspace

NAMES = [
    "plain.clinician.A4", "plain.clinician.Letter",
    "plain.patient.A4", "plain.patient.Letter",
]  # fmt: skip
TOPIC = """\
title: A plain topic
audience: [patient, clinician]
review: {status: draft}
sections:
  - id: first
    title: First
    audience: [patient, clinician]
    body:
      - text: Some words.
      - figure: {file: images/dot.png, alt: A dot, width: 5mm}
"""
PEOPLE = "id,name,birth_date,age_group\nA-1,Anna Made-Up,1961-04-05,adult\nB-2,Bea Made-Up,2020-01-01,child\n"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one topic, and its snapshots."""
    folder = tmp_path_factory.mktemp("prepared")
    (workspace(folder) / "content" / "plain.yaml").write_text(TOPIC, encoding="utf-8")
    assert update(folder).code == 0
    return folder


@pytest.fixture
def root(prepared: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)


def check(root: Path, *arguments: str | Path) -> Outcome:
    return run("snapshot", "check", *arguments, cwd=root)


def update(root: Path, *arguments: str | Path) -> Outcome:
    return run("snapshot", "update", *arguments, cwd=root)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def reword(root: Path) -> None:
    edit(root / "content" / "plain.yaml", "Some words.", "Some other words.")


def kept(root: Path) -> dict[str, bytes]:
    """Everything in the folder of snapshots."""
    folder = root / "snapshots"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_kept_is_every_document_as_text(root: Path) -> None:
    assert sorted(kept(root)) == sorted([f"{name}.txt" for name in NAMES] + ["pictures.txt"])
    golden = parsed((root / "snapshots" / "plain.patient.Letter.txt").read_text(encoding="utf-8"), "g")
    assert golden.about == "plain for patient, layout patient, Letter, en"
    assert "Some words." in [passage.text for passage in golden.reading.pages[0].passages]
    assert any("Figure (A dot)" in line for line in golden.tags)
    outcome = check(root)
    assert (outcome.code, outcome.out) == (0, "words: 0, tags: 0, only the picture: 0, the same: 4\n")


def test_words_that_changed_are_shown_by_page_and_section(root: Path) -> None:
    before = kept(root)
    reword(root)
    outcome = check(root)
    assert outcome.code == 7
    assert outcome.out.startswith(
        "plain.clinician.A4: the words changed\n  page 1, A plain topic › First\n"
        "    - Some words.\n    + Some other words.\n"
    )
    assert [line for line in outcome.out.splitlines() if "the words changed" in line] == [
        f"{name}: the words changed" for name in NAMES
    ]
    assert "words: 4, tags: 0, only the picture: 0, the same: 0" in outcome.out
    assert "handout snapshot update" in outcome.err
    assert kept(root) == before


def test_an_update_writes_what_changed_and_nothing_else(root: Path) -> None:
    edit(root / "content" / "plain.yaml", "Some words.", "{clinician: Some other words., patient: Some words.}")
    paths = {name: root / "snapshots" / f"{name}.txt" for name in NAMES}
    before = {name: path.stat().st_ino for name, path in paths.items()}
    outcome = update(root)
    assert outcome.out.splitlines() == [
        "words    plain.clinician.A4", "words    plain.clinician.Letter", "2 written, 2 as before",
    ]  # fmt: skip
    assert [name for name, path in paths.items() if path.stat().st_ino != before[name]] == NAMES[:2]
    assert check(root).code == 0
    assert update(root).out == "0 written, 4 as before\n"


def test_tags_that_changed_are_told_apart_from_words(root: Path) -> None:
    edit(root / "content" / "plain.yaml", "alt: A dot", "alt: A spot")
    outcome = check(root)
    assert outcome.code == 7
    assert "plain.patient.A4: the words are the same, and the tags changed\n  tags\n" in outcome.out
    assert [line.split() for line in outcome.out.splitlines() if "Figure" in line][:2] == [
        ["-", "Figure", "(A", "dot)"], ["+", "Figure", "(A", "spot)"],
    ]  # fmt: skip
    assert "words: 0, tags: 4, only the picture: 0, the same: 0" in outcome.out


def test_pictures_that_changed_alone_are_told_and_fail_only_if_asked(root: Path) -> None:
    edit(
        root / "layouts" / "patient.yaml", "audience: patient", 'audience: patient\nstyles: {body: {color: "#333333"}}'
    )
    outcome = check(root)
    assert (outcome.code, outcome.out) == (0, "words: 0, tags: 0, only the picture: 2, the same: 2\n")
    told = json.loads(check(root, "--json").out)
    assert told["documents"][2] == {"document": "plain.patient.A4", "kind": "picture", "pages": [1]}
    outcome = check(root, "--pixels")
    assert (outcome.code, outcome.out) == (
        7,
        "plain.patient.A4: only the picture changed, page 1\n"
        "plain.patient.Letter: only the picture changed, page 1\n"
        "words: 0, tags: 0, only the picture: 2, the same: 2\n",
    )
    assert update(root).out.splitlines()[:2] == ["picture  plain.patient.A4", "picture  plain.patient.Letter"]
    assert check(root, "--pixels").code == 0


def test_after_an_upgrade_it_is_said_what_drew_the_pictures(root: Path) -> None:
    path = root / "snapshots" / "pictures.txt"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith("plain.patient.A4 "))
    name, page, _, made = lines[at].split(" ", 3)
    made = re.sub(r"pypdfium2 [^,]+", "pypdfium2 4.0.0", made)
    lines[at] = f"{name} {page} 0123456789abcdef {made}"
    path.write_text("".join(lines), encoding="utf-8")
    outcome = check(root)
    assert outcome.code == 0
    assert "words: 0, tags: 0, only the picture: 1, the same: 3" in outcome.out
    assert outcome.out.splitlines()[-1].startswith("the pictures were drawn by pypdfium2 4.0.0, now ")


def test_what_only_moved_to_another_page_fails_only_if_asked(root: Path) -> None:
    paragraphs = "".join(f"      - text: This is paragraph number {number} of many.\n" for number in range(60))
    edit(root / "content" / "plain.yaml", "      - text: Some words.\n", paragraphs)
    update(root, "--page", "A4")
    edit(root / "layouts" / "patient.yaml", "audience: patient", "audience: patient\npage: {margins: {top: 60mm}}")
    outcome = check(root, "--page", "A4")
    assert (outcome.code, outcome.out) == (
        0, "words: 0, tags: 0, only moved to another page: 1, only the picture: 0, the same: 1\n",
    )  # fmt: skip
    outcome = check(root, "--page", "A4", "--moved")
    assert outcome.code == 7
    assert "plain.patient.A4: words and tags are the same, and something moved to another page" in outcome.out
    assert "  on another page, with the same words\n    page 1 to 2: This is paragraph number " in outcome.out


def test_the_head_of_a_table_that_goes_on_overleaf_is_no_word_of_its_own(root: Path) -> None:
    rows = "".join(f"            - [Row {number}, {number} mg]\n" for number in range(28))
    table = f"      - table:\n          columns: [Name, Dose]\n          rows:\n{rows}"
    more = "".join(f"      - text: This is paragraph number {number} of many.\n" for number in range(40))
    edit(root / "content" / "plain.yaml", "      - text: Some words.\n", table + more)
    edit(root / "layouts" / "patient.yaml", "audience: patient", "audience: patient\npage: {margins: {top: 110mm}}")
    update(root, "--page", "A4")
    golden = (root / "snapshots" / "plain.patient.A4.txt").read_text(encoding="utf-8")
    assert "\n~ Name" in golden
    edit(root / "layouts" / "patient.yaml", "{top: 110mm}", "{top: 15mm}")
    assert check(root, "--page", "A4").out.startswith("words: 0, tags: 0, only moved to another page: 1, ")


def test_a_header_that_goes_is_told_though_its_words_stand_elsewhere(root: Path) -> None:
    edit(root / "layouts" / "patient.yaml", "header: {right:", 'header: {left: "Some words.", right:')
    update(root)
    edit(root / "layouts" / "patient.yaml", 'left: "Some words.", ', "")
    outcome = check(root, "--page", "A4")
    assert outcome.code == 7
    assert "  page 1 of the old, header or footer\n    - Some words.\n" in outcome.out


def test_goldens_that_lack_and_goldens_of_nothing(root: Path) -> None:
    folder = root / "snapshots"
    (folder / "plain.patient.A4.txt").unlink()
    (folder / "gone.patient.A4.txt").write_bytes((folder / "plain.patient.Letter.txt").read_bytes())
    (folder / "notes.txt").write_text("not a golden", encoding="utf-8")
    outcome = check(root)
    assert outcome.code == 7
    assert outcome.out == (
        "gone.patient.A4: there is no such document any more\n"
        "plain.patient.A4: there is no golden yet\n"
        "words: 0, tags: 0, only the picture: 0, without a golden: 1, golden without a document: 1, the same: 3\n"
    )
    # A run over some documents says nothing of others.
    assert check(root, "--page", "Letter").code == 0
    assert check(root, "plain", "--page", "Letter").out.endswith("the same: 2\n")
    assert "gone" not in check(root, "plain").out
    outcome = update(root)
    assert outcome.out.splitlines()[:2] == ["removed  gone.patient.A4", "new      plain.patient.A4"]
    assert outcome.out.endswith("1 written, 1 removed, 3 as before\n")
    assert sorted(kept(root)) == sorted([f"{name}.txt" for name in NAMES] + ["notes.txt", "pictures.txt"])
    assert check(root).code == 0


def test_made_up_patients_get_every_topic(root: Path) -> None:
    edit(root / "content" / "plain.yaml", "- text: Some words.", "- {text: For children., when: {age_group: child}}")
    (root / "snapshots" / "patients.csv").write_text(PEOPLE, encoding="utf-8")
    update(root, "--page", "A4", "--workers", "1")
    names = ["plain.clinician.A-1", "plain.clinician.B-2", "plain.patient.A-1", "plain.patient.B-2"]
    assert sorted(path.stem for path in (root / "snapshots" / "patients").iterdir()) == names
    texts = kept(root)
    assert b"For children." in texts["patients/plain.patient.B-2.txt"]
    assert b"For children." not in texts["patients/plain.patient.A-1.txt"]
    assert b"Anna Made-Up" in texts["patients/plain.patient.A-1.txt"]
    assert check(root, "--page", "A4").out == "words: 0, tags: 0, only the picture: 0, the same: 6\n"
    # One of them goes; then the file does, and nobody knows of the rest.
    edit(root / "snapshots" / "patients.csv", PEOPLE.splitlines()[1], "")
    outcome = check(root, "--page", "A4", "--workers", "1")
    assert outcome.code == 7
    assert "patients/plain.patient.A-1: there is no such document any more" in outcome.out
    (root / "snapshots" / "patients.csv").rename(root / "people.csv")
    outcome = check(root, "--page", "A4", "--workers", "1")
    assert outcome.code == 0
    assert "4 goldens of patients not looked at: name their file with --patients" in outcome.err
    update(root, "--page", "A4")
    assert len(list((root / "snapshots" / "patients").iterdir())) == 4
    assert check(root, "--page", "A4", "--patients", root / "people.csv").code == 7


def test_a_bad_list_of_patients_is_refused_and_nothing_is_written(root: Path) -> None:
    before = kept(root)
    people = root / "people.csv"
    people.write_text(PEOPLE.replace("1961-04-05", "Secret-1961"), encoding="utf-8")
    outcome = update(root, "--patients", people)
    assert outcome.code == 3
    assert "people.csv:2:1: error: record 1: field 'birth_date'" in outcome.err
    assert "Secret" not in outcome.said
    edit(root / "content" / "plain.yaml", "Some words.", "'{{ patient.seen_by }}'")
    people.write_text(PEOPLE, encoding="utf-8")
    outcome = update(root, "--patients", people)
    assert outcome.code == 3
    assert "record 1: " in outcome.err
    assert "Anna" not in outcome.said
    assert kept(root) == before


def test_bad_content_is_refused_and_nothing_is_written(root: Path) -> None:
    before = kept(root)
    edit(root / "content" / "plain.yaml", "alt: A dot", "alter: A dot")
    for outcome in (check(root), update(root)):
        assert outcome.code == 3
        assert "content/plain.yaml:10:" in outcome.err
    edit(root / "content" / "plain.yaml", "alter: A dot", "alt: A dot")
    edit(root / "content" / "plain.yaml", "Some words.", "རིན")
    outcome = update(root)
    assert outcome.code == 3
    assert "content/plain.yaml:9:15: error: Tibetan can't be set yet" in outcome.err
    assert kept(root) == before


def test_a_broken_golden_is_named_and_mended_by_an_update(root: Path) -> None:
    broken = root / "snapshots" / "plain.patient.A4.txt"
    edit(broken, "=== tags", ">>>>>>> mine\n=== tags")
    reword(root)
    outcome = check(root)
    assert outcome.code == 3
    assert "snapshots/plain.patient.A4.txt:" in outcome.err
    assert "there is a merge conflict here" in outcome.err
    assert "plain.patient.Letter: the words changed" in outcome.out
    assert "words: 3, tags: 0, only the picture: 0, not compared: 1, the same: 0" in outcome.out
    assert update(root).code == 0
    assert check(root).code == 0


def test_windows_line_ends_and_a_mark_of_byte_order_make_no_difference(root: Path) -> None:
    for path in (root / "snapshots").glob("*.txt"):
        mark = b"" if path.name == "pictures.txt" else b"\xef\xbb\xbf"
        path.write_bytes(mark + path.read_bytes().replace(b"\n", b"\r\n"))
    before = kept(root)
    assert check(root, "--pixels", "--moved").code == 0
    assert update(root).out == "0 written, 4 as before\n"
    assert kept(root) == before


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("plain.patient.A4.txt", "golden 1", "golden 2", "the golden is of format 2, and this handout knows 1"),
        ("plain.patient.A4.txt", "rules 2", "rules 99", "the golden has extraction rules 99, and this handout has 2"),
        ("pictures.txt", "pictures 1", "pictures 2", "the pictures are of format 2, and this handout knows 1"),
    ],
)
def test_what_a_newer_handout_wrote_is_left_alone(root: Path, name: str, old: str, new: str, message: str) -> None:
    edit(root / "snapshots" / name, old, new)
    reword(root)
    before = kept(root)
    for outcome in (check(root), update(root)):
        assert outcome.code == 3
        assert f"snapshots/{name}:1:1: error: {message}" in outcome.err
        assert "install the newer handout" in outcome.err
    assert kept(root) == before


def test_older_rules_are_told_and_never_equal(root: Path) -> None:
    for name in NAMES:
        edit(root / "snapshots" / f"{name}.txt", "rules 2", "rules 1")
    outcome = check(root)
    assert outcome.code == 7
    assert outcome.out.startswith(f"{NAMES[0]}: the golden was made by older extraction rules\n")
    assert "words: 0, tags: 0, by older rules: 4, only the picture: 0, the same: 0\nthe golden was" in outcome.out
    assert outcome.out.count("extraction rules 1, and these are rules 2: the words are the same") == 1
    assert "write it again with handout snapshot update" in outcome.out
    assert outcome.out.endswith("(4 of them)\n")
    updated = update(root).out
    assert f"rules    {NAMES[0]}\n" in updated
    assert updated.endswith("4 written, 0 as before\n")
    assert check(root).out.count("\n") == 1


def test_broken_pictures_are_named_and_made_anew(root: Path) -> None:
    path = root / "snapshots" / "pictures.txt"
    path.write_bytes(path.read_bytes().replace(b"plain.patient.A4 1 ", b"plain.patient.A4 7 "))
    outcome = check(root)
    assert outcome.code == 3
    assert "snapshots/pictures.txt:5:1: error: expected a document, its next page" in outcome.err
    update(root)
    assert check(root, "--pixels").code == 0


def test_what_a_killed_update_left_is_taken_away(root: Path) -> None:
    draft = root / "snapshots" / ".handout-0123456789abcdef.tmp"
    draft.write_bytes(b"half")
    assert check(root).code == 0
    assert draft.exists()
    update(root)
    assert not draft.exists()


@pytest.mark.parametrize("stop", [1, 2, 3, 4])
def test_an_interrupted_update_damages_no_golden(root: Path, stop: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept(root)
    reword(root)
    replaced = Path.replace
    calls = 0

    def interrupted(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == stop:
            raise KeyboardInterrupt
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    outcome = update(root)
    monkeypatch.undo()
    assert outcome.code == 130
    assert outcome.err.endswith("stopped; every golden is whole, and some are not written yet: run it again\n")
    now = kept(root)
    assert now.keys() == before.keys()
    assert sum(now[name] != before[name] for name in now) == stop - 1
    assert all(b"=== tags" in text for name, text in now.items() if name != "pictures.txt")
    assert update(root).code == 0
    assert check(root).code == 0


def test_a_symlink_is_not_written_through(root: Path) -> None:
    path = root / "snapshots" / "plain.patient.A4.txt"
    target = root / "elsewhere.txt"
    path.rename(target)
    path.symlink_to(target)
    reword(root)
    before = kept(root)
    outcome = update(root)
    assert outcome.code == 6
    assert "it is a symlink, and is not replaced" in outcome.err
    assert kept(root) == before


def test_several_processes_find_what_one_finds(root: Path) -> None:
    (root / "snapshots" / "patients.csv").write_text(PEOPLE, encoding="utf-8")
    update(root)
    reword(root)
    one, several = check(root, "--json", "--workers", "1"), check(root, "--json", "--workers", "2")
    assert one.code == several.code == 7
    assert one.out == several.out
    told = json.loads(one.out)
    assert told["counts"]["words"] == 8
    assert told["documents"][0]["document"] == "patients/plain.clinician.A-1"
    (change,) = told["documents"][0]["changes"]
    assert (change["kind"], change["old"], change["new"], change["page_new"]) == ("added", "", "other", 1)


def test_the_documents_that_differ_are_kept_as_evidence(root: Path) -> None:
    reword(root)
    outcome = check(root, "--page", "A4", "--evidence", root / "evidence")
    assert outcome.code == 7
    folder = root / "evidence" / "plain.patient.A4"
    assert sorted(path.name for path in folder.iterdir()) == ["new.pdf", "new.txt", "page-1.png"]
    assert folder.joinpath("new.pdf").read_bytes().startswith(b"%PDF-")
    assert folder.stat().st_mode & 0o077 == 0
    update(root)
    assert check(root, "--page", "A4", "--evidence", root / "evidence").code == 0
    assert not folder.exists()


def test_a_process_that_dies_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "snapshots" / "patients.csv").write_text(PEOPLE, encoding="utf-8")
    before = kept(root)
    monkeypatch.setattr(DocumentMaker, "make", lambda self, wanted: os._exit(1))
    outcome = update(root, "--workers", "2")
    assert outcome.code == 1
    assert "a process that made documents died\n  hint: try again with --workers 1" in outcome.err
    assert kept(root) == before


def test_what_stands_in_a_goldens_place_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / "snapshots" / "plain.patient.A4.txt"
    path.unlink()
    path.mkdir()
    outcome = check(root)
    assert outcome.code == 3
    assert "snapshots/plain.patient.A4.txt: error: not a regular file" in outcome.err
    outcome = update(root)
    assert outcome.code == 3
    assert path.is_dir()
    monkeypatch.setattr(golden_files, "LARGEST", 100)
    outcome = check(root)
    assert outcome.code == 3
    assert "snapshots/plain.patient.Letter.txt: error: it is over 0 MiB, which no golden is" in outcome.err


def test_a_disk_that_is_full_damages_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reword(root)
    before = kept(root)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcome = update(root)
    assert outcome.code == 6
    assert "snapshots/plain.clinician.A4.txt: error: can't be written: No space left on device" in outcome.err
    assert kept(root) == before


def test_a_topic_whose_goldens_can_have_no_name_is_told(root: Path) -> None:
    (root / "content" / f"{'x' * 80}.yaml").write_text(TOPIC, encoding="utf-8")
    (root / "layouts" / f"{'y' * 40}.yaml").write_text("text: {scale: clear}\n", encoding="utf-8")
    outcome = update(root)
    assert outcome.code == 3
    assert f"content/{'x' * 80}.yaml: error: no golden can be named" in outcome.err


def test_masks_say_what_may_differ(root: Path) -> None:
    edit(root / "content" / "plain.yaml", "Some words.", "Valid until 5 March 2026.")
    update(root)
    edit(root / "content" / "plain.yaml", "5 March", "6 April")
    assert check(root).code == 7
    assert check(root, "--mask", "date").code == 0
    outcome = check(root, "--mask", "dates")
    assert outcome.code == 2
    assert "there is no mask 'dates'" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("update", "--pixels"), "--pixels is for check"),
        (("update", "--mask", "date"), "--mask is for check"),
        (("check", "--date", "today"), "snapshots need a fixed date"),
        (("verify",), "'verify' is not one of 'check', 'update'"),
    ],
)
def test_what_the_command_line_can_not_mean(root: Path, arguments: tuple[str, ...], message: str) -> None:
    outcome = run("snapshot", *arguments, cwd=root)
    assert outcome.code == 2
    assert message in outcome.err


def test_another_date_is_named_as_the_reason(root: Path) -> None:
    update(root, "--date", "2026-01-31")
    outcome = check(root)
    assert outcome.code == 7
    assert "the golden is of: plain for patient, layout patient, A4, en, date 2026-01-31; this is: " in outcome.out


def test_every_layout_that_takes_an_audience_is_covered(root: Path) -> None:
    layouts = root / "layouts"
    (layouts / "base.yaml").write_text("text: {scale: standard}\n", encoding="utf-8")
    (layouts / "large.yaml").write_text("extends: base\ntext: {scale: large}\naudience: patient\n", encoding="utf-8")
    (layouts / "any.yaml").write_text("text: {scale: clear}\n", encoding="utf-8")
    found = [wanted.name for wanted in documents(load(root), Scope(papers=("A4",)))]
    # What others only start from is no layout to print with.
    assert found == [
        "plain.patient.A4", "plain.patient.any.A4", "plain.patient.large.A4",
        "plain.clinician.A4", "plain.clinician.any.A4",
    ]  # fmt: skip


def test_goldens_are_listed_by_what_is_in_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\ufeffhandout golden 7, extraction rules 1\r\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("handout golden\n", encoding="utf-8")
    (tmp_path / "c.txt").mkdir()
    (tmp_path / "d.txt").write_bytes(b"\xff\xfe")
    assert [path.name for path in golden_files.goldens(tmp_path)] == ["a.txt"]
    assert golden_files.goldens(tmp_path / "none") == []


def test_the_ci_file_of_the_manual_runs(root: Path) -> None:
    (example,) = (e for e in examples(MANUAL / "regression.md") if e.file == ".github/workflows/words.yaml")
    steps = yaml.safe_load(example.text)["jobs"]["words"]["steps"]
    commands = [shlex.split(step["run"]) for step in steps if "run" in step]
    assert [words[0] for words in commands] == ["pip", "handout", "handout"]
    assert [run(*words[1:], cwd=root).code for words in commands[1:]] == [0, 0]
    reword(root)
    assert run(*commands[-1][1:], cwd=root).code == 7
    (upload,) = (step["with"] for step in steps if step.get("uses", "").startswith("actions/upload-artifact"))
    assert (root / upload["path"]).is_dir()


def test_the_messages_on_the_manuals_page_are_the_programs() -> None:
    _, _, page = (MANUAL / "regression.md").read_text(encoding="utf-8").partition("\n| message")
    rows = table("| message" + page.partition("\n\n")[0])
    texts = said(ROOT / "src" / "handout")
    assert len(rows) == 4
    assert [row[0] for row in rows if not any(row[0].strip("`") in text for text in texts)] == []


def test_every_translation_has_its_words(tmp_path: Path) -> None:
    workspace = load(write(tmp_path, FILES), languages=None)
    planned = documents(workspace, Scope(papers=("A4",)))
    assert [(wanted.name, wanted.request.language) for wanted in planned] == [
        ("t.patient.A4", None),
        ("t.clinician.A4", None),
        ("t.patient.es.A4", "es"),
        ("t.clinician.es.A4", "es"),
    ]
    assert planned[2].about == "t for patient, layout plain, A4, es"


def test_translations_are_kept_on_every_paper_and_in_large_print(tmp_path: Path) -> None:
    large = {"layouts/large.yaml": "extends: plain\ntext: {scale: giant}\n"}
    clinic = FILES["clinic.yaml"].replace("layout: plain", "layout: large", 1)
    root = write(tmp_path, {**FILES, **large, "clinic.yaml": clinic})
    assert run("snapshot", "update", cwd=root).code == 0
    names = {path.name for path in (root / "snapshots").glob("*.txt")} - {"pictures.txt"}
    assert {f"t.patient.es.{paper}.txt" for paper in ("A4", "Letter")} <= names
    assert run("snapshot", "check", cwd=root).code == 0
    page = root / "content" / "t.es.yaml"
    page.write_text(page.read_text(encoding="utf-8").replace("¿Qué es?", "¿Qué será?"), encoding="utf-8")
    told = json.loads(run("snapshot", "check", "--json", cwd=root).out)
    changed = {each["document"] for each in told["documents"] if each["kind"] != "same"}
    made = ("t.patient.es", "t.clinician.es", "t.clinician.es.large")
    assert changed == {f"{name}.{paper}" for name in made for paper in ("A4", "Letter")}


def test_pages_from_right_to_left_are_kept_on_other_paper(tmp_path: Path) -> None:
    root = workspace(tmp_path, of=Path(__file__).parents[2] / "workspaces" / "right_to_left")
    assert run("snapshot", "update", "--page", "Letter", cwd=root).code == 0
    kept_text = (root / "snapshots" / "every-block.patient.Letter.txt").read_text(encoding="utf-8")
    assert "555-0100" in kept_text
    assert run("snapshot", "check", "--page", "Letter", cwd=root).code == 0
