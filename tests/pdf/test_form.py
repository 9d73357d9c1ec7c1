"""What is stamped is what is painted, and an edition holds nothing of the patient it was made from."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO

import msgspec
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.document import Run
from handout.fonts.glyphs import REPERTOIRE, FontBook
from handout.pdf import EncodedSlot, Form, SlotContent, SlotKey, fill_form, make_form, slot_contents, write_pdf

from .check import problems
from .make import FONTS, Keys, document, rich, set_pages


def filled(form: Form, contents: Mapping[SlotKey, SlotContent | EncodedSlot]) -> bytes | None:
    found = fill_form(form, contents, FONTS)
    assert found is None or found.sha256 == sha256(found.content).hexdigest()
    return None if found is None else found.content


def test_stamped_is_painted() -> None:
    one, other = set_pages(rich("Anna Nguyen")), set_pages(rich("Łucja Ó Sé-Őry"))
    made = make_form(one, FONTS)
    assert filled(made, slot_contents(other)) == write_pdf(other, FONTS)
    assert filled(made, slot_contents(one)) == write_pdf(one, FONTS)
    assert problems(write_pdf(other, FONTS)) == []


@given(
    st.text(
        st.characters(min_codepoint=0x21, max_codepoint=0x17F, exclude_categories=["Cc", "Cf"]), min_size=1, max_size=14
    )
)
def test_any_name_that_an_edition_takes_is_painted_alike(name: str) -> None:
    pages = set_pages(rich(name))
    stamped = filled(EDITION, slot_contents(pages))
    assert stamped is None or stamped == write_pdf(pages, FONTS)


EDITION = make_form(set_pages(rich("Anna Nguyen")), FONTS)


def test_an_edition_holds_nothing_of_its_record() -> None:
    assert make_form(set_pages(rich("Zoë Quayle")), FONTS) == EDITION
    # Greek is beyond the repertoire: it must not reach the fonts that other patients' files share.
    greek = make_form(set_pages(rich("Βασιλική Π.")), FONTS)
    assert greek != EDITION
    assert make_form(set_pages(rich("Ωmega")), FONTS) == greek, "the fonts tell the script, and no word of it"
    with pikepdf.open(BytesIO(write_pdf(set_pages(rich("Zoë Quayle")), FONTS))) as pdf:
        assert pdf.Root.Outlines.First.Last.Title == "For Zoë Quayle"


def test_static_text_has_the_same_codes_whatever_script_the_values_are_in() -> None:
    k = Keys()
    for_name = (document(k.p("Ж, ", Run(text=name, slot=True)), personal=True) for name in ("Zoë Quayle", "Ωmega"))
    latin, greek = (make_form(set_pages(each), FONTS) for each in for_name)
    for face, coding in latin.codings.items():
        assert coding.codes.items() < greek.codings[face].codes.items()


def test_other_glyphs_take_the_long_way() -> None:
    greek = set_pages(rich("Βασιλική Π."))
    assert filled(EDITION, slot_contents(greek)) is None
    assert problems(write_pdf(greek, FONTS)) == []


LINK = Run(text="read on", link="https://example.org/")
WHO = Run(text="Anna", slot=True)


@pytest.mark.parametrize(
    "other",
    [
        (WHO, LINK),
        (WHO, Run(text="lies mehr", lang="de")),
        (WHO, msgspec.structs.replace(LINK, link="https://example.org/2")),
        (WHO, msgspec.structs.replace(LINK, text="read on and on " * 5)),
        (LINK, WHO),
    ],
)
def test_words_of_another_shape_take_the_long_way(other: tuple[Run, ...]) -> None:
    k, j = Keys(), Keys()
    made = make_form(set_pages(document(k.h(1, "Letter"), k.p(WHO, LINK), personal=True)), FONTS)
    pages = set_pages(document(j.h(1, "Letter"), j.p(*other), personal=True))
    stamped = filled(made, slot_contents(pages))
    assert (stamped == write_pdf(pages, FONTS)) if other == (WHO, LINK) else stamped is None


def test_a_slot_that_is_missing_or_too_many_takes_the_long_way() -> None:
    slots = slot_contents(set_pages(rich()))
    some = dict(list(slots.items())[1:])
    assert filled(EDITION, some) is None
    assert filled(EDITION, {**slots, SlotKey(999, 0): next(iter(slots.values()))}) is None
    assert filled(EDITION, {**some, SlotKey(999, 0): next(iter(slots.values()))}) is None


def test_static_bytes_come_first_and_are_the_editions_own() -> None:
    data = write_pdf(set_pages(rich("Zoë Quayle")), FONTS)
    assert data.startswith(EDITION.static.content)
    rest = data[len(EDITION.static.content) :]
    assert rest.count(b"/Subtype/Link") == 1  # the one in a slot


def test_a_fallback_face_embeds_its_part_of_the_repertoire_for_everyone() -> None:
    from pymupdf_fonts import myfont

    fonts = FontBook({"Narrow": {"regular": myfont("spacemo")}})
    glyphs = fonts.face("Narrow-Regular").metrics.glyphs
    for code in REPERTOIRE:
        if code >= 0x100:
            glyphs.pop(code, None)
    families = {"body": ("Narrow", "FiraGO")}

    def made(name: str) -> Form:
        k = Keys()
        letter = document(k.h(1, "Letter"), k.p(Run(text=name, slot=True)), personal=True, families=families)
        return make_form(set_pages(letter, fonts), fonts)

    assert made("Anna") == made("Ŋŋ")
    codings = made("Anna").codings
    assert codings["FiraGO-Regular"].codes.keys() == {chr(code) for code in REPERTOIRE if code >= 0x100}
    assert "é" in codings["Narrow-Regular"].codes


SCRIPT = """
import hashlib
from handout.pdf import write_pdf
from pdf.make import FONTS, rich, set_pages
print(hashlib.sha256(write_pdf(set_pages(rich()), FONTS)).hexdigest())
"""


def test_the_same_pages_give_the_same_bytes_everywhere() -> None:
    found = set()
    for seed, zone, place in (("0", "UTC", "C"), ("1", "Asia/Kolkata", "C.UTF-8"), ("77", "America/New_York", "C")):
        env = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": place,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        done = subprocess.run([sys.executable, "-c", SCRIPT], env=env, capture_output=True, text=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1
