"""What a comparison with another library shares: pairing, the look at the bytes, the diff of pages, processes."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

Pages = Callable[[Path], list[str]]


def compare(pages: Pages, old: Path, new: Path) -> list[str]:
    """The lines that changed, page by page."""
    if old.read_bytes() == new.read_bytes():
        return []
    found: list[str] = []
    before, after = pages(old), pages(new)
    for number in range(max(len(before), len(after))):
        was = before[number].splitlines() if number < len(before) else []
        now = after[number].splitlines() if number < len(after) else []
        if was != now:
            found += [f"page {number + 1}", *difflib.unified_diff(was, now, lineterm="", n=0)]
    return found


def main(one: Callable[[tuple[Path, Path]], list[str]]) -> None:
    """Compares two folders: OLD NEW COUNT WORKERS; prints how many files differ."""
    old, new = Path(sys.argv[1]), Path(sys.argv[2])
    count, workers = int(sys.argv[3]), int(sys.argv[4])
    names = sorted(path.name for path in old.glob("*.pdf"))
    step = max(len(names) // max(count, 1), 1)
    pairs = [(old / name, new / name) for name in names[::step][:count]]
    with ProcessPoolExecutor(workers) as pool:
        found = sum(bool(lines) for lines in pool.map(one, pairs, chunksize=2))
    print(f"{found} of {len(pairs)} differ")
