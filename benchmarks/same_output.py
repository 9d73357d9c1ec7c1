"""`python benchmarks/same_output.py OLD NEW`: whether two checkouts print the same bytes and say the same.

For a change that is to alter nothing, as when code is moved: every document of the shipped topics and of the tests'
workspaces, for each audience, paper and size of text, with and without a patient, a batch and its print run, and what
the commands print.  Content comes from OLD for both.  The exit code is 1 where anything differs, which is listed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import NamedTuple

FIELDS = {"appointment": "2026-12-01T09:30", "seen_by": "Dr Itō", "procedure_date": "2026-12-02", "diagnosis_note": "x"}
"""Of the shipped workspace."""
DATED = ("--date", "2026-11-28")
PAPERS = ("A4", "Letter")
SIZES = ("standard", "clear", "large", "giant")
RANDOM = (".handout.key", ".handout.receipts")
"""Files of a batch whose bytes are others in every run: receipts are made with a random key."""
COMMANDS = (
    "init", "list", "check", "explain", "render", "batch", "preview", "snapshot", "text", "compare", "schema",
)  # fmt: skip


class Run(NamedTuple):
    """One command in one workspace."""

    workspace: str
    """Its path in a checkout."""
    arguments: tuple[str, ...]


class Result(NamedTuple):
    """What came of it."""

    code: int
    out: str
    err: str
    files: tuple[tuple[str, str], ...]
    """Each file that is there afterwards, with its SHA-256."""


def person(workspace: str, number: int) -> dict[str, str]:
    """A made-up patient's record."""
    own = FIELDS if workspace == "." else {}
    return {"id": f"P-{number}", "name": f"Zoë Ång {number}", "birth_date": f"19{50 + number}-03-12", **own}


def records(workspace: str) -> str:
    """A list of patients as CSV."""
    rows = [person(workspace, number) for number in range(30)]
    return "".join(",".join(row) + "\n" for row in [list(rows[0]), *(list(row.values()) for row in rows)])


def runs() -> Iterator[Run]:
    """All that is compared."""
    topics = {
        ".": ("milia-like-calcinosis", "preparing-for-your-visit"),
        "tests/workspaces/secret": ("everything",),
        "tests/workspaces/small": ("plain",),
    }
    for workspace, names in topics.items():
        for paper, size in product(PAPERS, SIZES):
            look = ("--audience", "all", "--page", paper, "--text", size, "-o", "made")
            yield Run(workspace, ("render", *names, *look))
            told = (part for field, value in person(workspace, 0).items() for part in ("--set", f"{field}={value}"))
            yield Run(workspace, ("render", *names, *look, *told, *DATED))
        for audience, layout in product(("patient", "clinician"), ("base", "patient", "clinician")):
            yield Run(workspace, ("render", *names, "--audience", audience, "--layout", layout, "-o", "made"))
        for audience in ("patient", "clinician"):
            yield Run(workspace, ("render", *names, "--audience", audience, "--one-file", "-o", "both.pdf"))
            batch = ("batch", *names, "--audience", audience, "--patients", "list.csv", *DATED)
            yield Run(workspace, (*batch, "-o", "batch", "--combine", "all.pdf"))
        yield Run(workspace, ("check",))
        yield Run(workspace, ("check", "--json"))
        yield Run(workspace, ("list",))
        yield Run(workspace, ("explain", names[0], "--audience", "patient"))
        yield Run(workspace, ("preview", names[0], "--audience", "patient", "-o", "made"))
    yield from (Run(".", ("schema", kind)) for kind in ("content", "fragment", "layout", "clinic"))
    yield from (Run(".", (command, "--help")) for command in COMMANDS)


def result(checkout: Path, content: Path, run: Run) -> Result:
    """What a checkout's program makes of a command, in a copy of a workspace."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder, "work")
        for part in ("clinic.yaml", "content", "layouts"):
            source = content / run.workspace / part
            if source.is_dir():
                shutil.copytree(source, work / part)
            elif source.is_file():
                work.mkdir(exist_ok=True)
                shutil.copy(source, work / part)
        (work / "made").mkdir()
        (work / "list.csv").write_text(records(run.workspace), encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(checkout / "src"), "NO_COLOR": "1", "COLUMNS": "100"}
        done = subprocess.run(
            [sys.executable, "-m", "handout", *run.arguments],
            cwd=work, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        paths = sorted(path for path in work.rglob("*") if path.is_file() and path.name not in RANDOM)
        files = tuple((path.relative_to(work).as_posix(), sha256(path.read_bytes()).hexdigest()) for path in paths)
        return Result(done.returncode, done.stdout, done.stderr, files)


def differences(run: Run, old: Result, new: Result) -> Iterator[str]:
    """What differs, a line each."""
    where = f"{run.workspace}: handout {' '.join(run.arguments)}"
    if old.code != new.code:
        yield f"{where}: exit code {old.code}, then {new.code}"
    for name in ("out", "err"):
        if getattr(old, name) != getattr(new, name):
            yield f"{where}: std{name} differs\n--- {getattr(old, name)[-600:]}\n+++ {getattr(new, name)[-600:]}"
    before, after = dict(old.files), dict(new.files)
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield f"{where}: {name} differs"


def main() -> int:
    """Compares, and tells how much was the same."""
    old, new = (Path(name).resolve() for name in sys.argv[1:3])
    wanted = list(runs())
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        before = pool.map(lambda run: result(old, old, run), wanted)
        after = pool.map(lambda run: result(new, old, run), wanted)
        pairs = list(zip(wanted, before, after, strict=True))
    found = [line for run, one, other in pairs for line in differences(run, one, other)]
    for line in found:
        print(line)
    good = sum(one.code == 0 for _, one, _ in pairs)
    files = sum(len(one.files) for _, one, _ in pairs)
    print(f"{len(pairs)} commands, {good} of them with exit code 0, {files} files: {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
