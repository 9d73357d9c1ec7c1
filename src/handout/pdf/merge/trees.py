"""The trees of a volume: pages, parents, bookmarks.  Only branches that are not full yet are in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import Struct

from handout.pdf.file import ref, refs, text_string
from handout.pdf.merge.object_writer import ObjectWriter

FAN = 64
"""Kids of a branch."""


@dataclass
class _Branch:
    number: int
    kids: list[int] = field(default_factory=list)
    count: int = 0


class PageTree:
    """The tree of pages.  A branch gets its number before its kids are written, because they refer to it."""

    def __init__(self, objects: ObjectWriter) -> None:
        self._objects = objects
        self._open: list[_Branch] = []
        self.count = 0
        """How many pages there are."""

    def add(self, number: int, head: bytes) -> None:
        """Adds a page; `head` is its dictionary without the entry Parent."""
        self._objects.add(b"<<%s/Parent %s>>" % (head, ref(self.branch(number))), number)

    def branch(self, number: int, count: int = 1) -> int:
        """The parent of a page, or of a node with `count` pages, that is added elsewhere."""
        self.count += count
        return self._branch(0, number, count)

    def _branch(self, level: int, kid: int, count: int) -> int:
        """Adds a kid to the open branch of a level; gives the branch's number."""
        if level == len(self._open):
            self._open.append(_Branch(self._objects.reserve()))
        elif len(self._open[level].kids) == FAN:
            self._close(level)
            self._open[level] = _Branch(self._objects.reserve())
        branch = self._open[level]
        branch.kids.append(kid)
        branch.count += count
        return branch.number

    def _close(self, level: int) -> None:
        branch = self._open[level]
        above = self._branch(level + 1, branch.number, branch.count)
        self._write(branch, b"/Parent " + ref(above))

    def _write(self, branch: _Branch, parent: bytes) -> None:
        self._objects.add(
            b"<</Type/Pages%s/Kids%s/Count %d>>" % (parent, refs(branch.kids), branch.count), branch.number
        )

    def finish(self) -> int:
        """The number of the tree's root."""
        level = 0
        while level + 1 < len(self._open):
            self._close(level)
            level += 1
        self._write(self._open[-1], b"")
        return self._open[-1].number


class _Keys(Struct, frozen=True):
    """A node of the parent tree: its object's number, and its first and last key."""

    number: int
    first: int
    last: int


class KeyTree:
    """A tree of keys that only grow (ISO 32000-1, 7.9.6 and 7.9.7).  Kids don't refer to their branch."""

    def __init__(self, objects: ObjectWriter, limits: bytes) -> None:
        """`limits` is how a node has its first and last key, with holes for both."""
        self._objects, self._limits = objects, limits
        self._open: list[list[_Keys]] = [[]]

    @property
    def empty(self) -> bool:
        """Whether there is no key."""
        return not self._open[-1]

    @property
    def next(self) -> int:
        """A number that is larger than each key."""
        return 0 if self.empty else self._open[0][-1].last + 1

    def add(self, number: int, first: int, last: int) -> None:
        """Adds a node of the lowest level, an object with this number that is added elsewhere."""
        self._add(0, _Keys(number, first, last))

    def _add(self, level: int, node: _Keys) -> None:
        if level == len(self._open):
            self._open.append([])
        if len(self._open[level]) == FAN:
            self._close(level)
        self._open[level].append(node)

    def _close(self, level: int) -> None:
        kids, self._open[level] = self._open[level], []
        node = _Keys(self._objects.reserve(), kids[0].first, kids[-1].last)
        limits = self._limits % (node.first, node.last)
        self._objects.add(b"<</Limits[%s]/Kids%s>>" % (limits, refs(kid.number for kid in kids)), node.number)
        self._add(level + 1, node)

    def finish(self) -> int:
        """The number of the tree's root."""
        level = 0
        while level + 1 < len(self._open):
            self._close(level)
            level += 1
        at = self._objects.reserve()
        self._objects.add(b"<</Kids%s>>" % refs(kid.number for kid in self._open[-1]), at)
        return at


class Bookmarks:
    """An outline of one level.  An entry is written when the number of the next one is known."""

    def __init__(self, objects: ObjectWriter) -> None:
        self._objects = objects
        self.root = objects.reserve()
        self._first = self._last = self._count = 0
        self._head = b""

    def add(self, title: str, page: int) -> None:
        """Adds a bookmark that leads to the page with this number."""
        at = self._objects.reserve()
        before, self._last = self._last, at
        if before:
            self._objects.add(b"<<%s/Next %s>>" % (self._head, ref(at)), before)
        previous = b"/Prev " + ref(before) if before else b""
        self._head = b"/Title%s/Parent %s%s/Dest[%s/Fit]" % (text_string(title), ref(self.root), previous, ref(page))
        self._first = self._first or at
        self._count += 1

    def finish(self) -> None:
        """Writes the last entry and the root."""
        self._objects.add(b"<<%s>>" % self._head, self._last)
        ends = ref(self._first), ref(self._last), self._count
        self._objects.add(b"<</Type/Outlines/First %s/Last %s/Count %d>>" % ends, self.root)
