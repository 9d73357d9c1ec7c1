"""The painter's own checks of a tagged PDF, for what validators don't see: who owns which words, and what is lost."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

SHOWS = {"Tj", "TJ", "'", '"'}
PAINTS = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"}


def problems(data: bytes) -> list[str]:
    """Everything that is wrong, in words."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [*_balance(pdf), *_ownership(pdf), *_elements(pdf), *_identifiers(pdf), *_annotations(pdf), *_fonts(pdf)]


def _operators(content: Any) -> Any:
    """Operands with their operator."""
    return pikepdf.parse_content_stream(content)


def _balance(pdf: Any) -> Iterator[str]:
    """Each content stream is balanced for itself, and nothing is painted outside marked content."""
    for number, page in enumerate(pdf.pages):
        for stream in page.Contents:
            marks = states = texts = 0
            turned = False
            for operands, operator in _operators(stream):
                op = str(operator)
                if op == "BMC" and operands[0] == "/ReversedChars" and not turned:  # inside of marked content, a string
                    turned = True
                    continue
                if op == "EMC" and turned:
                    turned = False
                    continue
                marks += {"BDC": 1, "BMC": 1, "EMC": -1}.get(op, 0)
                states += {"q": 1, "Q": -1}.get(op, 0)
                texts += {"BT": 1, "ET": -1}.get(op, 0)
                if marks not in (0, 1) or states < 0 or texts not in (0, 1):
                    yield f"page {number}: {op} at depth {marks} {states} {texts}"
                if op in SHOWS | PAINTS and marks != 1:
                    yield f"page {number}: {op} outside marked content"
            if marks or states or texts or turned:
                yield f"page {number}: a stream ends at depth {marks} {states} {texts}"


def marked(page: Any) -> Iterator[int]:
    """The MCIDs of a page's content."""
    for operands, operator in _operators(page):
        if str(operator) == "BDC" and "/MCID" in operands[1]:
            yield int(operands[1]["/MCID"])


def walk(pdf: Any) -> Iterator[Any]:
    """All structure elements, in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop(0)
        yield element
        waiting[:0] = [kid for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def kids(element: Any) -> list[Any]:
    inside = element.get("/K", [])
    return list(inside) if isinstance(inside, pikepdf.Array) else [inside]


def _parents(pdf: Any) -> dict[int, Any]:
    found, waiting = {}, [pdf.Root.StructTreeRoot.ParentTree]
    while waiting:
        node = waiting.pop()
        waiting.extend(list(node.get("/Kids", [])))
        nums = list(node.get("/Nums", []))
        found.update({int(key): value for key, value in zip(nums[::2], nums[1::2], strict=True)})
    return found


def _ownership(pdf: Any) -> Iterator[str]:
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    owners: dict[tuple[int, int], list[Any]] = {}
    for element in walk(pdf):
        for kid in kids(element):
            if isinstance(kid, int):
                owners.setdefault((pages[element.Pg.objgen], kid), []).append(element.objgen)
            elif kid.get("/Type") == "/MCR":
                owners.setdefault((pages[kid.Pg.objgen], int(kid.MCID)), []).append(element.objgen)
    parents = _parents(pdf)
    for index, page in enumerate(pdf.pages):
        found = list(marked(page))
        if len(found) != len(set(found)):
            yield f"page {index}: an MCID is used twice"
        if "/StructParents" not in page:
            yield f"page {index}: no StructParents"
            continue
        listed = parents.get(int(page.StructParents), [])
        if len(listed) != len(found):
            yield f"page {index}: {len(found)} MCIDs, {len(listed)} in the parent tree"
        for mcid in found:
            if len(owners.get((index, mcid), [])) != 1:
                yield f"page {index}: MCID {mcid} has {len(owners.get((index, mcid), []))} owners"
            elif mcid >= len(listed) or listed[mcid].objgen != owners[index, mcid][0]:
                yield f"page {index}: the parent tree gives MCID {mcid} to another element"
        yield from (f"page {index}: no MCID {m}" for p, m in owners if p == index and m not in found)


def _elements(pdf: Any) -> Iterator[str]:
    for element in walk(pdf):
        role, attributes = str(element.S), element.get("/A", {})
        needs = {
            "/Figure": ("/Alt" in element, "/BBox" in attributes),
            "/L": ("/ListNumbering" in attributes,),
            "/TH": ("/Scope" in attributes,),
        }.get(role, ())
        if not all(needs):
            yield f"{role} lacks something"
        for kid in kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid and kid.P.objgen != element.objgen:
                yield f"{kid.S} does not know its parent"


def _identifiers(pdf: Any) -> Iterator[str]:
    """Each element that a cell names as its header is a TH, and the tree of identifiers has these, each once."""
    elements = [*walk(pdf)]
    named = {bytes(element.ID): element for element in elements if "/ID" in element}
    if len(named) != sum("/ID" in element for element in elements):
        yield "two elements have one identifier"
    for element in elements:
        for name in headers(element):
            if name not in named or named[name].S != "/TH":
                yield "a cell names a header that isn't one"
    root = pdf.Root.StructTreeRoot
    found = [*_name_tree(root.IDTree)] if "/IDTree" in root else []
    if [name for name, _ in found] != sorted(named):
        yield "the tree of identifiers has not what the elements have"
    if any(value.objgen != named[name].objgen for name, value in found if name in named):
        yield "the tree of identifiers leads to another element"


def headers(element: Any) -> list[bytes]:
    """The identifiers of a cell's headers, as it names them."""
    attributes = element.get("/A", {})
    return [bytes(name) for name in attributes.get("/Headers", ())] if "/S" in element else []


def _name_tree(node: Any) -> Iterator[tuple[bytes, Any]]:
    names = [*node.get("/Names", ())]
    found = [(bytes(names[at]), names[at + 1]) for at in range(0, len(names), 2)]
    found += [pair for kid in node.get("/Kids", ()) for pair in _name_tree(kid)]
    if "/Limits" in node and [found[0][0], found[-1][0]] != [bytes(limit) for limit in node.Limits]:
        yield b"wrong limits", node
    yield from found


def _annotations(pdf: Any) -> Iterator[str]:
    parents = _parents(pdf)
    for index, page in enumerate(pdf.pages):
        for note in page.get("/Annots", []):
            owner = parents.get(int(note.get("/StructParent", -1)))
            if owner is None or owner.S != "/Link":
                yield f"page {index}: an annotation without a Link element"
            elif note.objgen not in [
                kid.Obj.objgen for kid in kids(owner) if not isinstance(kid, int) and "/Obj" in kid
            ]:
                yield f"page {index}: a Link element does not know its annotation"
            if not str(note.get("/Contents", "")):
                yield f"page {index}: an annotation that says nothing"


def maps(font: Any) -> dict[int, str]:
    """A font's ToUnicode map."""
    found, inside = {}, False
    for line in font.ToUnicode.read_bytes().decode().splitlines():
        inside = line.endswith("beginbfchar") or (inside and line != "endbfchar")
        if inside and line.startswith("<"):
            code, text = line.strip("<>").split("> <")
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return found


def _fonts(pdf: Any) -> Iterator[str]:
    for index, page in enumerate(pdf.pages):
        fonts = {str(key): font for key, font in page.Resources.get("/Font", {}).items()}
        yield from (f"{key} has no ToUnicode" for key, font in fonts.items() if "/ToUnicode" not in font)
        known = {key: maps(font) for key, font in fonts.items() if "/ToUnicode" in font}
        font = ""
        for operands, operator in _operators(page):
            if str(operator) == "Tf":
                font = str(operands[0])
            if str(operator) == "Tj":
                codes = bytes(operands[0])
                lost = {codes[i : i + 2] for i in range(0, len(codes), 2)} - {
                    c.to_bytes(2, "big") for c in known.get(font, {})
                }
                if lost:
                    yield f"page {index}: {font} has codes without a character"
