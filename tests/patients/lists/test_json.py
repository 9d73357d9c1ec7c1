"""JSON and JSON Lines: an object a record, numbers as they are written, what a parser forgives refused."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.diagnostics import HandoutError
from handout.patients.cell_errors import cell_error
from handout.patients.lists import json as reader
from handout.patients.lists import open_records
from handout.source.json_hints import LAST_COMMA
from handout.source.values import SOFT_HYPHEN, normalise, unprintable
from patients.lists.reading import CLINIC, SECRET, only, read, refusal

ANNA = '{"id": "007", "name": "Anna", "birth-date": "1990-01-02", "dose": 1.10}'


def array(*items: str) -> bytes:
    return ("[" + ",\n".join(items) + "]").encode()


def lines(*items: str) -> bytes:
    return "\n".join(items).encode()


@pytest.mark.parametrize("made", [array, lines])
def test_values_are_the_text_that_was_written(made: object) -> None:
    content = array(ANNA, '{"id": 12, "name": null}') if made is array else lines(ANNA, '{"id": 12, "name": null}')
    found = read(content)
    assert [record.id for record in found.records] == ["007", "12"]
    assert found.values("dose") == ["1.10", None]
    assert found.codes == {2: ["identifiers"]}
    assert [record.line for record in found.records] == [1, 2]


def test_a_byte_order_mark_blank_lines_and_crlf() -> None:
    found = read(f"\ufeff\r\n{ANNA}\r\n\r\n  \r\n{ANNA.replace('007', '008')}\r\n".encode(), format="jsonl")
    assert [(record.id, record.line) for record in found.records] == [("007", 2), ("008", 5)]
    assert read(b"\xef\xbb\xbf" + array(ANNA)).values("id") == ["007"]


@pytest.mark.parametrize("piece", [1, 2, 7, 1 << 16])
def test_places_are_right_however_it_is_read(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PIECE", piece)
    text = '\n [\n{"id": "a", "name":\n\n"x", "sex":"f"}\r\n\r\n,  3, "text\\n",\n  {"id": "\u00e9\\u00e9"} , 12.5 ]\n'
    found = read(text.encode(), format="json")
    assert [(record.line, record.number) for record in found.records] == [(3, 1), (7, 2), (7, 3), (8, 4), (8, 5)]
    assert [message.partition("\n")[0] for message in found.messages[:2]] == [
        "standard input:7:4: record 2: expected an object with fields",
        "standard input:7:7: record 3: expected an object with fields",
    ]
    assert [problem.span.column for record in found.records for problem in record.problems][-1] == 23


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ('[{"id": "1"},\n {"id": }]', (2, 9), "json-syntax"),
        ('[{"id": "1"}\n {"id": "2"}]', (2, 2), "json-syntax"),
        ('[{"id": "1"},\n ]', (2, 2), "json-syntax"),
        ('[{"id": "1"}]\n]', (2, 1), "json-syntax"),
        ('[{"id": "1"}', (1, 13), "json-syntax"),
        ('[{"id": "1', (1, 9), "json-syntax"),
        ("[", (1, 2), "json-syntax"),
        ('{"id": "1"}', (1, 1), "json-syntax"),
        ('[{"id": "1",\n "name": "a\nb"}]', (2, 12), "json-syntax"),
        ('[\n{"id": "\\ud800"}]', (2, 9), "json-syntax"),
        ('[\n{"id": "\\ud83d\\ude00\\udc00"}]', (2, 21), "json-syntax"),
        ("[\n" + "[" * 100_000, (2, 1), "json-syntax"),
        ('[{"id": "1", "id": "2"}]', (1, 2), "json-duplicate-key"),
        ('[{"birth date": "1", "birth_date": "2"}]', (1, 2), "json-duplicate-key"),
        ('[{"id": "1"},\n{"dose": 1e400}]', (2, 1), "number-not-finite"),
        ('[{"id": "1"},\n{"other": -Infinity}]', (2, 1), "number-not-finite"),
        ('[{"id": "1"},\n{"dose": NaN}]', (2, 1), "number-not-finite"),
        ("", (0, 0), "no-rows"),
        (" \n ", (0, 0), "no-rows"),
        ("[ ]", (0, 0), "no-rows"),
    ],
)
def test_what_is_not_json_refuses_the_file_with_its_place(text: str, place: tuple[int, int], code: str) -> None:
    found = refusal(text.encode(), format="json")
    assert only(found)[1] == code
    assert (found[0].span.line, found[0].span.column) == place


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ('{"id": }', 8, "json-syntax"),
        ('{"id": 2} x', 11, "json-syntax"),
        ('{"id": "\\udc00"}', 9, "json-syntax"),
        ('{"id": 1, "id": 1}', 1, "json-duplicate-key"),
        ('{"dose": Infinity}', 1, "number-not-finite"),
    ],
)
def test_what_is_not_json_in_a_line(line: str, column: int, code: str) -> None:
    found = refusal(lines('{"id": 1}', line), format="jsonl")
    assert (*only(found), found[0].span.column) == (2, code, column)


@pytest.mark.parametrize(
    ("content", "format", "place", "hint"),
    [
        (f"[{ANNA},\n]", "json", (2, 1), LAST_COMMA),
        (f"[{ANNA[:-1]},}}]", "json", (1, len(ANNA) + 2), LAST_COMMA),
        (f"{ANNA},\n{ANNA}", "jsonl", (1, len(ANNA) + 1), "a record has its own line here, and no comma follows it"),
        (
            ANNA.replace(", ", ",\n"),
            "jsonl",
            (1, len('{"id": "007",') + 1),
            "a record is on one line here; a list [{…}, {…}] is read from a .json file",
        ),
    ],
)
def test_a_hint_says_how_a_list_is_written(content: str, format: str, place: tuple[int, int], hint: str) -> None:
    (found,) = refusal(content.encode(), format=format)
    assert (found.span.line, found.hint) == (place[0], hint)
    # Python points at a comma that nothing follows from 3.13 on, before that behind it.
    assert place[1] - 1 <= found.span.column <= place[1] + 1


@pytest.mark.parametrize("content", [f'[["id", "name"], ["1", "{SECRET}"]]', f'["{SECRET}"]', "[null]"])
def test_a_list_of_what_has_no_fields_lacks_no_column(content: str) -> None:
    with open_records(BytesIO(content.encode()), CLINIC) as records, pytest.raises(HandoutError) as caught:
        records.check(["id", "name"])
    (found,) = caught.value.diagnostics
    assert (str(found.span), found.message) == ("standard input:1:2", "record 1: expected an object with fields")
    assert found.hint == 'write {"name": …}, each value with its field'


def test_every_refused_record_is_told_up_to_twenty() -> None:
    found = refusal(lines(*('{"id": 1, "id": 2}' for _ in range(100))), format="jsonl")
    assert [problem.span.line for problem in found] == list(range(1, 21))


def test_an_escaped_backslash_is_no_surrogate() -> None:
    assert read(lines('{"id": 1, "name": "\\\\ud800"}')).values("name") == ["\\ud800"]


def test_values_of_another_type_are_that_records_problem() -> None:
    found = read(
        lines('{"id": 1, "name": ["a"]}', '{"id": 2, "name": true}', '{"id": 3, "name": {"a": 1}}', "[]", '"a"', ANNA)
    )
    assert found.codes == {n: ["field-type"] for n in (1, 2, 3)} | {4: ["record-type"], 5: ["record-type"]}
    assert [record.id for record in found.records] == ["1", "2", "3", None, None, "007"]


def test_keys_that_are_not_declared_are_notes_and_no_more_than_some() -> None:
    items = [
        json.dumps({"id": n, "name": "A", f"key_{n}": 1, f"{SECRET} {n}": {"any": ["thing"]}}) for n in range(2_000)
    ]
    found = read(lines(*items))
    assert len(found.good) == 2_000
    assert len(found.notes) == 1
    assert found.notes[0].message.startswith("'key_0', a column whose name can't be shown, 'key_1', 'key_2'")
    assert found.notes[0].message.endswith(" more columns are not declared, and not used")
    assert len(found.notes[0].message) < 400
    assert SECRET not in "".join(map(str, found.notes))


def test_limits_of_a_value_and_of_a_record() -> None:
    big = '{"id": %d, "name": "' + "x" * 100_001 + '"}'
    other = '{"id": %d, "name": "A", "other": "' + "x" * 1_000_000 + '"}'
    huge = '{"id": %d, "name": "' + "x" * 3_000_000 + '"}'
    good = '{"id": %d, "name": "A"}'
    items = [item % number for number, item in enumerate([good, big, other, huge, good], 1)]
    found = read(lines(*items))
    assert found.codes == {n: ["value-too-long"] for n in (2, 3, 4)}
    assert [record.line for record in found.records] == [1, 2, 3, 4, 5]
    found = read(array(*items[:3], items[4]))
    assert found.codes == {2: ["value-too-long"], 3: ["value-too-long"]}
    problems = refusal(array(*items))
    assert only(problems) == (4, "json-syntax")
    assert "longer than 1,048,576 characters" in str(problems[0])


FIELDS = st.dictionaries(
    st.sampled_from(["sex", "note", "other"]), st.text(st.characters(codec="utf-8"), max_size=8), max_size=3
)


@given(st.lists(FIELDS, min_size=1), st.booleans(), st.sampled_from([None, 1]))
def test_what_json_writes_is_what_is_read(items: list[dict[str, str]], ascii_only: bool, indent: int | None) -> None:
    full = [{**item, "name": "A", "id": str(number)} for number, item in enumerate(items)]
    found = read(json.dumps(full, ensure_ascii=ascii_only, indent=indent).encode(), format="json")
    for record, item in zip(found.records, items, strict=True):
        used = {key: text for key, text in item.items() if key != "other"}
        flaws = [
            unprintable(text) or SOFT_HYPHEN in text or cell_error(text)[0] for text in used.values() if text.strip()
        ]
        bad = [flaw for flaw in flaws if flaw]
        assert (record.patient is None) == bool(bad)
        for key, value in record.patient.values.items() if record.patient else ():
            assert key in ("id", "name") or str(value).split() == normalise(used[key]).split()
