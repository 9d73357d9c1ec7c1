from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from canary.workspace import loaded, section
from handout import extract
from handout.bidi.characters import mirror
from handout.extract import opened
from handout.extract.text import normalise, shown, text_page
from handout.pipeline import Renderer, Request
from handout.verify.text_objects import same_letters, text_objects

CHARS = st.sampled_from("abé()[]«»”“\u0301\u0654\u064eاأبلﷲﻻﬁ \n\x02-\u00a8\u1112\u1161한𝐀\U0001e900\ud800\udc00")
TEXTS = st.lists(CHARS, max_size=12)


def letters(text: str) -> list[str]:
    """All letters of a text, each one looked at."""
    found = (char for char in unicodedata.normalize("NFKD", normalise(text)) if char.strip())
    return sorted("“" if char == "”" else min(char, mirror(char)) for char in found)


@given(TEXTS, TEXTS)
def test_letters_are_the_same_if_each_of_them_is(one: Sequence[str], changed: Sequence[str]) -> None:
    first, second = "".join(one), "".join(changed)
    # Two halves of a character are one beside each other.
    assert same_letters(first, second) == (letters(first) == letters("".join(second.split())))


@given(st.permutations("ab(é)«» \u0301لاﷲ"), st.permutations("ab(é)»« \u0301لاﷲ"), st.sampled_from(["", "a", " ", ")"]))
def test_their_order_makes_no_difference(one: Sequence[str], other: Sequence[str], more: str) -> None:
    assert same_letters("".join(one), "".join(other))
    assert same_letters("".join(one) + more, "".join(other)) == (not more.strip())


def test_brackets_may_be_turned_and_nothing_else_changed() -> None:
    assert same_letters(")أ(", "(أ)")
    assert not same_letters(")أ(", "(ب)")
    assert not same_letters("5mg50", "5mg5")


def test_an_apostrophe_may_be_turned() -> None:
    assert same_letters("ג‘ה", "ג’ה")
    assert not same_letters("ג'ה", "ג’ה")


def test_a_fraction_may_be_taken_apart() -> None:
    assert same_letters("1/2ة", "½ ة")
    assert not same_letters("1/4ة", "½ ة")


def test_greek_accents_without_a_letter_are_read_in_part() -> None:
    assert same_letters("Ανναة", "΄Αννα ة")
    assert same_letters("¨Ανναة", "΅Αννα ة")
    assert not same_letters("Ανναة", "΅Αννα ة")
    assert not same_letters("Ανναة", "´Αννα ة")


def test_such_an_accent_may_be_alone(tmp_path: Path) -> None:
    body = "- text: שלום ΄ عليكم\n- text: ΄ and **΄**\n- bullets: ['**΄** שלום', ΅]\n"
    made = Renderer(loaded(tmp_path, {"content/t.yaml": section(body)})).render(
        Request(topics=("t",), audience="patient")
    )
    assert extract.pages(made.pdf)[0].count("΄") == 2, "beside words from left to right"


IDEOGRAPHS = {*range(0x3400, 0xA000), *range(0xAC00, 0xD7B0)}
"""Which pdfium gives as they are."""
EVERY = [
    char
    for char in (chr(code) for code in range(0x21, 0x10000) if code not in IDEOGRAPHS)
    if unicodedata.category(char)[0] in "LMNPS" and unicodedata.normalize("NFC", char) == char
]


def strings(texts: Sequence[str]) -> bytes:
    """A page with these strings, far from each other, in a font that isn't there: pdfium reads ToUnicode alone."""
    codes = {char: code for code, char in enumerate(sorted({*"".join(texts)}), 1)}
    pdf = pikepdf.new()
    pairs = "\n".join(f"<{code:04x}> <{char.encode('utf-16-be').hex()}>" for char, code in codes.items())
    unicode = f"1 begincodespacerange <0000> <FFFF> endcodespacerange {len(codes)} beginbfchar\n{pairs}\nendbfchar"
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=pikepdf.Name.F, DW=600,
        CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
    )  # fmt: skip
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name.F,
        Encoding=pikepdf.Name("/Identity-H"), ToUnicode=pdf.make_stream(unicode.encode()),
        DescendantFonts=[pdf.make_indirect(descendant)],
    )  # fmt: skip
    shown = (f"1 0 0 1 {at % 4 * 140 + 9} {at // 4 * 20 + 9} Tm <{''.join(f'{codes[c]:04x}' for c in text)}> Tj"
             for at, text in enumerate(texts))  # fmt: skip
    sheet = pdf.add_blank_page(page_size=(595, len(texts) * 5 + 40))
    sheet.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    sheet.Contents = pdf.make_stream(f"BT /F 10 Tf {' '.join(shown)} ET".encode())
    pdf.save(made := BytesIO())
    return made.getvalue()


@pytest.mark.parametrize("frame", ["א{}ב", "ع{}س", "a{}b"])
def test_every_character_is_read_as_itself_among_letters_of_both_directions(frame: str) -> None:
    assert len(EVERY) > 15_000
    wrong = []
    for first in range(0, len(EVERY), 200):
        texts = [frame.format(char) for char in EVERY[first : first + 200]]
        with opened(strings(texts)) as document, shown(document, 0) as sheet, text_page(sheet) as text:
            found = text_objects(sheet, text)
        wrong += [said for each, said in zip(found, texts, strict=True) if not same_letters(each.letters, said)]
    assert wrong == []


def test_no_other_sign_is_taken_for_it() -> None:
    for one, other in (("∋", "∈"), ("R", "℞"), ("1", "❶")):
        assert same_letters(f"א{one}ב", f"א{other}ב")
    for one, other in (("≤", "∈"), ("2", "❶"), ("⓫", "❶"), ("V", "℞"), ("", "℞"), ("(", "∈"), ("", "∄")):
        assert not same_letters(f"א{one}ב", f"א{other}ב")
