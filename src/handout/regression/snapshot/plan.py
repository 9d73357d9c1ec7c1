"""The documents that a workspace has snapshots of: each topic for each of its audiences, on each paper.

A document for anybody is named `<topic>.<audience>[.<lang>][.<layout>].<paper>`, one for a made-up patient
`<topic>.<audience>[.<lang>].<id>`, in a folder of its own; a part is there only where it says something.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from handout.check.layout import accepts
from handout.diagnostics import Diagnostic, InputError, Span
from handout.files.names import file_name
from handout.patients import Patient
from handout.patients.lists import open_records
from handout.pipeline import Request
from handout.styles.page import PAPER
from handout.styles.resolve import resolve
from handout.workspace.load import Workspace

FOLDER = "snapshots"
PATIENTS = "patients"
"""The folder of the made-up patients' documents, and the name of their file."""
SUFFIXES = (".csv", ".yaml", ".yml", ".json", ".jsonl")


class Scope(Struct, frozen=True, kw_only=True):
    """The part of a workspace that is asked for."""

    topics: tuple[str, ...] = ()
    """All, if none is named."""
    papers: tuple[str, ...] = tuple(PAPER)
    date: datetime.date | None = None
    patients: Path | None = None
    """The file of made-up patients; if left out, the one in the folder of snapshots, if there is one."""

    def covers(self, name: str, *, patients: bool) -> bool:
        """Whether a golden is in the scope; its name is its file's without the ending."""
        parts = name.split(".")
        if self.topics and parts[0] not in self.topics:
            return False
        return patients or parts[-1] in self.papers or parts[-1] not in PAPER


class PlannedDocument(Struct, frozen=True, kw_only=True):
    """A document and its golden."""

    golden: str
    """Its path in the folder of snapshots."""
    about: str
    """What document it is, for the reader of the golden."""
    request: Request
    record: int = 0
    """The number of its made-up patient."""

    @property
    def name(self) -> str:
        """The golden's path without its ending."""
        return self.golden.removesuffix(".txt")


def samples(workspace: Workspace, scope: Scope) -> Path | None:
    """The file of made-up patients, if there is one."""
    if scope.patients is not None:
        return scope.patients
    found = (workspace.root / FOLDER / f"{PATIENTS}{suffix}" for suffix in SUFFIXES)
    return next((path for path in found if path.is_file()), None)


def documents(workspace: Workspace, scope: Scope) -> list[PlannedDocument]:
    """Every document that is asked for; HandoutError for a bad file of patients, or unusable names."""
    found = [*_for_anybody(workspace, scope), *_for_patients(workspace, scope)]
    seen: dict[str, str] = {}
    for wanted in found:
        other = seen.setdefault(wanted.golden.casefold(), wanted.about)
        if other != wanted.about:
            message = f"two documents would have one golden: {other}; {wanted.about}"
            raise InputError.at(f"{FOLDER}/{wanted.golden}", message, "rename a layout", "twice")
    return found


def _for_anybody(workspace: Workspace, scope: Scope) -> Iterator[PlannedDocument]:
    clinic = workspace.clinic
    for topic, language, audience in _editions(workspace, scope):
        own = clinic.audience(audience).layout
        for layout in _layouts(workspace, audience):
            for paper in scope.papers:
                request = Request(
                    topics=(topic,), audience=audience, paper=paper, date=scope.date,
                    layout=None if layout == own else layout, language=language,
                )  # fmt: skip
                parts = [
                    topic,
                    audience,
                    *([language] if language else []),
                    *([] if layout == own else [layout]),
                    paper,
                ]
                yield _wanted(workspace, request, parts, f"layout {layout}, {paper}")


def _for_patients(workspace: Workspace, scope: Scope) -> Iterator[PlannedDocument]:
    path = samples(workspace, scope)
    patients = _read(path, workspace) if path is not None else []
    for topic, language, audience in _editions(workspace, scope):
        for number, patient in patients:
            request = Request(topics=(topic,), audience=audience, language=language, patient=patient, date=scope.date)
            name = str(patient.values["id"])
            parts = [topic, audience, *([language] if language else []), name]
            wanted = _wanted(workspace, request, parts, f"patient {name}")
            yield replace(wanted, golden=f"{PATIENTS}/{wanted.golden}", record=number)


def _wanted(workspace: Workspace, request: Request, parts: list[str], more: str) -> PlannedDocument:
    topic = workspace.topics[request.topics[0]]
    try:
        golden = file_name(parts, "txt")
    except ValueError as error:
        where = Span(topic.file)
        raise InputError.at(where, f"no golden can be named '{'.'.join(parts)}': {error}") from None
    language = request.language or topic.language or workspace.clinic.language
    date = f", date {request.date.isoformat()}" if request.date else ""
    about = f"{topic.id} for {request.audience}, {more}, {language}{date}"
    return PlannedDocument(golden=golden, about=about, request=request)


def _editions(workspace: Workspace, scope: Scope) -> Iterator[tuple[str, str | None, str]]:
    """Each topic with each language that it is in, None for its own, and each of its audiences."""
    for topic in workspace.topics.values():
        if not scope.topics or topic.id in scope.topics:
            for language in (None, *workspace.translated_into(topic.id)):
                yield from ((topic.id, language, audience) for audience in topic.audience)


def _layouts(workspace: Workspace, audience: str) -> list[str]:
    """The audience's own layout, and every other layout that accepts the audience.

    One that names no audience, and that others start from, is no layout to print with.
    """
    own = workspace.clinic.audience(audience).layout
    bases = {spec.extends for spec in workspace.layouts.values()}
    others = []
    for name in workspace.layouts:
        layout = resolve(name, workspace.layouts)
        if name != own and accepts(layout, audience) and not (layout.audience is None and name in bases):
            others.append(name)
    return [own, *others]


def _read(path: Path, workspace: Workspace) -> list[tuple[int, Patient]]:
    """The made-up patients with their numbers; HandoutError if one of them is wrong."""
    problems: list[Diagnostic] = []
    patients: list[tuple[int, Patient]] = []
    with open_records(path, workspace.clinic) as records:
        records.check(("id",))
        for record in records:
            problems += record.problems
            if record.patient is not None:
                patients.append((record.number, record.patient))
    InputError.raise_for(problems)
    return patients
