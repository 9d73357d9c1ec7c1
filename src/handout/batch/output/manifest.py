"""The manifest: one line of JSON for each document, written when it is done, put in order at the end of the run.

A line says what became of a document and never when, so two runs over the same input have the same lines.
"""

from __future__ import annotations

import errno
import io
import os
from array import array
from collections.abc import Container, Iterable, Iterator
from heapq import merge
from pathlib import Path
from typing import BinaryIO

from handout.batch.output.entries import Entry, decoded, encoded
from handout.batch.output.repeated_lines import RepeatedLines
from handout.files import atomic
from handout.system import durable, opening, positions, replacing, rights

NAME = "manifest.jsonl"


class Manifest:
    """The manifest of a run, in one file.  It keeps eight bytes for each document; every method may raise OSError."""

    def __init__(self, file: int, stride: int) -> None:
        """`file` is the handle of the existing manifest; `stride` is the largest number of documents of a record."""
        self._file, self._stride = file, stride
        self._end = self._whole()
        self.cut = self._end < os.fstat(file).st_size
        """Whether its last line was unfinished, because of a crash."""
        if self.cut:
            os.ftruncate(file, self._end)
        self.before = self._end
        """Bytes of earlier runs."""
        self._places = array("q")
        self._reader: BinaryIO | None = None
        self._repeated = RepeatedLines(self._lines(), self.before if self._in_place else 0)

    _in_place = False
    """Whether the file is the manifest itself, in which the lines of earlier runs can stay."""

    def _whole(self) -> int:
        """The size without a last line that is unfinished."""
        size = os.fstat(self._file).st_size
        while size:
            start = max(0, size - 4096)
            at = positions.read_at(self._file, size - start, start).rfind(b"\n")
            if at >= 0:
                size = start + at + 1
                break
            size = start
        return size

    def add(self, lines: Iterable[tuple[int, bytes]], same: Container[int] = ()) -> None:
        """Lines with their places in the order of the input, counted from 0; durable on return.

        `same` has the places of documents that were there as they are now: a line that says so already may do.

        The place of a document is that of its record times the stride, and its number among the record's.
        """
        out, size = [], 0
        for place, line in lines:
            if place >= len(self._places):
                self._places.extend([-1] * (place + 1 - len(self._places)))
            if place in same and (written := self._repeated.offset(place, line)) is not None:
                self._places[place] = written
                continue
            self._places[place] = self._end + size
            out.append(line)
            size += len(line)
        lasting = b"".join(out)
        rest, at = memoryview(lasting), self._end
        while rest:
            taken = positions.write_at(self._file, rest, at)
            rest, at = rest[taken:], at + taken
        self._keep(lasting)
        self._end = at

    def finish(self, kept: list[Entry]) -> None:
        """Puts the manifest in the order of the input: the lines of this run, and those that are kept beside them.

        A manifest that has just these lines in this order isn't written again.
        """
        if not kept and self._unchanged and self._stays():
            return
        if not kept:
            self._replace(self._own())
            return
        lines = merge(self._ordered(), ((entry.record, encoded(entry)) for entry in kept), key=lambda pair: pair[0])
        self._replace(line for _, line in lines)

    def leftover(self) -> tuple[list[Entry], list[Entry]]:
        """The entries of earlier runs that no line of this run replaces: few, as a rule none.

        First those of documents that this run made under another name, or failed to make; then those that it wasn't
        asked for.
        """
        if self._unchanged:
            return [], []
        left: dict[Key, Entry] = {}
        new = self._lines()
        for line in self.earlier():
            entry = decoded(line)
            if entry is None:
                continue
            first = (entry.record - 1) * self._stride
            places = self._places[max(first, 0) : first + self._stride]
            own = [_line_at(new, place) for place in places if place >= 0]
            if line not in own and not any(entry_key(entry) in _replaced(decoded(each)) for each in own):
                left[entry_key(entry)] = entry
        asked, folded = set(), set[Key]()
        one_case = bool(left) and self._one_case()
        if left:
            for _, line in self._ordered():
                entry = decoded(line)
                asked.add(_document(entry))
                for key in _replaced(entry):
                    left.pop(key, None)
                    folded.update([_folded(key)] if one_case else ())
        found: tuple[list[Entry], list[Entry]] = ([], [])
        for entry in sorted(left.values(), key=lambda entry: entry.record):
            if _folded(entry_key(entry)) not in folded:
                found[_document(entry) not in asked].append(entry)
        return found

    def _ordered(self) -> Iterator[tuple[int, bytes]]:
        """The lines of this run, with their records, in the order of the input."""
        for line in self._own():
            entry = decoded(line)
            yield entry.record if entry else 0, line

    def _own(self) -> Iterator[bytes]:
        """The lines of this run in the order of the input."""
        file, at = self._lines(), 0
        for place in self._places:
            if place < 0:
                continue
            if place != at:  # most lines follow the one before
                file.seek(place)
            line = file.readline()
            at = place + len(line)
            yield line

    def earlier(self) -> Iterator[bytes]:
        """The lines of earlier runs."""
        file, at = self._lines(), 0
        while at < self.before and (line := file.readline()):
            at += len(line)
            yield line

    def line(self, place: int) -> bytes:
        """The line that begins at an offset of the file, best asked in ascending order."""
        self._reader = self._reader or self._lines()
        return _line_at(self._reader, place)

    def _lines(self) -> BinaryIO:
        """The file from its beginning, with a place of its own in it."""
        return io.BufferedReader(positions.ReaderAt(self._file))

    def _keep(self, lines: bytes) -> None:
        """Makes lines durable that were just written."""
        durable.sync(self._file)

    def _replace(self, lines: Iterable[bytes]) -> None:
        """Puts these lines in the place of all that there are."""
        raise NotImplementedError

    def _stays(self) -> bool:
        """Whether the manifest can be left as it is, if it has the lines of this run."""
        return False

    def _one_case(self) -> bool:
        """Whether names that differ in nothing but capitals are one file, as on Windows, macOS and their shares."""
        return False

    @property
    def _unchanged(self) -> bool:
        """Whether the lines of this run are those of earlier runs, all of them, in the same order."""
        return bool(self.before) and self._end == self.before and self._repeated.all

    def close(self) -> None:
        """Let the file go."""
        os.close(self._file)


class FolderManifest(Manifest):
    """The manifest in a folder of documents."""

    _in_place = True

    def __init__(self, folder: Path, stride: int) -> None:
        self._folder, self._path = folder, folder / NAME
        super().__init__(opening.update(self._path), stride)

    def _stays(self) -> bool:
        self._check_place()
        # A new one would be for its owner only.
        return rights.for_owner_only(os.fstat(self._file))

    def _one_case(self) -> bool:
        capitals = self._folder / NAME.upper()
        return capitals.exists() and capitals.samefile(self._path)

    def _check_place(self) -> None:
        if not replacing.in_place(self._path, self._file):
            raise OSError(errno.ESTALE, "the folder is no longer the one that the run began with")

    def _replace(self, lines: Iterable[bytes]) -> None:
        self._check_place()
        draft = self._folder / ".handout-manifest.tmp"
        draft.unlink(missing_ok=True)
        atomic.write(draft, lines)
        # Windows replaces no file that is open.
        os.close(self._file)
        try:
            replacing.replace(draft, self._path)
        finally:
            self._file = opening.update(self._path)
        durable.sync_folder(self._folder)


Key = tuple[str, ...]


def entry_key(entry: Entry) -> Key:
    """What identifies an entry: its file, or its place in the input if it has no file."""
    return ("file", entry.file) if entry.file else ("record", str(entry.record), *entry.topics)


def _replaced(entry: Entry | None) -> set[Key]:
    """The keys of the older entries that an entry replaces."""
    if entry is None:
        return set()
    return {("file", entry.file or ""), ("record", str(entry.record), *entry.topics)}


def _folded(key: Key) -> Key:
    return tuple(map(str.casefold, key))


def _document(entry: Entry | None) -> Key:
    return (entry.id or "", entry.audience, *entry.topics) if entry else ()


def _line_at(file: BinaryIO, place: int) -> bytes:
    file.seek(place)
    return file.readline()
