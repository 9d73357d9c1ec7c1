"""Structure elements as objects of the file: kids, pages, the parent tree (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from handout.diagnostics import Span
from handout.document import Standard
from handout.pdf.file import FileWriter, ref, refs

NAMESPACE = b"http://iso.org/pdf2/ssn"
"""Of the standard structure types of PDF 2.0 (ISO 32000-2, 14.8.6)."""
ONLY_1_7 = frozenset({"TOC", "TOCI", "Reference"})
"""Types that PDF 2.0 doesn't have in its own namespace: an element without a namespace is of PDF 1.7."""
ROLE_MAP = b"<</Aside/Sect>>"
"""PDF 1.7 has no Aside; a reader that doesn't know it reads a section."""


class Content(Struct, frozen=True):
    """Marked content on a page."""

    page: int
    mcid: int


class Annotated(Struct, frozen=True):
    """A link's rectangle on a page, by the number of its annotation object."""

    page: int
    annotation: int


class StructElem(Struct, eq=False):
    """A structure element; `kids` come in reading order.  Writing the pages adds kids, so it isn't frozen."""

    role: str
    kids: list[StructElem | Content | Annotated] = field(default_factory=list)
    entries: bytes = b""
    """Further dictionary entries: Alt, Lang, A."""
    cell: bytes = b""
    """Of a cell: its attributes as a table's, without its headers."""
    headers: tuple[StructElem, ...] = ()
    """Of a cell: the elements of its headers, if they are to be named."""
    span: Span | None = None
    """The place in the source of what must be drawn: if such an element stays empty, the program is wrong."""
    number: int = 0
    """Of its object in the file; given early to an element that a link leads to."""
    identified: bool = False
    """It has an identifier, though no cell names it: a footnote needs one (ISO 14289-1, 7.9)."""
    refers: list[StructElem] = field(default_factory=list)
    """A mark's footnote, a footnote's marks, or the section that a line of the contents leads to.

    Written in PDF 2.0 (ISO 14289-2, 8.2.5.8 and 8.2.5.14).
    """


def empty_bodies(element: StructElem) -> Iterator[tuple[StructElem, int]]:
    """The first cell of each table body without text, and the page where the table begins.

    A reader that follows the pages' content wouldn't find the body at all.
    """
    for kid in element.kids:
        if isinstance(kid, StructElem):
            page = next(_pages(element), None) if element.role == "Table" and kid.role == "TBody" else None
            if page is not None and next(_pages(kid), None) is None and (cell := _first_cell(kid)):
                yield cell, page
            yield from empty_bodies(kid)


def _pages(element: StructElem) -> Iterator[int]:
    for kid in element.kids:
        if isinstance(kid, Content):
            yield kid.page
        elif isinstance(kid, StructElem):
            yield from _pages(kid)


def _first_cell(body: StructElem) -> StructElem | None:
    cells = (
        cell for row in body.kids if isinstance(row, StructElem) for cell in row.kids if isinstance(cell, StructElem)
    )
    return next(cells, None)


def write(
    root: StructElem,
    parents: Mapping[int, StructElem | Sequence[StructElem]],
    writer: FileWriter,
    pages: Sequence[int],
    standard: Standard = "ua1",
) -> int:
    """Adds the tree's objects; gives the number of its root.

    `parents` is the parent tree by key, `pages` the numbers of the page objects.  In PDF 2.0 each element says which
    namespace its type is of.  RuntimeError for an element whose content was never drawn.
    """
    top = writer.reserve()
    prune(root)
    identified: list[StructElem] = []
    _number(root, writer, identified)
    space = writer.add(b"<</Type/Namespace/NS(%s)>>" % NAMESPACE) if standard == "ua2" else None
    named = sorted({element.number for element in identified})
    _write(root, top, _Target(writer, pages, b"" if space is None else b"/NS " + ref(space), frozenset(named)))
    nums = b" ".join(
        b"%d %s" % (key, ref(owner.number) if isinstance(owner, StructElem) else refs(kid.number for kid in owner))
        for key, owner in sorted(parents.items())
    )
    parent_tree = writer.add(b"<</Nums[%s]>>" % nums)
    entries = b"/K %s/ParentTree %s/ParentTreeNextKey %d" % (ref(root.number), ref(parent_tree), len(parents))
    entries += b"/RoleMap" + ROLE_MAP if space is None else b"/Namespaces[%s]" % ref(space)
    if named:
        entries += b"/IDTree " + ref(writer.add(b"<</Names[%s]>>" % identifiers(named)))
    return writer.add(b"<</Type/StructTreeRoot%s>>" % entries, top)


class _Target(Struct, frozen=True):
    """Where elements are written to."""

    writer: FileWriter
    pages: Sequence[int]
    namespace: bytes
    """The entry of an element whose type is of PDF 2.0."""
    named: frozenset[int]
    """The numbers of elements with an identifier."""


def identifier(number: int) -> bytes:
    """What the element with this object's number is called by others (ISO 32000-1, 14.7.2).

    Of one length, so that the order of identifiers is that of the numbers.
    """
    return b"<%08X>" % number


def identifiers(numbers: Iterable[int]) -> bytes:
    """Identifiers with their elements, as in a name tree."""
    return b" ".join(identifier(number) + ref(number) for number in numbers)


def prune(element: StructElem) -> None:
    """Removes elements without content; an empty cell stays, because the cells of a row are counted."""
    if element.span is not None and not any(_drawn(kid) for kid in element.kids):
        raise RuntimeError(f"{element.span}: {element.role} was never drawn")
    kept = []
    for kid in element.kids:
        if isinstance(kid, StructElem):
            prune(kid)
            if not (kid.kids or kid.number or kid.role in ("TD", "TH")):
                continue
        kept.append(kid)
    element.kids = kept


def _drawn(kid: StructElem | Content | Annotated) -> bool:
    return not isinstance(kid, StructElem) or kid.role != "Caption"


def _number(element: StructElem, writer: FileWriter, identified: list[StructElem]) -> None:
    """Gives each element its number; lists those that cells name as their headers, and footnotes."""
    element.number = element.number or writer.reserve()
    identified += element.headers
    if element.identified:
        identified.append(element)
    for kid in element.kids:
        if isinstance(kid, StructElem):
            _number(kid, writer, identified)


def _write(element: StructElem, parent: int, to: _Target) -> None:
    pages = to.pages
    home = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
    kids = []
    for kid in element.kids:
        match kid:
            case StructElem():
                kids.append(ref(kid.number))
                _write(kid, element.number, to)
            case Content():
                here = kid.page == home
                kids.append(b"%d" % kid.mcid if here else _reference(b"MCR", pages[kid.page], b"/MCID %d" % kid.mcid))
            case Annotated():
                kids.append(_reference(b"OBJR", pages[kid.page], b"/Obj " + ref(kid.annotation)))
    page = b"" if home is None else b"/Pg " + ref(pages[home])
    inside = kids[0] if len(kids) == 1 else b"[%s]" % b" ".join(kids)
    space = b"" if element.role in ONLY_1_7 else to.namespace
    entries = element.entries + (b"/ID" + identifier(element.number) if element.number in to.named else b"")
    drawn = [each.number for each in element.refers if each.number]
    entries += b"/Ref" + refs(drawn) if to.namespace and drawn else b""
    entries += _cell(element)
    body = b"/S/%s%s/P %s%s%s/K %s" % (element.role.encode(), space, ref(parent), page, entries, inside)
    to.writer.add(b"<<%s>>" % body, element.number)


def _cell(element: StructElem) -> bytes:
    names = b"".join(identifier(header.number) for header in element.headers)
    attributes = element.cell + (b"/Headers[%s]" % names if names else b"")
    return b"/A<</O/Table%s>>" % attributes if attributes else b""


def _reference(kind: bytes, page: int, target: bytes) -> bytes:
    return b"<</Type/%s/Pg %s%s>>" % (kind, ref(page), target)
