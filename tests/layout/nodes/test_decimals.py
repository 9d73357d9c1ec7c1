"""Numbers of a column that are aligned at the decimal sign, or at the right."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import loaded, section
from handout.diagnostics import HandoutError
from handout.i18n.numbers import decimal_sign
from handout.layout import layout
from handout.layout.geometry import Glyphs, Line
from handout.layout.nodes.decimals import split
from handout.pipeline import Renderer, Request
from layout.documents import FONTS, words
from layout.filled import assert_filled_alike

BODY = """\
- table:
    columns: [Test, {title: Result, align: decimal}]
    rows:
      - [Calcium, 2.35 mmol/l]
      - [Creatinine, 178 µmol/l]
      - [CRP, < 0.5 mg/l]
      - [Weight, "1,250.5 g"]
      - [Sodium, not yet known]
      - [Potassium, ""]
"""


@pytest.mark.parametrize(
    ("text", "sign", "before"),
    [
        ("2.5 mg", ".", "2"),
        ("12 mg", ".", "12"),
        ("1,250.5", ".", "1,250"),
        ("1,250", ".", "1,250"),
        ("1,25", ".", "1"),
        ("1.250,5 g", ",", "1.250"),
        ("1.250 g", ",", "1.250"),
        ("2.5 mg", ",", "2"),
        ("0.125 mg", ",", "0"),
        ("< 0.5 mg", ".", "< 0"),
        ("12 000 IU", ".", "12 000"),
        ("2.5–5 mg", ".", "2"),
        ("5-10 mg", ".", "5"),
        ("4.5 × 10⁹/L", ".", "4"),
        ("1.250.000", ".", "1.250.000"),
        ("1.250", ".", "1"),
        ("1,250", ",", "1"),
        ("10:30", ".", None),
        ("12.03.2026", ",", None),
        ("12.03.2026", ".", None),
        ("2026-03-12", ".", None),
        ("1/2 tablet", ".", None),
        ("120/80 mmHg", ".", None),
        ("2.5 mg\nat night", ".", None),
        ("7.", ".", "7"),
        ("none", ".", None),
        ("", ".", None),
        ("2 tablets every day after food", ".", None),
    ],
)
def test_where_a_number_is_split(text: str, sign: str, before: str | None) -> None:
    at = split(text, sign)
    assert (None if at is None else text[:at]) == before


@pytest.mark.parametrize(("language", "sign"), [("en", "."), ("de", ","), ("es", ","), ("es-MX", "."), ("qq", ".")])
def test_the_sign_is_that_of_the_language(language: str, sign: str) -> None:
    assert decimal_sign(language) == sign


def left_of_point(glyphs: Glyphs) -> float:
    """Where the decimal sign is, or would be."""
    at = split(glyphs.text, ".")
    assert at is not None
    size, face = glyphs.size, FONTS.face(glyphs.face)
    return glyphs.x + sum(face.advance(character) * size for character in glyphs.text[:at])


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("scale", ["standard", "clear", "large", "giant"])
def test_decimal_signs_are_under_each_other(tmp_path: Path, scale: str, paper: str) -> None:
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": section(BODY)}))
    request = Request(topics=("t",), audience="patient", scale=scale, paper=paper)
    pages = layout(renderer.document(request), FONTS)
    lines = [line for page in pages.pages for line in page.items if isinstance(line, Line)]
    numbers = [line.glyphs[0] for line in lines if line.glyphs and line.glyphs[0].text[:1] in set("<0123456789")]
    places = [left_of_point(glyphs) for glyphs in numbers if "/l" in glyphs.text or " g" in glyphs.text]
    assert len(places) == 4
    assert places == pytest.approx([places[0]] * 4, abs=0.05)
    assert renderer.render(request).pdf


def test_a_patients_value_is_refused_with_its_place(tmp_path: Path) -> None:
    body = "- table: {columns: [A, {title: B, align: decimal}], rows: [[a, '{{ patient.name }}']]}"
    with pytest.raises(HandoutError, match="a patient's value can't be aligned at its decimal sign") as caught:
        loaded(tmp_path, {"content/t.yaml": section(body)})
    assert caught.value.diagnostics[0].hint and caught.value.diagnostics[0].span.line


def test_a_filled_table_is_the_table_rendered_anew(tmp_path: Path) -> None:
    body = BODY.replace("[Potassium, ", "['{{ patient.name }}', ")
    assert_filled_alike(Renderer(loaded(tmp_path, {"content/t.yaml": section(body)})))


@pytest.mark.parametrize(("align", "least"), [("left", 0.8), ("right", 1.4), ("decimal", 1.4)])
def test_numbers_are_clear_of_the_words_beside_them(tmp_path: Path, align: str, least: float) -> None:
    """`1` and `2 days` in two columns aren't to be read as one phrase."""
    why = "Stop it and ask the ward whether vitamin K is needed before the next test " * 3
    body = f"- table: {{columns: [INR, {{title: Days, align: {align}}}, Then], rows: [[{why}, 7.5 days, {why}]]}}"
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": section(body)}))
    pages = layout(renderer.document(Request(topics=("t",), audience="patient")), FONTS)
    lines = {words(item).strip(): item for page in pages.pages for item in page.items if isinstance(item, Line)}
    numbers, next_words = lines["7.5 days"], lines["Then"]
    em = pages.document.styles["cell"].size
    assert next_words.x - numbers.x - numbers.width >= least * em - 0.01
