"""Further mistakes in a file that isn't YAML: the parser stops at the first, and its author would find one a run.

Where a mistake is one sign in one line, that sign is replaced in a copy of the text, and the copy is read.  The copy
has each character at the place where the file has it, and nothing of it is ever printed.
"""

from __future__ import annotations

from handout.diagnostics import Diagnostic
from handout.source.yaml.lines import LINE_END
from handout.source.yaml.reader import EventReader

MOST = 20
"""Lines with a mistake that are looked for."""
_TRIES = 100
"""How often the copy is read; a line may have several mistakes."""

_LIST = "begins with a"
"""In the message at an item with another sign than a hyphen."""
_INSTEAD = {":": ".", "\t": " ", "\\": "/"} | dict.fromkeys("@`%>|!?&*-", "x")
"""Signs that mean something to the parser, and what means nothing at their place."""


def with_further(text: str, name: str, problems: list[Diagnostic], *, values: bool) -> list[Diagnostic]:
    """The problems of a file that isn't YAML, and those that come to light where the first ones are mended."""
    mistakes: dict[int, Diagnostic] = {}
    item = 0
    """The last line that is an item with another sign than a hyphen."""
    for _ in range(_TRIES):
        mistake = next((problem for problem in problems if problem.code == "yaml-syntax"), None)
        if mistake is None or len(mistakes) == MOST:
            break
        line, of_list = mistake.span.line, _LIST in mistake.message
        if not (of_list and item == line - 1):  # of a list, the first item says it
            mistakes.setdefault(line, mistake)
        item = line if of_list else item
        copy = _without(mistake, text)
        if copy is None:
            break
        text = copy
        _, problems = EventReader(text, name, values=values).read()
    others = [problem for problem in problems if problem.code != "yaml-syntax"]
    return sorted([*mistakes.values(), *others], key=lambda problem: problem.span)


def _without(mistake: Diagnostic, text: str) -> str | None:
    """The text without this mistake; None where it isn't one sign, or the sign isn't known."""
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    if not 0 < mistake.span.line <= len(starts):
        return None
    start = starts[mistake.span.line - 1]
    end = LINE_END.search(text, start)
    line = text[start : end.start() if end else len(text)]
    mended = _mended(line, mistake.span.column - 1, mistake.message)
    return None if mended is None or mended == line else text[:start] + mended + text[start + len(line) :]


def _mended(line: str, column: int, message: str) -> str | None:
    if "after the closing quote" in message:
        return line[: line.find(":") + 1] + line[line.find(":") + 1 :].translate(dict.fromkeys(map(ord, "'\":#"), "x"))
    sign, before = line[column : column + 1], line[:column].rstrip("*&")
    if len(before) < column and _LIST not in message:  # of `**`, the parser names the second
        return before + line[len(before) :].replace("*", "x").replace("&", "x")
    if "a space is missing" in message:
        instead: str | None = " "
    elif _LIST in message:
        instead = "-"
    else:
        instead = _INSTEAD.get(sign)
    return None if instead is None or not sign else line[:column] + instead + line[column + 1 :]
