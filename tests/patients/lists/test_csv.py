"""CSV: separators, quotes, line ends, marks, rows that aren't the header's length."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.patients.lists import csv_tokens
from handout.patients.lists.columns import UNLIKE, UNNAMED
from handout.patients.lists.csv_tokens import QuoteError, Tokeniser
from handout.patients.lists.row import LONGEST_RECORD
from handout.patients.values import LONGEST_VALUE
from patients.lists.reading import only, read, refusal, written

ROWS = "id,name,birth_date\n007,Anna Smith,1990-01-02\nb2,Bob Ito,1985-12-31\n"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_every_dialect_gives_the_same_records(separator: str, mark: str, end: str, last: bool) -> None:
    text = mark + ROWS.replace(",", separator).replace("\n", end)
    found = read((text if last else text.removesuffix(end)).encode(), format="csv")
    assert found.values("id") == ["007", "b2"]
    assert found.values("name") == ["Anna Smith", "Bob Ito"]
    assert [record.line for record in found.records] == [2, 3]


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "\ufeffsep=;"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_that_names_the_separator_is_skipped(first: str, end: str) -> None:
    text = end.join([first, "id;name,birth_date;name", "007;1,2;Anna", ""])
    found = read(text.encode(), format="csv")
    assert found.values("name") == ["Anna"]
    assert [record.line for record in found.records] == [3]


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("id;name,birth_date\n1;Anna,2000-01-01\n", 1, "the columns of the header are separated by different signs"),
        ("id,name\tbirth_date\n1,Anna\t2000-01-01\n", 4, "the columns of the header are separated by different signs"),
        ('"id,name"\n"1,Anna"\n', 1, "the quotes make one column of the first line"),
    ],
)
def test_a_header_that_mixes_separators_is_refused_at_its_column(text: str, column: int, message: str) -> None:
    problem = refusal(text.encode(), format="csv")[0]
    assert (problem.span.line, problem.span.column, problem.message) == (1, column, message)


def test_rows_with_another_separator_than_the_header_are_told_so() -> None:
    found = read(b"id,name,birth_date\n1;Anna;1990-01-02\n2,Bob,1990-01-02\n3,x\n", format="csv")
    hints = [problem.hint for record in found.records for problem in record.problems]
    assert hints[0] == "separate its cells by the sign that is between those of the header"
    assert hints[1].endswith("delete a row that is no record")


def test_a_column_with_the_root_of_fields_is_taken_for_the_one_that_is_meant() -> None:
    problem = refusal(b"id,patient.name\n1,Anna\n", format="csv", needed=["name"])[0]
    assert (problem.span.column, problem.message) == (4, "there is no column 'name', and it is needed")
    assert problem.hint == "did you mean column 2? call it 'name'"


def test_a_separator_that_is_not_known_is_refused() -> None:
    assert only(refusal(b"sep=:\nid:name\n1:Anna\n", format="csv")) == (1, "csv-separator")


def test_the_separator_is_the_one_that_makes_known_columns() -> None:
    found = read(b"id;name;a,b,c,d,e,f\n1;Anna;,,,,,\n", format="csv")
    assert found.values("id") == ["1"]
    assert [note.message for note in found.notes] == ["column 3 is not declared, and not used"]


def test_quotes_hide_separators_quotes_and_line_ends(tmp_path: Path) -> None:
    text = (
        'id,name,note,birth_date\r\n1,"Smith, ""Ann"" ","a\r\nb\r\n\r\nc",1990-01-02\r\n\r\n2,"Bob","",1990-01-32\r\n'
    )
    found = read(written(tmp_path, text))
    assert found.values("name") == ['Smith, "Ann"', None]
    assert found.values("note") == ["a\nb\nc", None]
    # The blank line is no record; the embedded ones are lines.
    assert [(record.number, record.line) for record in found.records] == [(1, 2), (2, 7)]
    assert found.messages == [f"{tmp_path}/patients.csv:7:1: record 2: field 'birth_date': there is no such day"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('id,name\n1,"Anna\n2,Bob\n3,Cid\n', 2),
        ('id,name\n1,Anna\n\n2,"Bob', 4),
        ('id,name\n1,"A\nnna"\n2,"B""\n3,Cid\n', 4),
        ('id,"name\n1,Anna\n', 1),
        ('sep=,\nid,name\n1,"Anna', 3),
        ('id,name\n1,"Anna" Smith\n', 2),
        ('id,name\n1,"a\nb"c\n', 2),
        ('id,name\n1,"a"\rb\n', 2),
    ],
)
def test_quotes_that_do_not_pair_refuse_the_file_at_the_opening_one(text: str, line: int) -> None:
    found = refusal(text.encode(), format="csv")
    assert only(found) == (line, "csv-syntax")
    assert "Bob" not in str(found[0]) and "Anna" not in str(found[0])


def test_a_quote_inside_a_plain_cell_is_that_records_problem() -> None:
    found = read(b'id,name,note\n1,Anna,5" pipe\n2, "Smith",x\n3,Cid,"5"" pipe"\n', format="csv")
    assert found.codes == {1: ["csv-syntax"], 2: ["csv-syntax"]}
    assert found.values("note")[2] == '5" pipe'
    assert "write a quote in it twice" in found.messages[0]


def test_a_carriage_return_alone_is_that_records_problem() -> None:
    found = read(b'id,name\n1,An\rna\n2,"Bob\r"\n3,"x",y\rz\r\n4\r,Dora\n', format="csv")
    assert found.codes == {1: ["csv-syntax"], 3: ["csv-syntax"], 4: ["csv-syntax"]}
    assert found.good == [2]


@pytest.mark.parametrize(
    "rows",
    [
        "1,Anna,x,\n2,Bob,,,,\n3,Cid,y\n", "1,Anna,x, ,\n2,Bob,\"a, b\",,\n3,Cid,y,\"\"\n",
        "1,Anna,2026-12-01,\n2,Bob,1961-04-05,,\n3,Cid,7b,,,\n",
    ],
)  # fmt: skip
def test_empty_cells_beyond_the_header_are_nothing(rows: str) -> None:
    found = read(f"id,name,note\n{rows}".encode(), format="csv")
    assert (found.codes, found.good) == ({}, [1, 2, 3])
    assert found.values("name") == ["Anna", "Bob", "Cid"]


@pytest.mark.parametrize(
    "row",
    [
        # The last column is empty, and a cell before it was cut: the comma of a number, or one before a name.
        "1,Anna,1,5,\n", "1,Anna,-1,50,,\n", "1,Anna,about 1,5 mg,\n", "1,Smith, Anna,2,\n", "1,5,Anna,,\n",
    ],
)  # fmt: skip
def test_a_row_that_was_cut_once_too_often_is_refused(row: str) -> None:
    found = read(f"id,name,dose,note\n9,Zoe,2,ok\n{row}".encode(), format="csv")
    assert (found.codes, found.good) == ({2: ["row-shape"]}, [1])


def test_no_cell_beyond_the_header_is_nothing_where_one_of_them_is_something() -> None:
    """Where one row's value was cut, another's was too, though its last cells are empty."""
    content = b"id,name,dose,note\n1,Anna,1.5,ok,\n2,Bob,one,half,\n3,Cid,one,half,mind\n"
    found = read(content, format="csv")
    assert found.codes == {1: ["row-shape"], 2: ["row-shape"], 3: ["row-shape"]}


def test_rows_of_another_length_than_the_header() -> None:
    found = read(b"id,name,note\n1,Anna,x\n2,Bob\n3,Cid,x,y\n4,Dora,\n5\n", format="csv")
    assert found.codes == {2: ["row-shape"], 3: ["row-shape"], 5: ["row-shape"]}
    assert found.good == [1, 4]
    first, hint = found.messages[0].splitlines()
    assert first == "standard input:3:1: record 2: the row has 2 cells, and the header 3"
    assert hint == "  hint: a row has a cell for each column, an empty one too; delete a row that is no record"
    # Whose cell it is can't be known, so no file is named by it either.
    assert [record.id for record in found.records] == ["1", None, None, "4", None]


def test_rows_of_empty_cells_are_nobodys() -> None:
    found = read(b'id;name;note\n1;Anna;x\n;;\n ;\t;""\n;;;;;\n2;;\n;;\n', format="csv")
    assert [(record.number, record.line, record.id) for record in found.records] == [(1, 2, "1"), (2, 6, "2")]
    assert only(refusal(b"id;name\n;\n;\n", format="csv"))[1] == "no-rows"


def test_a_column_whose_name_is_none_of_a_field_says_how_it_becomes_one() -> None:
    found = read("id,name,Größe (cm)\n1,Anna,170\n".encode(), format="csv")
    assert [(note.message, note.hint) for note in found.notes] == [
        ("column 3 is not declared, and not used", UNLIKE),
    ]


@pytest.mark.parametrize(("rows", "told"), [(b"id   name\n1    Anna\n", True), (b"Anna Smith\nBob Ito\n", False)])
def test_columns_made_with_spaces_are_told(rows: bytes, told: bool) -> None:
    (problem,) = refusal(rows, format="csv")
    assert problem.code == "csv-header"
    assert ("spaces are part of a text" in problem.hint) is told


def test_columns_by_any_spelling_of_their_names() -> None:
    found = read(b"ID, Birth  DATE ,Name,\n1,1990-01-02,Anna,x\n", format="csv")
    assert found.values("id") == ["1"]
    assert str(found.values("birth_date")[0]) == "1990-01-02"
    assert [(note.message, note.severity, note.hint) for note in found.notes] == [
        ("column 4 is not declared, and not used", "warning", UNNAMED),
    ]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (b"1,,Anna,,\n", []),
        (b"1,,Anna, ,\t\n2,,Bob,,\n", []),
        (b"1,,Anna,,\n2,,Bob,,x\n", ["column 5"]),
        (b"1,y,Anna,x,\n2,z,Bob,,\n", ["column 2", "column 4"]),
    ],
)
def test_a_column_without_a_name_is_noted_only_if_it_has_a_value(rows: bytes, columns: list[str]) -> None:
    found = read(b"id,,name, ,\n" + rows, format="csv")
    assert found.values("name")[0] == "Anna"
    assert [note.message for note in found.notes] == [f"{column} is not declared, and not used" for column in columns]
    assert [note.span.column for note in found.notes] == [{"2": 4, "4": 10, "5": 12}[name[-1]] for name in columns]


@pytest.mark.parametrize("header", ["ID,id,name", "name,id,Id", "birth_date,id,Birth Date", "NAME,id,nAME"])
def test_two_columns_that_fold_to_one_name_refuse_the_list(header: str) -> None:
    found = refusal(f"{header}\n1,2,3\n".encode(), format="csv")
    assert only(found) == (1, "duplicate-column")
    assert "is there twice" in found[0].message and found[0].hint


def test_every_near_name_of_a_needed_column_is_told() -> None:
    found = refusal(b"id,nme,nam\n1,a,b\n", needed=("id", "name"), format="csv")
    assert found[0].hint == "did you mean the column 'nme' or the column 'nam'? call it 'name'"


def test_quoted_cells_between_bars() -> None:
    found = read(b'id|name|note\n1|"Anna|Smith"|a,b\n', format="csv")
    assert found.values("name") == ["Anna|Smith"] and found.values("note") == ["a,b"]


def test_a_column_that_is_not_declared_is_a_note() -> None:
    found = read(b"id,name,nmae\n1,Anna,x\n", format="csv")
    assert [str(note) for note in found.notes] == [
        "standard input:1:9: warning: the column 'nmae' is not declared, and not used\n  hint: did you mean 'name'?"
    ]


def test_many_columns_that_are_not_declared_are_one_note() -> None:
    header = ",".join(["id", "name", "nmae", *(f"c{number}" for number in range(30))])
    found = read(f"{header}\n1,Anna,x{',' * 30}\n".encode(), format="csv")
    together, like = found.notes
    named = ", ".join(f"'c{number}'" for number in range(20))
    assert together.message == f"{named} and 10 more columns are not declared, and not used"
    assert like.hint == "did you mean 'name'?"


OTHERWISE_NAMED = "if it has another name there, name it in clinic.yaml: fields: {name: {from: …}}; else add it"


@pytest.mark.parametrize(
    ("header", "place", "hint"),
    [
        ("id,nmae", "1:4", "did you mean the column 'nmae'? call it 'name'"),
        ('"i""d, x";id;"x;y";Nmae', "1:20", "did you mean column 4? call it 'name'"),
        ('sep=,\n\nid,"a\nb",nmae', "3:1", "did you mean the column 'nmae'? call it 'name'"),
        ("id,shoe_size", "", OTHERWISE_NAMED),
        ("id", "", "add the column, or take out what needs it"),
    ],
)
def test_a_needed_column_that_is_mistyped_is_pointed_at(header: str, place: str, hint: str) -> None:
    found = refusal(f"{header}\n1,Anna{';' * header.count(';')}\n".encode(), needed=("id", "name"), format="csv")
    assert [(str(d.span).partition(":")[2], d.message, d.hint) for d in found if d.code == "missing-column"] == [
        (place, "there is no column 'name', and it is needed", hint)
    ]


def test_one_name_for_two_columns_is_refused() -> None:
    found = refusal(b"id,birth-date,birth_date\n1,a,b\n", format="csv")
    assert only(found) == (1, "duplicate-column")
    assert found[0].span.column == 15


def test_a_file_without_a_header_tells_nobodys_name() -> None:
    found = refusal(b"007,anna smith,1990-01-02\n008,bob,1990-01-02\n", format="csv")
    assert only(found) == (1, "csv-header")
    assert "anna" not in str(found[0])


@pytest.mark.parametrize(
    ("before", "hint"),
    [
        ("Clinic list of 3 December\n\n", "line 3 names columns: delete the lines before it"),
        ("Printed 3.12.2026;;\n", "line 2 names columns: delete the lines before it"),
        ("# made by X\nA, b\n", "line 3 names columns: delete the lines before it"),
        ("x\n" * 30, "the first line names the columns, as id, name, birth_date"),
    ],
)
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_header_below_a_title_is_pointed_at(before: str, hint: str, separator: str) -> None:
    text = before + "id,name,note\n1,Anna,x\n".replace(",", separator)
    (found,) = refusal(text.encode(), format="csv")
    assert (found.code, found.hint) == ("csv-header", hint)


@pytest.mark.parametrize("text", ["id,name\n1,A\nid,name\n2,B\n", "\ufeffID;Name;x\n1;A;\nID;Name;x\n2;B;\n"])
def test_the_header_again_is_nobodys_record(text: str) -> None:
    found = read(text.encode(), format="csv")
    assert (found.good, found.codes) == ([1, 3], {2: ["row-header"]})


@pytest.mark.parametrize("rule", ["--|--", "----+------", "|---|:--|", "===,==="])
def test_a_rule_below_the_header_is_nobodys_record(rule: str) -> None:
    sign = next(sign for sign in "|+," if sign in rule)
    edge = "|" * rule.startswith("|")
    header, row = (f"{edge}{line}{edge}" for line in ("id|name", "1|Anna")) if sign == "|" else ("id,name", "1,Anna")
    found = read(f"{header}\n{rule}\n{row}\n".encode(), format="csv")
    assert (found.good, found.codes) == ([2], {1: ["row-header"]})


@pytest.mark.parametrize("sign", ["^", "~", ":", "\x1f"])
def test_a_sign_that_separates_no_columns_is_named(sign: str) -> None:
    (found,) = refusal(f"id{sign}name\n1{sign}Anna\n".encode(), format="csv")
    assert found.hint == "put a comma, a semicolon or a tab between columns, in every line"


def test_line_ends_that_were_written_twice_are_said() -> None:
    (found,) = refusal(b"id,name\r\r\n1,Anna\r\r\n", format="csv")
    assert found.message == "the header can't be read: a carriage return outside quotes"
    assert found.hint.endswith("for the usual ends of lines")


@pytest.mark.parametrize(
    "header", ['id,na"me', "id,na\rme", "id,name" + "x" * 100_001, ",".join(["id", *["x" * 90_000] * 12])]
)
def test_a_header_that_can_not_be_read(header: str) -> None:
    assert only(refusal(f"{header}\n1,Anna\n".encode(), format="csv")) == (1, "csv-header")


def test_columns_that_are_passed_through() -> None:
    text = b"id,name,Layout,language\n1,Anna, large   print ,de\n2,Bob,,\n3,Cid,a\x07b,en\n"
    found = read(text, format="csv", columns=["Layout", "language"])
    assert [dict(record.columns) for record in found.records] == [
        {"Layout": "large print", "language": "de"},
        {"Layout": "", "language": ""},
        {"Layout": "", "language": "en"},
    ]
    assert found.values("language") == ["de", None, None]
    assert found.codes == {3: ["control-character"]}
    assert "column 'Layout'" in found.messages[0]


def test_a_column_that_was_asked_for_must_be_there() -> None:
    assert only(refusal(b"id,name\n1,Anna\n", format="csv", columns=["layout"])) == (0, "missing-column")


def tokens(text: str, separator: str = ",") -> list[list[str | None]]:
    return [list(record.cells) for record in Tokeniser(io.StringIO(text, newline=""), separator, "\n")]


CELL = st.text(alphabet='ab ,;"\t\n\r\u00e9', max_size=6)


@given(
    st.lists(st.lists(CELL, min_size=2, max_size=4), max_size=6),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_csv_writes_is_what_is_read(rows: list[list[str]], separator: str, end: str) -> None:
    # Without \r among its line ends, the writer of Python 3.11 leaves a cell that ends with one bare.
    for everything in [True] if end == "\n" else [False, True]:
        written = io.StringIO(newline="")
        quoting: Literal[0, 1] = csv.QUOTE_ALL if everything else csv.QUOTE_MINIMAL
        csv.writer(written, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
        assert tokens(written.getvalue(), separator) == rows


@given(st.text(alphabet='a,"\n\r', max_size=14), st.integers(1, 5))
def test_the_size_of_the_pieces_makes_no_difference(text: str, size: int) -> None:
    """The way a line is cut at once, and the way a piece of it is fed, give the same records."""

    class Pieces(io.StringIO):
        def readline(self, limit: int = -1, /) -> str:  # type: ignore[override]
            return super().readline(size)

    def outcome(stream: io.StringIO) -> object:
        try:
            return [(list(r.cells), r.line, bool(r.broken)) for r in Tokeniser(stream, ",", "\n") if any(r.cells)]
        except QuoteError as error:
            return error.line

    assert outcome(Pieces(text, newline="")) == outcome(io.StringIO(text, newline=""))


@given(st.text(alphabet='ab,"\n', max_size=16))
def test_pythons_strict_reader_agrees_where_it_is_strict(text: str) -> None:
    """It takes a quote in a plain cell, and one at the end of the file, for text; both are told here."""
    try:
        found = [list(record.cells) for record in Tokeniser(io.StringIO(text, newline=""), ",", "\n")]
    except QuoteError:
        with pytest.raises(csv.Error):
            list(csv.reader(io.StringIO(text, newline=""), strict=True))
        return
    assert found == [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]


def test_the_limits_are_the_documented_ones() -> None:
    assert (LONGEST_VALUE, LONGEST_RECORD) == (100_000, 1 << 20)


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize(("length", "code"), [(100_001, "value-too-long"), (1_000_000, "value-too-long")])
def test_a_cell_over_the_limit_is_that_records_problem(quote: str, length: int, code: str) -> None:
    text = f"id,name,other\n1,Anna,\n2,{quote}{'x' * length}{quote},\n3,Cid,{quote}{'x' * length}{quote}\n4,Dora,\n"
    found = read(text.encode(), format="csv")
    assert found.codes == {2: [code], 3: [code]}
    assert [record.id for record in found.records] == ["1", "2", "3", "4"]
    assert found.messages == [
        "standard input:3:1: record 2: the column 'name': it is longer than 100,000 characters",
        "standard input:4:1: record 3: the column 'other': it is longer than 100,000 characters",
    ]


@pytest.mark.parametrize("cell", ["x" * 30_000, '"' + "x\n" * 15_000 + '"', "," * 30_000, '"",' * 30_000])
def test_a_record_over_the_limit_is_that_records_problem(cell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_tokens, "LONGEST_RECORD", 10_000)
    found = read(f"id,name\n1,Anna\n2,{cell}\n3,Cid\n".encode(), format="csv")
    assert found.codes == {2: ["value-too-long"]}
    assert found.good == [1, 3]
    assert found.records[2].line == (4 if "\n" not in cell else 15_004)


def test_a_line_without_end_is_that_records_problem() -> None:
    found = read(f"id,name\n1,Anna\n2,{'x' * 5_000_000}\n3,Cid\n".encode(), format="csv")
    assert found.codes == {2: ["value-too-long"]}
    assert found.records[2].line == 4


def test_a_list_in_latin_1_is_told_how_to_be_saved() -> None:
    (problem,) = refusal("id,name\n1,José\n".encode("latin-1"), format="csv")
    assert (problem.code, problem.span.line) == ("not-utf8", 2)
    assert problem.hint == "save the file as UTF-8, in a spreadsheet as 'CSV UTF-8'; or name its `encoding`"
