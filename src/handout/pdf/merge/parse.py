"""Reading finished files: what the copies of a form share, and what is each copy's own.

A print run merges thousands of documents.  The static objects of a form are written to it once, and each document's
own objects with new numbers.  For that a file must be divided into its objects, and each object into bytes that stay
and numbers that change.

Only files as `file.py` writes them are read here, which keeps this reader small: `written_file.py` divides one into
its objects, and `templates.py` makes of an object a template with holes for its numbers.

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
from collections.abc import Iterable, Mapping

from msgspec import Struct

from handout.pdf.merge.templates import ObjectTemplate, template
from handout.pdf.merge.written_file import OTHER_FORM, UNKNOWN, WrittenFile, ending, entry, object_at
from handout.pdf.metadata import Metadata
from handout.pdf.xref import ROW

_NAMED = b"/ID<%08X>"
_NUMS = re.compile(rb"(\d+) (\[[^\]]*\]|\d+ 0 R)")
_DATE = re.compile(rb"\(D:(\d{4})(\d\d)(\d\d)")
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)


class FormObjects(Struct, frozen=True):
    """What the copies of a form have in common.

    Holes are numbered in one way: by the old number of the object, and from -1 down by the key in the parent tree.
    """

    content: bytes
    """The beginning of every copy's file."""
    shared: dict[int, bytes]
    """Objects that lead to no page, each before those that refer to it."""
    repeated: dict[int, ObjectTemplate]
    """Objects that lead to pages or to structure elements."""
    brought: frozenset[int]
    """Objects that each copy brings, whatever its words are."""
    own: frozenset[int]
    """Those of them to which its pages lead."""
    rows: tuple[tuple[int, bytes], ...]
    """Stretches of the cross references that each copy has, between those of the objects that it brings."""
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


def form_objects(pdf: bytes, form: str) -> FormObjects:
    """What a file of this form, by its hash, shares with all others."""
    file = WrittenFile(pdf)
    part = file.shared(form)
    static, size = file.objects(part.length), part.size
    own = {at: file.body(at) for at, row in enumerate(file.rows[:size]) if row[0] == 1 and row[1] >= part.length}
    catalog = static[file.root]
    tree, page_tree = _target(catalog, b"StructTreeRoot"), _target(catalog, b"Pages")
    parents = static[_target(static[tree], b"ParentTree")]
    pages = _references(entry(static[page_tree], rb"/Kids\[([^\]]*)\]"))
    top = _target(static[tree], b"K")
    found = _divided(static, own, {page_tree, tree, *pages}, {*pages, top})
    repeated, shared = {at: template(static[at]) for at in found.repeated}, found.shared
    nums = _NUMS.findall(parents)
    # Bookmarks with a patient's words are left out, for no page refers to them.
    used = {hole for body in repeated.values() for hole in body.holes}
    if not used <= {*repeated, *shared, *own, page_tree, tree, *range(-len(nums), 0)}:
        raise ValueError(UNKNOWN)
    return FormObjects(
        content=pdf[: part.length], shared=shared, repeated=repeated, brought=frozenset(own), own=found.own,
        rows=_stretches(ending(pdf).rows[: size * ROW.size], own), size=size, keys=len(nums), parents=_parents(nums),
        tree=tree, top=top, page_tree=page_tree, pages=pages,
        named=tuple(at for at, made in repeated.items() if _NAMED in made.body),
        box=b"/MediaBox[%s]" % entry(static[page_tree], rb"/MediaBox\[([^\]]*)\]"),
        metadata=_metadata(static[file.info], catalog),
    )  # fmt: skip


def own_objects(pdf: bytes, form: FormObjects) -> dict[int, bytes]:
    """A copy's own objects by number, in the order of its file; the fonts of its values are from `size` on."""
    found = ending(pdf)
    rows = found.rows
    if not pdf.startswith(form.content) or len(rows) < form.size * ROW.size:
        raise ValueError(OTHER_FORM)
    for start, stretch in form.rows:
        if not rows.startswith(stretch, start):
            raise ValueError(OTHER_FORM)
    numbers = (*form.brought, *range(form.size, len(rows) // ROW.size))
    places = sorted([(*ROW.unpack_from(rows, at * ROW.size), at) for at in numbers])
    if places and (places[0][:2] != (1, len(form.content)) or places[-1][0] != 1):
        raise ValueError(OTHER_FORM)
    ends = [*[offset for _, offset, _, _ in places[1:]], found.end]
    return {
        at: object_at(pdf, at, offset, end)
        for (_, offset, _, at), end in zip(places, ends, strict=True)
        if at in form.own or at >= form.size
    }  # fmt: skip


def _stretches(rows: bytes, numbers: Iterable[int]) -> tuple[tuple[int, bytes], ...]:
    """The cross references between those of some numbers, each stretch with where it begins."""
    ends = [at * ROW.size for at in sorted(numbers)]
    starts = [0, *(end + ROW.size for end in ends)]
    return tuple((start, rows[start:end]) for start, end in zip(starts, [*ends, len(rows)], strict=True) if start < end)


class _Divided(Struct, frozen=True):
    """The objects to which the pages lead."""

    repeated: list[int]
    shared: dict[int, bytes]
    own: frozenset[int]


def _divided(static: Mapping[int, bytes], own: Mapping[int, bytes], known: set[int], needed: set[int]) -> _Divided:
    """All that the needed objects refer to: what leads to a page or an element, the copy's own, and the rest."""
    refers = {at: template(_head(body)).holes for at, body in {**static, **own}.items()}
    order: list[int] = []
    waiting = [(at, False) for at in needed]
    seen: set[int] = set()
    while waiting:
        at, done = waiting.pop()
        if done:
            order.append(at)
        elif at not in seen:
            seen.add(at)
            waiting.append((at, True))
            if at not in known or at in needed:
                waiting += [(target, False) for target in refers[at] if target in refers]
    leading = {*known, *own}
    while more := {at for at in order if at not in leading and leading.intersection(refers[at])}:
        leading |= more
    repeated = sorted(at for at in order if at in leading and at in static and (at in needed or at not in known))
    if any(static[at].endswith(b"endstream") for at in repeated):
        raise ValueError("a stream leads to a page")
    shared = {at: static[at] for at in order if at not in leading}
    return _Divided(repeated, shared, frozenset(own).intersection(order))


def _head(body: bytes) -> bytes:
    return body.partition(b">>stream\n")[0] if body.endswith(b"endstream") else body


def _parents(nums: Iterable[tuple[bytes, bytes]]) -> ObjectTemplate:
    out, holes = [], []
    for number, (key, value) in enumerate(nums):
        if int(key) != number:
            raise ValueError("keys of the parent tree are missing")
        inside = template(value)
        out.append(b"%d " + inside.body)
        holes += [-1 - number, *inside.holes]
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


def _target(body: bytes, key: bytes) -> int:
    return int(entry(body, rb"/%s (\d+) 0 R" % key))


def _references(array: bytes) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(rb"(\d+) 0 R", array))
