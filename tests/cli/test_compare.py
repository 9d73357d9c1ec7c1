"""`handout compare`: two files, two folders, and everything that can be wrong with them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from time import sleep
from typing import Any

import pikepdf
import pytest
from PIL import Image

from extract.make import Draft, artifact, mark, text
from handout.compare import files, folders
from handout.diagnostics import FILE_NAMED
from program import Outcome, environment, run


def pdf(*pages: str, footer: str = "") -> bytes:
    """A tagged file with a paragraph on each page."""
    bottom = artifact(text((50, 20, footer))) if footer else ""
    draft = Draft(*(mark(0, text((50, 700, words))) + bottom for words in pages))
    draft.tag(*(draft.element("P", (number, 0)) for number in range(len(pages))))
    return draft.content


def encrypted() -> bytes:
    out = BytesIO()
    Draft(text((50, 700, "words"))).pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


ONE, OTHER = pdf("Take 5 mg a day"), pdf("Take 10 mg a day")
SCAN = Draft("100 100 300 300 re f\n").content
BAD = {
    "empty": (b"", "the file is empty"),
    "text": (b"just words", "not a PDF"),
    "broken": (ONE[:60], "the PDF is broken"),
    "encrypted": (encrypted(), "the PDF is encrypted"),
    "scan": (SCAN, "there is no text in it"),
}


def written(folder: Path, contents: Mapping[str, bytes]) -> None:
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def compared(folder: Path, old: bytes, new: bytes, *arguments: str) -> Outcome:
    written(folder, {"old.pdf": old, "new.pdf": new})
    return run("compare", *arguments, "old.pdf", "new.pdf", cwd=folder)


# Two files


def test_equal_files(tmp_path: Path) -> None:
    assert compared(tmp_path, ONE, ONE) == Outcome(0, "the words are equal\n", "")


def test_other_words(tmp_path: Path) -> None:
    assert compared(tmp_path, ONE, OTHER) == Outcome(
        7, "page 1\n  - Take 5 mg a day\n  + Take 10 mg a day\n1 change on page 1\n", ""
    )


def test_for_programs(tmp_path: Path) -> None:
    found = json.loads(compared(tmp_path, ONE, OTHER, "--json").out)
    assert {key: found[key] for key in ("old", "new", "outcome", "pages", "moved", "problems", "pictures")} == {
        "old": "old.pdf", "new": "new.pdf", "outcome": "different", "pages": {"old": 1, "new": 1},
        "moved": [], "problems": [], "pictures": [],
    }  # fmt: skip
    (change,) = found["changes"]
    assert (change["kind"], change["page_new"], change["old"], change["new"]) == ("changed", 1, "5", "10")


def test_what_moved_to_another_page_counts_only_if_asked(tmp_path: Path) -> None:
    whole = Draft(mark(0, text((50, 700, "one two three"))) + mark(1, text((50, 650, "four five six"))))
    whole.tag(whole.element("P", (0, 0)), whole.element("P", (0, 1)))
    parted = pdf("one two three", "four five six")
    found = compared(tmp_path, whole.content, parted)
    assert found.code == 0
    assert found.out.splitlines() == [
        "on another page, with the same words",
        "  page 1 to 2: four five six",
        "the words are equal; some are on another page; 2 pages, was 1",
    ]
    assert compared(tmp_path, whole.content, parted, "--moved").code == 7


def test_another_order_is_told_as_such(tmp_path: Path) -> None:
    old, new = pdf("one two three", "four five six"), pdf("four five six", "one two three")
    found = compared(tmp_path, old, new)
    assert found.code == 7
    assert found.out.splitlines()[:2] == ["page 1 (was 2)", "  in another place: four five six"]


def test_the_number_of_a_page_that_followed_is_listed(tmp_path: Path) -> None:
    first, second = text((50, 700, "see (page 1)")), text((50, 650, "one two three"))
    whole = Draft(mark(0, first) + mark(1, second))
    whole.tag(whole.element("P", (0, 0)), whole.element("P", (0, 1)))
    found = compared(tmp_path, whole.content, pdf("see (page 2)", "one two three"))
    assert found.code == 0
    assert "  page 1: see (page 1) is now 2)" in found.out.splitlines()


def test_headers_and_footers_can_be_left_out(tmp_path: Path) -> None:
    old, new = pdf("a b c", footer="Old clinic"), pdf("a b c", footer="New clinic")
    found = compared(tmp_path, old, new)
    assert found.code == 7
    assert found.out.splitlines()[0] == "page 1, header or footer"
    assert compared(tmp_path, old, new, "--no-bands").code == 0


def test_colours_are_for_terminals_that_want_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in compared(tmp_path, ONE, OTHER).out
    monkeypatch.setattr("click._compat.isatty", lambda stream: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = compared(tmp_path, ONE, OTHER).out
    assert "\x1b[31m5\x1b[0m" in shown
    assert "\x1b[32m10\x1b[0m" in shown
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in compared(tmp_path, ONE, OTHER).out


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("side", ["old", "new"])
def test_a_file_that_can_t_be_compared(kind: str, side: str, tmp_path: Path) -> None:
    content, message = BAD[kind]
    found = compared(tmp_path, *((content, ONE) if side == "old" else (ONE, content)))
    assert found.code == 3
    assert found.out == ""
    assert f"{side}.pdf: error: {message}" in found.err


def test_both_files_are_told_at_once(tmp_path: Path) -> None:
    found = compared(tmp_path, BAD["empty"][0], BAD["text"][0])
    assert found.err.splitlines() == [
        "new.pdf: error: not a PDF", "old.pdf: error: the file is empty", "2 errors",
    ]  # fmt: skip


def test_a_file_that_isn_t_there(tmp_path: Path) -> None:
    written(tmp_path, {"old.pdf": ONE})
    found = run("compare", "old.pdf", "new.pdf", cwd=tmp_path)
    assert (found.code, found.err) == (3, f"new.pdf: error: no such file\n  hint: {FILE_NAMED}\n")


@pytest.mark.parametrize("arguments", [("folder", "nope"), ("nope", "folder")])
def test_a_folder_that_isn_t_there(arguments: tuple[str, str], tmp_path: Path) -> None:
    written(tmp_path, {"folder/a.pdf": ONE})
    found = run("compare", *arguments, cwd=tmp_path)
    assert (found.code, found.err) == (3, "nope: error: no such folder\n")


def test_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 100)
    found = compared(tmp_path, ONE, OTHER)
    assert found.code == 3
    assert "at most 0 MiB can be compared" in found.err


def test_a_scan_can_be_looked_at(tmp_path: Path) -> None:
    assert "--visual compares the pages' pictures" in compared(tmp_path, SCAN, ONE).err
    other = Draft("100 100 300 305 re f\n").content
    found = compared(tmp_path, SCAN, other, "--visual")
    assert found.code == 7
    assert found.out.splitlines()[-1] == "the words can't be compared; 1 page looks different"
    again = Draft("100 100 300 300 re f\n", "").content
    assert compared(tmp_path, again, again, "--visual").code == 0


# Masks


@pytest.mark.parametrize(
    ("mask", "said"),
    [
        ("dates", "there is no mask 'dates'"),
        ("date=x", "there is a mask 'date' already"),
        ("A b=x", "'A b' can't be a name"),
        ("x=(", "mask 'x' is no regular expression: missing ), unterminated subpattern"),
        ("x=", "mask 'x' finds nothing in particular"),
        ("x=a*", "mask 'x' finds nothing in particular"),
        ("x=.+", "mask 'x' matches everything"),
        (r"x=\S+", "mask 'x' matches everything"),
        (r"x=\w", "mask 'x' matches everything"),
        (r"x=\s", "mask 'x' finds nothing in particular"),
        ("x=" + "a" * 2000, "mask 'x': longer than 1000 characters"),
    ],
)
def test_a_mask_that_is_none(mask: str, said: str, tmp_path: Path) -> None:
    found = compared(tmp_path, ONE, OTHER, "--mask", mask)
    assert found.code == 2
    assert f"--mask: error: {said}" in found.err


def test_a_mask_that_takes_for_ever_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handout.compare.masks.SECONDS", 0.2)
    before = signal.getsignal(signal.SIGALRM)
    old, new = pdf("a" * 60 + " old"), pdf("a" * 60 + " new")
    found = compared(tmp_path, old, new, "--mask", r"x=(a|aa)+\d")
    assert found.code == 2
    assert "mask 'x': it takes too long" in found.err
    assert signal.getsignal(signal.SIGALRM) == before


def test_where_there_is_no_clock_repeats_in_repeats_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("signal.setitimer")
    found = compared(tmp_path, ONE, OTHER, "--mask", r"x=(a+)+\d")
    assert found.code == 2
    assert "a repeat in a repeat could take for ever" in found.err
    assert compared(tmp_path, ONE, OTHER, "--mask", r"x=\d+ mg").code == 0


def test_masks(tmp_path: Path) -> None:
    assert compared(tmp_path, ONE, OTHER, "--mask", "dose=[0-9]+ mg").code == 0


# The command line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["old.pdf", "folder"], "one is a file and the other a folder"),
        (["-o", "x", "old.pdf", "new.pdf"], "-o and --tolerance are for --visual"),
        (["--tolerance", "5", "old.pdf", "new.pdf"], "-o and --tolerance are for --visual"),
        (["--visual", "--tolerance", "101", "old.pdf", "new.pdf"], "101.0"),
        (["old.pdf"], "NEW"),
    ],
)
def test_what_the_command_line_can_t_mean(arguments: list[str], said: str, tmp_path: Path) -> None:
    written(tmp_path, {"old.pdf": ONE, "new.pdf": ONE, "folder/a.pdf": ONE})
    found = run("compare", *arguments, cwd=tmp_path)
    assert found.code == 2
    assert said in found.err


# Two folders


def folder(tmp_path: Path, *arguments: str) -> Outcome:
    return run("compare", "old", "new", *arguments, cwd=tmp_path)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_folders_are_paired_by_name(workers: str, tmp_path: Path) -> None:
    written(tmp_path / "old", {"a.pdf": ONE, "b.pdf": ONE, "c/d.pdf": ONE, "notes.txt": b"x"})
    written(tmp_path / "new", {"a.pdf": ONE, "b.pdf": OTHER, "e.PDF": ONE})
    found = folder(tmp_path, "--workers", workers)
    assert found.code == 7
    assert found.out.splitlines() == [
        "a.pdf: the words are equal",
        "b.pdf: 1 change on page 1",
        "c/d.pdf: only in the old folder",
        "e.PDF: only in the new folder",
        "4 files: 1 equal, 1 different, 1 only in the old folder, 1 only in the new folder",
    ]


def test_equal_folders(tmp_path: Path) -> None:
    for name in ("old", "new"):
        written(tmp_path / name, {"a.pdf": ONE, "b.pdf": OTHER})
    found = folder(tmp_path)
    assert (found.code, found.out.splitlines()[-1], found.err) == (0, "2 files: 2 equal", "")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_bad_file_stops_nothing_but_itself(workers: str, tmp_path: Path) -> None:
    good = {f"good-{number}.pdf": ONE for number in range(20)}
    written(tmp_path / "old", {**good, **{f"{kind}.pdf": ONE for kind in BAD}})
    written(tmp_path / "new", {**good, **{f"{kind}.pdf": content for kind, (content, _) in BAD.items()}})
    found = folder(tmp_path, "--workers", workers)
    assert found.code == 3
    assert found.out.splitlines()[-1] == "25 files: 20 equal, 5 can't be compared"
    for kind, (_, message) in BAD.items():
        assert f"{kind}.pdf: can't be compared" in found.out
        assert f"{Path('new', kind)}.pdf: error: {message}" in found.err
    assert "compared 25 of 25" in found.err


@pytest.mark.parametrize("kind", ["text", "empty", "broken"])
def test_a_file_that_is_bad_in_both_folders_is_told_of_both(kind: str, tmp_path: Path) -> None:
    for name in ("old", "new"):
        written(tmp_path / name, {"bad.pdf": BAD[kind][0]})
    found = folder(tmp_path)
    assert found.code == 3
    for name in ("old", "new"):
        assert f"{Path(name, 'bad')}.pdf: error: {BAD[kind][1]}" in found.err


def test_every_change_of_a_folder(tmp_path: Path) -> None:
    written(tmp_path / "old", {"a.pdf": ONE})
    written(tmp_path / "new", {"a.pdf": OTHER})
    assert folder(tmp_path, "--diff").out.splitlines() == [
        "a.pdf: 1 change on page 1",
        "  page 1",
        "    - Take 5 mg a day",
        "    + Take 10 mg a day",
        "1 file: 1 different",
    ]
    found: dict[str, Any] = json.loads(folder(tmp_path, "--json").out)
    assert [(file["name"], len(file["changes"])) for file in found["files"]] == [("a.pdf", 1)]
    assert {key: found[key] for key in found if key != "files"} == {
        "equal": 0, "different": 1, "only-old": 0, "only-new": 0, "unreadable": 0,
    }  # fmt: skip


def test_folders_without_pdfs(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    written(tmp_path / "new", {"a.txt": b"x"})
    found = folder(tmp_path)
    assert found.code == 3
    assert found.err.splitlines() == ["new: error: no PDFs are in it", "old: error: no PDFs are in it", "2 errors"]


def test_an_accent_is_the_same_however_it_is_stored(tmp_path: Path) -> None:
    written(tmp_path / "old", {"caf\u00e9.pdf": ONE})
    written(tmp_path / "new", {"cafe\u0301.pdf": ONE})
    assert folder(tmp_path).code == 0


def test_a_worker_that_dies_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = folders.one

    def deadly(pair: folders.FilePair, wish: files.CompareOptions) -> folders.PairResult:
        if pair.name == "n-13.pdf":
            os._exit(1)
        return whole(pair, wish)

    monkeypatch.setattr(folders, "one", deadly)
    for name in ("old", "new"):
        written(tmp_path / name, {f"n-{number}.pdf": ONE for number in range(20)})
    found = folder(tmp_path, "--workers", "2")
    assert found.code == 3
    assert found.out.splitlines()[-1] == "20 files: 19 equal, 1 can't be compared"
    assert f"{Path('new', 'n-13.pdf')}: error: reading it crashed the reader" in found.err


def test_a_slow_mask_ends_the_comparison_of_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handout.compare.masks.SECONDS", 0.2)
    written(tmp_path / "old", {f"{number}.pdf": pdf("a" * 60 + " old") for number in range(3)})
    written(tmp_path / "new", {f"{number}.pdf": pdf("a" * 60 + " new") for number in range(3)})
    found = folder(tmp_path, "--mask", r"x=(a|aa)+\d", "--workers", "2")
    assert found.code == 2
    assert "mask 'x': it takes too long" in found.err


@pytest.mark.skipif(sys.platform != "linux", reason="the workers are found in /proc")
def test_ctrl_c_ends_it_and_its_workers(tmp_path: Path) -> None:
    pages = [f"page {number} " * 5 for number in range(80)]
    for name in ("old", "new"):
        content = pdf(*pages, name)
        written(tmp_path / name, {f"{number}.pdf": content for number in range(200)})
    running = subprocess.Popen(
        [sys.executable, "-m", "handout", "compare", "old", "new", "--workers", "2"],
        cwd=tmp_path, env=environment({}), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    workers: list[str] = []
    while running.poll() is None and len(workers) < 2:
        workers = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
        sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert err.decode().splitlines()[-1] == "stopped; nothing was written"
    assert b"Traceback" not in out + err
    assert not any(Path("/proc", worker).exists() for worker in workers)


# Pictures


def test_pages_that_look_different_are_shown_side_by_side(tmp_path: Path) -> None:
    old, new = pdf("same", "Take 5 mg"), pdf("same", "Take 6 mg")
    found = compared(tmp_path, old, new, "--visual", "-o", "look")
    assert found.code == 7
    assert f"page 2 looks different: {Path('look', 'new.page-2.png')}" in found.out
    assert [path.name for path in (tmp_path / "look").iterdir()] == ["new.page-2.png"]
    path = tmp_path / "look" / "new.page-2.png"
    assert path.stat().st_mode & 0o077 == 0
    with Image.open(path) as picture:
        assert picture.width > 3 * 800
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20) or []}
    assert (220, 0, 0) in colours


def test_a_page_that_only_one_has_looks_different(tmp_path: Path) -> None:
    found = json.loads(compared(tmp_path, pdf("a"), pdf("a", "b"), "--visual", "--json").out)
    (page,) = found["pictures"]
    assert (page["page"], page["share"]) == (2, 1.0)
    assert (tmp_path / page["file"]).is_file()


def test_what_is_only_drawn_otherwise(tmp_path: Path) -> None:
    content = mark(0, text((50, 700, "words")))
    drafts = [Draft(content), Draft(content + "0.9 g 300 300 100 100 re f\n")]
    old, new = (draft.tag(draft.element("P", (0, 0))).content for draft in drafts)
    assert compared(tmp_path, old, new).code == 0
    assert compared(tmp_path, old, new, "--visual", "--tolerance", "5").code == 7
    assert compared(tmp_path, old, new, "--visual").code == 0


def test_pictures_of_folders(tmp_path: Path) -> None:
    written(tmp_path / "old", {"a/b.pdf": ONE, "c.pdf": ONE})
    written(tmp_path / "new", {"a/b.pdf": OTHER, "c.pdf": ONE})
    found = folder(tmp_path, "--visual")
    assert found.code == 7
    assert "a/b.pdf: 1 change on page 1; 1 page looks different" in found.out
    assert (tmp_path / "compare" / "a" / "b.page-1.png").is_file()
