"""Fingerprints: what each kind of document is made of beside its record, as a hash.

In it are the program with what it is built on, the clinic, the layout with those that it extends, the topics with their
fragments, the bytes of every picture and font that they name, and all that the request says.  So two kinds of documents
with one fingerprint give the same bytes for the same record.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from handout.batch.workers.versions import optional_packages, versions
from handout.content.blocks.use import Use
from handout.content.walk import walk
from handout.pipeline import Request

if TYPE_CHECKING:
    from handout.content.topic import Topic
    from handout.workspace.assets import Packed
    from handout.workspace.load import Workspace

_FRAGMENTS = "content/fragments/"
_CHOSEN = frozenset(("root", "topics", "translations", "layouts", "sources", "warnings", "left_out"))
"""Fields of a workspace of which no more is taken than a document needs; of the clinic and of others, all."""
_ASKED = attrgetter(*(name for name in Request.__struct_fields__ if name != "patient"))
"""What a request says beside its patient."""
SIZE = 32
"""Bytes."""


def canonical(values: Sequence[object]) -> bytes:
    """The same bytes for equal texts, numbers and dates only."""
    return _ENCODER.encode(values)


def _plain(value: object) -> str:
    """The name of a field or of a topic is a text of its own type."""
    if isinstance(value, str):
        return str(value)
    raise NotImplementedError


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_plain)


class Fingerprints:
    """The fingerprints of one workspace, and of the files that its documents are made from."""

    def __init__(self, workspace: Workspace, files: Packed) -> None:
        self._workspace, self._files = workspace, files
        self._known: dict[tuple[object, ...], bytes | None] = {}
        self._parts: dict[tuple[str, ...], bytes] = {}
        """The hashes of what many kinds of documents are made of, by what it is."""
        self._fragments: dict[str, frozenset[str]] = {}
        """Those that a topic uses, by its file."""
        self._last: tuple[Request, bytes | None] | None = None
        """That of the request which was asked for last: one request is every record's where no column decides."""
        self._program = _hash(sorted({**versions(), **optional_packages()}.items()))

    def of(self, request: Request) -> bytes | None:
        """The fingerprint of a document, whoever's it is; None where a layout isn't known."""
        if self._last is not None and self._last[0] is request:
            return self._last[1]
        asked: tuple[object, ...] = _ASKED(request)
        if asked not in self._known:
            try:
                self._known[asked] = _hash(self._program, canonical(asked), *self._made_of(request))
            except KeyError:
                self._known[asked] = None
        self._last = request, self._known[asked]
        return self._known[asked]

    def _made_of(self, request: Request) -> Iterator[object]:
        """All of the workspace but what is known to be of other documents; so what is new in it can't be forgotten."""
        workspace = self._workspace
        topics = [topic for topic in workspace.every_topic if topic.id in request.topics]
        layouts = [*self._layouts(request.layout or workspace.clinic.audience(request.audience).layout)]
        mine = {*_files(topics, layouts)}
        others = {*_files(workspace.every_topic, workspace.layouts)}
        fragments = {name for topic in topics for name in self._used(topic)}

        def needed(file: str) -> bool:
            if file.startswith(_FRAGMENTS):
                return file.removeprefix(_FRAGMENTS).partition(".")[0] in fragments
            return file in mine or file not in others

        yield [self._part(topic, "topic", topic.file) for topic in topics]
        yield [self._part(workspace.layouts[name], "layout", name) for name in layouts]
        # The scan reads what the files said before they were decoded.
        yield [(file, self._part(source, file)) for file, source in workspace.sources.items() if needed(file)]
        yield [(*place, self._asset(found)) for place, found in self._files.names.items() if needed(place[0])]
        rest = (name for name in workspace.__struct_fields__ if name not in _CHOSEN)
        yield [self._part(getattr(workspace, name), "workspace", name) for name in rest]

    def _used(self, topic: Topic) -> frozenset[str]:
        """The fragments that a topic uses."""
        if topic.file not in self._fragments:
            found = (use.fragment for use in walk(topic.sections) if isinstance(use, Use))
            self._fragments[topic.file] = frozenset(found)
        return self._fragments[topic.file]

    def _part(self, value: object, *key: str) -> bytes:
        """The hash of a part, which is made once."""
        if key not in self._parts:
            self._parts[key] = _hash(value)
        return self._parts[key]

    def _layouts(self, name: str | None) -> Iterator[str]:
        """A layout and those that it extends."""
        while name is not None:
            yield name
            name = self._workspace.layouts[name].extends

    def _asset(self, found: str | tuple[str, str, str]) -> object:
        """The hash of a picture or a font, or why there is none."""
        return self._part(self._files.files[found], "asset", found) if isinstance(found, str) else found


def _files(topics: Iterable[Topic], layouts: Iterable[str]) -> Iterator[str]:
    yield from (topic.file for topic in topics)
    yield from (f"layouts/{name}.yaml" for name in layouts)


def _hash(*values: object) -> bytes:
    """Equal only for equal values, types and all; equal values may differ, which costs no more than time."""
    return blake2b(pickle.dumps(values), digest_size=SIZE).digest()
