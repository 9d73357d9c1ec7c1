"""From files to what is shown: new pages, mistakes beside the last good pages, and both mended."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

import pytest

from canary.translations import FILES
from canary.workspace import write
from handout.preview.making import PreviewOptions, made
from handout.preview.state import PreviewState
from handout.translate.files import all_works
from handout.translate.files import write as write_works
from handout.translate.originals import Originals
from program import files, workspace

SECRET = bytes(32)
START = PreviewState(topic="plain")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return workspace(tmp_path)


def wish(folder: Path, **more: object) -> PreviewOptions:
    known: dict[str, object] = {"root": folder, "topic": "plain", "today": datetime.date(2026, 11, 22), "dpi": 20}
    return PreviewOptions(**known | more)  # type: ignore[arg-type]


def edit(folder: Path, old: str, new: str, file: str = "content/plain.yaml") -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_all_audiences_with_their_pages(folder: Path) -> None:
    before = files(folder)
    state = made(wish(folder), START, SECRET)
    assert (state.version, state.title, state.problems) == (1, "A plain topic", ())
    assert [(column.audience, column.restricted, column.stale) for column in state.columns] == [
        ("patient", False, False), ("clinician", True, False),
    ]  # fmt: skip
    patient, clinician = (column.pages[0] for column in state.columns)
    assert "Some words." in patient.words
    assert "More words." not in patient.words
    assert "More words." in clinician.words
    assert state.png(patient.key) == patient.png
    assert state.png("0" * 32) is None
    assert files(folder) == before


def test_one_audience(folder: Path) -> None:
    state = made(wish(folder, audience="clinician"), START, SECRET)
    assert [column.audience for column in state.columns] == ["clinician"]


def test_keys_tell_nothing_to_who_has_not_the_secret(folder: Path) -> None:
    page = made(wish(folder), START, SECRET).columns[0].pages[0]
    assert page.key != hashlib.blake2b(page.png, digest_size=16).hexdigest()
    assert page.key != made(wish(folder), START, b"other" * 6).columns[0].pages[0].key


def test_what_has_not_changed_is_the_same_state(folder: Path) -> None:
    state = made(wish(folder), START, SECRET)
    (folder / "content" / "plain.yaml").touch()
    assert made(wish(folder), state, SECRET) is state


def test_only_what_has_changed_is_drawn_anew(folder: Path) -> None:
    first = made(wish(folder), START, SECRET)
    edit(folder, "More words.", "Other words.")
    second = made(wish(folder), first, SECRET)
    assert second.version == 2
    assert second.columns[0] == first.columns[0]
    assert second.columns[1].pages[0].key != first.columns[1].pages[0].key


def test_a_mistake_and_its_mending(folder: Path) -> None:
    good = made(wish(folder), START, SECRET)
    edit(folder, "audience: clinician", "audience: clinican")
    broken = made(wish(folder), good, SECRET)
    (problem,) = broken.problems
    assert str(problem.span) == "content/plain.yaml:12:15"
    assert problem.hint == "did you mean 'clinician'?"
    assert [column.stale for column in broken.columns] == [True, True]
    assert [column.pages for column in broken.columns] == [column.pages for column in good.columns]
    edit(folder, "audience: clinican", "audience: clinician")
    mended = made(wish(folder), broken, SECRET)
    assert (mended.version, mended.problems, mended.columns) == (3, (), good.columns)


def test_a_mistake_of_one_audience_leaves_the_other_fresh(folder: Path) -> None:
    good = made(wish(folder), START, SECRET)
    edit(folder, "audience: clinician\n", "audience: clinician\n    when: {age_group: [child]}\n")
    edit(folder, "  age_group:\n", "  age_group:\n    audience: clinician\n", "clinic.yaml")
    edit(folder, "    if-unknown: keep\n", "", "clinic.yaml")
    state = made(wish(folder), good, SECRET)
    assert [column.stale for column in state.columns] == [False, True]
    assert "age_group" in state.problems[0].message


def test_a_workspace_that_is_broken_from_the_start(folder: Path) -> None:
    edit(folder, "title:", "titel:")
    state = made(wish(folder), START, SECRET)
    assert (state.version, state.title, state.columns) == (1, "plain", ())
    assert "did you mean 'title'?" in {problem.hint for problem in state.problems}
    edit(folder, "titel:", "title:")
    assert [column.stale for column in made(wish(folder), state, SECRET).columns] == [False, False]


def test_a_folder_that_is_taken_away_while_it_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = made(wish(folder), START, SECRET)

    def fail(root: Path, topics: object, **more: object) -> None:
        raise FileNotFoundError(2, "No such file or directory", str(root / "canary"))

    monkeypatch.setattr("handout.workspace.load.load", fail)
    state = made(wish(folder), good, SECRET)
    assert [str(problem) for problem in state.problems] == ["content: can't be read: No such file or directory"]
    assert [column.stale for column in state.columns] == [True, True]


def test_an_audience_that_there_is_not(folder: Path) -> None:
    (problem,) = made(wish(folder, audience="carer"), START, SECRET).problems
    assert problem.message == "'carer' is no audience; there are patient, clinician"


def test_a_patients_record_is_followed_and_never_told(folder: Path) -> None:
    record = folder / "anna.yaml"
    record.write_text("id: A-1\nname: Anna Canary\nbirth_date: 1961-04-05\n", encoding="utf-8")
    good = made(wish(folder, record=record), START, SECRET)
    assert "Anna Canary" in good.columns[0].pages[0].words
    assert "Canary" not in "".join(page.key for column in good.columns for page in column.pages)
    record.write_text("id: A-1\nname: Anna Canary\nbirth_date: Canary\nunknown: Canary\n", encoding="utf-8")
    broken = made(wish(folder, record=record), good, SECRET)
    assert [column.stale for column in broken.columns] == [True, True]
    assert "birth_date" in broken.problems[0].message
    assert "Canary" not in "".join(map(str, broken.problems + broken.warnings))


def test_warnings_are_those_of_render_and_check(folder: Path) -> None:
    edit(
        folder,
        "review: {status: draft}",
        "review: {status: reviewed, by: A, role: B, date: 2024-01-01, due: 2025-01-01}",
    )
    (warning,) = made(wish(folder), START, SECRET).warnings
    assert warning.message == "the review of 'plain' was due on 2025-01-01"
    assert made(wish(folder, date=datetime.date(2024, 6, 1)), START, SECRET).warnings == ()


def test_a_translation_in_its_language(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    state = made(wish(root, topic="t", language="es"), PreviewState(topic="t"), SECRET)
    assert state.problems == ()
    assert [(column.title, column.language) for column in state.columns] == [("Piel seca", "es")] * 2
    refused = made(wish(root, topic="t", language="fr"), PreviewState(topic="t"), SECRET)
    assert [problem.code for problem in refused.problems] == ["language"]


def test_a_text_whose_original_has_changed_is_a_warning_in_its_language(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    write_works(all_works([Originals(root).named("t")], "es"))
    assert _stale(root, "es") == []
    edit(root, "Put 5 g", "Put 2 g", "content/t.yaml")
    assert _stale(root, "es") == ["content/t.es.yaml"]
    assert _stale(root, None) == []


def _stale(root: Path, language: str | None) -> list[str]:
    warnings = made(wish(root, topic="t", language=language), PreviewState(topic="t"), SECRET).warnings
    return [warning.span.file for warning in warnings if warning.code == "stale-translation"]
