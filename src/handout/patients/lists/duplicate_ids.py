"""Equal ids among any number of records, found with 16 bytes for each."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterator

from handout.patients.cell_errors import cell_error
from handout.source.values import normalise

SIZE = 16
"""Bytes."""
BLOCK = 4096 * SIZE


def fingerprint(written: str) -> bytes:
    """The same 16 bytes for ids that differ in nothing but case and space; empty where there is no id."""
    text = "" if cell_error(written)[0] else written
    if not text.isascii():
        text = normalise(normalise(text).casefold())
    text = " ".join(text.split()).casefold()
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest() if text else b""


class Ids:
    """Fingerprints in sorted blocks: a list or a set of them would need five times the memory."""

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self._filling = bytearray()

    def add(self, digest: bytes) -> None:
        """Take one more fingerprint."""
        self._filling += digest
        if len(self._filling) >= BLOCK:
            self._close()

    def repeated(self) -> Iterator[bytes]:
        """Every fingerprint that was taken more than once."""
        self._close()
        last, reported = b"", b""
        for digest in heapq.merge(*map(_fingerprints, self._blocks)):
            if digest == last != reported:
                reported = digest
                yield digest
            last = digest

    def _close(self) -> None:
        self._blocks.append(b"".join(sorted(_fingerprints(bytes(self._filling)))))
        self._filling = bytearray()


def _fingerprints(block: bytes) -> Iterator[bytes]:
    return (block[start : start + SIZE] for start in range(0, len(block), SIZE))
