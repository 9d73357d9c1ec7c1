"""One case: a file is changed, the commands that read it are run, and what they did is judged."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from fuzz.limits import Limits, limited
from fuzz.seeds import DONE, SOME, Command, Kind, Seed
from program import Outcome, files, run

MOST = 6
"""Changes of one file."""


def drawn(kind: Kind, number: int) -> tuple[Seed, bytes]:
    """The seed of a case, and what its file says then; always the same for a number."""
    chance = Random(f"{kind.name} {number}")
    seeds = kind.seeds()
    seed, other = chance.choice(seeds), chance.choice(seeds)
    change = chance.choice(kind.changes)
    content = seed.files[seed.target]
    for _ in range(min(MOST, 1 + int(chance.expovariate(1.0)))):
        content = change(content, chance, other.files[other.target])
    return seed, content[: 1 << 20]


class Case:
    """A seed in a folder of its own; it is laid out once for all that is done to its file."""

    def __init__(self, seed: Seed, folder: Path) -> None:
        self._seed, self._folder = seed, folder
        self.codes: set[int] = set()
        """The exit codes of all its runs."""
        for name, content in seed.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def fault(self, content: bytes, limits: Limits, program: Callable[..., Outcome] = run) -> str:
        """What is wrong with what the program does when this is in the file; empty where nothing is."""
        (self._folder / self._seed.target).write_bytes(content)
        before = self._state()
        for command in self._seed.commands:
            with limited(limits) as used:
                outcome = program(*command.arguments, cwd=self._folder)
            self.codes.add(outcome.code)
            fault = used.fault or judged(command, outcome) or self._written(command, outcome, before)
            if fault:
                return f"handout {' '.join(command.arguments)}: {fault}"
        return ""

    def _written(self, command: Command, outcome: Outcome, before: Mapping[str, bytes]) -> str:
        """What is wrong with the files that are there afterwards; takes away what may be."""
        after = self._state()
        if any(after.get(name) != content for name, content in before.items()):
            return "a file that was there is another one"
        new = [name for name in after if name not in before]
        if new and outcome.code not in (DONE, SOME):
            return f"{len(new)} files written, though it was refused with {outcome.code}"
        if any(not name.startswith(("out/", "output/")) for name in new):
            return "a file is written outside of the folder for documents"
        if command.arguments[0] == "batch" and new and _documents(self._folder / "out") != _made(self._folder / "out"):
            return "the documents are not those of the manifest"
        for name in ("out", "output"):
            with contextlib.suppress(FileNotFoundError):
                shutil.rmtree(self._folder / name)
        return ""

    def _state(self) -> dict[str, bytes]:
        return {name: (self._folder / name).read_bytes() for name in files(self._folder)}


def judged(command: Command, outcome: Outcome) -> str:
    """What is wrong with how a command ended."""
    said = outcome.err
    if "Traceback" in said or "a bug of handout" in said or outcome.code == 1:
        # The frames' places without more: they tell one fault from another.
        frames = re.findall(r"^ +(?:File \".*/)?([\w.]+:\d+|[\w.]+\", line \d+) in|in (\w+)$", said, re.MULTILINE)
        return f"a traceback: {' '.join(''.join(frame) for frame in frames[-2:])} {said.splitlines()[-1][:200]}"
    if "too large for this machine" in said:
        return "a small input is too large for this machine"
    if "please report" in said:
        line = next(line for line in said.splitlines() if "please report" in line or ": error: " in line)
        return f"it was found by verification only: {re.sub('[0-9]+', 'N', line)[:200]}"
    if outcome.code not in command.codes:
        return f"exit code {outcome.code}: {said.splitlines()[-1][:200] if said else 'nothing said'}"
    if outcome.code not in (DONE, SOME) and not said and not outcome.out:
        return f"exit code {outcome.code}, and nothing said"
    return ""


def _documents(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.pdf"))


def _made(folder: Path) -> list[str]:
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return sorted(str(line["file"]) for line in map(json.loads, lines) if line["file"])
