from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from canary.workspace import CLINIC, document, loaded, section
from extra_fonts import hidden
from fonts.font_files import without
from handout import document as tree
from handout.check import characters, glyphs
from handout.check.workspace import check
from handout.diagnostics import HandoutError, Span
from handout.fonts.glyphs import BUILT_IN, FontBook
from handout.i18n import dictionary
from handout.patients import Patient

FONTS = FontBook()
EMOJI = "\U0001f600"
MISSING = "no glyph for U+1F600 near"


def told(root: Path, body: str, head: str = "") -> list[str]:
    workspace = loaded(root, {"content/t.yaml": section(body, head)})
    return [
        f"{d.span.line}: {d.message}" for d in characters.check_topic(workspace.topics["t"], workspace.clinic, FONTS)
    ]


@pytest.mark.parametrize(
    ("body", "head", "problems"),
    [
        ("- text: plain – “quoted” ≤ 5 µg", "", []),
        (f"- text: well {EMOJI} then", "", [f"9: {MISSING} 'well {EMOJI} then' in FiraGO"]),
        (f"- text: {{patient: a, clinician: 'b {EMOJI}'}}", "", [f"9: {MISSING} 'a b {EMOJI}' in FiraGO"]),
        (f"- table: {{columns: [A], rows: [['{EMOJI}']]}}", "", [f"9: {MISSING} '{EMOJI}' in FiraGO"]),
        ("- text: x", f"summary: {EMOJI}\n", [f"4: {MISSING} '{EMOJI}' in FiraGO"]),
        ("- text: x", f"sources: [{{id: a, title: '{EMOJI}'}}]\n", [f"4: {MISSING} '{EMOJI}' in FiraGO"]),
        ("- text: שלום", "", []),
        ("- text: Call ٥٥٥-0199.", "", ["9: a number has digits of two scripts"]),
        ("- text: Take 1٢ mg.", "", ["9: a number has digits of two scripts"]),
        ("- text: 555 ٠١٩٩ and １2, ٣٨٫٥ or 5²", "", []),
        ("- contact: [{label: a, phone: 555 ٠١٩٩}]", "", ["9: a number has digits of two scripts"]),
        ("- text: རིན", "", ["9: Tibetan can't be set yet (near 'རིན')"]),
        ("- text: \"x ּ\"", "", ["9: a mark stands without the letter that it belongs to (near 'x ּ')"]),
    ],
)  # fmt: skip
def test_a_character_without_a_glyph_is_named_with_its_place(
    tmp_path: Path, body: str, head: str, problems: list[str]
) -> None:
    found = told(tmp_path, body, head)
    assert found == problems


def made(root: Path, body: str = "- text: '{{ patient.name }}'", **wish: Any) -> tree.Document:
    return document(loaded(root, {"clinic.yaml": CLINIC, "content/t.yaml": section(body)}), **wish)


def test_of_a_patient_s_value_only_the_code_point_is_told(tmp_path: Path) -> None:
    values = {"name": f"Secret{EMOJI}", "id": "A"}
    place = Span("anna.yaml", 1, 7)
    patient = Patient(values=values, personal=True, places={"name": place})
    found = characters.check_document(made(tmp_path, values=values, personal=True), FONTS, patient)
    assert [(d.span, d.message) for d in found] == [(place, "field 'name': no glyph for U+1F600 in FiraGO")]
    assert "Secret" not in str(HandoutError(found))


def test_a_document_of_proven_characters_has_no_problem(tmp_path: Path) -> None:
    assert characters.check_document(made(tmp_path), FONTS) == []
    assert glyphs.settable("Anna", (BUILT_IN,), FONTS)
    assert not glyphs.settable(EMOJI, (BUILT_IN,), FONTS)


def test_headings_are_checked_in_the_fonts_of_headings(tmp_path: Path) -> None:
    """A title that the text's fonts have and the headings' not would be found when somebody prints it."""
    (tmp_path / "house.ttf").write_bytes(without("Ж"))
    fonts = "fonts:\n  families: {House: {regular: house.ttf}}\n  body: [FiraGO]\n  heading: [House]\n"
    files = {"clinic.yaml": CLINIC + fonts, "layouts/plain.yaml": "styles: {heading1: {font: heading}}\n"}
    topic = section("- text: Ж").replace("title: Section", "title: Ж")
    loaded(tmp_path, {**files, "content/t.yaml": topic})
    (problem,) = [each for each in check(tmp_path, None) if each.code == "missing-glyph"]
    assert problem.message == "no glyph for U+0416 near 'Ж' in House"


@pytest.mark.parametrize(
    ("text", "near", "hint"),
    [("Take 5 ㎎ of it.", "Take 5 ㎎ of it.", "write 'mg'"), ("Ask 山.", "Ask 山.", "install one (pip install")],
)
def test_a_sign_of_another_script_is_shown_with_the_words_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, near: str, hint: str
) -> None:
    hidden(monkeypatch)
    loaded(tmp_path, {"content/t.yaml": section(f"- text: {text}")})
    (problem,) = check(tmp_path, None)
    assert problem.message.startswith("no font for Chinese characters is installed")
    assert problem.message.endswith(f"(near '{near}')")
    assert problem.hint.startswith(hint)


def test_a_raised_digit_is_never_to_be_written_as_a_plain_one(tmp_path: Path) -> None:
    (tmp_path / "house.ttf").write_bytes(without("⁵"))
    fonts = "fonts:\n  families: {House: {regular: house.ttf}}\n  body: [House]\n"
    loaded(tmp_path, {"clinic.yaml": CLINIC + fonts, "content/t.yaml": section("- text: 10⁵ cells")})
    hints = [each.hint for each in check(tmp_path, None) if each.code == "missing-glyph"]
    assert hints == ["add a font that has it under fonts in clinic.yaml"]


def test_headers_and_footers_are_checked_before_anything_is_printed(tmp_path: Path) -> None:
    files = {"content/t.yaml": section("- text: x"), "layouts/plain.yaml": "header: {left: Page Ꮹ}\n"}
    loaded(tmp_path, files)
    (problem,) = [each for each in check(tmp_path, None) if each.code == "missing-glyph"]
    assert (problem.span.file, problem.message) == (
        "layouts/plain.yaml",
        "no glyph for U+13E9 near 'Page Ꮹ' in FiraGO",
    )


def test_a_long_text_without_spaces_needs_the_dictionary_of_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for there, text, problems in (
        (True, "กรุณารับประทานยาวันละสองครั้งหลังอาหาร", 0),
        (False, "กรุณารับประทานยาวันละสองครั้งหลังอาหาร", 1),
        (False, "รับประทานยา", 0),
    ):
        monkeypatch.setattr(dictionary, "installed", lambda there=there: there)
        found = told(tmp_path, f"- text: {text}")
        assert len(found) == problems
        assert all("Thai is written without spaces" in problem for problem in found)


def test_a_telephone_number_of_the_clinic_has_digits_of_one_script(tmp_path: Path) -> None:
    clinic = CLINIC.replace("555 0100", "555 ٠١٠٠")
    assert clinic != CLINIC
    loaded(tmp_path, {"clinic.yaml": clinic, "content/t.yaml": section("- text: x")})
    (problem,) = (problem for problem in check(tmp_path, None) if problem.code == "digits")
    assert problem.span.file == "clinic.yaml"
    assert "one script" in problem.hint
