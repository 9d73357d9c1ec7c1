"""Headers and footers compared: their words, once for all pages, without the page's own number.

A band is known by its pages: every page, every one but the first, the first, or some.  These are compared,
so that a document that becomes longer keeps its bands.  What only repeats the text, as a table's header row overleaf,
depends on where pages end and is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from msgspec.structs import replace

from handout.compare.change import Change, one_sided
from handout.compare.masks import Masks
from handout.extract.passages import ARTIFACT, PdfReading
from handout.i18n.digits import western
from handout.i18n.unspaced import needs_no_space

_SPACE = re.compile(r"(?<=\S) (?=(\S))")
_NUMBER = re.compile(r"\d+")
_ALIKE = 0.5
_LINES = 4
"""Lines that a cell of a header or footer may have."""
_MOST = 100
"""Bands that are compared to find the band that another became."""

EVERY, REST, FIRST, SOME = "every page", "every page but the first", "the first page", "some pages"


class _Seen(NamedTuple):
    """A header or footer on one page."""

    page: int
    ways: tuple[str, ...]
    """Its words, with one number or another written as the page's own or the last page's."""


class _Band(NamedTuple):
    """The words of a header or footer, and the pages that have them."""

    text: str
    pages: tuple[int, ...]
    where: frozenset[str]
    """Every way to write the words of these pages."""


def changed_headers_footers(old: PdfReading, new: PdfReading, masks: Masks) -> Iterator[Change]:
    """The changes in headers and footers."""
    seen = [*_seen(old, masks)], [*_seen(new, masks)]
    often = Counter(way for each in (*seen[0], *seen[1]) for way in {*each.ways})
    before, after = _bands(old, seen[0], often), _bands(new, seen[1], often)
    gone = [band for text, band in before.items() if not _there(band, after.get(text), len(new.pages))]
    come = [band for text, band in after.items() if not _there(band, before.get(text), len(old.pages))]
    _drop_wrapped(gone, come)
    for was, now in _paired(gone, come):
        if was and now and was.text != now.text:
            yield Change(
                kind="changed", section=(), band=True,
                page_old=was.pages[0], page_new=now.pages[0], old=was.text, new=now.text,
            )  # fmt: skip
        elif was and now:
            yield from _elsewhere(was, now)
        elif band := was or now:
            yield _one_sided(band, removed=band is was)


def _drop_wrapped(gone: list[_Band], come: list[_Band]) -> None:
    """Removes neighbours that are the lines of one text in both documents, wherever these end."""
    there = {text: lines for lines, text in _texts(come)}
    for lines, text in _texts(gone):
        found = there.get(text)
        if found is None or lines.stop - lines.start == found.stop - found.start == 1:
            continue
        if not any(one.where.isdisjoint(other.where) for one in gone[lines] for other in come[found]):
            del gone[lines], come[found]
            _drop_wrapped(gone, come)
            return


def _texts(bands: Sequence[_Band]) -> Iterator[tuple[slice, str]]:
    """Neighbours that may be the lines of one text, and this text; it has no space where its script needs none."""
    for start in range(min(len(bands), _MOST)):
        for end in range(start + 1, min(start + _LINES, len(bands)) + 1):
            text = " ".join(band.text for band in bands[start:end])
            at = [match.start() for match in _SPACE.finditer(text) if needs_no_space(text[match.start() - 1], match[1])]
            yield slice(start, end), "".join(char for place, char in enumerate(text) if place not in at)


def _seen(reading: PdfReading, masks: Masks) -> Iterator[_Seen]:
    repeated = _repeated(reading)
    total = str(len(reading.pages))
    for page in reading.pages:
        for passage in page.passages:
            if passage.role == ARTIFACT and f" {passage.text} " not in repeated:
                yield _Seen(page.number, _ways(masks.cover(passage.text).text, str(page.number), total))


def _repeated(reading: PdfReading) -> str:
    """The text that pages repeat: the heads of tables, or all text if a golden doesn't mark the heads."""
    passages = [passage for page in reading.pages for passage in page.passages if passage.role != ARTIFACT]
    has_roles = any(passage.role and not passage.heading for passage in passages)
    return f" {' '.join(passage.text for passage in passages if passage.role == 'TH' or not has_roles)} "


def _ways(text: str, own: str, total: str) -> tuple[str, ...]:
    """Ways to write the words, the likeliest first: on the last page, its number and the last page's are the same."""
    found = [western(match[0]) for match in _NUMBER.finditer(text)]
    if own not in found and total not in found:
        return (text,)

    def written(first: int) -> str:
        count = 0

        def shown(match: re.Match[str]) -> str:
            nonlocal count
            number = western(match[0])
            if number not in (own, total):
                return match[0]
            count += 1
            is_own = number == own and (own != total or count <= first)
            return "‹page›" if is_own else "‹pages›"

        return _NUMBER.sub(shown, text)

    return (*dict.fromkeys(written(first) for first in (1, 0, len(found))), text)


def _bands(reading: PdfReading, seen: Sequence[_Seen], often: Counter[str]) -> dict[str, _Band]:
    pages: dict[str, dict[int, None]] = {}
    for each in seen:
        best = max(each.ways, key=lambda way: often[way])
        pages.setdefault(best, {})[each.page] = None
    return {text: _Band(text, tuple(on), _where([*on], reading)) for text, on in pages.items()}


def _where(pages: Sequence[int], reading: PdfReading) -> frozenset[str]:
    total = len(reading.pages)
    kinds = {
        EVERY: len(pages) == total,
        REST: len(pages) == total - 1 and 1 not in pages,
        FIRST: [*pages] == [1],
    }
    return frozenset(kind for kind, holds in kinds.items() if holds) or frozenset({SOME})


def _there(band: _Band, other: _Band | None, pages: int) -> bool:
    """Whether the other document, with so many pages, has the band on the right pages."""
    if other is None:
        return pages == 1 and REST in band.where
    return not band.where.isdisjoint(other.where)


def _paired(gone: Sequence[_Band], come: Sequence[_Band]) -> Iterator[tuple[_Band | None, _Band | None]]:
    """The pairs of old and new bands: each with the most similar one."""
    left = [*come]
    for was in gone:
        likeness = [(_likeness(was.text, now.text), -at) for at, now in enumerate(left[:_MOST])]
        best, at = max(likeness, default=(0.0, 0))
        yield was, left.pop(-at) if best >= _ALIKE else None
    yield from ((None, now) for now in left)


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio()


def _elsewhere(was: _Band, now: _Band) -> Iterator[Change]:
    """The same words on other pages."""
    fewer, more = sorted({*was.pages} - {*now.pages}), sorted({*now.pages} - {*was.pages})
    if fewer:
        yield _one_sided(was._replace(pages=tuple(fewer)), removed=True)
    if more:
        yield _one_sided(now._replace(pages=tuple(more)), removed=False)


def _one_sided(band: _Band, *, removed: bool) -> Change:
    return replace(one_sided(band.text, band.pages[0], removed=removed), band=True)
