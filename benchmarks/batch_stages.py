"""Where the time of a batch goes: its functions are wrapped, and each is charged what it doesn't spend in another."""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack
from functools import wraps
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

from handout.batch.options import Listener, Options
from handout.batch.order import Order
from handout.batch.run import run
from handout.patients.lists import open_records
from handout.workspace.load import load

STAGES = {
    "reading and checking the records, twice": (
        "patients.lists.reader:Records.check",
        "patients.lists.reader:Records.__iter__",
    ),
    "what each record gets, and its file's name": ("batch.requests:RequestBuilder.tasks",),
    "the edition: the first document, painted and verified": ("variable_data.renderer:VariableDataRenderer._first",),
    "which edition a record shares": (
        "variable_data.renderer:signature",
        "variable_data.renderer:VariableDataRenderer._printable",
    ),
    "words set in lines, and the proof that they fit": ("variable_data.form:FillableForm.fill",),
    "stamping: the slots' streams, the cross references, the file's bytes and their hash": (
        "variable_data.form:fill_form",
    ),
    "the sample: painted again, compared, verified": ("variable_data.renderer:VariableDataRenderer._sample",),
    "writing: temporary file, rename": ("batch.output.folder_writer:FolderWriter.write",),
    "making files last, 64 at once": ("batch.output.folder_writer:FolderWriter.sync",),
    "the manifest's lines": ("batch.workers.outcomes:finished",),
    "the manifest: written, made to last, put in order": (
        "batch.output.manifest:Manifest.add",
        "batch.results:Results.finish",
    ),
}


class Clock:
    """Charges time to whoever is at work."""

    def __init__(self) -> None:
        self.wall: defaultdict[str, float] = defaultdict(float)
        self.cpu: defaultdict[str, float] = defaultdict(float)
        self._stack = ["the rest"]
        self._at = perf_counter(), process_time()

    def _charge(self) -> None:
        now = perf_counter(), process_time()
        self.wall[self._stack[-1]] += now[0] - self._at[0]
        self.cpu[self._stack[-1]] += now[1] - self._at[1]
        self._at = now

    def begin(self, stage: str) -> None:
        """A stage goes on from here."""
        self._charge()
        self._stack.append(stage)

    def end(self) -> None:
        """Back to the one that it was called from."""
        self._charge()
        self._stack.pop()

    def wrapped(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function whose time is the stage's; of an iterator, each step."""

        def steps(found: Iterator[Any]) -> Iterator[Any]:
            while True:
                self.begin(stage)
                try:
                    item = next(found)
                except StopIteration:
                    return
                finally:
                    self.end()
                yield item

        @wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self.begin(stage)
            try:
                result = function(*args, **kwargs)
            finally:
                self.end()
            return steps(result) if isinstance(result, Iterator) else result

        return timed


class Inline(Executor):
    """Does everything at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Its result."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def stages(workspace: Path, patients: Path, folder: Path, order: Order) -> tuple[Clock, int]:
    """Where the time of a run in this process goes, and how many documents it made."""
    ready, clock = load(workspace, order.topics), Clock()
    with ExitStack() as stack:
        for stage, functions in STAGES.items():
            for name in functions:
                module, _, path = name.partition(":")
                owner: Any = importlib.import_module(f"handout.{module}")
                *above, last = path.split(".")
                for part in above:
                    owner = getattr(owner, part)
                stack.enter_context(patch.object(owner, last, clock.wrapped(stage, getattr(owner, last))))
        records = stack.enter_context(open_records(patients, ready.clinic))
        clock.begin("the rest")
        summary = run(ready, records, order, Options(folder=folder, workers=1, make_executor=Inline), Listener())
        clock.end()
    return clock, summary.done


def table(clock: Clock, count: int) -> str:
    """Microseconds a document, of the clock and of the processor, and the share of each."""
    total = sum(clock.wall.values())
    lines = [
        f"| {stage} | {1e6 * clock.wall[stage] / count:,.0f} | {1e6 * clock.cpu[stage] / count:,.0f} "
        f"| {100 * clock.wall[stage] / total:.0f} % |"
        for stage in (*STAGES, "the rest")
    ]
    sums = f"| **together** | {1e6 * total / count:,.0f} | {1e6 * sum(clock.cpu.values()) / count:,.0f} | |"
    return "\n".join(["| stage | µs | µs of the processor | share |", "|---|---|---|---|", *lines, sums])
