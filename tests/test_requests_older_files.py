"""Whose an older document is: its pages are read one after another, until they say so."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batch.make import workspace
from handout.files.provenance import made_here
from handout.patients import Patient
from handout.pipeline import Renderer, Request
from handout.requests.older_files import ExpectedDocument, Older, asked, belongs
from handout.workspace.load import load

BORN = datetime.date(1980, 1, 2)
TEXT = st.text(alphabet="aB_ -.é\u0301٣", max_size=12)


def older(read: list[int], *pages: str) -> Older:
    """A document with these pages; `read` gets the number of each that is read."""

    def each() -> Iterator[str]:
        for number, page in enumerate(pages, 1):
            read.append(number)
            yield page

    return Older("A title", each())


@given(text=TEXT, value=TEXT.filter(str.strip))
def test_a_value_is_found_as_whole_words(text: str, value: str) -> None:
    text, value = " ".join(text.split()), " ".join(value.split())
    found = re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text) is not None
    assert older([], text).says(value) == found


def test_no_page_is_read_beyond_the_one_that_has_the_value() -> None:
    read: list[int] = []
    there = older(read, "Anna\nQuayle, born January 2, 1980", "other words", "the end")
    wanted = ExpectedDocument(title="A title", values={"name": "Anna Quayle", "birth_date": BORN}, languages=("en",))
    assert there.names(wanted.values) and there.tells("birth_date", wanted)
    assert read == [1]
    assert there.says("the end") and not there.says("Ann")
    assert read == [1, 2, 3]


def test_words_may_go_on_on_the_next_page() -> None:
    assert older([], "to Anna", "Quayle").says("Anna Quayle")
    assert not older([], "to Anna", "bella").says("Anna bell")


def test_a_birth_date_is_looked_for_in_each_of_its_forms_before_the_next_page_is_read() -> None:
    read: list[int] = []
    wanted = ExpectedDocument(title="A title", values={"birth_date": BORN}, languages=("en", "de"))
    assert older(read, "geboren am 2. Januar 1980", "other words").tells("birth_date", wanted)
    assert read == [1]
    assert not older([], "January 2, 1981").tells("birth_date", wanted)


def test_only_a_document_as_handout_made_it_is_asked(tmp_path: Path) -> None:
    loaded = load(workspace(tmp_path / "workspace"))
    values = {"id": "A-1", "name": "Anna Quayle"}
    topic = next(iter(loaded.topics))
    request = Request(topics=(topic,), audience="patient", patient=Patient(values=values, personal=True))
    made = Renderer(loaded).render(request).pdf
    assert made_here(made)
    path = tmp_path / "a.pdf"
    path.write_bytes(made)
    title = asked(path, lambda there: there.title)
    assert title
    assert belongs(path, ExpectedDocument(title=title, values=values))
    assert belongs(path, ExpectedDocument(title=title))
    assert not belongs(path, ExpectedDocument(title=title, values={**values, "name": "Anna Other"}))
    assert not belongs(path, ExpectedDocument(title="Another", values=values))
    path.write_bytes(made[:-1] + b" ")
    assert asked(path, lambda there: there.title) is None
    (tmp_path / "b.pdf").symlink_to(path)
    assert asked(tmp_path / "b.pdf", lambda there: there.title) is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n"])
def test_what_is_no_document_says_nothing(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    assert asked(tmp_path / "a.pdf", lambda there: there.title) is None
