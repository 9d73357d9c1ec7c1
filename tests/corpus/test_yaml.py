"""C01–C31: what is wrong with a file before it is a topic."""

from __future__ import annotations

import pytest

from .case import HEAD, Case


def test_c01_a_key_twice(case: Case) -> None:
    case.body("text: 5 mg\ntext: 50 mg").refused("case.yaml:10:9", "'text' is written twice, first in line 9")


def test_c02_a_merge_key(case: Case) -> None:
    case.topic("base: &b {dose: 5}\nx: {<<: *b, dose: 50}\n").refused("case.yaml:2:5", "merge keys (<<)")


def test_c03_aliases_that_multiply(case: Case) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    case.topic("\n".join(lines)).refused("case.yaml:3:50", "aliases repeat more than 1000 values")


def test_c05_brackets_without_end(case: Case) -> None:
    case.topic("[" * 100_000 + "]" * 100_000).refused("case.yaml:1:65", "nested deeper than 64 levels")


def test_c06_keys_nested_2000_deep(case: Case) -> None:
    nested = "".join(f"{' ' * n}a:\n" for n in range(700))
    case.topic(nested).refused("case.yaml:65:65", "nested deeper than 64 levels")


def test_c06_over_one_mebibyte(case: Case) -> None:
    # 2,000 levels by indentation are a file of 2 MB, which is refused for its size before anything of it is read.
    nested = "".join(f"{' ' * n}a:\n" for n in range(2000))
    case.topic(nested).refused("case.yaml", "over 1 MiB")


def test_c07_an_alias_inside_itself(case: Case) -> None:
    case.topic("&a [*a]").refused("case.yaml:1:5", "is inside itself")


def test_c09_a_tag(case: Case) -> None:
    case.topic("title: !!binary aGk=\n").refused("case.yaml:1:8", "binary' is not allowed")


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "yes",
        "on",
        "12:30",
        "8:30",
        "007",
        "0123",
        "010",
        "1_000",
        "1.10",
        "1e3",
        "0x1F",
        "2024-01-02",
        "2024-02-30",
        ".nan",
        ".inf",
        "true",
        "False",
    ],
)
def test_c10_c11_c13_c14_c15_plain_scalars_are_text(case: Case, text: str) -> None:
    # C15: where text is wanted, a date that doesn't exist is text too; where a date is wanted it is refused, below.
    case.body(f"text: {text}").prints(f"One {text} ")


def test_c15_a_day_that_does_not_exist(case: Case) -> None:
    case.topic(HEAD.replace("review:", "updated: 2024-02-30\nreview:") + "      - text: a\n")
    case.refused("case.yaml:3:10", "there is no such day")


@pytest.mark.parametrize("number", [".nan", ".inf", "-.inf", "1e400", "1" * 5_000, "0x10", "1_0", "٣"])
def test_c17_c18_numbers_that_are_none(case: Case, number: str) -> None:
    case.body(f"writing-lines: {{count: {number}}}").refused("case.yaml:9:32", "expected a whole number")


def test_c19_cp1252(case: Case) -> None:
    content = (HEAD + "      - text: Café\n").encode("cp1252")
    case.topic(content).refused("case.yaml:9:18", "not UTF-8: byte 0xE9 at offset 168")


@pytest.mark.parametrize(("encoding", "mark"), [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")])
def test_c21_utf16(case: Case, encoding: str, mark: bytes) -> None:
    content = mark + HEAD.encode(encoding)
    case.topic(content).refused(
        "case.yaml", f"not UTF-8 but {encoding.upper().replace('-LE', 'LE').replace('-BE', 'BE')}"
    )


def test_c21_utf8_with_a_byte_order_mark(case: Case) -> None:
    case.topic(b"\xef\xbb\xbf" + (HEAD + "      - text: Words.\n").encode()).prints("Words.")


@pytest.mark.parametrize(("byte", "name"), [(b"\0", "U+0000"), (b"\x07", "U+0007"), (b"\x7f", "U+007F")])
def test_c22_raw_control_characters(case: Case, byte: bytes, name: str) -> None:
    # The place is said as line and column, which an editor can go to, rather than as an offset.
    case.topic(HEAD.encode() + b"      - text: x" + byte + b"y\n").refused(
        "case.yaml:9:16", f"control character {name}"
    )


@pytest.mark.parametrize(("escape", "name"), [("\\0", "U+0000"), ("\\x07", "U+0007"), ("\\u202E", "U+202E")])
def test_c23_escaped_control_characters(case: Case, escape: str, name: str) -> None:
    case.body(f'text: "x{escape}y"').refused("case.yaml:9:15", name)


@pytest.mark.parametrize("content", ["", "# only a comment\n", "\n\n"])
def test_c25_an_empty_file(case: Case, content: str) -> None:
    case.topic(content).refused("content/case.yaml: error: the file is empty")


@pytest.mark.parametrize("content", ["- title: A list\n", "just words\n", "12\n"])
def test_c26_not_a_mapping(case: Case, content: str) -> None:
    case.topic(content).refused("case.yaml:1:1", "expected keys and values")


def test_c27_two_documents(case: Case) -> None:
    case.topic("title: One\n---\ntitle: Two\n").refused("case.yaml:2:1", "a second YAML document")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("1: a", "unknown key '1'"),
        ("yes: a", "unknown key 'yes'"),
        ("? ''\n: a", "unknown key ''"),
        ("~: a", "a key is text"),
        ("? [a]", "a key is text"),
        ("? {a: b}", "a key is text"),
    ],
)
def test_c29_keys_that_are_none(case: Case, key: str, said: str) -> None:
    case.topic(f"{key}\n{HEAD}      - text: Words.\n").refused("case.yaml:1:", said)


def test_c30_an_unknown_audience(case: Case) -> None:
    case.topic(HEAD.replace("    audience: [patient, clinician]", "    audience: patients") + "      - text: Words.\n")
    case.refused("case.yaml:7:15", "unknown audience 'patients'", "did you mean 'patient'?")


def test_c31_no_audience(case: Case) -> None:
    case.topic(HEAD.replace("    audience: [patient, clinician]\n", "") + "      - text: Words.\n")
    case.refused("case.yaml:5:5", "a section must say its audience")
