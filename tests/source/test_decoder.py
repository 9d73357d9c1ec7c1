from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import pytest
from msgspec import Struct

from handout.diagnostics import Span
from handout.source.decoder import BAD, Decoder, shown
from handout.source.fields import Doc, Range, fields_of
from handout.source.scalars import Colour, Identifier, Language, Length, Name, Plain, iso_date, language
from handout.source.yaml import parse


class Inner(Struct, frozen=True, kw_only=True):
    size: Annotated[Length, Doc("How large.")]
    span: Span


class Outer(Struct, frozen=True, kw_only=True):
    inner: Inner | None = None
    many: tuple[Inner, ...] = ()
    by_name: Mapping[Name, Plain] = {}
    kind: Literal["one", "two"] = "one"
    whole: Annotated[int, Range(1, 5)] = 1
    part: float = 0.0
    truth: bool = False
    from_: Identifier | None = None
    colour: Colour | None = None
    day: datetime.date | None = None
    language: Language | None = None
    text: str = ""

    def checked(self, reader: Decoder) -> Any:
        return reader.say(Span("t"), "too much") if self.whole == 5 else self


def read(text: str, kind: Any = Outer) -> tuple[Any, list[str]]:
    value, problems = parse(text.encode(), "t")
    assert value is not None
    assert problems == []
    reader = Decoder()
    found = reader.read(kind, value)
    return found, [
        f"{d.span.line}:{d.span.column} {d.message}" + f" ({d.hint})" * bool(d.hint) for d in reader.problems
    ]


def test_a_struct_is_read_with_its_places() -> None:
    text = """
inner: {size: 1in}
many: [{size: 72pt}]
by-name: {a b: " x  y ", c-d: z}
kind: two
whole: 4
part: 1.5
truth: true
from: an-id
colour: '#AABBCC'
day: 2026-11-01
language: zh-Hant
text: 010
"""
    found, problems = read(text)
    assert problems == []
    assert (found.inner.size, str(found.inner.span), found.many[0].size) == (72, "t:2:8", 72)
    assert found.by_name == {"a_b": "x y", "c_d": "z"}
    assert (found.kind, found.whole, found.part, found.truth, found.from_) == ("two", 4, 1.5, True, "an-id")
    assert (found.colour, found.day, found.language, found.text) == (
        "#aabbcc",
        datetime.date(2026, 11, 1),
        "zh-Hant",
        "010",
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("whol: 1", "1:1 unknown key 'whol' (did you mean 'whole'?)"),
        ("{whole: 1, on Mondays}", "1:12 unknown key 'on Mondays' (a comma between braces begins a new key: put text "
         "with a comma in quotes)"),
        ("zzz: 1", "1:1 unknown key 'zzz' (the keys are by-name, colour, day, from, inner, kind, language, many, "
                   "part, text, truth, whole)"),
        ("inner: {}", "1:8 'size' is missing (how large)"),
        ("inner: x", "1:8 expected keys and values, not text (write {size: …})"),
        ("inner:", "1:7 expected keys and values, not nothing (write {size: …})"),
        ("inner: [x]", "1:8 expected keys and values, not a list (write {size: …})"),
        ("many: x", "1:7 expected a list, not text (begin each item with '- ')"),
        ("many: {a: b}", "1:7 expected a list, not keys and values (begin each item with '- ')"),
        ("by-name: [x]", "1:10 expected keys and values, not a list"),
        ("by-name: {A: x}", "1:11 a name begins with a-z and goes on with a-z, 0-9 and _ (did you mean 'a'?)"),
        (f"by-name: {{{'a' * 300}: x}}", "1:11 a name has at most 80 characters"),
        ("by-name: {a: '{{ x }}'}", "1:14 a title, label or caption takes no {{ }}"),
        ("by-name: {a: ' '}", "1:14 expected text, found nothing"),
        (f"by-name: {{a: {'x' * 2001}}}", "1:14 a title, label or caption has at most 2,000 characters"),
        ("kind: three", "1:7 unknown value 'three', expected one or two"),
        ("kind: ones", "1:7 unknown value 'ones', expected one or two (did you mean 'one'?)"),
        ("whole: 6", "1:8 expected a number from 1 to 5"),
        ("whole: 5", "0:0 too much"),
        ("whole: 1.5", "1:8 expected a whole number"),
        ("part: 1e5", "1:7 expected a number"),
        ("part: ٣", "1:7 expected a number"),
        ("truth: yes", "1:8 expected true or false"),
        ("from: an-id.yaml", "1:7 an id begins with a-z and goes on with a-z, 0-9, - and _ (did you mean 'an-id'?)"),
        ("from: layouts/An.yml", "1:7 an id begins with a-z and goes on with a-z, 0-9, - and _ (did you mean 'an'?)"),
        (r"from: .\content\fragments\a",
         "1:7 an id begins with a-z and goes on with a-z, 0-9, - and _ (did you mean 'a'?)"),
        ('from: ""',
         "1:7 an id begins with a-z and goes on with a-z, 0-9, - and _ (write the id, or take out the key)"),
        ("from: An_id", "1:7 an id begins with a-z and goes on with a-z, 0-9, - and _ (did you mean 'an_id'?)"),
        (f"from: {'a' * 300}", "1:7 an id has at most 80 characters"),
        ("colour: red", "1:9 a colour is written #rrggbb, for example '#1a5276'"),
        ("day: 1.11.2026", "1:6 a date is written as 2026-11-01"),
        ("language: english", "1:11 a language is written as en, en-GB or zh-Hant (BCP 47) (did you mean 'en'?)"),
        ("text:", "1:6 expected text, found nothing (write the text, or take out the key)"),
        ("text: {a: b}", "1:7 expected text, found keys and values (a colon makes a key: quote the text)"),
        ("text: [a]", "1:7 expected text, found a list (quote the text)"),
        ("many: [{size: 1px}, {size: 2}]", "1:15 a length is a number and a unit: 12pt, 40mm, 2cm or 1in"),
    ],
)  # fmt: skip
def test_what_can_t_be_read_says_what_was_expected(text: str, problem: str) -> None:
    found, problems = read(text)
    # What is known of a struct with an unknown key is read all the same.
    assert found is BAD or "unknown key" in problem
    assert problem in problems


def test_reading_goes_on_after_a_problem() -> None:
    _, problems = read("whole: x\npart: y\nnope: z\nmany: [{size: a}, {size: b}]")
    assert [problem.split(" ")[0] for problem in problems] == ["1:8", "2:7", "3:1", "4:15", "4:26"]


def test_fields_have_the_keys_that_authors_write() -> None:
    fields = fields_of(Outer)
    assert {"by-name", "from"} < set(fields)
    assert "span" not in fields_of(Inner)
    assert fields_of(Inner)["size"].doc == "How large."
    assert fields["whole"].doc == ""


def test_a_type_of_two_kinds_is_a_mistake_of_ours() -> None:
    class Both(Struct):
        value: int | str = 0

    with pytest.raises(TypeError, match="is not one type"):
        fields_of(Both)


@pytest.mark.parametrize("tag", ["en", "en-GB", "zh-Hant", "zh-Hant-TW", "es-419", "de-1901", "sl-rozaj", "gsw"])
def test_languages(tag: str) -> None:
    assert language(tag) == tag


@pytest.mark.parametrize("tag", ["", "EN", "en_GB", "e", "en-gb", "en-", "english", "x-private", "en\n"])
def test_what_is_no_language(tag: str) -> None:
    with pytest.raises(ValueError, match="BCP 47"):
        language(tag)


def test_days_are_days() -> None:
    assert iso_date("2024-02-29") == datetime.date(2024, 2, 29)
    for text in ("2026-02-29", "0000-01-01"):
        with pytest.raises(ValueError, match="no such day"):
            iso_date(text)
    for text in ("2026-W01-1", "20260101", "2026-1-1", "2026-01-01T00:00", "٢٠٢٦-01-01", "2026-01-01\n"):
        with pytest.raises(ValueError, match="written as 2026-11-01"):
            iso_date(text)


def test_a_word_in_a_message_is_short_and_on_one_line() -> None:
    assert shown("a\n b") == "a b"
    assert shown("x" * 41) == "x" * 39 + "…"
    assert shown("x" * 40) == "x" * 40
