"""Reading finished files: what the copies of a form share, and what is each copy's own.

A print run merges thousands of documents.  The static objects of a form are written to it once, and each document's
own objects with new numbers.  For that a file must be divided into its objects, and each object into bytes that stay
and numbers that change.

Not PDF in general is read here, only files as `file.py` writes them, and that keeps this reader small:

- The file ends with one cross-reference stream with rows of six bytes, whose dictionary has its entries in one order.
- An object is where its row says, begins with `12 0 obj` and ends before the next object.  Object streams have an
  index and bodies, one after the other.
- A number that changes is a reference `12 0 R`, the value of `StructParent` or `StructParents`, or an element's
  identifier `<0000000C>`, which is its number.  Text in a string may
  look like a reference, so strings are skipped as wholes.  An object becomes a *template*: its body with `%d` in place
  of these numbers, and the list of numbers (`holes`).

The hash of the form, from the manifest, says how much of the file is static: the beginning whose hash it is, together
with its rows.  All documents of a form have this beginning byte for byte, so it is divided once, and of the others only
their own objects are read.

Static objects are of three kinds.  *Shared* objects refer to no page: fonts, images, streams.  *Repeated* objects lead
to a page or a structure element, so each document needs its own.  The rest is the file's: catalog, metadata, page tree,
parent tree, outline.  The print run has its own of these.

Any other file, or one that is damaged, is a ValueError; nothing is guessed.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain, count

from msgspec import Struct

from handout.pdf.metadata import Metadata
from handout.pdf.xref import ROW

_TAIL = re.compile(
    rb"(\d+) 0 obj\n<</Type/XRef/Size (\d+)/W\[1 4 1\](/Root (\d+) 0 R/Info (\d+) 0 R)/ID\[<\w+><\w+>\]"
    rb"/Filter/FlateDecode/Length (\d+)>>stream\n"
)
_HOLE = re.compile(
    rb"\((?:[^()\\]|\\.)*\)|(?P<key>/StructParents? )(?P<number>\d+)|(?P<ref>\d+) 0 R|<(?P<id>[0-9A-F]{8})>", re.DOTALL
)
_NAMED = b"/ID<%08X>"
_NUMS = re.compile(rb"(\d+) (\[[^\]]*\]|\d+ 0 R)")
_DATE = re.compile(rb"\(D:(\d{4})(\d\d)(\d\d)")
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_UNKNOWN = "not a file that this program wrote"
_OTHER_FORM = "not of the form that the manifest names"


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


class FormObjects(Struct, frozen=True):
    """What the copies of a form have in common.

    Holes are numbered in one way: by the old number of the object, and from `size` on by the key in the parent tree.
    """

    content: bytes
    """The beginning of every copy's file."""
    shared: dict[int, bytes]
    """Objects that lead to no page, each before those that refer to it."""
    repeated: dict[int, ObjectTemplate]
    """Objects that lead to pages or to structure elements."""
    own: frozenset[int]
    """Objects that each copy brings, and that its pages refer to."""
    size: int
    keys: int
    """How many keys of the parent tree it has."""
    parents: ObjectTemplate
    """The parent tree's keys with their elements."""
    tree: int
    """The structure tree's root, which is the parent of the topmost element."""
    top: int
    """The topmost element."""
    named: tuple[int, ...]
    """Elements with an identifier."""
    page_tree: int
    """The parent of the pages."""
    pages: tuple[int, ...]
    box: bytes
    """The pages' size, as an entry of a dictionary."""
    metadata: Metadata


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


def form_objects(pdf: bytes, form: str) -> FormObjects:
    """What a file of this form, by its hash, shares with all others."""
    file = _File(pdf)
    length = file.shared_length(form)
    static = file.objects(length)
    own = frozenset(at for at, row in enumerate(file.rows) if row[0] == 1 and row[1] >= length)
    catalog = static[file.root]
    tree, page_tree = _target(catalog, b"StructTreeRoot"), _target(catalog, b"Pages")
    parents = static[_target(static[tree], b"ParentTree")]
    pages = _references(_entry(static[page_tree], rb"/Kids\[([^\]]*)\]"))
    top = _target(static[tree], b"K")
    needed, shared = _divided(static, own, {page_tree, tree, *pages}, {*pages, top})
    repeated = {at: template(static[at], file.size) for at in needed}
    nums = _NUMS.findall(parents)
    # Bookmarks with a patient's words are left out, for no page refers to them.
    used = {hole for body in repeated.values() for hole in body.holes}
    if not used <= {*repeated, *shared, *own, page_tree, tree, *range(file.size, file.size + len(nums))}:
        raise ValueError(_UNKNOWN)
    return FormObjects(
        content=pdf[:length], shared=shared, repeated=repeated, own=own & used,
        size=file.size, keys=len(nums), parents=_parents(nums, file.size),
        tree=tree, top=top, page_tree=page_tree, pages=pages,
        named=tuple(at for at, made in repeated.items() if _NAMED in made.body),
        box=b"/MediaBox[%s]" % _entry(static[page_tree], rb"/MediaBox\[([^\]]*)\]"),
        metadata=_metadata(static[file.info], catalog),
    )  # fmt: skip


def own_objects(pdf: bytes, form: FormObjects) -> dict[int, bytes]:
    """A copy's own objects by number, in the order of its file."""
    if not pdf.startswith(form.content):
        raise ValueError(_OTHER_FORM)
    file = _File(pdf)
    if file.size != form.size:
        raise ValueError(_OTHER_FORM)
    return {at: file.body(at) for at in sorted(form.own, key=lambda at: file.rows[at][1])}


class _File:
    """The bytes of a file, and where its objects are."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        at = pdf.rfind(b"startxref\n", -64)
        if at < 0 or not pdf.endswith(b"\n%%EOF\n"):
            raise ValueError("not a whole file")
        end = int(pdf[at + 10 : -7])
        tail = _TAIL.match(pdf, end)
        if tail is None:
            raise ValueError(_UNKNOWN)
        packed = pdf[tail.end() : tail.end() + int(tail[6])]
        self.rows = list(ROW.iter_unpack(zlib.decompress(packed)[: -ROW.size]))  # the last row is that of the table
        self.trailer, self.root, self.info, self.size = tail[3], int(tail[4]), int(tail[5]), len(self.rows)
        self._ends: list[int] = sorted([*(row[1] for row in self.rows if row[0] == 1), end])
        self._next: dict[int, int] = dict(zip(self._ends, self._ends[1:], strict=False))

    def shared_length(self, form: str) -> int:
        """The length of the static part: the end of the beginning that has, with its cross references, this hash."""
        digest, done, nothing = sha256(), 0, bytes(ROW.size)
        for end in self._ends:
            digest.update(memoryview(self.pdf)[done:end])
            done = end
            found = digest.copy()
            found.update(b"".join(nothing if row[0] == 1 and row[1] >= end else ROW.pack(*row) for row in self.rows))
            found.update(self.trailer)
            if found.hexdigest().startswith(form):
                return end
        raise ValueError(_OTHER_FORM)

    def body(self, at: int) -> bytes:
        """An object that is in no object stream."""
        offset: int = self.rows[at][1]
        head = b"%d 0 obj\n" % at
        if not self.pdf.startswith(head, offset):
            raise ValueError(_UNKNOWN)
        return self.pdf[offset + len(head) : self._next[offset] - len(b"\nendobj\n")]

    def objects(self, length: int) -> dict[int, bytes]:
        """The objects in the file's beginning, with those in object streams."""
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
    """Of all that the needed objects refer to: those that lead to a page or an element, and the others."""
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
    leading = set(known) | own
    while more := {at for at in order if at not in leading and leading.intersection(refers[at])}:
        leading |= more
    repeated = sorted(at for at in order if at in leading and (at in needed or at not in known))
    if any(static[at].endswith(b"endstream") for at in repeated):
        raise ValueError("a stream leads to a page")
    return repeated, {at: static[at] for at in order if at not in leading}


def _head(body: bytes) -> bytes:
    return body.partition(b">>stream\n")[0] if body.endswith(b"endstream") else body


def _parents(nums: Iterable[tuple[bytes, bytes]], size: int) -> ObjectTemplate:
    out, holes = [], []
    for number, (key, value) in enumerate(nums):
        if int(key) != number:
            raise ValueError("keys of the parent tree are missing")
        inside = template(value, size)
        out.append(b"%d " + inside.body)
        holes += [size + number, *inside.holes]
    return ObjectTemplate(b" ".join(out), tuple(holes))


def _metadata(info: bytes, catalog: bytes) -> Metadata:
    moment = _DATE.search(info)
    return Metadata(
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
        raise ValueError(_UNKNOWN)
    return found[1]


def _target(body: bytes, key: bytes) -> int:
    return int(_entry(body, rb"/%s (\d+) 0 R" % key))


def _references(array: bytes) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(rb"(\d+) 0 R", array))
