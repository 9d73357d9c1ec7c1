"""What a process that has made the first documents teaches others: its forms, and what it has read and proved for them.

None of it changes a byte of a document: outlines of glyphs are those of the font, words were found to be fillable, and
topics and layouts to break no rule.  Each process would find the same itself.
"""

from __future__ import annotations

import pickle

from msgspec import Struct

from handout.check.glyphs import FontChoice
from handout.diagnostics import Diagnostic
from handout.fonts.flat_fonts import FontGlyph
from handout.pipeline import Renderer
from handout.variable_data.kept_forms import KeptForms
from handout.variable_data.shaped_values import FillableWords


class Lesson(Struct, frozen=True):
    """Plain values, which can be sent to another process."""

    forms: bytes
    outlines: dict[str, dict[int, FontGlyph]]
    """By the name of the face and the number of the glyph."""
    words: dict[tuple[str, tuple[FontChoice, ...]], set[str]]
    problems: dict[tuple[str, ...], tuple[Diagnostic, ...]]


def lesson(forms: KeptForms, words: FillableWords, renderer: Renderer) -> bytes:
    """The forms that are new, and all else."""
    outlines = {face.name: face.outlines.kept for face in renderer.fonts.drawn}
    return pickle.dumps(Lesson(forms.new(), outlines, words.known, renderer.rules.found), pickle.HIGHEST_PROTOCOL)


def learn(content: bytes, forms: KeptForms, words: FillableWords, renderer: Renderer) -> None:
    """Keeps what another process teaches; processes that are forked from this one have its fonts ready, too."""
    if not content:
        return
    found: Lesson = pickle.loads(content)
    forms.adopt(found.forms, renderer.fonts)
    for name, outlines in found.outlines.items():
        face = renderer.fonts.face(name)
        face.shaper  # noqa: B018  # each process would read it again
        face.outlines.kept.update(outlines)
    words.known.update(found.words)
    renderer.rules.found.update(found.problems)
