"""XML: elements with their places, and what is refused before it costs anything."""

from __future__ import annotations

import pytest

from handout.diagnostics import Span
from handout.source.xml import XmlElement, XmlFault, XmlFormat, XmlRefused, read_xml

FORM = XmlFormat(largest=1 << 20, most_elements=50, deepest=5, instructions=False)


def read(text: str, form: XmlFormat = FORM) -> XmlElement:
    return read_xml(text.encode(), "a.xml", form)


def test_elements_have_their_places_and_words_in_order() -> None:
    found = read('<a x="1">\n  one<b/>two\n</a>')
    assert (found.name, found.attributes, found.span) == ("a", {"x": "1"}, Span("a.xml", 1, 1))
    assert [each if isinstance(each, str) else each.name for each in found.content] == ["\n  one", "b", "two\n"]
    assert found.children[0].span == Span("a.xml", 2, 6)
    assert found.words == "\n  onetwo\n"


def test_names_have_their_namespaces() -> None:
    found = read('<a xmlns="urn:a" xmlns:b="urn:b" b:x="1" x="2"><b:c/><c/></a>')
    assert found.attributes == {"{urn:b}x": "1", "x": "2"}
    assert [each.space for each in found.named("c")] == ["urn:a"]


@pytest.mark.parametrize(
    ("text", "fault", "place"),
    [
        ("<a>" + " " * FORM.largest + "</a>", "size", (0, 0)),
        ("<a>" + "<b/>" * 50 + "</a>", "count", (1, 200)),
        ("<a>" * 6, "depth", (1, 16)),
        ("<a>\n<b></a>", "broken", (2, 6)),
        ("", "broken", (1, 1)),
        ('<?xml version="1.0" encoding="none-such"?><a/>', "encoding", None),
        ('<!DOCTYPE a [<!ENTITY b "c">]>\n<a>&b;</a>', "doctype", None),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "doctype", None),
        ("<a><?b c?></a>", "instruction", (1, 4)),
        ('<?xml-stylesheet href="b"?><a/>', "stylesheet", (1, 1)),
    ],
)
def test_a_file_is_refused_with_its_place(text: str, fault: XmlFault, place: tuple[int, int] | None) -> None:
    with pytest.raises(XmlRefused) as error:
        read(text)
    refused = error.value
    assert (refused.fault, refused.span.file, bool(refused.message)) == (fault, "a.xml", True)
    assert place is None or (refused.span.line, refused.span.column) == place


def test_what_is_at_a_limit_is_read() -> None:
    assert len(read("<a>" + "<b/>" * 49 + "</a>").children) == 49
    assert read("<a>" * 5 + "</a>" * 5).name == "a"


def test_instructions_are_passed_over_where_a_format_has_them() -> None:
    form = XmlFormat(largest=100, most_elements=5, deepest=5, instructions=True)
    assert read("<?b?><a>x<?b c?>y</a>", form).words == "xy"
