"""The known bad inputs of lists, by their numbers; those of quotes, rows and ids stand with their formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from patients.lists.reading import SECRET, read, refusal, written

NAMES = {
    "D01": ["<b>", "A & B <font size=90>", "Bob</b>", "**Ann**", "[x](http://x)", "&amp;"],
    "D02": ['=HYPERLINK("http://x")', "+1", "@x", "-1+1", "|cmd"],
    "template": ["{{ patient.id }}", "{% raw %}", "{{ 'a' * 10**9 }}", "${x}", "%s", "{0}"],
    "path": ["../../etc/passwd", "/dev/zero", "C:\\x", "~root", "file:///x", "$(id)", "`id`"],
    "scripts": [
        "İrem",
        "Łukasz",
        "Ελένη",
        "Анна",
        "محمد",
        "אַנָ",
        "李小龙",
        "さくら",
        "김민수",
        "नेहा",
        "สมชาย",
        "𠮷野",
        "Anna 😀",
    ],
}


@pytest.mark.parametrize("name", [name for names in NAMES.values() for name in names])
@pytest.mark.parametrize("kind", ["csv", "json", "jsonl", "yaml"])
def test_d01_d02_a_value_is_text_whatever_is_in_it(name: str, kind: str) -> None:
    quoted = json.dumps(name, ensure_ascii=False)
    record = f'{{"id": 1, "name": {quoted}}}'
    doubled = name.replace('"', '""')
    content = {"csv": f'id,name\n1,"{doubled}"\n', "json": f"[{record}]", "jsonl": record, "yaml": f"- {record}"}[kind]
    assert read(content.encode(), format=kind).values("name") == [name]


def test_d12_control_characters() -> None:
    found = read(b"id,name\n1,An\x00na\n2,An\x1bna\n3,An\xe2\x80\x8bna\n4,Anna\n", format="csv")
    assert found.codes == {number: ["control-character"] for number in (1, 2, 3)}
    first = "standard input:2:1: record 1: field 'name': it holds a control character U+0000"
    assert found.messages[0].splitlines()[0] == first


def test_d16_record_and_line_after_embedded_line_breaks() -> None:
    found = read(b'id,name,note\n1,Anna,"a\nb\nc"\n2,Bob,"\n"\n3,Cid,x,y\n', format="csv")
    assert found.messages[0].startswith("standard input:7:1: record 3: the row has 4 cells, and the header 3\n")


def test_d18_two_patients_of_one_name() -> None:
    assert read(b"id,name\n1,Anna\n2,Anna\n", format="csv").good == [1, 2]


def test_d20_numbers_as_they_are_written() -> None:
    for content in (b"id,name,dose\n007,Anna,1.10\n", b'[{"id": "007", "name": "Anna", "dose": 1.10}]'):
        found = read(content)
        assert (found.values("id"), found.values("dose")) == (["007"], ["1.10"])


def test_d29_one_bad_record_among_many(tmp_path: Path) -> None:
    rows = [f"{number},Anna,1990-01-02" for number in range(10_000)]
    rows[5_000] = "5000,Anna,1990-13-02"
    found = read(written(tmp_path, "id,name,birth_date\n" + "\n".join(rows)))
    assert found.codes == {5_001: ["field-value"]}
    assert found.records[5_000].line == 5_002


@pytest.mark.parametrize("name", ["x" * 5_000, "\U0001f600" * 300, "\U0001f468\u200d\U0001f469" * 3])
def test_d30_names_beyond_what_is_printed(name: str) -> None:
    found = read(f"id,name\n1,{name}\n2,Bob\n".encode(), format="csv")
    assert found.good == [2]
    assert found.codes[1][0] in {"value-too-long", "control-character"}
    assert "field 'name'" in found.messages[0]


@pytest.mark.parametrize("name", ["", "  ", "\u00a0\t", "\u2800"])
def test_d32_blank_is_missing(name: str) -> None:
    found = read(f"id,name,sex\n1,{name},{name}\n2,Bob,{name}\n".encode(), format="csv")
    assert found.codes == {1: ["identifiers"]}
    assert "'name'" in found.messages[0] and "record 1" in found.messages[0]
    assert found.records[1].patient is not None and "sex" not in found.records[1].patient.values


@pytest.mark.parametrize("name", ["-", "...", "?!", "\u0301", "\u00b7\u00a0\u00b7", "☐", "😀", "__"])
@pytest.mark.parametrize("field", ["name", "id"])
def test_an_identifier_without_a_letter_or_a_digit_is_none(name: str, field: str) -> None:
    values = {"id": "1", "name": "Ann", "birth_date": "1961-04-05", field: name}
    found = read(json.dumps([values, {"id": 2, "name": "Bob"}]).encode(), format="json")
    assert found.good == [2]
    assert set(found.codes[1]) <= {"identifiers", "unsafe-name"}
    assert len(name) == 1 or name not in "".join(found.messages)


@pytest.mark.parametrize("name", ["\u00ad", "\u00ad\u00ad \u00ad"])
def test_what_is_nothing_once_it_is_read_is_missing(name: str) -> None:
    """A soft hyphen is taken out, and what is left has no words."""
    found = read(json.dumps([{"id": "1", "name": name}, {"id": name, "name": "Bob"}]).encode(), format="json")
    assert found.good == []
    assert all(
        set(codes) & {"identifiers", "no-id", "control-character", "field-value"} for codes in found.codes.values()
    )


DATES = ["value-format", "value-no-date"]


def test_every_problem_of_a_record_is_told_at_once() -> None:
    found = read(b"id,name,birth_date,appointment,side,dose\na b,A\x00,1.2.1990,soon,up,much\n", format="csv")
    assert sorted(found.codes[1]) == ["control-character", *["field-value"] * 2, "unsafe-name", *DATES]


@pytest.mark.parametrize(
    "content",
    [
        f"id,name\n1,{SECRET}\x00\n2,{SECRET},{SECRET}\n{SECRET}/,x\n3,{SECRET * 30}\n4,{SECRET}{'x' * 200_000}\n",
        f"id,birth_date,dose,side,appointment\n1,{SECRET},{SECRET},{SECRET},{SECRET}\n",
        f'id,name\n1,"{SECRET}\n',
        f'id,name\n1,"{SECRET}"{SECRET}\n',
        f'id,name\n1,{SECRET}"{SECRET}\n',
        f"id,name\n{SECRET},A\n{SECRET},B\n",
        f"{SECRET},{SECRET}\n1,2\n",
        f"id,{SECRET}\n1,{SECRET}\n",
        f'[{{"id": 1, "name": ["{SECRET}"]}}, "{SECRET}", {{"{SECRET}": 1, "id": "{SECRET} {SECRET}"}}]',
        f'[{{"id": 1, "{SECRET}": 1, "{SECRET}": 2}}]',
        f'[{{"id": 1, "{SECRET}": NaN}}]',
        f'[{{"id": 1, "name": "{SECRET}\n"}}]',
        f'[{{"id": 1, "name": "\\ud800{SECRET}"}}]',
        f'[{{"id": 1}} {SECRET}]',
        f'{{"id": 1}} {SECRET}',
        f'{{"id": 1, "name": {SECRET}}}',
        f"- name: *{SECRET}\n",
        f"- name: !{SECRET} x\n",
        f"- '{SECRET}': x\n  '{SECRET}': y\n",
        f"- {SECRET}: x\n  id: '{SECRET} {SECRET}'\n",
        f"- name: x {SECRET}: y\n",
        f"- name: x #{SECRET}\n",
    ],
)
def test_d34_no_value_is_told(content: str) -> None:
    try:
        found = read(content.encode())
    except Exception:
        said = list(map(str, refusal(content.encode())))
    else:
        said = found.messages + [str(note) for note in found.notes]
    assert said
    assert SECRET.lower() not in "\n".join(said).lower()
