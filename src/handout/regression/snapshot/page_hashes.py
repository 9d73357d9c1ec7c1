"""`pictures.txt`: a fingerprint of each page's picture, and what it was made with.

It shows a change that is visible but not in the words, such as another version of a typeface.
"""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version

from msgspec import Struct

from handout.diagnostics import InputError, Span
from handout.extract import page_images
from handout.version import __version__

NAME = "pictures.txt"
FORMAT = 1
_DPI = 36
"""Fine enough for a hairline, and quick."""
_LIBRARIES = ("reportlab", "pymupdf-fonts", "pypdfium2")
_FIRST = re.compile(r"handout pictures (\d{1,6})")
_LINE = re.compile(r"(\S+) ([1-9]\d{0,5}) ([0-9a-f]{16}) (.+)")
_HINT = "write it anew: handout snapshot update"


class PageHashes(Struct, frozen=True):
    """The pages of one document."""

    pages: tuple[str, ...]
    made_with: str


def made_with() -> str:
    """The versions of everything that decides how a page looks."""
    found = [f"handout {__version__}"]
    for library in _LIBRARIES:
        try:
            found.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            found.append(f"{library} unknown")
    return ", ".join([*found, f"system {platform.system()}-{platform.machine()}"])


def page_hashes(pdf: bytes) -> tuple[str, ...]:
    """One for each page, drawn small and grey."""
    found = []
    for grey in page_images.greys(pdf, _DPI):
        digest = hashlib.blake2b(f"{grey.width} {grey.height} ".encode(), digest_size=8)
        digest.update(grey.pixels)
        found.append(digest.hexdigest())
    return tuple(found)


def written(prints: Mapping[str, PageHashes]) -> str:
    """The file's text: a line a page, in the order of the names."""
    lines = [f"handout pictures {FORMAT}", "# document, page, what its picture is, and what drew it; not to be read"]
    for name, found in sorted(prints.items()):
        lines += (f"{name} {number} {page} {found.made_with}" for number, page in enumerate(found.pages, 1))
    return "".join(f"{line}\n" for line in lines)


def parsed(text: str, file: str) -> dict[str, PageHashes]:
    """The content of such a file; HandoutError with the line for one that can't be understood."""
    first, *lines = (line.rstrip() for line in text.replace("\r\n", "\n").split("\n"))
    match = _FIRST.fullmatch(first)
    if match is None:
        raise _error(file, 1, f"expected 'handout pictures {FORMAT}'", _HINT)
    if int(match[1]) > FORMAT:
        hint = "install the newer handout; the file is left as it is"
        raise _error(file, 1, f"the pictures are of format {match[1]}, and this handout knows {FORMAT}", hint, "newer")
    found: dict[str, PageHashes] = {}
    for number, line in enumerate(lines, 2):
        if not line or line.startswith("#"):
            continue
        entry = _LINE.fullmatch(line)
        if entry is None or int(entry[2]) != len(found[entry[1]].pages if entry[1] in found else ()) + 1:
            raise _error(file, number, "expected a document, its next page, a fingerprint and versions", _HINT)
        earlier = found[entry[1]].pages if entry[1] in found else ()
        found[entry[1]] = PageHashes((*earlier, entry[3]), entry[4])
    return found


def differing(old: Iterable[PageHashes], now: str) -> list[str]:
    """The libraries that had another version when pictures were drawn: `pypdfium2 5.14.0, now 5.15.2`."""
    current = dict(_parts(now))
    found = {
        f"{name} {number}, now {current.get(name, 'none')}"
        for each in old
        for name, number in _parts(each.made_with)
        if current.get(name) != number
    }
    return sorted(found)


def _parts(made: str) -> list[tuple[str, str]]:
    pairs = (part.strip().partition(" ") for part in made.split(","))
    return [(name, number) for name, _, number in pairs]


def _error(file: str, line: int, message: str, hint: str, code: str = "pictures") -> InputError:
    return InputError.at(Span(file, line, 1), message, hint, code)
