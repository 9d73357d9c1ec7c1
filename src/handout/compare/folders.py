"""Two folders of PDFs compared: files paired by their names, each pair by a worker."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import unicodedata
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Literal

from msgspec import Struct

from handout.compare.change import Comparison
from handout.compare.files import NO_TEXT, CompareOptions, compare_files, same_bytes
from handout.compare.visual import PageDiffers, differing
from handout.diagnostics import Diagnostic, HandoutError, InputError, Span, UsageError
from handout.system import processes, signals

DEADLINE = 900
"""Seconds for one pair of files in a folder."""
_TOGETHER = 8
"""Pairs that are handed to a worker at once."""

PairOutcome = Literal["equal", "different", "unreadable", "only-old", "only-new"]


class FilePair(Struct, frozen=True):
    """A file of each folder; None if a folder has no file of that name."""

    name: str
    """Relative to its folder, with `/` between its parts."""
    old: Path | None
    new: Path | None


class PairResult(Struct, frozen=True, kw_only=True):
    """The result for a pair."""

    name: str
    outcome: PairOutcome
    comparison: Comparison | None = None
    """None if there is nothing to compare, or only pictures."""
    pictures: tuple[PageDiffers, ...] = ()
    """The pages that look different, if pictures are compared."""
    problems: tuple[Diagnostic, ...] = ()

    def differs(self, *, moved: bool) -> bool:
        """Whether something differs; with `moved`, words that only moved to another page count."""
        elsewhere = moved and self.comparison is not None and bool(self.comparison.moved)
        return elsewhere or self.outcome in ("different", "only-old", "only-new")


def pairs(old: Path, new: Path) -> list[FilePair]:
    """The PDFs in two folders and the folders in them, by name; HandoutError where there are none."""
    found = _named(old), _named(new)
    empty = [folder for folder, files in ((old, found[0]), (new, found[1])) if not files]
    if empty:
        raise InputError([Diagnostic(Span(str(folder)), "no PDFs are in it", "", "no-pdfs") for folder in empty])
    names = sorted({*found[0], *found[1]})
    return [FilePair(name, found[0].get(name), found[1].get(name)) for name in names]


def _named(folder: Path) -> dict[str, Path]:
    """Every PDF by its name in NFC: systems write é as one character or as two."""
    problems: list[Diagnostic] = []

    def failed(error: OSError) -> None:
        problems.append(Diagnostic(Span(str(error.filename)), f"can't be read: {error.strerror}", "", "folder"))

    found: dict[str, Path] = {}
    for parent, _, files in os.walk(folder, onerror=failed):
        for file in files:
            path = Path(parent, file)
            if path.suffix.lower() == ".pdf" and not file.startswith("."):
                found[unicodedata.normalize("NFC", path.relative_to(folder).as_posix())] = path
    InputError.raise_for(problems)
    return found


def compared(found: Sequence[FilePair], wish: CompareOptions, workers: int) -> Iterator[PairResult]:
    """The result of each pair, as soon as it is ready; a file that can't be read, or crashes its reader, stops nothing.

    HandoutError for a mask that takes too long: it would with the next file, too.
    """
    return (in_time(result) for result in _results(found, wish, workers))


def in_time(result: PairResult) -> PairResult:
    """The result, if no mask took too long; else HandoutError."""
    if slow := [problem for problem in result.problems if problem.code == "mask"]:
        raise UsageError(slow)
    return result


def _results(found: Sequence[FilePair], wish: CompareOptions, workers: int) -> Iterator[PairResult]:
    both = [pair for pair in found if pair.old and pair.new]
    for pair in found:
        if not pair.new or not pair.old:
            yield PairResult(name=pair.name, outcome="only-old" if pair.old else "only-new")
    if min(workers, len(both)) <= 1:
        yield from (one(pair, wish) for pair in both)
        return
    lost: list[FilePair] = []
    batches = [both[at : at + _TOGETHER] for at in range(0, len(both), _TOGETHER)]
    for batch, results in _worked(batches, wish, workers):
        if results is None:
            lost += batch
        else:
            yield from results
    for pair in lost:
        # It isn't known which pair of the batch the worker died of, so each pair gets a worker of its own.
        for _, results in _worked([[pair]], wish, 1):
            yield from results or [PairResult(name=pair.name, outcome="unreadable", problems=(_died(pair),))]


def one(pair: FilePair, wish: CompareOptions) -> PairResult:
    """The result of one pair of files."""
    assert pair.old is not None
    assert pair.new is not None
    try:
        comparison = _words(pair.old, pair.new, wish)
        pictures = _pictures(pair.old, pair.new, wish)
    except HandoutError as error:
        return PairResult(name=pair.name, outcome="unreadable", problems=error.diagnostics)
    except (MemoryError, RecursionError):
        too_large = Diagnostic(Span(str(pair.new)), "too large for this machine", "", "too-large")
        return PairResult(name=pair.name, outcome="unreadable", problems=(too_large,))
    equal = not pictures and (comparison is None or comparison.equal)
    outcome: PairOutcome = "equal" if equal else "different"
    return PairResult(name=pair.name, outcome=outcome, comparison=comparison, pictures=pictures)


def _words(old: Path, new: Path, wish: CompareOptions) -> Comparison | None:
    """The comparison of the words; None for scans whose pictures are compared."""
    try:
        return compare_files(old, new, wish)
    except HandoutError as error:
        if wish.tolerance is None or any(problem.code != NO_TEXT for problem in error.diagnostics):
            raise
        return None


def _pictures(old: Path, new: Path, wish: CompareOptions) -> tuple[PageDiffers, ...]:
    if wish.tolerance is None or same_bytes(old, new):
        return ()
    return tuple(differing(old, new, wish.tolerance))


Batch = Sequence[FilePair]


def _worked(
    batches: Sequence[Batch], wish: CompareOptions, workers: int
) -> Iterator[tuple[Batch, list[PairResult] | None]]:
    """Each batch with its results; None if its worker died, or if no worker was left for it."""
    with ProcessPoolExecutor(min(workers, len(batches)), processes.context(), processes.begin) as pool:
        try:
            with signals.interrupt_waits():
                futures = {pool.submit(_work, batch, wish): batch for batch in batches}
            for future in as_completed(futures):
                yield futures[future], _result(future)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in multiprocessing.active_children():
                worker.terminate()
            raise


def _work(batch: Batch, wish: CompareOptions) -> list[PairResult]:
    """The task of a worker; pdfium can't be interrupted, so a worker that takes too long exits."""
    results = []
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        for pair in batch:
            faulthandler.dump_traceback_later(DEADLINE, exit=True, file=nowhere)
            results.append(one(pair, wish))
        faulthandler.cancel_dump_traceback_later()
    return results


def _result(future: Future[list[PairResult]]) -> list[PairResult] | None:
    try:
        return future.result()
    except BrokenExecutor:
        return None


def _died(pair: FilePair) -> Diagnostic:
    message = f"reading it crashed the reader, or took over {DEADLINE // 60} minutes"
    return Diagnostic(Span(str(pair.new)), message, "open both files in another program to see which is broken", "died")
