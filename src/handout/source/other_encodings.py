"""Which of Unicode's other encodings a file is in, by its first bytes: Notepad's *Unicode* is UTF-16."""

from __future__ import annotations

from typing import Final

_MARKS: Final = {
    b"\xff\xfe\0\0": "UTF-32LE",
    b"\0\0\xfe\xff": "UTF-32BE",
    b"\xff\xfe": "UTF-16LE",
    b"\xfe\xff": "UTF-16BE",
}
"""Byte order marks, the longer ones first."""


def other_encoding(begin: bytes) -> str | None:
    """The encoding with this mark, or UTF-16 without one, where ASCII letters have a zero byte each; None for UTF-8."""
    if known := next((encoding for mark, encoding in _MARKS.items() if begin.startswith(mark)), None):
        return known
    if begin[1:2] == b"\0" != begin[:1]:
        return "UTF-16LE"
    if begin[:1] == b"\0" != begin[1:2]:
        return "UTF-16BE"
    return None
