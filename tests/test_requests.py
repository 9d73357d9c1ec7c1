"""What a library gets of the documents that are asked for: values and errors, and nothing is printed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from batch.make import workspace
from handout.diagnostics import InputError, UsageError
from handout.patients import Patient
from handout.pipeline import Request
from handout.requests.build import Choices, requests_for
from handout.requests.file_names import files_in
from handout.requests.stale_files import cleared, of, of_somebody_else
from handout.requests.warnings import overdue_reviews
from handout.workspace.load import Workspace, load

ANNA = Patient(values={"id": "A-1", "name": "Anna Quayle"}, personal=True)


@pytest.fixture
def loaded(tmp_path: Path) -> Workspace:
    return load(workspace(tmp_path))


def test_each_topic_is_a_document_or_all_are_one(loaded: Workspace) -> None:
    topics = tuple(loaded.topics)
    each, _ = requests_for(loaded, "patient", Choices())
    [both], _ = requests_for(loaded, "patient", Choices(one_file=True, paper="Letter"))
    assert len(topics) > 1
    assert [request.topics for request in each] == [(topic,) for topic in topics]
    assert both == Request(topics=topics, audience="patient", paper="Letter")


def test_every_audience_is_asked_for_that_each_topic_may_have(loaded: Workspace) -> None:
    requests, warnings = requests_for(loaded, None, Choices())
    for topic in loaded.topics.values():
        asked = {request.audience for request in requests if request.topics == (topic.id,)}
        assert asked <= set(topic.audience)
        assert asked
    assert all(warning.severity == "warning" for warning in warnings)


@pytest.mark.parametrize("audience", [None, "patient"])
def test_topics_that_nobody_may_have_together_are_refused(loaded: Workspace, audience: str | None) -> None:
    apart = zip(loaded.topics.items(), ("patient", "clinician"), strict=False)
    topics = {name: replace(topic, audience=(own,)) for (name, topic), own in apart}
    with pytest.raises(UsageError, match="no audience may have all of these topics"):
        requests_for(replace(loaded, topics=topics), audience, Choices(one_file=True))


def test_a_document_needs_an_id_for_its_file_and_no_two_have_one_file(loaded: Workspace) -> None:
    [request, *_], _ = requests_for(loaded, "patient", Choices(patient=ANNA))
    folder = Path("output")
    [file] = files_in(folder, loaded, [request])
    assert (file.parent, file.name) == (folder, f"{request.topics[0]}.patient.A-1.pdf")
    with pytest.raises(UsageError, match="the same file name"):
        files_in(folder, loaded, [request, request])
    with pytest.raises(UsageError, match="without an id"):
        files_in(folder, loaded, [replace(request, patient=Patient(values={"name": "Anna"}, personal=True))])
    with pytest.raises(InputError, match="no file can be named after the record's id"):
        files_in(folder, loaded, [replace(request, patient=Patient(values={"id": "a/b"}, personal=True))])


def test_a_file_that_handout_didn_t_make_stays(loaded: Workspace, tmp_path: Path) -> None:
    [request, *_], _ = requests_for(loaded, "patient", Choices(patient=ANNA))
    [file] = files_in(tmp_path, loaded, [request])
    stale = of(loaded, [request], [file], ANNA.values, named=False)
    assert cleared(stale) == of_somebody_else(stale) == []
    file.write_bytes(b"somebody's")
    [warning] = cleared(stale)
    assert (warning.code, warning.severity) == ("older-file", "warning")
    assert file.read_bytes() == b"somebody's"


def test_a_review_past_its_date_is_a_warning_or_an_error(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    path, review = (
        root / "content" / "plain.yaml",
        "{status: reviewed, by: A, role: B, date: 2026-10-01, due: 2028-10-01}",
    )
    path.write_text(path.read_text(encoding="utf-8").replace("{status: draft}", review), encoding="utf-8")
    loaded = load(root)
    assert overdue_reviews(loaded, datetime.date(2028, 10, 1), strict=True) == []
    late = datetime.date(2028, 10, 2)
    found = overdue_reviews(loaded, late)
    assert [warning.span.file for warning in found] == ["content/plain.yaml"]
    assert all(warning.severity == "warning" for warning in found)
    with pytest.raises(InputError) as refused:
        overdue_reviews(loaded, late, strict=True)
    assert {problem.message for problem in refused.value.diagnostics} == {warning.message for warning in found}
    assert all(problem.severity == "error" for problem in refused.value.diagnostics)


def test_a_draft_fragment_of_a_reviewed_topic_is_named_once(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "content" / "fragments").mkdir(exist_ok=True)
    (root / "content" / "fragments" / "ours.yaml").write_text(
        "audience: patient\nreview: {status: draft}\nbody: [{text: Ring us.}]\n", encoding="utf-8"
    )
    path = root / "content" / "plain.yaml"
    used = path.read_text(encoding="utf-8").replace(
        "    body:\n", "    body:\n      - use: ours\n      - use: ours\n", 1
    )
    path.write_text(used, encoding="utf-8")
    day = datetime.date(2026, 10, 2)
    assert overdue_reviews(load(root), day) == []
    review = "{status: reviewed, by: A, role: B, date: 2026-10-01, due: 2028-10-01}"
    path.write_text(used.replace("{status: draft}", review), encoding="utf-8")
    (warning,) = overdue_reviews(load(root), day, strict=True)
    assert (warning.code, warning.severity) == ("draft-fragment", "warning")
    assert "'ours'" in warning.message
    assert "content/fragments/ours.yaml:2" in warning.hint
