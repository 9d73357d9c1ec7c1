from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout import strict_yaml
from handout.source import Mapping, Scalar, Sequence, Value
from handout.strict_yaml import LARGEST_FILE, parse, read


def plain(value: Value | None) -> object:
    match value:
        case Scalar():
            return value.text
        case Sequence():
            return [plain(item) for item in value.items]
        case Mapping():
            return {key.text: plain(item) for key, item in value.entries}
    return None


def told(text: str | bytes) -> list[str]:
    content = text if isinstance(text, bytes) else text.encode()
    return [f"{problem.span}: {problem.message}" for problem in parse(content, "t")[1]]


def value_of(text: str) -> object:
    value, problems = parse(text.encode(), "t")
    assert problems == []
    return plain(value)


@pytest.mark.parametrize(
    "text",
    ["no", "on", "8:30", "010", "1.10", "0x1F", "1e3", "2026-11-01", "yes", "~x", ".inf", "1_000", "5 mg", "=", "true"],
)
def test_a_plain_scalar_is_the_text_that_was_written(text: str) -> None:
    assert value_of(f"dose: {text}") == {"dose": text}


def test_lists_mappings_blocks_and_quotes() -> None:
    text = "# a comment on its own\na: [x, 'y z', \"q\\u00e9\"]\nb:\n  - |\n    one\n    two\n"
    text += "  - >\n    three\n    four\n  -\n"
    assert value_of(text) == {"a": ["x", "y z", "qé"], "b": ["one\ntwo\n", "three four\n", ""]}


def test_a_byte_order_mark_is_no_text() -> None:
    assert parse(b"\xef\xbb\xbfa: b\n", "t")[1] == []


def test_every_value_has_its_place() -> None:
    value, _ = parse(b"a:\n  - b: |\n\n        one\n      \n", "t")
    assert isinstance(value, Mapping)
    ((key, items),) = value.entries
    assert (str(value.span), str(key.span), str(items.span)) == ("t:1:1", "t:1:1", "t:2:3")
    assert isinstance(items, Sequence)
    assert isinstance(items.items[0], Mapping)
    text = items.items[0].get("b")
    assert isinstance(text, Scalar)
    assert (str(text.span), text.indent, str(text.at(1))) == ("t:2:8", 8, "t:4:9")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "t: the file is empty"),
        ("# only a comment\n", "t: the file is empty"),
        ("a: 1\na: 2", "t:2:1: the key 'a' is written twice, first in line 1"),
        ("a: !!str x", "t:1:4: the tag 'tag:yaml.org,2002:str' is not allowed"),
        ("!x {a: 1}", "t:1:1: the tag '!x' is not allowed"),
        ("a: &x {b: 1}\nc:\n  <<: *x", "t:3:3: merge keys (<<) are not allowed"),
        ("a: 1\n---\nb: 2", "t:2:1: a second YAML document starts here"),
        ("a: &x [*x]", "t:1:8: '*x' stands inside itself"),
        ("a: *x", "t:1:4: there is no anchor '&x'"),
        ("[a]: b", "t:1:1: a key is text, not a list, a mapping or nothing"),
        ("? \n: b", "t:1:2: a key is text, not a list, a mapping or nothing"),
        ("- Take 2 #morning# and 1 at night", "t:1:10: text lost after '#': quote the value"),
        ("a: b\t# c", "t:1:6: text lost after '#': quote the value"),
        ("a: [b, c # d\n]", "t:1:10: text lost after '#': quote the value"),
        ("a: [b, #c\n]", "t:1:8: text lost after '#': quote the value"),
        ("a: ['b',#c\n]", "t:1:9: text lost after '#': quote the value"),
        ("? a #b\n: c", "t:1:5: text lost after '#': quote the value"),
        ("a: | #b\n  c", "t:1:6: text lost after '#': quote the value"),
        ("a: b\rc: d #e\r", "t:2:6: text lost after '#': quote the value"),
        ("a: 'b\x85c'\nd: e #f\ng: h", "t:3:6: text lost after '#': quote the value"),
        ("a: 'b\u2028c'\nd: e #f\ng: h", "t:3:6: text lost after '#': quote the value"),
        ("a: text: more", "t:1:8: not YAML: mapping values are not allowed in this context"),
        ("a: 'open", "t:1:4: not YAML: the quote that opens here is never closed"),
        ("a: @b", "t:1:4: not YAML: a text can't begin with '@'"),
        ("a\x07", "t:1:2: control character U+0007"),
        ("a: b\n\x1bc", "t:2:1: control character U+001B"),
        ("a: b\u200bc", "t:1:4: invisible character U+200B ZERO WIDTH SPACE"),
        ('a: "\\u202e"', "t:1:4: invisible character U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("%YAML 3.0\n---\na: b", "t:1:1: not YAML: found incompatible YAML document"),
        (b"a: \xff", "t:1:4: not UTF-8: byte 0xFF at offset 3"),
        (b"a: b\n\xe9", "t:2:1: not UTF-8: byte 0xE9 at offset 5"),
        ("a: b".encode("utf-16"), "t: not UTF-8 but UTF-16LE"),
        (b"\xfe\xff\x00a", "t: not UTF-8 but UTF-16BE"),
        (b"a" * (LARGEST_FILE + 1), "t: the file is over 1 MiB"),
    ],
)  # fmt: skip
def test_what_could_lose_a_word_is_refused(text: str | bytes, problem: str) -> None:
    assert problem in told(text)


@pytest.mark.parametrize(
    "text", ["a: 'x # y'", "a: x#y", "a: |\n  x # y", "# x\na: b\n  # y\nc: d", "a: [b] # after a list"]
)
def test_a_hash_that_loses_nothing_is_let_be(text: str) -> None:
    assert told(text) == []


def test_every_problem_is_told_in_one_run() -> None:
    assert told("a: 1\na: 2\nb: !x y\nc: d # e\n") == [
        "t:2:1: the key 'a' is written twice, first in line 1",
        "t:3:4: the tag '!x' is not allowed",
        "t:4:6: text lost after '#': quote the value",
    ]


def test_a_hint_says_what_to_do_about_a_colon() -> None:
    _, (problem,) = parse(b"- a: b: c", "t")
    assert problem.hint.startswith("a colon in unquoted text")


@pytest.mark.parametrize("deep", [64, 65])
def test_nesting_has_an_end(deep: int) -> None:
    flow = told("[" * deep + "]" * deep)
    assert bool(flow) is (deep > strict_yaml.DEEPEST)
    assert all("nested deeper than 64 levels" in problem for problem in flow)


@pytest.mark.parametrize("text", ["[" * 30_000, "[" * 1_500, "[" * 100 + "@", "- " * 100 + "[" * 2_000, "{a: " * 5_000])
def test_what_is_nested_too_deep_is_told_before_what_the_parser_says(text: str) -> None:
    assert [problem.partition(": ")[2] for problem in told(text)] == ["nested deeper than 64 levels"]


def test_a_parser_that_stops_early_is_asked_about_what_stood_before() -> None:
    assert told("a: [" + "[" * 62 + "@")[0].startswith("t:1:67: not YAML")
    assert told("a: [" + "[" * 63 + "@") == ["t:1:67: nested deeper than 64 levels"]


def test_an_alias_is_what_it_stands_for() -> None:
    assert value_of("a: &x [1, {b: c}]\nd: *x\n") == {"a": ["1", {"b": "c"}], "d": ["1", {"b": "c"}]}


def test_aliases_that_multiply_are_refused() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 8)}]\n" for old, new in zip("abcde", "bcdef", strict=True)
    )
    assert "repeat more than 1000 values" in told(bomb)[-1]


def test_an_alias_can_t_hide_depth() -> None:
    text = "a: &x " + "[" * 40 + "]" * 40 + "\nb: " + "[" * 40 + "*x" + "]" * 40
    assert "nested deeper" in told(text)[-1]


def test_files_that_can_t_be_read(tmp_path: Path) -> None:
    assert read(tmp_path / "no.yaml", "no.yaml")[1][0].message == "no such file"
    assert read(tmp_path, "folder")[1][0].message == "no such file"
    (tmp_path / "a.yaml").write_text("a: b")
    assert plain(read(tmp_path / "a.yaml", "a.yaml")[0]) == {"a": "b"}


def test_a_file_without_rights_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: b")

    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert read(path, "a.yaml")[1][0].message == "can't be read: Permission denied"


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_value_or_problems(content: bytes) -> None:
    value, problems = parse(content, "t")
    assert (value is not None) or problems


@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@`?, \n\t<~.0é", max_size=60))
def test_any_marks_are_a_value_or_problems(text: str) -> None:
    value, problems = parse(text.encode(), "t")
    assert (value is not None) or problems
    assert all(problem.span.file == "t" for problem in problems)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=50))
def test_quoted_text_comes_out_as_it_was_written(text: str) -> None:
    value, problems = parse(f"- '{text.replace(chr(39), chr(39) * 2)}'".encode(), "t")
    from handout.source import normalise, unprintable

    if unprintable(text):
        assert problems
    else:
        assert plain(value) == [normalise(text)]
