"""`python tests/mutation/survivors.py`, after `mutmut run`: whether the mutants that survived are those of the list."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import Struct

LIST = Path(__file__).with_name("survivors.yaml")
SEEN = ("killed", "timeout", "segfault")
"""What mutmut says of a mutant that a test saw."""
_NAME = re.compile(r"(?P<module>[\w.]+)\.x(?:_|ǁ(?P<of>\w+)ǁ)(?P<function>\w+)__mutmut_\d+")


class Mutant(Struct, frozen=True, order=True):
    """A change of the code, told by what it says, since numbers move with the code around."""

    function: str
    """With its module, and its class if it has one."""
    was: str
    now: str


class Reason(Struct, frozen=True, forbid_unknown_fields=True):
    """Why no test need see some mutants."""

    why: str
    mutants: tuple[Mutant, ...]


def listed(text: str) -> tuple[Reason, ...]:
    """The list of mutants that may survive."""
    return msgspec.convert(yaml.safe_load(text), tuple[Reason, ...])


def mutant(name: str, diff: str) -> Mutant:
    """The mutant of mutmut's name and difference."""
    found = _NAME.fullmatch(name)
    assert found, name
    parts = (found["module"], found["of"], found["function"])
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    was, now = ("\n".join(line[1:].strip() for line in lines if line.startswith(mark)) for mark in "-+")
    return Mutant(".".join(filter(None, parts)), was, now)


def differences(found: Iterable[Mutant], reasons: Iterable[Reason]) -> list[str]:
    """What is wrong, as lines to read."""
    survived, allowed = set(found), {mutant for reason in reasons for mutant in reason.mutants}
    return [
        *(f"no test sees this change:\n{_shown(mutant)}" for mutant in sorted(survived - allowed)),
        *(f"listed, and it doesn't survive:\n{_shown(mutant)}" for mutant in sorted(allowed - survived)),
    ]


def _shown(mutant: Mutant) -> str:
    """As the list has it."""
    entry: Any = [msgspec.to_builtins(mutant)]
    return str(yaml.safe_dump(entry, sort_keys=False, allow_unicode=True, width=10_000))


def _mutmut(*arguments: str) -> str:
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def main() -> int:
    """The exit code: 0 where the survivors are those of the list."""
    told = [line.strip().rsplit(": ", 1) for line in _mutmut("results").splitlines() if ": " in line]
    survived = [mutant(name, _mutmut("show", name)) for name, status in told if status not in SEEN]
    wrong = differences(survived, listed(LIST.read_text(encoding="utf-8")))
    sys.stdout.write("".join(f"{line}\n" for line in wrong) or f"{len(survived)} mutants survive, as listed\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
