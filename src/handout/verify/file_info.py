"""What every file says in its strings and metadata, whatever its document: the form that `pdf` gives it."""

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
    )
)
CONSTANTS = {
    "Registry": {"Adobe"},
    "Ordering": {"Identity"},
    "OutputConditionIdentifier": {"sRGB"},
    "Info": {"sRGB"},
}
FORM_WORDS = (*sorted(FIXED_XMP), *(word for words in CONSTANTS.values() for word in sorted(words)), "D")
"""What every file says of itself in its strings and metadata, a date's mark among it."""


def uri(link: str) -> str:
    """A link's address in the characters that a file may have."""
    return quote(link, safe="%/:=&?~#+!$,;'@()*[]")
