"""Changes of a dose that a comparison once called equal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.make import Draft, text
from handout.regression.golden.verdict import compare_with_golden, golden_text
from program import Outcome, run

from .found import Found


def leaflet(*lines: str) -> bytes:
    """A page as another program might write it, without tags."""
    return Draft(text(*((72.0, 750.0 - 14 * number, line) for number, line in enumerate(lines)))).content


def compared(folder: Path, old: bytes, new: bytes, *options: str) -> Outcome:
    (folder / "old.pdf").write_bytes(old)
    (folder / "new.pdf").write_bytes(new)
    return run("compare", *options, "old.pdf", "new.pdf", cwd=folder)


@pytest.mark.parametrize(
    ("mask", "old", "new"),
    [
        ("date", "Morning, noon and night: 10-5-10 mg", "Morning, noon and night: 10-10-20 mg"),
        ("mrn", "Give IU 500000 as one dose", "Give IU 900000 as one dose"),
        ("mrn", "Give 1000000 I.U. as one dose", "Give 9000000 I.U. as one dose"),
    ],
)
def test_no_mask_hides_a_dose(mask: str, old: str, new: str, tmp_path: Path) -> None:
    assert compared(tmp_path, leaflet(old), leaflet(new), "--mask", mask).code == 7


END = "and wait for half an hour before you lie down."
RANGES = [
    # how the range is broken over two lines, and what it must not be taken for
    ("take 1-|2 tablets", "take|12 tablets"),
    ("take 1-|2 tablets", "take|1 2 tablets"),
    ("take 10-|15 mg", "take|1015 mg"),
    ("take 10-|15 mg", "take|10 15 mg"),
    ("take 10\u2013|15 mg", "take|1015 mg"),
    ("take 10\u00ad|15 mg", "take|1015 mg"),
    ("take 120/|80", "take|12080"),
    ("take 1|0 mg", "take|10 mg"),
    ("take 2.|5 mg", "take|25 mg"),
    ("take 5|mg", "take|5mg"),
    ("from +5 to -|10 degrees", "from +5 to|10 degrees"),
]


@pytest.mark.parametrize(("old", "new"), RANGES)
def test_a_range_broken_over_lines_is_no_other_number(old: str, new: str, tmp_path: Path) -> None:
    before, after = (
        leaflet(*f"In the morning, with a large glass of water, {said}, {END}".split("|")) for said in (old, new)
    )
    assert compared(tmp_path, before, after).code == compared(tmp_path, after, before).code == 7
    (tmp_path / "golden.txt").write_text(golden_text(before), encoding="utf-8")
    assert compare_with_golden(tmp_path / "golden.txt", "golden.txt", golden_text(after)).kind == "words"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("take 1-|2 tablets", "take 1-2 tablets"),
        ("take the milia-|like", "take the|milia-like"),
        ("infor-|mation", "information"),
    ],
)
def test_the_same_words_broken_elsewhere_are_equal(broken: str, whole: str, tmp_path: Path) -> None:
    before, after = (leaflet(*f"Please, {said}, {END}".split("|")) for said in (broken, whole))
    assert compared(tmp_path, before, after).code == compared(tmp_path, after, before).code == 0


MORNING, NIGHT = '"1", "", ""', '"", "", "1"'


@pytest.mark.parametrize("scales", [("standard", "standard"), ("giant", "giant"), ("standard", "giant")])
def test_a_dose_at_another_time_of_day_is_a_change(scales: tuple[str, str], found: Callable[[str], Found]) -> None:
    case = found("moved-dose")
    topic = case.folder / "content" / "t.yaml"
    for name, scale in zip("abc", (*scales, scales[1]), strict=True):
        if name == "c":
            topic.write_text(topic.read_text("utf-8").replace(MORNING, NIGHT), "utf-8")
        assert case.run("render", "t", "--audience", "patient", "--text", scale, "-o", f"{name}.pdf").code == 0
    assert case.run("compare", "a.pdf", "b.pdf").code == 0
    outcome = case.run("compare", "a.pdf", "c.pdf")
    assert outcome.code == 7
    assert "in another place: 1 (Example A, Night; was Example A, Morning)" in outcome.out
    rows = case.run("text", "--tags", "c.pdf").out.partition("TH Example A\n")[2].splitlines()
    assert [row.strip() for row in rows[:3]] == ["TD", "TD", "TD 1"]


def test_a_snapshot_tells_a_dose_at_another_time_of_day(found: Callable[[str], Found]) -> None:
    case = found("moved-dose")
    assert case.run("snapshot", "update", "--page", "A4").code == 0
    assert "|  Example A | 1 |  |  |" in (case.folder / "snapshots" / "t.patient.A4.txt").read_text("utf-8")
    topic = case.folder / "content" / "t.yaml"
    topic.write_text(topic.read_text("utf-8").replace(MORNING, NIGHT), "utf-8")
    outcome = case.run("snapshot", "check", "--page", "A4")
    assert outcome.code == 7
    assert "words: 2, tags: 0" in outcome.out


@pytest.mark.parametrize("scale", ["standard", "giant"])
def test_a_row_to_fill_in_that_is_gone_is_a_change(scale: str, found: Callable[[str], Found]) -> None:
    case = found("moved-dose")
    topic = case.folder / "content" / "t.yaml"
    empty = topic.read_text("utf-8").replace("Example A, " + MORNING, '"", "", "", ""')
    empty = empty.replace('Example B, "2", "1", "2"', '"", "", "", ""')
    for name, written in (("old", empty), ("new", empty.replace('            - ["", "", "", ""]\n', "", 1))):
        topic.write_text(written, "utf-8")
        assert case.run("render", "t", "--audience", "patient", "--text", scale, "-o", f"{name}.pdf").code == 0
    outcome = case.run("compare", "old.pdf", "new.pdf")
    assert outcome.code == 7
    assert "- ‹empty› ‹empty› ‹empty› ‹empty›" in outcome.out
