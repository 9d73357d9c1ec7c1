"""What was pasted from a word processor or a web page, and prints as it stands: each is a warning of `check`."""

from __future__ import annotations

import re

from handout.source import Diagnostic, Scalar, Value, flatten

_NO_TEXT = frozenset({"file", "url"})
_SIGN = re.compile(r"^[ \t]*(?:[-*] |[•◦▪‣●·][ \t]*)(?=\S)", re.MULTILINE)
_NUMBER = re.compile(r"^[ \t]*[0-9]{1,2}[.)] (?=\S)", re.MULTILINE)
_MARKS = (
    (
        re.compile(
            r"(?<!\\)</?(?:a|b|br|code|div|em|font|h[1-6]|i|img|li|ol|p|pre|small|span|strong|sub|sup|table|td|th|tr|u|ul)"
            r"(?:\s[^<>\n]*)?/?>",
            re.IGNORECASE,
        ),
        "an HTML tag prints as it is",
        "take it out; strong words are written **so**",
    ),
    (
        re.compile(r"(?<!\\)&(?:[a-z]{2,8}|#[0-9]{2,6}|#x[0-9a-f]{2,5});"),
        "an HTML entity prints as it is",
        "write the character itself",
    ),
    (
        re.compile(r"(?<![\\\w])`[^`\n]+`(?!\w)"),
        "a backtick prints as it is",
        "take it out; strong words are written **so**",
    ),
)


def check_pasted(source: Value) -> list[Diagnostic]:
    """A warning for each kind of markup in a text of a file that this program doesn't read."""
    found = []
    for path, scalar in flatten(source):
        if path and path[-1] in _NO_TEXT:
            continue
        if (at := _listed(scalar)) is not None:
            hint = "use bullets: or steps:, whose items get their signs when they are printed"
            found.append(_warning(scalar, at, "this line looks like a list item", hint))
        for pattern, message, hint in _MARKS:
            if match := pattern.search(scalar.text):
                found.append(_warning(scalar, match.start(), message, hint))
    return found


def _listed(scalar: Scalar) -> int | None:
    """Where the first line begins that looks like an item; a single number may be a date that stands there."""
    signs = [*_SIGN.finditer(scalar.text)]
    numbers = [*_NUMBER.finditer(scalar.text)]
    starts = [match.start() for match in (*signs, *(numbers if signs or len(numbers) > 1 else ()))]
    return min(starts, default=None)


def _warning(scalar: Scalar, at: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic(scalar.at(at), message, hint, "pasted", "warning")
