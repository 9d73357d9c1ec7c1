"""The strings and metadata that are in every file, whatever its document is."""

from __future__ import annotations

from urllib.parse import quote

FIXED_XMP = frozenset(
    (
        "application/pdf",
        "PDF/UA Universal Accessibility Schema",
        "http://www.aiim.org/pdfua/ns/id/",
        "pdfuaid",
        "part",
        "Integer",
        "internal",
        "Part of ISO 14289 to which the document conforms",
        "1",
        "2",
        "A",
        "4",
        "2020",
        "2024",
        "http://pdfa.org/declarations/wtpdf#accessibility1.0",
        "http://pdfa.org/declarations/wtpdf#reuse1.0",
    )
)
CONSTANTS = {
    "Registry": {"Adobe"},
    "Ordering": {"Identity"},
    "OutputConditionIdentifier": {"sRGB"},
    "Info": {"sRGB"},
    "NS": {"http://iso.org/pdf2/ssn"},
}
FILE_WORDS = (*sorted(FIXED_XMP), *(word for words in CONSTANTS.values() for word in sorted(words)), "D")
"""All of them, and the `D` that begins a date."""


def uri(link: str) -> str:
    """A link's address in the characters that a PDF allows."""
    return quote(link, safe="%/:=&?~#+!$,;'@()*[]")


def unescaped(xml: str) -> str:
    """A text of the metadata without its escapes."""
    if "&" not in xml:
        return xml
    from html import unescape  # with the names of 2,231 characters

    return unescape(xml)
