"""What is wrong, where, and how the program ends: `Diagnostic`, `Span`, and the family of `HandoutError`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Literal, Self, get_args

from msgspec import Struct

from handout.exit_codes import ExitCode

Option = Literal[
    "audience", "date", "encoding", "fragments", "language", "layout", "mask", "no-clobber", "only", "overwrite",
    "patient", "patients", "port", "resume", "set", "split-every", "visual", "workers", "xliff",
]  # fmt: skip
"""What can be asked for, as far as diagnostics speak of it: an option of the command line, a parameter in Python."""
_OPTION = re.compile(rf"`({'|'.join(get_args(Option))})`")
FILE_NAMED = "see that the name and the folder are spelt as on the disk"
"""The hint where a file of that name isn't there."""


def option(name: Option) -> str:
    """How a diagnostic names an option, as its place or in its hint; only the command line writes two hyphens."""
    return f"`{name}`"


def no_file(path: Path) -> tuple[str, str]:
    """The message and the hint for a path where no file is."""
    return ("not a regular file", "") if path.exists() else ("no such file", FILE_NAMED)


def on_command_line(text: str) -> str:
    """A text of a diagnostic with the options as the command line has them."""
    return _OPTION.sub(r"--\1", text)


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 cell`, `2 cells`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


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
    """The work can't be done as asked, and `diagnostics` say why. Never raised itself: its six kinds are."""

    exit_code: ClassVar[ExitCode]

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(set(diagnostics), key=lambda d: (d.span, d.message)))
        super().__init__("\n".join(map(str, self.diagnostics)))

    @property
    def kind(self) -> type[HandoutError]:
        """Which of the six it is: what to raise with other diagnostics for the same reason."""
        return next(kind for kind in HandoutError.__subclasses__() if isinstance(self, kind))

    @classmethod
    def at(cls, where: Span | str | Path, message: str, hint: str = "", code: str = "") -> Self:
        """The error of one problem; a file's name, or a path, stands for the file as a whole."""
        span = where if isinstance(where, Span) else Span(str(where))
        return cls([Diagnostic(span, message, hint, code)])

    @classmethod
    def raise_for(cls, problems: Iterable[Diagnostic]) -> None:
        """Raise one error for all problems, if there is any."""
        if found := tuple(problems):
            raise cls(found)


class UsageError(HandoutError):
    """The command line, or the call, asks for what can't be."""

    exit_code = ExitCode.USAGE


class InputError(HandoutError):
    """Content, layout, clinic or records are refused."""

    exit_code = ExitCode.INPUT


class LayoutError(HandoutError):
    """A document doesn't fit on its paper."""

    exit_code = ExitCode.DOCUMENT


class VerificationError(HandoutError):
    """A finished document, or print run, isn't what it has to be."""

    exit_code = ExitCode.DOCUMENT


class OutputError(HandoutError):
    """The place for the output can't be written to, or holds what must not be replaced."""

    exit_code = ExitCode.OUTPUT

    @classmethod
    def at(cls, where: Span | str | Path, message: str, hint: str = "", code: str = "output") -> Self:
        """As for every kind; the code is `output` where there is no closer one."""
        return super().at(where, message, hint, code)


class ProcessError(HandoutError):
    """A process of the program's own died."""

    exit_code = ExitCode.BUG
