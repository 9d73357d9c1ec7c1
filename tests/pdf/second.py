"""What PDF/UA-2 (ISO 14289-2), PDF/A-4 (ISO 19005-4) and Well-Tagged PDF ask for beyond the older standards.

No validator that tests can install knows them, so each rule that differs is looked at here.  `page` shows that a file
breaks none of the older standards' rules but those on the version, on the names of the standards, and on role maps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import page
import pikepdf

from pdf.check import kids, walk

NAMESPACE = "http://iso.org/pdf2/ssn"
OLDER = {"TOC", "TOCI", "Reference"}
"""Types that stay in the namespace of PDF 1.7."""
DIFFERENT = re.compile(r"-(HEADER|ID-|XMP-|STRUCT-TREE-ROLE-MAP-)")
CLAIMS = {
    "{http://www.aiim.org/pdfa/ns/id/}part": "4", "{http://www.aiim.org/pdfa/ns/id/}rev": "2020",
    "{http://www.aiim.org/pdfua/ns/id/}part": "2", "{http://www.aiim.org/pdfua/ns/id/}rev": "2024",
}  # fmt: skip


def failures(pdf: bytes) -> list[str]:
    """Every rule that a file breaks."""
    found = [*_file(pdf)]
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        found += [str(failure) for failure in report.failures if not DIFFERENT.search(failure.rule_id)]
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [*found, *_claims(opened), *_elements(opened), *_destinations(opened)]


def _file(pdf: bytes) -> Iterator[str]:
    if not re.match(rb"%PDF-2\.0\n%[\x80-\xff]{4}\n", pdf):
        yield "the header isn't that of PDF 2.0 (19005-4, 6.1.2)"
    with pikepdf.open(BytesIO(pdf)) as opened:
        if "/Info" in opened.trailer:
            yield "there is an Info dictionary (19005-4, 6.1.3)"
        if "/ID" not in opened.trailer:
            yield "there is no identifier (19005-4, 6.1.3)"
        root = opened.Root.StructTreeRoot
        if "/RoleMap" in root or [str(each.NS) for each in root.Namespaces] != [NAMESPACE]:
            yield "the namespaces are not those of PDF 2.0"
        if str(root.K.S) != "/Document":
            yield "the only child of the root isn't a Document (14289-2, 8.2.5.2)"


def _claims(opened: Any) -> Iterator[str]:
    with opened.open_metadata() as metadata:
        for key, value in CLAIMS.items():
            if metadata.get(key) != value:
                yield f"the metadata has not {key} {value}"
    said = opened.Root.Metadata.read_bytes().decode()
    for level in ("accessibility1.0", "reuse1.0"):
        if said.count(f"<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#{level}</pdfd:conformsTo>") != 1:
            yield f"Well-Tagged PDF is not declared: {level}"


def _elements(opened: Any) -> Iterator[str]:
    for element in walk(opened):
        role = str(element.S)[1:]
        space = str(element.NS.NS) if "/NS" in element else ""
        if space != ("" if role in OLDER else NAMESPACE):
            yield f"{role} is of the namespace '{space}'"
        inside = [str(kid.S)[1:] for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        if "Caption" in inside[1:-1]:
            yield f"a caption is neither the first nor the last part of its {role} (14289-2, 8.2.5.27)"
        if role == "TOCI" and not [*element.get("/Ref", [])]:
            yield "a line of the contents doesn't say what it refers to (14289-2, 8.2.5.8)"
        if role == "FENote" and "/NoteType" not in element.get("/A", {}):
            yield "a footnote doesn't say of which kind it is (14289-2, 8.2.5.14)"
        if role in ("H", "Note"):
            yield f"there is a {role} (14289-2, 8.2.5.12, 8.2.5.14)"
        if role == "L" and _labelled(element) and _numbering(element) in (None, "/None"):
            yield "a list has labels, and doesn't say of which kind (14289-2, 8.2.5.25)"


def _labelled(element: Any) -> bool:
    return any(
        str(part.S) == "/Lbl" for item in kids(element) for part in kids(item) if isinstance(part, pikepdf.Dictionary)
    )


def _numbering(element: Any) -> str | None:
    attributes = element.get("/A", {})
    found = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((str(each.ListNumbering) for each in found if "/ListNumbering" in each), None)


def _destinations(opened: Any) -> Iterator[str]:
    targets = [note for leaf in opened.pages for note in leaf.get("/Annots", [])]
    targets += _bookmarks(opened.Root.get("/Outlines", pikepdf.Dictionary()))
    for each in targets:
        action = each.get("/A")
        if "/Dest" in each or (action is not None and str(action.S) == "/GoTo" and not _leads(action)):
            yield "a destination is not a structure destination (14289-2, 8.8)"


def _leads(action: Any) -> bool:
    """Both ways lead to the same height of a page, and the element is one of the tree."""
    place, element = list(action.D), list(action.SD)
    return "/S" in element[0] and str(place[0].Type) == "/Page" and place[1:] == element[1:]


def _bookmarks(parent: Any) -> list[Any]:
    found, entry = [], parent.get("/First")
    while entry is not None:
        found += [entry, *_bookmarks(entry)]
        entry = entry.get("/Next")
    return found
