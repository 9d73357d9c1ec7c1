"""Where in a file the scan looks for what words: pages, strings, streams, names."""

from __future__ import annotations

from typing import Any

import pytest

from handout.diagnostics import Span
from handout.verify.pdf_objects import File
from handout.verify.privacy import scan as scanning
from handout.verify.privacy.denylist import DenyList, RestrictedText
from handout.verify.privacy.leak_detector import LeakDetector
from handout.verify.privacy.permitted import Permitted
from handout.verify.privacy.scan import hits
from handout.verify.privacy.written import plain

NET = LeakDetector(
    DenyList([RestrictedText(plain(text), Span("t.yaml")) for text in ("lupus", "an open sore")], []), Permitted()
)


class Item:
    """An object of a file: a stream of some type, or none."""

    def __init__(self, kind: str | None, content: bytes | None) -> None:
        self.raw = self.content = content
        self._kind = kind

    def value(self, name: str) -> bytes:
        return f"/{self._kind}".encode() if name == "Type" and self._kind else b""


class Bare(File):
    """A file without pages."""

    def __init__(self, *items: Item, bodies: bytes = b"") -> None:
        found: dict[int, Any] = dict(enumerate(items, 1))
        self.__dict__.update(objects=found, bodies=bodies, pages=[])


def places(file: File) -> list[str]:
    return [where for where, _ in hits(file, NET)]


def test_a_page_is_told_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "stretches", lambda _: [["is lupus"], ["fine"], ["an open", "sore"], ["lupus"]])
    assert places(Bare()) == ["the text of page 1", "the text of page 4"]


@pytest.mark.parametrize("kind", [None, "Font", "XObject"])
def test_in_a_stream_three_words_tell_something(kind: str | None) -> None:
    assert places(Bare(Item(kind, b"it is lupus"))) == []
    assert places(Bare(Item(kind, b"it is an open sore"))) == ["a stream"]


def test_in_metadata_one_word_does_and_its_lines_are_texts() -> None:
    assert places(Bare(Item("Metadata", b"<x>\nit is\nlupus\n</x>"))) == ["a stream"]
    assert places(Bare(Item("Metadata", b"<x>an&#32;open&#x20;sore</x>"))) == ["a stream"]
    assert places(Bare(Item("Metadata", b"<x>it is an open sore</x>"))) == ["a stream"]
    assert places(Bare(Item("Metadata", b"<x>it is an open</x>\n<x>sore and red</x>"))) == []


def test_letters_of_further_scripts_are_read_in_metadata_and_streams() -> None:
    net = LeakDetector(
        DenyList([RestrictedText(plain(text), Span("t.yaml")) for text in ("狼疮", "疑似狼疮活动期")], []), Permitted()
    )

    def found(kind: str, text: str, around: bytes = b"") -> list[str]:
        content = around + f"<x>{text}</x>".encode() + around
        return [where for where, _ in hits(Bare(Item(kind, content)), net)]

    assert found("Metadata", "有狼疮") == ["a stream"]
    assert found("Metadata", "有狼") == []
    assert set(found("Font", "今日疑似狼疮活动期", b"\0\1\xff\xe7")) == {"a stream"}
    assert found("Font", "有狼疮") == []


def test_what_holds_other_objects_is_read_as_these_and_what_follows_is_looked_at() -> None:
    passed = [Item("ObjStm", b"an open sore"), Item("XRef", b"an open sore"), Item("Catalog", None), Item(None, None)]
    for item in passed:
        assert places(Bare(item)) == []
        assert places(Bare(item, Item(None, b"an open sore"))) == ["a stream"]


def test_in_names_three_words_tell_something() -> None:
    assert places(Bare(bodies=b"/It#20is#20lupus")) == []
    assert places(Bare(bodies=b"/An#20#6Fpen#20sore")) == ["a name"]
    assert places(Bare(bodies=b"/An#20#6fpen#20sore")) == ["a name"]


def test_in_a_string_one_word_does_but_in_a_hash() -> None:
    assert places(Bare(bodies=b"<</Title(it is lupus)>>")) == ["a string (/Title)"]
    assert places(Bare(bodies=b"<</ID[(it is lupus)]>>")) == []
    assert places(Bare(bodies=b"<</ID[(an open sore)]>>")) == ["a string (/ID)"]


@pytest.mark.parametrize("key", ["ID", "Headers", "Names"])
def test_the_number_of_an_object_may_be_a_letter_by_chance(key: str) -> None:
    """Object 120 is named by four bytes, of which the last is an x."""
    net = LeakDetector(DenyList([RestrictedText(plain("x"), Span("t.yaml"))], []), Permitted())

    def found(key: str, content: bytes) -> list[str]:
        return [where for where, _ in hits(Bare(bodies=b"<</%s[(%s)]>>" % (key.encode(), content)), net)]

    assert found(key, b"\0\0\0x") == []
    assert found("Title", b"\0\0\0x") == ["a string (/Title)"]
    assert found(key, b"it is x") == ([] if key == "ID" else [f"a string (/{key})"])


def test_a_links_address_is_a_text_of_its_own() -> None:
    assert places(Bare(bodies=rb"<</Contents(an open \(sore\))>>")) == []
    assert places(Bare(bodies=rb"<</Title(an open \(sore\))>>")) == ["a string (/Title)"]


def test_what_a_long_stream_says_is_known_and_looked_at_for_each_document() -> None:
    """A font is read once; what of it is restricted is each document's own."""
    long = b"it is an open sore" + b"\1" * 9000
    other = LeakDetector(DenyList([RestrictedText(plain("it is an open"), Span("o.yaml"))], []), Permitted())
    for _ in range(2):
        assert places(Bare(Item("Font", long))) == ["a stream"]
        assert places(Bare(Item("Font", long.replace(b"sore", b"door")))) == []
        assert [str(hit.span.file) for _, hit in hits(Bare(Item("Font", long)), other)] == ["o.yaml"]
