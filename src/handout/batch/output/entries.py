"""The entries of a manifest, each a line of JSON: what became of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec
from msgspec import Struct

BEGINNING = b'{"record":'
"""The beginning of each line."""


class Fault(Struct, frozen=True):
    """Why a document wasn't made; never with a patient's value."""

    code: str
    message: str


class Entry(Struct, frozen=True, kw_only=True):
    """The result for one document."""

    record: int
    """From 1."""
    id: str | None
    topics: tuple[str, ...]
    audience: str
    language: str | msgspec.UnsetType = msgspec.UNSET
    """In a run with a column for languages: the one that was printed, the topic's own where the column is empty."""
    edition: str | None = None
    """The hash of what it shares with others."""
    file: str | None = None
    sha256: str | None = None
    pages: int | None = None
    way: Literal["stamped", "painted"] | None = None
    status: Literal["done", "failed"] = "done"
    error: tuple[Fault, ...] | None = None


_ENCODER, _DECODER = msgspec.json.Encoder(), msgspec.json.Decoder(Entry)
"""Made once: there is an entry for each document."""


def encoded(entry: Entry) -> bytes:
    """An entry as a line."""
    return _ENCODER.encode(entry) + b"\n"


def decoded(line: bytes) -> Entry | None:
    """The entry of a line; None for a line that a crash cut off, or that this program didn't write."""
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def ours(lines: Iterable[bytes]) -> bool:
    """Whether a file of this name is a batch's: it has a line of this program, or the beginning of one only."""
    torn = True
    for line in lines:
        if decoded(line) is not None:
            return True
        torn = torn and (not line.strip() or (not line.endswith(b"\n") and line.startswith(BEGINNING[: len(line)])))
    return torn


def files(lines: Iterable[bytes]) -> Iterator[str]:
    """The documents that are done by a manifest."""
    for line in lines:
        entry = decoded(line)
        if entry is not None and entry.file:
            yield entry.file
