"""Goldens read back, whatever an editor or a person may have changed in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from handout.diagnostics import InputError, Span
from handout.extract import RULES, PageReading, Passage, PdfReading
from handout.extract.passages import ARTIFACT, NOWHERE
from handout.regression.golden.rows import RowReader
from handout.regression.golden.texts import unjointed
from handout.regression.golden.write import FIRST, FORMAT, NO_TAGS, TAGS

NEWER = "newer-golden"
"""The code of the problem that a later version of handout wrote a golden."""
UPDATE = "read what is in it, then write it again: handout snapshot update, or pytest --handout-update"
_PAGE = re.compile(r"=== page (\d{1,6}) of (\d{1,6}), (\d{1,6}) x (\d{1,6}) pt")
_MARKED = re.compile(r"(?P<back>\()?(?P<mark>#{1,99}|~)?(?P<continued>\+)? (?P<text>.*)")
_HEAD = re.compile(r" *TH(?:\[[\w-]+\])? (.+)")
_INLINE = re.compile(r"\[\w+(?:\[[\w-]+\])?: ([^\]]*)\]")
_CONFLICT = re.compile(r"(<<<<<<<|>>>>>>>) ")


class Golden(Struct, frozen=True, kw_only=True):
    """The content of a golden."""

    rules: int
    about: str
    """Which document it is for; empty if the golden doesn't say it."""
    reading: PdfReading
    """Without places on the page, and with few tags: those of headings, heads of tables, headers and footers."""
    tags: tuple[str, ...]
    """The lines of the tag tree; none if the file isn't tagged."""


def parsed(text: str, name: str) -> Golden:
    """The content of a golden; HandoutError with the line, and what to do, for one that can't be understood.

    Line ends of Windows and a byte-order mark are allowed, and so are changes by hand.
    """
    lines = [line.rstrip() for line in text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")]
    rules = _versions(lines[0], name)
    reader = _GoldenReader(name)
    about, start = "", 1
    if len(lines) > 1 and lines[1].startswith("of: "):
        about, start = lines[1].removeprefix("of: "), 2
    for number, line in enumerate(lines[start:], start + 1):
        reader.line(number, line)
    if reader.tags is None:
        raise _error(name, len(lines), "the tags are missing: the file was cut off", UPDATE)
    tags = tuple(reader.tags)
    while tags and not tags[-1]:
        tags = tags[:-1]
    heads = set(_heads(tags))
    pages = tuple(
        PageReading(number, width, height, tuple(_tagged(passage, heads) for passage in held) if tags else tuple(held))
        for number, width, height, held in reader.pages
    )
    return Golden(rules=rules, about=about, reading=PdfReading(rules, reader.tagged, pages), tags=tags)


def _heads(tags: tuple[str, ...]) -> Iterator[str]:
    """The words of header rows, which are repeated where a table continues on the next page."""
    for line in tags:
        if match := _HEAD.fullmatch(line):
            yield _INLINE.sub(r"\1", match[1])


def _tagged(passage: Passage, heads: set[str]) -> Passage:
    """A passage with the tag that comparing needs; the tag tree shows all others."""
    if passage.role:
        return passage
    return replace(passage, role="TH" if passage.text in heads else "TD" if passage.cell else "P")


def _versions(first: str, name: str) -> int:
    match = FIRST.fullmatch(first)
    if match is None:
        message = f"this is no golden: its first line is 'handout golden {FORMAT}, extraction rules {RULES}'"
        raise _error(name, 1, message, UPDATE)
    version, rules = int(match[1]), int(match[2])
    hint = "install the newer handout; the golden is left as it is"
    if version > FORMAT:
        raise _error(name, 1, f"the golden is of format {version}, and this handout knows {FORMAT}", hint, NEWER)
    if rules > RULES:
        raise _error(name, 1, f"the golden has extraction rules {rules}, and this handout has {RULES}", hint, NEWER)
    return rules


class _GoldenReader:
    """Lines of a golden behind its head, one after the other."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._section: tuple[str, ...] = ()
        self._rows = RowReader()
        self.pages: list[tuple[int, float, float, list[Passage]]] = []
        self.tags: list[str] | None = None
        self.tagged = False

    def line(self, number: int, line: str) -> None:
        """Takes one line; HandoutError if nothing can be made of it."""
        if _CONFLICT.match(line):
            raise _error(self._name, number, "there is a merge conflict here", f"resolve it, or {UPDATE}")
        if self.tags is not None:
            self.tags.append(line)
        elif line in (TAGS, NO_TAGS):
            self.tags, self.tagged = [], line == TAGS
        elif line.startswith("=== "):
            self._page(number, line)
        elif line:
            self._passage(number, line)

    def _page(self, number: int, line: str) -> None:
        match = _PAGE.fullmatch(line)
        if match is None:
            message = f"expected '=== page {len(self.pages) + 1} of …, 595 x 842 pt' or '{TAGS}'"
            raise _error(self._name, number, message, UPDATE)
        if int(match[1]) != len(self.pages) + 1:
            message = f"page {match[1]} is where page {len(self.pages) + 1} must be"
            raise _error(self._name, number, message, UPDATE)
        self.pages.append((int(match[1]), float(match[3]), float(match[4]), []))

    def _passage(self, number: int, line: str) -> None:
        if not self.pages:
            raise _error(self._name, number, "there are words before the first page", UPDATE)
        if (cells := self._rows.cells(line, self._section)) is not None:
            self.pages[-1][3].extend(cells)
            return
        match = _MARKED.fullmatch(line)
        mark, text = (match["mark"] or "", match["text"]) if match else ("", line)
        if line == "(#)":
            self._section = ()
        elif match and match["back"] and mark.startswith("#"):
            self._section = (*self._section[: len(mark) - 1], text.removesuffix(")"))
        elif match and match["back"]:
            self._add("", line, continued=False)
        else:
            self._add(mark, text.lstrip(" "), continued=bool(match and match["continued"]))

    def _add(self, mark: str, marked: str, *, continued: bool) -> None:
        text, joins = unjointed(marked)
        role = ""
        if mark == "~":
            role = ARTIFACT
        elif mark:
            role = f"H{len(mark)}"
            self._section = self._section[: len(mark) - 1]
        held = self.pages[-1][3]
        section = () if mark == "~" else self._section
        held.append(Passage(section, role, text, NOWHERE, continued, joins))
        if role.startswith("H"):
            self._section = (*self._section, text)


def _error(name: str, line: int, message: str, hint: str, code: str = "golden") -> InputError:
    return InputError.at(Span(name, line, 1), message, hint, code)
