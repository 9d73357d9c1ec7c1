from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest

from canary.workspace import CLINIC, PLAIN, document, loaded, section
from content.blocks.lines import lines
from handout import document as tree
from handout.compose import FIRST_DATE
from handout.compose.front_matter import logo_words
from handout.compose.references import address

# Where lines may break is no matter here.
WHOLE = re.compile(r"‹([^‹›|]*) \| whole›")
DAY = datetime.date(2026, 3, 5)
ANNA: dict[str, Any] = {"name": "Anna", "birth_date": datetime.date(1961, 4, 5), "id": "A-1"}
REVIEWED = "{status: reviewed, by: Dr A, role: Dermatologist, date: 2026-01-01, due: 2027-01-01}"
FRAGMENT = "audience: [patient, clinician]\nreview: {status: draft}\nbody: [text: y]\n"


def made(root: Path, body: str = "- text: x", head: str = "", layout: str = PLAIN, **wish: Any) -> tree.Document:
    text = section(body, head)
    if reviewed := wish.pop("review", None):
        text = text.replace("{status: draft}", reviewed)
    files = {"content/t.yaml": text, "layouts/plain.yaml": layout, "clinic.yaml": wish.pop("clinic", CLINIC)}
    return document(loaded(root, {**files, "content/fragments/f.yaml": FRAGMENT}), **wish)


def opening(found: tree.Document) -> list[str]:
    """All that stands before the first section."""
    before = found.body[: next(at for at, node in enumerate(found.body) if isinstance(node, tree.Section))]
    return [WHOLE.sub(r"\1", line) for line in lines(before)]


def test_a_document_s_own_data(tmp_path: Path) -> None:
    found = made(tmp_path, head="updated: 2026-01-02\n")
    assert (found.title, found.language, found.author) == ("Title", "en", "The clinic")
    assert (found.subject, found.date, found.personal) == ("For patients and carers", "2026-01-02", False)
    assert made(tmp_path, head="updated: 2026-01-02\n", date=DAY).date == "2026-03-05"
    assert made(tmp_path).date == FIRST_DATE
    assert made(tmp_path, audience="clinician").subject == "For clinicians – not for patients"


def test_what_stands_before_the_sections(tmp_path: Path) -> None:
    clinic = CLINIC.replace("name: The clinic\n", "name: The clinic\naddress: [1 Lane, Town]\nweb: https://c.example\n"
                            "logo: {file: content/pixel.png, alt: Logo}\n")  # fmt: skip
    head = "summary: In a word, **rest**.\nupdated: 2026-01-02\n"
    layout = PLAIN + "show: {contents: true}\n"
    found = made(tmp_path, "- text: x", head, layout, clinic=clinic, date=DAY, values=ANNA, personal=True)
    assert opening(found) == [
        "pair",
        "  left",
        "    figure PNG 1x1, width its own, alt ''",
        "    paragraph clinic: The clinic",
        "    paragraph contact: 1 Lane, Town",
        "  right",
        "    paragraph contact: By day: ‹555 0100 | strong, whole, → tel:5550100›",
        "    paragraph contact: ‹c.example | → https://c.example›",
        "heading 1 title: Title",
        "paragraph subtitle: For patients and carers",
        "paragraph status: ‹Draft – not yet checked by a clinician. | strong› Updated January 2, 2026. "
        "Printed on March 5, 2026.",
        "box patient <Div>",
        "  definitions aligned",
        "    patient-label: Name = patient-value: ‹Anna | slot›",
        "    patient-label: Date of birth = patient-value: ‹April 5, 1961 | slot›",
        "    patient-label: Number = patient-value: ‹A-1 | slot›",
        "box summary <Div>",
        "  summary-title: In short",
        "  paragraph summary-text: In a word, ‹rest | strong›.",
        "heading 2 callout-title: In this handout",
        "list disc",
        "  item •",
        "    paragraph contents: ‹Section | → #s0›‹ (page {}) | page of s0›",
    ]


@pytest.mark.parametrize(
    ("alt", "read"),
    [("Logo of The Clinic", ""), ("Logotipo de la Clinic", ""), ("The clinic, part of All", "The clinic, part of All")],
)
def test_a_logo_is_read_only_where_it_says_more_than_the_name(alt: str, read: str) -> None:
    assert logo_words(alt, "The clinic") == read


HELP = "- callout: {kind: get-help, body: [text: x]}\n  id: help"


@pytest.mark.parametrize(
    ("body", "head", "wanted"),
    [
        (HELP, "summary: y\n", ["  paragraph summary-text: ‹Get help:  | strong›‹page {} ·  | strong, page of help›"]),
        (
            HELP.replace("\n  id: help", ""),
            "",
            ["paragraph body: ‹Get help:  | strong›‹page {} ·  | strong, page of s0›"],
        ),
        (HELP.replace("get-help", "important"), "summary: y\n", []),
    ],
)
def test_the_first_page_says_where_help_is(tmp_path: Path, body: str, head: str, wanted: list[str]) -> None:
    found = [
        line.replace("\u00a0", " ")
        for line in opening(made(tmp_path, body, head))
        if "page {}" in line.replace("\u00a0", " ")
    ]
    assert found == [f"{line}‹555 0100 | strong, whole, → tel:5550100›" for line in wanted]
    assert not any(
        "555" in line for line in opening(made(tmp_path, body, head, audience="clinician")) if "Get help" in line
    )


SOON = "- callout: {kind: soon, body: [text: x]}\n  id: soon"
NOW = "- callout: {kind: emergency, body: [text: x]}\n  id: now"
_NUMBERS = {"now": ("Emergency", "999", "999"), "soon": ("Get help", "555 0100", "5550100")}


@pytest.mark.parametrize(
    ("body", "boxes"), [(NOW, ["now"]), (f"{SOON}\n{NOW}\n{HELP}", ["now", "soon"]), (SOON, ["soon"])]
)
def test_the_first_page_gives_the_emergency_number_for_an_emergency(
    tmp_path: Path, body: str, boxes: list[str]
) -> None:
    """And never the clinic's, which nobody may answer at night."""
    found = opening(made(tmp_path, body, clinic=f"{CLINIC}emergency: '999'\n"))
    lines = [line.replace("\u00a0", " ") for line in found]
    said = "paragraph body: ‹{}:  | strong›‹page {{}} ·  | strong, page of {}›‹{} | strong, whole, → tel:{}›"
    assert [line for line in lines if "page {}" in line] == [
        said.format(word, box, number, dial) for box, (word, number, dial) in ((box, _NUMBERS[box]) for box in boxes)
    ]


@pytest.mark.parametrize(("second", "twice"), [("", False), ("- text: x\n", False), (None, True)])
def test_the_visit_is_not_printed_twice_on_the_first_page(tmp_path: Path, second: str | None, twice: bool) -> None:
    facts = '- facts: [{label: When, value: "{{ patient.appointment }}"}, {label: Who, value: "{{ patient.name }}"}]'
    body = "- text: x" if second is None else second + facts
    values = {**ANNA, "appointment": DAY}
    labels = [
        line.split(":")[1].split("=")[0].strip()
        for line in opening(made(tmp_path, body, values=values, personal=True))
        if "patient-label" in line
    ]
    assert labels == ["Name", "Date of birth", "Number", *(["Appointment"] if twice else [])]


def test_a_layout_may_hide_all_of_it_but_title_and_draft(tmp_path: Path) -> None:
    names = ["masthead", "audience", "patient-box", "summary", "sources", "reviewed-by"]
    layout = PLAIN + f"show: {{{', '.join(f'{name}: false' for name in names)}}}\n"
    found = made(tmp_path, head="summary: x\n", layout=layout, values=ANNA, personal=True)
    assert opening(found) == [
        "heading 1 title: Title", "paragraph status: ‹Draft – not yet checked by a clinician. | strong›"
    ]  # fmt: skip
    found = made(tmp_path, layout=layout, review=REVIEWED)
    assert opening(found) == ["heading 1 title: Title"]
    found = made(tmp_path, layout=layout, review=REVIEWED, date=DAY)
    assert opening(found) == ["heading 1 title: Title", "paragraph status: Printed on March 5, 2026."]


def test_a_review_says_who_in_which_role_when_and_when_next(tmp_path: Path) -> None:
    reviewed = "Reviewed by Dr A, Dermatologist, on January 1, 2026. Next review: January 1, 2027."
    assert f"paragraph status: {reviewed}" in opening(made(tmp_path, review=REVIEWED))
    assert made(tmp_path, review=REVIEWED).footer.left is None
    # The least reviewed text counts, but only where it is printed.
    used = "- text: x\n- {use: f, audience: clinician}"
    assert f"paragraph status: {reviewed}" in opening(made(tmp_path, used, review=REVIEWED))
    assert "Draft" in " ".join(opening(made(tmp_path, used, review=REVIEWED, audience="clinician")))


def test_codes_are_for_clinicians(tmp_path: Path) -> None:
    head = "codes: {icd-10-cm: [L94.2, L98], x: [A]}\n"
    assert "paragraph status: Codes: ICD-10-CM L94.2, L98; X A" in opening(
        made(tmp_path, head=head, audience="clinician")
    )
    assert "L94" not in " ".join(opening(made(tmp_path, head=head)))


SOURCES = """\
sources:
  - {id: a, title: First, url: "https://a.example/", accessed: 2026-01-02}
  - {id: b, title: Second}
  - {id: c, title: Third}
"""


def closing(found: tree.Document) -> list[str]:
    return [WHOLE.sub(r"\1", line.strip()) for line in lines(found.body[-1:])]


def test_sources_are_numbered_as_they_are_cited(tmp_path: Path) -> None:
    found = made(tmp_path, "- text: x [@c]; y [@b] [@c]", SOURCES)
    assert "paragraph body: x [1]; y [2] [1]" in " ".join(lines(found.body))
    assert closing(found) == [
        "part",
        "heading 2 heading1: Sources",
        "list decimal",
        "item 1.",
        "paragraph sources: Third",
        "item 2.",
        "paragraph sources: Second",
        "item 3.",
        "paragraph sources: First. ‹https://a.example/ | → https://a.example/›, read on January 2, 2026",
    ]


def test_the_summary_and_the_layout_s_order_are_read_before(tmp_path: Path) -> None:
    head = SOURCES + "summary: In a word [@b].\n"
    body = "- text: x [@c]\n"
    more = "  - {id: s1, title: One, audience: [patient], body: [text: 'z [@a]']}\n"
    files = {"content/t.yaml": section(body, head) + more, "layouts/plain.yaml": "sections: {order: [s1, '*']}"}
    said = " ".join(lines(document(loaded(tmp_path, files)).body))
    assert [said.index(words) for words in ("word [1]", "z [2]", "x [3]")] == sorted(
        said.index(words) for words in ("word [1]", "z [2]", "x [3]")
    )
    hidden = {**files, "layouts/plain.yaml": "sections: {order: [s1, '*']}\nshow: {summary: false}"}
    assert "z [1]" in " ".join(lines(document(loaded(tmp_path, hidden)).body))


def test_a_link_prints_its_address_once_behind_its_words(tmp_path: Path) -> None:
    text = "[a *b*](https://c.example/) [c.example](https://c.example) [x](mailto:a@b.example)"
    (leaf,) = [leaf for leaf in tree.walk(made(tmp_path, f"- text: '{text}'").body) if leaf.role == "body"]
    assert leaf.text == "a b (c.example) c.example x (a@b.example)"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/", "a.example"), ("http://a.example/b/", "a.example/b"), ("tel:555", "555"),
        ("mailto:a@b.example", "a@b.example"), ("ftp://a.example", "ftp://a.example"),
    ],
)  # fmt: skip
def test_an_address_as_it_is_printed(url: str, shown: str) -> None:
    assert address(url) == shown


def test_headings_go_down_with_their_sections(tmp_path: Path) -> None:
    body = (
        "- section: {title: A, body: [{section: {title: B, body: [text: x]}}, {section: {title: C, body: [text: y]}}]}"
    )
    levels = [line.strip() for line in lines(made(tmp_path, body).body) if "heading" in line]
    assert levels[1:] == [
        "heading 2 heading1: Section",
        "heading 3 heading2: A",
        "heading 4 heading3: B",
        "heading 4 heading3: C",
    ]


def test_large_print_grows_the_styles_and_has_one_column(tmp_path: Path) -> None:
    layout = "page: {columns: 2, margins: {left: 30mm, right: 30mm}}\ntext: {scale: standard}\n"
    standard, giant = (made(tmp_path, layout=layout, scale=scale) for scale in ("standard", "giant"))
    assert (standard.page.columns, giant.page.columns) == (2, 1)
    assert giant.styles["body"].size == 2 * standard.styles["body"].size
    assert giant.page.left < standard.page.left
    letter = made(tmp_path, layout=layout, paper="Letter")
    assert (letter.page.width, letter.page.height) == (612, 792)


BOXES = """\
- checklist: [one, {text: two, bullets: [inner]}]
- timeline: [{time: now, text: this}]
- timeline: [{time: now, text: this}]
  boxes: false
"""


@pytest.mark.parametrize(
    ("words", "name"),
    [("{}", "empty box"), ("{en: {☐: to tick}}", "to tick")],
)
def test_boxes_to_tick_have_the_name_of_their_sign(tmp_path: Path, words: str, name: str) -> None:
    found = made(tmp_path, BOXES, clinic=f"{CLINIC}words: {words}\n")
    assert [*tree.alternatives(found.every_node)] == [name] * 4
    keys = [item.box.key for node in tree.every(found.body) if isinstance(node, tree.List) for item in node.items
            if item.box]  # fmt: skip
    assert len({*keys}) == 3 and not {*keys} & {leaf.key for leaf in found.every_leaf}
