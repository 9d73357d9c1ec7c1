"""Each of fifty edits is found and named with its kind, page and section; and what is no edit of words isn't."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compare.edits import BAND, EDITS, Edit, Expected
from handout.compare import Change, Comparison, compare
from handout.compare.files import FileTexts
from handout.compare.same import certainly_equal
from handout.extract import PdfReading, reading
from handout.extract.text import raw_text
from handout.layout import layout
from handout.pdf import write_pdf
from handout.pipeline import Renderer, Request
from handout.workspace.load import load
from program import ROOT, workspace

TOPIC = Path(__file__).with_name("topic.yaml").read_text(encoding="utf-8")
LAYOUTS = {
    "small": "styles: {body: {size: 10pt, leading: 1.2}}",
    "bold": "styles: {item: {weight: bold}, heading1: {size: 30pt, space-before: 40pt}, cell: {padding: 12pt}}",
    "columns": "page: {columns: 2, margins: {left: 15mm, right: 15mm}}",
    "narrow": "page: {margins: {left: 50mm, right: 50mm}}",
    "low": "page: {margins: {bottom: 60mm}}",
    "high": "page: {margins: {top: 90mm}}",
    "plain": "styles: {title: {color: '#000000', align: center}, body: {align: right}}\ntext: {scale: clear}",
}
Print = Callable[..., bytes]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Print:
    """The document of the topic as it is, or after an edit; as it is usually printed, or otherwise."""
    folder = workspace(tmp_path_factory.mktemp("edits"), of=ROOT)
    topics = {"unedited": TOPIC} | {f"edit-{number}": edit.of(TOPIC) for number, edit in enumerate(EDITS)}
    for name, topic in topics.items():
        (folder / "content" / f"{name}.yaml").write_text(topic, encoding="utf-8")
    for name, look in LAYOUTS.items():
        (folder / "layouts" / f"{name}.yaml").write_text(f"extends: patient\n{look}\n", encoding="utf-8")
    renderer = Renderer(load(folder, list(topics)))

    def made(topic: str = "unedited", **choices: str) -> bytes:
        document = renderer.composed(Request(topics=(topic,), audience="patient", **choices)).document  # type: ignore[arg-type]
        return write_pdf(layout(document, renderer.fonts), renderer.fonts)  # verified elsewhere

    return made


@pytest.fixture(scope="module")
def unedited(printed: Print) -> bytes:
    return printed()


@pytest.fixture(scope="module")
def before(unedited: bytes) -> PdfReading:
    found = reading(unedited)
    assert len(found.pages) == 3
    return found


def said(change: Change, expected: Expected | None) -> Expected:
    """A change in the words of what is expected of it."""

    def cut(words: str, wanted: str) -> str:
        start, dots, _ = wanted.partition("…")
        return wanted if dots and words.startswith(start) and len(words) > len(start) else words

    page = change.page_new or change.page_old or 0
    new = "" if change.kind == "moved-section" else change.new
    where = BAND if change.band else change.section[-1]
    wanted = expected or Expected("", 0, "")
    return Expected(change.kind, page, where, cut(change.old, wanted.old), cut(new, wanted.new))


def test_there_are_fifty() -> None:
    assert len({edit.name for edit in EDITS}) == len(EDITS) == 50


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_an_edit_is_found_and_nothing_else(edit: Edit, unedited: bytes, before: PdfReading, printed: Print) -> None:
    edited = printed(f"edit-{EDITS.index(edit)}")
    assert not certainly_equal(unedited, edited)
    assert not FileTexts(tuple(raw_text(unedited)), tuple(raw_text(edited))).alike
    found = compare(before, reading(edited)).changes
    wanted = [*edit.expected, *[None] * len(found)]
    assert tuple(said(change, expected) for change, expected in zip(found, wanted, strict=False)) == edit.expected


LOOKS = [
    {"paper": "Letter"},
    *({"scale": scale} for scale in ("clear", "large", "giant")),
    *({"layout": name} for name in LAYOUTS),
]


@pytest.mark.parametrize("choices", LOOKS, ids=lambda choices: "-".join(choices.values()))
def test_another_look_is_no_change_of_words(choices: dict[str, str], before: PdfReading, printed: Print) -> None:
    after = reading(printed(**choices))
    for found in (compare(before, after), compare(after, before)):
        assert found.changes == ()
        assert {change.kind for change in found.moved} == {"moved-page"}


def test_a_moved_page_break_is_told_with_its_pages(before: PdfReading, printed: Print) -> None:
    (first, *_) = compare(before, reading(printed(layout="low"))).moved
    assert (first.page_old, first.page_new) == (1, 2)
    assert first.section[-1] == "Lowering the dose"


def test_edits_are_found_through_another_look(before: PdfReading, printed: Print) -> None:
    number = next(number for number, edit in enumerate(EDITS) if edit.name == "a number")
    found = compare(before, reading(printed(f"edit-{number}", scale="large", paper="Letter")))
    assert [(change.kind, change.old, change.new) for change in found.changes] == [("changed", "20", "25")]


def test_a_document_is_equal_to_itself(before: PdfReading) -> None:
    assert compare(before, before) == Comparison((), (), 3, 3)
