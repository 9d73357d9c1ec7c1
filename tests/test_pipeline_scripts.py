"""A patient's name in another script than the document's: rendered, verified, read back, and of both standards."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extra_fonts import hidden
from handout import extract
from handout.diagnostics import HandoutError
from handout.extract import opened, pdfium
from handout.extract.tags import Tag, tags
from handout.extract.text import shown, text_page
from handout.patients import Patient
from handout.pipeline import Renderer, Request
from handout.variable_data.renderer import VariableDataRenderer
from handout.workspace.load import load

CLINIC = """name: Riverside Skin Clinic
language: en-GB
audiences: {patient: {for-patients: true, layout: patient}}
fields: {dose: {type: text, label: Dose}}
"""
LAYOUT = """audience: [patient]
header: {left: "{{ patient.name }}", right: "{{ clinic.name }}"}
"""
TOPIC = """title: For you
audience: patient
review: {status: draft}
sections:
  - id: one
    title: One
    audience: patient
    body:
      - text: "Dear {{ patient.name }}, take {{ patient.dose }} (as **{{ patient.name }}**), and [ring](tel:555) us."
      - facts: [{label: Name, value: "{{ patient.name }}"}, {label: Dose, value: "{{ patient.dose }}"}]
      - table: {columns: [Name, Dose], rows: [["{{ patient.name }}", "{{ patient.dose }}"], [שלום, 2 mg]]}
"""
TEXTS = {
    "ar": "تناول قرصًا واحدًا من ibuprofen 400 mg مرتين يوميًا (صباحًا ومساءً) لمدة 5 أيام. اتصل 555-0199؛ هل لديك أسئلة؟",
    "fa": "روزی دو بار یک قرص ibuprofen 400 mg بخورید (صبح و شب) تا ۵ روز. اگر تب از ۳۸٫۵ درجه بیشتر شد می‌توانید.",
    "ur": "دن میں دو بار ibuprofen 400 mg کی ایک گولی لیں (صبح اور شام)۔ اگر بخار ہو تو 555-0199 پر فون کریں۔",
    "he": "יש ליטול כדור אחד של ibuprofen 400 mg פעמיים ביום (בוקר וערב) במשך 5 ימים. התקשרו 555-0199 אם החום עולה.",
    "hi": "ibuprofen 400 mg की एक गोली लें (सुबह और शाम) पाँच दिन तक। यदि बुख़ार 38.5 से अधिक हो तो 555-0199 पर फ़ोन करें।",
    "th": "รับประทานยา ibuprofen 400 mg ครั้งละ 1 เม็ด วันละ 2 ครั้งหลังอาหาร (เช้าและเย็น) โทรหาคลินิกที่ 555-0199",
}  # fmt: skip
STATIC = """title: {short}
audience: patient
review: {{status: draft}}
sections:
  - id: one
    title: One
    audience: patient
    body:
      - text: "{text} **{text}** [{short}](#one)"
      - bullets: ["{text}", "{short}"]
      - table: {{columns: ["{short}", "{short}"], rows: [["{short}", "{text}"]]}}
      - callout: {{kind: important, title: "{short}", body: [{{text: "{text}"}}]}}
      - text: "{short}: {{{{ patient.name }}}}"
"""
SIGNS = """title: Signs
audience: patient
review: {status: draft}
sections:
  - id: one
    title: One
    audience: patient
    body:
      - bullets:
          - {text: "Rest, {{ patient.name }} {{ icon.bed }} {{ icon.pill }} now.", icon: bed}
          - {text: "{{ icon.pill }} שלום {{ icon.bed }} עולם", icon: pill}
"""
NAMES = [
    "محمد عبد الله", "فاطمة الزهراء (أم أحمد)", "پدرام می‌رزایی", "ٹھنڈا خان", "דוד כהן", "שָׁלוֹם בֶּן־דָּוִד", "प्रिया शर्मा",
    "น้ำฝน ที่รัก", "M̄arī x̌ənč̓", "José محمد García", "محمد José", "замо́к", "٣٨٫٥", "(דוד) [א] «ב»",
]  # fmt: skip
TYPED = ["555-0199", "400 mg", "2–3 mg", "+1 (212) 555-0199", "2026-12-03", "10:30", "38.5°C", "50%"]


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    root = tmp_path_factory.mktemp("workspace")
    files = {"clinic.yaml": CLINIC, "layouts/patient.yaml": LAYOUT, "content/t.yaml": TOPIC}
    files["content/signs.yaml"] = SIGNS
    files |= {f"content/{name}.yaml": STATIC.format(text=text, short=text.split()[0]) for name, text in TEXTS.items()}
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return Renderer(load(root))


def asked(name: str, dose: str = "5 mg", topic: str = "t") -> Request:
    patient = Patient(values={"id": "A-1", "name": name, "dose": dose}, personal=True)
    return Request(topics=(topic,), audience="patient", patient=patient)


def said(found: tuple[Tag, ...]) -> str:
    return " ".join("\n".join(tag.text for tag in found).split())


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_back_as_it_was_given(renderer: Renderer, name: str) -> None:
    pdf = renderer.render(asked(name)).pdf
    assert f"Dear {name}, take 5 mg (as {name}), and ring (555) us." in said(tags(pdf))
    passages = extract.reading(pdf).pages[0].passages
    assert [passage.text for passage in passages].count(name) == 4
    assert f"Dear {name}, take" in " ".join(extract.pages(pdf)[0].split())
    assert pdf == renderer.render(asked(name)).pdf


@pytest.mark.parametrize("name", ["Anna", "محمد عبد الله", "דוד"])
def test_signs_are_read_back_in_lines_that_run_from_right_to_left_too(renderer: Renderer, name: str) -> None:
    pdf = renderer.render(asked(name, topic="signs")).pdf
    lines = [f"Rest, {name} 🛏 💊 now.", "💊 שלום 🛏 עולם"]
    assert all(line in extract.pages(pdf)[0] for line in lines)
    words = [passage.text for passage in extract.reading(pdf).pages[0].passages]
    assert all(line in words for line in lines)


@pytest.mark.parametrize("name", ["محمد عبد الله (أ)", "प्रिया שלום", "น้ำ M̄"])
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_both_standards_hold(renderer: Renderer, tmp_path: Path, name: str, profile: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(renderer.render(asked(name)).pdf)
    assert list(page.validate_pdf(str(path), profile=profile).failures) == []


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_in_such_a_script_is_read_back_word_for_word(renderer: Renderer, tmp_path: Path, language: str) -> None:
    path, text = tmp_path / "a.pdf", unicodedata.normalize("NFC", TEXTS[language])
    path.write_bytes(renderer.render(asked("Anna Quayle", topic=language)).pdf)
    assert said(tags(path)).count(text) == 5
    words = " ".join(each.text for side in extract.reading(path).pages for each in side.passages)
    assert words.count(text) == 5
    for profile in ("ua1", "2a"):
        assert list(page.validate_pdf(str(path), profile=profile).failures) == []


@pytest.mark.parametrize("language", ["ar", "hi"])
def test_forms_of_such_a_text_are_filled(renderer: Renderer, language: str) -> None:
    stamper = VariableDataRenderer(renderer)
    for name in ("Anna Quayle", "Bea Ryan", "Jo"):
        made = stamper.make(asked(name, topic=language))
        assert made.way == "stamped"
        assert made.pdf == renderer.render(asked(name, topic=language)).pdf


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("word", ["محمد", "پدرام", "ٹھنڈا", "דוד"])
def test_numbers_stand_on_paper_as_they_were_typed(renderer: Renderer, word: str, typed: str) -> None:
    for dose in (f"{word} {typed} {word}", f"{typed} {word}", f"{word} ({typed})"):
        pdf = renderer.render(asked(word, dose)).pdf
        assert any(typed.replace(" ", "") in line for line in on_paper(pdf))


def on_paper(pdf: bytes) -> Iterator[str]:
    """The digits, signs and Latin letters of each line by their places, from left to right, as a reader sees them."""
    lines: dict[float, list[tuple[float, str]]] = {}
    with opened(pdf) as document, shown(document, 0) as side, text_page(side) as text:
        for index in range(pdfium().FPDFText_CountChars(text)):
            char = chr(pdfium().FPDFText_GetUnicode(text, index))
            if char.strip() and not pdfium().FPDFText_IsGenerated(text, index) and not "\u0590" <= char <= "\u08ff":
                x, y = _origin(text, index)
                lines.setdefault(round(y, 1), []).append((x, char))
    for line in lines.values():
        found = "".join(char for _, char in sorted(line)).replace("\x02", "-").replace("\ufffe", "-")
        # Pdfium may tell a bracket as the other one of its pair; a number that is seen is one between two of them.
        yield found.replace(")212(", "(212)")


def _origin(text: Any, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium().FPDFText_GetCharOrigin(text, index, x, y)
    return x.value, y.value


WORDS = st.sampled_from(
    [
        *("محمد", "قرصًا", "لا", "می\u200cتوانید", "ٹھنڈا", "שָׁלוֹם", "ibuprofen", "José", "प्रिया", "น้ำ", "x̌a", "آب"),
        *("400", "38.5", "555-0199", "٣٨٫٥", "۵", "(صباحًا)", "(mg)", "[1]", "2–3", "50%", "+1", "5/7", "«", "»", "“x”"),
        *("،", ".", "؟", "–"),
    ]
)


def names(most: int) -> st.SearchStrategy[str]:
    """Words with at least a letter or a digit; without one, a name is refused."""
    return st.lists(WORDS, min_size=1, max_size=most).map(" ".join).filter(lambda name: any(map(str.isalnum, name)))


@given(names(9))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_mixture_is_set_verified_and_scanned(renderer: Renderer, name: str) -> None:
    pdf = renderer.render(asked(name)).pdf
    kept = "".join(char for char in name if char.isalnum())
    assert kept in "".join(char for char in said(tags(pdf)) if char.isalnum())


@pytest.mark.deep
@given(st.lists(WORDS, min_size=9, max_size=40).map(" ".join), names(6))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_longer_mixtures_are_set_verified_and_scanned(renderer: Renderer, dose: str, name: str) -> None:
    for topic in ("t", "ar"):
        renderer.render(asked(name, dose, topic))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("རིན", "Tibetan can't be set yet"),
        ("রহিম", "no font for Bengali is installed; handout[fonts-world] has one"),
        ("山", "no font for Chinese characters is installed; handout[fonts-cjk] has one"),
        ("\u05b8א", "a mark stands without the letter that it belongs to"),
        ("a" + "\u0301" * 40, "the marks of a letter can't be placed"),
        ("a\ufbc1b", "the marks of a letter can't be placed"),
    ],
)
def test_what_can_t_be_set_is_refused_with_what_to_do(
    renderer: Renderer, name: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden(monkeypatch)
    with pytest.raises(HandoutError) as refused:
        renderer.render(asked(name))
    (diagnostic,) = refused.value.diagnostics
    assert diagnostic.message == f"field 'name': {message}"
    assert diagnostic.hint
    assert name not in str(refused.value)


def test_a_batch_makes_the_same_documents_and_no_form_knows_of_such_a_name(renderer: Renderer) -> None:
    names = ["Anna Quayle", "محمد عبد الله", "Bea Ryan", "प्रिया शर्मा", "דוד כהן"]

    def made(order: list[str]) -> dict[str, tuple[str, str, str]]:
        stamper = VariableDataRenderer(renderer)
        found = {name: stamper.make(asked(name)) for name in order}
        assert all(found[name].pdf == renderer.render(asked(name)).pdf for name in order)
        return {name: (each.way, each.why, each.form) for name, each in found.items()}

    first = made(names)
    assert first == made(names[::-1])
    assert {(way, why) for way, why, _ in first.values()} == {("stamped", "")}
    assert first["Anna Quayle"][2] == first["Bea Ryan"][2] != first[names[1]][2]
