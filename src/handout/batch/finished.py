"""A finished run: whether the same command would find every document as it was left.

To resume a run, the workspace is read and checked, then the list, and a receipt is looked for each document.  Where
nothing was changed, all of this ends as it did before.  So a run that made every document and had nothing to report
leaves a code: a hash, with the folder's key, of all that it depended on.  These are the program and its packages, the
command and the day, each file of the workspace, the list, and the manifest.  Where a later run computes the same code,
it reads the documents only: each must have the bytes that its line in the manifest names.

Any doubt means that the run is done as if there were no code: another byte, another file, a manifest that others may
write, a file that is changed meanwhile.  So nothing here is worth an error, but for the lock of another run.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from hashlib import blake2b, file_digest
from io import BufferedReader
from pathlib import Path

from msgspec import Struct, msgpack

from handout.batch.output.folder_lock import locked
from handout.batch.output.folder_writer import tidy
from handout.batch.output.manifest import NAME
from handout.batch.output.receipts import FINISHED, KEY, known_key
from handout.batch.output.unchanged import unchanged
from handout.batch.workers.versions import optional_packages, versions
from handout.files import atomic
from handout.system import opening, processes, rights
from handout.workspace.files import not_read, yaml_files

_HEAD = b"handout finished 1\n"
_SIZE = 32
"""Bytes of the code."""
_PIECE = 1 << 20


class Command(Struct, frozen=True):
    """What was asked for."""

    workspace: Path
    patients: Path
    """The list."""
    folder: Path
    """Of the documents."""
    words: str
    """All else that documents and messages depend on: the options, and the day."""
    workers: int | None = None
    """Processes that may read the documents; None for one a core."""


class _ReadFile(Struct, frozen=True):
    """A file that a run reads; of two that are equal, neither was written between the looks at them."""

    name: str
    digest: bytes
    state: tuple[int, ...]


class FinishedRun:
    """What is known of the last run of a command that finished, and of one that begins."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._sources: list[_ReadFile] | None = None
        """What a run that begins will read."""
        self._assets: list[_ReadFile] | None = None

    def documents(self) -> int | None:
        """How many there are, all of them as they were left; None where a run has to find out what is to be done."""
        folder = self._command.folder
        try:
            found, key = _left(folder), known_key(folder / KEY)
            if found is None or key is None:
                return None
            code, assets = found
            sources = [*self._read(), *self._read_assets(assets)]
            with locked(folder):
                tidy(folder)
                count = self._compared(code, key, sources)
            return count if sources == [*self._read(), *self._read_assets(assets)] else None
        except (OSError, ValueError):
            return None

    def begin(self) -> None:
        """Looks at the files of a run, before it reads the first."""
        try:
            self._sources = self._read()
        except (OSError, ValueError):
            self._sources = None

    def uses(self, assets: Iterable[str]) -> None:
        """Looks at its pictures and fonts, by their paths in the workspace, before it reads them."""
        try:
            self._assets = self._read_assets(sorted({*assets}))
        except (OSError, ValueError):
            self._assets = None

    def leave(self) -> None:
        """Leaves the code of a run that has made all, and still has its folder locked."""
        folder = self._command.folder
        try:
            key = known_key(folder / KEY)
            if key is None or self._sources is None or self._assets is None:
                return
            names = [asset.name for asset in self._assets]
            if self._sources != self._read() or self._assets != self._read_assets(names):
                return
            with _manifest(folder) as manifest:
                code = self._code(key, [*self._sources, *self._assets], manifest)
            atomic.replace(folder / FINISHED, [_HEAD, code, msgpack.encode(names)])
        except (OSError, ValueError):
            return

    def _compared(self, code: bytes, key: bytes, sources: Sequence[_ReadFile]) -> int | None:
        with _manifest(self._command.folder) as manifest:
            if self._code(key, sources, manifest) != code:
                return None
            return unchanged(self._command.folder, manifest.fileno(), processes.count(self._command.workers))

    def _code(self, key: bytes, sources: Iterable[_ReadFile], manifest: BufferedReader) -> bytes:
        """The code of a run with these sources and this manifest."""
        program = sorted({**versions(), **optional_packages()}.items())
        read = [(source.name, source.digest) for source in sources]
        depends = [program, self._command.words, read, _digest(manifest)]
        return blake2b(msgpack.encode(depends), key=key, digest_size=_SIZE).digest()

    def _read(self) -> list[_ReadFile]:
        """The list and the workspace's files, without pictures and fonts; ValueError for a doubtful one."""
        root = self._command.workspace
        if not_read(root):
            raise ValueError("a file that may be meant to be read")
        content = yaml_files(root / "content", below=True)
        paths = [root / "clinic.yaml", *yaml_files(root / "layouts"), *content]
        sources = [_source(path, path.relative_to(root).as_posix()) for path in paths]
        return [_source(self._command.patients, ""), *sources]

    def _read_assets(self, names: Sequence[str]) -> list[_ReadFile]:
        return [_source(self._command.workspace / name, name) for name in names]


def _left(folder: Path) -> tuple[bytes, list[str]] | None:
    """The code that a run has left, and the names of its pictures and fonts."""
    with os.fdopen(opening.read(folder / FINISHED), "rb") as file:
        content = file.read(_PIECE)
    head, code = content[: len(_HEAD)], content[len(_HEAD) : len(_HEAD) + _SIZE]
    if head != _HEAD:
        return None
    return code, msgpack.decode(content[len(_HEAD) + _SIZE :], type=list[str])


def _manifest(folder: Path) -> BufferedReader:
    """The manifest, open; ValueError where others may write it: a run makes one anew that is for its owner only."""
    file = os.fdopen(opening.read(folder / NAME), "rb")
    if not rights.for_owner_only(os.fstat(file.fileno())):
        file.close()
        raise ValueError("a manifest that isn't its owner's alone")
    return file


def _source(path: Path, name: str) -> _ReadFile:
    with os.fdopen(opening.read(path, links=True), "rb") as file:
        status = os.fstat(file.fileno())
        state = status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
        return _ReadFile(name, _digest(file), state)


def _digest(file: BufferedReader) -> bytes:
    return file_digest(file, "sha256").digest()
