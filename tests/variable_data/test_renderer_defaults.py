"""A field with other words in its place is a slot whether a record has it or not: such records share a form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from batch.make import TOPIC, workspace
from handout import compose as composing
from handout.compose import RenderContext
from handout.compose import compose as whole
from handout.document import Document
from handout.patients import Patient
from handout.pipeline import Composed, Rendered, Renderer
from handout.select import Selection
from handout.variable_data.consulted import watched
from handout.variable_data.renderer import VariableDataRenderer
from handout.variable_data.signature import stranger
from handout.workspace.load import load
from variable_data.test_renderer import asked, both

WARDS: tuple[dict[str, Any], ...] = ({}, {"ward": "7"}, {"ward": "none"}, {"ward": "9b"})


def _renderer(folder: Path, default: str) -> Renderer:
    root = workspace(folder)
    (root / "content" / "visit.yaml").write_text(
        TOPIC.replace("{{ patient.ward }}", f"{{{{ patient.ward | default('{default}') }}}}"), encoding="utf-8"
    )
    return Renderer(load(root, ["visit"]))


@pytest.mark.parametrize("turned", [False, True])
def test_a_value_and_the_words_in_its_place_share_a_form(tmp_path: Path, turned: bool) -> None:
    renderer = _renderer(tmp_path, "none")
    stamper = VariableDataRenderer(renderer)
    records = WARDS[::-1] if turned else WARDS
    assert [both(renderer, stamper, asked("patient", **values)) for values in records] == ["stamped"] * 4
    assert stamper.forms.ever == 1


def test_where_nothing_is_printed_in_its_place_there_are_two_forms(tmp_path: Path) -> None:
    renderer = _renderer(tmp_path, "")
    stamper = VariableDataRenderer(renderer)
    assert [both(renderer, stamper, asked("patient", **values)) for values in WARDS[:2] * 2] == ["stamped"] * 4
    assert stamper.forms.ever == 2


def test_letters_of_another_script_have_a_form_of_their_own(tmp_path: Path) -> None:
    renderer = _renderer(tmp_path, "κανένα")
    stamper = VariableDataRenderer(renderer)
    wards: tuple[dict[str, Any], ...] = ({}, {"ward": "7"}, {"ward": "Ωmega"})
    assert [both(renderer, stamper, asked("patient", **values)) for values in wards] == ["stamped"] * 3
    assert stamper.forms.ever == 2


def test_a_value_outside_the_slots_is_found_though_the_first_record_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of compose, here a ward in the file's author."""

    def leaking(selection: Selection, edition: RenderContext) -> Document:
        found = whole(selection, edition)
        return replace(found, author=str(edition.patient.printed("ward") or found.author))

    renderer = _renderer(tmp_path, "none")
    monkeypatch.setattr(composing, "compose", leaking)
    monkeypatch.setattr(Renderer, "proved", lambda self, composed, pages, pdf, *_: _unproved(composed, pages, pdf))
    stamper = VariableDataRenderer(renderer)
    assert [both(renderer, stamper, asked("patient", **values)) for values in WARDS] == ["painted"] * 4


def test_the_invented_patient_has_each_field_that_is_filled() -> None:
    patient = watched(Patient(values={"name": "Anna"}, personal=True))
    assert (patient.printed("ward"), patient.printed("name")) == (None, "Anna")
    assert (patient.consulted.fields, patient.filled) == ((), {"ward", "name"})
    invented = stranger(patient.whole, patient.filled).values
    assert invented.keys() == {"ward", "name"}
    assert "Anna" not in str(invented["name"])


def _unproved(composed: Composed, pages: Any, pdf: bytes) -> Rendered:
    return Rendered(request=composed.request, pdf=pdf, pages=len(pages.pages))
