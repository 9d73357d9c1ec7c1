"""A label that pages repeat, as of a table that is set as blocks, is missed where nothing else changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.readings import band, passage
from handout.compare import mask
from handout.extract import RULES, CellPosition, PageReading, Passage, PdfReading
from handout.regression.golden.verdict import Verdict, compare_with_golden
from handout.regression.golden.write import written

ROWS = [["Name", "Dose"], ["A", "5 mg"], ["B", ""]]
TAGS = "Document\n  TH Name\n  TH Dose\n  TD A\n  TD 5 mg\n  TD B\n  TD"


def document(*labels: str, pages: int = 1) -> str:
    cells: list[Passage] = [
        passage(text, role="TD" if row > 1 else "TH", cell=CellPosition(1, row, column))
        for row, texts in enumerate(ROWS, 1)
        for column, text in enumerate(texts, 1)
    ]
    first = PageReading(1, 595.0, 842.0, (*cells, *map(band, labels)))
    more = (PageReading(number, 595.0, 842.0, (passage("words"),)) for number in range(2, pages + 1))
    return written(PdfReading(RULES, True, (first, *more)), TAGS)


def judged(folder: Path, old: str, new: str, *masks: str) -> Verdict:
    (folder / "g.txt").write_text(old, encoding="utf-8")
    return compare_with_golden(folder / "g.txt", "g.txt", new, [mask(name) for name in masks])


@pytest.mark.parametrize("labels", [["Name"], ["Name", "Dose"], ["Name", "Name", "Dose", "Dose"], []])
def test_a_label_that_came_or_went_is_told(labels: list[str], tmp_path: Path) -> None:
    verdict = judged(tmp_path, document("Name", "Dose", "Dose"), document(*labels))
    assert verdict.kind == "words"
    assert verdict.comparison is not None
    assert {change.band for change in verdict.comparison.changes} == {True}
    assert verdict.pages == (1,)


def test_the_same_labels_are_the_same(tmp_path: Path) -> None:
    assert judged(tmp_path, document("Name", "Dose"), document("Dose", "Name")).kind == "same"


def test_what_is_masked_may_differ_there_too(tmp_path: Path) -> None:
    old, new = document("Printed 2026-03-05"), document("Printed 2026-03-06")
    assert judged(tmp_path, old, new).kind == "words"
    assert judged(tmp_path, old, new, "date").kind == "same"
