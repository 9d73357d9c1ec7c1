"""The progress of a batch: one line on a terminal, plain lines elsewhere, events for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import zip_longest
from time import monotonic
from typing import Any

import click
from msgspec.structs import replace

from handout.batch.options import Listener, Summary
from handout.batch.output.entries import Fault
from handout.batch.workers.jobs import Outcome
from handout.cli import print_run_report
from handout.cli.diagnostics import diagnostic_json, documents_made, interactive, json_text, say
from handout.diagnostics import Diagnostic, counted, on_command_line
from handout.patients.values import HINTS

MOST_FAILURES = 20
"""Failures that are printed at the end; the manifest lists all of them."""
SETTLED = 5.0
SETTLED_DOCUMENTS = 20
"""Seconds and documents after which the rate is meaningful: the first one of each form takes longer than the others."""
_WHY = {
    "letters": "letters that the form lacks",
    "withheld": "words that may be a withheld value",
    "text": "a text that is the patient's own",
}
"""Why documents are laid out one by one, by the summary's key."""
_EVERY = {True: 0.2, False: 10.0}
"""Seconds between two lines of progress: on a terminal, and elsewhere."""


class BatchReport(Listener):
    """For people, on standard error; the summary goes to standard output."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._terminal = clock, interactive()
        self._began = self._last = clock()
        self._spoke = False
        """Whether something was reported before the run began."""
        self._failures: list[Outcome] = []
        self._undeclared: dict[Fault, Outcome] = {}
        """The first record that failed because a column's format isn't declared, by the message."""
        self._counts: Counter[Fault] = Counter()
        self._together = 0
        """The number of failures that have no message of their own."""
        self._warnings: dict[Diagnostic, int] = {}
        """Each warning with the number of the first record that has it; 0 for a warning that isn't about a record."""

    def say(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Reports what was found before the run began."""
        found = [*diagnostics]
        self._spoke |= bool(found)
        say(found)

    def started(self, total: int, notes: tuple[Diagnostic, ...]) -> None:
        self.say(notes)

    def made(self, outcome: Outcome) -> None:
        if outcome.failed:
            self._failed(outcome)
            if len(self._failures) > 2 * MOST_FAILURES:
                self._first_failures()
        for warning in outcome.warnings:
            self._warnings[warning] = min(self._warnings.get(warning, outcome.record), outcome.record)

    def _failed(self, outcome: Outcome) -> None:
        """A format that isn't declared concerns a whole column, and is reported once."""
        said = [fault for fault in outcome.faults if fault.code in HINTS]
        for fault in said:
            self._counts[fault] += 1
            first = self._undeclared.setdefault(fault, outcome)
            if outcome.place < first.place:
                self._undeclared[fault] = outcome
        if said and len(said) == len(outcome.faults):
            self._together += 1
        else:
            self._failures.append(outcome)

    def _messages(self) -> list[tuple[int, str]]:
        """The messages of the failures, each with its place."""
        found = []
        hinted: set[str] = set()
        for outcome in self._failures:
            for fault, hint in zip_longest(outcome.faults, outcome.hints, fillvalue=""):
                if isinstance(fault, Fault) and fault.code not in HINTS:
                    line = self._error(outcome, fault.message)
                    # What to do is the same for most of a list's records.
                    found.append((outcome.place, line if hint in hinted else line + _hint(hint)))
                    hinted |= {hint}
        for fault, outcome in self._undeclared.items():
            more = self._counts[fault] - 1
            line = self._error(outcome, fault.message, f" and {more} more" if more else "")
            found.append((outcome.place, line + _hint(HINTS[fault.code])))
        return sorted(found, key=lambda placed: placed[0])

    def _error(self, outcome: Outcome, message: str, more: str = "") -> str:
        mark = click.style("error", fg="red", bold=True)
        return f"line {outcome.line}: {mark}: record {outcome.record}{more}: {message}"

    def _first_failures(self) -> None:
        """Keeps the first failures by the order of the list; they came in the order in which they were made."""
        self._failures = sorted(self._failures, key=lambda outcome: outcome.place)[:MOST_FAILURES]

    def noted(self, note: Diagnostic) -> None:
        self._warnings[note] = 0

    @property
    def silent(self) -> bool:
        """Whether a run in which nothing failed has no message but how many documents there are."""
        return not (self._spoke or self._warnings)

    def tick(self, summary: Summary) -> None:
        now = self._clock()
        if now - self._last < _EVERY[self._terminal]:
            return
        self._last = now
        count = summary.done + summary.failed
        if now - self._began < SETTLED or count < SETTLED_DOCUMENTS:
            self._line(f"{count} of {summary.total}, {summary.failed} failed")
            return
        rate = count / max(now - self._began, 0.001)
        left = max(summary.total - count, 0) / max(rate, 0.001)
        self._line(f"{count} of {summary.total}, {rate:.0f} a second, {_time(left)} to go, {summary.failed} failed")

    def stopping(self) -> None:
        click.echo("\r\x1b[K" if self._terminal else "", err=True, nl=False)
        click.echo("stopping when the documents that have begun are finished; a second signal stops at once", err=True)

    def bound(self, done: int, total: int) -> None:
        now = self._clock()
        if now - self._last >= _EVERY[self._terminal]:
            self._last = now
            self._line(f"print run: {done} of {total}")

    def _line(self, text: str) -> None:
        click.echo(f"\r{text}\x1b[K" if self._terminal else text, err=True, nl=not self._terminal)

    def ended(self, summary: Summary, folder: str | None) -> None:
        """The end of the report: what failed, what was made, and how to go on."""
        if self._terminal:
            click.echo("\r\x1b[K", err=True, nl=False)
        say(
            replace(warning, message=f"{warning.message}, first in record {record}") if record else warning
            for warning, record in self._warnings.items()
        )
        self._first_failures()
        for _, line in self._messages():
            click.echo(line, err=True)
        if (more := summary.failed - len(self._failures) - self._together) > 0:
            listed = "" if folder is None else "; the manifest lists them"
            click.echo(f"and {more} more{listed}", err=True)
        click.echo(documents_made(summary.done, summary.unchanged, folder))
        if summary.painted:
            click.echo(_painted(summary))
        if summary.failed:
            click.echo(f"{summary.failed} failed")
        if summary.withdrawn:
            earlier = counted(summary.withdrawn, "document")
            click.echo(f"{earlier} of an earlier run deleted, which this run doesn't ask for")
        if summary.printed is not None:
            print_run_report.say(summary.printed)
        if summary.reason:
            again = "" if folder is None else "; go on with the same command and --resume"
            click.echo(f"{on_command_line(summary.reason)}{again}", err=True)


class Events(BatchReport):
    """For programs, on standard output: a JSON object a line."""

    def __init__(self) -> None:
        super().__init__()
        self._terminal = False

    def started(self, total: int, notes: tuple[Diagnostic, ...]) -> None:
        _event("started", records=total, notes=[diagnostic_json(note) for note in notes])

    def made(self, outcome: Outcome) -> None:
        _event("document", line=outcome.line, **json.loads(outcome.entry))
        for warning in outcome.warnings:
            _event("warning", record=outcome.record, **diagnostic_json(warning))

    def noted(self, note: Diagnostic) -> None:
        _event("warning", **diagnostic_json(note))

    def tick(self, summary: Summary) -> None:
        pass

    def stopping(self) -> None:
        pass

    def bound(self, done: int, total: int) -> None:
        pass

    def ended(self, summary: Summary, folder: str | None) -> None:
        _event(
            "ended", done=summary.done, unchanged=summary.unchanged, failed=summary.failed, withdrawn=summary.withdrawn,
            forms=summary.forms, painted=summary.painted, exit_code=summary.exit_code,
            reason=on_command_line(summary.reason), print_run=print_run_report.as_json(summary.printed),
        )  # fmt: skip


def listener_for(*, json: bool) -> BatchReport:
    """The listener that reports the run."""
    return Events() if json else BatchReport()


def _event(kind: str, **fields: Any) -> None:
    click.echo(json_text({"event": kind, **fields}))


def _painted(summary: Summary) -> str:
    """How many documents were laid out without a form, and why."""
    forms = f"{counted(summary.forms, 'form')} made"
    reasons = "; ".join(
        f"{counted(summary.painted[key], 'document')} laid out one by one: {why}"
        for key, why in _WHY.items() if key in summary.painted
    )  # fmt: skip
    return f"{forms}, {reasons}"


def _hint(hint: str) -> str:
    return "\n" + click.style(f"  hint: {on_command_line(hint)}", dim=True) if hint else ""


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{seconds:.0f} s" if seconds < 100 else f"{minutes} min" if minutes < 100 else f"{minutes / 60:.1f} h"
