"""Stamped and painted are the same bytes in documents from right to left, too, wherever their lines end."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handout.document import Leaf
from handout.layout.geometry import Slot
from handout.layout.text.refit import Resetter
from handout.layout.text.set_lines import LinesAgain, SetLine
from handout.patients import Patient
from handout.pdf.text_operators import PlacedLine
from handout.pipeline import Renderer, Request
from handout.variable_data import encoded_lines
from handout.variable_data.renderer import VariableDataRenderer
from handout.workspace.load import load
from program import ARABIC, workspace

TOPIC = """title: رسالة
audience: [patient]
review: {status: draft}
exempt: {when-to-get-help: مثال}
sections:
  - id: letter
    title: مرحبًا
    audience: [patient]
    body:
      - text: عزيزي {{ patient.name }}، رقمك {{ patient.id }}. نراك في العيادة مع كل الأوراق التي نحتاج إليها، وشكرًا لك.
      - text: "{{ patient.id }}"
      - text: "Number {{ patient.id }} is yours."
      - bullets: ["{{ patient.name }}", "اسمك ({{ patient.name }})"]
      - facts: [{label: الاسم, value: "{{ patient.name }}"}]
"""
LONG = "Maximiliane von Hohenzollern-Sigmaringen zu Wittelsbach, geborene Straßer"
NAMES = (
    "Anna B. Smith",
    "Li",
    "O'Brien (Jr.)",
    "(Bo) 7",
    LONG,
    "محمد علي",
    "Łucja",
    "दीपक",
    "שרה (7)",
    "علي Anna",
)


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    root = workspace(Path(tempfile.mkdtemp()), of=ARABIC)
    (root / "content" / "letter.yaml").write_text(TOPIC, encoding="utf-8")
    (root / "content" / "lines.yaml").write_text(LINES, encoding="utf-8")
    return Renderer(load(root))


LINES = """title: أسطر
audience: [patient]
review: {status: draft}
exempt: {when-to-get-help: مثال}
sections:
  - id: lines
    title: أسطر
    audience: [patient]
    body:
      - text: "{{ patient.id }}"
      - text: "{{ patient.name }}"
      - text: "Number {{ patient.id }} of {{ patient.name }}"
      - bullets: ["الاسم {{ patient.name }}، الرقم {{ patient.id }}", "({{ patient.name }})"]
"""
OF_ONE_LEVEL = ("Anna B. Smith", "محمد علي", "שרה", "O'Brien (Jr.)", "دينا", "Łucja", "فاطمة عبد الله")


def same(renderer: Renderer, stamper: VariableDataRenderer, name: str, number: str, topic: str = "letter") -> str:
    patient = Patient(values={"id": number, "name": name}, personal=True)
    request = Request(topics=(topic,), audience="patient", patient=patient)
    made = stamper.make(request)
    assert made.pdf == renderer.render(request).pdf, name
    return made.way


def test_each_name_is_stamped_with_the_bytes_of_painting(renderer: Renderer) -> None:
    stamper = VariableDataRenderer(renderer)
    ways = {name: same(renderer, stamper, name, f"A-{number}") for number, name in enumerate(NAMES)}
    assert {*ways.values()} == {"stamped"}


def test_greek_accents_without_a_letter_are_made_whoever_came_before(renderer: Renderer) -> None:
    names = "΄Αννα", "Anna", "΅ Ζωή", "΄ Ίρις"
    for order in (names, names[::-1]):
        stamper = VariableDataRenderer(renderer)
        for name in order:
            same(renderer, stamper, name, "A-1")


def test_lines_of_their_own_are_filled_without_layout(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    stamper = VariableDataRenderer(renderer)
    for name in ("Bo", "علي"):
        same(renderer, stamper, name, "A-1", "lines")
    laid_out: list[str] = []
    laying_out = Resetter.set

    def seen(self: Resetter, leaf: Leaf, measure: float) -> LinesAgain:
        laid_out.append(leaf.text)
        return laying_out(self, leaf, measure)

    monkeypatch.setattr(Resetter, "set", seen)
    for number, name in enumerate(OF_ONE_LEVEL, 2):
        assert same(renderer, stamper, name, f"A-{number}", "lines") == "stamped"
    assert not laid_out
    same(renderer, stamper, "علي Anna", "A-1", "lines")
    assert laid_out


def test_only_lines_without_values_are_kept_with_their_places(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []

    def seen(slot: Slot, y: float, line: SetLine) -> PlacedLine:
        kept.append("".join(glyphs.text for glyphs in line.glyphs))
        return encoded_lines.placed_line(slot, y, line)

    monkeypatch.setattr(encoded_lines, "placed_again", seen)
    stamper = VariableDataRenderer(renderer)
    for name in ("محمد علي", "علي محمد"):
        same(renderer, stamper, name, "A-1")
    assert any("شكرًا" in line for line in kept)
    assert not any("علي" in line or "A-1" in line for line in kept)


def test_only_static_text_of_such_lines_is_kept_as_operators(renderer: Renderer) -> None:
    stamper = VariableDataRenderer(renderer)
    for number, name in enumerate(OF_ONE_LEVEL):
        same(renderer, stamper, name, f"A-{number}", "lines")
    patient = Patient(values={"id": "A-0", "name": OF_ONE_LEVEL[0]}, personal=True)
    request = Request(topics=("lines",), audience="patient", patient=patient)
    key = stamper.forms.known(request, renderer.workspace.clinic)
    assert key is not None
    forms = stamper.forms.of(key) or []
    codings = [coding for form in forms for coding in form.kept.codings.values()]
    kept = {"".join(code.character for code in text.codes) for coding in codings for text in coding.operators or ()}
    static = {run.text[::-1] for form in forms for leaf in form.leaves for run in leaf.leaf.runs if not run.slot}
    assert kept
    assert kept <= static


@pytest.mark.deep
@given(
    names=st.lists(
        st.text("abc (.)-1éابד", min_size=1, max_size=60)
        .map(str.strip)
        .filter(lambda name: any(map(str.isalnum, name))),
        min_size=2,
        max_size=4,
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_so_is_any_name(renderer: Renderer, names: list[str]) -> None:
    for topic in ("letter", "lines"):
        stamper = VariableDataRenderer(renderer)
        for name in names:
            same(renderer, stamper, name, "A-1", topic)
