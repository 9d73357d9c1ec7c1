"""Documents of earlier runs: their lines are found by their names, and their files are read whole."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from batch.entries import before, done, failed, opened
from handout.batch.output import earlier as earlier_files
from handout.batch.output.earlier import EarlierFiles, EarlierLines
from handout.batch.output.entries import Entry, encoded
from handout.batch.output.manifest import NAME


def test_a_line_is_found_by_the_name_of_its_file(tmp_path: Path) -> None:
    entries = [done(record, topic) for record in range(1, 200) for topic in ("visit", "plain")]
    before(tmp_path, *entries[::3], *entries[1::3], failed(500), *entries[2::3])
    with opened(tmp_path, 2) as manifest:
        lines = EarlierLines(manifest)
        assert [lines.entry(entry.file or "") for entry in entries] == entries
        assert lines.entry("visit.patient.A-500.pdf") is None
        assert lines.entry("") is None


def test_the_last_line_of_a_document_counts(tmp_path: Path) -> None:
    first, last = done(1, sha256="a"), done(1, sha256="b")
    before(tmp_path, first, done(2), last, failed(1))
    with opened(tmp_path) as manifest:
        assert EarlierLines(manifest).entry(first.file or "") == last


def test_lines_that_are_none_are_passed_over(tmp_path: Path) -> None:
    wrong = b'{"file": 7}\n\n[]\nno JSON\n{"file": "visit.patient.A-1.pdf"}\n'
    (tmp_path / NAME).write_bytes(wrong + encoded(done(2)) + b'{"file": "visit.patient.A-2.pdf"')
    with opened(tmp_path) as manifest:
        lines = EarlierLines(manifest)
        assert lines.entry("visit.patient.A-1.pdf") is None
        assert lines.entry("visit.patient.A-2.pdf") == done(2)


def test_lines_of_this_run_are_not_earlier_ones(tmp_path: Path) -> None:
    before(tmp_path, done(1))
    with opened(tmp_path) as manifest:
        lines = EarlierLines(manifest)
        manifest.add([(0, encoded(done(1, sha256="new")))])
        assert lines.entry("visit.patient.A-1.pdf") == done(1)


def _entry(name: str, content: bytes, edition: str) -> Entry:
    return replace(done(1), file=name, sha256=hashlib.sha256(content).hexdigest(), edition=edition)


BEGINNINGS = st.sampled_from([b"a" * 5000, b"a" * 4096 + b"b", b"b" * 9000, b""])


@given(files=st.lists(st.tuples(BEGINNINGS, st.binary(max_size=9), st.sampled_from("ABC")), max_size=12))
def test_a_file_is_the_same_only_with_all_its_bytes(
    tmp_path_factory: pytest.TempPathFactory, files: list[tuple[bytes, bytes, str]]
) -> None:
    """Whatever documents of an edition were read before, and whatever they begin with."""
    folder = tmp_path_factory.mktemp("files")
    earlier = EarlierFiles(folder)
    for number, (head, tail, edition) in enumerate(files):
        content, name = head + tail, f"{number}.pdf"
        (folder / name).write_bytes(content)
        entry = _entry(name, content, edition)
        assert earlier.same(entry)
        for wrong in (content + b"x", content[:-1] + b"\xff\xfe", b"x" + content[1:] + b"y"):
            (folder / name).write_bytes(wrong)
            assert not earlier.same(entry)
    earlier.close()


@pytest.mark.parametrize("system", ["has readv", "has none"])
def test_nothing_of_a_longer_file_is_taken_for_a_shorter_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    """All are read into the same memory."""
    if system == "has none":
        monkeypatch.delattr(os, "readv")
    earlier = EarlierFiles(tmp_path)
    whole = b"a" * 5000 + b"b" * 200_000
    contents = [whole, whole[:-1] + b"c", whole[:5000], whole[:5001], whole[:4999], whole[:100], b"", whole]
    entries = [_entry(f"{number}.pdf", content, "A") for number, content in enumerate(contents)]
    for entry, content in zip(entries, contents, strict=True):
        (tmp_path / (entry.file or "")).write_bytes(content)
        assert earlier.same(entry)
    for entry in entries[2:7]:
        assert not earlier.same(replace(entry, sha256=entries[0].sha256))
    earlier.close()


def test_what_the_first_two_documents_have_in_common_beside_all_others_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[int] = []
    monkeypatch.setattr(earlier_files, "hashlib", _Counting(hashed))
    files = EarlierFiles(tmp_path)
    shared = bytes(range(256)) * 200
    tails = [b"Length 213 Ann", b"Length 213 Amy", *(b"Length 19%d Bob" % at for at in range(8))]
    for number, tail in enumerate(tails):
        (tmp_path / f"{number}.pdf").write_bytes(shared + tail)
        assert files.same(_entry(f"{number}.pdf", shared + tail, "A"))
    whole = len(shared)
    assert [size >= whole for size in hashed] == [True] * 5, "the first three, and twice what all begin with"
    (tmp_path / "other.pdf").write_bytes(b"x" + shared)
    hashed.clear()
    for name, content in (("other.pdf", b"x" + shared), ("5.pdf", shared + tails[5])):
        assert files.same(_entry(name, content, "A"))
    assert len(hashed) == 1, "one odd document is hashed whole, and nothing is forgotten for it"
    files.close()


class _Counting:
    """SHA-256 that notes how much it is begun with."""

    def __init__(self, sizes: list[int]) -> None:
        self._sizes = sizes

    def sha256(self, content: bytes | memoryview) -> Any:
        self._sizes.append(len(content))
        return hashlib.sha256(content)


def test_what_is_no_file_is_not_the_same(tmp_path: Path) -> None:
    content = b"%PDF"
    (tmp_path / "aside").write_bytes(content)
    (tmp_path / "link.pdf").symlink_to("aside")
    (tmp_path / "folder.pdf").mkdir()
    earlier = EarlierFiles(tmp_path)
    for name in ("link.pdf", "folder.pdf", "missing.pdf"):
        assert not earlier.same(_entry(name, content, "A"))
    assert not earlier.same(replace(_entry("x", content, "A"), file=None))
    earlier.close()


def test_many_editions_need_no_more_memory_than_some(tmp_path: Path) -> None:
    earlier = EarlierFiles(tmp_path)
    for number in range(200):
        content = b"%d" % number * 3000
        (tmp_path / f"{number}.pdf").write_bytes(content)
        assert earlier.same(_entry(f"{number}.pdf", content, str(number)))
    earlier.close()


def test_lines_are_found_one_after_another_in_the_order_of_the_documents(tmp_path: Path) -> None:
    entries = [done(record) for record in (1, 2, 4, 5)]
    before(tmp_path, entries[0], failed(7), *entries[1:])
    with opened(tmp_path) as manifest:
        lines = EarlierLines(manifest)
        names = [f"visit.patient.A-{record}.pdf" for record in (1, 2, 3, 4, 5, 6)]
        found = [lines.following(name) for name in names]
        assert found == [entries[0], entries[1], None, entries[2], entries[3], None]


def test_lines_in_another_order_follow_nothing(tmp_path: Path) -> None:
    before(tmp_path, done(2), done(1))
    with opened(tmp_path) as manifest:
        lines = EarlierLines(manifest)
        assert lines.following("visit.patient.A-1.pdf") is None
        assert lines.entry("visit.patient.A-1.pdf") == done(1)
        assert lines.following("visit.patient.A-2.pdf") == done(2)
