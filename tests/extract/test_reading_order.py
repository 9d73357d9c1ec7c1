"""Lines with words from right to left, read back in reading order."""

from __future__ import annotations

import pytest

from handout import extract
from handout.document import Masthead, Run
from handout.extract.tags import tags
from handout.layout import layout
from handout.pdf import write_pdf
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


def test_text_beside_such_a_line_is_apart_from_it() -> None:
    k = Keys()
    node = Masthead(left=(k.p(Run(text="דוד כהן", slot=True)),), right=(k.p("Clinic"),))
    pdf = write_pdf(layout(document(node, personal=True), FONTS), FONTS)
    assert extract.pages(pdf)[0].strip() == "דוד כהן Clinic"
