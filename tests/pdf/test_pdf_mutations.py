"""The painter's own checks see what they are there for: each kind of damage is found."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from handout.pdf import write_pdf

from .check import problems, walk
from .make import FONTS, rich, set_pages

DATA = write_pdf(set_pages(rich()), FONTS)


def _first(pdf: Any, role: str) -> Any:
    return next(element for element in walk(pdf) if role == element.S)


def _drop_element(pdf: Any) -> None:
    top = pdf.Root.StructTreeRoot.K
    top.K = pikepdf.Array([kid for kid in top.K if kid.S != "/Div"])


def _drop_alt(pdf: Any) -> None:
    del _first(pdf, "/Figure")["/Alt"]


def _drop_box(pdf: Any) -> None:
    del _first(pdf, "/Figure").A["/BBox"]


def _drop_numbering(pdf: Any) -> None:
    del _first(pdf, "/L")["/A"]


def _drop_scope(pdf: Any) -> None:
    del _first(pdf, "/TH").A["/Scope"]


def _drop_parent(pdf: Any) -> None:
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    nums[1] = pikepdf.Array(list(nums[1])[:-1])


def _swap_parents(pdf: Any) -> None:
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    nums[1] = pikepdf.Array(list(nums[1])[::-1])


def _drop_struct_parents(pdf: Any) -> None:
    del pdf.pages[1].obj["/StructParents"]


def _drop_map(pdf: Any) -> None:
    del pdf.pages[0].Resources.Font["/F0"]["/ToUnicode"]


def _shorten_map(pdf: Any) -> None:
    stream = pdf.pages[0].Resources.Font["/F2"].ToUnicode
    stream.write(stream.read_bytes().replace(b"<0042> <0061>\n", b""))


def _drop_annotation(pdf: Any) -> None:
    link = _first(pdf, "/Link")
    link.K = link.K[0]


def _unbalance(pdf: Any) -> None:
    stream = pdf.pages[0].Contents[1]
    stream.write(stream.read_bytes().replace(b"EMC", b"", 1))


def _draw_outside(pdf: Any) -> None:
    stream = pdf.pages[0].Contents[1]
    stream.write(stream.read_bytes() + b" BT (\x00\x01) Tj ET")


DAMAGE: list[Callable[[Any], None]] = [
    _drop_element, _drop_alt, _drop_box, _drop_numbering, _drop_scope, _drop_parent, _swap_parents,
    _drop_struct_parents, _drop_map, _shorten_map, _drop_annotation, _unbalance, _draw_outside,
]  # fmt: skip


def test_undamaged_after_a_round_trip() -> None:
    assert problems(_saved(lambda pdf: None)) == []


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_damage_is_seen(damage: Callable[[Any], None]) -> None:
    assert problems(_saved(damage)) != []


def _saved(change: Callable[[Any], None]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(DATA)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()
