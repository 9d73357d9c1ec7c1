"""A volume: many finished documents as one tagged file, in little memory.

What the copies of a form share is written once: fonts, images, the static streams of their pages.  Each document brings
its pages, its slots, its part of the structure tree and at most one bookmark.  Nothing but one number is kept of a
document that is written, so memory hardly grows with their count: cross references go to a file of their own until the
end, and the branches of the page tree and the parent tree are written when they are full.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Mapping
from typing import IO

from msgspec import Struct
from msgspec.structs import replace

from handout.pdf import metadata
from handout.pdf.file import ref, refs, stream, text_string
from handout.pdf.merge.object_streams import DocumentNumbers, DocumentStream, document_streams
from handout.pdf.merge.object_writer import PACKED, ObjectWriter
from handout.pdf.merge.parse import FormObjects, form_objects, own_objects
from handout.pdf.merge.prepared_stream import variable_text
from handout.pdf.merge.templates import ObjectTemplate, template
from handout.pdf.merge.trees import Bookmarks, KeyTree, PageTree
from handout.pdf.metadata import Metadata
from handout.pdf.struct_elems import ROLE_MAP

MOST_FORMS = 32
"""That are kept.  The shared objects of a form that comes again later are written again, unless they are known."""
MOST_TITLES = 5
_TOP = b"<</S/Document/"
_BRANCH = 0
"""The hole for the branch of the page tree, which is no object of the form."""
_KEYS, _IDENTIFIERS = b"%d %d", b"<%08d><%08d>"
"""The limits of nodes in the tree of parents and in that of identifiers."""
_DIGITS = 8
"""Of an identifier."""
_BLANK = stream(b"/Artifact BMC EMC")


class _WrittenForm(Struct, frozen=True):
    """A form whose shared objects are written."""

    objects: FormObjects
    numbers: DocumentNumbers
    """Of each document's objects: the repeated ones, and its nodes of the trees."""
    places: dict[int, int]
    """Which of these numbers an object has, by its hole."""
    streams: list[DocumentStream]
    shared: list[int]
    """The numbers of the shared objects; 0 for what each document brings."""
    own: tuple[int, ...]
    """What each document brings, in the order of its variables."""


class Volume:
    """A file that documents are added to.  Its methods raise OSError, and OverflowError for too many objects."""

    def __init__(self, out: IO[bytes], spool: IO[bytes], *, duplex: bool = False) -> None:
        """`out` and `spool` are empty files; the spool is read at the end, and not needed afterwards."""
        self._objects = ObjectWriter(out, spool)
        self._duplex = duplex
        self._forms: OrderedDict[str, _WrittenForm] = OrderedDict()
        self._pages, self._bookmarks = PageTree(self._objects), Bookmarks(self._objects)
        self._parents, self._identifiers = KeyTree(self._objects, _KEYS), KeyTree(self._objects, _IDENTIFIERS)
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
        own = own_objects(pdf, written.objects)
        if self._duplex and self._pages.count % 2:
            self._add_blank_page()
        page = self._pages.count
        first = self._write(written, own)
        if bookmark is not None:
            self._bookmarks.add(bookmark, first + written.places[written.objects.pages[0]])
        self._parts.append(first + written.places[written.objects.top])
        self._add_metadata(written.objects.metadata)
        self._box = written.objects.box
        return page

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
        after = self._parents.next
        parents = b"/ParentTree %s/ParentTreeNextKey %d" % (ref(self._parents.finish()), after)
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
            known = self._forms[form] = self._written(form_objects(pdf, form))
            if len(self._forms) > MOST_FORMS:
                self._forms.popitem(last=False)
        self._forms.move_to_end(form)
        return known

    def _written(self, form: FormObjects) -> _WrittenForm:
        shared = [0] * form.size
        for at, body in form.shared.items():
            shared[at] = self._objects.once(_renumbered(body, shared))
        shared[form.tree] = self._top
        places = {at: place for place, at in enumerate((*form.repeated, form.page_tree))}
        repeated = [*{**form.repeated, form.top: _part(form)}.values(), *_nodes(form)]
        numbers, own = DocumentNumbers(len(repeated)), tuple(sorted(form.own))
        variables = {at: number for number, at in enumerate((_BRANCH, *own), numbers.beginnings + 1)}

        def written(hole: int) -> tuple[bytes | int, ...]:
            """A key of the parent tree is the number of an object, for both grow."""
            if hole in variables:
                return (variables[hole],)
            place = places.get(hole) if hole >= 0 else -1 - hole
            return (b"%d" % shared[hole],) if place is None else numbers.written(place)

        objects = [variable_text(each.items(written, numbers.beginnings)) for each in repeated]
        streams = document_streams(objects, numbers, PACKED)
        return _WrittenForm(replace(form, shared={}), numbers, places, streams, shared, own)

    def _write(self, written: _WrittenForm, own: Mapping[int, bytes]) -> int:
        """Writes a document's objects; gives the number of the first."""
        objects, form, count = self._objects, written.objects, written.numbers.count
        first = objects.reserve_many(count, written.numbers.unit)
        numbers = {
            at: objects.once(body) if body.endswith(b"endstream") else objects.reserve() for at, body in own.items()
        }
        values = written.numbers.values(first)
        values.append(b"0" * (_DIGITS - len(b"%d" % first)))
        nodes = range(first + len(form.repeated), first + count)
        values.append(b"%d" % self._pages.branch(nodes[0], len(form.pages)))
        values += [b"%d" % numbers[at] for at in written.own]
        at = first
        for each in written.streams:
            objects.add_packed(*each.packed(values), range(at, at + len(each)))
            at += len(each)
        self._parents.add(nodes[1], first, first + form.keys - 1)
        if form.named:
            named = [written.places[at] for at in form.named]
            self._identifiers.add(nodes[2], first + named[0], first + named[-1])
        self._write_annotations(written, own, numbers, first)
        return first

    def _write_annotations(
        self, written: _WrittenForm, own: Mapping[int, bytes], numbers: Mapping[int, int], first: int
    ) -> None:
        """Writes the objects of a document that are no streams and that its form hasn't."""
        form = written.objects
        added = [at for at, body in own.items() if not body.endswith(b"endstream")]
        if not added:
            return
        found = [*written.shared, *(0 for at in own if at >= form.size), *reversed(range(first, first + form.keys))]
        for at, place in written.places.items():
            found[at] = first + place
        for at, number in numbers.items():
            found[at] = number
        for at in added:
            self._objects.add(template(own[at]).filled(found), numbers[at])

    def _add_blank_page(self) -> None:
        """A page without content, as large as the one before."""
        content, page, node = ref(self._objects.once(_BLANK)), self._objects.reserve(), self._objects.reserve()
        entries = b"/Resources<<>>/Contents[%s]/StructParents %d/Tabs/S" % (content, page)
        self._pages.add(page, b"/Type/Page%s%s" % (self._box, entries))
        self._objects.add(b"<</Limits[%d %d]/Nums[%d []]>>" % (page, page, page), node)
        self._parents.add(node, page, page)

    def _add_metadata(self, added: Metadata) -> None:
        """The volume has the metadata of its first document, with the latest date and all titles."""
        before = self._metadata or added
        self._metadata = replace(before, date=max(before.date, added.date))
        if len(self._titles) <= MOST_TITLES:
            self._titles[added.title] = None


def _nodes(form: FormObjects) -> list[ObjectTemplate]:
    """A document's nodes of the page tree, of the tree of parents, and of that of identifiers if it has any."""
    kids = b" ".join([b"%d 0 R"] * len(form.pages))
    pages = b"<</Type/Pages%s/Kids[%s]/Count %d/Parent %%d 0 R>>" % (form.box, kids, len(form.pages))
    parents = b"<</Limits[%%d %%d]/Nums[%s]>>" % form.parents.body
    found = [
        ObjectTemplate(pages, (*form.pages, _BRANCH)),
        ObjectTemplate(parents, (-1, -form.keys, *form.parents.holes)),
    ]
    if form.named:
        names = b"<</Limits[<%%08X><%%08X>]/Names[%s]>>" % b" ".join([b"<%08X>%d 0 R"] * len(form.named))
        holes = [at for at in form.named for _ in range(2)]
        found.append(ObjectTemplate(names, (form.named[0], form.named[-1], *holes)))
    return found


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
