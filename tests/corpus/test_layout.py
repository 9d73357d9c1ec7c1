"""L01–L18: layouts that can't be printed with."""

from __future__ import annotations

import pytest

from handout import extract

from .case import HEAD, Case, folded

LAYOUT = ("--layout", "case")


@pytest.mark.parametrize(
    "margins",
    ["{left: 100mm, right: 105mm}", "{left: 150mm, right: 150mm}", "{top: 140mm, bottom: 140mm}", "{left: 14400pt}"],
)
def test_l01_no_room_between_the_margins(case: Case, margins: str) -> None:
    case.layout(f"page: {{margins: {margins}}}\n").refused("layouts/case.yaml:1:1", "margins leave", more=LAYOUT)


@pytest.mark.parametrize("style", ["item: {indent: 400pt}", "summary: {padding: 250pt}", "definition: {indent: 10in}"])
def test_l02_an_indent_wider_than_the_frame(case: Case, style: str) -> None:
    case.layout(f"styles:\n  {style}\n").refused("layouts/case.yaml:2:", "more than half of the column", more=LAYOUT)


def test_l04_leading_follows_the_size(case: Case) -> None:
    # There is no inline font size in the format, and leading is a multiple of the size, so no line can overlap another.
    case.layout("styles:\n  body: {size: 30pt, leading: 0.4}\n").refused("case.yaml:2:31", "from 1 to 3", more=LAYOUT)
    case.layout("styles:\n  body: {size: 30pt}\n").prints("Words.", more=LAYOUT)


@pytest.mark.parametrize(
    "block",
    [
        "table: {columns: [a], rows: [[b]], height: 10}",
        "callout: {kind: important, fit: shrink, body: [{text: a}]}",
        "callout: {kind: important, overflow: truncate, body: [{text: a}]}",
        "box: {mode: shrink}",
    ],
)
def test_l05_l06_l08_l09_no_such_key(case: Case, block: str) -> None:
    # L06: the program measures the widths of columns; nobody can give them, so they can't be too wide.
    assert "unknown " in case.body(block).refused("case.yaml:9:").err


@pytest.mark.parametrize("columns", [2, 12, 60])
def test_l06_a_table_wider_than_the_page(case: Case, columns: int) -> None:
    titles = ", ".join(f"column{n}" for n in range(columns))
    cells = ", ".join(f"Wordwordword{n}" for n in range(columns))
    outcome = case.body(f"table: {{columns: [{titles}], rows: [[{cells}]]}}").render()
    assert outcome.code in (0, 5), outcome.err
    if outcome.code == 5:
        assert "content/case.yaml:9:" in outcome.err
        assert not case.pdf.exists()
    else:
        bounded = "".join("".join(extract.pages(case.pdf, "bounded")).split())
        assert bounded.count("Wordword") == columns


def test_l10_header_rows_higher_than_the_page(case: Case) -> None:
    head = "long " * 380
    case.layout("styles:\n  cell-head: {size: 40pt}\n").body(f"table: {{columns: [{head}], rows: [[a], [b]]}}")
    outcome = case.render(*LAYOUT)
    # Refused, or cut up over pages with every word; never clipped.
    assert outcome.code in (0, 5), outcome.err
    if outcome.code == 5:
        assert "content/case.yaml:9:" in outcome.err
        assert not case.pdf.exists()
    else:
        found = folded(" ".join(extract.pages(case.pdf, "bounded"))).split()
        assert found.count("long") >= 380


@pytest.mark.parametrize(
    ("fonts", "said"),
    [
        ("body: [Comic Sans]", "there is no font family 'Comic Sans'"),
        ("families: {House: {regular: ../house.ttf}}", "outside the workspace"),
        ("families: {House: {regular: /usr/share/house.ttf}}", "not a path in the workspace"),
        ("families: {House: {regular: house.ttf}}", "no such file"),
        ("families: {House: {regular: clinic.yaml}}", "not a TrueType font"),
        ("families: {House: {bold: house.ttf}}", "'regular' is missing"),
    ],
)
def test_l12_fonts(case: Case, fonts: str, said: str) -> None:
    clinic = case.folder / "clinic.yaml"
    case.write("clinic.yaml", f"{clinic.read_text()}fonts: {{{fonts}}}\n")
    case.body("text: Words.").refused("clinic.yaml:", said)


def test_l12_a_font_that_layouts_name_themselves(case: Case) -> None:
    case.layout("styles:\n  body: {font: Comic Sans}\n").refused(
        "case.yaml:2:16", "expected body or heading", more=LAYOUT
    )


@pytest.mark.parametrize(
    "colour",
    ["__import__('os')", "Color(1,0,0)", "[[1]]", "9**9**9", "red", "#fff", "rgb(0,0,0)", "#gggggg", "#ffffff00"],
)
def test_l13_colours(case: Case, colour: str) -> None:
    quoted = colour.replace("'", "''")
    case.layout(f"styles:\n  body: {{color: '{quoted}'}}\n").refused("case.yaml:2:17", "written #rrggbb", more=LAYOUT)


@pytest.mark.parametrize(
    "style",
    [
        "body: {color: '#ffffff'}",
        "body: {color: '#bbbbbb'}",
        "summary: {background: '#333333'}",
        "link: {color: '#ffff00'}",
        "band: {background: '#ffffff', color: '#eeeeee'}",
    ],
)
def test_l14_contrast(case: Case, style: str) -> None:
    case.layout(f"styles:\n  {style}\n").refused("layouts/case.yaml:", "has a contrast of", "4.5 to 1", more=LAYOUT)


def test_l16_a_section_that_the_layout_does_not_place(case: Case) -> None:
    case.layout("sections: {order: [two]}\n")
    case.refused("layouts/case.yaml:1:11", "'one' of 'case' is neither in the order nor left out", more=LAYOUT)


def test_l17_a_layout_for_somebody_else(case: Case) -> None:
    case.body("text: Words.")
    case.refused(
        "layouts/clinician.yaml:1:1", "'clinician' is for clinician, not for 'patient'", more=("--layout", "clinician")
    )
    case.refused("'patient' is for patient, not for 'clinician'", more=("--layout", "patient"), audience="clinician")


def test_l18_layouts_that_extend_each_other(case: Case) -> None:
    case.layout("extends: case\n").refused("extend each other: case → case", more=LAYOUT)
    case.layout("extends: two\n").write("layouts/two.yaml", "extends: three\n")
    case.write("layouts/three.yaml", "extends: case\n")
    case.refused("extend each other: case → two → three → case", more=LAYOUT)


def test_a_layout_that_leaves_out_what_is_required(case: Case) -> None:
    clinic = (case.folder / "clinic.yaml").read_text()
    case.write("clinic.yaml", clinic.replace("layout: patient}", "layout: patient, requires: [one]}"))
    case.layout("sections: {omit: [one]}\n").refused("which 'patient' requires, is left out", more=LAYOUT)
    case.topic(HEAD.replace("id: one", "id: two") + "      - text: Words.\n").refused("requires the section 'one'")
