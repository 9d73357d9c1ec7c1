"""Items of a list that begin otherwise than with a dash and a space."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handout.source.values import LONGER_DASHES
from handout.source.yaml_hints.slips import Error, Slip, line_above, with_sign

_DASH = re.compile(f"[ ]*([{LONGER_DASHES}\u2022\u00b7])[ \u00a0\t]")
_BOX = re.compile(r"[ ]*- +(?=\[[ xX]?\] )")


def dash(error: Error, lines: Sequence[str]) -> Slip | None:
    """An item with a long dash or a dot, which word processors make of a hyphen; YAML takes it for text."""
    if not any(words in error.problem for words in ("mapping values are not allowed", "did not find expected", "':'")):
        return None
    here = min(error.place[0], len(lines) - 1)
    for number in (here, line_above(here, lines)):
        if number is not None and (match := _DASH.match(lines[number])):
            message = "a list's item begins with a hyphen, not with a longer dash or a dot"
            mended = with_sign(lines[number], match.start(1), "-")
            return Slip(number, match.start(1), message, "begin each item with '- '", mended, of_list=True)
    return None


def box(error: Error, lines: Sequence[str]) -> Slip | None:
    """`- [ ] Your letter`, as lists to tick are written elsewhere; YAML takes the brackets for an empty list."""
    match = _BOX.match(lines[error.place[0]]) if error.place[0] < len(lines) else None
    if match is None or "did not find expected" not in error.problem:
        return None
    hint = "leave the brackets out: 'checklist' prints a box before each item; '☐' is one in any text"
    mended = with_sign(match.string, match.end(), "xxx"[: match.string.index("]") + 1 - match.end()])
    return Slip(error.place[0], match.end(), "text goes on after brackets for a box", hint, mended, of_list=True)


def star(error: Error, lines: Sequence[str]) -> Slip | None:
    """`* Do not rub.`, where a list's items begin with dashes."""
    if "alphabetic or numeric" not in error.problem or error.opened is None:
        return None
    number, column = error.opened
    if not lines[number].startswith("* ", column) or lines[number][:column].strip():
        return None
    mended = with_sign(lines[number], column, "-")
    return Slip(number, column, "a list's item begins with a dash", "begin each item with '- '", mended, of_list=True)
