"""Small PDFs, written as a program that isn't this one might: with tags and without."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

Line = tuple[float, float, str]
"""Where it begins, from the left and from below, and its words."""


def text(*lines: Line, size: float = 12) -> str:
    """Content that shows lines."""
    return "".join(f"BT /F {size} Tf {x} {y} Td <{words.encode('cp1252').hex()}> Tj ET\n" for x, y, words in lines)


def mark(mcid: int, content: str, role: str = "P") -> str:
    """Content with a number, by which the tags know it."""
    return f"/{role} <</MCID {mcid}>> BDC\n{content}EMC\n"


def artifact(content: str) -> str:
    """Content that is in no element."""
    return f"/Artifact BMC\n{content}EMC\n"


class Draft:
    """A PDF that is being written."""

    def __init__(self, *contents: str, box: tuple[float, float, float, float] = (0, 0, 600, 800), **page: Any) -> None:
        self.pdf = pikepdf.new()
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
        )  # fmt: skip
        self.font = self.pdf.make_indirect(font)
        for content in contents:
            self.pdf.add_blank_page(page_size=(600, 800))
            added = self.pdf.pages[-1]
            added.MediaBox = Array([*box])
            added.Resources = Dictionary(Font=Dictionary(F=self.font))
            added.Contents = self.pdf.make_stream(content.encode("latin-1"))
            for key, value in page.items():
                added[f"/{key}"] = value

    def element(self, role: str, *kids: Any, **entries: Any) -> Any:
        """A structure element; a kid is an element, or a page's index with a number of marked content."""
        made = []
        for kid in kids:
            if isinstance(kid, tuple):
                page, mcid = kid
                made.append(Dictionary(Type=Name.MCR, Pg=self.pdf.pages[page].obj, MCID=mcid))
            else:
                made.append(kid)
        found = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), K=Array(made), **entries))
        for kid in made:
            if kid.get("/Type") == Name.StructElem:
                kid.P = found
        return found

    def tag(self, *elements: Any, roles: dict[str, str] | None = None) -> Draft:
        """Gives the file a structure tree."""
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([*elements])))
        if roles:
            root.RoleMap = Dictionary({f"/{role}": Name(f"/{standard}") for role, standard in roles.items()})
        for element in elements:
            element.P = root
        owners: list[dict[int, Any]] = [{} for _ in self.pdf.pages]
        for element in elements:
            self._own(element, owners)
        tree = []
        for number, (page, found) in enumerate(zip(self.pdf.pages, owners, strict=True)):
            page.StructParents = number
            last = max(found, default=-1)
            tree += [number, self.pdf.make_indirect(Array([found.get(mcid) for mcid in range(last + 1)]))]
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(tree)))
        self.pdf.Root.StructTreeRoot = root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)
        return self

    def _own(self, element: Any, owners: Sequence[dict[int, Any]]) -> None:
        pages = [page.obj.objgen for page in self.pdf.pages]
        for kid in element.K:
            if kid.get("/Type") == Name.StructElem:
                self._own(kid, owners)
            else:
                owners[pages.index(kid.Pg.objgen)][int(kid.MCID)] = element

    def bookmarks(self, *marks: tuple[str, int, float]) -> Draft:
        """Gives the file bookmarks: a title, a page's index, how far up on it."""
        with self.pdf.open_outline() as outline:
            for title, page, top in marks:
                item = pikepdf.OutlineItem(title, page, "XYZ", left=0, top=top)
                outline.root.append(item)
        return self

    @property
    def content(self) -> bytes:
        """The file."""
        out = BytesIO()
        self.pdf.save(out)
        return out.getvalue()
