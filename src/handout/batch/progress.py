"""How a run goes: what became of its documents so far, and whether it has to end early."""

from __future__ import annotations

from collections.abc import Sequence

from handout.batch.options import Listener, Summary
from handout.batch.signals import Stop
from handout.batch.workers.jobs import Outcome
from handout.system import signals


class Progress:
    """Counts outcomes, passes them to the listener, and keeps the first reason to end early."""

    def __init__(self, listener: Listener, *, anew: bool = False) -> None:
        """In a run that makes documents `anew`, none counts as there already, though its bytes may be the same."""
        self.summary, self.stop = Summary(), Stop()
        self.listener, self._anew = listener, anew
        self._announced = False
        """Whether the listener has heard that the run is stopping."""

    def count(self, outcomes: Sequence[Outcome]) -> None:
        """Counts what became of documents, in the order in which it is known."""
        summary = self.summary
        for outcome in outcomes:
            summary.failed += outcome.failed
            summary.done += not outcome.failed
            summary.unchanged += outcome.found == "same" and not self._anew
            summary.forms += outcome.first
            if outcome.painted:
                summary.painted[outcome.painted] = summary.painted.get(outcome.painted, 0) + 1
            self.listener.made(outcome)
        self.listener.tick(summary)

    def left(self) -> int:
        """How many documents there is no outcome of yet; where a column names the topics, there may be more."""
        return self.summary.total - self.summary.done - self.summary.failed

    def stopping(self) -> bool:
        """Whether to stop; the listener hears of a signal once."""
        if self.stop.signal and not self._announced:
            self._announced = True
            self.listener.stopping()
        return self.stop.asked()

    def end(self, code: int, reason: str) -> None:
        """Ends the run as soon as what is under way is done; the first reason counts."""
        if not self.summary.reason:
            self.summary.exit_code, self.summary.reason = code, reason
        self.stop.ask()

    def end_if_signalled(self, reason: str) -> None:
        """Ends the run where a signal has asked for it."""
        if self.stop.signal:
            self.end(signals.exit_code(self.stop.signal), reason)
