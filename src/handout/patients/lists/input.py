"""The bytes that records are read from: one file, held open, the same bytes in every pass.

Only what was there when the run began is read, so a file that grows under a run gives the records that were checked;
one that is written over gives none of its new bytes, which could make one record of two patients' halves.
Standard input is spooled to a file without a name, 0600, which no crash can leave behind; so is what a URL names.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, TextIO

from handout.diagnostics import HandoutError, InputError, Span, option
from handout.files import object_store
from handout.patients.lists.encodings import UTF_8, read_as
from handout.patients.lists.remote_file import Fetched
from handout.patients.lists.spool import PIECE, copied, name_of, opened, pieces, unreadable
from handout.source.other_encodings import other_encoding
from handout.source.other_files import OFFICE, other_file

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

ListSource = Path | IO[bytes] | str
"""A file, a stream, or the URL of a file."""


class Input:
    """A file of records that is UTF-8 from end to end, or is made so."""

    def __init__(self, source: ListSource, encoding: str = UTF_8) -> None:
        """HandoutError when it can't be opened or spooled, or isn't in the encoding."""
        found = (object_store.local(source) or Fetched(source)) if isinstance(source, str) else source
        self._source = found if isinstance(found, Path | Fetched) else None
        self.name = name_of(self._source)
        self._lock = threading.Lock()
        self._file = opened(found)
        self._hashes: list[bytes] = []
        """The hashes of its pieces."""
        try:
            self._state = _state(os.fstat(self._file.fileno()))
            digest = self._decoded(encoding) if encoding != UTF_8 else ""
            self.size = os.fstat(self._file.fileno()).st_size
            self.digest = digest or self._examined()
        except BaseException:
            self.close()
            raise

    @property
    def fetched(self) -> bool:
        """Whether it came from a URL."""
        return isinstance(self._source, Fetched)

    def text(self, newline: str = "\n") -> TextIO:
        """The whole text from its beginning, without a byte order mark; any number can be read at a time."""
        # No line end is translated: a cell or a string keeps its own.
        return io.TextIOWrapper(io.BufferedReader(_Window(self), PIECE), encoding="utf-8-sig", newline=newline)

    def content(self) -> bytes:
        """All bytes."""
        return b"".join(map(self.piece, range(len(self._hashes))))

    def piece(self, number: int) -> bytes:
        """The bytes of a piece, none behind the last; HandoutError where the file has others by now."""
        if number == len(self._hashes):
            return b""
        found = self._read(number)
        if _digest(found).digest() != self._hashes[number]:
            message = "it was changed while it was read"
            raise InputError.at(self.name, message, "begin again", "input-changed")
        return found

    def read_again(self) -> None:
        """Reads every piece; HandoutError where the file has other bytes by now."""
        for number in range(len(self._hashes)):
            self.piece(number)

    def changed(self) -> bool:
        """Whether the file's bytes are others now than when it was opened."""
        if not isinstance(self._source, Path):
            return self._source is not None and self._source.changed()
        try:
            if _state(self._source.stat()) == self._state:
                return False
            with self._source.open("rb") as file:
                return hashlib.file_digest(file, _digest).hexdigest() != self.digest
        except OSError:
            return True

    def gone(self) -> bool:
        """Whether the file isn't there any more: what was read of it before is as good as ever."""
        return isinstance(self._source, Path) and not self._source.exists()

    def close(self) -> None:
        """Closes the file; a temporary copy is deleted."""
        self._file.close()

    def _decoded(self, encoding: str) -> str:
        """Takes a copy in UTF-8 in the file's place; the hash of the file."""
        digest = _digest()

        def hashed() -> Iterator[bytes]:
            self._file.seek(0)
            for piece in pieces(self._file, Span(self.name)):
                digest.update(piece)
                yield piece

        copy = copied(read_as(hashed(), encoding, self.name), Span(self.name))
        self._file.close()
        self._file = copy
        self.size = os.fstat(copy.fileno()).st_size
        self._examined()
        return digest.hexdigest()

    def _examined(self) -> str:
        """The hash of the bytes, once they are known to be UTF-8."""
        digest = _digest()
        decoder = codecs.getincrementaldecoder("utf-8")()
        offset, lines = 0, 1
        while piece := self._read(len(self._hashes)):
            if offset == 0 and piece.startswith(OFFICE):
                raise _not_utf8(Span(self.name), "not UTF-8 but a spreadsheet's workbook", encoded=False)
            if offset == 0 and (encoding := other_encoding(piece)):
                raise _not_utf8(Span(self.name), f"not UTF-8 but {encoding}")
            begin = piece.removeprefix(codecs.BOM_UTF8).lstrip() if offset == 0 else b""
            if kind := "a web page or XML" if begin.startswith(b"<") else other_file(begin):
                hint = "export it as 'CSV UTF-8', or open it in a spreadsheet and save it so"
                raise InputError.at(Span(self.name), f"not a list but {kind}", hint, "not-utf8")
            pending = decoder.getstate()[0]
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as error:
                lines += piece.count(b"\n", 0, max(0, error.start - len(pending)))
                raise self._foreign_byte(offset - len(pending) + error.start, lines) from None
            digest.update(piece)
            self._hashes.append(_digest(piece).digest())
            lines += piece.count(b"\n")
            offset += len(piece)
        if pending := decoder.getstate()[0]:
            raise self._foreign_byte(offset - len(pending), lines)
        return digest.hexdigest()

    def _read(self, number: int) -> bytes:
        """A piece as it is in the file now, as far as there was any when it was opened."""
        start = number * PIECE
        wanted, found = min(PIECE, max(0, self.size - start)), b""
        try:
            with self._lock:
                self._file.seek(start)
                # One reading may give less than there is.
                while len(found) < wanted and (more := self._file.read(wanted - len(found))):
                    found += more
        except OSError as error:
            raise unreadable(Span(self.name), error) from None
        return found

    def _foreign_byte(self, offset: int, line: int) -> HandoutError:
        return _not_utf8(Span(self.name, line, 1), f"not UTF-8: a byte at offset {offset}")


class _Window(io.RawIOBase):
    """An input as a stream with a place of its own in it."""

    def __init__(self, source: Input) -> None:
        self._source = source
        self._next = 0
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, into: WriteableBuffer, /) -> int:
        if not self._rest and (piece := self._source.piece(self._next)):
            self._rest, self._next = memoryview(piece), self._next + 1
        view = memoryview(into)
        count = min(len(view), len(self._rest))
        view[:count], self._rest = self._rest[:count], self._rest[count:]
        return count


def _digest(content: bytes = b"") -> hashlib.blake2b:
    return hashlib.blake2b(content, digest_size=16)


def _state(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _not_utf8(where: Span, message: str, *, encoded: bool = True) -> HandoutError:
    """The refusal; a file that isn't `encoded` text can't be read by naming an encoding."""
    hint = "save the file as UTF-8, in a spreadsheet as 'CSV UTF-8'"
    return InputError.at(where, message, f"{hint}; or name its {option('encoding')}" if encoded else hint, "not-utf8")
