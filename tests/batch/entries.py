"""Lines of manifests, and manifests in folders, for tests of the manifest by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from handout.batch.output.entries import Entry, Fault, decoded, encoded
from handout.batch.output.manifest import NAME, FolderManifest

FAILED = (Fault("identifiers", "the name is missing"),)


def done(record: int, topic: str = "visit", **more: Any) -> Entry:
    file = f"{topic}.patient.A-{record}.pdf"
    return Entry(
        **{"record": record, "id": f"A-{record}", "topics": (topic,), "audience": "patient", "file": file, **more}
    )


def failed(record: int, topic: str = "visit") -> Entry:
    return done(record, topic, file=None, status="failed", error=FAILED)


@contextmanager
def opened(folder: Path, stride: int = 1) -> Iterator[FolderManifest]:
    manifest = FolderManifest(folder, stride)
    try:
        yield manifest
    finally:
        manifest.close()


def before(folder: Path, *entries: Entry) -> None:
    """What an earlier run wrote."""
    (folder / NAME).write_bytes(b"".join(map(encoded, entries)))


def told(folder: Path) -> list[Entry]:
    found = [decoded(line) for line in (folder / NAME).read_bytes().splitlines(keepends=True)]
    assert None not in found, "a line that can't be read"
    return [entry for entry in found if entry is not None]


def add(manifest: FolderManifest, *entries: Entry) -> None:
    """Lines of a run whose records have one document each."""
    manifest.add((entry.record - 1, encoded(entry)) for entry in entries)
