"""What is wrong with a mapping's key."""

from __future__ import annotations

from handout.diagnostics import Span
from handout.source.patterns import uncompiled
from handout.source.values import Mapping, Scalar, Sequence, Value

_GLUED_DASH = uncompiled(r"-[^\W\d_]")
_OF_A_COLLECTION: dict[type[Value], str] = {
    Mapping: "put text that begins with '{{' in quotes",
    Sequence: "put text that begins with '[' in quotes",
}


def key_problem(key: Value, seen: dict[str, Span]) -> tuple[str, str, str] | None:
    """The message, code and hint for a key that isn't taken; None for one that is."""
    if not isinstance(key, Scalar) or key.null:
        hint = _OF_A_COLLECTION.get(type(key), "write a word before the colon")
        return "a key is text, not a list, a mapping or nothing", "key", hint
    if key.text == "<<" and not key.style:
        return "merge keys (<<) are not allowed", "merge-key", "write the keys out"
    if _GLUED_DASH.match(key.text) and not key.style:
        return "a space is missing after the dash", "dash", "an item begins with a dash and a space"
    if key.text[:1] == "\xa0" and not key.style:
        return "a no-break space where spaces must be", "no-break-space", "indent with spaces"
    if key.text in seen:
        return f"the key '{key.text}' is written twice, first in line {seen[key.text].line}", "duplicate-key", ""
    return None
