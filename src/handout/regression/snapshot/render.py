"""Documents rendered and compared with their goldens, in as many processes as there are cores."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from handout.diagnostics import Diagnostic, HandoutError, InputError, ProcessError, Span, option
from handout.pipeline import Renderer
from handout.regression.golden.verdict import Verdict, compare_with_golden, golden_text
from handout.regression.snapshot.page_hashes import page_hashes
from handout.regression.snapshot.plan import FOLDER, PlannedDocument
from handout.system import processes, signals
from handout.workspace.load import Workspace

if TYPE_CHECKING:
    from handout.compare.masks import Mask

FEW = 4
"""Documents for one process; for fewer, starting a process takes longer than its work."""


class RenderJob(Struct, frozen=True, kw_only=True):
    """What all documents of a run have in common."""

    workspace: Workspace
    masks: tuple[Mask, ...] = ()
    replacing: bool = False
    """An update: a golden that can't be understood is written again."""


class SnapshotResult(Struct, frozen=True, kw_only=True):
    """The result for one document."""

    wanted: PlannedDocument
    text: str = ""
    """Its golden of now."""
    pictures: tuple[str, ...] = ()
    verdict: Verdict | None = None
    """None where there is no golden yet."""
    refused: tuple[Diagnostic, ...] = ()
    """Why there is no such document."""
    error: type[HandoutError] = InputError
    """The kind of the error that refused it."""
    broken: tuple[Diagnostic, ...] = ()
    """Why its golden can't be compared."""


class DocumentMaker:
    """Makes documents in one process."""

    def __init__(self, job: RenderJob) -> None:
        self._job, self._renderer = job, Renderer(job.workspace)

    def make(self, wanted: PlannedDocument) -> SnapshotResult:
        """One document, its golden and what has changed."""
        try:
            pdf = self.pdf(wanted)
            text, pages = golden_text(pdf, wanted.about), page_hashes(pdf)
        except HandoutError as error:
            problems = tuple(_with_record(wanted, problem) for problem in error.diagnostics)
            return SnapshotResult(wanted=wanted, refused=problems, error=error.kind)
        result = SnapshotResult(wanted=wanted, text=text, pictures=pages)
        path = self._job.workspace.root / FOLDER / wanted.golden
        name = f"{FOLDER}/{wanted.golden}"
        if not path.exists():
            return result
        try:
            verdict = compare_with_golden(path, name, text, self._job.masks, replacing=self._job.replacing)
            return replace(result, verdict=verdict)
        except HandoutError as error:
            return replace(result, broken=error.diagnostics)

    def pdf(self, wanted: PlannedDocument) -> bytes:
        """The document itself; HandoutError for what is refused."""
        return self._renderer.render(wanted.request).pdf


def _with_record(wanted: PlannedDocument, problem: Diagnostic) -> Diagnostic:
    """The problem of a made-up patient's document, with the number of the record."""
    if not wanted.record:
        return problem
    return replace(problem, message=f"record {wanted.record}: {problem.message}")


_MAKERS: list[DocumentMaker] = []
"""Of a worker process, which has one."""


def make(
    job: RenderJob, documents: Sequence[PlannedDocument], workers: int, done: Callable[[int], None]
) -> Iterator[SnapshotResult]:
    """The results in the order of the documents; `done` is called with their number so far."""
    workers = min(processes.count(workers), -(-len(documents) // FEW))
    results = _here(job, documents) if workers <= 1 else _there(job, documents, workers)
    for number, result in enumerate(results, 1):
        done(number)
        yield result


def _here(job: RenderJob, documents: Sequence[PlannedDocument]) -> Iterator[SnapshotResult]:
    maker = DocumentMaker(job)
    yield from map(maker.make, documents)


def _there(job: RenderJob, documents: Sequence[PlannedDocument], workers: int) -> Iterator[SnapshotResult]:
    pool = ProcessPoolExecutor(workers, processes.context(), _begin, (job,))
    try:
        with warnings.catch_warnings(), signals.interrupt_waits():
            # Python warns of threads in a process that forks; the only threads here wait for the workers.
            warnings.simplefilter("ignore", DeprecationWarning)
            results = pool.map(_make, documents)
        yield from results
    except BrokenExecutor:
        message = "a process that made documents died"
        problem = Diagnostic(Span(FOLDER), message, f"try again with {option('workers')} 1", "worker-died")
        raise ProcessError([problem]) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(job: RenderJob) -> None:
    processes.begin()
    _MAKERS[:] = [DocumentMaker(job)]


def _make(wanted: PlannedDocument) -> SnapshotResult:
    return _MAKERS[0].make(wanted)
