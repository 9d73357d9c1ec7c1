"""Topics of a workspace rendered for tests; a workspace is read again only when one of its files has changed."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from handout.diagnostics import Diagnostic, HandoutError, InputError, Span
from handout.patients import NOBODY, Patient, read_patient
from handout.patients.from_python import patient_from
from handout.pipeline import Renderer, Request
from handout.styles.page import PAPER
from handout.styles.scale import SCALES
from handout.workspace.files import topic_files
from handout.workspace.load import Workspace, load_partly

Stamp = tuple[tuple[str, int, int], ...]


class RenderOptions(Struct, frozen=True, kw_only=True):
    """What a test asks for."""

    topic: str
    audience: str
    layout: str | None
    patient: Mapping[str, object] | Path | None
    paper: str | None
    scale: str | None
    language: str | None
    date: datetime.date | str | None


_RENDERERS: dict[Path, tuple[Stamp, Renderer]] = {}
"""Of this process, by workspace."""


def rendered(root: Path, wish: RenderOptions) -> bytes:
    """The PDF that is asked for; HandoutError if it is refused."""
    try:
        return _rendered(root, wish)
    except HandoutError as error:
        raise error.kind([_in_python(problem, root) for problem in error.diagnostics]) from None


def _in_python(problem: Diagnostic, root: Path) -> Diagnostic:
    """A problem in the words of a Python call instead of a command line."""
    if problem.code == "no-workspace":
        hint = "name the folder of a workspace, the one that clinic.yaml is in"
        return replace(problem, span=Span(str(root.resolve())), message="there is no clinic.yaml in it", hint=hint)
    return problem


def _rendered(root: Path, wish: RenderOptions) -> bytes:
    renderer = _renderer(root)
    workspace = renderer.workspace
    if wish.topic not in workspace.topics and wish.topic in topic_files(workspace.root):
        raise InputError(problem for found in workspace.left_out.values() for problem in found)
    _known("topic", wish.topic, workspace.topics)
    _known("audience", wish.audience, workspace.clinic.audiences)
    _known("page", wish.paper, PAPER)
    _known("text", wish.scale, SCALES)
    request = Request(
        topics=(wish.topic,), audience=wish.audience, layout=wish.layout, paper=wish.paper, scale=wish.scale,
        language=wish.language, date=_day(wish.date), patient=_patient(wish.patient, renderer),
    )  # fmt: skip
    return renderer.render(request).pdf


def _renderer(root: Path) -> Renderer:
    root = root.resolve()
    stamp = _stamp(root)
    held = _RENDERERS.get(root)
    if held is None or held[0] != stamp:
        held = _RENDERERS[root] = stamp, Renderer(_loaded(root))
    return held[1]


def _loaded(root: Path) -> Workspace:
    """A workspace without its broken topics and layouts: only tests that ask for these fail."""
    workspace, problems = load_partly(root)
    if workspace is None or any(problem.span.file == "clinic.yaml" for problem in problems):
        raise InputError(problems)
    return workspace


def _stamp(root: Path) -> Stamp:
    """The modification times and sizes of the files, which show that a workspace has changed."""
    paths = [root / "clinic.yaml", *(root / "content").rglob("*"), *(root / "layouts").rglob("*")]
    found = ((path, path.stat()) for path in sorted(paths) if path.is_file())
    return tuple((str(path), status.st_mtime_ns, status.st_size) for path, status in found)


def _known(what: str, name: str | None, known: Collection[str]) -> None:
    if name is not None and name not in known:
        message = f"there is no {what} '{name}'; there are {', '.join(known)}"
        raise InputError.at("handout_golden.render", message)


def _day(date: datetime.date | str | None) -> datetime.date | None:
    from handout.source.scalars import iso_date

    if not isinstance(date, str):
        return date
    try:
        return iso_date(date)
    except ValueError as error:
        raise InputError.at("handout_golden.render", f"date: {error}") from None


def _patient(given: Mapping[str, object] | Path | None, renderer: Renderer) -> Patient:
    if given is None:
        return NOBODY
    clinic = renderer.workspace.clinic
    return patient_from(given, clinic) if isinstance(given, Mapping) else read_patient(Path(given), (), clinic)[0]
