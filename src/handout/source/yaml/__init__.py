"""Strict YAML with positions: a file becomes plain values, each with its line and column.

The authors are clinicians, and one lost word can be a dose.  YAML loses and changes words without an error, so this
package accepts only those forms of YAML whose text is printed as it was written.

The package reads PyYAML's events, never its constructed objects.  PyYAML's loaders turn `no`, `8:30` and `010` into
other values, let the last of two equal keys win, and end the process on 30,000 nested brackets.  Here every scalar is
text; the type of the field that reads it decides later whether it is a number or a date.

Accepted: one document of mappings, lists and scalars in every style, comments, and anchors with aliases (at most
`MOST_ALIASED` repeated values, `DEEPEST` levels, `LARGEST_FILE` bytes of UTF-8).

Refused, each with its place:

- tags, merge keys, keys that aren't text, equal keys, and a second document: `reader`
- a comment that may be part of a text, as in `Take 2 #morning`: `comments`
- an anchor that may be a word of a text, as in `&5mg daily`: `anchors`
- a way of writing that drops a character, as in `>2` or `[1,000 mg]`: `scalars`
- control and invisible characters, and whatever isn't YAML: `reader` and `syntax`

`folds` restores line ends that YAML would join, and `lines` prevents line ends that YAML would invent.  The manual's
chapter on YAML has the whole list.
"""

from __future__ import annotations

from pathlib import Path

from handout.source.yaml import library  # noqa: F401 (it imports PyYAML)

# isort: split
from handout.diagnostics import Diagnostic, Span, no_file
from handout.source.other_encodings import other_encoding
from handout.source.other_files import other_file
from handout.source.values import CONTROL, Value
from handout.source.yaml.anchors import MOST_ALIASED
from handout.source.yaml.reader import EventReader
from handout.source.yaml.syntax import DEEPEST

LARGEST_FILE = 1 << 20
"""Bytes."""

__all__ = ["DEEPEST", "LARGEST_FILE", "MOST_ALIASED", "parse", "read"]


def read(path: Path, name: str, *, values: bool = False) -> tuple[Value | None, list[Diagnostic]]:
    """The file's value and its problems, including warnings; `name` is the file's name in messages.

    A file that can't be opened, is over 1 MiB or isn't UTF-8 is one problem and no value.  In a file of patients'
    `values` soft hyphens are kept, and the reader of records refuses each value that has one.
    """
    where = Span(name)
    try:
        if not path.is_file():
            message, hint = no_file(path)
            return None, [Diagnostic(where, message, hint, "no-such-file")]
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        return None, [Diagnostic(where, f"can't be read: {error.strerror}", code="unreadable")]
    return parse(content, name, values=values)


def parse(content: bytes, name: str, *, values: bool = False) -> tuple[Value | None, list[Diagnostic]]:
    """The value and the problems of a file's bytes, as `read` gives them."""
    if len(content) > LARGEST_FILE:
        return None, [Diagnostic(Span(name), "the file is over 1 MiB", "split it into several topics", "too-large")]
    text, problem = _decoded(content, name)
    if problem is not None:
        return None, [problem]
    if match := CONTROL.search(text):
        message = f"control character U+{ord(match[0]):04X}"
        return None, [Diagnostic(_place(text, match.start(), name), message, code="control-character")]
    reader = EventReader(text, name, values=values)
    value, problems = reader.read()
    if any(problem.code == "yaml-syntax" for problem in problems):
        from handout.source.yaml.further_mistakes import with_further  # loaded for files with mistakes only

        problems = with_further(text, name, problems, reader.slip, values=values)
    return value, problems


def _decoded(content: bytes, name: str) -> tuple[str, Diagnostic | None]:
    if encoding := other_encoding(content):
        return "", Diagnostic(Span(name), f"not UTF-8 but {encoding}", "save the file as UTF-8", "not-utf8")
    if kind := other_file(content):
        hint = "write the text itself into a file, with an editor for plain text"
        return "", Diagnostic(Span(name), f"not a text but {kind}", hint, "not-utf8")
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        message = f"not UTF-8: byte 0x{content[error.start]:02X} at offset {error.start}"
        return "", Diagnostic(Span(name, line, column), message, "save the file as UTF-8", "not-utf8")


def _place(text: str, index: int, name: str) -> Span:
    return Span(name, text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1)
