"""Makes the state that is shown: reads and renders a workspace in memory, and reports every mistake."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from handout import extract
from handout.diagnostics import Diagnostic, HandoutError, InputError, Span, option
from handout.extract import page_images
from handout.inline.runs import Words
from handout.preview.state import AudienceColumn, PageImage, PreviewState

if TYPE_CHECKING:
    from handout.content.topic import Topic
    from handout.patients import Patient
    from handout.pipeline import Rendered, Renderer, Request
    from handout.workspace.load import Workspace

DPI = 120
"""The resolution of a page that fills half of a large screen."""


class PreviewOptions(Struct, frozen=True, kw_only=True):
    """What is shown; for None, the workspace decides."""

    root: Path
    topic: str
    audience: str | None = None
    """None: every audience of the topic."""
    layout: str | None = None
    paper: str | None = None
    scale: str | None = None
    language: str | None = None
    record: Path | None = None
    settings: tuple[str, ...] = ()
    date: datetime.date | None = None
    today: datetime.date
    """Today by the clock, for the warnings about reviews of a document without a date."""
    dpi: int = DPI


class _Preparation(NamedTuple):
    """What the pages of every audience are made from."""

    renderer: Renderer
    topic: Topic
    patient: Patient
    audiences: tuple[str, ...]
    warnings: list[Diagnostic]


def made(options: PreviewOptions, before: PreviewState, secret: bytes) -> PreviewState:
    """The next state: new pages where they can be made, the last good pages where they can't.

    The secret makes the keys of pictures, so that no other program can guess a key.
    """
    try:
        ready = _prepared(options)
    except HandoutError as error:
        return _followed(before, map(_stale, before.columns), error.diagnostics, ())
    except OSError as error:
        # The folder was moved or removed while it was read; the next look finds the next change.
        gone = Diagnostic(Span("content"), f"can't be read: {error.strerror}", "", "unreadable")
        return _followed(before, map(_stale, before.columns), [gone], ())
    renderer, problems, warnings, columns = ready.renderer, list[Diagnostic](), [*ready.warnings], []
    for audience in ready.audiences:
        old = next((column for column in before.columns if column.audience == audience), None)
        try:
            rendered = renderer.render(_request(options, ready.topic, audience, ready.patient))
            columns.append(_column(renderer, rendered, old, (options.dpi, secret)))
            warnings += rendered.warnings
        except HandoutError as error:
            problems += error.diagnostics
            restricted = not renderer.workspace.clinic.audience(audience).for_patients
            columns.append(_stale(old or AudienceColumn(audience=audience, restricted=restricted)))
    return _followed(before, columns, problems, warnings)


def _prepared(options: PreviewOptions) -> _Preparation:
    """Reads all anew; HandoutError for what is wrong with it, OSError for a folder that is gone."""
    from handout.check.foreign_markup import check_pasted
    from handout.check.prose import check_slips
    from handout.check.reviews import draft_fragments, overdue
    from handout.check.workspace import stale_translations
    from handout.patients import read_patient
    from handout.pipeline import Renderer
    from handout.workspace.load import load

    wanted = (options.language,) if options.language is not None else ()
    workspace = load(options.root, [options.topic], languages=wanted)
    patient, notes = read_patient(options.record, options.settings, workspace.clinic)
    renderer = Renderer(workspace)
    topic = workspace.topic(next(iter(workspace.topics)), options.language)
    warnings = [
        *workspace.warnings,
        *notes,
        *check_slips(topic, workspace.sources),
        *check_pasted(workspace.sources[topic.file]),
        *overdue(topic, options.date or options.today),
        *draft_fragments(topic),
        *stale_translations(workspace),
    ]
    return _Preparation(renderer, topic, patient, _audiences(options, workspace, topic), warnings)


def _audiences(options: PreviewOptions, workspace: Workspace, topic: Topic) -> tuple[str, ...]:
    if options.audience is None:
        return topic.audience
    if options.audience not in workspace.clinic.audiences:
        message = f"'{options.audience}' is no audience; there are {', '.join(workspace.clinic.audiences)}"
        raise InputError.at(option("audience"), message, code="unknown-audience")
    return (options.audience,)


def _request(options: PreviewOptions, topic: Topic, audience: str, patient: Patient) -> Request:
    from handout.pipeline import Request

    return Request(
        topics=(topic.id,), audience=audience, layout=options.layout, paper=options.paper, scale=options.scale,
        language=options.language, patient=patient, date=options.date,
    )  # fmt: skip


def _column(
    renderer: Renderer, rendered: Rendered, old: AudienceColumn | None, drawing: tuple[int, bytes]
) -> AudienceColumn:
    """A column of new pages; `drawing` is the resolution and the secret for the keys."""
    digest = hashlib.sha256(rendered.pdf).digest()
    if old is not None and old.digest == digest:
        return replace(old, stale=False)
    request, (dpi, secret) = rendered.request, drawing
    workspace = renderer.workspace
    topic = workspace.topic(request.topics[0], request.language)
    words = extract.pages(rendered.pdf)
    return AudienceColumn(
        audience=request.audience,
        restricted=not workspace.clinic.audience(request.audience).for_patients,
        title=_title(topic, request.audience),
        layout=renderer.layout(request).id,
        language=request.language or topic.language or workspace.clinic.language,
        pages=tuple(
            _page(number, png, text, secret)
            for number, (png, text) in enumerate(zip(page_images.pngs(rendered.pdf, dpi), words, strict=True), 1)
        ),
        digest=digest,
    )


def _page(number: int, png: bytes, words: str, secret: bytes) -> PageImage:
    key = hashlib.blake2b(png, digest_size=16, key=secret).hexdigest()
    # The first chunk of a PNG has its size.
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    return PageImage(number=number, key=key, width=width, height=height, png=png, words=words)


def _stale(column: AudienceColumn) -> AudienceColumn:
    return replace(column, stale=True)


def _title(topic: Topic, audience: str) -> str:
    runs = (topic.title.of(audience) or ((),))[0]
    return "".join(run.text for run in runs if isinstance(run, Words))


def _followed(
    before: PreviewState,
    columns: Iterable[AudienceColumn],
    problems: Iterable[Diagnostic],
    warnings: Iterable[Diagnostic],
) -> PreviewState:
    """A state with the next version, or the one before if nothing that can be seen has changed."""
    found = [*dict.fromkeys(problems)], [*dict.fromkeys(warnings)]
    after = PreviewState(
        version=before.version,
        topic=before.topic,
        columns=tuple(columns),
        problems=tuple(sorted(found[0], key=lambda problem: (problem.span, problem.message))),
        warnings=tuple(sorted(found[1], key=lambda problem: (problem.span, problem.message))),
    )
    if after == before and before.version:
        return before
    return replace(after, version=before.version + 1)
