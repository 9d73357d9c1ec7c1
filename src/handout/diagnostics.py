"""What is wrong, where, and how the program ends: `Diagnostic`, `Span`, and the family of `HandoutError`."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Span(Struct, frozen=True, order=True):
    """A place in a file, counted from 1; line 0 stands for the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Diagnostic(Struct, frozen=True):
    """One problem of the input, for its author: where, what is wrong, and what to do."""

    span: Span
    message: str
    hint: str = ""
    code: str = ""
    """A stable name for programs, as `unknown-key`."""
    severity: str = "error"
    """`error` or `warning`."""

    def __str__(self) -> str:
        kind = "warning: " if self.severity == "warning" else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{self.span}: {kind}{self.message}{hint}"


class HandoutError(Exception):
    """The work can't be done as asked; `diagnostics` say why and `exit_code` is the command line's."""

    def __init__(self, diagnostics: Iterable[Diagnostic], exit_code: int = 3) -> None:
        self.diagnostics = tuple(sorted(set(diagnostics), key=lambda d: (d.span, d.message)))
        self.exit_code = exit_code
        super().__init__("\n".join(map(str, self.diagnostics)))
