"""Which review of a document counts: the least reviewed of its topic's and its fragments'."""

from __future__ import annotations

from msgspec.structs import replace

from handout.content.blocks.use import Use
from handout.content.topic import Review, Topic
from handout.content.walk import walk


def reviews(topic: Topic) -> list[Review]:
    """The topic's review and those of the fragments in it."""
    used = (node.review for node in walk(topic.sections) if isinstance(node, Use))
    return [topic.review, *(review for review in used if review is not None)]


def of_translation(own: Review, original: Review) -> Review:
    """The review of a translation: the least of its own and its original's, in its own words."""
    if own.status == "draft":
        return replace(own, translation=True)
    if original.status == "draft" or original.due is None or own.due is None:
        return original
    return replace(own, due=min(own.due, original.due))


def draft_word(review: Review) -> str:
    """The built-in word for a draft."""
    return "draft-translation" if review.translation else "draft"


def least_reviewed(reviews: list[Review]) -> Review:
    """The review that counts: a draft if any is one, else the one that is due first."""
    drafts = [review for review in reviews if review.status == "draft"]
    return drafts[0] if drafts else min(reviews, key=lambda review: str(review.due))
