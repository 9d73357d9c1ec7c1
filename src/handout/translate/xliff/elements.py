"""The elements of an XLIFF file with their places, read by expat; a file that may be an attack is refused.

A document type is refused where it begins, before an entity can be declared, so none is ever resolved or repeated.
Expat itself loads nothing.
"""

from __future__ import annotations

from xml.parsers import expat

from msgspec import Struct, field

from handout.diagnostics import InputError, Span

LARGEST = 16 << 20
"""Bytes."""
MOST_ELEMENTS = 500_000
DEEPEST = 64
"""Elements in each other."""


class XmlElement(Struct, eq=False):
    """An element; `content` grows while the file is read: its words and the elements in it, in their order."""

    space: str
    name: str
    attributes: dict[str, str]
    """Without those of other namespaces."""
    span: Span
    content: list[XmlElement | str] = field(default_factory=list)

    @property
    def children(self) -> list[XmlElement]:
        """The elements directly in it."""
        return [each for each in self.content if isinstance(each, XmlElement)]

    def named(self, name: str) -> list[XmlElement]:
        """Those of its own namespace with a name."""
        return [each for each in self.children if each.name == name and each.space == self.space]


def root(content: bytes, file: str) -> XmlElement:
    """The root element; InputError where the file can't be read, or must not be."""
    if len(content) > LARGEST:
        raise InputError.at(file, f"the file is over {LARGEST >> 20} MiB", code="too-large")
    return _Reader(file).read(content)


class _Reader:
    def __init__(self, file: str) -> None:
        self._file = file
        self._open: list[XmlElement] = []
        self._root: XmlElement | None = None
        self._count = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self, content: bytes) -> XmlElement:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            place = Span(self._file, error.lineno, error.offset + 1)
            message = f"the XML is broken: {expat.ErrorString(error.code)}"
            raise InputError.at(place, message, "export the file again", "xml") from None
        except (LookupError, ValueError):
            raise InputError.at(self._file, "its encoding is unknown", "save it in UTF-8", "xml") from None
        if self._root is None:
            raise RuntimeError("expat read a file without an element")
        return self._root

    @property
    def _span(self) -> Span:
        return Span(self._file, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) >= DEEPEST:
            what = f"more than {MOST_ELEMENTS:,} elements" if self._count > MOST_ELEMENTS else "nested too deep"
            raise InputError.at(self._span, what, "export the file again", "too-large")
        space, _, local = name.rpartition(" ")
        own = {key: value for key, value in attributes.items() if " " not in key}
        element = XmlElement(space, local, own, self._span)
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
        raise InputError.at(self._span, "a document type (DOCTYPE) isn't allowed", "delete it: XLIFF has none", "xml")
