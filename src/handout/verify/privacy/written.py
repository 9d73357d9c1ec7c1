"""What an author's text comes to on paper: its words in the pieces that are printed one after another.

It is read by one expression, not by the parser that the documents are made with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from handout.verify.file_info import uri
from handout.verify.privacy.runs import words

_TOKEN = re.compile(
    r"\\[!-/:-@\[-`{-~]"
    r"|\{\{(?P<expression>.*?)\}\}"
    r"|(?P<citation>\[@[^\]]*\])"
    r"|(?P<reference>\[\]\([^)]*\))"
    r"|\]\((?P<address>(?:[^()]|\([^()]*\))*)\)"
    r"|(?P<open>\[)",
    re.DOTALL,
)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_COUNTS = re.compile(r"\s*pages?\s*")


class WrittenPiece(Struct, frozen=True):
    """Words of a text that follow each other on paper, and whether a number may be printed before or after them."""

    words: tuple[str, ...]
    before: bool = False
    after: bool = False


class Written(Struct, frozen=True):
    """A text as it may be printed."""

    pieces: tuple[WrittenPiece, ...]
    """Parted by everything that isn't the author's own words, and at the ends of links."""
    whole: tuple[tuple[str, ...], ...]
    """The same, gone on with where nothing need stand between."""
    beside: tuple[str, ...]
    """Addresses of links, and what is printed where a value is missing."""
    joined: tuple[str, ...] = ()
    """Words that a value is printed against, as `mg` in `{{ patient.dose }}mg`; empty for another value."""


def plain(text: str) -> Written:
    """A text that is printed as it stands."""
    found = tuple(words(text))
    return Written((WrittenPiece(found),), (found,), ()) if found else Written((), (), ())


def written(text: str) -> Written:
    """An inline text; each of its paragraphs stands by itself."""
    found = [_paragraph(part) for part in _BLANK_LINE.split(text)]
    return found[0] if len(found) == 1 else Written(
        tuple(piece for each in found for piece in each.pieces),
        tuple(whole for each in found for whole in each.whole),
        tuple(said for each in found for said in each.beside),
        tuple(said for each in found for said in each.joined),
    )  # fmt: skip


def _paragraph(text: str) -> Written:
    if "{{" not in text and "[" not in text:
        return plain(text)
    pieces: list[WrittenPiece] = []
    whole: list[list[str]] = [[]]
    beside: list[str] = []
    number = False
    for said, kind, value in _parts(text):
        inserted = kind in ("citation", "reference") or (kind == "address" and value.startswith("#"))
        inserted = inserted or (kind == "expression" and _COUNTS.fullmatch(value) is not None)
        if found := tuple(words(said)):
            pieces.append(WrittenPiece(found, number, inserted))
            whole[-1] += found
        number = inserted or (number and not found)
        if kind in ("expression", "citation", "reference"):
            whole.append([])
        if kind == "address":
            beside += addresses(value.strip("<> "))
        elif kind == "expression":
            beside += [one or other for one, other in _QUOTED.findall(value)]
    if "{{" not in text:
        whole.append(words(text))  # a title is printed as it stands
    each = tuple(dict.fromkeys(tuple(found) for found in whole if found))
    return Written(tuple(pieces), each, tuple(beside), tuple(_joined(text)))


def _joined(text: str) -> Iterator[str]:
    """What no blank parts from an expression; marks of emphasis print nothing."""
    last = None
    for said, kind, _ in _parts(text):
        bare, found = said.strip("*_"), words(said)
        if last == "expression" and (not bare or bare[0].isalnum()):
            yield found[0] if found else ""
        if kind == "expression" and found and bare[-1].isalnum():
            yield found[-1]
        last = kind


def _parts(text: str) -> Iterator[tuple[str, str, str]]:
    """Words with what comes after them: its kind and what is in it; nothing at the end."""
    said, at = "", 0
    for match in _TOKEN.finditer(text):
        said += text[at : match.start()]
        at = match.end()
        if match.lastgroup is None:
            said += match[0][1:]
        else:
            yield said, match.lastgroup, match[match.lastgroup]
            said = ""
    yield said + text[at:], "", ""


def addresses(url: str) -> list[str]:
    """A link's address as it is written, as it is printed, and as a file has it."""
    _, colon, rest = url.partition(":")
    return [url, rest.strip("/"), uri(url)] if colon and not url.startswith("#") else []
