"""The program as tests run it: in this process where that is enough, in one of its own where it isn't."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from handout import cli
from handout.batch.output.receipts import FILES

ROOT = Path(__file__).parents[1]
SMALL = Path(__file__).parent / "workspaces" / "small"
ARABIC = Path(__file__).parent / "workspaces" / "right_to_left"


class Outcome(NamedTuple):
    """How a run ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything that anybody could read."""
        return self.out + self.err


class _Captured(io.TextIOWrapper):
    """A stream that keeps what is written; click writes bytes and text to it."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", errors="backslashreplace", write_through=True)

    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode("utf-8")


def workspace(folder: Path, *, of: Path = SMALL) -> Path:
    """A workspace of its own for a test."""
    for name in ("clinic.yaml", "content", "layouts"):
        copy = shutil.copytree if (of / name).is_dir() else shutil.copy
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy(of / name, folder / name)
    return folder


def run(*arguments: str | Path, cwd: Path) -> Outcome:
    """The program in this process; no Python that it imports is loaded twice."""
    out, err, argv = _Captured(), _Captured(), sys.argv
    sys.argv = ["handout", *map(str, arguments)]
    try:
        with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.run()
    finally:
        sys.argv = argv
    return Outcome(code, out.text(), err.text())


def spawn(*arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> Outcome:
    """The program in a process of its own, with nothing of this one's environment but what it needs to start."""
    done = subprocess.run(
        [sys.executable, "-m", "handout", *map(str, arguments)],
        cwd=cwd, env=environment(env or {}), capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    return Outcome(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """What a process of the program is started with."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "COVERAGE_PROCESS_START") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), **more}


def files(folder: Path) -> list[str]:
    """The names of all files below a folder, hidden ones too; not the receipts that every batch leaves."""
    paths = (path for path in folder.rglob("*") if not path.is_dir() and path.name not in FILES)
    return sorted(path.relative_to(folder).as_posix() for path in paths)
