"""Strict YAML with positions: a file becomes plain values, each of which knows its line and column.

PyYAML's events are read, never its constructed objects: its loaders turn `no`, `8:30` and `010` into something else
than was written, let the last of two equal keys win, and end the process on 30,000 nested brackets.  Here a plain
scalar is the text that was written, and everything that could lose or change a word is a `Diagnostic`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import yaml

from handout.source import (
    CONTROL,
    Diagnostic,
    Mapping,
    Scalar,
    Sequence,
    Span,
    Value,
    normalise,
    unprintable,
)
from handout.yaml_slips import Error, slip

DEEPEST = 64
MOST_ALIASED = 1_000
LARGEST_FILE = 1 << 20
"""Bytes."""

_LOST = re.compile(r"[ \t]+#|[ \t]*,[ \t]*#")
_LOST_AFTER_COMMA = re.compile(r"[ \t]*,[ \t]*#")
_LOST_AFTER_BAR = re.compile(r"[|>][-+0-9]*[ \t]+#")
_GLUED_DASH = re.compile(r"-[^\W\d_]")
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What YAML 1.1, and so libyaml, takes for one: its marks count these lines."""
# libyaml is ten times as fast; it is asked for events only, which need no recursion.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: Path, name: str) -> tuple[Value | None, list[Diagnostic]]:
    """The file's value and its problems; `name` stands for the file in messages.

    A file that can't be opened, is over 1 MiB or isn't UTF-8 is one problem and no value.
    """
    where = Span(name)
    try:
        if not path.is_file():
            return None, [Diagnostic(where, "no such file", code="no-such-file")]
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        return None, [Diagnostic(where, f"can't be read: {error.strerror}", code="unreadable")]
    return parse(content, name)


def parse(content: bytes, name: str) -> tuple[Value | None, list[Diagnostic]]:
    """What `read` gives, for a file's bytes."""
    if len(content) > LARGEST_FILE:
        return None, [Diagnostic(Span(name), "the file is over 1 MiB", "split it into several topics", "too-large")]
    text, problem = _decoded(content, name)
    if problem is not None:
        return None, [problem]
    if match := CONTROL.search(text):
        message = f"control character U+{ord(match[0]):04X}"
        return None, [Diagnostic(_place(text, match.start(), name), message, code="control-character")]
    return _Reader(text, name).read()


def _decoded(content: bytes, name: str) -> tuple[str, Diagnostic | None]:
    for mark, encoding in ((b"\xff\xfe", "UTF-16LE"), (b"\xfe\xff", "UTF-16BE")):
        if content.startswith(mark):
            return "", Diagnostic(Span(name), f"not UTF-8 but {encoding}", "save the file as UTF-8", "not-utf8")
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        message = f"not UTF-8: byte 0x{content[error.start]:02X} at offset {error.start}"
        return "", Diagnostic(Span(name, line, column), message, "save the file as UTF-8", "not-utf8")


def _place(text: str, index: int, name: str) -> Span:
    return Span(name, text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1)


class _Stop(Exception):
    """The file can't be read any further; its problem is already noted."""


class _Reader:
    """Builds values from events, and notes every problem on the way."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._lines = _LINE_END.split(text)
        self._name = name
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self._problems: list[Diagnostic] = []
        self._anchors: dict[str, Value | None] = {}
        self._aliased = 0
        self._quoted: tuple[tuple[int, int], tuple[int, int]] | None = None
        """Where the value that was read last begins and ends, if it is in quotes."""

    def read(self) -> tuple[Value | None, list[Diagnostic]]:
        value = None
        try:
            value = self._document()
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            said = self._too_deep(error) or self._syntax(error)
            # Braces without quotes and strange spaces are told already; what follows from them would only confuse.
            told = [problem for problem in self._problems if problem.code in ("key", "no-break-space")]
            if not any(problem.span.line == said.span.line for problem in told):
                self._problems.append(said)
        except yaml.YAMLError as error:
            self._problems.append(
                Diagnostic(Span(self._name), f"not YAML: {error}".splitlines()[0], code="yaml-syntax")
            )
        if any(problem.code in _FATAL for problem in self._problems):
            value = None
        return value, self._problems

    def _document(self) -> Value | None:
        next(self._events)
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            self._stop(Span(self._name), "the file is empty", "empty-document")
        value = self._value(next(self._events), 1)
        next(self._events)
        event = next(self._events)
        if isinstance(event, yaml.DocumentStartEvent):
            self._stop(
                self._span(event),
                "a second YAML document starts here",
                "multiple-documents",
                "a file holds one document: take out the line '---'",
            )
        return value

    def _value(self, event: Any, depth: int) -> Value:
        span = self._span(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, span, depth)
        if depth > DEEPEST and not isinstance(event, yaml.ScalarEvent):
            self._stop(span, f"nested deeper than {DEEPEST} levels", "too-deep")
        if event.tag is not None and not (isinstance(event, yaml.ScalarEvent) and event.tag == "!" and event.style):
            self._say(span, f"the tag '{event.tag}' is not allowed", "tag", "put the text in quotes")
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        value: Value
        self._quoted = None
        if isinstance(event, yaml.ScalarEvent):
            if event.style in ("'", '"'):
                self._quoted = _at(event.start_mark), _at(event.end_mark)
            value = self._scalar(event, span)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = Sequence(tuple(self._items(depth)), span)
        else:
            value = Mapping(tuple(self._entries(depth)), span)
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _items(self, depth: int) -> Iterator[Value]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            item = self._value(event, depth + 1)
            self._lost_comment(event)
            yield item

    def _entries(self, depth: int) -> Iterator[tuple[Scalar, Value]]:
        seen: dict[str, Span] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._value(event, depth + 1)
            self._lost_comment(event)
            event = next(self._events)
            value = self._value(event, depth + 1)
            self._lost_comment(event)
            if not isinstance(key, Scalar) or key.null:
                hint = "put text that begins with '{{' in quotes"
                self._say(key.span, "a key is text, not a list, a mapping or nothing", "key", hint)
            elif key.text == "<<" and not key.style:
                self._say(key.span, "merge keys (<<) are not allowed", "merge-key", "write the keys out")
            elif _GLUED_DASH.match(key.text) and not key.style:
                self._say(
                    key.span, "a space is missing after the dash", "dash", "an item begins with a dash and a space"
                )
            elif key.text[:1] == "\xa0" and not key.style:
                self._say(key.span, "a no-break space stands where spaces must", "no-break-space", "indent with spaces")
            elif key.text in seen:
                self._say(
                    key.span,
                    f"the key '{key.text}' is written twice, first in line {seen[key.text].line}",
                    "duplicate-key",
                )
            else:
                seen[key.text] = key.span
                yield key, value

    def _scalar(self, event: Any, span: Span) -> Scalar:
        if problem := unprintable(event.value):
            self._say(span, problem, "control-character", "delete it; it can't be seen, but it changes the text")
        style = event.style or ""
        return Scalar(normalise(event.value), span, style, self._indent(event) if style == "|" else 0)

    def _indent(self, event: Any) -> int:
        """How far a block's lines are indented, read off its first line that isn't blank."""
        for line in self._lines[event.start_mark.line + 1 : event.end_mark.line + 1]:
            if line.strip():
                return len(line) - len(line.lstrip(" "))
        return 0

    def _alias(self, event: Any, span: Span, depth: int) -> Value:
        value = self._anchors.get(event.anchor, span)
        if isinstance(value, Span):
            self._stop(span, f"there is no anchor '&{event.anchor}'", "alias")
        if value is None:
            self._stop(span, f"'*{event.anchor}' stands inside itself", "alias")
        size, height = _measured(value)
        if depth + height - 1 > DEEPEST:
            self._stop(span, f"nested deeper than {DEEPEST} levels", "too-deep")
        self._aliased += size
        if self._aliased > MOST_ALIASED:
            self._stop(span, f"aliases repeat more than {MOST_ALIASED} values", "alias-limit")
        return value

    def _lost_comment(self, event: Any) -> None:
        """A comment after unquoted text is a word lost: `- Take 2 #morning# and 1 at night` is valid YAML.

        So is one after a comma between brackets, where a text would stand, and one after `|`.
        """
        if not isinstance(event, yaml.ScalarEvent):
            return
        block = event.style in ("|", ">")
        pattern = _LOST_AFTER_BAR if block else _LOST_AFTER_COMMA if event.style else _LOST
        mark: Any = event.start_mark if block else event.end_mark
        if mark.line < len(self._lines) and (match := pattern.match(self._lines[mark.line], mark.column)):
            span = Span(self._name, mark.line + 1, match.end())
            self._say(
                span, "text lost after '#': quote the value", "lost-comment", "a comment stands on a line of its own"
            )

    def _too_deep(self, error: yaml.MarkedYAMLError) -> Diagnostic | None:
        """That the text is nested too deep, where what stands before an error is.

        The parser looks ahead, and may stop at a limit of its own before it has told of any level.
        """
        mark, depth = error.problem_mark or error.context_mark, 0
        before = self._text[: mark.index] if mark is not None else ""
        try:
            for event in yaml.parse(before, Loader=_LOADER):
                depth += isinstance(event, yaml.CollectionStartEvent)
                depth -= isinstance(event, yaml.CollectionEndEvent)
                if depth > DEEPEST:
                    return Diagnostic(self._span(event), f"nested deeper than {DEEPEST} levels", code="too-deep")
        except yaml.YAMLError:
            pass
        return None

    def _syntax(self, error: yaml.MarkedYAMLError) -> Diagnostic:
        problem, mark = str(error.problem or error.context), error.problem_mark or error.context_mark
        if mark is None:
            return Diagnostic(Span(self._name), f"not YAML: {problem}", code="yaml-syntax")
        said = Error(problem, _at(mark), str(error.context), _at(error.context_mark), self._quoted)
        found = slip(said, self._lines)
        if found is not None:
            line, column, problem, hint = found
        else:
            line, column = said.place
            hint = next((hint for words, hint in _HINTS.items() if words in problem), "")
        return Diagnostic(Span(self._name, line + 1, column + 1), f"not YAML: {problem}", hint, "yaml-syntax")

    def _span(self, event: Any) -> Span:
        return Span(self._name, event.start_mark.line + 1, event.start_mark.column + 1)

    def _say(self, span: Span, message: str, code: str, hint: str = "") -> None:
        self._problems.append(Diagnostic(span, message, hint, code))

    def _stop(self, span: Span, message: str, code: str, hint: str = "") -> NoReturn:
        self._say(span, message, code, hint)
        raise _Stop


_FATAL = {"alias", "alias-limit", "dash", "no-break-space", "too-deep", "yaml-syntax", "empty-document"}
_HINTS = {
    "mapping values are not allowed": "a colon in unquoted text: put it in quotes, or after '|' on lines of its own",
    "could not find expected ':'": "put the text in quotes, or after '|' on lines of its own",
    "cannot start any token": "indent with spaces, and put text that begins with a special character in quotes",
    "did not find expected key": "check the indentation, and the quotes of this line and the one above",
    "expected alphabetic or numeric character": "put text that begins with '*' or '&' in quotes",
    "expected comment or line break": "put text that begins with '>' or '|' in quotes",
    "block sequence entries are not allowed": "put text that begins with '-' in quotes",
    "found a tab character": "indent with spaces",
    "did not find expected ',' or": "between brackets, put text with a colon or a bracket in quotes",
    "did not find expected '-' indicator": "check the indentation",
    "found unknown escape character": "use single quotes, or write the backslash twice",
}


def _at(mark: Any) -> Any:
    """A mark's line and column, counted from 0; None for none."""
    return None if mark is None else (mark.line, mark.column)


def _measured(value: Value) -> tuple[int, int]:
    """How many values there are in a value, and how many levels."""
    match value:
        case Scalar():
            return 1, 0
        case Sequence():
            below = [_measured(item) for item in value.items]
        case Mapping():
            below = [_measured(item) for _, item in value.entries]
    return 1 + sum(size for size, _ in below), 1 + max((height for _, height in below), default=0)
