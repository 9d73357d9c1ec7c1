"""Several topics as one Document: each a part that begins on a page of its own, under one header and footer."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from handout.content.reviews import least_reviewed, reviews
from handout.content.texts import Title
from handout.inline.runs import Words
from handout.select import Selection

SEPARATOR = "; "


def cover(selections: Sequence[Selection]) -> Selection:
    """What headers and footers are composed from: the first topic, with all titles and the least review of all."""
    first = selections[0].topic
    words = SEPARATOR.join(selection.topic.title.text for selection in selections)
    title = Title(choices=(("", ((Words(words),),)),), span=first.title.span)
    review = least_reviewed([review for selection in selections for review in reviews(selection.topic)])
    return replace(selections[0], topic=replace(first, title=title, review=review))
