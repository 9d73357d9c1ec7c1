"""The names in a request of a program; the command line and a list of patients look for theirs before."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from handout.diagnostics import Diagnostic, Span
from handout.styles.page import PAPER
from handout.styles.scale import SCALES
from handout.workspace.loaded import Workspace


def unknown_names(
    workspace: Workspace, topics: Iterable[str], audience: str, paper: str | None, scale: str | None
) -> list[Diagnostic]:
    """What a request names and the workspace hasn't."""
    found: list[tuple[str, str | None, Collection[str]]] = [("topic", name, workspace.topics) for name in topics]
    found.append(("audience", audience, workspace.clinic.audiences))
    found += [("paper", paper, PAPER), ("scale", scale, SCALES)]
    return [
        Diagnostic(Span("request"), f"there is no {what} '{name}'", f"there are {', '.join(known)}", "request")
        for what, name, known in found
        if name is not None and name not in known
    ]
