from __future__ import annotations

import pytest

from handout.diagnostics import Diagnostic, LayoutError, Span
from handout.source.values import Mapping, Scalar, Sequence, normalise, suggestion, unprintable

HERE = Span("a.yaml", 2, 5)


def test_a_diagnostic_says_where_what_and_what_to_do() -> None:
    assert str(Diagnostic(HERE, "unknown block 'txt'", "did you mean 'text'?")) == (
        "a.yaml:2:5: unknown block 'txt'\n  hint: did you mean 'text'?"
    )
    assert str(Diagnostic(Span("a.yaml"), "old", severity="warning")) == "a.yaml: warning: old"


def test_an_error_tells_each_problem_once_in_the_order_of_the_files() -> None:
    late, early = Diagnostic(Span("a.yaml", 9, 1), "late"), Diagnostic(Span("a.yaml", 10, 1), "later")
    error = LayoutError([early, late, early])
    assert error.diagnostics == (late, early)
    assert str(error) == "a.yaml:9:1: late\na.yaml:10:1: later"
    assert error.exit_code == 5


@pytest.mark.parametrize(
    ("text", "style", "null"),
    [("", "", True), ("~", "", True), ("null", "", True), ("NULL", "", True), ("", '"', False), ("nULL", "", False)],
)
def test_null_is_only_what_is_written_plainly(text: str, style: str, null: bool) -> None:
    assert Scalar(text, HERE, style).null is null


@pytest.mark.parametrize(
    ("scalar", "index", "place"),
    [
        (Scalar("plain text", HERE), 6, "2:11"),
        (Scalar("quoted", HERE, "'"), 2, "2:8"),
        (Scalar("one\ntwo\n", HERE, "|", indent=4), 0, "3:5"),
        (Scalar("one\ntwo\n", HERE, "|", indent=4), 5, "4:6"),
        # Folded lines can't be told apart any more: the start of the value is what is known.
        (Scalar("one two", HERE, ">"), 4, "2:5"),
        (Scalar("one\ntwo", HERE, '"'), 5, "2:5"),
    ],
)
def test_a_character_has_its_place_in_the_file(scalar: Scalar, index: int, place: str) -> None:
    assert str(scalar.at(index)) == f"a.yaml:{place}"


def test_a_mapping_knows_its_keys() -> None:
    key, value = Scalar("a", HERE), Scalar("1", HERE)
    mapping = Mapping(((key, value),), HERE)
    assert mapping.get("a") is value
    assert mapping.get("b") is None
    assert Sequence((value,), HERE).items == (value,)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("plain – “quoted” café", None),
        ("\x07", "control character U+0007"),
        ("\ufffe", "control character U+FFFE"),
        ("a\u200cb", "invisible character U+200C ZERO WIDTH NON-JOINER"),
        ("می\u200c", "invisible character U+200C ZERO WIDTH NON-JOINER"),
        ("می\u200cروم", None),
        ("क्\u200dष", None),
        ("a\u200bb", "invisible character U+200B ZERO WIDTH SPACE"),
        ("a\u202eb", "invisible character U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2066", "invisible character U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("\U000e0001", "invisible character U+E0001 LANGUAGE TAG"),
        ("\ufe0f", "invisible character U+FE0F VARIATION SELECTOR-16"),
        ("葛\U000e0100城", None),
        ("葛\U000e0100\U000e0101", "invisible character U+E0101 VARIATION SELECTOR-18"),
        ("a\U000e0100", "invisible character U+E0100 VARIATION SELECTOR-17"),
        ("\U000e0fff", "invisible character U+E0FFF"),
    ],
)
def test_what_can_t_be_seen_is_named(text: str, problem: str | None) -> None:
    assert unprintable(text) == problem


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("e\u0301", "é"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\u2029b", "a\n\nb"),
        ("a\tb", "a b"),
        ("5\u202fmg\u2007", "5\u00a0mg\u00a0"),
        *((f"5{space}mg", "5\u00a0mg") for space in "\u1680\u2000\u2003\u2009\u200a\u205f\u2800\u3000"),
    ],
)
def test_text_is_made_equal_where_it_looks_equal(text: str, normal: str) -> None:
    assert normalise(text) == normal
    assert normalise(normal) == normal


def test_a_near_word_is_suggested_and_a_far_one_is_not() -> None:
    assert suggestion("calout", ["callout", "text"]) == "did you mean 'callout'?"
    assert suggestion("BULLETS", ["text", "bullets"]) == "did you mean 'bullets'?"
    assert suggestion("Blank Rows", ["rows", "blank-rows"]) == "did you mean 'blank-rows'?"
    assert suggestion("heading", ["body", "heading1", "heading2", "heading5"]) == "did you mean 'heading1'?"
    assert suggestion("milia", ["milia-like-calcinosis", "dry-skin"]) == "did you mean 'milia-like-calcinosis'?"
    assert suggestion("dry", ["dry-skin", "dry-eyes"]) == ""
    assert suggestion("zzz", ["callout", "text"]) == ""
    assert suggestion("text", []) == ""


def test_nothing_is_suggested_out_of_a_multitude() -> None:
    """Thousands of wrong words against thousands of known ones took minutes."""
    assert suggestion("sectiom-7", [f"section-{number}" for number in range(40)]) == "did you mean 'section-7'?"
    assert suggestion("sectiom-7", [f"section-{number}" for number in range(1000)]) == ""


@pytest.mark.parametrize("character", [*map(chr, range(128))])
def test_every_ascii_character_is_read_as_between_others(character: str) -> None:
    for text in (f"a{character}b", character, f"{character}{character}\n"):
        beside = f"{text}é"
        assert normalise(text) + "é" == normalise(beside)
        assert unprintable(text) == unprintable(beside)


def test_each_character_is_judged_alone_as_in_a_text_that_is_looked_through() -> None:
    """Texts without any control character aren't looked through; the tab, which is accepted, is one."""
    different = [code for code in range(0x110000) if unprintable(chr(code)) != unprintable(f"\t{chr(code)}")]
    assert different == []
