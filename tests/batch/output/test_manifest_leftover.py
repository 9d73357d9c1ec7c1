"""What of the manifest of earlier runs is left after a run that made other documents, or fewer."""

from __future__ import annotations

from pathlib import Path

from batch.entries import add, before, done, failed, opened, told
from handout.batch.output.entries import Entry, encoded
from handout.batch.output.manifest import NAME


def leftover(folder: Path, *entries: Entry, stride: int = 1) -> tuple[list[Entry], list[Entry]]:
    """The earlier lines that a run leaves: first those that it superseded, then those that it wasn't asked for."""
    with opened(folder, stride) as manifest:
        seen: dict[int, int] = {}
        for entry in entries:
            number = seen[entry.record] = seen.get(entry.record, -1) + 1
            manifest.add([((entry.record - 1) * stride + number, encoded(entry))])
        return manifest.leftover()


def test_nothing_is_left_of_what_was_made_again(tmp_path: Path) -> None:
    before(tmp_path, done(1), done(2, sha256="older"), failed(3))
    assert leftover(tmp_path, done(1), done(2), done(3)) == ([], [])


def test_a_record_that_was_not_asked_for_keeps_its_line(tmp_path: Path) -> None:
    before(tmp_path, done(1), done(2), failed(3))
    assert leftover(tmp_path, done(1)) == ([], [done(2), failed(3)])


def test_failures_of_several_records_are_kept_apart(tmp_path: Path) -> None:
    """A line without a file is known by its record and its topics: there are many for the same topics."""
    before(tmp_path, failed(1), failed(2), failed(3), failed(3, "plain"))
    assert leftover(tmp_path, done(2), stride=2) == ([], [failed(1), failed(3), failed(3, "plain")])


def test_a_line_that_stands_twice_counts_once(tmp_path: Path) -> None:
    before(tmp_path, done(1), done(2), done(1), failed(3), failed(3))
    assert leftover(tmp_path, done(2)) == ([], [done(1), failed(3)])


def test_the_last_of_two_lines_of_a_document_counts(tmp_path: Path) -> None:
    before(tmp_path, done(1, sha256="first"), done(1, sha256="last"))
    assert leftover(tmp_path, done(2)) == ([], [done(1, sha256="last")])


def test_what_was_made_under_another_name_or_failed_now_is_superseded(tmp_path: Path) -> None:
    before(tmp_path, done(1, file="old.pdf"), done(2), done(3))
    assert leftover(tmp_path, done(1), failed(2)) == ([done(1, file="old.pdf"), done(2)], [done(3)])


def test_a_document_that_moved_to_another_record_of_the_list_is_made_again(tmp_path: Path) -> None:
    """The list was sorted anew: its lines have other numbers, its documents the same names."""
    before(tmp_path, done(1), done(2), done(3))
    moved = [done(2, file=done(1).file, id="A-1"), done(1, file=done(2).file, id="A-2")]
    assert leftover(tmp_path, *moved) == ([], [done(3)])


def test_an_id_in_other_letters_names_the_new_document_where_case_does_not_count(tmp_path: Path) -> None:
    """There a link to the manifest stands for it, as every name in capitals leads to the file that it names."""
    changed = done(1, id="a-1", file="visit.patient.a-1.pdf")
    before(tmp_path, done(1), done(2))
    assert leftover(tmp_path, changed) == ([], [done(1), done(2)])
    (tmp_path / NAME.upper()).hardlink_to(tmp_path / NAME)
    assert leftover(tmp_path, changed) == ([], [done(2)]), "taking the older one away would take the new one"


def test_other_documents_of_the_same_record_are_not_it(tmp_path: Path) -> None:
    before(tmp_path, done(1), done(1, "plain"), done(2, "plain"))
    assert leftover(tmp_path, done(1), stride=2) == ([], [done(1, "plain"), done(2, "plain")])


def test_lines_that_are_kept_stand_between_those_of_this_run(tmp_path: Path) -> None:
    before(tmp_path, done(1), done(2), done(3), failed(4))
    with opened(tmp_path) as manifest:
        add(manifest, done(3, sha256="new"))
        _, others = manifest.leftover()
        manifest.finish(others)
    assert told(tmp_path) == [done(1), done(2), done(3, sha256="new"), failed(4)]


def test_lines_that_are_kept_are_in_the_order_of_numbers_and_behind_those_of_their_record(tmp_path: Path) -> None:
    kept = [done(1, "plain"), done(2), done(10), done(100)]
    before(tmp_path, *kept)
    with opened(tmp_path, stride=1) as manifest:
        add(manifest, done(1), done(9), done(11))
        manifest.finish(kept)
    assert told(tmp_path) == [done(1), done(1, "plain"), done(2), done(9), done(10), done(11), done(100)]
