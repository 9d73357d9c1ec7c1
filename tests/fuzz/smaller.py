"""A failing input made small: parts are left out as long as the same fault is there."""

from __future__ import annotations

from collections.abc import Callable

TRIES = 250


def smaller(content: bytes, fails: Callable[[bytes], bool], tries: int = TRIES) -> bytes:
    """The least of a content that still fails: whole lines first, then single bytes."""
    left = [tries]
    for parts in (content.splitlines(keepends=True), None):
        found = _reduced(parts if parts is not None else [bytes([byte]) for byte in content], fails, left)
        content = b"".join(found)
    return content


def _reduced(parts: list[bytes], fails: Callable[[bytes], bool], left: list[int]) -> list[bytes]:
    """Zeller's delta debugging, without its second half: complements only."""
    size = max(1, len(parts) // 2)
    while left[0] > 0:
        at = 0
        before = len(parts)
        while at < len(parts) and left[0] > 0:
            rest = parts[:at] + parts[at + size :]
            left[0] -= 1
            if fails(b"".join(rest)):
                parts = rest
            else:
                at += size
        if size == 1 and len(parts) == before:
            break
        size = max(1, size // 2)
    return parts
