"""Snapshots checked, and written again where something has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from handout.diagnostics import Diagnostic, HandoutError, InputError
from handout.files.publish import replaceable
from handout.regression.golden import files
from handout.regression.golden.files import DRAFTS
from handout.regression.golden.verdict import Verdict
from handout.regression.snapshot import page_hashes as prints
from handout.regression.snapshot.page_hashes import PageHashes
from handout.regression.snapshot.plan import FOLDER, PATIENTS, PlannedDocument, Scope, samples
from handout.regression.snapshot.render import DocumentMaker, RenderJob, SnapshotResult, make
from handout.workspace.load import Workspace

SnapshotState = Literal["words", "tags", "older", "moved", "picture", "same", "missing", "gone", "broken"]


class SnapshotEntry(Struct, frozen=True, kw_only=True):
    """One document, or a golden whose document no longer exists."""

    name: str
    """The golden's path in the folder, without its ending."""
    kind: SnapshotState
    verdict: Verdict | None = None
    wanted: PlannedDocument | None = None
    text: str = ""
    """The golden of now."""
    pages: tuple[int, ...] = ()
    """The pages whose picture has changed, if nothing else has."""


class Inspection(Struct, frozen=True, kw_only=True):
    """All documents that were asked for, compared."""

    entries: tuple[SnapshotEntry, ...]
    problems: tuple[Diagnostic, ...]
    """Goldens that can't be compared."""
    prints: Mapping[str, PageHashes]
    """The hashes of the pictures of now, those of other documents too."""
    old_prints: Mapping[str, PageHashes]
    unseen: int
    """How many goldens of patients weren't checked, because their file isn't known."""

    @property
    def counts(self) -> Counter[SnapshotState]:
        """How many documents of each kind there are."""
        return Counter(entry.kind for entry in self.entries)

    @property
    def made_otherwise(self) -> list[str]:
        """The libraries that had another version when the changed pictures were drawn."""
        changed = [self.old_prints[entry.name] for entry in self.entries if entry.kind == "picture"]
        return prints.differing(changed, prints.made_with()) if changed else []


def inspect(
    job: RenderJob,
    scope: Scope,
    wanted: Sequence[PlannedDocument],
    workers: int = 0,
    done: Callable[[int], None] | None = None,
) -> Inspection:
    """Renders and compares the documents of a scope; HandoutError, with every problem, when one is refused.

    `done` gets how many there are so far.
    """
    workspace = job.workspace
    results = list(make(job, wanted, workers, done or _silent))
    refused = [problem for result in results for problem in result.refused]
    if refused:
        raise next(result.error for result in results if result.refused)(refused)
    problems = [problem for result in results for problem in result.broken]
    old, flaws = _old_prints(workspace.root, replacing=job.replacing)
    entries = [_entry(result, old.get(result.wanted.name)) for result in results]
    gone, unseen = _leftover(workspace, scope, {each.golden for each in wanted})
    entries += [SnapshotEntry(name=name, kind="gone") for name in gone]
    now, made_with = dict(old), prints.made_with()
    for result in results:
        held = old.get(result.wanted.name)
        if result.pictures and (held is None or held.pages != result.pictures):
            now[result.wanted.name] = PageHashes(result.pictures, made_with)
    for name in gone:
        now.pop(name, None)
    return Inspection(
        entries=tuple(sorted(entries, key=lambda entry: entry.name)), problems=tuple(problems + flaws),
        prints=now, old_prints=old, unseen=unseen,
    )  # fmt: skip


def update(root: Path, found: Inspection) -> list[SnapshotEntry]:
    """Writes every changed golden, and the pictures; removes goldens without a document.  Returns what was done.

    HandoutError, and nothing is written, where one of them is of a newer version.
    """
    InputError.raise_for(found.problems)
    folder = root / FOLDER
    for draft in (*folder.glob(DRAFTS), *(folder / PATIENTS).glob(DRAFTS)):
        draft.unlink(missing_ok=True)  # of a run that was killed
    changed = [entry for entry in found.entries if _to_write(entry)]
    for entry in changed:
        replaceable(folder / f"{entry.name}.txt")
    for entry in changed:
        path = folder / f"{entry.name}.txt"
        if entry.kind == "gone":
            path.unlink(missing_ok=True)
        else:
            files.write(path, entry.text)
    if found.prints != found.old_prints:
        files.write(folder / prints.NAME, prints.written(found.prints))
    return [entry for entry in found.entries if entry.kind == "picture" or _to_write(entry)]


def pdfs(workspace: Workspace, documents: Sequence[PlannedDocument]) -> Iterator[bytes]:
    """The documents as PDF, rendered again."""
    maker = DocumentMaker(RenderJob(workspace=workspace))
    yield from map(maker.pdf, documents)


def _silent(number: int) -> None:
    pass


def _to_write(entry: SnapshotEntry) -> bool:
    return entry.kind in ("missing", "gone") or (entry.verdict is not None and entry.verdict.stale)


def _entry(result: SnapshotResult, old: PageHashes | None) -> SnapshotEntry:
    wanted, verdict = result.wanted, result.verdict
    kind: SnapshotState = "missing"
    pages: tuple[int, ...] = ()
    if result.broken:
        kind = "broken"
    elif verdict is not None:
        kind = verdict.kind
        if kind == "same" and old is not None and old.pages != result.pictures:
            kind, pages = "picture", _other(old.pages, result.pictures)
    return SnapshotEntry(name=wanted.name, kind=kind, verdict=verdict, wanted=wanted, text=result.text, pages=pages)


def _other(old: Sequence[str], new: Sequence[str]) -> tuple[int, ...]:
    return tuple(number for number, page in enumerate(new, 1) if old[number - 1 : number] != (page,))


def _old_prints(root: Path, *, replacing: bool) -> tuple[dict[str, PageHashes], list[Diagnostic]]:
    path, name = root / FOLDER / prints.NAME, f"{FOLDER}/{prints.NAME}"
    if not path.exists():
        return {}, []
    try:
        return prints.parsed(files.read(path, name), name), []
    except HandoutError as error:
        newer = any(problem.code == "newer" for problem in error.diagnostics)
        return {}, [] if replacing and not newer else list(error.diagnostics)


def _leftover(workspace: Workspace, scope: Scope, wanted: set[str]) -> tuple[list[str], int]:
    """The names of goldens whose document no longer exists, and the number of goldens that can't be checked."""
    folder = workspace.root / FOLDER
    found = [path.stem for path in files.goldens(folder)]
    gone = [name for name in found if f"{name}.txt" not in wanted and scope.covers(name, patients=False)]
    personal = [path.stem for path in files.goldens(folder / PATIENTS)]
    if samples(workspace, scope) is None:
        return gone, sum(scope.covers(name, patients=True) for name in personal)
    names = [f"{PATIENTS}/{name}" for name in personal if scope.covers(name, patients=True)]
    return gone + [name for name in names if f"{name}.txt" not in wanted], 0
