"""What a file is that holds no text, by its first bytes: programs give some of them names that end in .yaml or .csv."""

from __future__ import annotations

from typing import Final

OFFICE: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""What documents and workbooks of an office program begin with: packed ones, and old ones."""
_KINDS: Final = {
    OFFICE[0]: "a document of a word processor, or another packed file",
    OFFICE[1]: "an old document of a word processor or a spreadsheet",
    b"{\\rtf": "a document of a word processor",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a packed file",
}


def other_file(begin: bytes) -> str | None:
    """What a file is that begins so; None for what may be a text."""
    return next((kind for head, kind in _KINDS.items() if begin.startswith(head)), None)
