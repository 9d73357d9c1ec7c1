"""What the scan of documents for patients would refuse, as far as `check` can know it before anything is laid out."""

from __future__ import annotations

from collections.abc import Callable

from handout.compose.composer import RenderContext
from handout.diagnostics import Diagnostic, HandoutError
from handout.document import Document, alternatives
from handout.workspace.load import Workspace

Compose = Callable[[str, str], tuple[RenderContext, Document]]
"""The document of a topic for an audience, for patients of whom nothing is known; HandoutError where it is refused."""


def foreseen(workspace: Workspace, compose: Compose) -> list[Diagnostic]:
    """Restricted texts that would be in a document for patients of whom nothing is known.

    Of a right workspace there are none: this is for faults of the program, which shall not wait for a batch to be seen.
    """
    from handout.verify.privacy.net import net
    from handout.verify.privacy.subject import subject

    found = list[Diagnostic]()
    for name, topic in workspace.topics.items():
        for audience in topic.audience:
            if not workspace.clinic.audience(audience).for_patients:
                continue
            try:
                edition, document = compose(name, audience)
            except HandoutError:
                continue  # such as a facet that must be known: it is told to who asks for the document
            texts = [document.title, *(leaf.text for leaf in document.every_leaf), *alternatives(document.body)]
            second = net(subject(workspace, edition, (name,), audience))
            message = f"this is not for '{audience}', and would be in the document for '{audience}'"
            spans = dict.fromkeys(hit.span for hit in second.catch(texts))
            found += (Diagnostic(span, message, "please report this", "restricted-text") for span in spans)
    return found
