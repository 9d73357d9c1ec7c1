"""Lines with words from right to left, read back in reading order."""

from __future__ import annotations

import pytest

from handout import extract
from handout.document import Masthead, Run
from handout.extract.tags import tags
from handout.layout import layout
from handout.pdf import write_pdf
from handout.verify import verify
from pdf.make import FONTS, Keys, document

TEXTS = [
    "Dear {}, hello.", "{}", "({}) and [{}]", "a {} b {} c {}", "“{}” 12 – {}",
]  # fmt: skip
NAMES = ["דוד (כהן)", "[א] «ב»", "محمد 555-0199", "(400 mg) קרס", "רות, “נעמי”", "א-ב 12 ג"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", TEXTS)
def test_a_line_is_read_as_it_was_written(text: str, name: str) -> None:
    k = Keys()
    runs: list[Run] = []
    for number, part in enumerate(text.split("{}")):
        runs += [Run(text=name, slot=True)] if number else []
        runs += [Run(text=part)] if part else []
    written = "".join(run.text for run in runs)
    pdf = write_pdf(layout(document(k.p(*runs), personal=True), FONTS), FONTS)
    assert " ".join(tags(pdf)[0].text.split()) == written
    assert extract.pages(pdf)[0].strip() == written
    assert [passage.text for passage in extract.reading(pdf).pages[0].passages] == [written]


STRONG = [
    ("abc", "عربي", "عبري"), ("שלום", "abc", "def"), ("abc", "שלום", "5 mg", "עברית"), ("عربي", "12", "عبري", "abc"),
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("strong", [0, 1])
@pytest.mark.parametrize("words", STRONG)
def test_words_of_several_styles_and_directions_keep_their_spaces(
    words: tuple[str, ...], strong: int, language: str
) -> None:
    runs = [Run(text="x ")]
    for number, word in enumerate(words):
        runs += [Run(text=word, strong=number % 2 == strong), Run(text=" ")]
    runs += [Run(text="y ("), Run(text="عربي", strong=True), Run(text=") z")]
    pages = layout(document(Keys().p(*runs), language=language), FONTS)
    pdf = write_pdf(pages, FONTS)
    assert verify(pdf, pages, FONTS) == pdf
    assert extract.pages(pdf)[0].strip() == "".join(run.text for run in runs)


def test_text_beside_such_a_line_is_apart_from_it() -> None:
    k = Keys()
    node = Masthead(left=(k.p(Run(text="דוד כהן", slot=True)),), right=(k.p("Clinic"),))
    pdf = write_pdf(layout(document(node, personal=True), FONTS), FONTS)
    assert extract.pages(pdf)[0].strip() == "דוד כהן Clinic"


SIGNS = [
    "خذ < 5 mg", "خذ <5 mg", "CRP < 5, خذ > 10", "إذا كان 5 < 6 و 7 ≥ 3", "س<ص", "(שלום) < x", "5<שלום", "חום ≥ 38 °C",
    "اسم ½ حبة", "1½ حبة", "½-1 כדור", "خذ 1/2 حبة أو ¾", "½ tablet (½ حبة)",
    "ג’ירפה של ג’ורג’", "אמר ‘שלום’ ו-‘לא’", "x ≠ 5 خذ ≠ 6", "خذ… ثم № 5 ™ 37 ℃", "(‘خذ’) abc ‘def’",
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("text", SIGNS)
def test_a_sign_is_read_as_it_was_written(text: str, language: str) -> None:
    pages = layout(document(Keys().p(text), language=language), FONTS)
    pdf = write_pdf(pages, FONTS)
    assert verify(pdf, pages, FONTS) == pdf
    assert extract.pages(pdf)[0].strip() == text
    assert [passage.text for passage in extract.reading(pdf).pages[0].passages] == [text]
