"""Signs with the names by which they are read aloud: of ☎ a screen reader may say nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from handout import document
from handout.diagnostics import Span
from handout.inline.expressions import Expression


def spoken(body: tuple[document.Node, ...], names: Mapping[str, str]) -> tuple[document.Node, ...]:
    """The nodes with each sign that has a name as a run of its own.

    One in a patient's words, or in a link, is read as it is: both are whole.
    """
    signs = re.compile("[" + "".join(map(re.escape, sorted(names))) + "]") if names else None
    if signs is None or not any(signs.search(leaf.text) for leaf in document.walk(body)):
        return body
    found: tuple[document.Node, ...] = _Speaking(names, signs)(body)
    return found


class _Speaking:
    """Gives the leaves of a tree their signs' names."""

    def __init__(self, names: Mapping[str, str], signs: re.Pattern[str]) -> None:
        self._names, self._signs = names, signs

    def __call__(self, value: Any) -> Any:
        """The same with names."""
        if isinstance(value, tuple):
            return tuple(map(self, value))
        if isinstance(value, document.Leaf):
            return replace(value, runs=tuple(run for given in value.runs for run in self._runs(given)))
        if not isinstance(value, Struct) or isinstance(value, Span | Expression | document.Picture):
            return value
        return replace(value, **{name: self(getattr(value, name)) for name in value.__struct_fields__})

    def _runs(self, run: document.Run) -> Iterator[document.Run]:
        if run.slot or run.link is not None or run.blank is not None or run.page_of is not None:
            yield run
            return
        end = 0
        for match in self._signs.finditer(run.text):
            if match.start() > end:
                yield replace(run, text=run.text[end : match.start()])
            yield replace(run, text=match[0], alt=self._names[match[0]])
            end = match.end()
        if end < len(run.text) or not run.text:
            yield replace(run, text=run.text[end:]) if end else run
