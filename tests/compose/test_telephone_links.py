"""Telephone numbers of a document as links."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from canary.workspace import document, loaded, section
from handout import document as tree
from handout.pipeline import Renderer
from pdf.check import problems

from .named_patients import filled_as_rendered, request_for

BODY = """\
- text: Call {{ clinic.contacts.day.phone }}, **01632** 960 123 or 555 0100 mg. [Ask 555 0100](https://a.example).
- text: "{{ patient.name }} calls 555 0100{{ patient.name }}, 555 0100 and {{ patient.name }} 01632 960 125."
- table: {columns: [Where, Telephone], rows: [[Ward, "{{ clinic.contacts.day.phone }}"], [Desk, "☎ 960 124"]]}
"""
LINKS = ["tel:5550100", "tel:01632960123", "https://a.example", "tel:5550100", "tel:01632960125", "tel:5550100",
         "tel:960124"]  # fmt: skip


def links(found: tree.Document) -> list[str]:
    """Neighbouring runs with one link are one."""
    every = [run.link for leaf in tree.walk(found.body) if leaf.role != "contact" for run in leaf.runs]
    return [link for link, before in zip(every, [None, *every], strict=False) if link and link != before]


def test_numbers_are_links_and_amounts_and_patients_numbers_are_not(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, {"content/t.yaml": section(BODY)})
    found = document(workspace)
    assert links(found) == LINKS
    for name in ("Ann", "0", "555 0100", "call", "mg"):
        assert links(Renderer(workspace).document(request_for(name))) == LINKS


@pytest.mark.parametrize("standard", ["ua1", "ua2"])
def test_filled_documents_are_those_rendered_anew_and_each_link_says_what_it_dials(
    tmp_path: Path, standard: tree.Standard
) -> None:
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": section(BODY)}))
    pdf = filled_as_rendered(renderer, standard)
    assert problems(pdf) == []
    (tmp_path / "t.pdf").write_bytes(pdf)
    with pikepdf.open(tmp_path / "t.pdf") as opened:
        notes = [note for page in opened.pages for note in page.get("/Annots", [])]
        said = {str(note.A.URI): str(note.Contents) for note in notes if "/URI" in note.get("/A", {})}
    assert said["tel:01632960123"] == "01632 960 123 (tel:01632960123)"
    assert "tel:5550100" in said


@pytest.mark.parametrize(("kind", "strong"), [("get-help", True), ("soon", True), ("important", False)])
def test_numbers_in_a_box_about_help_are_its_strongest_words(tmp_path: Path, kind: str, strong: bool) -> None:
    body = f"""\
- callout:
    kind: {kind}
    body:
      - text: Call 555 0100 if 500 mg do not help.
      - bullets: ["Or *call 01632 960 123*."]
"""
    found = document(loaded(tmp_path, {"content/t.yaml": section(body)}))
    [box] = [node for node in tree.every(found.body) if isinstance(node, tree.Box) and node.role == kind]
    runs = [run for leaf in tree.leaves(box) for run in leaf.runs if leaf.role != "callout-title"]
    assert [(run.text, run.link is not None) for run in runs if run.strong] == (
        [("555 0100", True), ("•", False), ("01632 960 123", True)] if strong else [("•", False)]
    )
