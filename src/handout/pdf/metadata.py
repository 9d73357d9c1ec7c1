"""A file's metadata: the Info dictionary and XMP from one source, and the colour profile."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from handout.document import Document
from handout.pdf.file import flate, ref, stream, text_string
from handout.version import __version__

PRODUCER = f"handout {__version__}"


class Metadata(Struct, frozen=True):
    """The metadata of a file of many documents; a single Document has its own."""

    title: str
    author: str
    language: str
    date: str
    """YYYY-MM-DD, or empty."""
    subject: str = ""


def info(document: Document | Metadata) -> bytes:
    """The Info dictionary."""
    moment = document.date.replace("-", "")
    entries = [(b"Title", document.title), (b"Author", document.author), (b"Subject", document.subject)]
    entries += [(b"Creator", PRODUCER), (b"Producer", PRODUCER)]
    entries += [(key, f"D:{moment}000000Z") for key in (b"CreationDate", b"ModDate") if moment]
    return b"<<%s>>" % b"".join(b"/%s%s" % (key, text_string(value)) for key, value in entries if value)


def xmp(document: Document | Metadata) -> bytes:
    """The metadata stream: the same as Info, and the standards that the file conforms to."""
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
    claims = _CLAIMS_2 if isinstance(document, Document) and document.standard == "ua2" else _CLAIMS
    content = _XMP.replace("FIELDS", "\n".join(filter(None, fields))).replace("CLAIMS", claims)
    return stream(content.encode(), b"/Type/Metadata/Subtype/XML")


def escape(text: str) -> str:
    """A text as XML; the standard library's function would import HTTP modules, which takes 50 ms."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _alternative(name: str, value: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(value)}</rdf:li></rdf:Alt></{name}>'


def colour_profile() -> bytes:
    """SRGB as a stream object.  It is a fixed file: a profile that a library makes holds the date of its making."""
    return flate(Path(__file__).with_name("srgb.icc").read_bytes(), b"/N 3")


def output_intents(profile: int) -> bytes:
    """The OutputIntents array, which says that RGB means sRGB; the profile is given by its object's number."""
    intent = b"/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
    return b"[<<%s/DestOutputProfile %s>>]" % (intent, ref(profile))


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
FIELDS
CLAIMS</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

_CLAIMS = """<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
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
</rdf:Description>"""
"""PDF/A-2a and PDF/UA-1; PDF/A-2 asks for the schema of each property that it doesn't know itself."""
_CLAIMS_2 = """<pdfaid:part>4</pdfaid:part><pdfaid:rev>2020</pdfaid:rev>
<pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfd="http://pdfa.org/declarations/"><pdfd:declarations><rdf:Bag>
<rdf:li rdf:parseType="Resource">
<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#accessibility1.0</pdfd:conformsTo></rdf:li>
<rdf:li rdf:parseType="Resource">
<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#reuse1.0</pdfd:conformsTo></rdf:li>
</rdf:Bag></pdfd:declarations></rdf:Description>"""
"""PDF/A-4, PDF/UA-2, and Well-Tagged PDF for accessibility and for reuse."""
