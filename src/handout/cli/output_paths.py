"""Where documents are written: `-o`, or a name that says what differs from the default; never a person's name."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handout.cli.arguments import as_usage

if TYPE_CHECKING:
    from handout.pipeline import Request
    from handout.workspace.load import Workspace


def is_file_name(output: Path | None, ending: str = ".pdf") -> bool:
    """Whether `-o` names a document rather than a folder; a path that the system refuses names a document, too."""
    return output is not None and output.suffix.lower() == ending and not os.path.isdir(output)  # noqa: PTH112


def targets(
    base: Path, workspace: Workspace, requests: Sequence[Request], output: Path | None, ending: str = ".pdf"
) -> list[Path]:
    """The file of each document: `-o FILE.pdf` for one, else its own name in the folder named, or in the base."""
    if output is not None and is_file_name(output, ending):
        if len(requests) > 1:
            raise click.UsageError(f"-o names one file, and {len(requests)} documents are asked for; name a folder")
        return [output]
    if output is not None and (output.suffix or str(output) == "-") and not os.path.isdir(output):  # noqa: PTH112
        kind = ending.removeprefix(".").upper()
        raise click.UsageError(f"-o {output}: there is no such folder, and the name of a {kind} ends in {ending}")
    from handout.requests.file_names import files_in

    with as_usage(f"give -o FILE{ending}"):
        return files_in(output or base, workspace, requests, ending)


def prepare(files: Sequence[Path], *own: Path) -> None:
    """The workspace's own output folders, made where they are missing; others must be there, and be no symlinks."""
    from handout.files.publish import make_folder, suitable

    absolute = [folder.absolute() for folder in own]
    for parent in dict.fromkeys(path.parent for path in files):
        if parent.absolute() in absolute:
            for folder in own[: absolute.index(parent.absolute()) + 1]:
                make_folder(folder)
        else:
            suitable(parent)
