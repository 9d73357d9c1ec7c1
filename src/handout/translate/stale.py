"""Texts of translations whose original has changed since: their records say so, whatever the dates of the files say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from handout.diagnostics import Diagnostic, HandoutError
from handout.translate.aligned_file import AlignedFile
from handout.translate.originals import Original, Originals
from handout.translate.recorded import new_records
from handout.workspace.loaded import Workspace
from handout.workspace.translations import split_name

_RECORD = re.compile(rb"^ *# [A-Za-z0-9-]+: ", re.MULTILINE)


def stale(workspace: Workspace) -> Iterator[Diagnostic]:
    """A warning for each such text in the translations of a workspace; a text without a record gets none.

    The workspace has the originals and the clinic; the files of translations are read again for their comments.
    """
    originals = None
    for file in workspace.sources:
        path = PurePosixPath(file)
        name, tag = split_name(path.stem)
        original = str(path.with_name(f"{name}.yaml"))
        if not tag or path.parts[0] != "content" or original not in workspace.sources:
            continue
        content = _content(workspace.root / file)
        if not _RECORD.search(content):
            continue
        originals = originals or Originals(workspace.root, workspace.clinic)
        try:
            found = originals.of(workspace.root / original, workspace.sources[original])
            yield from _stale(found, content, file)
        except HandoutError:
            continue  # the problems of both files are reported where the files are read


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _stale(original: Original, content: bytes, file: str) -> Iterator[Diagnostic]:
    found = AlignedFile(original, content, file)
    records, _ = new_records(found.texts, found.lines, current=True, filled={})
    for text in found.texts:
        record = records.get(text.part.path)
        if record is not None and record.was:
            message = "the original of this text has changed since it was translated"
            hint = f"mend it, and delete the line '# was:'; handout translate {original.path.stem} writes that line"
            yield Diagnostic(text.given.value.span, message, hint, "stale-translation", "warning")
