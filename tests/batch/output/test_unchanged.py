"""The documents of a manifest are all looked at, whichever process reads them."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from batch.entries import before, done, failed
from handout.batch.output import unchanged as reading
from handout.batch.output.entries import Entry, encoded
from handout.batch.output.manifest import NAME

DOCUMENTS = 7


@pytest.fixture
def entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    """The lines of some documents, which are there."""
    monkeypatch.setattr(reading, "FEWEST", 1)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    found = []
    for record in range(1, DOCUMENTS + 1):
        content = b"a" * 5000 + b"%d" % record
        found.append(replace(done(record), sha256=hashlib.sha256(content).hexdigest()))
        (tmp_path / (found[-1].file or "")).write_bytes(content)
    return found


def count(folder: Path, workers: int) -> int | None:
    handle = os.open(folder / NAME, os.O_RDONLY)
    try:
        return reading.unchanged(folder, handle, workers)
    finally:
        os.close(handle)


@pytest.mark.parametrize("workers", [1, 2, 3, 20])
def test_each_document_is_read_by_one_of_the_processes(workers: int, tmp_path: Path, entries: list[Entry]) -> None:
    before(tmp_path, *entries)
    assert count(tmp_path, workers) == DOCUMENTS
    for entry in entries:
        path = tmp_path / (entry.file or "")
        content = path.read_bytes()
        path.write_bytes(content[:-1] + b"x")
        assert count(tmp_path, workers) is None
        path.write_bytes(content)
    assert count(tmp_path, workers) == DOCUMENTS


@pytest.mark.parametrize("workers", [1, 2])
def test_a_line_that_is_not_of_a_document_is_a_doubt(workers: int, tmp_path: Path, entries: list[Entry]) -> None:
    before(tmp_path, *entries, failed(DOCUMENTS + 1))
    assert count(tmp_path, workers) is None
    (tmp_path / NAME).write_bytes(b"".join(map(encoded, entries)) + b"{")
    assert count(tmp_path, workers) is None
    (tmp_path / NAME).write_bytes(b"")
    assert count(tmp_path, workers) is None
