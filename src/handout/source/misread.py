"""Letters that another program read in a wrong encoding and then saved: `Ã¼` for `ü`, `â€™` for an apostrophe."""

from __future__ import annotations

from typing import NamedTuple

from handout.source.patterns import uncompiled

_QUOTES = "‘’“”–—…‹›«»"
_BEHIND = "\x80-\x9f\xa0-\xaa\xac-\xba\xbc-\xbf€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ"
_MISREAD = uncompiled(
    # The second byte of a letter may look like a sign, which may well be behind a capital letter at a word's end.
    rf"[ÂÃÄÅ](?:[{_BEHIND}]|[{_QUOTES}](?=[^\W\d_]))"
    r"|[ÂÃ][«»]"
    rf"|â[€‚„‰†ˆ][{_BEHIND}{_QUOTES}]|ï»¿|ï¿½"
)
"""The bytes of UTF-8 as characters of Windows-1252: of Latin letters and of the usual signs."""


class Misread(NamedTuple):
    """What is written, where, and what was meant; the latter is empty where nobody can know."""

    at: int
    written: str
    meant: str


def misread(text: str) -> Misread | None:
    """The first letter of a text that was read in a wrong encoding."""
    if text.isascii():
        return None
    for match in _MISREAD.finditer(text):
        try:
            meant = b"".join(map(_byte, match[0])).decode("utf-8")
        except UnicodeError:
            continue
        return Misread(match.start(), match[0], meant if meant.isprintable() and meant != "\ufffd" else "")
    return None


def _byte(char: str) -> bytes:
    return char.encode("latin-1" if char < "\u0100" else "windows-1252")
