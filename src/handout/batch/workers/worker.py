"""The work of a worker: documents made, written and synced, each with its deadline and its limit of memory.

Whatever happens to one document happens to it alone.  What can be caught (a refusal, a deadline, too little memory) is
that record's failure; what can't (a crash) ends the worker, and the pool finds out whose fault it was.
"""

from __future__ import annotations

import os
import pickle
from time import monotonic
from typing import TYPE_CHECKING

from msgspec.structs import replace

from handout.batch.output.destination import Writing
from handout.batch.output.entries import Fault
from handout.batch.output.folder_writer import Existing, NotReplaceable
from handout.batch.output.return_to_run import ReturnWriter, why
from handout.batch.requests import Task
from handout.batch.workers import outcomes
from handout.batch.workers.jobs import Chunk, Done, Fatal, Job, Outcome
from handout.batch.workers.limits import DeadlineExceeded, deadline, guard, settle, settled
from handout.batch.workers.little_left import LittleLeft
from handout.batch.workers.versions import VersionMismatch, opened
from handout.diagnostics import HandoutError
from handout.exit_codes import ExitCode
from handout.pipeline import Renderer

if TYPE_CHECKING:
    from handout.variable_data.renderer import VariableDataRenderer

LONGEST = 1.0
"""Seconds of work that are synced together; a run can be stopped, and reports its progress, so often."""


_LETTERS = "".join(map(chr, (*range(0x20, 0x7F), *range(0xC0, 0x180))))
"""Those of most names in Latin letters, and the signs in them."""
_NAME = "Zoë Ðorđević-Núñez"
"""Two words that take every way that a name takes: the second has a place for a line's end."""


class Worker:
    """Makes documents for one job in one process."""

    def __init__(self, job: Job, renderer: Renderer | None = None, forms: bytes = b"") -> None:
        """`forms` are those that another worker has made for the job, and sent."""
        self.job = self._job = job
        self._renderer = renderer or Renderer(job.workspace, job.files)
        self._forms = forms
        self._sent = 0
        """How many forms it had ever kept when it last sent them."""
        self._known_stamper: VariableDataRenderer | None = None
        self._writer: Writing | None = None
        self._little_left = LittleLeft()
        self._pid = 0
        self._first = False
        """Whether others are forked from this worker when it has the first forms."""

    @property
    def _stamper(self) -> VariableDataRenderer:
        """Made when it is first asked for: a run in which nothing is to be made never imports what makes documents."""
        if self._known_stamper is None:
            from handout.variable_data.renderer import VariableDataRenderer

            self._known_stamper = VariableDataRenderer(self._renderer)
            if self._forms:
                from handout.variable_data.sent_forms import take

                take(self._forms, self._known_stamper.forms, self._renderer.fonts)
        return self._known_stamper

    def make(self, chunk: Chunk) -> Done:
        """The documents of a chunk, written and lasting; no new one is begun after a second.

        Before others are there, who are to make some of what is left in the run unless that is too little, the second
        document shows how long it would take: so it is made even where the first took longer than a second.
        """
        from handout.variable_data.made import FormMismatch

        tasks, before_others = chunk.tasks, chunk.before_others
        if self._pid != os.getpid():  # a forked worker goes on with what the run's process had ready
            self._pid = os.getpid()
            self._writer = None if self._job.outlet is None else self._job.outlet.writer(fresh=self._job.fresh)
            self._stamper.begin()
            if not self._forms:  # else the first look for garbage sees to those that were sent
                settled(self._stamper.forms.ever)
            self._first = before_others == "forked"
        made: list[Outcome] = []
        fatal: Fatal | None = None
        left, seconds = 0, list[float]()
        least = 2 if before_others else 1
        began = ended = monotonic()
        try:
            for number, task in enumerate(tasks):
                if number >= least and ended - began > LONGEST:
                    left = len(tasks) - number
                    break
                made.append(self._made(task))
                seconds.append((now := monotonic()) - ended)
                ended = now
        except OSError as error:
            one = isinstance(error, PermissionError)  # one file that is in use or protected, in a folder that isn't
            what = f"record {tasks[len(made)].record}: its document" if one else "the documents"
            fatal = Fatal(f"{what} can't be written: {error.strerror or type(error).__name__}", ExitCode.OUTPUT)
        except FormMismatch as mismatch:
            fatal = Fatal(f"record {task.record}: {mismatch}", ExitCode.DOCUMENT if mismatch.refused else ExitCode.BUG)
        alone = before_others != "" and self._little_left.after(seconds, chunk.left - len(made))
        forms = b""
        if self._first and not before_others and fatal is None:
            self._first = False
            fatal = self._proof()
        elif before_others == "sent" and not alone and fatal is None:
            forms, fatal = self._proven_forms()
        self._stamper.tidy()
        settle(self._stamper.forms.ever)
        try:
            if self._writer is not None:
                self._writer.sync()
        except OSError as error:
            return Done((), Fatal(f"the documents can't be written: {error.strerror}", ExitCode.OUTPUT))
        carried = self._writer.taken() if isinstance(self._writer, ReturnWriter) else ()
        return Done(tuple(made), fatal, carried, left, alone, forms)

    def _proven_forms(self) -> tuple[bytes, Fatal | None]:
        """The forms for workers that aren't forked from this one, if there are new ones."""
        from handout.variable_data.sent_forms import sent

        fatal, kept = self._proof(), self._stamper.forms
        if fatal is not None or kept.ever in (0, self._sent):
            return b"", fatal
        self._sent = kept.ever
        return sent(kept), None

    def _proof(self) -> Fatal | None:
        """Where others begin with forms of this worker: why the run can't go on, if a filled document is wrong."""
        from handout.variable_data.made import FormMismatch

        try:
            with deadline(self._job.limits):
                self._stamper.prove()
        except (DeadlineExceeded, MemoryError):
            self._known_stamper = None
        except FormMismatch as mismatch:
            return Fatal(str(mismatch), ExitCode.DOCUMENT if mismatch.refused else ExitCode.BUG)
        return None

    def ready(self) -> None:
        """Reads the modules and the fonts that documents are made with, for processes that are forked from this one.

        What every name needs is ready, too: the patterns of the ends of lines, and the widths of common letters.
        """
        from handout.layout.text.line_ends import ends_again
        from handout.variable_data.renderer import load

        load()
        ends_again(_NAME, _NAME)
        fonts, clinic = self._renderer.fonts, self._renderer.workspace.clinic
        for family in {*clinic.fonts.body[:1], *clinic.fonts.heading[:1]}:
            for bold in (False, True):
                face = fonts.faces((str(family),), bold)[0]
                face.covers(_LETTERS)
                face.advance(_LETTERS)

    def _made(self, task: Task) -> Outcome:
        from handout.variable_data.made import FormMismatch

        limits = self._job.limits
        try:
            with deadline(limits):
                made = self._stamper.make(task.request)
            found: Existing = "nothing" if self._writer is None else self._writer.write(task.file, made.pdf)
        except HandoutError as error:
            problems = outcomes.reported(error)
            outcome = self._failed(task, *map(outcomes.fault, problems))
            return replace(outcome, hints=tuple(each.hint for each in problems))
        except DeadlineExceeded:
            self._known_stamper = None
            return self._failed(task, Fault("deadline", f"it was not done within {limits.seconds:g} s"))
        except MemoryError:
            self._known_stamper = None
            return self._failed(task, Fault("memory", f"it needs more than {limits.memory >> 20} MiB of memory"))
        except RecursionError:
            return self._failed(task, Fault("memory", "it is nested too deep"))
        except NotReplaceable as error:
            return outcomes.failed(task, [why(error)])
        except (OSError, FormMismatch):
            raise
        except Exception as error:  # a bug of the program, which must not stop other documents
            return self._failed(task, Fault("bug", outcomes.bug(error)))
        return outcomes.finished(task, made, found)

    def _failed(self, task: Task, *faults: Fault) -> Outcome:
        try:
            if self._writer is not None:
                self._writer.withdraw(task.file)
        except NotReplaceable as kept:
            faults = (*faults, why(kept))
        return outcomes.failed(task, faults)


_MAKERS: dict[str, Worker] = {}
"""The workers of this process, by job."""


def prepare(key: str, maker: Worker) -> None:
    """Has a maker ready, for this process and for workers that are forked from it."""
    _MAKERS[key] = maker


def receive(key: str, job: Job, forms: bytes = b"") -> None:
    """Has a maker ready in a process that has begun without one."""
    if key not in _MAKERS:
        prepare(key, Worker(job, forms=forms))


def forget(key: str) -> None:
    """Lets a job's maker go."""
    _MAKERS.pop(key, None)


def make(chunk: Chunk) -> Done:
    """What a worker does with a chunk, in whatever process it is."""
    try:
        maker = _maker(chunk.key, chunk.job)
    except VersionMismatch as unlike:
        return Done((), Fatal(str(unlike), ExitCode.OUTPUT))
    return maker.make(chunk)


def make_packed(key: str, job: bytes, chunk: bytes) -> Done:
    """The same for an encoded chunk, which is read only after the versions are compared; it raises nothing."""
    try:
        maker = _maker(key, job)
        return maker.make(pickle.loads(chunk))
    except VersionMismatch as unlike:
        return Done((), Fatal(str(unlike), ExitCode.OUTPUT))
    except Exception as error:
        return Done((), Fatal(outcomes.bug(error), ExitCode.BUG))


def _maker(key: str, job: bytes) -> Worker:
    maker = _MAKERS.get(key)
    if maker is None:
        found, forms = opened(job)
        maker = _MAKERS[key] = Worker(found, forms=forms)
    if os.getpid() != maker.job.pid:
        guard(maker.job.limits)
    return maker
