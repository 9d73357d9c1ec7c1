"""Composing: a selection and a layout become the Document, in reading order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from msgspec.structs import replace

from handout import document
from handout.compose import front_matter
from handout.compose.collection import cover
from handout.compose.composer import Composing
from handout.compose.headers_footers import bands
from handout.compose.pinned import without_pinned
from handout.compose.render_context import RenderContext
from handout.compose.spoken_text import with_spoken_text
from handout.select import Selection
from handout.styles.families import families
from handout.styles.page import page_setup
from handout.styles.scale import scaled, with_staff_line

__all__ = ["Composing", "RenderContext", "compose", "compose_together"]

FIRST_DATE = "2000-01-01"
"""In a file's metadata where neither a print date nor the topic's own is known."""


def compose(selection: Selection, context: RenderContext) -> document.Document:
    """The Document of a selection that was personalised."""
    composer = Composing(context, _ordered(selection, context.layout.sections.order), count())
    return _document(composer, _body(composer), _date(selection, context))


def compose_together(selections: Sequence[Selection], context: RenderContext) -> document.Document:
    """The Document of several topics that were personalised, each on pages of its own, under one header and footer.

    Only the first says whose it is and who prints it.
    """
    show = replace(context.layout.show, masthead=False, patient_box=False)
    inner = replace(context, layout=replace(context.layout, show=show))
    selections = [_ordered(selection, context.layout.sections.order) for selection in selections]
    keys, notes, sections = count(), count(1), []
    for number, selection in enumerate(selections):
        composer = Composing(inner if number else context, selection, keys, f"{selection.topic.id}.", notes)
        sections.append(document.Section(children=_body(composer), starts_page=True))
    date = max(_date(selection, context) for selection in selections)
    return _document(Composing(context, cover(selections), keys), tuple(sections), date)


def _body(composer: Composing) -> tuple[document.Node, ...]:
    """A topic's nodes."""
    context = composer.context
    sections, slips = without_pinned(composer.selection.topic.sections)
    body = (
        *front_matter.opening(composer),
        *composer.sections(sections),
        *front_matter.closing(composer),
        *composer.nodes(slips),
    )
    return with_spoken_text(body, context.clinic, context.language, composer.sign_names)


def _document(composer: Composing, body: tuple[document.Node, ...], date: str) -> document.Document:
    """The Document of a body, with title, header and footer by this composer."""
    context, selection = composer.context, composer.selection
    header, first, footer = bands(composer)
    return document.Document(
        title=selection.topic.title.text,
        language=context.language,
        author=context.clinic.name,
        subject=context.words["for-clinicians" if selection.restricted else "for-patients"],
        date=date,
        styles=_styles(context),
        families=families(context.clinic),
        page=page_setup(context.layout, context.paper, context.scale),
        body=body,
        header=header,
        first_header=first,
        footer=footer,
        personal=context.patient.personal,
        digits=context.digits,
        standard=context.standard,
    )


def _styles(context: RenderContext) -> Mapping[str, document.Style]:
    """The layout's styles at the size of text."""
    styles = scaled(context.layout.styles, context.scale)
    return with_staff_line(styles, context.scale) if context.staff else styles


def _date(selection: Selection, context: RenderContext) -> str:
    """For the file's metadata."""
    date = context.date or selection.topic.updated
    return date.isoformat() if date else FIRST_DATE


def _ordered(selection: Selection, order: tuple[str, ...]) -> Selection:
    """The selection with its sections in the layout's order, so that all that lists or numbers them follows it."""
    found = {str(section.id): section for section in selection.topic.sections}
    rest = [name for name in found if name not in order]
    names = [name for entry in order for name in (rest if entry == "*" else [entry])]
    sections = tuple(found[name] for name in names if name in found)
    return replace(selection, topic=replace(selection.topic, sections=sections))
