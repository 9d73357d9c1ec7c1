"""The scan on random topics: it refuses no right document, and finds whatever a broken select lets through."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any
from zlib import crc32

import pytest
import yaml

from canary.files import files
from canary.oracle import Oracle, Reader
from canary.shared import Sharing
from canary.topics import FACETS
from canary.workspace import CLINIC, written
from handout import select
from handout.content.blocks.table_cells import Cell
from handout.content.blocks.table_columns import Column
from handout.content.nodes import Node
from handout.diagnostics import HandoutError
from handout.document import Document, Figure, QrCode, Table, every
from handout.patients import Patient
from handout.pipeline import Renderer, Request
from handout.verify import content_streams, pdf_objects, pdf_strings
from handout.verify.privacy import scan
from handout.verify.privacy.leak_detector import leak_detector
from handout.verify.privacy.runs import words
from handout.verify.privacy.scan import CODE
from handout.workspace.load import load
from program import ROOT

ANNA = Patient(
    values={"name": "Anna Quayle", "id": "A-7", "birth_date": datetime.date(1980, 2, 3), "choice": "a", "room": "12 b"},
    personal=True,
)
WISHES: tuple[Mapping[str, Any], ...] = (
    {},
    {"patient": ANNA, "date": datetime.date(2026, 5, 5)},
    {"layout": "other", "scale": "large"},
)
SHORT, LONG = range(25), range(1_000)
"""Seeds in CI, and in `make deep`."""


def presses(seeds: range, author: type[Sharing] | None = None) -> Iterator[tuple[int, Renderer]]:
    """A press for the topic of each seed that is right."""
    for seed in seeds:
        with written(files(seed) if author is None else files(seed, author=author)) as root:
            try:
                yield seed, Renderer(load(root))
            except HandoutError:
                continue


def never_refused(seeds: range) -> int:
    """How many documents were made of topics whose audiences share words; the scan refuses none of them."""
    made = 0
    for seed, renderer in presses(seeds, Sharing):
        for audience in ("patient", "carer"):
            try:
                renderer.render(Request(topics=("t",), audience=audience, **WISHES[made % 3]))
                made += 1
            except HandoutError as error:
                assert error.exit_code != 5, (seed, audience, str(error))
    return made


def test_a_right_document_is_never_refused() -> None:
    assert never_refused(SHORT) > 20


@pytest.mark.deep
def test_a_right_document_is_never_refused_of_1_000_topics() -> None:
    assert never_refused(LONG) > 800


def test_words_that_are_shared_do_stand_in_right_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the test above can fail: without an explanation many of them would be refused."""
    monkeypatch.setattr("handout.verify.privacy.permitted.Permitted.explains", lambda self, found: not found)
    with pytest.raises(AssertionError):
        never_refused(SHORT)


IDENTIFIERS = {"ID", "Headers", "Names", "Limits"}
"""Keys of the file's own identifiers, which are no words."""


def unexplained(pdf: bytes, subject: Any) -> list[str]:
    """Stretches and strings of a document that aren't made of what its reader may read."""
    file, permitted = pdf_objects.File(pdf), leak_detector(subject).permitted
    texts = [text for page in content_streams.stretches(file) for text in page]
    for key, content in file.strings:
        text = pdf_strings.text_string(content)
        texts += scan.parts(key, text) if key not in IDENTIFIERS else ()
    return [text for text in texts if not permitted.explains(words(text))]


@pytest.fixture
def strange(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is found in rendered documents that isn't explained."""
    true, found = scan.scan, list[str]()

    def explained(pdf: bytes, pages: Any, subject: Any, known: Any) -> bytes:
        found.extend(unexplained(pdf, subject))
        return true(pdf, pages, subject, known)

    monkeypatch.setattr(scan, "scan", explained)
    return found


@pytest.mark.parametrize("author", [None, Sharing])
def test_all_of_a_right_document_is_explained(author: type[Sharing] | None, strange: list[str]) -> None:
    """Then nothing in it can be called a leak, whatever is written for others."""
    for seed, renderer in presses(range(100, 112), author):
        for audience, wish in (("patient", WISHES[1]), ("carer", WISHES[2])):
            try:
                renderer.render(Request(topics=("t",), audience=audience, **wish))
            except HandoutError as error:
                assert error.exit_code != 5, str(error)
            assert strange == [], seed


@pytest.mark.parametrize("wish", [{"patient": ANNA}, {"scale": "large"}, {"date": datetime.date(2026, 5, 5)}])
def test_all_of_what_is_shipped_is_explained(wish: Mapping[str, Any], strange: list[str]) -> None:
    """One after the other, and several in one document."""
    renderer = Renderer(load(ROOT))
    first, *others = renderer.workspace.topics
    values = {
        **ANNA.values,
        "seen_by": "Dr A. Name",
        "appointment": datetime.datetime.fromisoformat("2026-05-06T09:30"),
    }
    wish = {**wish, "patient": Patient(values=values, personal=True)} if "patient" in wish else wish
    for request in (
        Request(topics=(others[0],), audience="patient", **wish),
        Request(topics=(first, *others), audience="patient", **wish),
    ):
        renderer.render(request)
    assert strange == []


def tables(document: Document) -> list[Table]:
    return [node for node in every(document.body) if isinstance(node, Table)]


def whole(table: Table) -> bool:
    """Whether each row has a cell for each column."""
    rows = [row for group in table.groups for row in group.rows]
    return all(len(row.cells) == len(table.columns) for row in rows)


def patients_words(oracle: Oracle) -> set[str]:
    """The words that some patient gets: a fragment may be used for clinicians, and for patients of one facet."""
    every = (dict(zip(FACETS, values, strict=True)) for values in product(*FACETS.values()))
    found = (oracle.said(Reader("patient", facets)) for facets in every)
    return {word for said in found if said is not None for word in (*said.words, *said.alts)}


def leaks(seeds: range, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """How many documents had a word too many, all of which are refused, and how many had none, and aren't.

    Each text is one word of its own; the oracle says which of them a patient gets.
    """
    true, salt = select.excluded, 0

    def broken(node: Node, audience: str) -> str:
        # A column goes with its cells, else the table would have no shape.
        which = "columns" if isinstance(node, Column | Cell) else f"{node.span.line}:{node.span.column}"
        lucky = crc32(f"{salt} {which}".encode()) % 2 == 0
        return "" if lucky else true(node, audience)

    monkeypatch.setattr(select, "excluded", broken)
    leaked = right = 0
    for salt, renderer in presses(seeds):
        own = patients_words(Oracle({"clinic.yaml": CLINIC, **files(salt)}))
        topic = yaml.safe_load(files(salt)["content/t.yaml"])
        if not own:
            continue  # no patient gets this topic, and the oracle doesn't say who may read its title
        own |= {*words(" ".join([topic.get("number", ""), *topic.get("authors", ())]))}  # each reader of the topic may
        request = Request(
            topics=("t",),
            audience="patient",
            patient=Patient(values={f: vs[0] for f, vs in FACETS.items()}, personal=False),
        )
        try:
            document = renderer.document(request)
        except HandoutError:
            continue
        if not all(map(whole, tables(document))):
            continue  # the broken select let a cell's row through without the cell, and no layout is promised for that
        texts = [leaf.text for leaf in document.every_leaf]
        texts += [node.alt for node in every(document.body) if isinstance(node, Figure | QrCode)]
        canaries = {
            word
            for text in texts
            for word in words(text)
            if word[0] == "w" and word[-1] == "x" and word[1:-1].isdigit()
        }
        canaries = {word for word in canaries if int(word[1:-1]) >= 10}
        try:
            renderer.render(request)
            refused = False
        except HandoutError as error:
            assert error.exit_code == 5 and {problem.code for problem in error.diagnostics} == {CODE}
            refused = True
        assert refused == bool(canaries - own), (salt, canaries - own)
        leaked, right = leaked + refused, right + (not refused)
    return leaked, right


def test_whatever_select_lets_through_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    leaked, right = leaks(range(60), monkeypatch)
    assert leaked > 5 and right > 1


@pytest.mark.deep
def test_whatever_select_lets_through_is_found_in_1_000_topics(monkeypatch: pytest.MonkeyPatch) -> None:
    leaked, right = leaks(LONG, monkeypatch)
    assert leaked > 150 and right > 50
