"""Documents without spaces, and from right to left: read back word for word, and the same words at every size."""

from __future__ import annotations

import re
from pathlib import Path

import page
import pytest

from canary.workspace import loaded
from extra_fonts import font
from handout import extract
from handout.compare import compare
from handout.extract.tags import tags
from handout.i18n import dictionary
from handout.patients import Patient
from handout.pipeline import Renderer, Request

TEXTS = {
    "th": (
        "กรุณารับประทานยาวันละสองครั้งหลังอาหารเช้าและเย็น หากมีอาการแพ้ให้หยุดยาทันทีและโปรดแจ้งแพทย์หรือพยาบาลทราบ"
        "ถ้าท่านมีไข้สูงปวดศีรษะอย่างรุนแรงหายใจลำบากผื่นคันเวียนศีรษะ ครั้งละ **1 เม็ด** วันละ 3 ครั้ง โทร 555 0100"
    ),
    "zh-Hans": (
        "如果出现**红肿**、疼痛或渗液，请尽快联系诊所（电话 555 0100），不要自行用药，也不要使用含 alcohol 的产品；"
        "每次约用5克，一日三次，最多不超过100毫克/日，2026年3月5日复诊。她说：“用药后皮肤‘刺痛’”，请停用。"
    ),
    "zh-Hant": (
        "如果出現**紅腫**、疼痛或滲液，請盡快聯絡診所（電話 555 0100），不要自行用藥，也不要使用含 alcohol 的產品；"
        "每次約用5克，一日三次，最多不超過100毫克/日，2026年3月5日複診。她說：「用藥後皮膚『刺痛』」，請停用。"
    ),
    "ja": (
        "ショックやアレルギーの症状（じんましん、息苦しさなど）が現れたときは、「すぐに」使用を**中止**して、クリニックの"
        "山田先生にご連絡ください。１日３回、食後に５mgを飲み、2026年3月5日午後2時30分に来院してください"
    ),
    "ar": (
        "ضع **الكريم** مرتين في اليوم (1-2 cm)، وتناول ibuprofen 400 mg بعد الأكل عند الحاجة،"
        " ولا تتجاوز 3 أقراص في اليوم. إذا ظهر احمرار أو ألم أو إفرازات"
        " فاتصل بالعيادة على الرقم 555-0199 قبل الساعة 14:30، ولا تستعمل أي دواء آخر"
    ),
    "he": (
        "מרחו את **הקרם** פעמיים ביום (1-2 cm), וקחו ibuprofen 400 mg אחרי האוכל לפי הצורך, ולא יותר מ-3 כדורים ביום."
        " אם מופיעים אודם או כאב התקשרו ל-555-0199 לפני 14:30, ואל תיקחו שום תרופה אחרת"
    ),
}
TOPIC = """title: {title}
language: {language}
audience: patient
review: {{status: draft}}
sections:
  - id: one
    title: {title}
    audience: patient
    body:
      - text: "{text}"
      - bullets: ["{text}", "{title}"]
      - table: {{columns: ["{title}", "2"], rows: [["{title}", "{text}"]]}}
      - callout: {{kind: important, title: "{title}", body: [{{text: "{text}"}}]}}
      - text: "{text} {{{{ patient.name }}}}"
"""
CLINIC = """\
name: The clinic
language: en
contacts: {day: {label: "1", phone: 555 0100}}
audiences: {patient: {for-patients: true, layout: plain}}
"""
BOUNDARY = re.compile("(?<=[ก-ฮ])(?=[เแโใไ])|(?<=[ะาำ์])(?=[ก-ฮ])")


@pytest.fixture
def renderer(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Renderer:
    """Of a topic in the language of the test."""
    language = request.param
    if language == "th":
        monkeypatch.setattr(dictionary, "installed", lambda: True)
        ends = lambda stretch, tag: tuple(match.start() for match in BOUNDARY.finditer(stretch))  # noqa: E731
        monkeypatch.setattr(dictionary, "divided", ends)
    elif language not in ("ar", "he"):
        font({"zh-Hans": "SC", "zh-Hant": "TC", "ja": "JP"}[language])
    title = {"th": "วิธีใช้ยา", "ja": "使い方", "ar": "الاستعمال", "he": "שימוש"}.get(language, "用法")
    topic = TOPIC.format(title=title, language=language, text=TEXTS[language])
    return Renderer(loaded(tmp_path, {"clinic.yaml": CLINIC, "content/t.yaml": topic}))


in_each_language = pytest.mark.parametrize("renderer", TEXTS, indirect=True)
ANNA = Patient(values={"id": "A-1", "name": "Anna Quayle"}, personal=True)


def rendered(renderer: Renderer, scale: str | None = None, paper: str | None = None) -> bytes:
    return renderer.render(Request(topics=("t",), audience="patient", patient=ANNA, scale=scale, paper=paper)).pdf


@in_each_language
def test_the_text_is_read_back_word_for_word(renderer: Renderer) -> None:
    language = renderer.workspace.topics["t"].language or ""
    text = TEXTS[language].replace("**", "")
    pdf = rendered(renderer)
    assert " ".join(" ".join(tag.text for tag in tags(pdf)).split()).count(text) == 5
    words = [passage.text for side in extract.reading(pdf).pages for passage in side.passages]
    assert " ".join(words).count(text) == 5
    assert f"{text} Anna Quayle" in words


@in_each_language
def test_another_width_of_the_lines_is_no_change(renderer: Renderer) -> None:
    one, larger, other = (
        extract.reading(rendered(renderer, scale, paper))
        for scale, paper in (("standard", "A4"), ("giant", "A4"), ("large", "Letter"))
    )
    assert len(larger.pages) > len(one.pages)
    assert compare(one, larger).changes == ()
    assert compare(other, one).changes == ()


@in_each_language
def test_a_letter_less_is_a_change(renderer: Renderer, tmp_path: Path) -> None:
    before = extract.reading(rendered(renderer))
    path = tmp_path / "content" / "t.yaml"
    path.write_text(
        path.read_text(encoding="utf-8")
        .replace("5克", "6克")
        .replace("５mg", "６mg")
        .replace("สอง", "สาม")
        .replace("400 mg", "40 mg")
    )
    from handout.workspace.load import load

    after = extract.reading(rendered(Renderer(load(tmp_path)), "large"))
    assert compare(before, after).changes


@in_each_language
def test_both_standards_hold(renderer: Renderer, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(rendered(renderer))
    for profile in ("ua1", "2a"):
        assert list(page.validate_pdf(str(path), profile=profile).failures) == []
