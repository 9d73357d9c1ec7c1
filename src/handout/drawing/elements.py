"""The elements of an SVG file with their places, read by expat.

A document type is refused when it begins, before an entity can be declared: neither an entity that loads a file nor
one that grows a thousandfold is ever met. Expat itself loads nothing.
"""

from __future__ import annotations

from xml.parsers import expat

from msgspec import Struct, field

from handout.drawing.problems import (
    ACTIVE,
    DEEPEST,
    EXTERNAL,
    LARGEST,
    MOST_ELEMENTS,
    DrawingRefused,
    Place,
    TooMuch,
    Wrong,
)

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"


class Element(Struct):
    """An element; `children` and `text` grow while the file is read."""

    space: str
    name: str
    attributes: dict[str, str]
    """By name; one of another namespace is `{namespace}name`."""
    place: Place
    children: list[Element] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    """The words in a style sheet; of other elements none is kept."""


def root(content: bytes) -> Element:
    """The root element with all below it; DrawingRefused where the file can't be read as XML."""
    if len(content) > LARGEST:
        raise DrawingRefused((TooMuch(f"over {LARGEST >> 20} MiB").at(Place()),))
    if content.startswith(b"\x1f\x8b"):
        raise DrawingRefused((Wrong("the file is compressed", "save it as plain SVG, not as svgz").at(Place()),))
    return _Reader().read(content)


class _Reader:
    """Reads one file."""

    def __init__(self) -> None:
        self._open: list[Element] = []
        self._root: Element | None = None
        self._count = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction

    def read(self, content: bytes) -> Element:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            wrong = Wrong(f"the XML is broken: {expat.ErrorString(error.code)}", "save the drawing again")
            raise DrawingRefused((wrong.at(Place(error.lineno, error.offset + 1)),)) from None
        except (LookupError, ValueError):
            raise DrawingRefused((Wrong("its encoding is unknown", "save it in UTF-8").at(Place()),)) from None
        except Wrong as wrong:
            raise DrawingRefused((wrong.at(self._place),)) from None
        if self._root is None:
            raise RuntimeError("expat read a file without an element")
        return self._root

    @property
    def _place(self) -> Place:
        return Place(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise TooMuch(f"it has more than {MOST_ELEMENTS:,} elements")
        if len(self._open) >= DEEPEST:
            raise TooMuch(f"its elements are more than {DEEPEST} deep", "ungroup it, or save it as PNG")
        space, _, local = name.rpartition(" ")
        element = Element(space, local, {_key(key): value for key, value in attributes.items()}, self._place)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _end(self, name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._open[-1].name == "style":
            self._open[-1].text.append(text)

    def _doctype(self, name: str, system: str | None, public: str | None, internal: bool) -> None:
        raise Wrong("a document type (DOCTYPE) isn't supported", "delete it: SVG needs none", EXTERNAL)

    def _instruction(self, target: str, data: str) -> None:
        code = EXTERNAL if target == "xml-stylesheet" else ACTIVE
        raise Wrong("an instruction (<?…?>) isn't supported", "delete it; styles can be put into the elements", code)


def _key(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{{{space}}}{local}" if space else local
