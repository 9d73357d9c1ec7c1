"""Texts for which the privacy scan would refuse a patient's document, and what no page has room for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from handout.compose.render_context import RenderContext
from handout.diagnostics import Diagnostic, HandoutError
from handout.document import Document, alternatives
from handout.workspace.load import Workspace

Compose = Callable[[str, str, str | None, str | None], tuple[RenderContext, Document]]
"""The document of a topic for an audience in a language and a size of text, for patients of whom nothing is known.

None stands for the topic's own language, and for the layout's own size.

HandoutError where it is refused.
"""


Unfit = Callable[[Document, Callable[[], Document]], list[Diagnostic]]
"""Why a document can't be laid out, or the same document in giant text, which the function gives."""


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
        for audience in topic.audience:
            try:
                context, document = compose(name, audience, language, None)
            except HandoutError:
                continue  # such as a facet that must be known; rendering the document reports it
            found += unfit(document, partial(_giant, compose, name, audience, language))
            if not workspace.clinic.audience(audience).for_patients:
                continue
            texts = [document.title, *(leaf.text for leaf in document.every_leaf), *alternatives(document.every_node)]
            detector = leak_detector(scanned_document(workspace, context, (name,), audience, dates))
            found += detector.pasted
            message = f"this is not for '{audience}', and would be in the document for '{audience}'"
            spans = dict.fromkeys(hit.span for hit in detector.leaks(texts))
            found += (Diagnostic(span, message, "please report this", "restricted-text") for span in spans)
    return [*dict.fromkeys(found)]  # two audiences may have the same slip


def _giant(compose: Compose, name: str, audience: str, language: str | None) -> Document:
    return compose(name, audience, language, "giant")[1]
