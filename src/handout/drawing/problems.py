"""Why an SVG file is refused, and its limits."""

from __future__ import annotations

from handout.diagnostics import Diagnostic, Span

LARGEST = 4 << 20
"""Bytes."""
MOST_ELEMENTS = 20_000
MOST_SEGMENTS = 100_000
"""Of all paths together; a detailed map has about this many."""
DEEPEST = 64
"""Elements inside each other."""
MOST_NESTED = 12
"""Clipped or transparent groups inside each other; PDF/A lets a page save its graphics state 28 times at once."""
MOST_DASHES = 32
FURTHEST = 1e6
"""Units from the origin to any point."""
MOST_PROBLEMS = 20
"""That are reported; a file with more is of another kind than what is wanted."""

ACTIVE, EXTERNAL, UNBOUNDED, UNKNOWN = "svg-active", "svg-external", "svg-too-large", "svg-unsupported"
"""Codes of diagnostics, beside `svg-broken`."""
BROKEN = "svg-broken"


class DrawingRefused(Exception):
    """Why a drawing can't be taken; the places are in a file without a name."""

    def __init__(self, problems: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


class Wrong(Exception):
    """A value that can't be taken; who reads the element adds its place."""

    def __init__(self, message: str, hint: str = "", code: str = BROKEN) -> None:
        super().__init__(message)
        self.message, self.hint, self.code = message, hint, code

    def at(self, span: Span) -> Diagnostic:
        """The same with its place."""
        return Diagnostic(span, self.message, self.hint or "correct it, or save the drawing again", self.code)


class TooMuch(Wrong):
    """A limit is passed: the reading ends here."""

    def __init__(self, message: str, hint: str = "simplify the drawing, or save it as PNG") -> None:
        super().__init__(message, hint, UNBOUNDED)


def shown(text: str) -> str:
    """A value as a message quotes it: the beginning of it, and no characters that can't be seen."""
    visible = "".join(c if c.isprintable() else " " for c in text[:40])
    return f"'{visible}…'" if len(text) > 40 else f"'{visible}'"
