"""Equal ids among many, and what finding them costs."""

from __future__ import annotations

import gc
import tracemalloc
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handout.patients.lists import duplicate_ids
from handout.patients.lists.duplicate_ids import Ids, fingerprint
from patients.lists.reading import opened, written


@given(st.lists(st.integers(0, 30)), st.integers(1, 7))
def test_repeated_ids_are_those_that_a_counter_finds(numbers: list[int], block: int) -> None:
    found = Ids()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duplicate_ids, "BLOCK", block * duplicate_ids.SIZE)
        for number in numbers:
            found.add(fingerprint(str(number)))
        repeated = sorted(found.repeated())
    assert repeated == sorted(fingerprint(str(n)) for n, count in Counter(numbers).items() if count > 1)


def test_an_id_is_its_words_in_any_case() -> None:
    assert fingerprint(" Ab\t1 ") == fingerprint("aB 1") != fingerprint("ab1")
    assert fingerprint(" \t") == fingerprint("") == b""
    assert fingerprint("\ud800") != b""


ROW: dict[str, Callable[[int], str]] = {
    "csv": lambda n: f"patient-{n},Anna,1990-01-02\n",
    "jsonl": lambda n: f'{{"id": "patient-{n}", "name": "Anna Smith", "birth_date": "1990-01-02"}}\n',
    "json": lambda n: f'{"," if n else "["}{{"id": "patient-{n}", "name": "Anna Smith"}}\n',
}


@pytest.mark.parametrize(("kind", "many"), [("csv", 100_000), ("jsonl", 10_000), ("json", 10_000)])
def test_memory_grows_by_sixteen_bytes_a_record(kind: str, many: int, tmp_path: Path) -> None:
    few = 1_000
    small, large = _peak(kind, few, tmp_path), _peak(kind, many, tmp_path)
    assert large - small <= 16 * (many - few) + 600_000


def _peak(kind: str, count: int, folder: Path) -> int:
    path = folder / f"{count}.{kind}"
    with path.open("w") as file:
        file.write("id,name,birth_date\n" if kind == "csv" else "")
        file.writelines(map(ROW[kind], range(count)))
        file.write("]" if kind == "json" else "")
    gc.collect()
    tracemalloc.start()
    try:
        with opened(path, format=kind) as records:
            assert records.check(["id"]).count == count
            # The second pass is as flat as the first; a part of it shows it.
            assert all(record.patient for record in islice(records, 2_000))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_value_of_any_length_needs_no_more_than_a_record(tmp_path: Path) -> None:
    path = written(tmp_path, 'id,name\n1,"' + "x" * 20_000_000 + '"\n2,' + "y" * 20_000_000 + "\n3,Anna\n")
    tracemalloc.start()
    try:
        with opened(path) as records:
            assert [len(record.problems) for record in records] == [1, 1, 0]
        assert tracemalloc.get_traced_memory()[1] < 12_000_000
    finally:
        tracemalloc.stop()
