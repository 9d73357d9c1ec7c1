"""What a document can say of itself: who wrote it, who reviewed it, where to send feedback."""

from handout.content.clinic import Clinic
from handout.content.reviews import least_reviewed, reviews
from handout.content.topic import Topic

IMPRINT_ROWS = ("written-by", "reviewed-by", "updated", "feedback", "formats", "number")
"""In the order in which they are printed if an author asks for all."""


def is_given(row: str, topic: Topic, clinic: Clinic) -> bool:
    """Whether the topic or the clinic says it; a draft says nothing of a review."""
    given = {
        "written-by": bool(topic.authors),
        "reviewed-by": least_reviewed(reviews(topic)).status == "reviewed",
        "updated": topic.updated is not None,
        "feedback": clinic.feedback is not None,
        "formats": clinic.formats is not None,
        "number": topic.number is not None,
    }
    return given[row]
