"""The documents of earlier runs: their manifest lines by name, and whether their files still agree with these."""

from __future__ import annotations

import hashlib
import os
from array import array
from bisect import bisect_left
from pathlib import Path

import msgspec
from msgspec import Struct

from handout.batch.output.entries import Entry, decoded
from handout.batch.output.manifest import Manifest
from handout.system import folders, positions

_PLACE_BITS = 40
"""Bits of an offset in a manifest; the other 24 bits of a number are a hash of the name."""
_MOST_EDITIONS = 64
_PIECE = 1 << 16
"""Bytes that are read at a time."""
_WORTH = 4096
"""Bytes that documents have in common before it is worth while to remember them."""


class _Named(Struct):
    """What is read of a line to find it again."""

    file: str | None = None


class EarlierLines:
    """The lines of earlier runs by the names of their files, with eight bytes for each."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self._following = (entry for line in manifest.earlier() if (entry := decoded(line)) is not None and entry.file)
        self._next = next(self._following, None)
        self._known: array[int] | None = None

    def following(self, file: str) -> Entry | None:
        """The entry of a document where it follows the one that was last given, as in the manifest of a finished run.

        A later line may be about the same document.
        """
        found = self._next
        if found is None or found.file != file:
            return None
        self._next = next(self._following, None)
        return found

    def entry(self, file: str) -> Entry | None:
        """The last entry of a document, if there is one."""
        hashed = _hashed(file)
        places = self._places
        at = bisect_left(places, hashed + (1 << _PLACE_BITS))
        while at and places[at - 1] >= hashed:
            at -= 1
            entry = decoded(self._manifest.line(places[at] - hashed))
            if entry is not None and entry.file == file:
                return entry
        return None

    @property
    def _places(self) -> array[int]:
        """The places of the lines by the hashes of their names, read when the first is asked for."""
        if self._known is None:
            decoder = msgspec.json.Decoder(_Named)
            found, at = [], 0
            for line in self._manifest.earlier():
                try:
                    file = decoder.decode(line).file
                except msgspec.DecodeError:
                    file = None
                if file:
                    found.append(_hashed(file) | at)
                at += len(line)
            self._known = array("Q", sorted(found))
        return self._known


def _hashed(file: str) -> int:
    return (hash(file) & 0xFFFFFF) << _PLACE_BITS


class _Beginning:
    """What the documents of an edition begin with, its hash, and room for as much of another document."""

    def __init__(self, content: bytes) -> None:
        self.content, self.digest, self.room = content, hashlib.sha256(content), bytearray(len(content))


class EarlierFiles:
    """The files of earlier runs, each read whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folders.Folder(folder)
        self._first: dict[str, bytes] = {}
        self._begun: dict[str, _Beginning] = {}
        """By edition, what documents begin with, so that its hash isn't computed for each of them again."""
        self._rest = bytearray(_PIECE)
        """Room for what comes behind it."""

    def content(self, entry: Entry) -> bytes:
        """The bytes of an entry's file; OSError, or ValueError for a name that no file has, where it isn't there."""
        return _content(self._folder.read(entry.file or ""))

    def agrees(self, content: bytes, entry: Entry) -> bool:
        """Whether an entry names these bytes."""
        begun = self._begun.get(entry.edition or "")
        if begun is not None and content.startswith(begun.content):
            found = begun.digest.copy()
            found.update(memoryview(content)[len(begun.content) :])
            return found.hexdigest() == entry.sha256
        if hashlib.sha256(content).hexdigest() != entry.sha256:
            return False
        self._note(content, entry.edition or "", begun)
        return True

    def same(self, entry: Entry) -> bool:
        """Whether the file of an entry is there with the bytes that the entry names."""
        begun = self._begun.get(entry.edition or "")
        try:
            if begun is None:
                return self.agrees(self.content(entry), entry)
            found, taken = _digest_of(self._folder.read(entry.file or ""), begun, self._rest)
        except (OSError, ValueError):
            return False
        if found != entry.sha256:
            return False
        if taken:
            self._note(bytes(begun.room[:taken]), entry.edition or "", begun)
        return True

    def close(self) -> None:
        """Lets the folder go."""
        self._folder.close()

    def _note(self, content: bytes, edition: str, begun: _Beginning | None) -> None:
        """Finds what an edition's documents begin with, from the first two of them and from each that differs.

        Two names of the same length may have more in common than the documents of all others.
        """
        if begun is not None:
            if (common := _common(content, begun.content)) >= len(begun.content) // 2:
                self._begun[edition] = _Beginning(begun.content[:common])
            return
        if len(self._first) + len(self._begun) >= _MOST_EDITIONS:
            self._first, self._begun = {}, {}
        other = self._first.pop(edition, None)
        if other is None:
            self._first[edition] = content
        elif (common := _common(content, other)) >= _WORTH:
            self._begun[edition] = _Beginning(content[:common])


def _digest_of(file: int, begun: _Beginning, rest: bytearray) -> tuple[str, int]:
    """The SHA-256 of an open file, which is closed, from that of what it probably begins with.

    Then how many bytes there are in the room for this beginning, if they are others.

    The file is read whole, but never kept whole, and into the same memory as others: new memory takes longer to be had
    than it takes to read the file.
    """
    head, size, others = begun.room, len(begun.content), 0
    try:
        taken = positions.read_into(file, (head, rest))
        if taken >= size and head == begun.content:
            found = begun.digest.copy()
        else:
            others = min(taken, size)
            found = hashlib.sha256(memoryview(head)[:others])
        found.update(memoryview(rest)[: max(0, taken - size)])
        while more := os.read(file, _PIECE):
            found.update(more)
    finally:
        os.close(file)
    return found.hexdigest(), others


def _content(file: int) -> bytes:
    """All bytes of an open file, which is closed; a file object for each would take as long as the reading."""
    try:
        size = os.fstat(file).st_size
        content = os.read(file, size + 1)
        while more := os.read(file, size + 1):
            content += more
    finally:
        os.close(file)
    return content


def _common(one: bytes, other: bytes) -> int:
    """How many bytes two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
