"""Documents that workers send back: what can't be replaced in the run's folder is said in the document's own line."""

from __future__ import annotations

import pytest

from handout.batch.output.entries import Entry, Fault, decoded, encoded
from handout.batch.output.folder_writer import Existing, ForeignFile, NotReplaceable, UnreadableFile
from handout.batch.output.return_to_run import BLOCKED, LEFT, UNREADABLE, landed
from handout.batch.workers.jobs import Carried, Done, Outcome

NAME, OWN = "a.patient.1.pdf", Fault("value", "'name' is missing")
REASONS = pytest.mark.parametrize(
    ("refusal", "fault"), [(UnreadableFile, UNREADABLE), (ForeignFile, LEFT), (NotReplaceable, BLOCKED)]
)


class Full:
    """A folder in which nothing can be replaced."""

    def __init__(self, refusal: type[NotReplaceable]) -> None:
        self.refusal, self.durable = refusal, False

    def write(self, name: str, content: bytes) -> Existing:
        raise self.refusal

    def withdraw(self, name: str) -> bool:
        raise self.refusal

    def sync(self) -> None:
        self.durable = True

    def close(self) -> None:
        raise AssertionError("the run closes its writer itself")


def entry(*, failed: bool) -> Entry:
    how = {"status": "failed", "error": (OWN,)} if failed else {"file": NAME, "sha256": "00", "way": "stamped"}
    return Entry(record=1, id="1", topics=("a",), audience="patient", **how)


@REASONS
def test_an_older_document_that_stays_is_said_with_why_the_record_failed(
    refusal: type[NotReplaceable], fault: Fault
) -> None:
    failed = Outcome(0, 1, 2, encoded(entry(failed=True)), failed=True, faults=(OWN,), missing=NAME)
    other = Outcome(1, 2, 3, encoded(entry(failed=True)), failed=True, faults=(OWN,), missing="b.patient.2.pdf")
    writer = Full(refusal)
    [outcome, unchanged] = landed(Done((failed, other), carried=(Carried(NAME, None),)), writer).outcomes
    assert outcome.failed and outcome.faults == (OWN, fault) and writer.durable
    line = decoded(outcome.entry)
    assert line is not None and line.error == (OWN, fault)
    assert unchanged == other


@REASONS
def test_a_document_that_cant_be_written_fails_its_record(refusal: type[NotReplaceable], fault: Fault) -> None:
    made = Outcome(0, 1, 2, encoded(entry(failed=False)), failed=False)
    [outcome] = landed(Done((made,), carried=(Carried(NAME, b"%PDF"),)), Full(refusal)).outcomes
    assert outcome.failed and outcome.faults == (fault,)
    line = decoded(outcome.entry)
    assert line is not None and (line.status, line.file, line.sha256, line.error) == ("failed", None, None, (fault,))
