"""A volume: many finished documents as one tagged file, in little memory.

What the copies of a form share is written once: fonts, images, the static streams of their pages.  Each document brings
its pages, its slots, its part of the structure tree and at most one bookmark.  Nothing but one number is kept of a
document that is written, so memory hardly grows with their count: cross references go to a file of their own until the
end, and the branches of the page tree and the parent tree are written when they are full.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import IO

from msgspec import Struct
from msgspec.structs import replace

from handout.pdf import metadata
from handout.pdf.file import ref, refs, stream, text_string
from handout.pdf.merge.object_writer import PACKED, ObjectWriter
from handout.pdf.merge.parse import FormObjects, form_objects, own_objects
from handout.pdf.merge.templates import ObjectTemplate, StreamTemplate, stream_templates, template
from handout.pdf.merge.trees import Bookmarks, IdentifierTree, PageTree, ParentTree
from handout.pdf.metadata import Metadata
from handout.pdf.struct_elems import ROLE_MAP

MOST_FORMS = 32
"""That are kept.  The shared objects of a form that comes again later are written again, unless they are known."""
MOST_TITLES = 5
_TOP = b"<</S/Document/"
_BLANK = stream(b"/Artifact BMC EMC")


class _WrittenForm(Struct, frozen=True):
    """A form whose shared objects are written."""

    objects: FormObjects
    repeated: list[StreamTemplate]
    numbers: list[int]
    """New numbers by hole; 0 for what each document brings."""


class Volume:
    """A file that documents are added to.  Its methods raise OSError, and OverflowError for too many objects."""

    def __init__(self, out: IO[bytes], spool: IO[bytes], *, duplex: bool = False) -> None:
        """`out` and `spool` are empty files; the spool is read at the end, and not needed afterwards."""
        self._objects = ObjectWriter(out, spool)
        self._duplex = duplex
        self._forms: OrderedDict[str, _WrittenForm] = OrderedDict()
        self._pages, self._parents = PageTree(self._objects), ParentTree(self._objects)
        self._bookmarks, self._identifiers = Bookmarks(self._objects), IdentifierTree(self._objects)
        self._top = self._objects.reserve()
        self._parts = array("L")
        self._metadata: Metadata | None = None
        self._titles: dict[str, None] = {}
        self._box = b""

    @property
    def documents(self) -> int:
        """How many there are."""
        return len(self._parts)

    @property
    def pages(self) -> int:
        """How many pages there are, with blank ones."""
        return self._pages.count

    def add(self, pdf: bytes, form: str, bookmark: str | None) -> int:
        """Adds a document of a form, which is given by its hash; gives its first page, from 0.

        ValueError if this program didn't write the file, or if it is of another form; then nothing was added.
        """
        written = self._form(pdf, form)
        objects = written.objects
        own = own_objects(pdf, objects)
        if self._duplex and self._pages.count % 2:
            self._add_blank_page()
        first = self._pages.count
        keys = range(self._parents.next, self._parents.next + objects.keys)
        numbers = [*written.numbers, *[0 for at in own if at >= objects.size], *reversed(keys)]
        self._write(written, own, numbers)
        if bookmark is not None:
            self._bookmarks.add(bookmark, numbers[objects.pages[0]])
        self._parts.append(numbers[objects.top])
        self._add_metadata(objects.metadata)
        self._box = objects.box
        return first

    def finish(self) -> None:
        """Completes the file, which has at least one document with a bookmark."""
        if self._metadata is None:
            raise ValueError("a volume without a document")
        objects = self._objects
        titles = [*self._titles][:MOST_TITLES]
        more = ["…"] if len(self._titles) > MOST_TITLES else []
        about = replace(self._metadata, title="; ".join([*titles, *more]))
        self._bookmarks.finish()
        root, info, tree = (objects.reserve() for _ in range(3))
        objects.put(b"<</S/Document/P %s/K%s>>" % (ref(tree), refs(self._parts)), self._top)
        parents = b"/ParentTree %s/ParentTreeNextKey %d" % (ref(self._parents.finish()), self._parents.next)
        parents += b"" if self._identifiers.empty else b"/IDTree " + ref(self._identifiers.finish())
        objects.add(b"<</Type/StructTreeRoot/K %s%s/RoleMap%s>>" % (ref(self._top), parents, ROLE_MAP), tree)
        objects.add(self._catalog(about, tree), root)
        objects.add(metadata.info(about), info)
        objects.finish(b"/Root %s/Info %s" % (ref(root), ref(info)))

    def _catalog(self, about: Metadata, tree: int) -> bytes:
        objects = self._objects
        entries = b"/Pages %s/StructTreeRoot %s" % (ref(self._pages.finish()), ref(tree))
        entries += b"/Outlines %s" % ref(self._bookmarks.root)
        entries += b"/Metadata %s" % ref(objects.once(metadata.xmp(about)))
        entries += b"/OutputIntents%s" % metadata.output_intents(objects.once(metadata.colour_profile()))
        printing = b"/Duplex/DuplexFlipLongEdge" if self._duplex else b""
        entries += b"/Lang%s/MarkInfo<</Marked true>>" % text_string(about.language)
        return b"<</Type/Catalog%s/ViewerPreferences<</DisplayDocTitle true%s>>>>" % (entries, printing)

    def _form(self, pdf: bytes, form: str) -> _WrittenForm:
        """A form, with its shared objects written."""
        known = self._forms.get(form)
        if known is None:
            found = form_objects(pdf, form)
            numbers = [0] * found.size
            for at, body in found.shared.items():
                numbers[at] = self._objects.once(_renumbered(body, numbers))
            repeated = {**found.repeated, found.top: _part(found)}
            known = self._forms[form] = _WrittenForm(
                replace(found, shared={}), stream_templates(repeated, PACKED), numbers
            )
            if len(self._forms) > MOST_FORMS:
                self._forms.popitem(last=False)
        self._forms.move_to_end(form)
        return known

    def _write(self, written: _WrittenForm, own: Mapping[int, bytes], numbers: list[int]) -> None:
        """Writes a document's objects; `numbers` gets the new number of each."""
        objects, form = self._objects, written.objects
        annotations = {}
        for at, body in own.items():
            if body.endswith(b"endstream"):
                numbers[at] = objects.once(body)
            else:
                numbers[at] = objects.reserve()
                annotations[at] = template(body)
        first = objects.reserve(len(form.repeated) + 1)
        for new, at in enumerate((*form.repeated, form.page_tree), first):
            numbers[at] = new
        numbers[form.tree] = self._top
        digits = self._digits(form, numbers, first)
        for packed in written.repeated:
            content, start = packed.filled(numbers, digits)
            objects.add_packed(content, start, range(first, first + len(packed)))
            first += len(packed)
        for at, found in annotations.items():
            objects.add(found.filled(numbers), numbers[at])
        kids = refs(numbers[page] for page in form.pages)
        head = b"/Type/Pages%s/Kids%s/Count %d" % (form.box, kids, len(form.pages))
        self._pages.add(numbers[form.page_tree], head, len(form.pages))
        self._parents.add(form.parents.filled(numbers), form.keys)
        if form.named:
            self._identifiers.add(sorted(numbers[at] for at in form.named))

    def _digits(self, form: FormObjects, numbers: Sequence[int], first: int) -> list[int] | None:
        """How many digits a document's numbers have; None where those that follow each other have different ones."""
        own = [len(str(numbers[at])) for at in form.own]
        ends = first, numbers[form.page_tree], self._parents.next, self._parents.next + form.keys
        low, high, key, last_key = [len(str(number)) for number in ends]
        return [low, key, *own] if low == high and key == last_key else None

    def _add_blank_page(self) -> None:
        """A page without content, as large as the one before."""
        content = ref(self._objects.once(_BLANK))
        entries = b"/Resources<<>>/Contents[%s]/StructParents %d/Tabs/S" % (content, self._parents.next)
        self._pages.add(self._objects.reserve(), b"/Type/Page%s%s" % (self._box, entries))
        self._parents.add(b"%d []" % self._parents.next, 1)

    def _add_metadata(self, added: Metadata) -> None:
        """The volume has the metadata of its first document, with the latest date and all titles."""
        before = self._metadata or added
        self._metadata = replace(before, date=max(before.date, added.date))
        if len(self._titles) <= MOST_TITLES:
            self._titles[added.title] = None


def _part(form: FormObjects) -> ObjectTemplate:
    """A document's topmost element, which is a part of the volume, in its own language."""
    top = form.repeated[form.top]
    head = b"<</S/Part/Lang%s/" % text_string(form.metadata.language).replace(b"%", b"%%")
    return ObjectTemplate(head + top.body.removeprefix(_TOP), top.holes)


def _renumbered(body: bytes, numbers: list[int]) -> bytes:
    """A shared object, whose references lead to objects that are written already."""
    head, split, content = body.partition(b">>stream\n") if body.endswith(b"endstream") else (body, b"", b"")
    found = template(head)
    if not all(hole > 0 and numbers[hole] for hole in found.holes):
        raise ValueError("not a file that this program wrote")
    return found.filled(numbers) + split + content
