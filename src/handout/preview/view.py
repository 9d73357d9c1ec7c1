"""A state as HTML; everything in it that comes from files is escaped by the templates."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from handout.diagnostics import counted, on_command_line
from handout.preview.state import PreviewState


def page(state: PreviewState) -> str:
    """The whole page."""
    return _written("page.html", state)


def fragment(state: PreviewState) -> str:
    """The part that changes, for a page that is already open."""
    return _written("view.html", state)


def status(state: PreviewState) -> str:
    """The status in a few words."""
    if not state.version:
        return "Making the pages …"
    if not state.problems:
        return "Up to date"
    shown = any(column.pages for column in state.columns)
    pages = "the greyed pages are the last good ones" if shown else "there are no pages yet"
    return f"{counted(len(state.problems), 'mistake')}; {pages}"


def _written(template: str, state: PreviewState) -> str:
    return str(_templates().get_template(template).render(state=state, status=status(state)))


@cache
def _templates() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["on_command_line"] = on_command_line
    environment.globals["counted"] = counted
    return environment
