"""Fingerprints: what each kind of document is made of beside its record, as a hash.

In it are the program with what it is built on, the clinic, the layout with those that it extends, the topics with their
fragments, the bytes of every picture and font that they name, and all that the request says.  So two kinds of documents
with one fingerprint give the same bytes for the same record.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from handout.batch.workers.versions import versions
from handout.content.blocks.use import Use
from handout.content.walk import walk
from handout.pipeline import Request
from handout.styles.resolve import resolve

if TYPE_CHECKING:
    from handout.content.topic import Topic
    from handout.workspace.assets import Packed
    from handout.workspace.load import Workspace

_CLINIC = "clinic.yaml"
_ASKED = tuple(name for name in Request.__struct_fields__ if name != "patient")
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
    """Of one workspace, and of the files that its documents are made of."""

    def __init__(self, workspace: Workspace, files: Packed) -> None:
        self._workspace, self._files = workspace, files
        self._known: dict[bytes, bytes | None] = {}
        self._common = _hash(sorted(versions().items()), workspace.clinic)

    def of(self, request: Request) -> bytes | None:
        """The fingerprint of a document, whoever's it is; None where it isn't known what a file of it says."""
        asked = canonical([getattr(request, name) for name in _ASKED])
        if asked not in self._known:
            try:
                self._known[asked] = _hash(self._common, asked, *self._made_of(request))
            except KeyError:
                self._known[asked] = None
        return self._known[asked]

    def _made_of(self, request: Request) -> Iterator[object]:
        workspace = self._workspace
        topics = [workspace.topics[name] for name in request.topics]
        name = request.layout or workspace.clinic.audience(request.audience).layout
        yield resolve(name, workspace.layouts)
        yield topics
        files = dict.fromkeys([_CLINIC, *self._layouts(name), *(file for topic in topics for file in _files(topic))])
        # The scan reads what the files said before they were decoded.
        yield [(file, workspace.sources[file]) for file in files]
        yield [(*place, self._asset(found)) for place, found in self._files.names.items() if place[0] in files]

    def _layouts(self, name: str | None) -> Iterator[str]:
        """The files of a layout and of those that it extends."""
        while name is not None:
            yield f"layouts/{name}.yaml"
            name = self._workspace.layouts[name].extends

    def _asset(self, found: str | tuple[str, str, str]) -> object:
        """The hash of a picture or a font, or why there is none."""
        return blake2b(self._files.files[found]).digest() if isinstance(found, str) else found


def _files(topic: Topic) -> Iterator[str]:
    """The file of a topic, and those of the fragments that it uses."""
    yield topic.file
    for node in walk(topic.sections):
        if isinstance(node, Use):
            yield f"content/fragments/{node.fragment}.yaml"


def _hash(*values: object) -> bytes:
    """Equal only for equal values, types and all; equal values may differ, which costs no more than time."""
    return blake2b(pickle.dumps(values), digest_size=SIZE).digest()
