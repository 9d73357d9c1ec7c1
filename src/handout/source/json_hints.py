"""The likely mistake in a text that isn't JSON: a habit of another language, and what to write instead.

No part of the text goes into a hint, because it is a patient's record.
"""

from __future__ import annotations

from json import JSONDecodeError

from handout.source.patterns import uncompiled

LAST_COMMA = "nothing follows the last comma: take it out"
_ELSEWHERE = ("True", "False", "None", "undefined", "nil")
"""Words of other languages for true, false and null."""
_WORD = uncompiled(r"\w+")
_OTHER_QUOTES = tuple("'`‘’“”„«»")
_COMMENTS = ("//", "/*", "#")
_ENDS, _OPENS = ("]", "}"), ('"', "{", "[")


def json_hint(error: JSONDecodeError) -> str:
    """What to do about a mistake; empty if nothing likely is known."""
    rest, before = error.doc[error.pos :], error.doc[: error.pos].rstrip()
    if error.msg.startswith("invalid control"):
        return "write \\n in place of a line's end, \\t in place of a tab"
    if error.msg.startswith("invalid \\"):
        return "write a backslash twice"
    if error.msg.startswith("unterminated"):
        return "a quote isn't closed"
    if _is_last_comma(before, rest):
        return LAST_COMMA
    if rest.startswith(_COMMENTS):
        return "JSON has no comments: take it out"
    if rest.startswith(_OTHER_QUOTES):
        return 'JSON has straight double quotes only: "…"'
    if error.msg.startswith("expecting ','"):
        return _unparted(before, rest)
    if error.msg.startswith("expecting") and (word := _WORD.match(rest)):
        return "write true, false or null" if word[0] in _ELSEWHERE else "put names and texts in double quotes"
    return ""


def _is_last_comma(before: str, rest: str) -> bool:
    """Whether a comma is behind the last item; Python points at it from 3.13 on, before that behind it."""
    if rest.startswith(","):
        return rest[1:].lstrip().startswith(_ENDS)
    return before.endswith(",") and rest.startswith(_ENDS)


def _unparted(before: str, rest: str) -> str:
    """A hint for two values without a comma between them."""
    if rest.startswith(_OPENS):
        return "a comma is missing before it"
    if before[-1:].isdigit() and rest:
        return "put dates, times, and numbers that begin with 0, in double quotes"
    if before.endswith('"') and rest:
        return 'write a quote inside a text as \\"'
    return ""
