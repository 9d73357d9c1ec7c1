"""ReportLab's Platypus in a loop: faces, styles and markup once, flowables and a document for each patient."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import common

sys.path.append(str(Path(__file__).parents[1]))
import platypus
from reportlab.pdfgen.canvas import Canvas

WORDS = common.words()
PAGE = WORDS["page"]
STYLES = platypus.Story(WORDS)
_plain = platypus.markup
_kept: dict[int, str] = {}


class Story(platypus.Story):
    """The words with a patient's name in them; the styles are everybody's."""

    def __init__(self, name: str) -> None:
        super().__init__(WORDS)
        self._styles = STYLES._styles
        _Named.name = name


class _Named:
    name = ""


def _markup(runs: list[list[Any]]) -> str:
    if id(runs) not in _kept:
        _kept[id(runs)] = _plain(runs)
    return _kept[id(runs)].replace(WORDS["name"], _Named.name)


def furniture(name: str) -> Callable[[Canvas, Any], None]:
    """Header and footer of each page."""
    footer = platypus.furniture(WORDS)

    def draw(canvas: Canvas, document: Any) -> None:
        footer(canvas, document)
        canvas.saveState()
        canvas.setFont("regular", 9)
        canvas.drawRightString(PAGE["width"] - PAGE["right"], PAGE["height"] - 36, name)
        canvas.restoreState()

    return draw


def make(name: str, out: Path) -> None:
    """One document."""
    draw = furniture(name)
    story = Story(name).flowables(WORDS["blocks"])
    platypus.template(WORDS, str(out)).build(story, onFirstPage=draw, onLaterPages=draw)


if __name__ == "__main__":
    platypus.load_fonts(WORDS["faces"])
    platypus.markup = _markup
    common.run(make)
