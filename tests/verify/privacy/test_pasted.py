"""A clinicians' sentence in a translation's text for patients, where both languages share letters or words."""

from __future__ import annotations

from pathlib import Path

import pytest

from handout.diagnostics import Diagnostic
from handout.verify.privacy.document_texts import document_texts
from handout.verify.privacy.pasted import pasted
from verify.privacy.translated import scanned_topic

CLINIC = """\
name: The clinic
language: zh-Hans
contacts: {day: {label: {zh: 日间, ja: 平日}, phone: 555 0100}}
audiences:
  patient: {for-patients: true, layout: plain}
  clinician: {for-patients: false, layout: plain}
"""
ORIGINAL = """\
title: 用药
audience: [patient, clinician]
review: {status: draft}
updated: 2026-11-01
sections:
  - id: one
    title: 用药
    audience: [patient, clinician]
    body:
      - text: 每日三次。
      - text: 用药前检查肝功能及血糖值测定，转氨酶升高三倍以上者立即停药。
        audience: clinician
      - text: 血糖值測定
        audience: clinician
      - text: 随访二次
        audience: clinician
      - text: 骨密度每年复查
        audience: clinician
      - text: Stop calcium
        audience: clinician
      - text: Measure calcium levels
        audience: clinician
      - text: Calcium Plus with lunch or dinner, as in the study
        audience: clinician
      - text: Calcium Plus with lunch or dinner
        audience: patient
      - use: notice
"""
NOTICE = """\
audience: [patient, clinician]
review: {status: draft}
updated: 2026-11-01
body:
  - text: {patient: 电话, clinician: 用药}
"""
TRANSLATED_NOTICE = """\
translates: 2026-11-01
review: {{status: draft}}
body:
  - text: {{patient: {text}, clinician: 用药}}
"""
TRANSLATION = """\
translates: 2026-11-01
review: {{status: draft}}
title: 服薬
sections:
  - id: one
    title: 服薬
    body:
      - text: {text}
      - text: 肝機能を検査する。
      - text: 測定
      - text: フォロー
      - text: 骨
      - text: 中止
      - text: Measure calcium levels
      - text: Calcium Plus with lunch or dinner, as in the study
      - text: 食事
      - use: notice
"""


HINT = "translate the text for 'patient'; these words are at content/t.yaml:"


def _problems(folder: Path, text: str = "服薬", notice: str = "電話") -> list[Diagnostic]:
    files = {
        "clinic": CLINIC,
        "t": ORIGINAL,
        "t.ja": TRANSLATION.format(text=text),
        "fragments/notice": NOTICE,
        "fragments/notice.ja": TRANSLATED_NOTICE.format(text=notice),
    }
    scanned = scanned_topic(folder, files, "ja")
    return [*pasted(scanned, document_texts(scanned))]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("１日３回飲んでください。", None),
        ("血糖値測定は毎週です。", None),  # five letters, which both languages write alike
        ("用药前检查肝功能及血糖值测定，请注意。", "用药前"),
        ("転氨酶升高三倍以上者立即中止。", None),  # eleven
        ("，转氨酶升高三倍以上者立即", "用药前"),  # twelve
        ("，转氨酶升高三倍以上者立即停药。", "用药前"),
        ("随访二次骨密度每年复查可。", None),  # two texts, eleven letters in a row
        ("随访二次转氨酶升高三倍以上", "随访二次"),  # two texts, twelve or more
        ("血糖值測定と、そのほかのことはここで、血糖值測定", None),  # far from each other, they are no row
        ("Stop calcium、服薬。", None),  # two words of Latin letters
        ("Measure calcium levels、服薬。", "Measure"),
        ("Stop calcium、服薬。Measure calcium levels、服薬。", "Measure"),
        ("Calcium Plus with lunch or dinner、服薬。", None),  # the original says this to patients, too
        ("Calcium Plus with lunch or dinner, as in the study。", "as in the study"),
    ],
)
def test_words_of_the_original_that_two_languages_share_are_no_sentence(
    tmp_path: Path, text: str, line: str | None
) -> None:
    found = _problems(tmp_path, text)
    if line is None:
        assert not found
    else:
        [problem] = found
        assert problem.span.file == "content/t.ja.yaml"
        assert problem.span.line == TRANSLATION[: TRANSLATION.index("{text}")].count("\n") + 1
        assert problem.message == "this has words of the original that are not for 'patient'"
        assert problem.hint.startswith(f"{HINT}{ORIGINAL[: ORIGINAL.index(line)].count(chr(10)) + 1}:")
        assert problem.code == "restricted-text"


def test_each_text_has_its_problem(tmp_path: Path) -> None:
    found = _problems(tmp_path, "Measure calcium levels", "Measure calcium levels")
    assert [problem.span.file for problem in found] == ["content/t.ja.yaml", "content/fragments/notice.ja.yaml"]


def test_a_translated_fragment_is_searched_too(tmp_path: Path) -> None:
    [problem] = _problems(tmp_path, notice="转氨酶升高三倍以上者立即停药")
    assert problem.span.file == "content/fragments/notice.ja.yaml"
