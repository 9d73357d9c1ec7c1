"""Makes values from the YAML events of a file, and notes text that would be lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import yaml

from handout.diagnostics import Diagnostic, Span
from handout.source.patterns import uncompiled
from handout.source.values import SOFT_HYPHEN, Mapping, Scalar, Sequence, Value, normalise, unprintable
from handout.source.yaml import scalars
from handout.source.yaml.anchors import Anchors
from handout.source.yaml.comments import FURTHER_LEFT, CommentedText, lost
from handout.source.yaml.folds import unfolded
from handout.source.yaml.keys import key_problem
from handout.source.yaml.lines import SourceText
from handout.source.yaml.syntax import DEEPEST, TOO_DEEP, events, not_yaml, place, syntax_problem, too_deep

if TYPE_CHECKING:
    from handout.source.yaml_hints import Slip

_FATAL = {"alias", "alias-limit", "dash", "no-break-space", "too-deep", "yaml-syntax", "empty-document"}
"""The codes of problems with which a file has no value."""
_BEFORE_VALUE = uncompiled(r"(?:[&!]\S*\s*|#[^\n\r]*\s*)*")


class _Unreadable(Exception):
    """The file can't be read any further; its problem is already noted."""


class _Level(NamedTuple):
    """Where a value is: how deep, at which column its keys or dashes are, and whether it is between brackets."""

    depth: int = 1
    column: int = 0
    brackets: bool = False

    def below(self, event: Any) -> _Level:
        """The level of the values in a collection."""
        start, end = event.start_mark, event.end_mark
        column = min(start.column, end.column) if start.line == end.line else end.column
        return _Level(self.depth + 1, column, self.brackets or bool(event.flow_style))


class EventReader:
    """Builds values from events, and notes every problem on the way."""

    def __init__(self, text: str, name: str, *, values: bool) -> None:
        self._lines = SourceText(text)
        self._text = self._lines.text
        self._name = name
        self._values = values
        self._events: Iterator[Any] = events(self._text)
        self._read = 0
        """The index of the end of the last event."""
        self._problems: list[Diagnostic] = []
        self._anchors = Anchors()
        self._quoted: tuple[tuple[int, int], tuple[int, int]] | None = None
        """Where the last value that was read begins and ends, if it is in quotes."""
        self._written: list[CommentedText] = []
        self._brackets: list[tuple[int, int]] = []
        self.slip: Slip | None = None
        """What is wrong, and how it would be mended, in a file that isn't YAML."""

    def read(self) -> tuple[Value | None, list[Diagnostic]]:
        """The value, or None where the file can't be read to its end, and every problem by its place."""
        value = None
        try:
            value = self._document()
        except _Unreadable:
            pass
        except yaml.MarkedYAMLError as error:
            found = too_deep(error, self._lines, self._name)
            self.slip = None if found else not_yaml(error, self._lines, self._quoted)
            self._broken(found or syntax_problem(error, self.slip, self._name))
        except yaml.YAMLError as error:
            self._problems.append(syntax_problem(error, None, self._name))
        self._comments()
        if any(problem.code in _FATAL for problem in self._problems):
            value = None
        return value, sorted(self._problems, key=lambda problem: problem.span)

    def _broken(self, found: Diagnostic) -> None:
        # Braces without quotes and strange spaces are reported already; errors that follow from them would confuse.
        reported = [problem for problem in self._problems if problem.code in ("key", "no-break-space")]
        if not any(problem.span.line == found.span.line for problem in reported):
            self._problems.append(found)

    def _comments(self) -> None:
        broken = any(problem.code == "yaml-syntax" for problem in self._problems)
        for index, hint in lost(self._text, self._written, self._brackets, self._read):
            # In a file that isn't YAML, it isn't known what a comment is below, so one with a space may lose nothing.
            note = hint == FURTHER_LEFT and self._text[index + 1 : index + 2].strip() == ""
            if not (broken and note):
                self._say(self._at(index), "text lost after '#': quote the value", "lost-comment", hint)

    def _next(self) -> Any:
        event = next(self._events)
        self._read = max(self._read, event.end_mark.index)
        return event

    def _document(self) -> Value | None:
        self._next()
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            self._stop(
                Span(self._name), "the file is empty", "empty-document", "write something in it, or take it away"
            )
        value = self._value(self._next(), _Level())
        self._next()
        event = self._next()
        if isinstance(event, yaml.DocumentStartEvent):
            hint = "a file holds one document: take out the line '---'"
            self._stop(self._span(event), "a second YAML document starts here", "multiple-documents", hint)
        self._problems += self._anchors.unused()
        self._read = len(self._text)
        return value

    def _value(self, event: Any, level: _Level, *, key: bool = False) -> Value:
        span = self._span(event)
        if isinstance(event, yaml.AliasEvent):
            self._note(event, level, key=key)
            return self._alias(event, span, level)
        if level.depth > DEEPEST and not isinstance(event, yaml.ScalarEvent):
            self._stop(span, *TOO_DEEP)
        if event.tag is not None:
            self._say(span, f"the tag '{event.tag}' is not allowed", "tag", "put the text in quotes")
        if event.anchor is not None:
            plain = isinstance(event, yaml.ScalarEvent) and not event.style
            self._problems += self._anchors.begin(event.anchor, span, plain=plain)
        value: Value
        self._quoted = None
        if isinstance(event, yaml.ScalarEvent):
            if event.style in ("'", '"'):
                self._quoted = place(event.start_mark), place(event.end_mark)
            value = self._scalar(event, span, self._note(event, level, key=key), level)
        else:
            value = self._collection(event, span, level)
        if event.anchor is not None:
            self._anchors.end(event.anchor, value)
        return value

    def _alias(self, event: Any, span: Span, level: _Level) -> Value:
        value, problem = self._anchors.value(event.anchor, span, DEEPEST - level.depth + 1)
        if value is None:
            self._stop(span, *problem)
        return value

    def _collection(self, event: Any, span: Span, level: _Level) -> Value:
        outermost = event.flow_style and not level.brackets
        start = event.start_mark.index
        if outermost:
            self._brackets.append((start, len(self._text)))
        value: Value
        if isinstance(event, yaml.SequenceStartEvent):
            value = Sequence(tuple(self._items(level.below(event))), span)
        else:
            value = Mapping(tuple(self._entries(level.below(event))), span)
        if outermost:
            self._brackets[-1] = start, self._read
        return value

    def _note(self, event: Any, level: _Level, *, key: bool) -> int:
        """Keep the place of a text, to find comments that hide words of it; returns the index of its beginning."""
        start: int = event.start_mark.index
        end: int = event.end_mark.index
        if event.anchor is not None and (match := _BEFORE_VALUE.match(self._text, start, end)):
            start = match.end()
        if getattr(event, "style", None) in ("|", ">"):
            sign = scalars.header(self._text, start)
            self._written.append(CommentedText(start, sign, level.column, key))
            self._written.append(CommentedText(min(self._lines.next(sign), end), end, level.column, key))
        else:
            self._written.append(CommentedText(start, end, level.column, key))
        return start

    def _items(self, level: _Level) -> Iterator[Value]:
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            yield self._value(event, level)

    def _entries(self, level: _Level) -> Iterator[tuple[Scalar, Value]]:
        seen: dict[str, Span] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._value(event, level, key=True)
            value = self._value(self._next(), level)
            if problem := key_problem(key, seen):
                self._say(key.span, *problem)
            elif isinstance(key, Scalar):
                seen[key.text] = key.span
                yield key, value

    def _scalar(self, event: Any, span: Span, start: int, level: _Level) -> Scalar:
        style = event.style or ""
        several = event.start_mark.line != event.end_mark.line
        source = self._text[start : event.end_mark.index] if several else ""
        written = self._lines.restored(unfolded(event.value, source, style))
        end = event.end_mark.index
        if problem := unprintable(written):
            at_their_places = [*scalars.without_ink(self._text, start, end)]
            self._changes(iter(at_their_places))
            if not at_their_places:  # it is written as an escape
                self._say(span, problem, "control-character", scalars.DELETE)
        if style in ("|", ">"):
            self._changes(scalars.block(self._text, start, written))
        elif style == '"':
            self._changes(scalars.escapes(self._text, start + 1, end - 1))
        elif not style and level.brackets:
            self._changes(scalars.parted_number(self._text, start))
        indent = self._indent(event) if style == "|" else 0
        if SOFT_HYPHEN in written and not self._values:
            self._changes(scalars.soft_hyphens(written), Scalar(written, span, style, indent))
            written = written.replace(SOFT_HYPHEN, "")
        return Scalar(normalise(written), span, style, indent, self._lines.restored(source))

    def _changes(self, changes: Iterator[scalars.ScalarChange], inside: Scalar | None = None) -> None:
        """Note what YAML changes in a text, at places in the file or, if `inside` is given, in the text itself."""
        for change in changes:
            span = self._at(change.at) if inside is None else inside.at(change.at)
            self._problems.append(Diagnostic(span, change.message, change.hint, change.code, change.severity))

    def _indent(self, event: Any) -> int:
        """How far a block's lines are indented, by its first line that isn't blank."""
        lines = self._text[self._lines.next(event.start_mark.index) : event.end_mark.index].splitlines()
        first = next((line for line in lines if line.strip()), "")
        return len(first) - len(first.lstrip(" "))

    def _span(self, event: Any) -> Span:
        return Span(self._name, event.start_mark.line + 1, event.start_mark.column + 1)

    def _at(self, index: int) -> Span:
        return Span(self._name, *self._lines.place(index))

    def _say(self, span: Span, message: str, code: str, hint: str = "") -> None:
        self._problems.append(Diagnostic(span, message, hint, code))

    def _stop(self, span: Span, message: str, code: str, hint: str = "") -> NoReturn:
        self._say(span, message, code, hint)
        raise _Unreadable
