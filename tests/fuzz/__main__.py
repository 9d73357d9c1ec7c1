"""`python -m fuzz KIND FIRST [COUNT [SECONDS [MIB]]]`, with src and tests in PYTHONPATH: says what fails, as JSON."""

from __future__ import annotations

import os
import sys

from fuzz.limits import Limits
from fuzz.runs import tell
from fuzz.seeds import KINDS

name, first, count, seconds, memory = [*sys.argv[1:], *("1", "10", "512")[len(sys.argv) - 3 :]]
# What the program or a library prints goes elsewhere.
out = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)


def say(line: str) -> None:
    out.write(f"{line}\n")
    out.flush()


tell(KINDS[name], range(int(first), int(first) + int(count)), Limits(float(seconds), int(memory)), say)
