"""Object templates: the body of an object with `%d` in place of the numbers that change, and a list of these (`holes`).

A number that changes is a reference `12 0 R`, the value of `StructParent` or `StructParents`, or an element's
identifier `<0000000C>`, which is its number.  Text in a string may look like a reference, so strings are skipped as
wholes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, count

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
        return self.body % tuple([numbers[hole] for hole in self.holes])


class ObjectTemplates(Struct, frozen=True):
    """Several objects, filled at once: nearly all of a document's are the elements of its structure tree."""

    joined: ObjectTemplate
    mark: bytes
    """Between two bodies, and in none of them."""

    def filled(self, numbers: Sequence[int]) -> list[bytes]:
        """The bodies in their order, with each hole's new number."""
        return self.joined.filled(numbers).split(self.mark)


def together(templates: Sequence[ObjectTemplate]) -> ObjectTemplates:
    """Templates to be filled at once; at least one."""
    bodies = [each.body for each in templates]
    marks = (b"\n\0%d\0\n" % number for number in count())
    mark = next(mark for mark in marks if not any(mark in body for body in bodies))
    holes = tuple(chain.from_iterable(each.holes for each in templates))
    return ObjectTemplates(ObjectTemplate(mark.join(bodies), holes), mark)


def template(body: bytes, size: int) -> ObjectTemplate:
    """An object with holes."""
    out: list[bytes] = []
    holes, end = [], 0
    for found in _HOLE.finditer(body):
        if found["ref"]:
            hole, kept = int(found["ref"]), b"%d 0 R"
        elif found["id"]:
            hole, kept = int(found["id"], 16), b"<%08X>"
        elif found["key"]:
            hole, kept = size + int(found["number"]), found["key"] + b"%d"
        else:
            continue
        holes.append(hole)
        out += body[end : found.start()].replace(b"%", b"%%"), kept
        end = found.end()
    out.append(body[end:].replace(b"%", b"%%"))
    return ObjectTemplate(b"".join(out), tuple(holes))
