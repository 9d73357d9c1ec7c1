"""Several topics in one document: each a part with its own title on a new page, in one outline, numbered through."""

from __future__ import annotations

import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from msgspec.structs import replace

from batch.make import batch, inline, lines, rows, table, workspace
from handout import extract, pipeline
from handout.batch.order import Order
from handout.batch.print_run.target import PrintRun
from handout.diagnostics import HandoutError
from handout.document import Leaf, walk
from handout.patients import Patient
from handout.patients.values import FieldValue
from handout.pipeline import Renderer, Request
from handout.requests.file_names import file_name_of
from handout.select import Reader, Selection, select
from handout.variable_data.renderer import VariableDataRenderer
from handout.workspace.load import load
from pdf.check import kids, problems
from program import run

SECOND = """\
title: After your visit
audience: [patient, clinician]
summary: "{{ patient.name }}, rest well."
review: {status: reviewed, by: Dr A. Name, role: Nurse, date: 2026-10-01, due: 2028-10-01}
updated: 2026-11-05
sections:
  - id: what
    title: What to do at home
    audience: [patient, clinician]
    body:
      - text: "See [](#what) and [](#rest), {{ patient.name }}."
      - text: The restricted remark says that ZINC is given to everybody here.
        audience: clinician
  - id: rest
    title: How long to rest
    audience: [patient, clinician]
    body:
      - text: Two days.
"""
VALUES: dict[str, FieldValue] = {
    "id": "A-1", "name": "Anna Quayle", "birth_date": datetime.date(1961, 4, 5),
    "appointment": datetime.date(2026, 12, 3),
}  # fmt: skip
COLUMNS = """\
page: {columns: 2, margins: {left: 15mm, right: 15mm}}
footer: {right: '{{ page }}/{{ pages }}'}
"""


def renderer(folder: Path, second: str = SECOND, **layouts: str) -> Renderer:
    root = workspace(folder, **layouts)
    (root / "content" / "after.yaml").write_text(second, encoding="utf-8")
    return Renderer(load(root))


def asked(audience: str = "patient", more: tuple[str, ...] = ("after", "plain"), **values: FieldValue) -> Request:
    patient = Patient(values={**VALUES, **values}, personal=True)
    return Request(topics=("visit", *more), audience=audience, patient=patient)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    return renderer(tmp_path_factory.mktemp("together"))


@pytest.fixture(scope="module")
def pdf(ready: Renderer) -> bytes:
    return ready.render(asked()).pdf


def test_each_topic_begins_on_a_page_of_its_own_and_pages_are_numbered_through(pdf: bytes) -> None:
    pages = extract.pages(pdf)
    titles = ("Your visit", "After your visit", "Plain words")
    assert [title in text.split("\n") for text, title in zip(pages, titles, strict=True)] == [True] * 3
    assert "When is it?" in pages[0]
    assert "What to do at home" in pages[1]
    assert [f"page {number} of 3" in " ".join(text.split()) for number, text in enumerate(pages, 1)] == [True] * 3


def test_each_topic_is_a_section_with_its_title_first(pdf: bytes) -> None:
    assert problems(pdf) == []
    assert [page.validate_pdf_bytes(pdf, profile=profile).failures for profile in ("ua1", "2a")] == [[], []]
    with pikepdf.open(BytesIO(pdf)) as read:
        parts = kids(read.Root.StructTreeRoot.K)
        assert [str(part.S) for part in parts] == ["/Sect"] * 3
        roles = [[str(kid.S) for kid in kids(part)] for part in parts]
        assert [found.count("/H1") for found in roles] == [1, 1, 1]
        assert [found[0] for found in roles[1:]] == ["/H1", "/H1"]
        assert str(read.docinfo.Title) == "Your visit; After your visit; Plain words"
        titles: list[str] = []
        item: Any = read.Root.Outlines.First
        while item is not None:
            titles.append(str(item.Title))
            item = item.get("/Next")
        assert titles == ["Your visit", "After your visit", "Plain words"]


def leaves(renderer: Renderer, request: Request) -> list[Leaf]:
    return list(walk(renderer.document(request).body))


def test_the_patient_and_the_clinic_are_told_once(ready: Renderer) -> None:
    found = [leaf.text for leaf in leaves(ready, asked())]
    assert sum(leaf.role == "patient-value" and leaf.text == "Anna Quayle" for leaf in leaves(ready, asked())) == 1
    assert found.count("Mill Lane Clinic") == 1
    assert sum(text.startswith("For patients") for text in found) == 3, "for whom each topic is, stands under its title"
    keys = [leaf.key for leaf in leaves(ready, asked())]
    assert keys == sorted(set(keys))


def test_a_target_that_two_topics_have_is_each_topic_s_own(ready: Renderer, pdf: bytes) -> None:
    links = [run.link for leaf in leaves(ready, asked()) for run in leaf.runs if run.link and run.link.startswith("#")]
    assert set(links) == {"#visit.what", "#after.what", "#after.rest"}
    with pikepdf.open(BytesIO(pdf)) as read:
        at = {sheet.obj.objgen: number for number, sheet in enumerate(read.pages)}
        led = [
            {at[note.Dest[0].objgen] for note in sheet.get("/Annots", []) if "/Dest" in note} for sheet in read.pages
        ]
    assert led == [{0}, {1}, set()]


def test_one_draft_among_them_is_said_on_every_page(tmp_path: Path) -> None:
    both = renderer(tmp_path)
    reviewed = Request(topics=("after", "plain"), audience="patient")
    footer = both.document(reviewed).footer
    assert any("Draft" in leaf.text for leaf in footer.cells)
    assert both.document(reviewed).date == "2026-11-05"
    alone = Request(topics=("after",), audience="patient")
    assert not any("Draft" in leaf.text for leaf in both.document(alone).footer.cells)


def test_in_columns_a_topic_begins_on_a_new_page_and_not_in_the_next_column(tmp_path: Path) -> None:
    pages = extract.pages(renderer(tmp_path, patient=COLUMNS).render(asked()).pdf)
    assert len(pages) == 3
    assert ["/3" in text for text in pages] == [True] * 3


def test_a_second_topic_s_restricted_text_changes_no_byte(tmp_path: Path, pdf: bytes) -> None:
    other = SECOND.replace("ZINC is given to everybody here", "nothing of the kind was ever said")
    assert other != SECOND
    assert renderer(tmp_path, other).render(asked()).pdf == pdf


def test_the_scan_knows_what_is_restricted_in_every_topic(ready: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(topic: Any, clinic: Any, reader: Reader, *more: Any) -> Selection:
        wrong = replace(reader, audience="clinician") if topic.id == "after" else reader
        return replace(select(topic, clinic, wrong, *more), audience="patient", restricted=False)

    monkeypatch.setattr(pipeline, "select", broken)
    with pytest.raises(HandoutError, match=r"after.yaml:\d+:\d+: this is not for 'patient'") as refused:
        ready.render(asked(more=("after",)))
    assert refused.value.exit_code == 5


def test_topics_in_two_languages_are_no_one_document(tmp_path: Path) -> None:
    mixed = renderer(tmp_path, SECOND.replace("audience:", "language: es\naudience:", 1))
    with pytest.raises(HandoutError, match="the topic is in 'es'"):
        mixed.render(asked(more=("after",)))


def test_the_first_topic_says_how_dates_are_written_in_all_of_the_document(tmp_path: Path) -> None:
    dated = """- text: "Come on {{ patient.appointment | date('short') }}, {{ patient.name }}."\n"""
    second = SECOND.replace("title: After", "language: en-US\ntitle: After").replace("- text: Two days.\n", dated)
    ready = renderer(tmp_path, second)
    stamper = VariableDataRenderer(ready)
    for name in ("Anna Quayle", "Bea"):
        for order, shown in ((("visit", "after"), "03/12/2026"), (("after", "visit"), "12/3/2026")):
            request = replace(asked(name=name, more=()), topics=order)
            made = stamper.make(request).pdf
            assert made == ready.render(request).pdf
            assert f"Come on {shown}, {name}." in "".join(extract.pages(made))


def test_a_batch_makes_one_file_a_patient(tmp_path: Path) -> None:
    root = renderer(tmp_path / "workspace").workspace.root
    order = Order(topics=("visit", "after"), audiences=("patient",), one_file=True)
    options = inline(tmp_path / "out", print_run=PrintRun(target=tmp_path / "print.pdf", duplex=True))
    summary, _ = batch(root, table(tmp_path / "list.csv", rows(5)), options, order)
    assert (summary.total, summary.done, summary.failed) == (5, 5, 0)
    made = lines(tmp_path / "out")
    assert [line["topics"] for line in made] == [["visit", "after"]] * 5
    assert made[0]["file"] == "visit.after.patient.A-1.pdf"
    assert "stamped" in {line["way"] for line in made}
    assert summary.printed is not None
    assert summary.printed.pages == sum(line["pages"] for line in made)


def test_stamped_and_painted_are_the_same_bytes(ready: Renderer) -> None:
    stamper = VariableDataRenderer(ready)
    for name in ("Anna Quayle", "Łucja Żółć", "Bartholomew Featherstonehaugh-Cholmondeley " * 3, "Bea"):
        made = stamper.make(asked(name=name.strip()))
        assert made.way == "stamped"
        assert made.pdf == ready.render(asked(name=name.strip())).pdf


def test_the_name_says_all_topics(ready: Renderer) -> None:
    assert file_name_of(ready.workspace, asked()) == "visit.after.plain.patient.A-1.pdf"


def test_the_command_prints_one_file(tmp_path: Path) -> None:
    root = renderer(tmp_path).workspace.root
    done = run("render", "visit", "after", "--audience", "all", "--one-file", cwd=root)
    assert done.code == 0
    assert done.out.split() == [f"output/visit.after.{name}.pdf" for name in ("patient", "clinician")]
    done = run("render", "visit", "plain", "--audience", "all", "--one-file", cwd=root)
    assert done.out.split() == ["output/visit.plain.patient.pdf"], "what all topics may be"
    done = run("render", "visit", "plain", "--audience", "clinician", "--one-file", cwd=root)
    assert (done.code, "not for" in done.err) == (3, True)
