"""The exit codes of the command line: `ExitCode`. A signal ends it with 128 and its number."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How the command line ends, unless a signal stops it; of several reasons, the first to occur counts."""

    DONE = 0
    """Everything that was asked for is written and verified."""
    BUG = 1
    """A fault of the program, or of one of its own processes."""
    USAGE = 2
    """The command line asks for what can't be."""
    INPUT = 3
    """The input is refused; nothing is written."""
    RECORDS_FAILED = 4
    """A batch ended, and some of its records failed."""
    DOCUMENT = 5
    """A document is refused at layout or at verification."""
    OUTPUT = 6
    """The output side: disk, rights, lock, existing file."""
    DIFFERENCES = 7
    """`compare` or `snapshot` found differences."""
