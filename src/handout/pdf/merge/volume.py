"""A volume: many finished documents as one tagged file, written as they come.

What the copies of an edition share is written once: fonts, images, the static streams of their pages.  Each document
brings its pages, its slots, its part of the structure tree and at most one bookmark.  Nothing is kept of a document
that is written but one number, so memory hardly grows with their count: cross references go to a file of their own
until the end, and the trees of pages and of parents are closed branch by branch.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import IO

from msgspec import Struct
from msgspec.structs import replace

from handout.pdf import metadata
from handout.pdf.file import ref, refs, stream, text_string
from handout.pdf.merge.object_writer import ObjectWriter
from handout.pdf.merge.parse import FormObjects, form_objects, own_objects, template
from handout.pdf.merge.trees import Bookmarks, PageTree, ParentTree
from handout.pdf.metadata import About
from handout.pdf.struct_elems import ROLE_MAP

MOST_FORMS = 32
"""That are kept; one that comes again much later is written again, as far as its objects are forgotten too."""
MOST_TITLES = 5
_TOP = b"<</S/Document/"
_BLANK = stream(b"/Artifact BMC EMC")


class _Known(Struct, frozen=True):
    """An edition whose shared objects are written."""

    objects: FormObjects
    numbers: list[int]
    """New numbers by hole; nothing for what each document brings."""


class Volume:
    """A file that documents are added to.  OSError from all of it, OverflowError when it has too many objects."""

    def __init__(self, out: IO[bytes], spool: IO[bytes], *, duplex: bool = False) -> None:
        """`out` and `spool` are empty files; the spool is read again at the end, and of no use afterwards."""
        self._objects = ObjectWriter(out, spool)
        self._duplex = duplex
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._pages, self._parents = PageTree(self._objects), ParentTree(self._objects)
        self._bookmarks = Bookmarks(self._objects)
        self._top = self._objects.reserve()
        self._parts = array("L")
        self._about: About | None = None
        self._titles: dict[str, None] = {}
        self._box = b""

    @property
    def documents(self) -> int:
        """How many there are."""
        return len(self._parts)

    @property
    def pages(self) -> int:
        """How many pages there are, blank ones too."""
        return self._pages.count

    def add(self, pdf: bytes, edition: str, bookmark: str | None) -> int:
        """Adds a document, which is of an edition by this hash; gives its first page, from 0.

        ValueError when the bytes are not a file of ours, or of another edition; then nothing was added.
        """
        known = self._edition(pdf, edition)
        what, numbers = known.objects, known.numbers.copy()
        own = list(own_objects(pdf, what))
        if self._duplex and self._pages.count % 2:
            self._blank()
        first = self._pages.count
        self._write(what, own, numbers)
        if bookmark is not None:
            self._bookmarks.add(bookmark, numbers[what.pages[0]])
        self._parts.append(numbers[what.top])
        self._tell(what.about)
        self._box = what.box
        return first

    def finish(self) -> None:
        """Completes the file, which has at least one document with a bookmark."""
        if self._about is None:
            raise ValueError("a volume without a document")
        objects, about = self._objects, self._about
        titles = [*self._titles][:MOST_TITLES]
        about = replace(about, title="; ".join([*titles, *(["…"] if len(self._titles) > MOST_TITLES else [])]))
        self._bookmarks.finish()
        root, info, tree = (objects.reserve() for _ in range(3))
        objects.put(b"<</S/Document/P %s/K%s>>" % (ref(tree), refs(self._parts)), self._top)
        parents = b"/ParentTree %s/ParentTreeNextKey %d" % (ref(self._parents.finish()), self._parents.next)
        objects.add(b"<</Type/StructTreeRoot/K %s%s/RoleMap%s>>" % (ref(self._top), parents, ROLE_MAP), tree)
        objects.add(self._catalog(about, tree), root)
        objects.add(metadata.info(about), info)
        objects.finish(b"/Root %s/Info %s" % (ref(root), ref(info)))

    def _catalog(self, about: About, tree: int) -> bytes:
        trees = b"/Pages %s/StructTreeRoot %s/Outlines %s" % tuple(
            map(ref, (self._pages.finish(), tree, self._bookmarks.root))
        )
        says = b"/Metadata %s/OutputIntents%s/Lang%s" % (
            ref(self._objects.once(metadata.xmp(about))),
            metadata.output_intent(self._objects),
            text_string(about.language),
        )
        printing = b"/Duplex/DuplexFlipLongEdge" if self._duplex else b""
        shown = b"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true%s>>" % printing
        return b"<</Type/Catalog%s%s%s>>" % (trees, says, shown)

    def _edition(self, pdf: bytes, edition: str) -> _Known:
        """An edition, with what its copies share written."""
        known = self._known.get(edition)
        if known is None:
            found = form_objects(pdf, edition)
            numbers = [0] * (found.size + found.keys)
            for at, body in found.shared.items():
                numbers[at] = self._objects.once(_renumbered(body, numbers))
            known = self._known[edition] = _Known(replace(found, shared={}), numbers)
            if len(self._known) > MOST_FORMS:
                self._known.popitem(last=False)
        self._known.move_to_end(edition)
        return known

    def _write(self, what: FormObjects, own: list[tuple[int, bytes]], numbers: list[int]) -> None:
        """Writes what a document brings; `numbers` gets the numbers of all of it."""
        objects = self._objects
        notes = []
        for at, body in own:
            if body.endswith(b"endstream"):
                numbers[at] = objects.once(body)
            else:
                numbers[at] = objects.reserve()
                notes.append((at, template(body, what.size)))
        base = objects.reserve(len(what.bound) + 1)
        for new, at in enumerate((*what.bound, what.holder), base):
            numbers[at] = new
        numbers[what.tree] = self._top
        numbers[what.size :] = range(self._parents.next, self._parents.next + what.keys)
        for at, found in (*what.bound.items(), *notes):
            filled = found.filled(numbers)
            if at == what.top:
                filled = b"<</S/Part/Lang%s/%s" % (text_string(what.about.language), filled.removeprefix(_TOP))
            objects.add(filled, numbers[at])
        kids = refs(numbers[page] for page in what.pages)
        head = b"/Type/Pages%s/Kids%s/Count %d" % (what.box, kids, len(what.pages))
        self._pages.add(numbers[what.holder], head, len(what.pages))
        self._parents.add(what.parents.filled(numbers), what.keys)

    def _blank(self) -> None:
        """A page with nothing on it, as large as the one before."""
        content = ref(self._objects.once(_BLANK))
        entries = b"/Resources<<>>/Contents[%s]/StructParents %d/Tabs/S" % (content, self._parents.next)
        self._pages.add(self._objects.reserve(), b"/Type/Page%s%s" % (self._box, entries))
        self._parents.add(b"%d []" % self._parents.next, 1)

    def _tell(self, about: About) -> None:
        """The volume says of itself what its first document does, with the latest date and all titles."""
        before = self._about or about
        self._about = replace(before, date=max(before.date, about.date))
        if len(self._titles) <= MOST_TITLES:
            self._titles[about.title] = None


def _renumbered(body: bytes, numbers: list[int]) -> bytes:
    """A shared object, whose references are to objects that are written already."""
    head, split, content = body.partition(b">>stream\n") if body.endswith(b"endstream") else (body, b"", b"")
    found = template(head, len(numbers))
    if not all(numbers[hole] for hole in found.holes):
        raise ValueError("no file of ours")
    return found.filled(numbers) + split + content
