"""Stamped and painted are the same bytes in documents from right to left, too, wherever their lines end."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handout.patients import Patient
from handout.pipeline import Renderer, Request
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
    return Renderer(load(root))


def same(renderer: Renderer, stamper: VariableDataRenderer, name: str, number: str) -> str:
    patient = Patient(values={"id": number, "name": name}, personal=True)
    request = Request(topics=("letter",), audience="patient", patient=patient)
    made = stamper.make(request)
    assert made.pdf == renderer.render(request).pdf, name
    return made.way


def test_each_name_is_stamped_with_the_bytes_of_painting(renderer: Renderer) -> None:
    stamper = VariableDataRenderer(renderer)
    ways = {name: same(renderer, stamper, name, f"A-{number}") for number, name in enumerate(NAMES)}
    assert {*ways.values()} == {"stamped"}


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
    stamper = VariableDataRenderer(renderer)
    for name in names:
        same(renderer, stamper, name, "A-1")
