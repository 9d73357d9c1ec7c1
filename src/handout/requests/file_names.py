"""The files of documents: a name says what differs from the default, and never a person's name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from handout.diagnostics import InputError, UsageError, option
from handout.files.names import file_name
from handout.pipeline import Request
from handout.styles.resolve import resolve
from handout.workspace.load import Workspace


def files_in(folder: Path, workspace: Workspace, requests: Sequence[Request], ending: str = ".pdf") -> list[Path]:
    """The file of each document in a folder.

    UsageError for a patient without an id, or where two would have one name; InputError as in `file_name_of`.
    """
    for request in requests:
        if request.patient.personal and "id" not in request.patient.values:
            message = "a document for a patient without an id has no name of its own"
            raise UsageError.at(workspace.topics[request.topics[0]].file, message, "name its file", "no-id")
    names = [file_name_of(workspace, request, ending) for request in requests]
    if len({name.casefold() for name in names}) < len(names):
        raise UsageError.at(folder, "two documents would have the same file name", code="twice")
    return [folder / name for name in names]


def file_name_of(workspace: Workspace, request: Request, ending: str = ".pdf") -> str:
    """`<topic>.<audience>[.<lang>][.<layout>][.<page>][.<text>][.<patient id>].pdf`, a part only where it differs.

    InputError where no file can have this name.
    """
    try:
        return file_name(_parts(workspace, request)).removesuffix(".pdf") + ending
    except ValueError as error:
        what = "the record's id" if request.patient.personal else "the document"
        raise InputError.at(
            option("patient") if request.patient.personal else workspace.topics[request.topics[0]].file,
            f"no file can be named after {what}: {error}",
            "name its file",
            "file-name",
        ) from None


def _parts(workspace: Workspace, request: Request) -> list[str]:
    patient = [str(request.patient.values["id"])] if request.patient.personal else []
    return [*name_parts(workspace, request), *patient]


def name_parts(workspace: Workspace, request: Request) -> list[str]:
    """The parts of a document's name that are no patient's."""
    clinic, topic = workspace.clinic, workspace.topics[request.topics[0]]
    own = clinic.audience(request.audience).layout
    layout = resolve(request.layout or own, workspace.layouts)
    choices = (
        (request.language, topic.language or clinic.language),
        (request.layout, own),
        (request.paper, layout.page.size or clinic.page),
        (request.scale, layout.scale),
    )
    return [*request.topics, request.audience, *(given for given, usual in choices if given and given != usual)]
