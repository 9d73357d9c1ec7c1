"""Stamped and painted are the same bytes for names in every script, one after another and mixed."""

from __future__ import annotations

import random

import pytest

from handout.patients import Patient
from handout.pdf import FinishedFile
from handout.pipeline import Renderer, Request
from handout.variable_data.form import FillableForm, PrintedValue
from handout.variable_data.patient_lines import PatientLines
from handout.variable_data.renderer import VariableDataRenderer
from handout.variable_data.slot_leaf import Prepared, SlotLeaf, SlotWords
from handout.workspace.load import load
from program import workspace

TOPIC = """title: Letter
audience: [patient]
review: {status: draft}
sections:
  - id: letter
    title: Hello
    audience: [patient]
    body:
      - text: |
          Dear **{{ patient.name }}**, your number is {{ patient.id }}. Come to see us with all papers that we need, and
          bring somebody who can drive you home: you may not drive a car for a whole day after the visit.
      - text: "{{ patient.name }}"
      - text: "{{ patient.id }}: {{ patient.name }}, *{{ patient.name }}*"
      - facts: [{label: Name, value: "{{ patient.name }}"}]
"""
TWO_VALUES = """title: Values
audience: [patient]
review: {status: draft}
sections:
  - id: values
    title: Values
    audience: [patient]
    body:
      - text: "{{ patient.seen_by }}"
      - text: "{{ patient.id }}"
      - text: The end.
"""
WORDS = [
    "Anna",
    "Straßer",
    "दीपक",
    "शर्मा",
    "محمد",
    "علي",
    "שרה",
    "ফাতেমা",
    "สมชาย",
    "น้ำฝน",
    "ਗੁਰਪ੍ਰੀਤ",
    "தமிழ்",
    "Նարե",
    "გიორგი",
    "(7)",
    "Łucja",
]
SEEDS = range(3)


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    root = workspace(tmp_path_factory.mktemp("names"))
    (root / "content" / "letter.yaml").write_text(TOPIC, encoding="utf-8")
    (root / "content" / "values.yaml").write_text(TWO_VALUES, encoding="utf-8")
    return Renderer(load(root, ["letter", "values"]))


def asked(name: str, number: str = "A-1") -> Request:
    patient = Patient(values={"id": number, "name": name}, personal=True)
    return Request(topics=("letter",), audience="patient", patient=patient)


def same(renderer: Renderer, stamper: VariableDataRenderer, names: list[str]) -> None:
    for at, name in enumerate(names):
        request = asked(name, f"A-{at}")
        assert stamper.make(request).pdf == renderer.render(request).pdf, name


def some(seed: int, most: int, count: int) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=chance.randint(1, most))) for _ in range(count)]


@pytest.mark.parametrize("seed", SEEDS)
def test_names_of_one_script_after_another_are_stamped(renderer: Renderer, seed: int) -> None:
    stamper = VariableDataRenderer(renderer)
    same(renderer, stamper, [f"{name} {name}" for name in some(seed, 1, 4)] + some(seed, 3, 3))


def test_a_value_that_makes_its_line_higher_says_nothing_of_another_line(renderer: Renderer) -> None:
    """The two values change places, and so do the lines that are higher."""
    stamper = VariableDataRenderer(renderer)
    for number, name in (("علي", "Bo"), ("A-1", "علي"), ("علي", "Bo")):
        patient = Patient(values={"id": number, "name": "Anna", "seen_by": name}, personal=True)
        request = Request(topics=("values",), audience="patient", patient=patient)
        assert stamper.make(request).pdf == renderer.render(request).pdf
    assert stamper.forms.ever == 2


def test_a_form_that_is_known_not_to_fit_is_passed_over(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one form asked of a name's lines answers the questions of the others."""
    stamper, names = VariableDataRenderer(renderer), ["محمد", "น้ำฝน", "إِبْرَاهِيمُ", "القحطاني إبراهيم", "हूँ"]
    same(renderer, stamper, names)
    assert stamper.forms.ever == len(names)
    set_again: list[str] = []
    prepared = SlotLeaf.prepared

    def seen(self: SlotLeaf, words: SlotWords, done: PatientLines) -> Prepared:
        set_again.append(str(words))
        return prepared(self, words, done)

    monkeypatch.setattr(SlotLeaf, "prepared", seen)
    key = stamper.forms.known(asked(names[0]), renderer.workspace.clinic)
    assert key is not None
    leaves = len((stamper.forms.of(key) or [])[0].leaves)
    same(renderer, stamper, names[:1])
    assert stamper.forms.ever == len(names)
    assert len(set_again) <= 2 * leaves, "the form that fits, and the first that was tried"


def test_the_form_that_words_of_the_same_script_fitted_is_tried_first(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamper, names = VariableDataRenderer(renderer), ["محمد", "น้ำฝน", "Anna"]
    same(renderer, stamper, names)
    assert stamper.forms.ever == len(names)
    tried: list[str] = []
    fill = FillableForm.fill

    def seen(self: FillableForm, text: PrintedValue, done: PatientLines) -> FinishedFile:
        tried.append(self.name)
        return fill(self, text, done)

    monkeypatch.setattr(FillableForm, "fill", seen)
    same(renderer, stamper, [*names, *names])
    assert len(tried) == 2 * len(names), "one form for each name"
    assert tried[:3] == tried[3:]


def test_names_in_any_faces_are_filled_into_one_form(renderer: Renderer) -> None:
    """However many: the fonts of the values, and their list, are each document's own."""
    stamper = VariableDataRenderer(renderer)
    same(renderer, stamper, ["김민수", "はなこ", "王小明", "김민수 はなこ 王小明", "はなこ"])
    assert stamper.forms.ever == 1


def test_short_names_follow_long_ones(renderer: Renderer) -> None:
    """Which are written in the codes of a font that has each glyph once."""
    same(
        renderer, VariableDataRenderer(renderer), ["शर्मा " + "दीपक " * 20 + "शर्मा", "दीपक", "محمد " * 20 + "علي", "علي"]
    )


def test_only_lines_without_values_are_kept_as_operators(renderer: Renderer) -> None:
    stamper, names = VariableDataRenderer(renderer), ["Anna Straßer", "শ্রাবণী", "Bo", "शर्मा", "Anna Straßer"]
    same(renderer, stamper, names)
    key = stamper.forms.known(asked(names[0]), renderer.workspace.clinic)
    assert key is not None
    kept = [
        (form.name, leaf.leaf.runs, static)
        for form in stamper.forms.of(key) or []
        for leaf in form.leaves
        for static in leaf.static
    ]
    assert kept
    for _, runs, static in kept:
        assert not any(runs[glyphs.run].slot for line in static.lines for glyphs in line.glyphs)
    for form in stamper.forms.of(key) or []:  # each is filled for many patients
        assert not any(coding.words or coding.known for coding in form.laid_out.form.codings.values())


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(10, 40))
def test_so_are_many_more(renderer: Renderer, seed: int) -> None:
    same(renderer, VariableDataRenderer(renderer), some(seed, 12, 12))
