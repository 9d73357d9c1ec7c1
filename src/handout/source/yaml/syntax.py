"""Messages for a file that isn't YAML, and for nesting that is too deep for the parser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import yaml

from handout.diagnostics import Diagnostic, Span
from handout.source.yaml.lines import SourceText

if TYPE_CHECKING:
    from handout.source.yaml_hints import Error, Slip

DEEPEST = 64
TOO_DEEP = (f"nested deeper than {DEEPEST} levels", "too-deep")

# libyaml is ten times as fast; it is asked for events only, which need no recursion.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SAID = {
    "mapping values are not allowed": (
        "a colon is in text without quotes",
        "put the text in quotes, or after '|' on lines of its own",
    ),
    "could not find expected ':'": (
        "a key has no colon, or a text has no quotes",
        "put the text in quotes, or after '|' on lines of its own",
    ),
    "cannot start any token": (
        "no text can begin with this character",
        "indent with spaces, and put text that begins with a special character in quotes",
    ),
    "did not find expected key": (
        "a key or the end of the list must be here",
        "check the indentation, and the quotes of this line and the one above",
    ),
    "expected alphabetic or numeric character": (
        "a text begins with '*' or '&'",
        "put text that begins with '*' or '&' in quotes",
    ),
    "expected comment or line break": (
        "there is text after '>' or '|'",
        "put text that begins with '>' or '|' in quotes",
    ),
    "block sequence entries are not allowed": ("a text begins with '-'", "put text that begins with '-' in quotes"),
    "found a tab character": ("a tab where spaces must be", "indent with spaces"),
    "did not find expected ',' or": (
        "a comma or a closing bracket is missing",
        "between brackets, put text with a colon or a bracket in quotes",
    ),
    "did not find expected '-' indicator": ("this line belongs to no item of the list", "check the indentation"),
    "found unknown escape character": (
        "a backslash in double quotes has a meaning of its own",
        "use single quotes, or write the backslash twice",
    ),
    "did not find expected <document start>": (
        "there is text after the end of the document",
        "write nothing after a line '...' or '---'",
    ),
    "did not find expected node content": (
        "a text is missing before this",
        "take out a comma too many, or close the bracket before; put text that begins with a comma or '#' in quotes",
    ),
    "found unexpected ':'": ("a colon is in text without quotes", "put the text in quotes"),
    "mapping keys are not allowed": ("a text begins with '?'", "put text that begins with '?' in quotes"),
    "indentation indicator equal to 0": (
        "a text begins with '>' or '|'",
        "put text that begins with '>' or '|' in quotes",
    ),
    "expected hexdecimal number": (
        "a backslash in double quotes has a meaning of its own",
        "use single quotes, or write the backslash twice",
    ),
    "invalid Unicode character escape": ("no character has this number", "write the character itself"),
    **dict.fromkeys(
        ("expected tag URI", "undefined tag handle", "expected whitespace or line break", "find the expected '>'"),
        ("a text begins with '!'", "put text that begins with '!' in quotes"),
    ),
    "found incompatible YAML document": (
        "another version of YAML is asked for",
        "take out the line that begins with %",
    ),
}
"""The parser's messages in an author's words: what is wrong, and what to do."""


def events(text: str) -> Iterator[Any]:
    """The parser's events."""
    found: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    return found


def too_deep(error: yaml.MarkedYAMLError, lines: SourceText, name: str) -> Diagnostic | None:
    """The problem of a text that is nested too deep, if the text before an error is; else None.

    The parser looks ahead, and may stop at a limit of its own before it has reported any level.
    """
    mark, depth = error.problem_mark or error.context_mark, 0
    try:
        for event in events(lines.text[: mark.index] if mark is not None else ""):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                span = Span(name, event.start_mark.line + 1, event.start_mark.column + 1)
                return Diagnostic(span, TOO_DEEP[0], code=TOO_DEEP[1])
    except yaml.YAMLError:
        pass
    return None


def not_yaml(error: yaml.MarkedYAMLError, lines: SourceText, quoted: Any) -> Slip | None:
    """What is wrong with a file that isn't YAML; `quoted` is where the text that was read last is in quotes.

    None where the parser doesn't say a place.
    """
    from handout.source.yaml_hints import Error, slip  # loaded for files with mistakes only

    mark = error.problem_mark or error.context_mark
    if mark is None:
        return None
    problem = str(error.problem or error.context)
    said = Error(problem, place(mark), str(error.context), place(error.context_mark), quoted)
    found = slip(said, lines.all) or _as_parsed(said, lines)
    return found if found.mended is None else found._replace(mended=lines.restored(found.mended))


def _as_parsed(error: Error, lines: SourceText) -> Slip:
    """The parser's own message, in an author's words where there are some."""
    from handout.source.yaml_hints import Slip, without_sign

    number, column = error.place
    problem, hint = next((ours for words, ours in _SAID.items() if words in error.problem), (error.problem, ""))
    line = lines.all[number] if number < len(lines.all) else ""
    return Slip(number, column, problem, hint, without_sign(line, column))


def syntax_problem(error: yaml.YAMLError, slip: Slip | None, name: str) -> Diagnostic:
    """The problem of a file that isn't YAML."""
    if slip is None:
        return Diagnostic(Span(name), f"not YAML: {error}".splitlines()[0], code="yaml-syntax")
    return Diagnostic(Span(name, slip.line + 1, slip.column + 1), f"not YAML: {slip.message}", slip.hint, "yaml-syntax")


def place(mark: Any) -> Any:
    """A mark's line and column, counted from 0; None for none."""
    return None if mark is None else (mark.line, mark.column)
