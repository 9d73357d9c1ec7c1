from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from handout.diagnostics import Span
from handout.source import yaml as strict_yaml
from handout.source.values import Mapping, Scalar, Sequence, Value
from handout.source.yaml import LARGEST_FILE, parse, read


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
        ("a: &x [*x]", "t:1:8: '*x' is inside itself"),
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
        ("a: 'b\x85c'\nd: e #f\ng: h", "t:2:6: text lost after '#': quote the value"),
        ("a: 'b\u2028c'\nd: e #f\ng: h", "t:2:6: text lost after '#': quote the value"),
        ("a: \"b\" #3", "t:1:8: text lost after '#': quote the value"),
        ("a: 'b'#3", "t:1:7: text lost after '#': quote the value"),
        ("a: 'b'\n  #3", "t:2:3: text lost after '#': quote the value"),
        ("a: b\n  #3 at night", "t:2:3: text lost after '#': quote the value"),
        ("a: b\n\n\n   # at night", "t:4:4: text lost after '#': quote the value"),
        ("- b\n #3", "t:2:2: text lost after '#': quote the value"),
        ("a:\n  - b\n  - c: d\n     #3", "t:4:6: text lost after '#': quote the value"),
        ("a:\n  #3\n  at night", "t:2:3: text lost after '#': quote the value"),
        ("a: #3\n  at night", "t:1:4: text lost after '#': quote the value"),
        ("- #3\n  at night", "t:1:3: text lost after '#': quote the value"),
        ("- # 3\n  at night", "t:1:3: text lost after '#': quote the value"),
        ("a: |\n    b\n  #3\nc: d", "t:3:3: text lost after '#': quote the value"),
        ("a: |#3\n  b", "t:1:5: text lost after '#': quote the value"),
        ("a: &x #3\n  'b'\nc: *x", "t:1:7: text lost after '#': quote the value"),
        ("a: &x 'b'\nc: *x #3", "t:2:7: text lost after '#': quote the value"),
        ("a:\n  #3\n", "t:2:3: text lost after '#': quote the value"),
        ("a: [b,\n  #3\n c]", "t:2:3: text lost after '#': quote the value"),
        ("a: [b\n# 3\n, c]", "t:2:1: text lost after '#': quote the value"),
        ("a: [b] #3", "t:1:8: text lost after '#': quote the value"),
        ("a: {b: c}#3", "t:1:10: text lost after '#': quote the value"),
        ("a: #3\n  b: c", "t:1:4: text lost after '#': quote the value"),
        ("a: b\r#3 at night\nc: d", "t:2:1: text lost after '#': quote the value"),
        ("a: &5mg twice daily", "t:1:4: the anchor '&5mg' takes a word of an unquoted text"),
        ("a: &b c\nd: *b", "t:1:4: the anchor '&b' takes a word of an unquoted text"),
        ("a: &b\nd: e", "t:1:4: the anchor '&b' takes a word of an unquoted text"),
        ("&b a: c", "t:1:1: the anchor '&b' takes a word of an unquoted text"),
        ("a: &b 'c'", "t:1:4: nothing refers to the anchor '&b'"),
        ("a: &b [c]\nd: &b [e]\nf: *b", "t:1:4: nothing refers to the anchor '&b'"),
        ("a: ! 'b'", "t:1:4: the tag '!' is not allowed"),
        ("a: >5\nb: c", "t:1:4: the number after '>' would be lost"),
        ("a: >2\n    tablets", "t:1:4: the number after '>' would be lost"),
        ("a: |-1\n  b", "t:1:4: the number after '|' would be lost"),
        ("- >\n- b", "t:1:3: nothing is below '>'"),
        ("a: |+\n\n  \nb: c", "t:1:4: nothing is below '|'"),
        ("? |\n: b", "t:1:3: nothing is below '|'"),
        ('a: "Take 1\\\n  2 tablets"', "t:1:11: '\\' at the end of a line joins it to the next"),
        ('a: "Take 1 \\\n  tablet"', "t:1:12: '\\' at the end of a line joins it to the next"),
        ("a: [1,000 mg, b]", "t:1:6: the comma splits a number: between brackets it begins a new item"),
        ("a: [Take ,5 mg]", "t:1:10: the comma splits a number: between brackets it begins a new item"),
        ("a: {b: 0,5 mg}", "t:1:9: the comma splits a number: between brackets it begins a new item"),
        ("a: 5\xad10 mg", "t:1:5: a soft hyphen U+00AD that isn't between two letters"),
        ("a: x\xad5", "t:1:5: a soft hyphen U+00AD that isn't between two letters"),
        ("a: x\xad", "t:1:5: a soft hyphen U+00AD that isn't between two letters"),
        ("a: x\xad\xady", "t:1:5: a soft hyphen U+00AD that isn't between two letters"),
        ("a: |\n  b\n  5 \xad 10", "t:3:5: a soft hyphen U+00AD that isn't between two letters"),
        ("a: b\n... c", "t:2:5: not YAML: there is text after the end of the document"),
        ("a: text: more", "t:1:8: not YAML: a colon is in text without quotes"),
        ("a: 'open", "t:1:4: not YAML: the quote that opens here is never closed"),
        ("a: @b", "t:1:4: not YAML: a text can't begin with '@'"),
        ("a\x07", "t:1:2: control character U+0007"),
        ("a: b\n\x1bc", "t:2:1: control character U+001B"),
        ("a: b\u200bc", "t:1:5: invisible character U+200B ZERO WIDTH SPACE"),
        ("a: |\n  b\n\n  cd\u200b", "t:4:5: invisible character U+200B ZERO WIDTH SPACE"),
        ("a: b\n  cd\u200b e", "t:2:5: invisible character U+200B ZERO WIDTH SPACE"),
        ("a: >-\n  b\n  \u2060c\n", "t:3:3: invisible character U+2060 WORD JOINER"),
        ("a: |\n  b\u200b\n  c\u200b\n", "t:2:4: invisible character U+200B ZERO WIDTH SPACE"),
        ('a: "\\u202e"', "t:1:4: invisible character U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("%YAML 3.0\n---\na: b", "t:1:1: not YAML: another version of YAML is asked for"),
        (b"a: \xff", "t:1:4: not UTF-8: byte 0xFF at offset 3"),
        (b"a: b\n\xe9", "t:2:1: not UTF-8: byte 0xE9 at offset 5"),
        ("a: b".encode("utf-16"), "t: not UTF-8 but UTF-16LE"),
        (b"\xfe\xff\x00a", "t: not UTF-8 but UTF-16BE"),
        ("a: b".encode("utf-16-le"), "t: not UTF-8 but UTF-16LE"),
        ("a: b".encode("utf-16-be"), "t: not UTF-8 but UTF-16BE"),
        (b"PK\x03\x04\x14\0", "t: not a text but a document of a word processor, or another packed file"),
        (rb"{\rtf1\ansi a: b}", "t: not a text but a document of a word processor"),
        (b"%PDF-1.7\n", "t: not a text but a PDF"),
        (b"\x1f\x8b\x08", "t: not a text but a packed file"),
        (b"a" * (LARGEST_FILE + 1), "t: the file is over 1 MiB"),
    ],
)  # fmt: skip
def test_what_could_lose_a_word_is_refused(text: str | bytes, problem: str) -> None:
    assert problem in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: 'x # y'",
        "a: x#y",
        "a: |\n  x # y",
        "a: |\n  #3\n  # y",
        "# x\na: b\n# y\nc: d",
        "a:\n  - b\n  # y\n  - c\n  # z",
        "a:\n  - b: c\n    # y\n    d: e",
        "a:\n  # x\n  b: c",
        "a:\n      # x\n  - b",
        "a: # x\n  b: c",
        "- # x\n  b: c",
        "a: [b] # after a list",
        "a: [\n  # x\n  b,\n  # y\n  c]",
        "a: |\n  b\n# y\nc: d",
        "--- # x\na: b\n... # y",
        "a: &b [c] # x\nd: *b",
    ],
)
def test_a_hash_that_loses_nothing_is_let_be(text: str) -> None:
    assert told(text) == []


def warned(text: str) -> list[str]:
    return [
        f"{problem.span}: {problem.message}"
        for problem in parse(text.encode(), "t")[1]
        if problem.severity == "warning"
    ]


def test_a_soft_hyphen_between_letters_is_left_out_with_a_warning() -> None:
    value, (problem,) = parse("a: hyd\xadro\xadcortisone".encode(), "t")
    assert plain(value) == {"a": "hydrocortisone"}
    assert (str(problem), problem.severity) == (
        "t:1:7: warning: a soft hyphen U+00AD is left out\n  hint: if a hyphen is meant there, type it again",
        "warning",
    )  # fmt: skip
    assert warned("a: e\u0301\xadb") == ["t:1:6: a soft hyphen U+00AD is left out"]
    assert parse("a: 5\xad10".encode(), "t", values=True) == (
        Mapping(((Scalar("a", Span("t", 1, 1)), Scalar("5\xad10", Span("t", 1, 4))),), Span("t", 1, 1)), []
    )  # fmt: skip


def test_what_yaml_1_1_takes_for_a_line_end_is_none() -> None:
    # In a block the text would end there, and what follows '#' be a comment.
    assert value_of("a: |\n  b\u2028# c\x85d\u2029- e\nf: g") == {"a": "b\n# c\nd\n\n- e\n", "f": "g"}
    assert value_of("- b\u2028- c#d\u2029\n- e\U000f0000") == ["b\n- c#d\n\n", "e\U000f0000"]


def test_lines_that_a_program_has_joined_are_let_be() -> None:
    text = "café " * 60
    for written in (yaml.safe_dump([text], width=40), yaml.safe_dump([text], width=40, default_style='"')):
        assert value_of(written) == [text]
    assert "\\\n" in written


def test_an_escape_that_looks_like_a_part_of_a_word_is_warned_of() -> None:
    assert warned('a: "C:\\temp"') == ["t:1:7: '\\t' stands for a space or a line's end here"]
    assert warned('a: "C:\\\\temp\\tand \\tb"') == ["t:1:13: '\\t' stands for a space or a line's end here"]
    assert value_of('a: "b\\n\\nc \\\\ \\/ \\x41"') == {"a": "b\n\nc \\ / A"}


@pytest.mark.parametrize(
    ("many", "right"),
    [("!a" * 5_000 + " - b", False), ("&" * 10_000, False), (" " * 50_000 + "- b", True), ("&a " * 5_000 + "b", False)],
)
def test_what_stands_behind_a_comment_is_looked_at_once(many: str, right: bool) -> None:
    assert (told(f"a:\n  # c\n  {many}\n") == []) is right


def test_a_list_of_words_needs_no_space_after_its_commas() -> None:
    assert value_of("a: [b,c,'1',2, 3,d,5 mg]") == {"a": ["b", "c", "1", "2", "3", "d", "5 mg"]}
    assert told("a: [1,2]") != []


def test_a_file_of_nothing_but_comments_behind_a_text_takes_no_longer_than_its_length() -> None:
    assert len(told("a: b\n" + " #\n" * 50_000)) == 50_000


def test_every_problem_is_told_in_one_run() -> None:
    assert told("a: 1\na: 2\nb: !x y\nc: d # e\n") == [
        "t:2:1: the key 'a' is written twice, first in line 1",
        "t:3:4: the tag '!x' is not allowed",
        "t:4:6: text lost after '#': quote the value",
    ]


def test_a_hint_says_what_to_do_about_a_colon() -> None:
    _, (problem,) = parse(b"- a: b: c", "t")
    assert problem.hint.startswith("put the text in quotes")


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
    (absent,), (folder,) = read(tmp_path / "no.yaml", "no.yaml")[1], read(tmp_path, "folder")[1]
    assert (absent.message, bool(absent.hint)) == ("no such file", True)
    assert (folder.message, folder.hint) == ("not a regular file", "")
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
    from handout.source.values import normalise, unprintable

    if unprintable(text):
        assert problems
    else:
        assert plain(value) == [normalise(text)]
