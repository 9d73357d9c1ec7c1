"""Groups of columns: over the header of a grid, in blocks of large print, and as headers of their cells in the tags."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from msgspec import structs

from canary.workspace import loaded, section
from handout.diagnostics import HandoutError
from handout.layout import layout
from handout.layout.geometry import Line, Pages
from handout.patients import Patient
from handout.pdf.merge.volume import Volume
from handout.pipeline import Renderer, Request
from handout.styles.scale import SCALES
from handout.variable_data.renderer import VariableDataRenderer
from handout.verify.geometry import problems as geometry_problems
from layout.documents import FONTS
from layout.filled import assert_filled_alike
from pdf.check import headers, problems, walk

BODY = """\
- table:
    columns:
      - Day
      - {title: Dose, group: Morning}
      - {title: Taken, group: Morning}
      - {title: Dose, group: Evening}
      - {title: Taken, group: Evening, audience: clinician}
      - Notes
    groups:
      - {title: First week, rows: [[Monday, 2, "☐", 1, "☐", "{{ patient.name }}"], [Tuesday, 3, "☐", 4, "☐", ""]]}
      - {title: Second week, rows: [[Sunday, 2, "☐", 1, "☐", ""]], blank-rows: 1}
"""
PLAIN = "- table: {columns: [A, B], groups: [{title: One, rows: [[a, b]]}, {title: Two, rows: [[c, d]]}]}"


def made(folder: Path, body: str) -> Renderer:
    return Renderer(loaded(folder, {"content/t.yaml": section(body)}))


def request(scale: str = "standard", paper: str = "A4", name: str = "Anna Quayle") -> Request:
    patient = Patient(values={"id": "A-1", "name": name}, personal=True)
    return Request(topics=("t",), audience="patient", scale=scale, paper=paper, patient=patient)


def heads(data: bytes) -> Iterator[tuple[str, list[str]]]:
    """The words of each cell, and those of its headers as the tags name them."""
    with pikepdf.open(BytesIO(data)) as pdf:
        elements = [element for element in walk(pdf) if element.S in ("/TH", "/TD")]
        words = dict(zip([element.objgen for element in elements], _words(data), strict=True))
        by_name = {bytes(element.ID): words[element.objgen] for element in elements if "/ID" in element}
        for element in elements:
            yield words[element.objgen], [by_name[name] for name in headers(element)]


def _words(data: bytes) -> list[str]:
    from handout.extract.tags import Tag, tags

    def cells(tag: Tag) -> Iterator[str]:
        if tag.role in ("TH", "TD"):
            yield tag.text.strip()
        for kid in tag.kids:
            if isinstance(kid, Tag):
                yield from cells(kid)

    return [words for top in tags(data) for words in cells(top)]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("scale", SCALES)
def test_every_cell_names_its_headers_at_every_size(tmp_path: Path, scale: str, paper: str) -> None:
    data = made(tmp_path, BODY).render(request(scale, paper)).pdf
    assert problems(data) == []
    assert [
        str(each) for profile in ("ua1", "2a") for each in page.validate_pdf_bytes(data, profile=profile).failures
    ] == []
    found = [*heads(data)]
    assert found[:10] == [
        ("Day", []),
        ("Morning", []),
        ("Evening", []),
        ("Notes", []),
        ("Dose", ["Morning"]),
        ("Taken", ["Morning"]),
        ("Dose", ["Evening"]),
        ("First week", []),
        ("Monday", ["Day", "First week"]),
        ("2", ["Morning", "Dose", "First week", "Monday"]),
    ]
    assert ("4", ["Evening", "Dose", "First week", "Tuesday"]) in found
    assert found[-1] == ("", ["Notes", "Second week", ""])


def test_groups_of_rows_alone_keep_the_columns_headers(tmp_path: Path) -> None:
    data = made(tmp_path, PLAIN).render(request()).pdf
    assert [pair for pair in heads(data) if pair[0] in "bd"] == [("b", ["B", "One", "a"]), ("d", ["B", "Two", "c"])]


@pytest.mark.parametrize("scale", SCALES)
def test_a_filled_table_is_the_table_rendered_anew(tmp_path: Path, scale: str) -> None:
    assert_filled_alike(made(tmp_path, BODY), scale)


def test_a_volume_has_the_identifiers_of_all_its_documents(tmp_path: Path) -> None:
    filled = VariableDataRenderer(made(tmp_path, BODY))
    out, spool = BytesIO(), BytesIO()
    volume = Volume(out, spool)
    for number in range(70):
        one = filled.make(request(name=f"Name {number}"))
        volume.add(one.pdf, one.form, f"Name {number}")
    volume.finish()
    assert problems(out.getvalue()) == []
    with pikepdf.open(BytesIO(out.getvalue())) as pdf:
        assert sum("/ID" in element for element in walk(pdf)) == 70 * 13


def laid(folder: Path, scale: str) -> Pages:
    return layout(made(folder, BODY).document(request(scale)), FONTS)


@pytest.mark.parametrize("scale", ["standard", "giant"])
def test_a_cell_that_lost_its_groups_title_is_found(tmp_path: Path, scale: str) -> None:
    pages = laid(tmp_path, scale)
    assert geometry_problems(pages, FONTS) == []

    def is_title(mark: Any) -> bool:
        return isinstance(mark, Line) and "".join(glyphs.text for glyphs in mark.glyphs) == "Evening"

    changed = structs.replace(
        pages,
        pages=tuple(
            structs.replace(one, items=tuple(mark for mark in one.items if not is_title(mark))) for one in pages.pages
        ),
    )
    said = [problem.message for problem in geometry_problems(changed, FONTS)]
    assert any("a cell has lost the title of its group of columns" in message for message in said)


def test_columns_of_a_group_stand_side_by_side(tmp_path: Path) -> None:
    columns = "[{title: A, group: One}, B, {title: C, group: One}]"
    with pytest.raises(HandoutError, match="the columns of one group must be side by side") as caught:
        made(tmp_path, f"- table: {{columns: {columns}, rows: [[a, b, c]]}}")
    assert caught.value.diagnostics[0].hint and caught.value.diagnostics[0].span.line


def test_a_titles_words_are_whole(tmp_path: Path) -> None:
    columns = "[{title: A, group: Incomprehensibilities}, B]"
    pages = layout(made(tmp_path, f"- table: {{columns: {columns}, rows: [[a, b]]}}").document(request()), FONTS)
    words = ["".join(glyphs.text for glyphs in line.glyphs) for line in pages.pages[0].items if isinstance(line, Line)]
    assert "Incomprehensibilities" in words
