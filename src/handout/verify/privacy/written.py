"""What an author's text becomes on paper: its words, in pieces that are printed without anything between their words.

It is read with one regular expression and not with the parser of the documents, which the scan must not rely on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from handout.verify.file_info import uri
from handout.verify.privacy.runs import words

_TOKEN = re.compile(
    r"\\[!-/:-@\[-`{-~]"
    r"|\{\{(?P<expression>.*?)\}\}"
    r"|(?P<citation>\[[@^][^\]]*\])"
    r"|(?P<reference>\[\]\([^)]*\))"
    r"|\]\((?P<address>(?:[^()]|\([^()]*\))*)\)"
    r"|\](?P<lang>\{lang=[^{}\n]*\})"
    r"|(?P<open>\[)",
    re.DOTALL,
)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_COUNTS = re.compile(r"\s*pages?\s*")


class WrittenPiece(Struct, frozen=True):
    """Words that follow each other on paper, and whether a number may be printed before or after them."""

    words: tuple[str, ...]
    before: bool = False
    after: bool = False


class Written(Struct, frozen=True):
    """A text as it may be printed."""

    pieces: tuple[WrittenPiece, ...]
    """Split by everything that isn't the author's own words, and at the ends of links."""
    whole: tuple[tuple[str, ...], ...]
    """The same, joined where it may be that nothing is printed between."""
    beside: tuple[str, ...]
    """Addresses of links, and what is printed for a missing value."""
    joined: tuple[str, ...] = ()
    """Words next to a value without a space, such as `mg` in `{{ patient.dose }}mg`; empty for another value."""

    @property
    def each(self) -> Iterable[tuple[str, ...]]:
        """The words of the pieces and those that are joined, each once: most texts have one piece, which is whole."""
        return dict.fromkeys((*(piece.words for piece in self.pieces), *self.whole))


def plain(text: str) -> Written:
    """A text without markup."""
    found = tuple(words(text))
    return Written((WrittenPiece(found),), (found,), ()) if found else Written((), (), ())


def written(text: str) -> Written:
    """An inline text, each of its paragraphs by itself."""
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
        whole.append(words(text))  # a title is printed without its markup
    each = tuple(dict.fromkeys(tuple(found) for found in whole if found))
    return Written(tuple(pieces), each, tuple(beside), tuple(_joined(text)))


def _joined(text: str) -> Iterator[str]:
    """The words next to an expression without a space; marks of emphasis aren't printed."""
    last = None
    for said, kind, _ in _parts(text):
        bare, found = said.strip("*_"), words(said)
        if last == "expression" and (not bare or bare[0].isalnum()):
            yield found[0] if found else ""
        if kind == "expression" and found and bare[-1].isalnum():
            yield found[-1]
        last = kind


def _parts(text: str) -> Iterator[tuple[str, str, str]]:
    """Words, with the kind and the content of what follows them; both are empty at the end."""
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
    """A link's address as it is written, as it is printed, and as the file has it."""
    _, colon, rest = url.partition(":")
    return [url, rest.strip("/"), uri(url)] if colon and not url.startswith("#") else []
