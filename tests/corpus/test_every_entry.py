"""Every known bad input has a test here, or a reason why it has none yet."""

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

BATCH = {
    "D06": "separators are a matter of CSV, which only batch reads",
    "D08": "a short row: only batch reads rows",
    "D09": "a long row: only batch reads rows",
    "D10": "an open quote: only batch reads CSV",
    "D16": "records against lines: only batch reads rows",
    "D17": "two records of one id: render takes one record",
    "D18": "two patients of one name in one run; one after the other they have two files, which is tested",
    "D26": "a worker that dies: render has no workers",
    "D28": "a record's memory limit: render has no workers",
    "D29": "100,000 records: render takes one",
    "F11": "a folder's lock: render replaces single files by rename, so two runs at once need none",
    "F14": "resuming: render has nothing to resume",
    "F15": "the manifest: render writes none",
    "F16": "the list changed while it is read: render reads its one record at once",
}
ELSEWHERE = {"X07": "tests/test_same_bytes.py"}


def test_every_entry_has_a_test_or_a_reason() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("test_*.py")))
    names = " ".join(re.findall(r"^def (test_\w+)", source, flags=re.MULTILINE))
    tested = {name.upper() for name in re.findall(r"(?<=_)[cltdfx]\d\d(?=_)", names)}
    assert sorted(tested & BATCH.keys()) == []
    assert sorted(tested | BATCH.keys() | ELSEWHERE.keys()) == sorted(ENTRIES.split())
    assert [path for path in ELSEWHERE.values() if not (Path(__file__).parents[2] / path).is_file()] == []
