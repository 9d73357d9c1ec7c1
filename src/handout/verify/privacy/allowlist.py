"""The scan's first check: each string of a file, and each word on its pages, is one of the Document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handout.document import Document, Heading, alternatives
from handout.fonts.signs import FAMILIES
from handout.layout.geometry import Line, Pages
from handout.verify.content_streams import stretches
from handout.verify.file_info import CONSTANTS, FIXED_XMP, unescaped, uri
from handout.verify.pdf_objects import File
from handout.verify.pdf_strings import text_string
from handout.verify.rectangles import words_of
from handout.verify.rendered import painted

NUMBERED = frozenset(("ID", "Headers", "Names"))
"""Keys whose strings may be the numbers of objects: a table's headers, the elements of tags, named destinations."""
NUMBER_BYTES = 4
_KNOWN = """
    A Alt Annot Annots Artifact Ascent Aside Author BBox BaseFont BitsPerComponent Block Border CIDFontType2
    CIDSystemInfo CIDToGIDMap CapHeight Caption Catalog ColSpan ColorSpace Column Contents Count CreationDate
    Creator DCTDecode DW Decimal DescendantFonts Descent Dest DestOutputProfile DeviceGray DeviceRGB Disc
    DisplayDocTitle Div Document E Encoding F Figure Filter First Flags FlateDecode Font FontBBox FontDescriptor
    FontFile2 FontName GTS_PDFA1 H1 H2 H3 H4 H5 H6 Height ID Identity Identity-H Image Info ItalicAngle K Kids L LBody
    LI Lang Last Layout Lbl Length Length1 Link List ListNumbering MCID MCR MarkInfo Marked MediaBox Metadata
    ModDate N Next None Note Nums O OBJR Obj ObjStm Ordering Outlines OutputConditionIdentifier OutputIntent
    OutputIntents P Page Pages Parent ParentTree ParentTreeNextKey Pg Placement Prev Producer Rect Registry
    Resources RoleMap Root Row RowSpan S SMask Scope Sect Size Span StemV StructParent StructParents StructTreeRoot
    Subject Subtype Supplement TBody TD TH THead TR Table Tabs Title ToUnicode Type Type0 URI
    ViewerPreferences W Width XML XObject XRef XYZ
    FENote Footnote Note NoteType Ref Reference
    CA CS ExtGState Form Group Matrix Transparency ca
    D Description GoTo NS Namespace Namespaces SD Unordered Headers IDTree Names
    PageLabels SE Reference TOC TOCI
    Colors Columns DecodeParms Indexed Predictor
    RlTb WritingMode
"""
_NAMES = frozenset(_KNOWN.split())
"""All names that `pdf` writes; add a new one here."""
_RESOURCE = re.compile(r"[FGIX]\d+")
_SUBSET = re.compile(r"[A-Z]{6}\+(?P<face>.*)")
_MARKUP = re.compile(r"<[^>]*>")


def unexpected(file: File, pages: Pages) -> Iterator[str]:
    """The parts of a file that have something else than its Document; what that is, is not reported."""
    expected = _Expected(pages.document, max(file.objects))
    for key, content in file.strings:
        if not expected.string(key, content):
            yield f"a string under /{key}"
    for each in file.objects.values():
        if each.raw is not None and each.value("Type") == b"/Metadata":
            yield from expected.metadata(each.content.decode("utf-8", "replace"))
    faces = {re.sub(r"[^A-Za-z0-9-]", "", face) or "Font" for face in _faces(pages)}
    for name in file.names - _NAMES:
        subset = _SUBSET.fullmatch(name)
        if not _RESOURCE.fullmatch(name) and (subset is None or subset["face"] not in faces):
            yield "a name"
    for number, (page, found) in enumerate(zip(pages.pages, stretches(file), strict=True), 1):
        wanted = "".join(map(words_of, painted(page, pages.document.personal)))
        if "".join("".join(found).split()) != "".join(wanted.split()):
            yield f"words on page {number}"


def _faces(pages: Pages) -> set[str]:
    """The faces that the file may name: those that are shown, and those that a row of characters may be taken from.

    Those are all styles of the families that are shown, of the document's families, and of the fonts of signs.
    """
    lines = (item for page in pages.pages for item in page.items if isinstance(item, Line))
    shown = {glyphs.face for line in lines for glyphs in line.glyphs}
    families = {name.replace(" ", "") for names in pages.document.families.values() for name in names}
    families |= {face.rpartition("-")[0] for face in shown} | {name.replace(" ", "") for name in FAMILIES}
    return {f"{family}-{style}" for family in families for style in _STYLES} | shown


_STYLES = ("Regular", "Bold", "Italic", "BoldItalic")


class _Expected:
    """The strings that a file may have, by its Document."""

    def __init__(self, document: Document, last: int) -> None:
        from handout.version import __version__

        program = f"handout {__version__}"
        day = document.date.replace("-", "")
        self._last = last
        """The largest number of an object: an element's identifier is one."""
        leaves = document.every_leaf
        runs = [run for leaf in leaves for run in leaf.runs]
        self._texts = [" ".join(leaf.text.split()) for leaf in leaves]
        self._links = {run.link for run in runs if run.link is not None}
        self._by_key = {
            **CONSTANTS,
            "Title": {
                document.title,
                *(each.leaf.text.strip() for each in document.every_node if isinstance(each, Heading)),
            },
            "Author": {document.author},
            "Subject": {document.subject},
            "Creator": {program},
            "Producer": {program},
            "CreationDate": {f"D:{day}000000Z"},
            "ModDate": {f"D:{day}000000Z"},
            "Lang": {document.language, *(run.lang for run in runs if run.lang is not None)},
            "E": {run.expansion for run in runs if run.expansion is not None},
            "Alt": {*alternatives(document.every_node), *(run.alt for run in runs if run.alt is not None)},
            "URI": set(map(uri, self._links)),
        }
        moment = f"{document.date}T00:00:00Z"
        self._metadata = {document.title, document.author, document.subject, document.language, program, moment}

    def string(self, key: str, content: bytes) -> bool:
        """Whether a key may have a string."""
        if key in NUMBERED and len(content) == NUMBER_BYTES:
            return int.from_bytes(content) <= self._last
        if key == "ID":
            return len(content) == 16
        text = text_string(content)
        return self._note(text) if key == "Contents" else text in self._by_key.get(key, ())

    def _note(self, text: str) -> bool:
        """Whether a link's description is words of the document, and then the link's address."""
        for link in (*self._links, ""):
            words = text.removesuffix(f" ({link})") if link else text
            if (words != text or not link) and any(words in leaf for leaf in self._texts):
                return True
        return False

    def metadata(self, xml: str) -> Iterator[str]:
        """A problem for each text of the XMP stream that is neither the document's nor in every file."""
        known = {" ".join(text.split()) for text in self._metadata} | FIXED_XMP
        for text in _MARKUP.split(xml):
            if (found := " ".join(unescaped(text).split())) and found not in known:
                yield "the metadata"
