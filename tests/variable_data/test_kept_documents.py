"""A second form of a signature has the document of the first, with its own patient's words."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from batch.make import workspace
from handout.patients.values import FieldValue
from handout.pipeline import Composed, Renderer, Request
from handout.variable_data import kept_documents
from handout.variable_data.consulted import watched
from handout.variable_data.kept_documents import MOST_KEPT, KeptDocuments
from handout.variable_data.printed_values import PrintedValues
from handout.variable_data.proven_documents import without_words
from handout.variable_data.renderer import VariableDataRenderer
from handout.variable_data.signature import Signature, signature
from handout.workspace.load import load
from variable_data.test_renderer import asked, both

LONG = "Bartholomew Featherstonehaugh-Cholmondeley " * 3


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    return Renderer(load(workspace(tmp_path_factory.mktemp("batch"))))


def composed(renderer: Renderer, request: Request) -> tuple[Signature, Composed]:
    patient = watched(request.patient)
    found = renderer.composed(replace(request, patient=patient))
    return signature(request, patient.consulted, renderer.workspace.clinic), found


def again(renderer: Renderer, kept: KeptDocuments, key: Signature, request: Request) -> Composed | None:
    return kept.composed(key, request, PrintedValues(renderer.workspace).of(request), renderer)


@pytest.mark.parametrize("audience", ["patient", "clinician"])
@pytest.mark.parametrize("values", [{"name": "Zoë Straßer"}, {"name": LONG}, {"name": "محمد"}, {"name": "*Ann* <b>"}])
def test_the_document_is_the_one_that_is_composed(
    renderer: Renderer, audience: str, values: dict[str, FieldValue]
) -> None:
    key, first = composed(renderer, asked(audience, name="Anna Quayle"))
    kept = KeptDocuments()
    kept.add(key, first)
    other, second = composed(renderer, asked(audience, **values))
    found = again(renderer, kept, key, asked(audience, **values))
    assert other == key
    assert found is not None
    assert found.document == second.document
    assert found.selections == second.selections
    assert found.context.staff == second.context.staff
    assert found.context.facets == dict(second.context.facets)


def test_nothing_of_the_first_patient_is_kept(renderer: Renderer) -> None:
    key, first = composed(renderer, asked(name="Qanna Quayle"))
    kept = KeptDocuments()
    kept.add(key, first)
    assert "Quayle" in repr(first)
    assert kept.documents == [without_words(first.document)]
    assert "Quayle" not in repr(kept.documents)


def test_no_document_is_made_without_a_signature_or_words(renderer: Renderer) -> None:
    key, first = composed(renderer, asked(name="Anna Quayle"))
    kept = KeptDocuments()
    assert again(renderer, kept, key, asked(name="Zoë")) is None
    kept.add(key, first)
    assert kept.composed(key, asked(name="Zoë"), lambda expression: "", renderer) is None
    assert kept.composed(key, asked(name="Zoë"), lambda expression: None, renderer) is None


def test_a_second_form_is_not_composed(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    stamper, times = VariableDataRenderer(renderer), list[str]()
    plain = Renderer.composed

    def counted(self: Renderer, request: Request) -> Composed:
        times.append("composed")
        return plain(self, request)

    stamper.make(asked(name="Anna Quayle"))
    monkeypatch.setattr(Renderer, "composed", counted)
    assert stamper.make(asked(name=LONG)).first
    assert times == []
    monkeypatch.undo()
    assert both(renderer, stamper, asked(name=LONG)) == "stamped"
    assert both(renderer, stamper, asked(name="Анна")) == "stamped"


def test_no_more_are_kept_than_stated(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_documents, "MOST_KEPT", 1)
    kept = KeptDocuments()
    keys = []
    for audience in ("patient", "clinician"):
        key, found = composed(renderer, asked(audience, name="Anna Quayle"))
        kept.add(key, found)
        keys.append(key)
    assert MOST_KEPT > 1
    assert again(renderer, kept, keys[0], asked("patient", name="Zoë")) is None
    assert again(renderer, kept, keys[1], asked("clinician", name="Zoë")) is not None
