"""Headers and footers: what may never be missing from any page."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from canary.workspace import PLAIN, document, loaded, section
from content.blocks.lines import leaf
from handout import document as tree
from handout.diagnostics import HandoutError
from handout.layout.text.line_ends import breaks

ANNA: dict[str, Any] = {"name": "Anna", "birth_date": datetime.date(1961, 4, 5), "id": "A-1"}
REVIEWED = "{status: reviewed, by: Dr A, role: Dermatologist, date: 2026-01-01, due: 2027-01-01}"
DRAFT = "‹Draft – not yet checked by a clinician | strong›"
NOTICE = "band: For clinicians – not for patients"
OWN = "header: ‹Anna | strong, slot› · Date of birth: ‹April 5, 1961 | slot›"


def shown(band: tree.HeaderFooter | None) -> dict[str, str]:
    """The cells that a band has."""
    assert band is not None
    cells = {name: getattr(band, name) for name in ("notice", "above", "left", "center", "right")}
    # Where lines may break is no matter here.
    return {name: leaf(cell).replace("whole, ", "") for name, cell in cells.items() if cell is not None}


def made(root: Path, layout: str, review: str = REVIEWED, **wish: Any) -> tree.Document:
    text = section("- text: x").replace("{status: draft}", review)
    return document(loaded(root, {"content/t.yaml": text, "layouts/plain.yaml": PLAIN + layout}), **wish)


def test_cells_say_what_the_layout_says(tmp_path: Path) -> None:
    layout = "header: {left: '{{ clinic.name }}', rule: true}\n"
    layout += "footer: {center: '{{ topic.title }}', right: '{{ page }} / {{ pages }}'}"
    found = made(tmp_path, layout)
    assert shown(found.header) == {"left": "header: The clinic"}
    assert found.header.rule
    assert shown(found.footer) == {"center": "footer: Title", "right": "footer: ‹ | page of page› / ‹ | page of pages›"}
    assert not found.footer.rule
    assert found.first_header is None


def test_a_cell_about_a_patient_is_empty_without_one(tmp_path: Path) -> None:
    assert shown(made(tmp_path, "header: {left: '{{ patient.name }}', right: ''}").header) == {}


@pytest.mark.parametrize(
    ("layout", "header"),
    [
        ("", {"right": OWN}),
        ("header: {right: Ours}", {"above": OWN, "right": "header: Ours"}),
        ("header: {right: '{{ patient.name }}'}", {"above": OWN, "right": "header: ‹Anna | slot›"}),
        ("header: {left: '{{ patient.name }}'}", {"left": "header: ‹Anna | slot›", "right": OWN}),
        ("header: {left: '{{ patient.name }} {{ patient.id }}'}", {"left": "header: ‹Anna | slot› ‹A-1 | slot›"}),
        ("header: {left: '{{ patient.name }}'}\nfooter: {left: '{{ patient.birth_date }}'}",
         {"left": "header: ‹Anna | slot›"}),
        ("footer: {left: '{{ patient.name }} {{ patient.id }}'}", {}),
        # A field that the record lacks identifies nobody.
        ("header: {left: \"{{ patient.name }} {{ patient.mrn | default('') }}\"}",
         {"left": "header: ‹Anna | slot›", "right": OWN}),
    ],
)  # fmt: skip
def test_two_identifiers_are_on_every_page(tmp_path: Path, layout: str, header: dict[str, str]) -> None:
    assert shown(made(tmp_path, layout, values=ANNA, personal=True).header) == header


def test_behind_a_long_name_the_birth_date_has_a_line_of_its_own(tmp_path: Path) -> None:
    header = made(tmp_path, "", values=ANNA | {"name": "Anna Cholmondeley"}, personal=True).header.right
    assert header is not None and header.runs[-1].whole
    words = header.text.removesuffix(header.runs[-1].text)
    assert [words[:at].split(" ")[-2] for at in breaks(words) if at < len(words)] == ["Anna", "Cholmondeley\u00a0·"]


def test_the_id_stands_in_for_a_birth_date(tmp_path: Path) -> None:
    values = {"name": "Anna", "id": "A-1"}
    assert shown(made(tmp_path, "", values=values, personal=True).header) == {
        "right": "header: ‹Anna | strong, slot› · Number: ‹A-1 | slot›"
    }


def test_a_first_page_s_header_has_them_too(tmp_path: Path) -> None:
    layout = "header: {left: L, center: C, right: '{{ patient.name }} {{ patient.id }}', first: {left: '', right: R}}"
    found = made(tmp_path, layout, values=ANNA, personal=True, audience="clinician")
    assert shown(found.header) == {
        "notice": NOTICE, "left": "header: L", "center": "header: C", "right": "header: ‹Anna | slot› ‹A-1 | slot›"
    }  # fmt: skip
    assert shown(found.first_header) == {"notice": NOTICE, "above": OWN, "center": "header: C", "right": "header: R"}


def test_a_draft_says_so_in_every_footer(tmp_path: Path) -> None:
    draft = "{status: draft}"
    assert DRAFT in " ".join(shown(made(tmp_path, "", draft).footer).values())
    both = shown(made(tmp_path, "footer: {left: L, right: R}", draft).footer)
    assert DRAFT in " ".join(both.values())
    assert (both["left"].startswith("footer: L"), both["right"]) == (True, "footer: R")
    assert shown(made(tmp_path, "footer: {left: L}").footer) == {"left": "footer: L"}


def test_only_clinicians_pages_carry_the_notice(tmp_path: Path) -> None:
    assert shown(made(tmp_path, "", audience="clinician").header) == {"notice": NOTICE}
    assert shown(made(tmp_path, "").header) == {}


def test_a_layout_s_texts_are_in_the_document_s_language(tmp_path: Path) -> None:
    layout = "header: {left: {en: English, es: Spanish}}"
    assert shown(made(tmp_path, layout).header) == {"left": "header: English"}
    with pytest.raises(HandoutError, match="no text in the language 'en'"):
        made(tmp_path, "header: {left: {es: Spanish}}")
