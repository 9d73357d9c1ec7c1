"""An object store as destination of a batch: one put for each document, the manifest in numbered parts.

A put is whole or not at all, and is durable once it is answered.  So nothing is half-written, and there is no draft.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from hashlib import sha256
from urllib.parse import urlsplit

from msgspec import Struct

from handout.batch.output.destination import Writing
from handout.batch.output.folder_writer import Existing, NotReplaceable
from handout.batch.output.manifest import NAME, Manifest
from handout.batch.output.s3_client import PROTOCOLS, Bucket, Taken, bucket
from handout.batch.output.s3_lock import LOCK, held, locked
from handout.diagnostics import OutputError, UsageError
from handout.files import object_store
from handout.files.object_store import StoreError
from handout.files.provenance import made_here

MOST_PENDING = 32 << 20
"""Bytes that a writer collects before it puts them."""
_PART = re.compile(r"manifest-(\d{6,})\.jsonl")
_JSON, _PDF = "application/x-ndjson", "application/pdf"


class Store(Struct, frozen=True):
    """The objects below a URL of an S3 store."""

    url: str
    run: str
    """Identifies this run in its lock."""

    @property
    def name(self) -> str:
        """The URL without secrets."""
        return object_store.shown(self.url)

    @property
    def forks(self) -> bool:
        """No: its connections have a thread."""
        return False

    def used(self) -> bool:
        """Whether there is any object except the lock."""
        try:
            return any(name not in ("", LOCK) for name in bucket(self.url).names(3))
        except OSError as error:
            message = f"can't be written to: {error.strerror}"
            raise OutputError.at(self.name, message) from None

    def locked(self) -> AbstractContextManager[None]:
        """Locked by an object that is put only if there is none."""
        return locked(bucket(self.url), self.run, self.name)

    def tidy(self) -> None:
        """A store has no half-written objects."""

    def earlier(self) -> Iterator[bytes]:
        """The lines of the whole manifest, then of the parts that a run has left."""
        where = bucket(self.url)
        for name in (NAME, *_parts(where)):
            yield from (where.get(name) or b"").splitlines(keepends=True)

    def forget(self) -> None:
        """Removes the manifest and the parts that a run has left."""
        where = bucket(self.url)
        where.each(where.deleting, (NAME, *_parts(where)))

    def manifest(self, stride: int) -> Manifest:
        """A part with each addition, and one object in the end."""
        return _PartedManifest(self, stride)

    def writer(self, *, fresh: bool) -> Writing:
        """One put a document."""
        return _Putter(bucket(self.url), self.run, fresh=fresh)


def store(url: str) -> Store:
    """A store for one run; HandoutError with exit code 2 for a URL that documents can't be put below."""
    parts = urlsplit(url)
    if parts.scheme.lower() not in PROTOCOLS or not parts.netloc or set("@?#") & set(url):
        hint = "write a folder, or s3://bucket/path"
        raise UsageError.at(object_store.shown(url), "documents can't be put there", hint, "url")
    object_store.opened(url)
    return Store(url, os.urandom(8).hex())


class _Putter:
    """Puts documents, many at a time."""

    def __init__(self, where: Bucket, run: str, *, fresh: bool) -> None:
        self._bucket, self._run, self._fresh = where, run, fresh
        self._pending: dict[str, bytes] = {}
        self._size = 0

    def write(self, name: str, content: bytes) -> Existing:
        self._pending[name] = content
        self._size += len(content)
        if self._size > MOST_PENDING:
            self.sync()
        return "nothing"

    def withdraw(self, name: str) -> bool:
        content = self._bucket.get(name)
        if content is None:
            return False
        if not made_here(content):
            raise NotReplaceable
        self._bucket.delete(name)
        return True

    def sync(self) -> None:
        if not self._pending:
            return
        pending, self._pending, self._size = self._pending, {}, 0
        held(self._bucket, self._run)
        self._bucket.each(self._put, pending.items())

    def close(self) -> None:
        """Nothing is open."""

    async def _put(self, document: tuple[str, bytes]) -> None:
        """Puts a document, unless the object exists with the same size and the same stored SHA-256."""
        name, content = document
        digest = sha256(content).hexdigest()
        found = None if self._fresh else await self._bucket.finding(name)
        if found is None or (found.size, found.metadata.get("sha256")) != (len(content), digest):
            await self._bucket.putting(name, content, ContentType=_PDF, Metadata={"sha256": digest})


class _PartedManifest(Manifest):
    """The manifest in parts, which are joined when the run ends; a spool without a name has all lines meanwhile."""

    def __init__(self, store: Store, stride: int) -> None:
        import tempfile  # a run into a folder needs none

        self._bucket, self._run = bucket(store.url), store.run
        self._parts = _parts(self._bucket)
        self._next = 1 + max((_number(name) for name in self._parts), default=0)
        with tempfile.TemporaryFile(prefix=".handout-") as spool:
            spool.writelines(store.earlier())
            spool.flush()
            super().__init__(os.dup(spool.fileno()), stride)

    def _keep(self, lines: bytes) -> None:
        name = f"manifest-{self._next:06d}.jsonl"
        try:
            self._bucket.put(name, lines, ContentType=_JSON, Metadata={"run": self._run}, IfNoneMatch="*")
        except Taken:
            found = self._bucket.find(name)
            # If the response to a put is lost, the put is tried again.
            if found is None or found.metadata.get("run") != self._run:
                raise StoreError("another run is writing there") from None
        self._parts.append(name)
        self._next += 1

    def _replace(self, lines: Iterable[bytes]) -> None:
        held(self._bucket, self._run)
        self._bucket.put(NAME, b"".join(lines), ContentType=_JSON)
        self._bucket.each(self._bucket.deleting, self._parts)
        self._parts = []


def _parts(where: Bucket) -> list[str]:
    """The existing parts, in the order in which they were written."""
    return sorted((name for name in where.names() if _PART.fullmatch(name)), key=_number)


def _number(part: str) -> int:
    found = _PART.fullmatch(part)
    return int(found[1]) if found else 0
