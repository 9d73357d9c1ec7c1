"""The elements of an XLIFF file with their places, or why the file is refused."""

from __future__ import annotations

from handout.diagnostics import InputError
from handout.source.xml import XmlElement, XmlFault, XmlFormat, XmlRefused, read_xml

LARGEST = 16 << 20
"""Bytes of a file."""
_FORMAT = XmlFormat(largest=LARGEST, most_elements=500_000, deepest=64, instructions=True)
_REFUSED: dict[XmlFault, tuple[str, str]] = {
    "size": ("", "too-large"),
    "count": ("export the file again", "too-large"),
    "depth": ("export the file again", "too-large"),
    "broken": ("export the file again", "xml"),
    "encoding": ("save it in UTF-8", "xml"),
    "doctype": ("delete it: XLIFF has none", "xml"),
}
"""The hint and the code for each fault of an XML file."""


def root(content: bytes, file: str) -> XmlElement:
    """The root element; InputError if the file can't be read, or is refused."""
    try:
        return read_xml(content, file, _FORMAT)
    except XmlRefused as refused:
        hint, code = _REFUSED[refused.fault]
        raise InputError.at(refused.span, refused.message, hint, code) from None
