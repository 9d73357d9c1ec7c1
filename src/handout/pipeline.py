"""The stages in reading order: from a workspace and a request to the bytes of a PDF."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from handout.check import characters
from handout.check.checked_topic import unwritten
from handout.check.document_warnings import over_budget, undated
from handout.check.font_files import font_book
from handout.check.known_rules import KnownRules
from handout.check.names import unknown_names
from handout.check.requirements import check_selected
from handout.check.visibility import places
from handout.content.blocks.figure import Figure
from handout.content.topic import Topic
from handout.diagnostics import Diagnostic, HandoutError, InputError, Span, VerificationError
from handout.document import Document, Standard
from handout.patients import NOBODY, Patient, unborn, unidentified
from handout.select import Reader, Selection, select
from handout.source.languages import speaks
from handout.styles.layout import Layout
from handout.styles.resolve import resolve
from handout.styles.scale import SCALES
from handout.workspace.assets import Assets, Packed
from handout.workspace.load import Workspace
from handout.workspace.strings import words

if TYPE_CHECKING:
    from handout.compose import RenderContext
    from handout.layout.geometry import Pages
    from handout.verify import SharedForms
    from handout.verify.privacy.leak_detector import KnownTexts
    from handout.verify.privacy.scanned_document import KnownDates


class Request(Struct, frozen=True, kw_only=True):
    """One document that is asked for; what is None is the workspace's own choice."""

    topics: tuple[str, ...]
    """At least one.  The first gives the document its language; each begins on a page of its own."""
    audience: str
    layout: str | None = None
    paper: str | None = None
    scale: str | None = None
    language: str | None = None
    patient: Patient = NOBODY
    date: datetime.date | None = None
    standard: Standard = "ua1"


class Rendered(Struct, frozen=True, kw_only=True):
    """A document as it is published."""

    request: Request
    pdf: bytes
    pages: int
    warnings: tuple[Diagnostic, ...] = ()


class Composed(Struct, frozen=True, kw_only=True):
    """A document before it is laid out, and what it was made from."""

    request: Request
    chosen: tuple[tuple[Selection, RenderContext], ...]
    """The selected parts of each topic, without a patient's words yet."""
    selections: tuple[Selection, ...]
    """The selected parts with the patient's words."""
    context: RenderContext
    document: Document


class Renderer:
    """A workspace made ready to print from: its fonts and images are opened once."""

    def __init__(self, workspace: Workspace, files: Packed | None = None, rules: KnownRules | None = None) -> None:
        """With the rules of this workspace, if they are known."""
        self.workspace = workspace
        self.assets = Assets(workspace.root, files)
        self.fonts = font_book(self.assets, workspace.clinic)
        self._layouts: dict[str, Layout] = {}
        self.rules = rules or KnownRules(workspace.clinic, workspace.sources)
        self._texts: KnownTexts = {}
        """What the scan has read of the files."""
        self._dates: KnownDates | None = None
        """The dates in them and of the documents, as the scan knows them."""

    def render(self, request: Request) -> Rendered:
        """The stages from a decoded topic to verified bytes; HandoutError says what is refused, and its exit code."""
        from handout.layout import layout
        from handout.pdf import write_pdf

        InputError.raise_for(unidentified(request.patient, Span("patient")))
        composed = self.composed(request)
        pages = layout(composed.document, self.fonts)
        return self.proved(composed, pages, write_pdf(pages, self.fonts))

    def composed(self, request: Request) -> Composed:
        """The stages up to the Document, every character of which has a glyph."""
        composed = self._composed(request)
        InputError.raise_for(characters.check_document(composed.document, self.fonts, request.patient))
        return composed

    def proved(self, composed: Composed, pages: Pages, pdf: bytes, shared: SharedForms | None = None) -> Rendered:
        """The painted document, once it is verified, and scanned if it is for patients; for `shared` see `verify`."""
        from handout.verify import table_counts, verify
        from handout.verify.privacy.leak_detector import doubtful
        from handout.verify.privacy.scan import scan, scanned_document
        from handout.verify.privacy.scanned_document import KnownDates

        request = composed.request
        VerificationError.raise_for(table_counts.problems(composed.selections, pages.document))
        pdf = verify(pdf, pages, self.fonts, shared)
        warnings = pages.warnings
        if self.workspace.clinic.audience(request.audience).for_patients:
            self._dates = self._dates or KnownDates()
            scanned = scanned_document(self.workspace, composed.context, request.topics, request.audience, self._dates)
            pdf = scan(pdf, pages, scanned, self._texts)
            warnings += doubtful(scanned, self._texts)
        standard = (request.scale or self.layout(request).scale) == "standard"
        if standard and len(request.topics) == 1:
            warnings += over_budget(composed.selections[0], len(pages.pages))
        for name in request.topics:
            topic = self.workspace.topic(name, request.language)
            warnings += undated(topic, self.workspace.clinic, request.audience, request.patient, request.date)
        return Rendered(request=request, pdf=pdf, pages=len(pages.pages), warnings=warnings)

    def document(self, request: Request) -> Document:
        """The Document alone, for who wants to see what is printed without printing it."""
        return self._composed(request).document

    def for_another(self, composed: Composed, patient: Patient) -> Document:
        """The Document of the same selections for another patient, whatever that patient's facets are."""
        chosen = [(selection, replace(context, patient=patient)) for selection, context in composed.chosen]
        return self._from_selections(replace(composed.request, patient=patient), chosen).document

    def composed_before(
        self, request: Request, chosen: Sequence[tuple[Selection, RenderContext]], document: Document
    ) -> Composed:
        """A Document that was composed before of these selections, and has this patient's words already."""
        selections, context = self._personalised(chosen)
        return Composed(
            request=request, chosen=tuple(chosen), selections=selections, context=context, document=document
        )

    def _composed(self, request: Request) -> Composed:
        asked = unknown_names(self.workspace, request.topics, request.audience, request.paper, request.scale)
        InputError.raise_for(asked)
        return self._from_selections(request, [self.selected(name, request) for name in request.topics])

    def _from_selections(self, request: Request, chosen: Sequence[tuple[Selection, RenderContext]]) -> Composed:
        """Personalise and compose what was selected of each topic."""
        from handout.compose import compose, compose_together

        selections, context = self._personalised(chosen)
        try:
            document = compose_together(selections, context) if selections[1:] else compose(selections[0], context)
        except HandoutError as error:
            # The first picture that can't be taken ends the composing: the others are reported with it.
            raise error.kind([*error.diagnostics, *self._pictures(selections)]) from None
        return Composed(
            request=request, chosen=tuple(chosen), selections=selections, context=context, document=document
        )

    def _personalised(
        self, chosen: Sequence[tuple[Selection, RenderContext]]
    ) -> tuple[tuple[Selection, ...], RenderContext]:
        """The selections with the patient's words, and what the document is composed with."""
        from handout.compose.staff_line import staff_line
        from handout.personalise import personalise

        context = chosen[0][1]
        for selection, other in chosen[1:]:
            if not speaks(other.language, context.language):
                message = f"the topic is in '{other.language}', not in '{context.language}'"
                raise InputError.at(selection.topic.span, message, "", "language")
        # A date in figures mustn't begin with the day in one topic and with the month in the next.
        alike = [(each, replace(own, language=context.language, words=context.words)) for each, own in chosen]
        selections = tuple(personalise(selection, own) for selection, own in alike)
        return selections, replace(context, staff=staff_line(self.workspace, selections, context))

    def _pictures(self, selections: Iterable[Selection]) -> list[Diagnostic]:
        """Every picture of some selections that can't be taken."""
        figures = (place.node for selection in selections for place in places(selection.topic))
        found = (self.assets.picture_problems(node.file, node.span) for node in figures if isinstance(node, Figure))
        return [problem for problems in found for problem in problems if problem.severity == "error"]

    def selected(self, name: str, request: Request) -> tuple[Selection, RenderContext]:
        """What a reader gets of a topic, not personalised yet; HandoutError if a topic or layout breaks a rule."""
        from handout.compose import RenderContext

        clinic = self.workspace.clinic
        topic = self.workspace.topic(name, request.language)
        chosen = self.layout(request)
        self._rules(topic, chosen, request.audience)
        InputError.raise_for(unborn(request.patient, clinic, request.date))
        language = request.language or topic.language or clinic.language
        vocabulary = words(clinic, language)
        reader = Reader(
            audience=request.audience,
            facets=request.patient.facets(clinic, request.date),
            omit=tuple(map(str, chosen.sections.omit)),
        )
        selected = select(topic, clinic, reader)
        InputError.raise_for(check_selected(topic, selected, clinic))
        context = RenderContext(
            clinic=clinic,
            layout=chosen,
            words=vocabulary,
            language=language,
            translated=topic is not self.workspace.topics.get(name),
            paper=request.paper or chosen.page.size or clinic.page,
            scale=SCALES[request.scale or chosen.scale],
            patient=request.patient,
            date=request.date,
            facets=reader.facets,
            assets=self.assets,
            standard=request.standard,
        )
        return selected, context

    def layout(self, request: Request) -> Layout:
        """The layout asked for, or the audience's own."""
        name = request.layout or self.workspace.clinic.audience(request.audience).layout
        if name not in self._layouts:
            self._layouts[name] = resolve(name, self.workspace.layouts)
        return self._layouts[name]

    def _rules(self, topic: Topic, layout: Layout, audience: str) -> None:
        """HandoutError where a topic or a layout breaks a rule, or both together do for an audience."""
        absent = [problem for name, problem in unwritten(topic).items() if name == audience]
        _refuse([*self.rules.of_topic(topic), *absent, *self.rules.of_layout(layout)])
        _refuse(self.rules.of_pair(topic, layout, audience))


def _refuse(problems: Iterable[Diagnostic]) -> None:
    """HandoutError for errors; warnings of the rules are what `check` tells."""
    InputError.raise_for(problem for problem in problems if problem.severity == "error")


def render(
    workspace: Workspace, requests: Iterable[Request], done: Callable[[int], None] | None = None
) -> list[Rendered]:
    """Every document asked for, in order; one refusal refuses all, with every problem of all of them."""
    renderer = Renderer(workspace)
    rendered: list[Rendered] = []
    problems: list[Diagnostic] = []
    kind: type[HandoutError] | None = None
    for number, request in enumerate(requests, 1):
        try:
            rendered.append(renderer.render(request))
        except HandoutError as error:
            problems += error.diagnostics
            kind = kind or error.kind
        if done is not None:
            done(number)
    if kind:
        raise kind(problems)
    return rendered
