"""Labels and page numbers in the order and with the signs of each language."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import loaded
from handout.document import Box, Document, Section, walk
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


def numbered(document: Document) -> str:
    """The footer's page numbers, with what is around them."""
    (cell,) = (cell for cell in document.footer.cells if any(run.page_of for run in cell.runs))
    return "".join(f"‹{run.page_of}›" if run.page_of else run.text for run in cell.runs).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "number", "title"),
    [
        ("en", "Page ‹page› of ‹pages›", "Important: 2"),
        ("ar", "صفحة ‹page› من ‹pages›", "مهم: 2"),
        ("zh-Hans", "第 ‹page› 页，共 ‹pages› 页", "重要：2"),
        ("zh-TW", "第 ‹page› 頁，共 ‹pages› 頁", "重要：2"),
        ("ja", "‹page› / ‹pages› ページ", "重要：2"),
        ("ko", "‹page› / ‹pages›쪽", "중요: 2"),
    ],
)
def test_a_page_s_number_and_a_label(language: str, number: str, title: str, tmp_path: Path) -> None:
    files = {**FILES, "clinic.yaml": FILES["clinic.yaml"].replace("LANG", language)}
    document = Renderer(loaded(tmp_path, files)).document(Request(topics=("t",), audience="patient"))
    assert numbered(document) == number
    section = document.body[-1]
    assert isinstance(section, Section)
    (box,) = (node for node in section.children if isinstance(node, Box))
    assert next(walk((box,))).text == title
    masthead = next(leaf for leaf in walk(document.body) if leaf.role == "contact")
    assert masthead.runs[0].text == f"12{'：' if '：' in title else ': '}"


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("en", "{page: Sheet}", "Sheet ‹page› of ‹pages›"),
        ("en", "{of: out of}", "Page ‹page› out of ‹pages›"),
        ("zh-Hans", "{page: 页, of: /}", "页 ‹page› / ‹pages› 页"),
        ("ja", '{of: "|"}', "‹page› | ‹pages› ページ"),
        ("de-AT", "{page: Blatt}", "Blatt ‹page› von ‹pages›"),
        ("en", '{page: Sheet, page-of-pages: "{} ({})"}', "‹page› (‹pages›)"),
    ],
)
def test_the_words_before_the_two_numbers_may_be_given_apart(
    language: str, words: str, number: str, tmp_path: Path
) -> None:
    clinic = FILES["clinic.yaml"].replace("LANG", language) + f"words: {{{language}: {words}}}\n"
    document = Renderer(loaded(tmp_path, {**FILES, "clinic.yaml": clinic})).document(
        Request(topics=("t",), audience="patient")
    )
    assert numbered(document) == number


def test_a_label_that_two_values_share_is_printed_once(tmp_path: Path) -> None:
    facet = "facets: {age: {values: {baby: Child, child: Child, adult: Adult}, if-unknown: keep}}\n"
    body = "body: [{text: Use less., when: {age: [baby, child]}}, {text: '4', when: {age: [baby, adult]}}]"
    topic = FILES["content/t.yaml"].split("    body:")[0] + f"    {body}\n"
    clinic = FILES["clinic.yaml"].replace("LANG", "en") + facet
    files = {**FILES, "clinic.yaml": clinic, "content/t.yaml": topic}
    document = Renderer(loaded(tmp_path, files)).document(Request(topics=("t",), audience="patient"))
    said = [leaf.text for leaf in walk(document.body)]
    assert said[-2:] == ["Child: Use less.", "Child, Adult: 4"]
