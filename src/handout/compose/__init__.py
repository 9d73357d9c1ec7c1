"""Composing: a selection and a layout become the Document, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from handout import document
from handout.compose import front_matter
from handout.compose.collection import cover, together
from handout.compose.composer import Composing, RenderContext
from handout.compose.headers_footers import bands
from handout.compose.signs import spoken
from handout.i18n.strings import SIGNS, sign_names
from handout.personalise import Filler
from handout.select import Selection
from handout.styles.resolve import families, page_setup, scaled

__all__ = ["Composing", "RenderContext", "compose", "compose_together"]

FIRST_DATE = "2000-01-01"
"""Stands in a file's metadata where neither a print date nor the topic's own is known."""


def compose(selection: Selection, edition: RenderContext) -> document.Document:
    """The Document of a selection that was personalised."""
    selection = _ordered(selection, edition.layout.sections.order)
    topic = selection.topic
    composer = Composing(edition, selection, Filler(edition, topic))
    body = (*front_matter.opening(composer), *composer.sections(), *front_matter.closing(composer))
    header, first, footer = bands(composer)
    date = edition.date or topic.updated
    return document.Document(
        title=topic.title.text,
        language=edition.language,
        author=edition.clinic.name,
        subject=edition.words["for-clinicians" if selection.restricted else "for-patients"],
        date=date.isoformat() if date else FIRST_DATE,
        styles=scaled(edition.layout.styles, edition.scale),
        families=families(edition.clinic),
        page=page_setup(edition.layout, edition.paper, edition.scale),
        body=spoken(body, _names(edition)),
        header=header,
        first_header=first,
        footer=footer,
        personal=edition.patient.personal,
    )


def _names(edition: RenderContext) -> dict[str, str]:
    """What the document's signs are called in its language: by the clinic, or else by the program."""
    own = {sign: name for sign, name in edition.words.items() if sign in SIGNS}
    return {**sign_names(edition.language), **own}


def compose_together(selections: Sequence[Selection], edition: RenderContext) -> document.Document:
    """The Document of several topics that were personalised; only the first says whose it is and who prints it."""
    show = replace(edition.layout.show, masthead=False, patient_box=False)
    inner = replace(edition, layout=replace(edition.layout, show=show))
    documents = [compose(selection, inner if number else edition) for number, selection in enumerate(selections)]
    names = [selection.topic.id for selection in selections]
    return together(documents, names, compose(cover(selections), edition))


def _ordered(selection: Selection, order: tuple[str, ...]) -> Selection:
    """The selection with its sections in the layout's order, so that all that lists or numbers them follows it."""
    found = {str(section.id): section for section in selection.topic.sections}
    rest = [name for name in found if name not in order]
    names = [name for entry in order for name in (rest if entry == "*" else [entry])]
    sections = tuple(found[name] for name in names if name in found)
    return replace(selection, topic=replace(selection.topic, sections=sections))
