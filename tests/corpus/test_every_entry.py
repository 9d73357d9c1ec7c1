"""Every known bad input has a test here; what is about data has one that puts it into a list of many patients."""

from __future__ import annotations

import re
from pathlib import Path

ENTRIES = """
C01 C02 C03 C05 C06 C07 C09 C10 C11 C13 C14 C15 C17 C18 C19 C21 C22 C23 C25 C26 C27 C29 C30 C31 C33 C34 C35 C37 C38 C39
C41 C42 C43 C45 C46 C47 C49 C50 C51 C53 C54 C55 C57 C58 C59 C61 C62 C63 C65 C66 C67 C69
L01 L02 L04 L05 L06 L08 L09 L10 L12 L13 L14 L16 L17 L18
T02 T03 T04 T06 T07 T08 T10 T11 T12 T14
D01 D02 D04 D06 D08 D09 D10 D12 D13 D14 D16 D17 D18 D20 D21 D22 D24 D25 D26 D28 D29 D30 D32 D33 D34
F02 F03 F04 F06 F07 F08 F10 F11 F12 F14 F15 F16
X01 X02 X03 X05 X06 X07 X09 X10
"""

ELSEWHERE = {"X07": "tests/test_same_bytes.py"}


def _tested(files: str) -> set[str]:
    """The entries that the tests in these files are called after."""
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob(files)))
    names = " ".join(re.findall(r"^def (test_\w+)", source, flags=re.MULTILINE))
    return {name.upper() for name in re.findall(r"(?<=_)[cltdfx]\d\d(?=_)", names)}


def test_every_entry_has_a_test() -> None:
    assert sorted(_tested("test_*.py") | ELSEWHERE.keys()) == sorted(ENTRIES.split())
    assert [path for path in ELSEWHERE.values() if not (Path(__file__).parents[2] / path).is_file()] == []


def test_every_entry_about_data_and_runs_is_tried_on_a_list() -> None:
    wanted = {entry for entry in ENTRIES.split() if entry.startswith("D")} | {"T02", "F11", "F14", "F15", "F16", "X02"}
    assert sorted(wanted - _tested("test_batch*.py")) == []
