"""Object templates: the body of an object with `%d` in place of the numbers that change, and a list of these (`holes`).

A number that changes is a reference `12 0 R`, the value of `StructParent` or `StructParents`, or an element's
identifier `<0000000C>`, which is its number.  Text in a string may look like a reference, so strings are skipped as
wholes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain
from operator import itemgetter

from msgspec import Struct

_HOLE = re.compile(
    rb"\((?:[^()\\]|\\.)*\)|(?P<key>/StructParents? )(?P<number>\d+)|(?P<ref>\d+) 0 R|<(?P<id>[0-9A-F]{8})>", re.DOTALL
)


class ObjectTemplate(Struct, frozen=True):
    """An object's body with holes for numbers: of the objects that it refers to, and its keys in the parent tree."""

    body: bytes
    holes: tuple[int, ...]

    def filled(self, numbers: Sequence[int]) -> bytes:
        """The body with each hole's new number."""
        found = itemgetter(*self.holes)(numbers) if self.holes else ()
        return self.body % found


class StreamTemplate:
    """Objects with holes as the content of an object stream (ISO 32000-1, 7.5.7), filled at once.

    Nearly all objects of a document are elements of its structure tree, hundreds of them, and filling each of them and
    then joining them would take thrice as long.
    """

    def __init__(self, templates: Mapping[int, ObjectTemplate]) -> None:
        """Templates by the objects' old numbers."""
        self._templates = templates
        self._content, self._start = ObjectTemplate(b"", ()), 0
        self._digits: Sequence[int] | None = None

    def __len__(self) -> int:
        """How many objects there are."""
        return len(self._templates)

    def filled(self, numbers: Sequence[int], digits: Sequence[int] | None) -> tuple[bytes, int]:
        """The content with each hole's new number, and where its first object begins.

        Where an object begins depends on how many digits the numbers before it have.  While `digits` are the same,
        so are these places; with None they are computed again.
        """
        if digits is None or digits != self._digits:
            self._measure(numbers)
            self._digits = digits
        return self._content.filled(numbers), self._start

    def _measure(self, numbers: Sequence[int]) -> None:
        """Puts the index before the objects."""
        templates = self._templates
        lengths = [len(each.filled(numbers)) + 1 for each in templates.values()]  # between two objects is a byte
        places = accumulate(lengths[:-1], initial=0)
        index = ObjectTemplate(b" ".join([b"%%d %d" % place for place in places]) + b"\n", tuple(templates))
        holes = chain(index.holes, *(each.holes for each in templates.values()))
        bodies = b"\n".join([each.body for each in templates.values()])
        self._content = ObjectTemplate(index.body + bodies, tuple(holes))
        self._start = len(index.filled(numbers))


def stream_templates(templates: Mapping[int, ObjectTemplate], most: int) -> list[StreamTemplate]:
    """Templates of object streams, each for about `most` bytes of these objects."""
    found: list[dict[int, ObjectTemplate]] = [{}]
    size = 0
    for at, each in templates.items():
        if size >= most:
            found.append({})
            size = 0
        found[-1][at] = each
        size += len(each.body)
    return [StreamTemplate(each) for each in found]


def template(body: bytes) -> ObjectTemplate:
    """An object with holes; keys are counted from the end, -1 for the key 0."""
    out: list[bytes] = []
    holes, end = [], 0
    for found in _HOLE.finditer(body):
        if found["ref"]:
            hole, kept = int(found["ref"]), b"%d 0 R"
        elif found["id"]:
            hole, kept = int(found["id"], 16), b"<%08X>"
        elif found["key"]:
            hole, kept = -1 - int(found["number"]), found["key"] + b"%d"
        else:
            continue
        holes.append(hole)
        out += body[end : found.start()].replace(b"%", b"%%"), kept
        end = found.end()
    out.append(body[end:].replace(b"%", b"%%"))
    return ObjectTemplate(b"".join(out), tuple(holes))
