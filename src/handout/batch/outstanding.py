"""What is still to be made of a record, what became of it already, and the outcome of a record that is refused."""

from __future__ import annotations

from handout.batch.options import Listener
from handout.batch.order import Order
from handout.batch.other_people import OtherPeople
from handout.batch.output.entries import Entry, Fault, encoded
from handout.batch.requests import RefusedRecord, RequestBuilder, Task
from handout.batch.resume import EarlierDocuments
from handout.batch.workers import outcomes
from handout.batch.workers.jobs import Outcome
from handout.patients.lists import RawRecord, Records


class Outstanding:
    """Parts the documents of each record: those to be made, those that are there already, and those refused."""

    def __init__(
        self, requests: RequestBuilder, earlier: EarlierDocuments | None, others: OtherPeople | None, listener: Listener
    ) -> None:
        """Without `earlier` documents everything is to be made; without `others` nothing is there to be replaced."""
        self._requests, self._earlier, self._others, self._listener = requests, earlier, others, listener
        self.kept: list[Outcome] = []
        """The outcomes of documents that are there as they would be made or somebody else's, since they were taken."""
        self.refused: list[RefusedRecord] = []
        """Since they were last taken."""

    def tasks(self, number: int, row: RawRecord, records: Records) -> list[Task]:
        """What is to be made for a record; the rest is in `kept` and `refused`."""
        earlier = self._earlier
        cells = records.cells(row) if earlier is not None else {}
        if earlier is not None and earlier.trusted and (foreseen := self._requests.foreseen(number, row)):
            kept = [outcome for task in foreseen if (outcome := earlier.kept(task, cells)) is not None]
            if len(kept) == len(foreseen):
                self.kept += kept
                return []
        found = list[Task]()
        for asked in self._requests.tasks(records.record(number, row)):
            if isinstance(asked, RefusedRecord):
                self.refused.append(asked)
                continue
            if earlier is not None and (outcome := earlier.kept(asked, cells)) is not None:
                self.kept.append(outcome)
                continue
            if (refused := self._refused(asked)) is not None:
                self.kept.append(refused)
                continue
            if earlier is not None:
                earlier.begin(asked, cells)
            found.append(asked)
        return found

    def _refused(self, task: Task) -> Outcome | None:
        """The outcome of a document that would replace somebody else's."""
        problem = self._others.problem(task) if self._others is not None else None
        if problem is not None and problem.severity == "error":
            return outcomes.failed(task, [Fault(problem.code, problem.message)])
        if problem is not None:
            self._listener.noted(problem)
        return None

    def take_kept(self) -> list[Outcome]:
        """`kept`, which is empty afterwards."""
        kept, self.kept = self.kept, []
        return kept

    def take_refused(self) -> list[RefusedRecord]:
        """`refused`, which is empty afterwards."""
        refused, self.refused = self.refused, []
        return refused


def failed(refused: RefusedRecord, order: Order) -> Outcome:
    """The outcome of a record that gets no document."""
    record, columns = refused.record, order.columns
    own = f"record {record.number}: "
    # As in a message of a worker: the entry itself says which record it is about.
    faults = tuple(Fault(problem.code, problem.message.removeprefix(own)) for problem in refused.problems)
    entry = Entry(
        record=record.number, id=record.id, topics=() if columns.topics else order.topics,
        audience="" if columns.audience else order.audiences[0], status="failed", error=faults,
    )  # fmt: skip
    hints = tuple(problem.hint for problem in refused.problems)
    return Outcome(refused.place, record.number, record.line, encoded(entry), True, faults, hints=hints)
