"""Personalising: every field's place gets its value, as text; without a patient, a blank for the pen."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from msgspec.structs import replace

from handout.content.texts import LocalTitle, Text, Title
from handout.content.topic import Topic
from handout.content.walk import N, mapped
from handout.diagnostics import Diagnostic, InputError, Span
from handout.fonts.scripts import needs_shaping
from handout.i18n import dates
from handout.i18n.digits import in_digits
from handout.inline.expressions import Expression
from handout.inline.icons import ICONS
from handout.inline.runs import Field, Inline, Runs, Words
from handout.inline.spaces import folded
from handout.personalise.context import FieldContext, local
from handout.personalise.gaps import NOTHING, closed
from handout.select import Selection
from handout.source.languages import speaks
from handout.source.scalars import Name


def personalise(selection: Selection, setting: FieldContext) -> Selection:
    """The selection with its fields' values; HandoutError names every needed field that isn't in the record."""
    filler = Filler(setting, selection.topic)
    sections = tuple(filler.node(section) for section in selection.topic.sections)
    summary = filler.text(selection.topic.summary) if selection.topic.summary else None
    InputError.raise_for(filler.problems)
    return replace(selection, topic=replace(selection.topic, sections=sections, summary=summary))


class Filler:
    """Fills fields, and notes those that can't be filled."""

    def __init__(self, setting: FieldContext, topic: Topic) -> None:
        self._setting, self._topic = setting, topic
        self.problems: list[Diagnostic] = []

    def node(self, node: N) -> N:
        """The node, with every field in it and below it filled."""
        if node.labels:
            labels = tuple(Title.plain(self._facet_label(label), label.span) for label in node.labels)
            node = replace(node, labels=labels)
        return mapped(node, self.text, self.node)

    def _facet_label(self, label: Title) -> str:
        """The words before a node that is kept because a facet isn't known, in the document's language."""
        return local(label, self._setting) if isinstance(label, LocalTitle) else label.text

    def text(self, text: Text) -> Text:
        """The text, with its fields filled."""
        if not any(isinstance(run, Field) for run in text.every_run):
            return text
        choices = tuple(
            (key, tuple(self._runs(runs, text.span) for runs in paragraphs)) for key, paragraphs in text.choices
        )
        return replace(text, choices=choices)

    def _runs(self, runs: Runs, span: Span) -> Runs:
        filled: list[Inline] = []
        for run in runs:
            if isinstance(run, Field) and run.expression.path == ("page_of_pages",):
                filled += self._page_of_pages(run)
            elif not isinstance(run, Field) or run.expression.path[0] in ("page", "pages"):
                filled.append(run)
            elif run.expression.path == ("clinic", "address") and self._setting.clinic.address:
                filled += self._address(run)
            elif run.expression.path == ("topic", "summary") and self._topic.summary is not None:
                filled += self._summary(self._topic.summary, run)
            elif (words := self._words(run, span)) is not None:
                filled.append(words)
            else:
                filled.append(NOTHING)
        return folded(closed(filled))

    def _page_of_pages(self, run: Field) -> Iterator[Inline]:
        """*Page 1 of 4* in the document's language, on one line."""
        words = self._setting.words["page-of-pages"].replace(" ", "\u00a0").split("{}")
        for text, name in zip_longest(words, ("page", "pages")):
            if text:
                yield Words(text, strong=run.strong, emphasis=run.emphasis)
            if name:
                yield replace(run, expression=Expression((name,)))

    def _address(self, run: Field) -> Iterator[Inline]:
        """The clinic's address, each line of it unbroken, so that a number stays with its street."""
        look = {"strong": run.strong, "emphasis": run.emphasis, "link": run.link, "lang": run.lang}
        for at, line in enumerate(self._setting.clinic.address):
            if at:
                yield Words(", ", **look)  # type: ignore[arg-type]
            yield Words(line, whole=True, **look)  # type: ignore[arg-type]

    def _summary(self, summary: Text, run: Field) -> Iterator[Inline]:
        """The summary in the look of the field, and nothing of it left out: a footer prints what the box prints."""
        for at, runs in enumerate(self.text(summary).paragraphs):
            if at:
                yield Words(" ", strong=run.strong, emphasis=run.emphasis)
            for inner in runs:
                own: dict[str, Any] = {}
                if isinstance(inner, Words):
                    own = {"link": inner.link or run.link, "blank": False, "missing": ""}
                    if inner.missing and inner.slot is not None:
                        # Here the words differ if the record lacks the field, so the record is asked, which it notes.
                        there = self._setting.patient.values.get(inner.slot.field or "") not in (None, "")
                        own["slot"] = inner.slot if there else None
                yield replace(inner, strong=run.strong, emphasis=run.emphasis, **own)

    def _words(self, run: Field, span: Span) -> Words | None:
        look = {"strong": run.strong, "emphasis": run.emphasis, "link": run.link, "lang": run.lang, "whole": run.whole}
        expression = run.expression
        if expression.field is None:
            value = self._static(expression)
            look["whole"] = expression.path[-1] == "phone"
            return Words(value, **look) if value else None  # type: ignore[arg-type]
        if self._setting.facets.get(expression.field) is not None:
            # The same for everybody who gets this selection: no slot.
            return Words(self._facet(expression.field), **look)  # type: ignore[arg-type]
        if not self._setting.patient.personal and expression.field not in self._setting.patient.values:
            return Words(f"[{self.label(expression.field)}]", blank=True, **look)  # type: ignore[arg-type]
        missing = self._missing(expression)
        written = self._patient(expression, span, asks=not missing)
        if written is None and not missing:
            return Words(f"[{self.label(expression.field)}]", blank=True, **look)  # type: ignore[arg-type]
        if written == "":
            return None
        return Words(
            missing if written is None else written, blank=written is None, slot=expression,
            measured=self.measured(expression), missing=missing, **look,  # type: ignore[arg-type]
        )  # fmt: skip

    def _facet(self, name: str) -> str:
        """The label of the reader's value of a facet, in the document's language."""
        facet = self._setting.clinic.facets[Name(name)]
        return local(facet.values[Name(self._setting.facets[name])], self._setting)

    def _missing(self, expression: Expression) -> str:
        """The text of the blank that a slot has where the record lacks the field; empty where the blank is no slot.

        It is no slot where a text has other words in its place, and where its text is shaped: a slot has no fonts for
        that.  A label that the language lacks is missed only where the blank is printed.
        """
        name = expression.field or ""
        spec = self._setting.clinic.field(name)
        if expression.default is not None or spec is None or spec.required or name in self._setting.clinic.facets:
            return ""
        try:
            text = f"[{self.label(name)}]"
        except InputError:
            return ""
        return "" if needs_shaping(text) else text

    def _patient(self, expression: Expression, span: Span, *, asks: bool) -> str | None:
        """A value of the record as it prints; None for a blank.  It `asks` where a blank isn't printed in a slot."""
        name = expression.field or ""
        patient = self._setting.patient
        value = patient.values.get(name) if asks and not expression.default else patient.printed(name)
        if value is not None:
            return self.written(value, expression.date_style)
        if expression.default is not None:
            return expression.default
        spec = self._setting.clinic.field(name)
        if spec is None or spec.required:
            message = f"the record lacks '{name}', which the text uses"
            hint = "give it, make it required: false in clinic.yaml, or write | default('…')"
            self.problems.append(Diagnostic(span, message, hint, "empty-field"))
        return None

    def written(self, value: Any, style: str | None = None) -> str:
        """A value as text: dates in the document's language."""
        if isinstance(value, datetime.date):
            setting = self._setting
            try:
                date = dates.written(value, setting.language, style or "long", setting.words["time"])
                return in_digits(date, setting.digits)
            except ValueError as error:
                raise InputError.at(self._topic.file, str(error), code="language") from None
        return str(value)

    def measured(self, expression: Expression) -> str:
        """The words that the width of a field's place is measured with: its longest choice, or the longest date."""
        spec, setting = self._setting.clinic.field(expression.field or ""), self._setting
        if spec is None or spec.type not in ("choice", "date", "datetime"):
            return ""
        if spec.type == "choice":
            return max(map(str, spec.choices), key=len)
        style, at = expression.date_style or "long", setting.words["time"]
        try:
            return dates.longest(setting.language, style, at, with_time=spec.type == "datetime")
        except ValueError:
            return ""  # no date can be written in this language; only a default is

    def label(self, name: str) -> str:
        """What a field is called, in the document's language."""
        spec = self._setting.clinic.field(name)
        if spec is not None and spec.label is not None:
            return local(spec.label, self._setting)
        if name in self._setting.words:
            return self._setting.words[name]
        if not speaks(self._setting.clinic.language, self._setting.language):
            message = f"the field '{name}' has no label in '{self._setting.language}'"
            hint = f"give it one in clinic.yaml: label: {{{self._setting.language}: …}}"
            raise InputError.at((spec.span if spec else None) or self._setting.clinic.span, message, hint, "language")
        return name.replace("_", " ")

    def _static(self, expression: Expression) -> str:
        """What an expression of the clinic, the topic or the date prints; its default where there is nothing."""
        clinic, topic = self._setting.clinic, self._topic
        value: Any
        match expression.path:
            case ("date",):
                value = self._setting.date
            case ("clinic", "contacts", name, part):
                contact = clinic.contacts.get(Name(name))
                value = contact and (contact.phone if part == "phone" else local(contact.label, self._setting))
            case ("icon", name):
                value = ICONS[name]
            case ("clinic", name):
                value = getattr(clinic, name)
            case ("topic", "title"):
                value = topic.title.text
            case ("topic", "summary"):
                value = None
            case _:
                value = topic.updated
        if value is None or value == "":
            return expression.default or ""
        return self.written(value, expression.date_style)
