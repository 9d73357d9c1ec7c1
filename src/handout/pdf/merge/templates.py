"""Object templates: the body of an object with `%d` in place of the numbers that change, and a list of these (`holes`).

A number that changes is a reference `12 0 R`, the value of `StructParent` or `StructParents`, or an element's
identifier `<0000000C>`, which is its number.  Text in a string may look like a reference, so strings are skipped as
wholes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

_HOLE = re.compile(
    rb"\((?:[^()\\]|\\.)*\)|(?P<key>/StructParents? )(?P<number>\d+)|(?P<ref>\d+) 0 R|<(?P<id>[0-9A-F]{8})>", re.DOTALL
)

_FIELD = re.compile(rb"%(?:d|08X|%)")


class ObjectTemplate(Struct, frozen=True):
    """An object's body with holes for numbers: of the objects that it refers to, and its keys in the parent tree."""

    body: bytes
    holes: tuple[int, ...]

    def filled(self, numbers: Sequence[int]) -> bytes:
        """The body with each hole's new number."""
        return self.body % tuple([numbers[hole] for hole in self.holes])

    def items(self, written: Callable[[int], Sequence[bytes | int]], padding: int) -> Iterator[bytes | int]:
        """The body as texts and variables, as each hole's number is `written`.

        An identifier is written with decimal digits, so that it has those of the number; `padding` is the variable of
        the zeros before them.
        """
        holes, end = iter(self.holes), 0
        for found in _FIELD.finditer(self.body):
            yield self.body[end : found.start()]
            end = found.end()
            if found[0] == b"%%":
                yield b"%"
                continue
            if found[0] == b"%08X":
                yield padding
            yield from written(next(holes))
        yield self.body[end:]


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
