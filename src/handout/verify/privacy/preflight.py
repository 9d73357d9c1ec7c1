"""Texts for which the privacy scan would refuse a patient's document, and what no page has room for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from handout.check.printings import USUAL, Printing
from handout.compose.render_context import RenderContext
from handout.diagnostics import Diagnostic, HandoutError
from handout.document import Document, alternatives
from handout.workspace.load import Workspace

Compose = Callable[[str, str, str | None, Printing], tuple[RenderContext, Document]]
"""The document of a topic for an audience, in a language and printed in a way, for patients of whom nothing is known.

None stands for the topic's own language.

HandoutError where it is refused.
"""


Unfit = Callable[[str, Callable[[Printing], Document | None]], list[Diagnostic]]
"""Why a document for an audience can't be laid out; the function gives it as it is printed in a way, if it can be."""


def preflight(workspace: Workspace, compose: Compose, unfit: Unfit) -> list[Diagnostic]:
    """What would refuse the documents for people of whom nothing is known: no room, or restricted texts.

    A workspace has no restricted texts in a patient's document, unless the program has a fault; `check` finds such a
    fault before a batch does.
    """
    from handout.verify.privacy.leak_detector import leak_detector
    from handout.verify.privacy.scanned_document import KnownDates, scanned_document

    found, dates = list[Diagnostic](), KnownDates()
    own = ((name, None, topic) for name, topic in workspace.topics.items())
    others = ((name, language, topic) for (name, language), topic in workspace.translations.items())
    for name, language, topic in (*own, *others):
        roomless = dict[str, list[Diagnostic]]()
        for audience in topic.audience:
            try:
                context, document = compose(name, audience, language, USUAL)
            except HandoutError:
                continue  # such as a facet that must be known; rendering the document reports it
            roomless[audience] = unfit(audience, _Printed(document, partial(compose, name, audience, language)))
            if not workspace.clinic.audience(audience).for_patients:
                continue
            texts = [document.title, *(leaf.text for leaf in document.every_leaf), *alternatives(document.every_node)]
            detector = leak_detector(scanned_document(workspace, context, (name,), audience, dates))
            found += detector.pasted
            message = f"this is not for '{audience}', and would be in the document for '{audience}'"
            spans = dict.fromkeys(hit.span for hit in detector.leaks(texts))
            found += (Diagnostic(span, message, "please report this", "restricted-text") for span in spans)
        found += _of_audiences(roomless)
    return [*dict.fromkeys(found)]  # two audiences may have the same slip


def _of_audiences(found: Mapping[str, list[Diagnostic]]) -> Iterator[Diagnostic]:
    """What all audiences have, as it is; the rest with the audience, as another's layout may have more room."""
    for audience, problems in found.items():
        for problem in problems:
            shared = all(problem in others for others in found.values())
            yield problem if shared else replace(problem, message=f"for '{audience}', {problem.message}")


class _Printed:
    """A document in every way in which it is printed: the usual one is composed already."""

    def __init__(self, usual: Document, compose: Callable[[Printing], tuple[RenderContext, Document]]) -> None:
        self._usual, self._compose = usual, compose

    def __call__(self, way: Printing) -> Document | None:
        if way == USUAL:
            return self._usual
        try:
            return self._compose(way)[1]
        except HandoutError:
            return None  # such as a layout that leaves all of it out
