"""What all rivals share: their material, and a loop that makes a document for each name until the time is over.

`python with_….py MATERIAL OUT SECONDS FIRST` prints how many documents it made, in how many seconds, of the clock and
of the processor.  Imports, fonts and a first document, which warms everything, are not counted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

FOLDER = Path(sys.argv[1])
MISSING = 3
"""The exit code of a rival that isn't installed."""


def words() -> dict[str, Any]:
    """The document's words."""
    return json.loads((FOLDER / "words.json").read_text(encoding="utf-8"))


def missing(error: Exception) -> None:
    """Ends: this rival can't be measured here."""
    print(str(error).splitlines()[0] if str(error) else type(error).__name__)
    raise SystemExit(MISSING)


def run(make: Callable[[str, Path], object], most: int | None = None) -> None:
    """Makes documents, named or not, into the folder; no more than so many."""
    out, seconds, first = Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
    given = json.loads((FOLDER / "names.json").read_text(encoding="utf-8"))
    make(given[first], out / f"{first}.pdf")
    began, used = perf_counter(), process_time()
    made = 0
    for number in count(first + 1):
        make(given[number % len(given)], out / f"{number}.pdf")
        made += 1
        if made == most or perf_counter() - began > seconds:
            break
    took = perf_counter() - began
    print(json.dumps({"documents": made, "seconds": took, "cpu": process_time() - used}))
