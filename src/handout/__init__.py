"""Patient handouts and clinician summaries from one source, each audience only its own words."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handout.diagnostics import Diagnostic, HandoutError, Span
    from handout.pipeline import Rendered, Request, render
    from handout.workspace.load import Workspace, load

__version__ = "0.1.0"
__all__ = ["Diagnostic", "HandoutError", "Rendered", "Request", "Span", "Workspace", "load", "render"]

_WHERE = {
    "Workspace": "workspace.load", "load": "workspace.load",
    "Rendered": "pipeline", "Request": "pipeline", "render": "pipeline",
    "Diagnostic": "diagnostics", "HandoutError": "diagnostics", "Span": "diagnostics",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """The public names, imported when they are used (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(import_module(f"handout.{_WHERE[name]}"), name)
