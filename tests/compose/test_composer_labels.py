"""Labels and page numbers in the order and with the signs of each language."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import loaded
from handout.document import Box, Section, walk
from handout.pipeline import Renderer, Request

FILES = {
    "clinic.yaml": """name: The clinic
language: LANG
contacts: {day: {label: "12", phone: 555 0100}}
audiences: {patient: {for-patients: true, layout: plain}}
""",
    "layouts/plain.yaml": 'audience: [patient]\nfooter: {right: "{{ page_of_pages }}"}\n',
    "content/t.yaml": """title: "1"
audience: patient
review: {status: draft}
sections:
  - id: one
    title: "1"
    audience: patient
    body: [{callout: {kind: important, title: "2", body: [{text: "3"}]}}]
""",
}


@pytest.mark.parametrize(
    ("language", "number", "title"),
    [
        ("en", "Page\u00a0‹page›\u00a0of\u00a0‹pages›", "Important: 2"),
        ("ar", "صفحة\u00a0‹page›\u00a0من\u00a0‹pages›", "مهم: 2"),
        ("zh-Hans", "第\u00a0‹page›\u00a0页，共\u00a0‹pages›\u00a0页", "重要：2"),
        ("zh-TW", "第\u00a0‹page›\u00a0頁，共\u00a0‹pages›\u00a0頁", "重要：2"),
        ("ja", "‹page›\u00a0/\u00a0‹pages›\u00a0ページ", "重要：2"),
        ("ko", "‹page›\u00a0/\u00a0‹pages›쪽", "중요: 2"),
    ],
)
def test_a_page_s_number_and_a_label(language: str, number: str, title: str, tmp_path: Path) -> None:
    files = {**FILES, "clinic.yaml": FILES["clinic.yaml"].replace("LANG", language)}
    document = Renderer(loaded(tmp_path, files)).document(Request(topics=("t",), audience="patient"))
    (cell,) = (cell for cell in document.footer.cells if any(run.page_of for run in cell.runs))
    assert "".join(f"‹{run.page_of}›" if run.page_of else run.text for run in cell.runs) == number
    section = document.body[-1]
    assert isinstance(section, Section)
    (box,) = (node for node in section.children if isinstance(node, Box))
    assert next(walk((box,))).text == title
    masthead = next(leaf for leaf in walk(document.body) if leaf.role == "contact")
    assert masthead.runs[0].text == f"12{'：' if '：' in title else ': '}"
