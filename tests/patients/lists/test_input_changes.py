"""A list that becomes another one while a run reads it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from handout.diagnostics import HandoutError
from patients.lists.reading import opened, written

ROWS = "id,name,birth_date\n" + "".join(f"{n},Anna,1990-01-02\n" for n in range(10_000))


def test_a_file_that_grows_gives_the_records_that_were_checked(tmp_path: Path) -> None:
    path = written(tmp_path, ROWS)
    with opened(path) as records:
        assert records.check(["id"]).count == 10_000
        assert not records.changed()
        reading = iter(records)
        first = next(reading)
        with path.open("a") as file:
            file.write("new,New,1990-01-02\n")
        assert [first, *reading][-1].id == "9999"
        assert records.changed()


def test_a_file_that_is_touched_has_not_changed(tmp_path: Path) -> None:
    path = written(tmp_path, ROWS)
    with opened(path) as records:
        os.utime(path, (1, 1))
        assert not records.changed()
        written(tmp_path, ROWS.replace("Anna", "Anne"))
        assert records.changed()
        path.unlink()
        assert records.changed()


@pytest.mark.parametrize(
    "other",
    ["id,name,birth_date\n1,A,1990-01-02\n", ROWS.replace(",Anna,", "\n,,a,"), ROWS.replace("Anna", '"nna'), ""],
)
def test_a_file_that_is_written_over_ends_the_reading(other: str, tmp_path: Path) -> None:
    path = written(tmp_path, ROWS)
    with opened(path) as records:
        records.check()
        path.write_text(other)
        with pytest.raises(HandoutError, match="has changed since it was checked") as caught:
            list(records)
        assert caught.value.exit_code == 3
        assert records.changed()


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_nothing_of_a_list_that_is_written_over_is_taken_for_the_one_that_was_checked(
    kind: str, tmp_path: Path
) -> None:
    row = {"csv": "{n},Anna,1990-01-02\n", "jsonl": '{{"id": {n}, "name": "Anna"}}\n'}
    old = ("id,name,birth_date\n" if kind == "csv" else "") + "".join(row[kind].format(n=n) for n in range(9_000))
    path = written(tmp_path, old, f"list.{kind}")
    found = []
    with opened(path) as records:
        records.check()
        reading = iter(records)
        found.append(next(reading))
        # As good a list as the one before, and as long.
        path.write_text(old.replace("Anna", "Evan"))
        with pytest.raises(HandoutError, match="has changed since it was checked"):
            found += reading
    assert {record.patient.values["name"] for record in found if record.patient} == {"Anna"}


@pytest.mark.parametrize("at", [0, 1, 40])
def test_a_small_list_that_is_written_over_ends_the_reading(at: int, tmp_path: Path) -> None:
    """Its rows are kept, but none is given where the file has others at the beginning, and the end says so."""
    old = "id,name\n" + "".join(f"{n},Anna\n" for n in range(40))
    path = written(tmp_path, old)
    found = []
    with opened(path) as records:
        records.check()
        reading = iter(records)
        found += [next(reading) for _ in range(at)]
        path.write_text(old.replace("Anna", "Evan"))
        with pytest.raises(HandoutError, match="has changed since it was checked"):
            found += reading
    assert {record.patient.values["name"] for record in found if record.patient} == ({"Anna"} if at else set())


@pytest.mark.parametrize("more", [0, 20_000])
def test_a_row_with_too_many_cells_spoils_padded_rows_before_it_in_lists_of_each_size(
    more: int, tmp_path: Path
) -> None:
    rows = ["1,Anna,", "2,Ben", "3,Cleo,of 12", *(f"{n},Dora" for n in range(4, more))]
    with opened(written(tmp_path, "id,name\n" + "\n".join(rows))) as records:
        records.check()
        assert [record.number for record in records if record.problems] == [1, 3]


def test_a_list_that_is_written_over_while_it_is_checked_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, ROWS)
    with opened(path) as records:
        path.write_text(ROWS.replace("Anna", "Evan"))
        with pytest.raises(HandoutError, match="it was changed while it was read") as caught:
            records.check()
        assert caught.value.exit_code == 3


def test_bytes_that_have_become_something_else(tmp_path: Path) -> None:
    path = written(tmp_path, ROWS)
    with opened(path) as records:
        records.check()
        path.write_bytes(b"\xff" * len(ROWS))
        with pytest.raises(HandoutError, match="has changed"):
            list(records)


def test_a_file_that_is_replaced_is_still_the_one_that_was_checked(tmp_path: Path) -> None:
    path = written(tmp_path, ROWS)
    with opened(path) as records:
        records.check()
        written(tmp_path, "id\n", "new.csv").replace(path)
        assert sum(record.patient is not None for record in records) == 10_000
        assert records.changed()


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, ROWS)
    with opened(path) as one, opened(ROWS.encode()) as other, opened(b"id,name\n1,A\n") as third:
        assert one.digest == other.digest != third.digest
