"""Finished files taken apart again: what all copies of an edition share, and what is each copy's own.

Only files of our own writing are read, byte by byte as `file` writes them; anything else is a ValueError.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from msgspec import Struct

from handout.pdf.metadata import About

_ROW = struct.Struct(">BIB")
_TAIL = re.compile(
    rb"(\d+) 0 obj\n<</Type/XRef/Size (\d+)/W\[1 4 1\](/Root (\d+) 0 R/Info (\d+) 0 R)/ID\[<\w+><\w+>\]"
    rb"/Filter/FlateDecode/Length (\d+)>>stream\n"
)
# Text may look like a reference, so strings are taken as a whole first.
_HOLE = re.compile(rb"\((?:[^()\\]|\\.)*\)|(?P<key>/StructParents? )(\d+)|(?P<ref>\d+) 0 R", re.DOTALL)
_NUMS = re.compile(rb"(\d+) (\[[^\]]*\]|\d+ 0 R)")
_DATE = re.compile(rb"\(D:(\d{4})(\d\d)(\d\d)")
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)


class ObjectTemplate(Struct, frozen=True):
    """An object's body with holes for numbers: of the objects that it refers to, and its keys in the parent tree."""

    body: bytes
    holes: tuple[int, ...]

    def filled(self, numbers: Sequence[int]) -> bytes:
        """The body with each hole's new number."""
        return self.body % tuple([numbers[hole] for hole in self.holes])


class FormObjects(Struct, frozen=True):
    """What the copies of one edition have in common.

    Holes are counted alike everywhere: the numbers of objects, and from `size` on the keys in the parent tree.
    """

    content: bytes
    """The beginning of every copy's file."""
    shared: dict[int, bytes]
    """Objects that know of no page, each before those that refer to it."""
    bound: dict[int, ObjectTemplate]
    """Objects that know of pages, or of elements of the structure tree."""
    own: frozenset[int]
    """Objects that each copy brings, and that its pages refer to."""
    size: int
    keys: int
    """How many keys of the parent tree it has."""
    parents: ObjectTemplate
    """Keys with their elements, as the parent tree has them."""
    tree: int
    """The structure tree's root, which is the parent of the topmost element."""
    top: int
    """The topmost element."""
    holder: int
    """The parent of the pages."""
    pages: tuple[int, ...]
    box: bytes
    """The pages' size, as an entry of a dictionary."""
    about: About


def template(body: bytes, size: int) -> ObjectTemplate:
    """An object with holes."""
    out, holes, end = [], [], 0
    for found in _HOLE.finditer(body):
        if found["ref"] or found["key"]:
            holes.append(int(found["ref"]) if found["ref"] else size + int(found[2]))
            out.append(body[end : found.start()].replace(b"%", b"%%"))
            out.append(b"%d 0 R" if found["ref"] else found["key"] + b"%d")
            end = found.end()
    out.append(body[end:].replace(b"%", b"%%"))
    return ObjectTemplate(b"".join(out), tuple(holes))


def form_objects(pdf: bytes, edition: str) -> FormObjects:
    """What a file of this edition, by its hash, shares with all others."""
    file = _File(pdf)
    length = file.shared_length(edition)
    static = file.objects(length)
    own = frozenset(at for at, row in enumerate(file.rows) if row[0] == 1 and row[1] >= length)
    catalog = static[file.root]
    tree, holder = _target(catalog, b"StructTreeRoot"), _target(catalog, b"Pages")
    parents = static[_target(static[tree], b"ParentTree")]
    pages = _references(_entry(static[holder], rb"/Kids\[([^\]]*)\]"))
    top = _target(static[tree], b"K")
    order, shared = _divided(static, own, {holder, tree, *pages}, {*pages, top})
    bound = {at: template(static[at], file.size) for at in order}
    nums = _NUMS.findall(parents)
    # Bookmarks with a patient's words are left out, for no page refers to them.
    used = {hole for body in bound.values() for hole in body.holes}
    if not used <= {*bound, *shared, *own, holder, tree, *range(file.size, file.size + len(nums))}:
        raise ValueError("no file of ours")
    return FormObjects(
        content=pdf[:length], shared=shared, bound=bound, own=own & used,
        size=file.size, keys=len(nums), parents=_parents(nums, file.size),
        tree=tree, top=top, holder=holder, pages=pages,
        box=b"/MediaBox[%s]" % _entry(static[holder], rb"/MediaBox\[([^\]]*)\]"),
        about=_about(static[file.info], catalog),
    )  # fmt: skip


def own_objects(pdf: bytes, known: FormObjects) -> Iterator[tuple[int, bytes]]:
    """A copy's own objects, in the order of its file."""
    if not pdf.startswith(known.content):
        raise ValueError("not of the edition that it is said to be of")
    file = _File(pdf)
    if file.size != known.size:
        raise ValueError("not of the edition that it is said to be of")
    for at in sorted(known.own, key=lambda at: file.rows[at][1]):
        yield at, file.body(at)


class _File:
    """The bytes of a file, and where its objects are."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        at = pdf.rfind(b"startxref\n", -64)
        if at < 0 or not pdf.endswith(b"\n%%EOF\n"):
            raise ValueError("no whole file")
        self.end = int(pdf[at + 10 : -7])
        tail = _TAIL.match(pdf, self.end)
        if tail is None:
            raise ValueError("no file of ours")
        packed = pdf[tail.end() : tail.end() + int(tail[6])]
        self.table = zlib.decompress(packed)[: -_ROW.size]  # the last row is that of the table itself
        self.rows = list(_ROW.iter_unpack(self.table))
        self.trailer, self.root, self.info, self.size = tail[3], int(tail[4]), int(tail[5]), len(self.rows)
        self._ends: list[int] = sorted([*(row[1] for row in self.rows if row[0] == 1), self.end])
        self._next: dict[int, int] = dict(zip(self._ends, self._ends[1:], strict=False))

    def shared_length(self, edition: str) -> int:
        """The length of what the file shares: where the hash of that and of its cross references is the edition's."""
        begun, done = sha256(), 0
        for end in self._ends:
            begun.update(memoryview(self.pdf)[done:end])
            done = end
            found = begun.copy()
            nothing = _ROW.pack(0, 0, 0)
            found.update(b"".join(nothing if row[0] == 1 and row[1] >= end else _ROW.pack(*row) for row in self.rows))
            found.update(self.trailer)
            if found.hexdigest().startswith(edition):
                return end
        raise ValueError("not of the edition that it is said to be of")

    def body(self, at: int) -> bytes:
        """An object that stands in the file for itself."""
        offset: int = self.rows[at][1]
        head = b"%d 0 obj\n" % at
        if not self.pdf.startswith(head, offset):
            raise ValueError("no file of ours")
        return self.pdf[offset + len(head) : self._next[offset] - len(b"\nendobj\n")]

    def objects(self, length: int) -> dict[int, bytes]:
        """The objects in the file's beginning, those in object streams too."""
        found = {at: self.body(at) for at, row in enumerate(self.rows) if row[0] == 1 and row[1] < length}
        for at, body in list(found.items()):
            if body.startswith(b"<</Type/ObjStm"):
                del found[at]
                found.update(_unpacked(body))
        return found


def _unpacked(body: bytes) -> Iterator[tuple[int, bytes]]:
    head, _, rest = body.partition(b">>stream\n")
    first, length = (int(_entry(head, b"/%s (\\d+)" % key)) for key in (b"First", b"Length"))
    content = zlib.decompress(rest[:length])
    index = [int(word) for word in content[:first].split()]
    starts = [first + start for start in index[1::2]]
    for at, start, end in zip(index[::2], starts, [*(s - 1 for s in starts[1:]), len(content)], strict=True):
        yield at, content[start:end]


def _divided(
    static: Mapping[int, bytes], own: frozenset[int], known: set[int], needed: set[int]
) -> tuple[list[int], dict[int, bytes]]:
    """Of all that the needed objects lead to: those that lead back to a page or an element, and the others."""
    refers = {at: template(_head(body), 0).holes for at, body in static.items()}
    order: list[int] = []
    waiting = [(at, False) for at in needed]
    seen = {*own}
    while waiting:
        at, done = waiting.pop()
        if done:
            order.append(at)
        elif at not in seen:
            seen.add(at)
            waiting.append((at, True))
            if at not in known or at in needed:
                waiting += [(target, False) for target in refers[at] if target in static]
    bound = set(known) | own
    while True:
        more = {at for at in order if at not in bound and bound.intersection(refers[at])}
        if not more:
            break
        bound |= more
    tree = sorted(at for at in order if at in bound and (at in needed or at not in known))
    if any(static[at].endswith(b"endstream") for at in tree):
        raise ValueError("a stream knows of a page")
    return tree, {at: static[at] for at in order if at not in bound}


def _head(body: bytes) -> bytes:
    return body.partition(b">>stream\n")[0] if body.endswith(b"endstream") else body


def _parents(nums: Iterable[tuple[bytes, bytes]], size: int) -> ObjectTemplate:
    out, holes = [], []
    for number, (key, value) in enumerate(nums):
        if int(key) != number:
            raise ValueError("keys are left out")
        inside = template(value, size)
        out.append(b"%d " + inside.body)
        holes += [size + number, *inside.holes]
    return ObjectTemplate(b" ".join(out), tuple(holes))


def _about(info: bytes, catalog: bytes) -> About:
    moment = _DATE.search(info)
    return About(
        title=_text(info, b"Title"), author=_text(info, b"Author"), language=_text(catalog, b"Lang"),
        date="-".join(part.decode() for part in moment.groups()) if moment else "",
    )  # fmt: skip


def _text(body: bytes, key: bytes) -> str:
    found = re.search(rb"/%s\(((?:[^()\\]|\\.)*)\)" % key, body, re.DOTALL)
    if found is None:
        return ""
    content = _ESCAPED.sub(lambda match: b"\r" if match[1] == b"r" else match[1], found[1])
    return content[2:].decode("utf-16-be") if content.startswith(b"\xfe\xff") else content.decode("ascii")


def _entry(body: bytes, pattern: bytes) -> bytes:
    found = re.search(pattern, body)
    if found is None:
        raise ValueError("no file of ours")
    return found[1]


def _target(body: bytes, key: bytes) -> int:
    return int(_entry(body, rb"/%s (\d+) 0 R" % key))


def _references(array: bytes) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(rb"(\d+) 0 R", array))
