"""Families of a workspace: a bold that isn't bolder, and a family that no list names."""

from __future__ import annotations

from pathlib import Path

import pytest

from fonts.font_files import built_in
from handout.check.workspace import check
from program import workspace

REGULAR, BOLD = "FiraGO-Regular", "FiraGO-Bold"


def warnings(folder: Path, fonts: str, **files: str) -> list[str]:
    clinic = workspace(folder) / "clinic.yaml"
    for name, face in files.items():
        (folder / f"{name}.ttf").write_bytes(built_in(face))
    clinic.write_text(clinic.read_text(encoding="utf-8") + f"fonts:\n{fonts}", encoding="utf-8")
    lines = clinic.read_text(encoding="utf-8").splitlines()
    found = check(folder, ["plain"])
    return [f"{lines[problem.span.line - 1].strip()}: {problem.message}" for problem in found]


@pytest.mark.parametrize("faces", [(REGULAR, REGULAR), (BOLD, REGULAR), (BOLD, BOLD)])
def test_a_bold_that_is_no_bolder_is_told(tmp_path: Path, faces: tuple[str, str]) -> None:
    fonts = "  families:\n    House:\n      regular: a.ttf\n      bold: b.ttf\n  body: [House, FiraGO]\n"
    [said] = warnings(tmp_path, fonts, a=faces[0], b=faces[1])
    assert said.startswith("bold: b.ttf: the bold of 'House' is no bolder than its regular")


def test_a_bold_is_bolder(tmp_path: Path) -> None:
    fonts = "  families: {House: {regular: a.ttf, bold: b.ttf}}\n  heading: [House]\n"
    assert warnings(tmp_path, fonts, a=REGULAR, b=BOLD) == []


def test_a_family_in_no_list_is_told(tmp_path: Path) -> None:
    fonts = "  families:\n    House: {regular: a.ttf}\n    Other: {regular: a.ttf}\n  body: [Other]\n"
    [said] = warnings(tmp_path, fonts, a=REGULAR)
    assert said.startswith("House: {regular: a.ttf}: the font family 'House' is in no list")
