"""Files that several read and write at once by one handle."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from handout.system import positions


@pytest.mark.parametrize("system", ["POSIX", "without positions"])
def test_readers_and_a_writer_of_one_handle_have_places_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    if system != "POSIX":
        monkeypatch.delattr(os, "pread", raising=False)
        monkeypatch.delattr(os, "pwrite", raising=False)
    with (tmp_path / "lines").open("w+b", buffering=0) as file:
        positions.write_at(file.fileno(), b"one\ntwo\nthree\n", 0)
        one, other = (io.BufferedReader(positions.ReaderAt(file.fileno())) for _ in range(2))
        assert one.readline() == b"one\n"
        other.seek(4)
        positions.write_at(file.fileno(), b"four\n", 14)
        assert [*other] == [b"two\n", b"three\n", b"four\n"]
        assert one.readline() == b"two\n"
        other.seek(-5, os.SEEK_CUR)
        assert other.read() == b"four\n"
