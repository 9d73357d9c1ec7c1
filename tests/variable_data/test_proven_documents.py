"""A document needs no proof of its own where it differs from a proved one in its patient's values only."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from batch.make import workspace
from handout import compose as composing
from handout.compose import RenderContext
from handout.compose import compose as whole
from handout.document import Document, HeaderFooter, Leaf, Run
from handout.document.walk import mapped
from handout.patients import Patient
from handout.patients.values import FieldValue
from handout.pipeline import Composed, Rendered, Renderer
from handout.select import Selection
from handout.variable_data import proven_documents
from handout.variable_data.proven_documents import ProvenDocuments, same_but_values, without_words
from handout.variable_data.renderer import VariableDataRenderer
from handout.workspace.load import load
from layout.documents import box, document, heading, leaf, page, row, style, table, text
from variable_data.test_renderer import asked, both

NAME = Run(text="Anna", slot=True, measured="n")
BLANK = Run(text="[Name]", blank=70.0)
REQUEST = ("visit",)


ONE = document(heading("A"), box("Yours", table(("Who", "Where"), row(NAME, "here"))), text("For ", NAME))


def _of(run: Run) -> Document:
    def changed(leaf: Leaf) -> Leaf:
        return replace(leaf, runs=tuple(run if each == NAME else each for each in leaf.runs))

    return replace(ONE, body=tuple(mapped(node, changed) for node in ONE.body))


@pytest.mark.parametrize(
    "other", [replace(NAME, text="Bo"), BLANK, replace(BLANK, text="[Ward]", blank=9.0)], ids=["value", "blank", "ward"]
)
def test_values_and_their_blanks_may_differ(other: Run) -> None:
    assert same_but_values(_of(NAME), _of(other))
    assert same_but_values(_of(other), _of(NAME))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (NAME, replace(NAME, strong=True)),
        (NAME, replace(NAME, measured="nn")),
        (NAME, replace(BLANK, whole=True)),
        (NAME, Run(text="Anna")),
        (BLANK, replace(BLANK, blank=9.0)),
        (BLANK, Run(text="[Name]")),
        (Run(text="First"), Run(text="Second")),
    ],
)
def test_nothing_else_may(one: Run, other: Run) -> None:
    assert not same_but_values(_of(one), _of(other))
    assert not same_but_values(_of(other), _of(one))
    assert not same_but_values(_of(one), replace(_of(one), title="Another"))


def test_each_field_of_a_record_was_in_one_that_was_proved() -> None:
    known = ProvenDocuments()
    assert not known.has(REQUEST, _of(NAME), ["name"])
    known.add(REQUEST, _of(NAME), ["name"])
    assert known.has(REQUEST, _of(replace(NAME, text="Bo")), ["name"])
    assert known.has(REQUEST, _of(BLANK), [])
    assert not known.has(("other",), _of(NAME), ["name"])
    assert not known.has(REQUEST, _of(NAME), ["name", "ward"])
    known.add(REQUEST, _of(BLANK), ["ward"])
    assert known.has(REQUEST, _of(NAME), ["name", "ward"])
    assert not known.has(REQUEST, _of(Run(text="Anna")), ["name", "ward"])


def test_no_words_of_slots_are_kept(renderer: Renderer) -> None:
    found = renderer.document(asked(name="Zzphi Canary", ward="Zzphi"))
    assert "Zzphi" in repr(found)
    assert "Zzphi" not in repr(without_words(found))
    assert same_but_values(found, without_words(found))


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proven_documents, "MOST_KEPT", 2)
    known = ProvenDocuments()
    titles = ("A", "B", "C")
    for title in titles:
        known.add(REQUEST, replace(_of(NAME), title=title), [])
    assert [known.has(REQUEST, replace(_of(NAME), title=title), []) for title in titles] == [False, True, True]


def test_what_has_no_words_may_differ() -> None:
    known, found = ProvenDocuments(), _of(NAME)
    known.add(REQUEST, found, ["name"])
    assert known.has(REQUEST, replace(found, styles={"body": style(size=30)}, page=page(height=90)), ["name"])
    for other in (document(header=HeaderFooter(left=leaf("Ward 7"))), document(footer=HeaderFooter(left=leaf("Anna")))):
        assert not known.has(REQUEST, replace(found, header=other.header, footer=other.footer), ["name"])
    assert {*Document.__struct_fields__} == {
        "title", "language", "author", "subject", "date", "families", "body", "header", "footer", "first_header",
        "personal", "digits", "standard", "styles", "page",
    }, "a new field of a document has words, or it is left out of the comparison"  # fmt: skip


WIDE = "extends: patient\naudience: [patient]\npage: {margins: {left: 12mm, right: 12mm}}\n"
OTHER = "extends: patient\naudience: [patient]\nheader: {left: Of another ward}\n"


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    return Renderer(load(workspace(tmp_path_factory.mktemp("batch"), wide=WIDE, other=OTHER)))


@pytest.mark.parametrize(("layout", "times"), [("wide", 1), ("other", 2)])
def test_a_layout_that_prints_the_same_needs_no_invented_patient(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch, layout: str, times: int
) -> None:
    proved: list[str | None] = []
    another = Renderer.for_another

    def counted(self: Renderer, composed: Composed, patient: Patient) -> Document:
        proved.append(composed.request.layout)
        return another(self, composed, patient)

    monkeypatch.setattr(Renderer, "for_another", counted)
    stamper = VariableDataRenderer(renderer)
    for name in ("Anna", "Bo"):
        for each in (None, layout):
            assert both(renderer, stamper, replace(asked(name=name), layout=each)) == "stamped"
    assert len(proved) == times


def test_a_value_outside_the_slots_of_one_layout_only_is_found(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of compose, here a name in the header of one layout."""

    def leaking(selection: Selection, edition: RenderContext) -> Document:
        found = whole(selection, edition)
        own = HeaderFooter(left=leaf(str(edition.patient.values["name"])))
        return replace(found, header=own) if edition.layout.id == "wide" else found

    monkeypatch.setattr(composing, "compose", leaking)
    monkeypatch.setattr(Renderer, "proved", lambda self, composed, pages, pdf, *_: _unproved(composed, pages, pdf))
    stamper = VariableDataRenderer(renderer)
    found = [stamper.make(replace(asked(name=name), layout=each)).way for name in "AB" for each in (None, "wide")]
    assert found == ["stamped", "painted"] * 2


def test_a_document_is_composed_for_an_invented_patient_once(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    proved: list[Patient] = []
    another = Renderer.for_another

    def counted(self: Renderer, composed: Composed, patient: Patient) -> Document:
        proved.append(patient)
        return another(self, composed, patient)

    monkeypatch.setattr(Renderer, "for_another", counted)
    stamper = VariableDataRenderer(renderer)
    long = "Bartholomew Featherstonehaugh-Cholmondeley " * 3
    records: list[dict[str, FieldValue]] = [{}, {"ward": "7"}, {"name": "Ωmega"}, {"name": long, "ward": "8"}]
    for values in records:
        assert both(renderer, stamper, asked("patient", **values)) == "stamped"
    assert len(proved) == 1


def test_a_value_outside_the_slots_is_found_though_it_is_what_others_have_there(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of compose, here a ward in the file's author: for whom the ward is the author, nothing else tells it."""

    def leaking(selection: Selection, edition: RenderContext) -> Document:
        found = whole(selection, edition)
        return replace(found, author=str(edition.patient.values.get("ward", found.author)))

    monkeypatch.setattr(composing, "compose", leaking)
    monkeypatch.setattr(Renderer, "proved", lambda self, composed, pages, pdf, *_: _unproved(composed, pages, pdf))
    stamper = VariableDataRenderer(renderer)
    assert both(renderer, stamper, asked()) == "stamped"
    author = renderer.document(asked()).author
    assert [both(renderer, stamper, asked(ward=ward)) for ward in (author, "7", author)] == ["painted"] * 3


def _unproved(composed: Composed, pages: Any, pdf: bytes) -> Rendered:
    return Rendered(request=composed.request, pdf=pdf, pages=len(pages.pages))
