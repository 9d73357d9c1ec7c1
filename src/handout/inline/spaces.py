"""White space between runs: a space where words end, a newline where the author ended a line, never two of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from handout.inline.runs import Inline, Runs, Words

BREAK = "\n"
"""In a run's text: a line ends here."""
_BREAKS = re.compile(r" *\n[ \n]*")
_SPACES = re.compile(r" {2,}")


def folded(runs: Iterable[Inline]) -> Runs:
    """The runs with none at either end; what a patient's record says stays as it is."""
    out: list[Inline] = []
    for run in runs:
        if not isinstance(run, Words) or run.slot is not None:
            out.append(run)
            continue
        text = _SPACES.sub(" ", _BREAKS.sub(BREAK, run.text))
        last = _before(out)
        if not last or last == BREAK:
            text = text.lstrip(" \n")
        elif last == " ":
            text = _after_space(out, text)
        if text:
            out.append(replace(run, text=text))
    _end(out)
    return tuple(out)


def _before(out: list[Inline]) -> str:
    """The character before the next run; a letter stands for what isn't known yet."""
    if not out:
        return ""
    return last.text[-1:] if isinstance(last := out[-1], Words) and last.slot is None else "x"


def _after_space(out: list[Inline], text: str) -> str:
    """The text behind a space, which goes where a line ends."""
    if text.startswith(BREAK):
        _end(out)
        return text
    return text.removeprefix(" ")


def _end(out: list[Inline]) -> None:
    """Take spaces and line ends off the last run, and the run with them if nothing is left of it."""
    while out and isinstance(last := out[-1], Words) and last.slot is None and last.text[-1:] in (" ", BREAK):
        out.pop()
        if text := last.text.rstrip(" \n"):
            out.append(replace(last, text=text))
