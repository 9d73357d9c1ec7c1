"""Makes requests for documents from topics and an audience."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from handout.check.checked_topic import unwritten
from handout.content.topic import Topic
from handout.diagnostics import Diagnostic, UsageError
from handout.document import Standard
from handout.patients import NOBODY, Patient
from handout.pipeline import Request
from handout.workspace.load import Workspace


class Choices(Struct, frozen=True, kw_only=True):
    """What all the documents have in common; what is None is the workspace's own choice."""

    layout: str | None = None
    paper: str | None = None
    scale: str | None = None
    language: str | None = None
    date: datetime.date | None = None
    patient: Patient = NOBODY
    one_file: bool = False
    """All topics are one document."""
    standard: Standard = "ua1"


def by_document(topics: Iterable[str], *, one_file: bool) -> list[tuple[str, ...]]:
    """The topics of each document: all of them in one, or a document for each."""
    return [tuple(topics)] if one_file else [(topic,) for topic in topics]


def requests_for(
    workspace: Workspace, audience: str | None, choices: Choices
) -> tuple[list[Request], list[Diagnostic]]:
    """The documents of the workspace's topics: for one audience, or for all that each may have (None).

    An audience for which a topic has no section is left out, with a warning.  UsageError where no audience may have
    all the topics of a document.
    """
    requests, warnings = [], []
    for names in by_document(workspace.topics, one_file=choices.one_file):
        topics = [workspace.topics[name] for name in names]
        allowed = _allowed(topics)
        audiences, absent = _written(allowed, topics) if audience is None else ([audience], [])
        warnings += absent
        requests += [
            Request(
                topics=names, audience=name, layout=choices.layout, paper=choices.paper, scale=choices.scale,
                language=choices.language, patient=choices.patient, date=choices.date,
                standard=choices.standard,
            )
            for name in audiences
        ]  # fmt: skip
    return requests, warnings


def _allowed(topics: Sequence[Topic]) -> list[str]:
    """The audiences that may have every topic."""
    first, *others = topics
    names = [name for name in first.audience if all(name in topic.audience for topic in others)]
    if not names:
        message = "no audience may have all of these topics, so they can't be one file"
        raise UsageError.at(first.file, message, code="audience")
    return names


def _written(names: list[str], topics: Sequence[Topic]) -> tuple[list[str], list[Diagnostic]]:
    """Those of some audiences that every topic has a section for; all of them where there would be none."""
    absent = {name: problem for topic in topics for name, problem in unwritten(topic).items() if name in names}
    if len(absent) == len(names):
        return names, []
    warnings = [replace(problem, severity="warning") for problem in absent.values()]
    return [name for name in names if name not in absent], warnings
