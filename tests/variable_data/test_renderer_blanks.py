"""A field that a record may lack is a slot, with its value or with a blank for the pen: such records share a form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from batch.make import CLINIC, workspace
from handout.diagnostics import HandoutError
from handout.document import Definitions, every
from handout.extract import pages
from handout.layout import layout
from handout.patients.values import FieldValue
from handout.pipeline import Renderer
from handout.variable_data.renderer import VariableDataRenderer
from handout.workspace.load import load
from variable_data.test_renderer import BORN, asked, both

FIELDS = """fields:
  bed: {type: text, label: Bed, required: false}
  seen: {type: date, label: Seen on, required: false}
  room: {type: choice, choices: [North, "Long corridor, South"], label: Room, required: false}
  nurse: {type: text, label: "Νοσηλεύτρια", required: false}
"""
TOPIC = """title: Your visit
audience: [patient, clinician]
review: {status: draft}
updated: 2026-11-01
summary: "{{ patient.name }}: bed {{ patient.bed }}."
sections:
  - id: when
    title: Where is it?
    audience: [patient, clinician]
    body:
      - facts:
          - {label: Ward, value: "{{ patient.ward }}"}
          - {label: Seen, value: "{{ patient.seen }}"}
          - {label: Nurse, value: "**{{ patient.nurse }}**, our nurse"}
      - facts: [{label: Room, value: "{{ patient.room }}"}]
      - text: "{{ patient.bed }}"
      - text: Ask for *{{ patient.nurse }}* there.
      - text: Take {{ patient.bed }} mg a day, [as it says here](https://a.example).
      - table:
          columns: [What, Where]
          rows:
            - [Bed, "{{ patient.bed }}"]
            - ["Seen {{ patient.seen }}", "{{ patient.room }}"]
      - bullets: ["{{ patient.nurse }}"]
      - contact: [{label: Ward, phone: "{{ patient.bed }}"}]
      - terms: [{term: Ward, text: "{{ patient.ward }}"}]
      - timeline: [{time: Today, text: "{{ patient.bed }}"}]
"""
VALUES: dict[str, FieldValue] = {
    "ward": "7",
    "bed": "9b",
    "seen": BORN,
    "room": "North",
    "nurse": "Jo",
}


def _renderer(folder: Path, **layouts: str) -> Renderer:
    root = workspace(folder, **layouts)
    (root / "clinic.yaml").write_text(CLINIC.replace("fields:\n", FIELDS, 1), encoding="utf-8")
    (root / "content" / "visit.yaml").write_text(TOPIC, encoding="utf-8")
    return Renderer(load(root, ["visit"]))


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    return _renderer(tmp_path_factory.mktemp("blanks"))


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("audience", "forms"), [("patient", 1), ("clinician", 2)])
def test_a_value_and_a_blank_share_a_form(renderer: Renderer, audience: str, forms: int, turned: bool) -> None:
    """The clinician's header has the summary, which prints the bed without a blank."""
    stamper = VariableDataRenderer(renderer)
    records: list[dict[str, Any]] = [{}, VALUES, *({name: value} for name, value in VALUES.items())]
    for values in records[::-1] if turned else records:
        assert both(renderer, stamper, asked(audience, **values)) == "stamped"
    assert stamper.forms.ever == forms


_SOME = st.fixed_dictionaries(
    {},
    optional={
        "ward": st.sampled_from(["7", "Ωmega", "محمد", "the long ward at the end of the garden " * 3, "[Ward]"]),
        "bed": st.sampled_from(["9b", "Łucja", "a b c d e f g h"]),
        "seen": st.just(BORN),
        "room": st.sampled_from(["North", "Long corridor, South"]),
        "nurse": st.sampled_from(["Jo", "Νίκος", "दीपक", "Bartholomew Featherstonehaugh-Cholmondeley " * 2]),
    },
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_SOME, min_size=2, max_size=6))
def test_whatever_some_records_lack_the_stamped_documents_are_the_painted_ones(
    renderer: Renderer, records: list[dict[str, Any]]
) -> None:
    stamper = VariableDataRenderer(renderer)
    for values in records:
        assert both(renderer, stamper, asked("patient", **values)) == "stamped"


def test_rows_are_as_high_with_a_value_as_with_the_blank_for_it(renderer: Renderer) -> None:
    found = []
    for values in ({}, VALUES):
        made = layout(renderer.document(asked("patient", **values)), renderer.fonts)
        found.append([(slot.page, slot.x, slot.baselines) for slot in made.slots])
    assert found[0] == found[1]


@pytest.mark.parametrize("values", [{}, VALUES])
def test_a_value_beside_a_label_leaves_room_to_write(renderer: Renderer, values: dict[str, Any]) -> None:
    texts = [
        item.text
        for node in every(renderer.document(asked("patient", **values)).body)
        if isinstance(node, Definitions)
        for item in node.items
        if len(item.text.runs) == 1 and item.text.runs[0].missing is not None
    ]
    assert {leaf.role for leaf in texts} == {"value", "phone", "definition", "timeline-text"}
    assert all(leaf.runs[0].fills_line for leaf in texts)


def test_a_word_is_no_blank_because_it_reads_like_one(renderer: Renderer) -> None:
    stamper = VariableDataRenderer(renderer)
    blank, word = stamper.make(asked("patient")), stamper.make(asked("patient", ward="[Ward]"))
    assert blank.form == word.form
    assert blank.pdf != word.pdf


def test_a_label_may_have_signs_that_its_first_font_lacks(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "clinic.yaml").write_text(CLINIC.replace("label: Ward", "label: Wa☎rd ✓"), encoding="utf-8")
    renderer = Renderer(load(root, ["visit"]))
    stamper = VariableDataRenderer(renderer)
    records: list[dict[str, Any]] = [{"ward": "7"}, {}, {"ward": "8"}]
    assert [both(renderer, stamper, asked("patient", **values)) for values in records] == ["stamped"] * 3
    assert stamper.forms.ever == 1
    assert "ward [Wa☎rd ✓]" in " ".join(" ".join(pages(stamper.make(asked("patient")).pdf)).split())


def test_a_label_that_no_font_can_print_is_refused_only_where_its_blank_is_printed(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "clinic.yaml").write_text(CLINIC.replace("label: Ward", "label: Ward \U0001f9ff"), encoding="utf-8")
    renderer = Renderer(load(root, ["visit"]))
    stamper = VariableDataRenderer(renderer)
    assert both(renderer, stamper, asked("patient", ward="7")) == "stamped"
    for make in (stamper.make, renderer.render):
        with pytest.raises(HandoutError, match=r"no glyph for U\+1F9FF"):
            make(asked("patient"))


def test_a_blank_whose_text_is_shaped_has_a_form_of_its_own(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "clinic.yaml").write_text(CLINIC.replace("label: Ward", "label: القسم"), encoding="utf-8")
    renderer = Renderer(load(root, ["visit"]))
    stamper = VariableDataRenderer(renderer)
    records: list[dict[str, Any]] = [{}, {"ward": "7"}, {}, {"ward": "8"}]
    assert [both(renderer, stamper, asked("patient", **values)) for values in records] == ["stamped"] * 4
    assert stamper.forms.ever == 2


def test_a_summary_in_a_footer_says_the_label_where_there_is_no_value(tmp_path: Path) -> None:
    renderer = _renderer(tmp_path, patient="footer: {left: '{{ topic.summary }}'}\n")
    document = renderer.document(asked("patient"))
    footer = "".join(run.text for band in document.bands for cell in band.cells for run in cell.runs)
    assert "bed [Bed]" in footer
    stamper = VariableDataRenderer(renderer)
    records: list[dict[str, Any]] = [{}, {"bed": "7"}, {}, {"bed": "8"}]
    assert [both(renderer, stamper, asked("patient", **values)) for values in records] == ["stamped"] * 4
    assert stamper.forms.ever == 2
