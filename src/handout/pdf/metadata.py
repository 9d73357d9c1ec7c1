"""What a file says of itself: the Info dictionary and XMP from one source, the colour profile, the bookmarks."""

from __future__ import annotations

from bisect import bisect_left
from importlib.resources import files

from msgspec import Struct

from handout import __version__
from handout.document import Document
from handout.pdf.file import FileWriter, flate, number, ref, stream, text_string
from handout.pdf.merge.object_writer import ObjectWriter

PRODUCER = f"handout {__version__}"


class About(Struct, frozen=True):
    """What a file of many documents says of itself; of one, the Document says it."""

    title: str
    author: str
    language: str
    date: str
    """YYYY-MM-DD, or nothing."""
    subject: str = ""


def info(document: Document | About) -> bytes:
    """The Info dictionary."""
    moment = document.date.replace("-", "")
    entries = [(b"Title", document.title), (b"Author", document.author), (b"Subject", document.subject)]
    entries += [(b"Creator", PRODUCER), (b"Producer", PRODUCER)]
    entries += [(key, f"D:{moment}000000Z") for key in (b"CreationDate", b"ModDate") if moment]
    return b"<<%s>>" % b"".join(b"/%s%s" % (key, text_string(value)) for key, value in entries if value)


def xmp(document: Document | About) -> bytes:
    """The metadata stream: the same as Info, and the standards that the file keeps to (PDF/A-2a, PDF/UA-1)."""
    moment = f"{document.date}T00:00:00Z"
    fields = [
        _alternative("dc:title", document.title),
        f"<dc:creator><rdf:Seq><rdf:li>{escape(document.author)}</rdf:li></rdf:Seq></dc:creator>"
        if document.author
        else "",
        _alternative("dc:description", document.subject) if document.subject else "",
        f"<dc:language><rdf:Bag><rdf:li>{escape(document.language)}</rdf:li></rdf:Bag></dc:language>",
        f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>" if document.date else "",
        f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>",
    ]
    content = _XMP.replace("FIELDS", "\n".join(filter(None, fields)))
    return stream(content.encode(), b"/Type/Metadata/Subtype/XML")


def escape(text: str) -> str:
    """A text as XML; the standard library's own function imports half of HTTP for 50 ms."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _alternative(name: str, value: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(value)}</rdf:li></rdf:Alt></{name}>'


def output_intent(writer: FileWriter | ObjectWriter) -> bytes:
    """The OutputIntents array: RGB means sRGB.

    `srgb.icc` is one fixed file: profiles that libraries make bear the day on which they were made.
    """
    profile = files("handout.pdf").joinpath("srgb.icc").read_bytes()
    at = writer.add_stream(flate(profile, b"/N 3"))
    return (
        b"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile %s>>]"
        % ref(at)
    )


class Bookmark(Struct, frozen=True):
    """An entry of the outline."""

    level: int
    title: str
    page: int
    """The number of the page's object."""
    top: float
    slot: tuple[int, int] | None
    """Leaf and page where a patient's record is in the title, which then is each copy's own."""


class OutlineRoot(Struct, frozen=True):
    """The outline's root object, and the entries that copies complete: slot, object, its dictionary's beginning."""

    root: int
    open_titles: tuple[tuple[tuple[int, int], int, bytes], ...]


def outline(bookmarks: list[Bookmark], writer: FileWriter) -> OutlineRoot:
    """Adds the bookmarks, nested by level."""
    root = writer.reserve()
    numbers = [writer.reserve() for _ in bookmarks]
    parents = _parents(bookmarks)
    kids: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        kids.setdefault(parent, []).append(index)
    left = []
    for index, mark in enumerate(bookmarks):
        siblings = kids[parents[index]]
        at = bisect_left(siblings, index)
        links = {
            b"Parent": root if parents[index] < 0 else numbers[parents[index]],
            b"Prev": numbers[siblings[at - 1]] if at else 0,
            b"Next": numbers[siblings[at + 1]] if at + 1 < len(siblings) else 0,
        }
        entries = b"".join(b"/%s %s" % (key, ref(target)) for key, target in links.items() if target)
        entries += _below(index, kids, numbers)
        entries += b"/Dest[%s/XYZ null %s null]" % (ref(mark.page), number(mark.top))
        if mark.slot is None:
            writer.add(b"<<%s/Title%s>>" % (entries, text_string(mark.title)), numbers[index])
        else:
            left.append((mark.slot, numbers[index], b"<<" + entries))
    writer.add(b"<</Type/Outlines%s>>" % _below(-1, kids, numbers), root)
    return OutlineRoot(root, tuple(left))


def _parents(bookmarks: list[Bookmark]) -> list[int]:
    """For each bookmark the index of the nearest one before it that is of a higher level, or -1."""
    found: list[int] = []
    above: list[int] = []
    for index, mark in enumerate(bookmarks):
        while above and bookmarks[above[-1]].level >= mark.level:
            above.pop()
        found.append(above[-1] if above else -1)
        above.append(index)
    return found


def _below(index: int, kids: dict[int, list[int]], numbers: list[int]) -> bytes:
    """First, Last and the count of all that is below an entry, shown open."""
    own = kids.get(index, [])
    if not own:
        return b""
    return b"/First %s/Last %s/Count %d" % (ref(numbers[own[0]]), ref(numbers[own[-1]]), _size(index, kids))


def _size(index: int, kids: dict[int, list[int]]) -> int:
    return sum(1 + _size(kid, kids) for kid in kids.get(index, []))


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
FIELDS
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
