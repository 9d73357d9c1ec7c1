"""Strict JSON: a number is kept as the text that was written, and mistakes that other parsers accept are reported.

Nothing is lost: an object is read as its pairs, so that a key that is given twice is found.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from handout.source.patterns import uncompiled

NOT_FINITE: Final = object()
"""In place of NaN, Infinity, and numbers too large for a program."""
_ESCAPE = uncompiled(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)

_AT = uncompiled(r"(?: starting)? at$")


class Pairs(list[tuple[str, Any]]):
    """A JSON object as its pairs, in the order of the file."""

    def twice(self) -> str | None:
        """The first key that is given a second time."""
        seen = set()
        for key, _ in self:
            if key in seen:
                return key
            seen.add(key)
        return None


def _number(text: str) -> Any:
    return NOT_FINITE if float(text) in (float("inf"), float("-inf")) else text


_DECODER = json.JSONDecoder(
    parse_float=_number, parse_int=str, parse_constant=lambda _: NOT_FINITE, object_pairs_hook=Pairs
)


def parse(text: str) -> Any:
    """The value of a whole text; JSONDecodeError says where it isn't JSON."""
    value, end = parse_at(text, len(text) - len(text.lstrip(" \t\r\n")))
    if rest := text[end:].strip(" \t\r\n"):
        raise json.JSONDecodeError("text follows the value", text, text.index(rest, end))
    return value


def parse_at(text: str, start: int) -> tuple[Any, int]:
    """The value that begins at an index, and the index behind it; JSONDecodeError where it isn't JSON."""
    try:
        value, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        # The decoder's message ends with the place, which is reported before the message here.
        message = _AT.sub("", error.msg)
        raise json.JSONDecodeError(message[:1].lower() + message[1:], text, error.pos) from None
    except RecursionError:
        raise json.JSONDecodeError("nested too deep", text, start) from None
    if "\\" in text:
        for match in _ESCAPE.finditer(text, start, end):
            if match[1]:
                raise json.JSONDecodeError("half a character (a lone surrogate)", text, match.start())
    return value, end
