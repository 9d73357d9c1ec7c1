"""The segments of a JPEG file (ISO/IEC 10918-1, annex B)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

SIGNATURE = b"\xff\xd8\xff"
_SEQUENTIAL = (0xC0, 0xC1)
"""Sequential frames with Huffman coding, which every DCTDecode filter reads."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ADOBE = 0xEE
_SCAN = 0xDA
_BARE = (0x01, *range(0xD0, 0xD9))
"""Markers without a length."""


def without_metadata(content: bytes) -> bytes:
    """A JPEG without comments and application segments, which may have the place and time of a photo.

    Adobe's segment is kept: it says how the colours are encoded.  ValueError if the segments are broken.
    """
    kept, at = [content[:2]], 2
    for marker, start, at in _segments(content):
        if not (0xE0 <= marker <= 0xEF and marker != _ADOBE) and marker != 0xFE:
            kept.append(content[start:at])
    # The first 0xFFD9 is the end of the scans; what follows, such as previews, is metadata too.
    end = content.find(b"\xff\xd9", at)
    return b"".join((*kept, content[at : end + 2 if end >= 0 else len(content)]))


def scans(content: bytes) -> int:
    """About how many scans it has: each costs as much as decoding the whole picture."""
    return without_metadata(content).count(b"\xff\xda")


def fit_for_pdf(content: bytes) -> bool:
    """Whether it looks the same in a PDF, without its metadata (ISO 32000-1, 7.4.8).

    It does if it is sequential, and its three components are luminance and colour differences, as a PDF assumes.
    """
    frame, adobe = b"", b""
    for marker, start, end in _segments(content):
        if marker in _FRAMES:
            if marker not in _SEQUENTIAL:
                return False
            frame = content[start + 4 : end]
        if marker == _ADOBE and content[start + 4 : start + 9] == b"Adobe":
            adobe = content[start + 4 : end]
    if len(frame) < 6 or frame[0] != 8:
        return False
    if frame[5] == 1:
        return True
    return adobe[11:12] == b"\x01" if adobe else frame[6::3][:3] == b"\x01\x02\x03"


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, beginning and end of each segment before the first scan."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise ValueError("a JPEG segment begins with 0xFF")
        marker = content[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker == _SCAN:
            return
        length = 0 if marker in _BARE else struct.unpack_from(">H", content, at + 2)[0]
        yield marker, at, at + 2 + length
        at += 2 + length
