"""Imports click without `inspect`, which takes a fifth of click's time and of which a command needs one short function.

The patterns of what click imports are compiled when they are first used; most never are.

Whoever asks click's `inspect` for anything else gets it from the real one.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from handout.replaced_modules import replaced
from handout.source.late_patterns import late_patterns


class LateInspect(ModuleType):
    """The module `inspect`, imported when more than `cleandoc` is asked for."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get("inspect") is self:
            del sys.modules["inspect"]
        return getattr(import_module("inspect"), name)

    @staticmethod
    def cleandoc(doc: str) -> str:
        """As there: a text without what all lines but the first are indented by, and without blank ends."""
        first, *rest = doc.expandtabs().split("\n")
        margin = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
        lines = [first.lstrip(), *(line[margin:] for line in rest)]
        while lines and not lines[-1]:
            lines.pop()
        while lines and not lines[0]:
            lines.pop(0)
        return "\n".join(lines)


def _import_click() -> None:
    late = {} if "inspect" in sys.modules else {"inspect": LateInspect("inspect")}
    with replaced({**late, **late_patterns("click")}):
        import_module("click")


_import_click()
