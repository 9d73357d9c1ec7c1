"""Further mistakes in a file that isn't YAML: the parser stops at the first, and its author would find one a run.

Where a mistake is one sign in one line, that sign is replaced in a copy of the text, and the copy is read.  The copy
has each character at the place where the file has it, and nothing of it is ever printed.
"""

from __future__ import annotations

from handout.diagnostics import Diagnostic
from handout.source.yaml.lines import LINE_END
from handout.source.yaml.reader import EventReader
from handout.source.yaml_hints import Slip

MOST = 20
"""Lines with a mistake that are looked for."""
_TRIES = 100
"""How often the copy is read; a line may have several mistakes."""


def with_further(
    text: str, name: str, problems: list[Diagnostic], slip: Slip | None, *, values: bool
) -> list[Diagnostic]:
    """The problems of a file that isn't YAML, and those that come to light where the first ones are mended."""
    mistakes: dict[int, Diagnostic] = {}
    item = 0
    """The last line with a mistake that each item of a list is likely to have."""
    for _ in range(_TRIES):
        mistake = next((problem for problem in problems if problem.code == "yaml-syntax"), None)
        if mistake is None or len(mistakes) == MOST:
            break
        line, of_list = mistake.span.line, slip is not None and slip.of_list
        if not (of_list and item == line - 1):  # of a list, the first item says it
            mistakes.setdefault(line, mistake)
        item = line if of_list else item
        copy = None if slip is None else _mended(text, slip)
        if copy is None:
            break
        text = copy
        reader = EventReader(text, name, values=values)
        _, problems = reader.read()
        slip = reader.slip
    others = [problem for problem in problems if problem.code != "yaml-syntax"]
    return sorted([*mistakes.values(), *others], key=lambda problem: problem.span)


def _mended(text: str, slip: Slip) -> str | None:
    """The text without this mistake; None where it isn't one sign, or the sign isn't known."""
    if slip.mended is None:
        return None
    start = [0, *(match.end() for match in LINE_END.finditer(text))][slip.line]
    end = LINE_END.search(text, start)
    after = end.start() if end else len(text)
    return None if text[start:after] == slip.mended else text[:start] + slip.mended + text[after:]
