"""What a document says of itself, row by row, as the block `about` prints it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from handout.content.imprint import is_given
from handout.content.reviews import least_reviewed, reviews
from handout.content.topic import Topic
from handout.document import Run
from handout.i18n.punctuation import colon, comma_between, sentence
from handout.personalise.context import FieldContext, local

_LABELS = {"reviewed-by": "reviewed", "number": "leaflet-number"}
"""Built-in words that have another name than their row."""


def imprint(
    row: str, topic: Topic, setting: FieldContext, written: Callable[[datetime.date], str]
) -> tuple[str, tuple[Run, ...]] | None:
    """A row's label and its text; None where neither topic nor clinic says it."""
    if not is_given(row, topic, setting.clinic):
        return None
    return setting.words[_LABELS.get(row, row)], tuple(_runs(row, topic, setting, written))


def _runs(row: str, topic: Topic, setting: FieldContext, written: Callable[[datetime.date], str]) -> Iterator[Run]:
    clinic, words = setting.clinic, setting.words
    if row == "written-by":
        yield Run(text=comma_between(topic.authors, setting.language).join(topic.authors))
    elif row == "reviewed-by":
        review = least_reviewed(reviews(topic))
        if review.date and review.due:
            who = (review.by or "", review.role or "", words["reviewed-on"])
            yield Run(text=f"{comma_between(who, setting.language).join(who)} ")
            yield Run(text=sentence(written(review.date), setting.language), whole=True)
            yield Run(text=f" {words['next-review']}{colon(setting.language)}")
            yield Run(text=written(review.due), whole=True)
    elif row == "updated" and topic.updated is not None:
        yield Run(text=written(topic.updated), whole=True)
    elif row == "feedback" and clinic.feedback is not None:
        yield Run(text=local(clinic.feedback, setting))
    elif row == "formats" and clinic.formats is not None:
        yield Run(text=local(clinic.formats, setting))
    elif row == "number" and topic.number is not None:
        yield Run(text=topic.number, whole=True)
