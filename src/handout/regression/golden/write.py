"""A golden's text: the words of a PDF by page, one passage a line, and its tag tree.

    handout golden 1, extraction rules 2
    of: asthma for patient, layout patient, A4, en-GB

    === page 1 of 2, 595 x 842 pt
    ~ Riverside Skin Clinic            a header or footer
    # Asthma                           a heading, with as many # as it is deep
      Use your inhaler every day.      a passage: a paragraph, an item with its number or bullet
    |= Inhaler | Morning | Night |     the first row of a table, a cell between two bars
    |  Brown | 2 puffs |  |            its next row; the last cell is empty
    |  Blue | in an attack |< |        its second cell covers two columns
    === page 2 of 2, 595 x 842 pt
    + and in the evening.              the rest of the last page's last passage
    |+ | a day |  |                    more of the cells of a row above
    (# Asthma)                         back in a section whose heading is further up
      milia-¬like                      a line ended behind this hyphen; ¬¬ stands for the character itself
      and || in a cell for a bar
    === tags
    Document …                         what `handout text` prints with its tags

Where lines break isn't in it, nor what a passage's tag is: that is for the tag tree alone. This module writes it;
`parse` reads it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from msgspec.structs import replace

from handout.extract import Passage, PdfReading
from handout.extract.passages import ARTIFACT
from handout.regression.golden.rows import Rows
from handout.regression.golden.texts import jointed, printable

FORMAT = 1
"""The version of this format."""
FIRST = re.compile(r"handout golden (\d{1,6}), extraction rules (\d{1,6})")
TAGS, NO_TAGS = "=== tags", "=== no tags"


def is_golden(text: str) -> bool:
    """Whether a text begins as a golden of any version does."""
    return FIRST.match(text.removeprefix("\ufeff")) is not None


def written(reading: PdfReading, tags: str, about: str = "") -> str:
    """The golden of a PDF, from its passages and its tag tree as lines."""
    return "".join(f"{line}\n" for line in _written(reading, tags, about))


def _written(reading: PdfReading, tags: str, about: str) -> Iterator[str]:
    yield f"handout golden {FORMAT}, extraction rules {reading.rules}"
    if about:
        yield f"of: {printable(about)}"
    yield ""
    section: tuple[str, ...] = ()
    rows = Rows()
    for page in reading.pages:
        yield f"=== page {page.number} of {len(reading.pages)}, {page.width:.0f} x {page.height:.0f} pt"
        for passage, *cells in rows.grouped(
            _labelled(each for each in page.passages if each.text.strip() or each.cell)
        ):
            own = tuple(map(printable, passage.section))
            if passage.role != ARTIFACT:
                # A heading by itself closes its siblings and all sections in them.
                yield from _back(section[: len(own)] if passage.heading else section, own)
                section = own
            if passage.cell is not None:
                yield rows.line([passage, *cells])
                continue
            mark = "~" if passage.role == ARTIFACT else "#" * (len(own) + 1) if passage.heading else ""
            mark += "+" * passage.continued
            yield f"{mark or ' '} {jointed(passage)}"
            if passage.heading:
                section = (*own, printable(passage.text))
    yield TAGS if reading.tagged else NO_TAGS
    if tags:
        yield from map(printable, tags.split("\n"))


def _labelled(passages: Iterable[Passage]) -> Iterator[Passage]:
    """A page's passages, with the number, bullet or term of an item on the item's line."""
    label: Passage | None = None
    for passage in passages:
        if label is not None and (passage.section, passage.continued) == (label.section, False) and _item(passage):
            yield _behind(label, passage)
            label = None
            continue
        if label is not None:
            yield label
        label = passage if passage.role == "Lbl" else None
        if label is None:
            yield passage
    if label is not None:
        yield label


def _behind(label: Passage, passage: Passage) -> Passage:
    start = len(label.text) + 1
    joins = (*label.joins, *(start + at for at in passage.joins))
    return replace(passage, text=f"{label.text} {passage.text}", joins=joins)


def _item(passage: Passage) -> bool:
    return passage.cell is None and passage.role not in (ARTIFACT, "Lbl") and not passage.heading


def _back(here: tuple[str, ...], there: tuple[str, ...]) -> Iterator[str]:
    """The lines that show a change of section where there is no heading."""
    if here == there:
        return
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False)))
    if common == len(there):
        # After a section has ended, the line names the section around it.
        yield f"({'#' * common} {there[-1]})" if there else "(#)"
    for depth in range(common, len(there)):
        yield f"({'#' * (depth + 1)} {there[depth]})"
