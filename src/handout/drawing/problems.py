"""Why an SVG file is refused, and its limits."""

from __future__ import annotations

from handout.diagnostics import Diagnostic, Span

LARGEST = 4 << 20
"""Bytes of a file."""
MOST_ELEMENTS = 20_000
MOST_SEGMENTS = 100_000
"""Steps of all paths together; a detailed map has about this many."""
DEEPEST = 64
"""Elements inside each other."""
MOST_NESTED = 12
"""Clipped or transparent groups inside each other; PDF/A lets a page save its graphics state 28 times at once."""
MOST_DASHES = 32
FURTHEST = 1e6
"""Units from the origin to any point."""
MOST_PROBLEMS = 20
"""How many problems of a file are reported one by one."""

ACTIVE, EXTERNAL, UNBOUNDED, UNKNOWN = "svg-active", "svg-external", "svg-too-large", "svg-unsupported"
"""Codes of diagnostics, beside `svg-broken`."""
BROKEN = "svg-broken"


class DrawingRefused(Exception):
    """A drawing can't be printed; the places of its problems don't have the file's name yet."""

    def __init__(self, problems: tuple[Diagnostic, ...]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


class Wrong(Exception):
    """A value can't be used; the reader of the element adds the element's place."""

    def __init__(self, message: str, hint: str = "", code: str = BROKEN) -> None:
        super().__init__(message)
        self.message, self.hint, self.code = message, hint, code

    def at(self, span: Span) -> Diagnostic:
        """The problem with its place."""
        return Diagnostic(span, self.message, self.hint or "correct it, or save the drawing again", self.code)


class TooMuch(Wrong):
    """A limit is exceeded, and reading stops."""

    def __init__(self, message: str, hint: str = "simplify the drawing, or save it as PNG") -> None:
        super().__init__(message, hint, UNBOUNDED)


def shown(text: str) -> str:
    """A value as a message quotes it: its beginning, with a space for each invisible character."""
    visible = "".join(c if c.isprintable() else " " for c in text[:40])
    return f"'{visible}…'" if len(text) > 40 else f"'{visible}'"
