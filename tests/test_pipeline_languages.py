"""Texts in further scripts, in every kind of block: rendered, verified, read back word for word, of both standards."""

from __future__ import annotations

from pathlib import Path

import page
import pytest
import yaml
from msgspec import Struct
from msgspec.structs import replace

from extra_fonts import font, forget
from handout.diagnostics import HandoutError
from handout.extract.tags import Tag, tags
from handout.fonts import packaged
from handout.fonts.glyphs import FontBook
from handout.fonts.pieces import pieces
from handout.patients import Patient
from handout.pipeline import Renderer, Request
from handout.variable_data.renderer import VariableDataRenderer
from handout.workspace.load import load
from pdf.second import failures

CLINIC = """name: Riverside Skin Clinic
language: en-GB
audiences: {patient: {for-patients: true, layout: patient}}
"""
LAYOUT = """audience: [patient]
header: {left: "{{ patient.name }}", right: "{{ clinic.name }}"}
"""
TOPIC = """language: {language}
title: {short}
audience: patient
review: {{status: draft}}
sections:
  - id: one
    title: {short}
    audience: patient
    body:
      - text: "{text} **{text}** *{short}* [{short}](#one) {text}"
      - bullets: ["{text}", "{short}"]
      - steps: ["{text}", "{short}"]
      - table: {{columns: ["{short}", "{short}"], rows: [["{short}", "{text}"]]}}
      - facts: [{{label: "{short}", value: "{text}"}}]
      - callout: {{kind: important, title: "{short}", body: [{{text: "{text}"}}]}}
      - side-by-side: {{left: [{{text: "{text}"}}], right: [{{text: "{text}"}}]}}
      - timeline: [{{time: "8:30", text: "{text}"}}]
      - text: "{short}: {{{{ patient.name }}}}"
"""


class Sample(Struct, frozen=True):
    """A sentence as a clinic prints it, and a name."""

    text: str
    name: str
    family: str = ""
    """Of the packaged font; empty for FiraGO."""
    language: str = "en"
    """Of the topic, if the program has words of it."""


FILE = Path(__file__).with_name("languages.yaml")
SAMPLES = {tag: Sample(**sample) for tag, sample in yaml.safe_load(FILE.read_text(encoding="utf-8")).items()}


def asked(topic: str, name: str = "Anna") -> Request:
    return Request(
        topics=(topic,), audience="patient", patient=Patient(values={"id": "A-1", "name": name}, personal=True)
    )


def said(found: tuple[Tag, ...]) -> str:
    return " ".join("\n".join(tag.text for tag in found).split())


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    forget()
    root = tmp_path_factory.mktemp("workspace")
    files = {"clinic.yaml": CLINIC, "layouts/patient.yaml": LAYOUT}
    for tag, sample in SAMPLES.items():
        short = next(word for word in sample.text.split() if not word.isascii())
        files[f"content/{tag.lower()}.yaml"] = TOPIC.format(language=sample.language, text=sample.text, short=short)
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return Renderer(load(root))


@pytest.mark.parametrize("tag", SAMPLES)
def test_a_text_is_read_back_word_for_word_and_both_standards_hold(renderer: Renderer, tag: str) -> None:
    sample = SAMPLES[tag]
    if sample.family:
        font(sample.family)
    pdf = renderer.render(asked(tag.lower(), sample.name)).pdf
    text = said(tags(pdf))
    assert text.count(sample.text) == TOPIC.count("{text}")
    assert f": {sample.name}" in text
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(pdf, profile=profile).failures == []
    made = VariableDataRenderer(renderer).make(asked(tag.lower(), sample.name))
    assert made.pdf == pdf


@pytest.mark.parametrize("tag", ["bn", "km", "ja"])
def test_the_newer_standards_hold_too(renderer: Renderer, tag: str) -> None:
    font(SAMPLES[tag].family)
    assert failures(renderer.render(replace(asked(tag), standard="ua2")).pdf) == []


def test_names_of_many_scripts_stand_in_an_english_letter(renderer: Renderer, tmp_path: Path) -> None:
    packaged_ones = [sample for sample in SAMPLES.values() if sample.family]
    for sample in packaged_ones:
        font(sample.family)
    name = " ".join(sample.name for sample in packaged_ones)
    assert name in said(tags(renderer.render(asked("hy", name)).pdf))


@pytest.mark.parametrize("name", ["স্বাস্থ্য কর্মী", "ব্যবস্থা উত্থান", "স্থান"])
def test_letters_of_a_conjunct_may_be_drawn_over_each_other(renderer: Renderer, name: str) -> None:
    font("Bengali")
    assert name in said(tags(renderer.render(asked("bn", name)).pdf))


def test_a_form_of_a_character_is_chosen_by_its_selector(renderer: Renderer) -> None:
    """Japanese names are registered with one: 辻 with one dot, or with two."""
    font("JP")
    name, other = "辻\U000e0100", "辻"
    pdf = renderer.render(asked("ja", f"{name} {other}")).pdf
    assert f"{name} {other}" in said(tags(pdf))
    (drawn,), (usual,) = (pieces(FontBook().of("ja").faces(("FiraGO",)), text) for text in (name, other))
    assert [part.glyph for part in drawn.clusters[0].parts] != [part.glyph for part in usual.clusters[0].parts]
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(pdf, profile=profile).failures == []


OVERLONG = ["ক" + "ঁ" * 1000, "ক" + "্ক" * 500, "ខ" + "្ញ" * 60, "é" + "\u0301" * 1000, "か" + "\u3099" * 40]


@pytest.mark.parametrize("name", OVERLONG)
def test_a_thousand_marks_on_a_letter_are_refused(renderer: Renderer, name: str) -> None:
    for family in ("Bengali", "Khmer", "JP"):
        font(family)
    with pytest.raises(HandoutError) as refused:
        renderer.render(asked("hy", name))
    for problem in refused.value.diagnostics:
        assert problem.hint
        assert name not in problem.message


def test_a_font_file_that_was_exchanged_is_refused_with_what_to_do(
    renderer: Renderer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "font.ttf"
    other.write_bytes(b"damaged")
    forget()
    monkeypatch.setattr(packaged, "place_of", lambda package, path: other)
    clinic = {
        "clinic.yaml": CLINIC,
        "layouts/patient.yaml": LAYOUT,
        "content/t.yaml": TOPIC.format(language="en", short="a", text="রহিম"),
    }
    for name, content in clinic.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(HandoutError) as refused:
        Renderer(load(tmp_path)).render(asked("t"))
    packaged.opened.cache_clear()
    problem = refused.value.diagnostics[0]
    assert (problem.message, problem.span.file) == (
        "the file of Noto Sans Bengali isn't the one that handout knows",
        "content/t.yaml",
    )
    assert "pip uninstall manimgx-fonts" in problem.hint
