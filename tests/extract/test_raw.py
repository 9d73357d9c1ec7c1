"""Characters beyond U+FFFF, which pdfium gives as two halves each, turned round in lines from right to left."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handout.extract.raw import decoded, whole


def halves(text: str) -> str:
    units = text.encode("utf-16-le")
    return "".join(chr(int.from_bytes(units[at : at + 2], "little")) for at in range(0, len(units), 2))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_halves_are_put_together_in_either_order(text: str) -> None:
    assert whole(halves(text)) == whole(text) == text
    assert whole(halves(text)[::-1]) == text[::-1]
    turned = halves(text)[::-1].encode("utf-16-le", "surrogatepass")
    assert (decoded(text.encode("utf-16-le")), decoded(turned)) == (text, text[::-1])
