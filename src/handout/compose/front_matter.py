"""What is printed around the sections: masthead, title, status, patient's box and summary before, sources after."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from msgspec.structs import replace

from handout import document
from handout.compose.composer import Composing
from handout.content.blocks.callout import HELP, Callout
from handout.content.blocks.facts import Facts
from handout.content.reviews import draft_word
from handout.content.sections import Section
from handout.content.telephone import dialling
from handout.content.topic import Topic
from handout.content.walk import walk
from handout.diagnostics import Span
from handout.i18n import logos
from handout.i18n.punctuation import comma, comma_between
from handout.inline.expressions import Expression
from handout.inline.runs import Words
from handout.personalise.context import local

_OF_THE_VISIT = ("appointment", "seen_by")
"""The fields of the box that don't say who the patient is."""
BOX_FIELDS = ("name", "birth_date", "id", "mrn", "appointment", "seen_by")
"""In the patient's box, those of them that the record has."""


def opening(composer: Composing) -> Iterator[document.Node]:
    """Everything before the first section."""
    show, selection = composer.context.layout.show, composer.selection
    topic = selection.topic
    if show.masthead is not False:
        yield masthead(composer)
    yield document.Heading(level=1, leaf=composer.leaf("title", topic.title))
    if show.audience is not False:
        word = "for-clinicians" if selection.restricted else "for-patients"
        yield document.Paragraph(leaf=composer.words("subtitle", composer.word(word), topic.span))
    yield from _status(composer, topic)
    if show.patient_box is not False and composer.context.patient.personal:
        yield patient_box(composer, topic.span)
    if show.summary is not False:
        yield from _in_short(composer, topic)
    if show.contents:
        yield from _contents(composer, topic)


def _in_short(composer: Composing, topic: Topic) -> Iterator[document.Node]:
    """The summary in its box, and where help is; without a summary the latter alone."""
    if topic.summary is None:
        yield from _where_help_is(composer, topic, "body")
        return
    span = topic.summary.span
    title = composer.words("summary-title", composer.word("in-short"), span)
    leaf = composer.leaf("summary-text", topic.summary)
    children = (document.Paragraph(leaf=leaf), *_where_help_is(composer, topic, "summary-text"))
    yield document.Box(role="summary", title=title, children=children, follows=True, span=span)


def _where_help_is(composer: Composing, topic: Topic, role: str) -> Iterator[document.Paragraph]:
    """*Emergency: page 2 · 999* and *Get help: page 2 · 555 0100*, for patients whose topic has such boxes.

    There is no page where it is this one.
    """
    if composer.selection.restricted:
        return
    contact = next(iter(composer.context.clinic.contacts.values()), None)
    numbers = {"emergency": composer.emergency_number, "get-help": contact.phone if contact else None}
    page = composer.word("page-reference").strip("()").replace(" ", "\u00a0")
    for word, number in numbers.items():
        target = next((target for section in topic.sections if (target := _help(section, word)) is not None), None)
        if number is None or target is None:
            continue
        runs = (
            document.Run(text=f"{composer.word(word)}{composer.colon}", strong=True),
            document.Run(text=f"{page} · ", strong=True, page_of=composer.target(target)),
            document.Run(text=number, strong=True, whole=True),
        )
        leaf = composer.made(role, runs, topic.span)
        dialled = dialling(replace(leaf, runs=leaf.runs[-1:]), number).runs
        yield document.Paragraph(leaf=replace(leaf, runs=(*leaf.runs[:-1], *dialled)))


def _help(section: Section, word: str) -> str | None:
    """The id of a section's box that says when to get help in an emergency or else, or of the section without one."""
    kinds = {kind for kind in HELP if (kind == "emergency") is (word == "emergency")}
    boxes = (node for node in walk((section,)) if isinstance(node, Callout) and node.kind in kinds)
    return next((box.id or section.id for box in boxes), None)


def masthead(composer: Composing) -> document.Node:
    """The clinic's logo or name at the left, its telephones at the right."""
    clinic = composer.context.clinic
    span = clinic.span
    left: list[document.Node] = []
    if clinic.logo is not None:
        picture = composer.picture(clinic.logo.file, clinic.logo.span)
        left.append(
            document.Figure(
                key=composer.key(),
                picture=picture,
                alt=logo_words(clinic.logo.alt, clinic.name),
                width=None,
                height=float(clinic.logo.height),
                span=clinic.logo.span,
            )
        )
    left.append(document.Paragraph(leaf=composer.words("clinic", clinic.name, span)))
    if clinic.address:
        lines = (document.Run(text=line, whole=True) for line in clinic.address)
        between = comma_between(clinic.address, composer.context.language)
        address = [run for line in lines for run in (document.Run(text=between), line)][1:]
        left.append(document.Paragraph(leaf=composer.made("contact", address, span)))
    right = []
    for contact in clinic.contacts.values():
        label = local(contact.label, composer.context)
        runs = (
            document.Run(text=f"{label}{composer.colon}"),
            document.Run(text=contact.phone, strong=True, whole=True),
        )
        right.append(document.Paragraph(leaf=composer.made("contact", runs, span)))
    if clinic.web:
        right.append(document.Paragraph(leaf=composer.link("contact", clinic.web, span)))
    return document.Masthead(left=tuple(left), right=tuple(right))


def logo_words(alt: str, name: str) -> str:
    """What is read for the logo, beside which the name is printed: nothing where it says the name once more."""
    said, printed = ({*_WORD.findall(text.casefold())} for text in (alt, name))
    return "" if said <= printed | logos.EMPTY else alt


_WORD = re.compile(r"\w+")


def status(composer: Composing) -> list[document.Run]:
    """That it is a draft, or who reviewed it, in which role, when, and when next; names and dates are unbroken."""
    review = composer.review
    if review.status == "draft":
        return [document.Run(text=composer.sentence(composer.word(draft_word(review))), strong=True)]
    written = composer.filler.written
    return [
        document.Run(text=f"{composer.word('reviewed')} "),
        document.Run(text=f"{review.by},", whole=True),
        document.Run(text=f" {review.role}, {composer.word('reviewed-on')} "),
        document.Run(text=composer.sentence(written(review.date)), whole=True),
        document.Run(text=f" {composer.word('next-review')}{composer.colon}"),
        document.Run(text=composer.sentence(written(review.due)), whole=True),
    ]


def is_draft(composer: Composing) -> bool:
    """Whether anything in the document has not been reviewed."""
    return composer.review.status == "draft"


def _status(composer: Composing, topic: Topic) -> Iterator[document.Node]:
    draft = is_draft(composer)
    runs: list[document.Run] = []
    if draft or composer.context.layout.show.reviewed_by is not False:
        runs += status(composer)
    if topic.updated is not None:
        runs += _dated(composer, "updated", topic.updated, gap=bool(runs))
    if composer.context.date is not None:
        runs += _dated(composer, "date", composer.context.date, gap=bool(runs))
    if runs:
        yield document.Paragraph(leaf=composer.made("status", runs, topic.review.span))
    if topic.codes:
        codes = "; ".join(f"{system.upper()} {', '.join(values)}" for system, values in topic.codes.items())
        yield document.Paragraph(
            leaf=composer.words("status", f"{composer.word('codes')}{composer.colon}{codes}", topic.span)
        )


def _dated(composer: Composing, word: str, date: datetime.date, *, gap: bool) -> list[document.Run]:
    """A word and its date, which is never broken over two lines."""
    before = f"{' ' if gap else ''}{composer.word(word)} "
    return [document.Run(text=before), document.Run(text=composer.sentence(composer.filler.written(date)), whole=True)]


def patient_box(composer: Composing, span: Span) -> document.Node:
    """The patient's name, birth date, appointment and clinician, as far as the record has them and this reader may."""
    values, clinic = composer.context.patient.values, composer.context.clinic
    audience = composer.selection.audience
    items = []
    stated = _stated(composer.selection.topic.sections)
    for name in BOX_FIELDS:
        spec = clinic.field(name)
        if (
            name in values
            and name not in stated
            and (spec is None or spec.audience is None or audience in spec.audience)
        ):
            term = composer.words("patient-label", composer.filler.label(name), span)
            text = composer.made("patient-value", (field_run(composer, name),), span)
            items.append(document.Definition(term=term, text=text))
    inside = document.Definitions(items=tuple(items), kind="aligned")
    return document.Box(role="patient", title=None, children=(inside,), follows=True, span=span)


def _stated(sections: tuple[Section, ...]) -> frozenset[str]:
    """What a box of facts in the first section says of the visit: printed there, it isn't printed twice."""
    rows = (row for node in walk(sections[:1]) if isinstance(node, Facts) for row in node.rows)
    runs = [run for row in rows for run in row.value.runs]
    slots = {run.slot.field for run in runs if isinstance(run, Words) and run.slot is not None}
    return frozenset(_OF_THE_VISIT) & slots


def field_run(composer: Composing, name: str, *, strong: bool = False) -> document.Run:
    """The value of a field that the record has, as a run."""
    written = composer.filler.written(composer.context.patient.values[name])
    expression = Expression(("patient", name))
    measured = composer.filler.measured(expression)
    return document.Run(text=written, slot=True, expression=expression, measured=measured, strong=strong)


def _contents(composer: Composing, topic: Topic) -> Iterator[document.Node]:
    span = topic.span
    yield document.Heading(level=2, leaf=composer.words("callout-title", composer.word("contents"), span))
    items = []
    for section in topic.sections:
        label = composer.words("contents", "•", span, strong=True)
        leaf = composer.made("contents", composer.inline.to_section(str(section.id)), span)
        items.append(document.Item(label=label, children=(document.Paragraph(leaf=leaf),)))
    yield document.List(kind="disc", items=tuple(items), role="contents")


def closing(composer: Composing) -> Iterator[document.Node]:
    """The sources, numbered as they are cited."""
    topic = composer.selection.topic
    if not topic.sources or composer.context.layout.show.sources is False:
        return
    heading = composer.words("heading1", composer.word("sources"), topic.span)
    items = []
    for source in sorted(topic.sources, key=lambda source: composer.inline.numbers[source.id]):
        label = composer.words("sources", composer.item_number(composer.inline.numbers[source.id]), source.span)
        runs = [document.Run(text=source.title.text, isolate=True)]
        if source.url:
            runs += [document.Run(text=". "), document.Run(text=source.url, link=source.url)]
        if source.accessed:
            runs.append(document.Run(text=f"{comma(composer.context.language)}{composer.word('accessed')} "))
            runs.append(document.Run(text=composer.filler.written(source.accessed), whole=True))
        leaf = composer.made("sources", runs, source.span)
        items.append(document.Item(label=label, children=(document.Paragraph(leaf=leaf),)))
    listing = document.List(kind="decimal", items=tuple(items), role="sources")
    yield document.Section(children=(document.Heading(level=2, leaf=heading), listing))
