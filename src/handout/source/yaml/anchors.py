"""Anchors and aliases: a value that is written once and used in several places."""

from __future__ import annotations

from handout.diagnostics import Diagnostic, Span
from handout.source.values import Mapping, Scalar, Sequence, Value
from handout.source.yaml.syntax import TOO_DEEP

MOST_ALIASED = 1_000
_HINT = "put text that begins with '&' in quotes"


class Anchors:
    """The anchors of a file, up to the place that was read last."""

    def __init__(self) -> None:
        self._values: dict[str, Value | None] = {}
        self._unused: dict[str, Span] = {}
        self._aliased = 0

    def begin(self, name: str, span: Span, *, plain: bool) -> list[Diagnostic]:
        """Note an anchor before its value, and give its problems: before an unquoted text it is probably a word of it.

        `&5mg twice daily` is the text "twice daily".
        """
        self._values[name] = None
        if plain:
            return [_problem(span, f"the anchor '&{name}' takes a word of an unquoted text")]
        found = [_unused(name, self._unused[name])] if name in self._unused else []
        self._unused[name] = span
        return found

    def end(self, name: str, value: Value) -> None:
        """Note the value of an anchor, which has been read to its end."""
        self._values[name] = value

    def value(self, name: str, span: Span, deepest: int) -> tuple[Value | None, tuple[str, str]]:
        """The value of an alias; or None, and a problem's message and code."""
        value = self._values.get(name, span)
        if isinstance(value, Span):
            return None, (f"there is no anchor '&{name}'", "alias")
        if value is None:
            return None, (f"'*{name}' is inside itself", "alias")
        self._unused.pop(name, None)
        size, height = _measured(value)
        if height > deepest:
            return None, TOO_DEEP
        self._aliased += size
        if self._aliased > MOST_ALIASED:
            return None, (f"aliases repeat more than {MOST_ALIASED} values", "alias-limit")
        return value, ("", "")

    def unused(self) -> list[Diagnostic]:
        """The anchors that nothing refers to, at the end of the file."""
        return [_unused(name, span) for name, span in self._unused.items()]


def _unused(name: str, span: Span) -> Diagnostic:
    return _problem(span, f"nothing refers to the anchor '&{name}'")


def _problem(span: Span, message: str) -> Diagnostic:
    return Diagnostic(span, message, _HINT, "anchor")


def _measured(value: Value) -> tuple[int, int]:
    """How many values there are in a value, and how many levels."""
    match value:
        case Scalar():
            return 1, 0
        case Sequence():
            below = [_measured(item) for item in value.items]
        case Mapping():
            below = [_measured(item) for _, item in value.entries]
    return 1 + sum(size for size, _ in below), 1 + max((height for _, height in below), default=0)
