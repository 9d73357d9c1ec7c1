"""Lists in the encoding that is named: never guessed, and no byte of them told."""

from __future__ import annotations

import codecs
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.diagnostics import HandoutError
from handout.patients.lists import open_records
from patients.lists.reading import CLINIC, written
from program import SMALL, run

NAMES = {
    "windows-1252": "José", "cp1250": "Łucja Żółć", "iso-8859-7": "Ελένη", "koi8-r": "Юлия", "UTF_16": "Ελένη 𐐀",
    "utf-16-le": "Łucja", "utf-32-be": "Łucja", "shift_jis": "山田", "gb18030": "山田", "UTF8": "Łucja", "ascii": "Ann",
}  # fmt: skip


def values(content: bytes, encoding: str, format: str = "csv") -> list[object]:
    with open_records(io.BytesIO(content), CLINIC, format=format, encoding=encoding) as records:
        return [record.patient.values["name"] if record.patient else None for record in records]


def refused(content: bytes, encoding: str) -> HandoutError:
    with pytest.raises(HandoutError) as error:
        values(content, encoding)
    return error.value


@pytest.mark.parametrize("encoding", NAMES)
@pytest.mark.parametrize("format", ["csv", "jsonl", "yaml"])
def test_a_list_says_the_same_in_every_encoding(encoding: str, format: str) -> None:
    name = NAMES[encoding]
    text = {
        "csv": f"id,name\n1,{name}\n",
        "jsonl": f'{{"id": "1", "name": "{name}"}}\n',
        "yaml": f'- {{id: 1, name: "{name}"}}\n',
    }
    assert values(text[format].encode(encoding), encoding, format) == values(text[format].encode(), "utf-8", format)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF32_BE, "utf-32-be")],
)
def test_a_mark_of_the_same_encoding_is_no_letter(mark: bytes, encoding: str) -> None:
    assert values(mark + "id,name\n1,Łucja\n".encode(encoding), encoding) == ["Łucja"]


@pytest.mark.parametrize(
    ("written_in", "encoding", "said", "hint"),
    [
        (
            "utf-8-sig",
            "windows-1252",
            "it begins with the mark of UTF-8, and is to be read as cp1252",
            "leave `encoding` out",
        ),
        ("utf-16", "cp1250", "it begins with the mark of UTF-16, and is to be read as cp1250", "name it utf-16"),
        ("utf-32", "utf-16", "it begins with the mark of UTF-32, and is to be read as utf-16", "name it utf-32"),
    ],
)
def test_a_mark_of_another_encoding_refuses_the_list(written_in: str, encoding: str, said: str, hint: str) -> None:
    (problem,) = refused("id,name\n1,José\n".encode(written_in), encoding).diagnostics
    assert (problem.message, problem.hint) == (said, hint)


def test_an_order_of_bytes_is_not_guessed() -> None:
    (problem,) = refused("id,name\n1,Anna\n".encode("utf-16-le"), "utf-16").diagnostics
    assert problem.hint == "name it utf-16-le or utf-16-be"


@pytest.mark.parametrize(
    ("content", "encoding", "line", "offset"),
    [
        (b"id,name\n1,Anna\n2,Jos\x81\n", "windows-1252", 3, 20),
        (b"id,name\n1,Jos\xe9\n", "ascii", 2, 13),
        ("id,name\n1,山田".encode("shift_jis")[:-1], "shift_jis", 2, 12),
        (b"id,name\n" + b"1,Anna\n" * 30_000 + b"\x9d\n", "windows-1252", 30_002, 8 + 210_000),
    ],
    ids=range(4),
)
def test_a_byte_that_no_letter_has_is_told_by_its_place(content: bytes, encoding: str, line: int, offset: int) -> None:
    error = refused(content, encoding)
    (problem,) = error.diagnostics
    assert (error.exit_code, problem.span.line) == (3, line)
    assert problem.message.endswith(f": a byte at offset {offset}")
    assert "Jos" not in str(problem)


@pytest.mark.parametrize("name", ["", "klingon", "base64", "rot13", "unicode_escape", "idna", "x\0", "utf-7", "a" * 99])
def test_a_name_of_no_encoding(name: str) -> None:
    error = refused(b"id,name\n1,Anna\n", name)
    assert (error.exit_code, error.diagnostics[0].code) == (2, "encoding")


@given(st.text(alphabet='Aé€ß,"\n;山\U00010400', max_size=40), st.sampled_from(["utf-16-le", "utf-32-be", "gb18030"]))
def test_every_text_arrives_whole(text: str, encoding: str) -> None:
    """Wherever a piece of the file ends."""
    from handout.patients.lists.encodings import read_as

    content = text.encode(encoding)
    for size in (1, 2, 3, 7):
        pieces = (content[at : at + size] for at in range(0, len(content), size))
        assert b"".join(read_as(pieces, encoding, "list")) == text.encode()


def test_a_list_that_changes_is_seen_by_its_own_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, "id,name\n1,José\n".encode("cp1252"))
    with open_records(path, CLINIC, encoding="cp1252") as records:
        assert records.check().count == 1
        path.touch()
        assert not records.changed()
        path.write_bytes("id,name\n1,Jose\n".encode("cp1252"))
        assert records.changed()
        assert [record.patient and record.patient.values["name"] for record in records] == ["José"]


def test_the_option_names_it(tmp_path: Path) -> None:
    path = written(tmp_path, "id,name,weight\n1,José,7\n".encode("cp1252"))
    call = ("batch", "plain", "--audience", "patient", "--patients", path, "--dry-run")
    plain, named = (run(*call, *more, cwd=SMALL) for more in ((), ("--encoding", "windows-1252")))
    assert plain.code == 3
    assert "name its --encoding" in plain.err
    assert "not UTF-8" not in named.err
