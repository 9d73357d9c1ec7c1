"""Changes of a dose that a comparison once called equal."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.make import Draft, text
from program import Outcome, run


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
