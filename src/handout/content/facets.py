"""Facets: properties of the reader that choose text, as a clinic declares them."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Struct

from handout.content.plain_texts import read_plain_texts
from handout.content.texts import LocalTitle
from handout.diagnostics import Span
from handout.source.decoder import Decoder
from handout.source.fields import Doc, Reads
from handout.source.scalars import Name, Plain


class FacetSpec(Struct, frozen=True, kw_only=True):
    """A property of the reader with few values, each of which is proved before it is printed."""

    values: Annotated[Mapping[Name, LocalTitle], Doc("Each value with its label.")]
    from_: Annotated[Name | None, Doc("The date field whose age in years decides it.")] = None
    ranges: Annotated[Mapping[Name, Plain] | None, Doc('Ages in whole years for each value: "0-15", "65-".')] = None
    if_unknown: Annotated[Literal["keep", "drop"] | None, Doc("What to do with a node where it isn't known.")] = None
    audience: Annotated[
        tuple[Plain, ...] | None, Reads(read_plain_texts), Doc("The only audiences whose nodes may use it.")
    ] = None
    span: Span

    def checked(self, reader: Decoder) -> Any:
        """BAD unless the ranges, where there are any, cover every age once."""
        if not self.values:
            return reader.say(self.span, "a facet needs values", code="facet")
        if (self.from_ is None) != (self.ranges is None):
            return reader.say(self.span, "'from' and 'ranges' go together", code="facet")
        if self.ranges is None:
            return self
        problem = _range_problem(self.ranges, tuple(self.values))
        return reader.say(self.span, problem, 'write "0-15", "16-64" and "65-"', "ranges") if problem else self


def bounds(text: str) -> tuple[int, int | None] | None:
    """`16-64` as 16 and 64, `65-` as 65 and None; None when it isn't a range."""
    match = re.fullmatch(r"([0-9]{1,3})-([0-9]{1,3})?", text)
    return (int(match[1]), int(match[2]) if match[2] else None) if match else None


def _range_problem(ranges: Mapping[Name, Plain], values: tuple[Name, ...]) -> str:
    """Why ranges don't cover every age from 0 on once; empty when they do."""
    if set(ranges) != set(values):
        return "every value needs a range, and every range a value"
    found = [bounds(text) for text in ranges.values()]
    if any(pair is None for pair in found):
        return "a range of ages is two whole numbers with '-' between them"
    ordered = sorted((pair for pair in found if pair is not None), key=lambda pair: pair[0])
    following = 0
    for low, high in ordered:
        if low != following or (high is not None and high < low):
            return "the ranges must cover every age once"
        if high is None:
            return "" if (low, high) == ordered[-1] else "the ranges must cover every age once"
        following = high + 1
    return 'the last range must be open, as "65-"'
