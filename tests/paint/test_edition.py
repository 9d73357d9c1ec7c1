"""What is stamped is what is painted, and an edition holds nothing of the patient it was made from."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO

import msgspec
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.document import Run
from handout.fonts.glyphs import REPERTOIRE, FontBook
from handout.pdf import Form, edition, filled, paint, stamp

from .check import problems
from .make import FONTS, Keys, document, rich, set_pages


def test_stamped_is_painted() -> None:
    one, other = set_pages(rich("Anna Nguyen")), set_pages(rich("Łucja Ó Sé-Őry"))
    made = edition(one, FONTS)
    assert stamp(made, filled(other)) == paint(other, FONTS)
    assert stamp(made, filled(one)) == paint(one, FONTS)
    assert problems(paint(other, FONTS)) == []


@given(
    st.text(
        st.characters(min_codepoint=0x21, max_codepoint=0x17F, exclude_categories=["Cc", "Cf"]), min_size=1, max_size=14
    )
)
def test_any_name_that_an_edition_takes_is_painted_alike(name: str) -> None:
    pages = set_pages(rich(name))
    stamped = stamp(EDITION, filled(pages))
    assert stamped is None or stamped == paint(pages, FONTS)


EDITION = edition(set_pages(rich("Anna Nguyen")), FONTS)


def test_an_edition_holds_nothing_of_its_record() -> None:
    assert edition(set_pages(rich("Zoë Quayle")), FONTS) == EDITION
    # Greek is beyond the repertoire: it must not reach the fonts that other patients' files share.
    assert edition(set_pages(rich("Βασιλική Π.")), FONTS) == EDITION
    with pikepdf.open(BytesIO(paint(set_pages(rich("Zoë Quayle")), FONTS))) as pdf:
        assert pdf.Root.Outlines.First.Last.Title == "For Zoë Quayle"


def test_other_glyphs_take_the_long_way() -> None:
    greek = set_pages(rich("Βασιλική Π."))
    assert stamp(EDITION, filled(greek)) is None
    assert problems(paint(greek, FONTS)) == []


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
    made = edition(set_pages(document(k.h(1, "Letter"), k.p(WHO, LINK), personal=True)), FONTS)
    pages = set_pages(document(j.h(1, "Letter"), j.p(*other), personal=True))
    stamped = stamp(made, filled(pages))
    assert (stamped == paint(pages, FONTS)) if other == (WHO, LINK) else stamped is None


def test_a_slot_that_is_missing_or_too_many_takes_the_long_way() -> None:
    slots = filled(set_pages(rich()))
    some = dict(list(slots.items())[1:])
    assert stamp(EDITION, some) is None
    assert stamp(EDITION, {**slots, (999, 0): next(iter(slots.values()))}) is None
    assert stamp(EDITION, {**some, (999, 0): next(iter(slots.values()))}) is None


def test_static_bytes_come_first_and_are_the_editions_own() -> None:
    data = paint(set_pages(rich("Zoë Quayle")), FONTS)
    assert data.startswith(EDITION.static.content)
    rest = data[len(EDITION.static.content) :]
    assert rest.count(b"/Subtype/Link") == 1  # the one in a slot


def test_a_fallback_face_embeds_its_part_of_the_repertoire_for_everyone() -> None:
    from pymupdf_fonts import myfont

    fonts = FontBook({"Narrow": {"regular": myfont("spacemo")}})  # type: ignore[no-untyped-call]
    glyphs = fonts.face("Narrow-Regular").metrics.glyphs
    for code in REPERTOIRE:
        if code >= 0x100:
            glyphs.pop(code, None)
    families = {"body": ("Narrow", "FiraGO")}

    def made(name: str) -> Form:
        k = Keys()
        letter = document(k.h(1, "Letter"), k.p(Run(text=name, slot=True)), personal=True, families=families)
        return edition(set_pages(letter, fonts), fonts)

    assert made("Anna") == made("Ŋŋ")
    codings = made("Anna").codings
    assert codings["FiraGO-Regular"].codes.keys() == {chr(code) for code in REPERTOIRE if code >= 0x100}
    assert "é" in codings["Narrow-Regular"].codes


def test_an_edition_is_a_plain_value() -> None:
    import pickle

    again = pickle.loads(pickle.dumps(EDITION))
    assert again == EDITION
    slots = filled(set_pages(rich("Zoë Quayle")))
    assert stamp(again, slots) == stamp(EDITION, slots)


SCRIPT = """
import hashlib
from handout.pdf import paint
from paint.make import FONTS, rich, set_pages
print(hashlib.sha256(paint(set_pages(rich()), FONTS)).hexdigest())
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
