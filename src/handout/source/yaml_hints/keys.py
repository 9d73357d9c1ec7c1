"""Lines with the wrong indentation, or without a space or a key that they need."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handout.source.yaml_hints.slips import KEY, Error, Slip, key_start, line_above, with_sign

_WORD = re.compile(r"[ ]*(?:- +)*[^\W\d_][\w-]*(?= |$)")
_GLUED_DASH = re.compile(r"[ ]*-(?=[^\W\d_])")
_DASH = re.compile(r"[ ]*-(?: +|$)")
_ITEM_TEXT = re.compile(r"[ ]*- +(?=[^-\s\[{|>#&*!])")
_ITEM_KEYS = frozenset(("audience", "body", "bullets", "else", "icon", "if-unknown", "notes", "steps", "when"))
"""Keys that an item of a list may have beside its text."""
_TEXT_KEYS = frozenset(("text", "patient", "clinician", "term", "time"))
_ITEM = "an item begins with a dash and a space"


def line(error: Error, lines: Sequence[str]) -> Slip | None:
    """The likely slip in the line of an error, or above it."""
    if "mapping values are not allowed" in error.problem:
        return _second_colon(error, lines)
    if "could not find expected ':'" in error.problem and error.opened is not None:
        return _without_colon(*error.opened, lines)
    if "did not find expected" in error.problem and "block" in error.context:
        return _indented_alone(error, lines)
    return None


def _second_colon(error: Error, lines: Sequence[str]) -> Slip | None:
    """A key where the text of the key above goes on."""
    number, column = error.place
    key, above = KEY.match(lines[number]), line_above(number, lines)
    if key is None or key.end() != column or above is None:
        return None
    return (
        _glued(above, lines)
        or _textless_item(number, above, lines)
        or _further(number, above, lines)
        or _colon(number, above, lines)
    )


def _without_colon(number: int, column: int, lines: Sequence[str]) -> Slip:
    """A line in which libyaml takes a text for a key."""
    if dash := _GLUED_DASH.match(lines[number]):
        mended = with_sign(dash.string, dash.end(), " ")
        return Slip(number, dash.end(), "a space is missing after the dash", _ITEM, mended)
    hint = "write a key with a colon before it, or indent it further than the key that it belongs to"
    return _glued(number, lines) or Slip(number, column, "this line has no key", hint)


def _indented_alone(error: Error, lines: Sequence[str]) -> Slip | None:
    """A line that begins where no key or dash above it does."""
    number, column = error.place
    if number >= len(lines) or lines[number][:column].strip():
        return None
    above = line_above(number, lines)
    hint = "let it begin exactly under what it belongs with: a key under a key, a dash under a dash"
    glued = None if above is None else _glued(above, lines) or _textless_item(number, above, lines)
    found = glued or _dash_under_key(number, column, lines)
    return found or Slip(number, column, "no line above is indented like this one", hint)


def _dash_under_key(number: int, column: int, lines: Sequence[str]) -> Slip | None:
    """`- term: A` above `  - term: B`, which begins under the key and not under the dash."""
    if _DASH.match(lines[number]) is None:
        return None
    for above in range(number - 1, -1, -1):
        row = lines[above].lstrip(" ")
        if not row or row.startswith("#") or len(lines[above]) - len(row) >= column:
            continue
        dash = _DASH.match(lines[above])
        if dash is None or dash.end() != column:
            return None
        hint = f"let it begin exactly under the dash of line {above + 1}"
        return Slip(number, column, "this dash is indented further than the one above", hint)
    return None


def _glued(number: int, lines: Sequence[str]) -> Slip | None:
    """`title:Dry skin`, which is one word to YAML."""
    key = KEY.match(lines[number])
    after = lines[number][key.end() + 1 :] if key else ""
    if key is None or not after or after[0] in " \t/":
        return None
    hint = "a key is written with a colon and a space"
    mended = with_sign(lines[number], key.end() + 1, " ")
    return Slip(number, key.end() + 1, "a space is missing after the colon", hint, mended)


def _textless_item(number: int, above: int, lines: Sequence[str]) -> Slip | None:
    """`- Passport` above `bullets:`, an item that is written as a text alone and has keys all the same."""
    key, item = KEY.match(lines[number]), _ITEM_TEXT.match(lines[above])
    if key is None or item is None or item.end() != key_start(lines[number]):
        return None
    if key[0].strip() not in _ITEM_KEYS or lines[above][item.end() :].partition(" ")[0] in _TEXT_KEYS:
        return None
    # Any key will do to read on, and no shorter text is written over with one.
    mended = with_sign(lines[above], item.end(), "t: ") if len(lines[above]) > item.end() + len("t: ") else None
    hint = "write '- text: …', and the other keys under 'text'"
    return Slip(above, item.end(), "this item has other keys, so its text needs one too", hint, mended)


def _colon(number: int, above: int, lines: Sequence[str]) -> Slip | None:
    """`id 1001` above `name: …`: this line has no colon, unless it continues the text above it."""
    word = _WORD.match(lines[above])
    if word is None or len(word[0]) - len(word[0].lstrip(" -")) != key_start(lines[number]):
        return None
    before = line_above(above, lines)
    begins = lines[above].lstrip().startswith("- ") or before is None or lines[before].rstrip().endswith(":")
    hint = "a key is written with a colon and a space"
    return Slip(above, word.end(), "a colon is missing after the key", hint) if begins else None


def _further(number: int, above: int, lines: Sequence[str]) -> Slip | None:
    """A key that is indented further than the key above, although that key already has a text."""
    own, upper = key_start(lines[number]), key_start(lines[above])
    if upper is None or own is None or own <= upper:
        return None
    hint = "let it begin exactly under the key above"
    return Slip(number, own, "this line is indented further than the key above, which has its text", hint)
