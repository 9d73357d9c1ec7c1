"""Changes of whole lines, as a merge that went wrong or a slip in an editor makes them; and of a table's cells."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from fuzz.spans import TOKENS


def changed(content: bytes, chance: Random, other: bytes) -> bytes:
    """The content with one change of its lines; `other` is a file of the same kind."""
    lines = content.splitlines(keepends=True) or [b""]
    return b"".join(chance.choice(CHANGES)(lines, chance, other.splitlines(keepends=True) or [b""]))


def _at(lines: list[bytes], chance: Random) -> int:
    return chance.randrange(len(lines))


def _removed(lines: list[bytes], chance: Random, _: list[bytes]) -> list[bytes]:
    at = _at(lines, chance)
    return lines[:at] + lines[at + chance.randint(1, 4) :]


def _repeated(lines: list[bytes], chance: Random, _: list[bytes]) -> list[bytes]:
    start = _at(lines, chance)
    end = start + chance.randint(1, 6)
    return lines[:end] + lines[start:end] * chance.choice((1, 1, 2, 40)) + lines[end:]


def _swapped(lines: list[bytes], chance: Random, _: list[bytes]) -> list[bytes]:
    one, two = _at(lines, chance), _at(lines, chance)
    lines[one], lines[two] = lines[two], lines[one]
    return lines


def _indented(lines: list[bytes], chance: Random, _: list[bytes]) -> list[bytes]:
    start, by = _at(lines, chance), chance.choice((1, 2, 4, 40))
    for at in range(start, min(len(lines), start + chance.randint(1, 5))):
        lines[at] = b" " * by + lines[at]
    return lines


def _outdented(lines: list[bytes], chance: Random, _: list[bytes]) -> list[bytes]:
    start, by = _at(lines, chance), chance.choice((1, 2, 4))
    for at in range(start, min(len(lines), start + chance.randint(1, 5))):
        lines[at] = lines[at].removeprefix(b" " * by)
    return lines


def _joined(lines: list[bytes], chance: Random, _: list[bytes]) -> list[bytes]:
    at = _at(lines, chance)
    lines[at] = lines[at].rstrip(b"\r\n")
    return lines


def _broken(lines: list[bytes], chance: Random, _: list[bytes]) -> list[bytes]:
    at = _at(lines, chance)
    place = chance.randint(0, len(lines[at]))
    lines[at] = lines[at][:place] + b"\n" + lines[at][place:]
    return lines


def _foreign(lines: list[bytes], chance: Random, other: list[bytes]) -> list[bytes]:
    at, start = _at(lines, chance), _at(other, chance)
    return lines[:at] + other[start : start + chance.randint(1, 8)] + lines[at:]


def _commented(lines: list[bytes], chance: Random, _: list[bytes]) -> list[bytes]:
    at = _at(lines, chance)
    lines[at] = lines[at].rstrip(b"\n") + chance.choice((b" # more\n", b"# more\n", b" \n", b"\t\n", b"\\\n"))
    return lines


def _cell(lines: list[bytes], chance: Random, _: list[bytes]) -> list[bytes]:
    """Another text behind a comma, a semicolon or a colon."""
    at = _at(lines, chance)
    mark = chance.choice((b",", b";", b": "))
    cells = lines[at].rstrip(b"\r\n").split(mark)
    cells[chance.randrange(len(cells))] = chance.choice(TOKENS)
    lines[at] = mark.join(cells) + b"\n"
    return lines


def _ends(lines: list[bytes], chance: Random, _: list[bytes]) -> list[bytes]:
    """Lines that end as on another system."""
    end = chance.choice((b"\r\n", b"\r", b"\n\r", b"\xe2\x80\xa8", b"\x85"))
    return [line.rstrip(b"\r\n") + end for line in lines]


Change = Callable[[list[bytes], Random, list[bytes]], list[bytes]]
CHANGES: tuple[Change, ...] = (
    _removed, _removed, _repeated, _swapped, _indented, _outdented, _joined, _broken, _foreign, _commented, _cell,
    _cell,
    _ends,
)  # fmt: skip
