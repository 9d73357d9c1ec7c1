"""Footnotes as tags: a Note with a name of its own, and a Reference where its mark is."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from canary.workspace import loaded, section
from handout.extract import tags
from handout.patients import Patient
from handout.pdf.merge.volume import Volume
from handout.pipeline import Renderer, Request
from handout.variable_data.renderer import VariableDataRenderer
from pdf.check import problems

BODY = """
- text: Dear {{ patient.name }}[^a], come[^b].
  notes: {a: "Or your carer, {{ patient.name }}.", b: In time.}
- {table: {columns: [A, "B[^c]"], rows: [["x", "y[^c]"]]}, notes: {c: See there.}}
"""


def rendered(root: Path, names: list[str]) -> list[Any]:
    renderer = VariableDataRenderer(Renderer(loaded(root, {"content/t.yaml": section(BODY)})))
    patients = [Patient(values={"id": f"A-{name}", "name": name}, personal=True) for name in names]
    return [renderer.make(Request(topics=("t",), audience="patient", patient=patient)) for patient in patients]


def elements(file: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    found = [each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == f"/{role}"]
    return [each for each in found if "/P" in each]


def names(file: pikepdf.Pdf) -> dict[bytes, pikepdf.Object]:
    """The tree of names, which must be in order."""
    listed: list[Any] = []
    waiting = [file.Root.StructTreeRoot.IDTree]
    while waiting:
        node = waiting.pop(0)
        waiting[:0] = [*node.get("/Kids", [])]
        listed += [*node.get("/Names", [])]
    keys = [bytes(key) for key in listed[::2]]
    assert keys == sorted(keys)
    return dict(zip(keys, listed[1::2], strict=True))


def test_a_note_has_a_name_and_its_mark_is_a_reference(tmp_path: Path) -> None:
    (made,) = rendered(tmp_path, ["Anna"])
    assert problems(made.pdf) == []
    with pikepdf.open(BytesIO(made.pdf)) as file:
        notes = elements(file, "Note")
        assert [bytes(note.ID) for note in notes] == [note.objgen[0].to_bytes(4) for note in notes]
        assert {key: note.objgen for key, note in names(file).items()} == {bytes(n.ID): n.objgen for n in notes}
        assert [str(each.Alt) for each in elements(file, "Reference")] == [f"footnote {n}" for n in (1, 2, 3, 3)]


def test_notes_are_read_after_their_block(tmp_path: Path) -> None:
    (made,) = rendered(tmp_path, ["Anna"])
    lines = [line.strip() for line in tags.show(tags.tags(made.pdf)).splitlines()]
    at = lines.index("P Or your carer, Anna.")
    assert lines[at - 3 : at + 5] == [
        "P Dear Anna [Reference (footnote 1): ¹], come [Reference (footnote 2): ²].",
        "Note", "Lbl [Span (footnote 1): ¹]", "P Or your carer, Anna.",
        "Note", "Lbl [Span (footnote 2): ²]", "P In time.", "Table",
    ]  # fmt: skip


def test_names_of_notes_are_unique_in_a_volume(tmp_path: Path) -> None:
    out = BytesIO()
    volume = Volume(out, BytesIO())
    for made in rendered(tmp_path, ["Anna", "Bob", "Cy"]):
        volume.add(made.pdf, made.form, "x")
    volume.finish()
    assert problems(out.getvalue()) == []
    with pikepdf.open(BytesIO(out.getvalue())) as file:
        notes = elements(file, "Note")
        assert len({bytes(note.ID) for note in notes}) == len(notes) == 9
        assert {key: note.objgen for key, note in names(file).items()} == {bytes(n.ID): n.objgen for n in notes}


def test_in_pdf_2_marks_and_notes_refer_to_each_other(tmp_path: Path) -> None:
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": section("- {text: 'a[^n] b[^n]', notes: {n: c}}")}))
    made = renderer.render(Request(topics=("t",), audience="patient", standard="ua2"))
    with pikepdf.open(BytesIO(made.pdf)) as file:
        assert elements(file, "Note") == elements(file, "Reference") == []
        (note,) = elements(file, "FENote")
        marks = [each for each in elements(file, "Span") if "/Ref" in each]
        assert [mark.Ref[0].objgen for mark in marks] == [note.objgen] * 2
        assert [mark.objgen for mark in note.Ref] == [mark.objgen for mark in marks]
