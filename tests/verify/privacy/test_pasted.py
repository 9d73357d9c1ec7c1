"""A clinicians' sentence in a translation's text for patients, in scripts without spaces."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import write
from handout.pipeline import Renderer, Request
from handout.verify.privacy.pasted import pasted
from handout.verify.privacy.scanned_document import scanned_document
from handout.workspace.load import load

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
"""


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("１日３回飲んでください。", 0),
        ("血糖値測定は毎週です。", 0),  # five letters, which both languages write alike
        ("用药前检查肝功能及血糖值测定，请注意。", 1),
        ("転氨酶升高三倍以上者立即中止。", 0),  # eleven
        ("，转氨酶升高三倍以上者立即停药。", 1),
    ],
)
def test_letters_that_two_languages_share_are_no_sentence(tmp_path: Path, text: str, problems: int) -> None:
    pages = {
        "clinic.yaml": CLINIC,
        "content/t.yaml": ORIGINAL,
        "content/t.ja.yaml": TRANSLATION.format(text=text),
    }
    renderer = Renderer(load(write(tmp_path, pages), languages=["ja"]))
    _, context = renderer.selected("t", Request(topics=("t",), audience="patient", language="ja"))
    found = [*pasted(scanned_document(renderer.workspace, context, ("t",), "patient"))]
    assert len(found) == problems
    assert all(problem.span.file == "content/t.ja.yaml" for problem in found)
