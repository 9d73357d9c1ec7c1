"""Many cases in a process of their own, which is begun again where one of them ends it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from fuzz.case import Case, drawn
from fuzz.limits import Limits, confine
from fuzz.seeds import Kind, Seed
from fuzz.smaller import smaller
from program import ROOT, environment

A_PROCESS = 400
"""Cases of one process, so that what it keeps doesn't count as what a case takes."""


class Failure(Struct, frozen=True):
    """A case that failed, with the least input that fails alike."""

    kind: str
    number: int
    fault: str
    file: str = ""
    content: str = ""

    def __str__(self) -> str:
        again = f"PYTHONPATH=src:tests python -m fuzz {self.kind} {self.number}"
        return f"{again}\n{self.fault}\n--- {self.file}, made smaller\n{self.content}"


class Report(Struct):
    """What came of some cases."""

    failures: list[Failure] = []
    codes: set[int] = set()
    """The exit codes that there were."""


def tried(kind: str, first: int, count: int, limits: Limits | None = None) -> Report:
    """What comes of so many cases, from the first on."""
    report = Report()
    end = first + count
    while first < end:
        first = _some(kind, first, min(end, first + A_PROCESS), limits or Limits(), report)
    return report


def _some(kind: str, first: int, end: int, limits: Limits, report: Report) -> int:
    """Runs cases in a process until it ends; the number of the next one."""
    command = [
        sys.executable,
        "-m",
        "fuzz",
        kind,
        str(first),
        str(end - first),
        str(limits.seconds),
        str(limits.memory),
    ]
    env = environment({"PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}"})
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        begun = first
        for line in process.stdout:
            told = json.loads(line)
            if "begun" in told:
                begun = told["begun"]
            elif "codes" in told:
                report.codes.update(told["codes"])
            else:
                report.failures.append(msgspec.convert(told, Failure))
        code = process.wait()
    if code:
        report.failures.append(Failure(kind, begun, death(code)))
        return begun + 1
    return end


def death(code: int) -> str:
    if code == -signal.SIGPROF:
        return "a hang: it works on and on"
    if code == -signal.SIGALRM:
        return "a hang: it waits for something"
    return f"the process died: {signal.Signals(-code).name if code < 0 else f'exit code {code}'}"


def tell(kind: Kind, numbers: range, limits: Limits, say: Callable[[str], None]) -> None:
    """In a process of its own: says which case is begun, and which failed."""
    confine()
    in_this_process()
    root = Path(tempfile.mkdtemp())
    cases: dict[int, Case] = {}
    try:
        for number in numbers:
            say(json.dumps({"begun": number}))
            seed, content = drawn(kind, number)
            case = cases.get(id(seed)) or cases.setdefault(id(seed), Case(seed, root / str(len(cases))))
            fault = case.fault(content, limits)
            if fault:
                # What it left behind is no fault of the next one.
                cases[id(seed)] = Case(seed, Path(tempfile.mkdtemp(dir=root)))
                least = _least(seed, content, fault, limits, root)
                failure = Failure(kind.name, number, fault, seed.target, least.decode("utf-8", "backslashreplace"))
                say(msgspec.json.encode(failure).decode())
        say(json.dumps({"codes": sorted(set().union(*(case.codes for case in cases.values())))}))
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _least(seed: Seed, content: bytes, fault: str, limits: Limits, root: Path) -> bytes:
    return smaller(content, lambda part: _apart(seed, part, limits, root) == fault)


def _apart(seed: Seed, content: bytes, limits: Limits, root: Path) -> str:
    """The fault of a content, found in a process that may die of it."""
    folder = Path(tempfile.mkdtemp(dir=root))
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(write, Case(seed, folder).fault(content, limits).encode()[:4096])
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        fault = pipe.read().decode()
    os.waitpid(child, 0)
    shutil.rmtree(folder, ignore_errors=True)
    return fault


def in_this_process() -> None:
    """A batch makes its documents here, under the limits of this process instead of its own."""
    from batch.make import Inline

    module = import_module("handout.batch.making")

    def processes(*_: Any, **__: Any) -> Callable[[], Inline]:
        return Inline

    module.pool = processes  # type: ignore[attr-defined]
