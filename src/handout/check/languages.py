"""Texts of clinic.yaml and of layouts that have no words in a document's language, where that isn't the clinic's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from handout.check.visibility import places
from handout.content.blocks.about import About
from handout.content.clinic import Clinic
from handout.content.local_texts import runs_in
from handout.content.texts import Text
from handout.content.topic import Topic
from handout.content.walk import texts
from handout.diagnostics import Diagnostic, HandoutError
from handout.inline.runs import Field
from handout.source.scalars import Name
from handout.styles.layout import Layout
from handout.workspace.strings import words
from handout.workspace.translations import split_name


def check_languages(topic: Topic, clinic: Clinic, layouts: Iterable[Layout]) -> list[Diagnostic]:
    """The built-in words, the contacts, labels and layouts' texts that a topic's document lacks in its language."""
    language = topic.language or clinic.language
    try:
        words(clinic, language)
    except HandoutError as error:
        return [*error.diagnostics]
    _, translated = split_name(PurePosixPath(topic.file).stem)
    found: list[Diagnostic] = []
    for text in (*_of_clinic(topic, clinic), *(text for layout in layouts for text in layout.band_texts)):
        try:
            runs_in(text, language, clinic, translated=bool(translated))
        except HandoutError as error:
            found += error.diagnostics
    return found


def _of_clinic(topic: Topic, clinic: Clinic) -> Iterator[Text]:
    """What of clinic.yaml is printed: the contacts always, a label where a text uses its field or facet."""
    yield from (contact.label for contact in clinic.contacts.values())
    nodes = [place.node for place in places(topic)]
    used = {facet for node in nodes for facet in node.when or {}}
    runs = (run for node in nodes for _, text in texts(node) for run in text.every_run)
    used |= {run.expression.field for run in runs if isinstance(run, Field) and run.expression.field}
    for name in sorted(used):
        if name in clinic.facets:
            yield from clinic.facets[Name(name)].values.values()
        elif (spec := clinic.fields.get(Name(name))) is not None and spec.label is not None:
            yield spec.label
    if any(isinstance(node, About) for node in nodes):
        yield from (text for text in (clinic.feedback, clinic.formats) if text is not None)
