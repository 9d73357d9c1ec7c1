"""Widths of a table's columns as an author writes them: a share of the table, or a length."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from handout.diagnostics import Span
from handout.source import units
from handout.source.decoder import BAD, Decoder
from handout.source.values import Value

_HINT = "write a share as 30%, or a length as 40mm"
_TINY = 5 * units.MM


class Width(Struct, frozen=True):
    """`30%` of the table's width (a share from 0 to 1), or `40mm` (points); one of the two is None."""

    share: float | None
    points: float | None
    span: Span

    @classmethod
    def __read__(cls, value: Value, reader: Decoder) -> Any:
        text = reader.text(value)
        if text is BAD:
            return BAD
        number = text.strip().removesuffix("%").strip()
        if text.strip().endswith("%"):
            if number.replace(".", "", 1).isdecimal() and number.isascii() and 1 <= float(number) <= 100:
                return cls(float(number) / 100, None, value.span)
            return reader.say(value, "a share is from 1% to 100%", _HINT, "out-of-range")
        try:
            points = units.length(text)
        except ValueError:
            return reader.say(value, "a width is a share of the table or a length", _HINT, "value")
        if points < _TINY:
            return reader.say(value, "a column is at least 5mm wide", _HINT, "out-of-range")
        return cls(None, points, value.span)

    @classmethod
    def __schema__(cls, known: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\s*[0-9]+(\.[0-9]+)?\s*(%|pt|mm|cm|in)\s*$"}


def too_wide(widths: Sequence[Width | None], reader: Decoder) -> bool:
    """Whether the shares leave no room for all columns that are printed together; the problem is noted."""
    shares = [width for width in widths if width is not None and width.share is not None]
    total = sum(width.share or 0.0 for width in shares)
    if total <= 1.0 + 1e-9 and (total < 1.0 - 1e-9 or len(shares) == len(widths)):
        return False
    more = "" if total > 1.0 + 1e-9 else " and leave nothing for the others"
    hint = "make them smaller, or leave a width out: such a column gets the rest"
    message = f"the shares of the columns are {100 * total:.4g}% together{more}"
    reader.say(shares[-1].span, message, hint, "columns-too-wide")
    return True
