"""Every character has a glyph before anything is drawn: a missing one would print as a box and be read as nothing."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from handout import document as tree
from handout.check.glyphs import FontChoice, FontStyle, mixed_digits, problems, text_problems
from handout.check.visibility import places
from handout.content.clinic import Clinic
from handout.content.layout import ROLES
from handout.content.sections import Section
from handout.content.topic import Topic
from handout.content.walk import texts
from handout.diagnostics import Diagnostic, Span
from handout.fonts.glyphs import FontBook
from handout.i18n.numbers import has_mixed_digits
from handout.inline.runs import Words
from handout.patients import NOBODY, Patient
from handout.styles.families import families
from handout.styles.layout import Layout


def check_topic(topic: Topic, clinic: Clinic, fonts: FontBook, layouts: Iterable[Layout] = ()) -> list[Diagnostic]:
    """The characters of a topic's texts that no font has, or that need a script which can't be set.

    A letter of a style that only another style of its family has is a warning; titles are set as the layouts say.
    """
    found: list[Diagnostic] = []
    nodes = [place.node for place in places(topic)]
    everywhere = [
        text for node in nodes for name, text in texts(node) if not (isinstance(node, Section) and name == "title")
    ]
    everywhere += [source.title for source in topic.sources]
    everywhere += [topic.summary] if topic.summary is not None else []
    names = families(clinic)["body"]
    for own in (*topic.authors, topic.number or ""):
        found += problems(own, own, topic.span, FontChoice(names), fonts)
    for text in everywhere:
        found += text_problems(text, names, fonts)
    for text in (text for node in nodes for name, text in texts(node) if name == "phone"):
        found += _phone_problems(" ".join(run.text for run in text.every_run if isinstance(run, Words)), text.span)
    titles = [topic.title, *(node.title for node in nodes if isinstance(node, Section))]
    for names in _of_headings(layouts, clinic):
        for title in titles:
            found += text_problems(title, names, fonts)
    return list(dict.fromkeys(found))


def _of_headings(layouts: Iterable[Layout], clinic: Clinic) -> list[tuple[str, ...]]:
    """The families in which headings are set, in any layout."""
    known = families(clinic)
    roles = ("title", *(role for role in ROLES if role.startswith("heading")))
    keys = {layout.styles[role].family for layout in layouts for role in roles} or {"body"}
    return list(dict.fromkeys(known[key] for key in sorted(keys)))


def check_layout(layout: Layout, clinic: Clinic, fonts: FontBook) -> list[Diagnostic]:
    """The same for the texts of a layout's header and footer."""
    found: list[Diagnostic] = []
    known = families(clinic)
    for role, band in (("header", layout.header), ("footer", layout.footer)):
        for cells in (band, band.first):
            for text in () if cells is None else (cells.left, cells.center, cells.right):
                if text is not None:
                    found += text_problems(text, known[layout.styles[role].family], fonts)
    return found


def check_clinic(clinic: Clinic, fonts: FontBook) -> list[Diagnostic]:
    """The same for what the clinic says of itself in every document."""
    found: list[Diagnostic] = []
    names = families(clinic)["body"]
    labels = [contact.label for contact in clinic.contacts.values()]
    labels += [text for text in (clinic.feedback, clinic.formats) if text is not None]
    labels += [spec.label for spec in clinic.fields.values() if spec.label is not None]
    labels += [label for facet in clinic.facets.values() for label in facet.values.values()]
    for label in labels:
        found += text_problems(label, names, fonts)
    own = [
        clinic.name,
        *clinic.address,
        clinic.web or "",
        clinic.emergency or "",
        *(contact.phone for contact in clinic.contacts.values()),
    ]
    own += [word for words in clinic.words.values() for word in words.values()]
    for text in own:
        found += problems(text, text, clinic.span, FontChoice(names), fonts)
    for contact in clinic.contacts.values():
        found += _phone_problems(contact.phone, clinic.span)
    return list(dict.fromkeys(found))


def _phone_problems(number: str, span: Span) -> list[Diagnostic]:
    return [mixed_digits(span)] if has_mixed_digits(number, spaced=True) else []


def _of_value(problem: Diagnostic, run: tree.Run, patient: Patient) -> Diagnostic:
    """A problem of a patient's value, which is wrong where it was given, however often it is printed."""
    field = (run.expression.field if run.expression is not None else None) or "…"
    where = patient.places.get(field, Span("")) if field in patient.values else problem.span
    return replace(problem, span=where, message=f"field '{field}': {problem.message}")


def check_document(document: tree.Document, fonts: FontBook, patient: Patient = NOBODY) -> list[Diagnostic]:
    """What can't be printed of a document, each run in the style that it is set in.

    Of a patient's value the message names the field and the code point only.
    """
    found: list[Diagnostic] = []
    for leaf in document.every_leaf:
        style = document.styles[leaf.role]
        names = document.families[style.family]
        static = "".join(run.text for run in leaf.runs if not run.slot)
        for run in leaf.runs:
            choice = FontChoice(names, FontStyle(style.bold or run.strong, style.italic or run.emphasis))
            if run.blank is not None:
                found += problems(run.text, run.text, leaf.span, choice, fonts)
            elif run.slot:
                found += (
                    _of_value(problem, run, patient) for problem in problems(run.text, None, leaf.span, choice, fonts)
                )
            else:
                found += problems(run.text, static, leaf.span, choice, fonts)
    return list(dict.fromkeys(found))
