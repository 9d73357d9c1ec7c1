"""Reads XML by expat into elements with their places; a file that may be an attack is refused.

A document type is refused where it begins, before it can declare an entity, so no entity is ever expanded.  Expat
itself loads no other files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from xml.parsers import expat

from msgspec import Struct, field

from handout.diagnostics import Span

XmlFault = Literal["size", "count", "depth", "broken", "encoding", "doctype", "stylesheet", "instruction"]


class XmlFormat(Struct, frozen=True, kw_only=True):
    """The limits of one file format; a file beyond them raises `XmlRefused`."""

    largest: int
    """Bytes of a file."""
    most_elements: int
    deepest: int
    """Elements inside each other."""
    instructions: bool
    """Whether processing instructions are ignored; if not, they are refused."""


class XmlRefused(Exception):
    """A file is refused; it has the fault, the place and the message."""

    def __init__(self, fault: XmlFault, span: Span, message: str) -> None:
        super().__init__(message)
        self.fault, self.span, self.message = fault, span, message


class XmlElement(Struct, eq=False):
    """An element; `content` grows while the file is read: its words and the elements in it, in their order."""

    space: str
    name: str
    attributes: Mapping[str, str]
    """The values by name; the name of an attribute in another namespace is `{namespace}name`."""
    span: Span
    content: list[XmlElement | str] = field(default_factory=list)

    @property
    def children(self) -> list[XmlElement]:
        """The elements directly in it."""
        return [each for each in self.content if isinstance(each, XmlElement)]

    @property
    def words(self) -> str:
        """The words directly in it."""
        return "".join(each for each in self.content if isinstance(each, str))

    def named(self, name: str) -> list[XmlElement]:
        """The elements directly in it with this name, in the element's own namespace."""
        return [each for each in self.children if each.name == name and each.space == self.space]


def read_xml(content: bytes, file: str, form: XmlFormat) -> XmlElement:
    """The root element with all below it; XmlRefused if the file can't be read, or is refused."""
    if len(content) > form.largest:
        raise XmlRefused("size", Span(file), f"the file is over {form.largest >> 20} MiB")
    return _XmlReader(file, form).read(content)


class _XmlReader:
    """Reads one file."""

    def __init__(self, file: str, form: XmlFormat) -> None:
        self._file, self._form = file, form
        self._open: list[XmlElement] = []
        self._root: XmlElement | None = None
        self._count = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype
        if not form.instructions:
            self._parser.ProcessingInstructionHandler = self._instruction

    def read(self, content: bytes) -> XmlElement:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            span = Span(self._file, error.lineno, error.offset + 1)
            raise XmlRefused("broken", span, f"the XML is broken: {expat.ErrorString(error.code)}") from None
        except (LookupError, ValueError):
            raise XmlRefused("encoding", Span(self._file), "its encoding is unknown") from None
        if self._root is None:
            raise RuntimeError("expat read a file without an element")
        return self._root

    @property
    def _span(self) -> Span:
        return Span(self._file, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > self._form.most_elements:
            raise XmlRefused("count", self._span, f"it has more than {self._form.most_elements:,} elements")
        if len(self._open) >= self._form.deepest:
            raise XmlRefused("depth", self._span, f"its elements are more than {self._form.deepest} deep")
        space, _, local = name.rpartition(" ")
        element = XmlElement(space, local, {_key(key): value for key, value in attributes.items()}, self._span)
        if self._open:
            self._open[-1].content.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _end(self, name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].content.append(text)

    def _doctype(self, name: str, system: str | None, public: str | None, internal: bool) -> None:
        raise XmlRefused("doctype", self._span, "a document type (DOCTYPE) isn't supported")

    def _instruction(self, target: str, data: str) -> None:
        fault: XmlFault = "stylesheet" if target == "xml-stylesheet" else "instruction"
        raise XmlRefused(fault, self._span, "an instruction (<?…?>) isn't supported")


def _key(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{{{space}}}{local}" if space else local
