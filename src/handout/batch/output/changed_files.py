"""Documents and lines that were changed, cut or lost after they were made, and the warnings about them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handout.batch.output.entries import decoded
from handout.batch.output.manifest import NAME, Manifest
from handout.batch.workers.jobs import Outcome
from handout.diagnostics import Diagnostic, Span, option

MOST = 1_000
"""Documents that are remembered in one run."""


class Altered:
    """Files that were there under the names of documents and were replaced."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[int, str | None]] = {}

    def note(self, outcome: Outcome) -> None:
        """Records the result for a document."""
        if outcome.found == "other" and len(self._made) < MOST:
            entry = decoded(outcome.entry)
            if entry is not None and entry.file is not None:
                self._made[entry.file] = entry.record, entry.sha256

    def warnings(self, manifest: Manifest) -> Iterator[Diagnostic]:
        """A warning for each that had been made with these very bytes, by the manifest's lines of earlier runs."""
        if manifest.cut:
            message = "the last line of the manifest was cut off, and is written again"
            yield Diagnostic(Span(option("resume")), message, "", "manifest-cut", "warning")
        if not self._made:
            return
        for line in manifest.earlier():
            entry = decoded(line)
            if entry is not None and entry.file in self._made:
                record, digest = self._made[entry.file]
                if entry.sha256 == digest:
                    message = f"record {record}: its document had been changed after it was made, and is made again"
                    yield Diagnostic(Span(option("resume")), message, "", "rerendered", "warning")


def strays(folder: Path) -> list[Diagnostic]:
    """A warning about documents without a manifest: it isn't known which of them an earlier run made."""
    if (folder / NAME).exists() or not any(folder.glob("*.pdf")):
        return []
    message = "there are PDFs here, but no manifest, so none of them is deleted"
    return [Diagnostic(Span(str(folder)), message, "they may belong to patients of another list", "strays", "warning")]
