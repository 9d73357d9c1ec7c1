"""What holds for every format: ids, needed columns, empty files, streams, changes while it is read, YAML."""

from __future__ import annotations

import io
import os
import stat
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from handout.diagnostics import Diagnostic, HandoutError
from handout.patients.lists import open_records
from handout.patients.lists.input import Input
from patients.lists.reading import CLINIC, SECRET, only, opened, read, refusal, written

SAME = {
    "csv": "id,name,birth_date\n007,Anna,1990-01-02\n8,Bob,1985-12-31\n",
    "json": '[{"id":"007","name":"Anna","birth_date":"1990-01-02"},{"id":8,"name":"Bob","birth_date":"1985-12-31"}]',
    "jsonl": '{"id":"007","name":"Anna","birth_date":"1990-01-02"}\n{"id":8,"name":"Bob","birth_date":"1985-12-31"}',
    "yaml": "- {id: 007, name: Anna, birth_date: 1990-01-02}\n- id: 8\n  name: Bob\n  birth date: 1985-12-31\n",
}
SUFFIXES = {"csv": ".csv", "json": ".json", "jsonl": ".ndjson", "yaml": ".yml"}


@pytest.mark.parametrize("kind", SAME)
def test_every_format_gives_the_same_patients_by_name_by_option_and_by_looking(kind: str, tmp_path: Path) -> None:
    content = SAME[kind]
    expected = [record.patient for record in read(SAME["csv"].encode()).records]
    assert None not in expected
    named = written(tmp_path, content, f"list{SUFFIXES[kind]}")
    plain = written(tmp_path, content, "list.txt")
    for found in (read(named), read(plain), read(plain, format=kind), read(content.encode())):
        assert [record.patient for record in found.records] == expected


@pytest.mark.parametrize("kind", SAME)
@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_d14_an_empty_file(kind: str, content: bytes) -> None:
    assert only(refusal(content, format=kind)) == (0, "no-rows")


@pytest.mark.parametrize("content", [b"id,name", b"id,name\n", b"\xef\xbb\xbfid;name\r\n\r\n", b"sep=;\r\nid;name\r\n"])
def test_d14_only_a_header(content: bytes) -> None:
    assert only(refusal(content, format="csv")) == (0, "no-rows")


def test_a_list_of_nothing_in_yaml() -> None:
    assert only(refusal(b"[]", format="yaml")) == (0, "no-rows")


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [
        (b"id: 1\n", 1, "expected-list"),
        (b"text", 1, "expected-list"),
        (b"- id: 1\n  id: 2\n", 2, "duplicate-key"),
        (b"- birth-date: 1\n  birth date: 2\n", 1, "duplicate-key"),
        (b"- name: *ZZPHI-4711\n", 1, "alias"),
        (b"- name: 'a\x00b'\n", 1, "control-character"),
        (b"- " + b"[" * 40_000, 1, "too-deep"),
        (b"# " + b"x" * (1 << 20) + b"\n- id: 1\n", 0, "too-large"),
    ],
)
def test_yaml_that_is_refused(content: bytes, line: int, code: str) -> None:
    found = refusal(content, format="yaml")
    assert only(found) == (line, code)
    assert SECRET not in str(found[0])


def test_records_in_yaml_that_are_none() -> None:
    long = "x" * 100_001
    found = read(
        f"- text\n- id: 1\n  name: [a]\n- id: 2\n  note: {long}\n- id: 3\n  name: ~\n- {{id: 4, name: A}}\n".encode()
    )
    assert found.codes == {1: ["record-type"], 2: ["field-type"], 3: ["value-too-long"], 4: ["identifiers"]}
    assert [record.line for record in found.records] == [1, 2, 4, 6, 8]


@pytest.mark.parametrize(("kind", "line"), [("csv", 3), ("json", 1), ("jsonl", 2), ("yaml", 2)])
def test_d17_equal_ids_refuse_the_list(kind: str, line: int) -> None:
    found = refusal(SAME[kind].replace("007", "8").encode(), format=kind)
    assert only(found) == (line, "duplicate-id")
    assert found[0].message.startswith("record 2 has the same id as record 1 in line ")


@pytest.mark.parametrize(
    ("one", "other"), [("A1", "a1"), ("007", "007"), ("stra\u00dfe", "STRASSE"), ("e\u0301", "\u00c9")]
)
def test_d17_equal_ids_in_different_case(one: str, other: str) -> None:
    text = f"id,name\nx,Anna\n{one},Bob\n,Nobody\n,Nobody\ny,Cid\n{other},Dora\n"
    found = refusal(text.encode(), format="csv")
    assert only(found) == (7, "duplicate-id")
    assert found[0].message == "record 6 has the same id as record 2 in line 3"


def test_many_equal_ids_are_told_up_to_twenty() -> None:
    rows = "".join(f"{n % 5_000},Anna\n" for n in range(10_000))
    found = refusal(f"id,name\n{rows}".encode(), format="csv")
    assert len(found) == 20
    assert all("same id" in problem.message for problem in found)


def test_d33_a_column_that_is_needed_and_one_that_is_not_used() -> None:
    found = refusal(b"id,nom\n1,Anna\n1,Bob\n", needed=("id", "name", "birth-date"), format="csv")
    assert [(problem.code, problem.message) for problem in found] == [
        ("missing-column", "there is no column 'birth_date', and it is needed"),
        ("missing-column", "there is no column 'name', and it is needed"),
        ("duplicate-id", "record 2 has the same id as record 1 in line 2"),
    ]


def test_d33_in_formats_without_a_header_one_record_with_it_is_enough() -> None:
    assert only(refusal(b'{"id": 1, "name": "A"}\n{"id": 2, "name": "B"}', needed=("dose",))) == (0, "missing-column")
    assert read(b'{"id": 1, "name": "A"}\n{"id": 2, "name": "B", "dose": null}', needed=("dose",)).good == [1, 2]


def test_an_id_is_needed_only_where_it_is_asked_for() -> None:
    content = b"id,name,birth_date\n,Anna,1990-01-02\n \t,Bob,1990-01-02\n1,Cid,\n"
    found = read(content, format="csv")
    assert found.codes == {1: ["no-id"], 2: ["no-id"]}
    assert read(content, needed=(), format="csv").codes == {}


UNSAFE = [
    "CON",
    "nul.pdf",
    "COM1",
    "a.",
    "-rf",
    ".hidden",
    "a/b",
    "../a",
    "a:b",
    "a*b",
    "é",
    "a\u202eb",
    "a\x7fb",
    "a\ufeffb",
]


@pytest.mark.parametrize("name", [*UNSAFE, "a b", "{{ 1 }}", "x" * 101])
def test_f02_and_f03_ids_that_can_name_no_file(name: str) -> None:
    found = read(f"id,name\n1,Anna\n{name},{SECRET}\n3,Cid\n".encode(), format="csv")
    assert found.good == [1, 3]
    assert found.records[1].id is None
    assert found.codes[2][0] in {"unsafe-name", "value-too-long", "control-character"}
    assert found.messages[0].startswith("standard input:3:1: record 2: field 'id': ")
    assert SECRET not in "".join(found.messages)


def test_iterating_checks_first() -> None:
    with opened(b"id,name\n1,A\n1,B\n", format="csv") as records, pytest.raises(HandoutError):
        next(iter(records))


def test_two_readings_at_a_time_do_not_disturb_each_other() -> None:
    rows = "".join(f"{n},{'Anna ' * 20}\n" for n in range(5_000))
    with opened(f"id,name\n{rows}".encode(), format="csv") as records:
        records.check()
        pairs = list(zip(records, records, strict=True))
    assert len(pairs) == 5_000
    assert all(one == other for one, other in pairs)


class Untouched(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        raise OSError(5, "Input/output error")


def test_a_stream_is_spooled_to_a_file_for_its_owner_alone_and_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spools, temporary = list[Any](), tempfile.TemporaryFile

    def spooled(**options: Any) -> Any:
        spools.append(temporary(**options))
        return spools[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", spooled)
    source = Input(io.BytesIO(b"id,name\n1,Anna\n"))
    (spool,) = spools
    status = os.fstat(spool.fileno())
    assert stat.S_IMODE(status.st_mode) == 0o600
    # It has no name, so that a process that is killed leaves nothing.
    assert (status.st_nlink, list(tmp_path.iterdir())) == (0, [])
    assert source.changed() is False
    source.close()
    assert list(tmp_path.iterdir()) == []


def test_a_stream_that_fails_and_a_disk_that_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    assert only(refusal_of(Untouched()))[1] == "unreadable"

    class Full(io.BytesIO):
        def write(self, content: object, /) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: Full())
    with pytest.raises(HandoutError, match="No space left") as caught:
        opened(b"id,name\n")
    assert caught.value.exit_code == 6

    def nowhere(**_: object) -> BinaryIO:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", nowhere)
    with pytest.raises(HandoutError, match="Permission denied") as caught:
        opened(b"id,name\n")
    assert caught.value.exit_code == 6


def refusal_of(stream: BinaryIO) -> list[Diagnostic]:
    with pytest.raises(HandoutError) as caught:
        open_records(stream, CLINIC)
    return list(caught.value.diagnostics)


def test_files_that_can_not_be_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    locked = written(tmp_path, "id,name\n1,A\n", "locked.csv")
    for path in (tmp_path, tmp_path / "none.csv", tmp_path / "pipe.csv", tmp_path / "a\x00b.csv", locked / "in.csv"):
        assert only(refusal(path)) in {(0, "no-such-file"), (0, "unreadable")}


@pytest.mark.parametrize(
    ("content", "place", "says"),
    [
        ("id,name\n1,Zo\u00eb\n".encode("cp1252"), 2, "a byte at offset 12"),
        ("\ufeffid,name\n".encode("utf-16-le"), 0, "UTF-16LE"),
        (b"PK\x03\x04\x14\0\x06\0", 0, "not UTF-8 but a spreadsheet's workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", 0, "not UTF-8 but a spreadsheet's workbook"),
        ("\ufeffid,name\n".encode("utf-16-be"), 0, "UTF-16BE"),
        ("\ufeffid,name\n".encode("utf-32-le"), 0, "not UTF-8 but UTF-32LE"),
        ("\ufeffid,name\n".encode("utf-32-be"), 0, "not UTF-8 but UTF-32BE"),
        ("id,name\n".encode("utf-16-le"), 0, "not UTF-8 but UTF-16LE"),
        ("id,name\n".encode("utf-16-be"), 0, "not UTF-8 but UTF-16BE"),
        (b"id,name\n" + b"1,A\n" * 100_000 + b"\xc3", 100_002, "offset 400008"),
        (b"x" * ((1 << 16) - 1) + b"\n\xe2\x82" + b"(", 2, "offset 65536"),
        (b"x" * ((1 << 16) - 1) + b"\xe2\x82", 1, "offset 65535"),
        (b"x" * ((1 << 16) - 1) + b"\xe2(\n", 1, "offset 65535"),
        (b"id,name\n1,\xed\xa0\x80\n", 2, "offset 10"),
    ],
)
def test_d04_bytes_that_are_not_utf8(content: bytes, place: int, says: str) -> None:
    found = refusal(content)
    assert only(found) == (place, "not-utf8")
    assert says in found[0].message
    assert ("`encoding`" in found[0].hint) == ("workbook" not in says)  # no encoding makes text of a workbook


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<table><tr><td>id</td></tr></table>", "a web page or XML"),
        (b'\xef\xbb\xbf\r\n<?xml version="1.0"?>', "a web page or XML"),
        (b"%PDF-1.4\n", "a PDF"),
        (rb"{\rtf1\ansi id,name}", "a document of a word processor"),
        (b"\x1f\x8b\x08\0", "a packed file"),
    ],
)
def test_what_is_no_list_whatever_its_name_is(content: bytes, kind: str) -> None:
    (found,) = refusal(content)
    assert (found.code, found.message) == ("not-utf8", f"not a list but {kind}")
    assert "CSV UTF-8" in found.hint


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("- name: !O'Brien\n", "the tag is not allowed"),
        ('- "O\' Brien": 1\n  "O\' Brien": 2\n', "the key is written twice, first in line 1"),
        ("- name: Brien #2\n", "text lost after '#': quote the value"),
    ],
)
def test_what_yaml_quotes_is_not_told_though_it_holds_a_quote(written: str, message: str) -> None:
    with pytest.raises(HandoutError) as refused:
        read(written.encode(), format="yaml")
    assert [problem.message for problem in refused.value.diagnostics] == [message]


def test_one_object_where_a_list_belongs() -> None:
    with pytest.raises(HandoutError, match="1:1: expected a list of objects"):
        read(b'{"id": 1,\n "name": "Anna"}', format="json")


@pytest.mark.parametrize(
    ("content", "kind", "hint"),
    [
        ('{"patients": [{"id": 1}]}', "json", "write the list alone, [{…}, {…}], without its name"),
        ("patients:\n  - id: 1\n", "yaml", "write the list alone, without the key above it"),
        ("id: 1\nname: Anna\n", "yaml", "begin each record with '- '"),
    ],
)  # fmt: skip
def test_a_list_below_a_name_is_called_so(content: str, kind: str, hint: str) -> None:
    (found,) = refusal(content.encode(), format=kind)
    assert found.hint == hint


@pytest.mark.parametrize("written", ["'00123", "‘A1’", "“A1”", "«A1»"])
def test_quotes_around_an_id_are_called_so(written: str) -> None:
    found = read(f"id,name\n{written},Anna\n2,Bob\n".encode(), format="csv")
    assert found.good == [2]
    assert found.messages[0].endswith("\n  hint: take out the quotes around it")


def test_a_value_of_several_in_json_is_said_to_be_one() -> None:
    found = read(b'[{"id": 1, "name": {"first": "Anna"}}, {"id": 2, "name": true}]', format="json")
    assert found.codes == {1: ["field-type"], 2: ["field-type"]}
    assert all("\n  hint: a field has one value, " in message for message in found.messages)
