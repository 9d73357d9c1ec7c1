"""What is said of a file that isn't YAML: the author's slip, where it is, not where libyaml gave up."""

from __future__ import annotations

import pytest

from handout.source.yaml import parse
from handout.source.yaml.further_mistakes import MOST
from handout.source.yaml.reader import EventReader

KEY = "this line is indented further than the key above, which has its text"
NONE = "no line above is indented like this one"
FURTHER = "this dash is indented further than the one above"
COLON = "a colon is missing after the key"
NO_BREAK = "a no-break space where spaces must be"
STAR = "a list's item begins with a dash"
DASH = "a list's item begins with a hyphen, not with a longer dash or a dot"
SPACE = "a space is missing after the colon"
ITEM = "this item has other keys, so its text needs one too"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title:Dry skin\naudience: [patient]\n", f"1:7: not YAML: {SPACE}"),
        ("audience: [patient]\ntitle:Dry skin\nreview: x\n", f"2:7: not YAML: {SPACE}"),
        ("audience: [patient]\n\n# a note\ntitle:Dry skin\n", f"4:7: not YAML: {SPACE}"),
        ("sections:\n  - id:one\n    # a note\n    title: One\n", f"2:8: not YAML: {SPACE}"),
        ("title: A\n  audience: [patient]\n", f"2:3: not YAML: {KEY}"),
        ("sections:\n  - id: one\n     title: One\n", f"3:6: not YAML: {KEY}"),
        ("sections:\n  - id: one\n   title: One\n", f"3:4: not YAML: {NONE}"),
        ("sections:\n  - id: one\n title: One\n", f"3:2: not YAML: {NONE}"),
        ("body:\n  - text: One\n - text: Two\n", f"3:2: not YAML: {NONE}"),
        ("terms:\n  - term: A\n    text: a\n    - term: B\n      text: b\n", f"4:5: not YAML: {FURTHER}"),
        ("rows:\n  - [a, b]\n    - [c, d]\n", f"3:5: not YAML: {FURTHER}"),
        ("body:\n- text: One\n\n  # a note\n  - text: Two\n", f"5:3: not YAML: {FURTHER}"),
        ("title:\nDry skin\nx: y\n", "2:1: not YAML: this line has no key"),
        ("title: |\n  A\n<<<<<<< HEAD\nx: 1\n=======\nx: 2\n>>>>>>> other\n",
         "3:1: not YAML: a merge left two versions of these lines"),
        ("title: 'tis\nx: y\n", "1:8: not YAML: the quote that opens here is never closed"),
        ('title: "Dry\nx: "y"\n', "1:8: not YAML: the quote that opens here is closed in line 2 only"),
        ("title: 'Dry\nx: it's\n", "1:8: not YAML: the quote that opens here is closed in line 2 only"),
        ('title: "Dry" skin\n', "1:14: not YAML: text goes on after the closing quote"),
        ("- 'Dry' skin\n- x\n", "1:9: not YAML: text goes on after the closing quote"),
        ("audience: [patient\nreview: x\n", "1:11: not YAML: the bracket that opens here isn't closed"),
        ("a:\n  - b: {c: d\n  - e: f\n", "2:8: not YAML: the bracket that opens here isn't closed"),
        ("audience: [patient\n", "1:11: not YAML: the bracket that opens here isn't closed"),
        ("sections:\n\t- id: one\n", "2:1: not YAML: a tab where spaces must be"),
        ("title: A\nbody:\n\u00a0\u00a0- text: x\n", f"3:1: {NO_BREAK}"),
        ("- a:\n  \u00a0\u00a0b: x\n   c: x\n", f"2:3: {NO_BREAK}"),
        ("- text: x\n\u00a0\u00a0id: y\n  title: z\n", f"2:1: not YAML: {NO_BREAK}"),
        ("id 1001\nname: Anna\n", f"1:3: not YAML: {COLON}"),
        ("sections:\n  - id one\n    title: One\n", f"2:7: not YAML: {COLON}"),
        ("bullets:\n  - Passport\n    bullets:\n      - x\n", f"2:5: not YAML: {ITEM}"),
        ("bullets:\n  - Take it at night.\n    audience: clinician\n", f"2:5: not YAML: {ITEM}"),
        ('bullets:\n  - "Passport, card"\n    when: {age: [adult]}\n', f"2:5: not YAML: {ITEM}"),
        ("bullets:\n  - text Passport\n    audience: clinician\n", f"2:9: not YAML: {COLON}"),
        ("a:\n  # a note\n  one two\n  three: x\n", f"3:6: not YAML: {COLON}"),
        ("see: one\n  two three\n  more: x\n", "3:7: not YAML: a colon is in text without quotes"),
        ("steps:\n  - x\nbullets:\n  * Do not rub.\n  * Wash.\n", f"4:3: not YAML: {STAR}"),
        ("title: * x\n", "1:9: not YAML: a text begins with '*' or '&'"),
        ("title: @home\n", "1:8: not YAML: a text can't begin with '@'"),
        ("title: `code`\n", "1:8: not YAML: a text can't begin with '`'"),
        ("title: A\n%b: c\n", "2:1: not YAML: a text can't begin with '%'"),
        ("sections:\n  – id: one\n    title: One\n", f"2:3: not YAML: {DASH}"),
        ("bullets:\n  - One\n  • id: two\n", f"3:3: not YAML: {DASH}"),
        ("steps:\n  - One\n  -Three\nid: x\n", "3:4: not YAML: a space is missing after the dash"),
        ("checklist:\n  - [ ] Your letter\n", "2:5: not YAML: text goes on after brackets for a box"),
        ("checklist:\n  - [x] Your letter\n  - [ ] Glasses\n", "2:5: not YAML: text goes on after brackets for a box"),
        ("a: [1, >2]\n", "1:8: not YAML: a text can't begin with '>'"),
        ("body:\n  -text: One\n", "2:3: a space is missing after the dash"),
        # These are as libyaml tells them: the place is right, and there is no likelier slip.
        ("summary: Take care: it burns\n", "1:19: not YAML: a colon is in text without quotes"),
        ("a: [\n  one: [x], two], three\n", "2:17: not YAML: a key or the end of the list must be here"),
        ("text: Take at\n  8:30 or\n  9: x\n", "3:4: not YAML: a colon is in text without quotes"),
        ("see: https://clinic.example\n  more: x\n", f"2:3: not YAML: {KEY}"),
        ("a: [x, , y]\n", "1:8: not YAML: a text is missing before this"),
        ("a: {b:[c]}\n", "1:6: not YAML: a colon is in text without quotes"),
        ("a: |0\n", "1:5: not YAML: a text begins with '>' or '|'"),
        ('a: "5\\under"\n', "1:8: not YAML: a backslash in double quotes has a meaning of its own"),
        ('a: "\\ud83d"\n', "1:7: not YAML: no character has this number"),
        ("a: !a!b c\n", "1:4: not YAML: a text begins with '!'"),
        # Braces without quotes: one mistake, told once.
        ("text: {{ patient.name }} hello\n", "1:8: a key is text, not a list, a mapping or nothing"),
    ],
)  # fmt: skip
def test_the_slip_is_named_where_it_is(text: str, said: str) -> None:
    value, problems = parse(text.encode(), "a.yaml")
    assert [f"{problem.span.line}:{problem.span.column}: {problem.message}" for problem in problems] == [said]
    assert problems[0].hint
    assert value is None


def test_no_word_of_the_file_is_told() -> None:
    for text in (
        'name: "Canary\nmrn: "Canary"\n',
        "name:Canary\nid: 1\n",
        "name: Canary\n  mrn: Canary\n",
        "Canary\nx: y\n",
    ):
        _, problems = parse(text.encode(), "anna.yaml")
        assert problems
        assert "Canary" not in "".join(map(str, problems))


@pytest.mark.parametrize(
    "text", ["-text\n", "a: -5\n", "- -1\n", '"-text": x\n', "a: {b: -c}\n", "-: x\n", "--- \na: b\n"]
)
def test_a_dash_elsewhere_is_none(text: str) -> None:
    _, problems = parse(text.encode(), "a.yaml")
    assert problems == []


def test_all_mistakes_of_a_file_are_reported_at_once() -> None:
    text = (
        "title: Fever: what to do: today\nbody:\n  - @home: x\n  - 'it's'\n  • one\n"
        '  - "C:\\dir"\n  - text: - dash\n  - text:Take it\n    use: x\nnow: a: b #lost\n'
    )
    value, problems = parse(text.encode(), "t")
    assert value is None
    assert [(problem.span.line, problem.span.column) for problem in problems] == [
        (1, 13), (3, 5), (4, 9), (5, 3), (6, 8), (7, 11), (8, 10), (10, 7), (10, 11),
    ]  # fmt: skip


def test_of_boxes_the_first_is_named_and_the_rest_is_read() -> None:
    text = "checklist:\n  - [ ] Your letter\n  - [x] Glasses\nnow: a: b\n"
    _, problems = parse(text.encode(), "t")
    assert [problem.span.line for problem in problems] == [2, 4]


def test_a_mended_line_is_as_long_as_it_was() -> None:
    """Else further mistakes in the line would be told at wrong places; U+0085 is read as another sign for a while."""
    for line in ("a: b: c", "a: 'b' c", "a:b", "a: @b", "a: b\u0085: c", "- [ ] b", "* b", "\u2013 b: c"):
        text = f"x: y\n{line}\nz: 0\n" if line[0] == "a" else f"x:\n  - y\n  {line}\nz: 0\n"
        reader = EventReader(text, "t", values=False)
        reader.read()
        slip = reader.slip
        assert slip is not None and slip.mended is not None
        assert len(slip.mended.lstrip()) == len(line)
        assert slip.mended.count("\u0085") == line.count("\u0085")


def test_a_mistake_that_is_no_single_sign_ends_the_search() -> None:
    _, problems = parse(b"a: [b\nc: d: e\n", "t")
    assert [problem.message for problem in problems] == ["not YAML: the bracket that opens here isn't closed"]


def test_no_more_mistakes_are_looked_for_than_an_author_reads() -> None:
    text = "".join(f"k{number}: a: b: c\n" for number in range(60))
    _, problems = parse(text.encode(), "t")
    assert [problem.span.line for problem in problems] == [*range(1, MOST + 1)]
