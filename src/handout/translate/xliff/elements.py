"""The elements of an XLIFF file with their places, or why the file isn't read."""

from __future__ import annotations

from handout.diagnostics import InputError
from handout.source.xml import XmlElement, XmlFault, XmlFormat, XmlRefused, read_xml

LARGEST = 16 << 20
"""Bytes."""
_FORMAT = XmlFormat(largest=LARGEST, most_elements=500_000, deepest=64, instructions=True)
_REFUSED: dict[XmlFault, tuple[str, str]] = {
    "size": ("", "too-large"),
    "count": ("export the file again", "too-large"),
    "depth": ("export the file again", "too-large"),
    "broken": ("export the file again", "xml"),
    "encoding": ("save it in UTF-8", "xml"),
    "doctype": ("delete it: XLIFF has none", "xml"),
}
"""Hints and codes."""


def root(content: bytes, file: str) -> XmlElement:
    """The root element; InputError where the file can't be read, or must not be."""
    try:
        return read_xml(content, file, _FORMAT)
    except XmlRefused as refused:
        hint, code = _REFUSED[refused.fault]
        raise InputError.at(refused.span, refused.message, hint, code) from None
