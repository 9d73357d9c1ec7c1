"""Warnings about reviews: one that is past its date, and the draft of a fragment that makes a document a draft."""

from __future__ import annotations

import datetime

from handout.content.blocks.use import Use
from handout.content.reviews import least_reviewed, reviews
from handout.content.topic import Topic
from handout.content.walk import walk
from handout.diagnostics import Diagnostic


def overdue(topic: Topic, day: datetime.date) -> list[Diagnostic]:
    """A warning for a review whose time has passed on a day."""
    review = least_reviewed(reviews(topic))
    if review.due is None or day <= review.due:
        return []
    message = f"the review of '{topic.id}' was due on {review.due.isoformat()}"
    return [Diagnostic(review.span, message, "have it reviewed again", "overdue", "warning")]


def draft_fragments(topic: Topic) -> list[Diagnostic]:
    """A warning for each draft fragment in a reviewed topic: its documents say that they are drafts."""
    if topic.review.status == "draft":
        return []
    drafts = {
        node.fragment: node
        for node in reversed([*walk(topic.sections)])
        if isinstance(node, Use) and node.review is not None and node.review.status == "draft"
    }
    return [
        Diagnostic(
            node.span,
            f"'{topic.id}' prints as a draft, because the fragment '{name}' is one",
            f"have the fragment reviewed: {node.review.span}" if node.review else "",
            "draft-fragment",
            "warning",
        )
        for name, node in reversed(drafts.items())
    ]
