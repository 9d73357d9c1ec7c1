"""Whether a file is as this program made it: only such a file may be removed when a run fails."""

from __future__ import annotations

import io
import os
from hashlib import blake2b, sha256
from pathlib import Path
from typing import IO

from handout.source.patterns import uncompiled
from handout.system import opening

_MARK = b"<pdf:Producer>handout "
_END = uncompiled(rb"startxref\n([0-9]{1,15})\n%%EOF\n\Z")
_ID = uncompiled(rb"/ID\[<([0-9a-f]{32})><\1>\]")
_TAIL, _HEAD, _PIECE = 64, 1 << 12, 1 << 20
_PNG = b"\x89PNG\r\n\x1a\n"
SOFTWARE = b"Software\0handout"
"""What a picture says of who drew it (ISO/IEC 15948, 11.3.4.3)."""


def made_here(content: bytes) -> bool:
    """Whether these bytes are a document as it was made, of which nothing was changed since."""
    return _sealed(io.BytesIO(content))


def made_or_drawn_here(path: Path) -> bool:
    """The same for a file, and for a picture that this program drew; never for a symlink or what isn't a file."""
    try:
        with os.fdopen(opening.read(path), "rb") as file:
            head = file.read(256)
            return (head.startswith(_PNG) and SOFTWARE in head) or _sealed(file)
    except OSError:
        return False


def _sealed(file: IO[bytes]) -> bool:
    """Whether the identifier is the hash of all that is before it, and the metadata name this program."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(size - _TAIL, 0))
    end = _END.search(file.read(_TAIL))
    if end is None:
        return False
    start = int(end[1])
    file.seek(start)
    found = _ID.search(file.read(_HEAD))
    file.seek(0)
    seals = sha256(), blake2b(digest_size=16)  # version 0.1.0 used the second
    marked, last, left = False, b"", start
    while left > 0 and (piece := file.read(min(_PIECE, left))):
        for seal in seals:
            seal.update(piece)
        marked = marked or _MARK in last + piece
        last, left = piece[-len(_MARK) :], left - len(piece)
    return found is not None and marked and found[1].decode() in [seal.hexdigest()[:32] for seal in seals]
