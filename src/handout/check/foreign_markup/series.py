"""Lines that begin with marks in a row, as `i.` and `ii.`, `а)` and `б)` or `一、` and `二、`, in any script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from handout.check.foreign_markup.source_lines import SourceLine
from handout.source.patterns import uncompiled

_MARK = uncompiled(
    r"\s*[(（]?(?P<mark>\d{1,2}(?:\.\d{1,2})*|[^\W\d_]{1,4})"
    r"(?P<end>[.)：．）、।:/]| ?[-–](?= )|(?<=\d\.\d)(?= [^\W\d_]))"
    r"(?P<gap>[ \xa0\u3000]*)(?=(?P<word>\S+))"
)
_COLONS = frozenset(":：")
_WIDE = frozenset("：．）、।")
"""Signs that need no space behind them."""
_NAMED = uncompiled(
    r"\s*(?P<word>[^\W\d_]+\.?)[ \xa0]?(?P<number>\d{1,2})"
    r"(?:[ \xa0\u202f]?[:：．、]| [-–—](?= )|\.(?= )|(?= [^\W\d_]))\s*\S"
)
"""A word with its number: Step 1: …, Étape 1 : …, No. 1 …, 手順１：…"""
_ROWS = tuple(
    tuple(row.split())
    for row in (
        "i ii iii iv v vi vii viii ix x xi xii",
        "I II III IV V VI VII VIII IX X XI XII",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z",
        "а б в г ґ д е ж з и к л м н",
        "а б в г д е ж з и к л м н",
        "α β γ δ ε ζ η θ ι κ λ μ",
        "ა ბ გ დ ე ვ ზ თ",
        "ա բ գ դ ե զ է ը",
        "א ב ג ד ה ו ז ח ט י",
        "أ ب ج د ه و ز ح ط ي",
        "أ ب ت ث ج ح خ د",
        "الف ب پ ت ث ج چ",
        "الف ب ج د ه و ز",
        "क ख ग घ ङ च छ ज",
        "ক খ গ ঘ ঙ চ ছ জ",
        "ก ข ค ง จ ฉ ช",
        "가 나 다 라 마 바 사 아 자 차",
        "ア イ ウ エ オ カ キ ク",
        "一 二 三 四 五 六 七 八 九 十",
        "甲 乙 丙 丁",
    )
)


def lines_in_series(lines: Sequence[SourceLine], *, labels: bool = True) -> Iterator[SourceLine]:
    """Each line whose mark is next to that of another line; initials of names (`A. Smith`, `C. Brown`) are none.

    Without `labels`, marks with a colon are none either.
    """
    found = [(line, match) for line in lines if (match := _MARK.match(line.text)) and _parted(match)]
    found = [(line, match) for line, match in found if labels or match["end"] not in _COLONS]
    if len({match["word"] for _, match in found}) < 2:
        return  # `I. Phase` and `II. Phase` are ordinals
    places = {place for _, match in found for place in _places(match["mark"], match["end"])}
    for line, match in found:
        for row, number, end in _places(match["mark"], match["end"]):
            begun = {(row, 0, end), (row, 1, end)} <= places
            near = {(row, number - 1, end), (row, number + 1, end)} & places
            if near and (begun or end != "." or row not in _ROWS):
                yield line
                break


def lines_with_numbered_word(lines: Sequence[SourceLine]) -> Iterator[SourceLine]:
    """Lines before another that has the same word and the next number: `Step 1: …`, `Step 2: …`."""
    for before, line in pairwise(lines):
        one, two = _NAMED.match(before.text), _NAMED.match(line.text)
        on_its_own_line = line.first or before.text.endswith("\\")
        if one and two and one["word"] == two["word"] and int(one["number"]) + 1 == int(two["number"]):
            yield from () if on_its_own_line else (before,)


def _parted(match: re.Match[str]) -> bool:
    """Whether a mark is one by what is behind it: a space, a wide sign, or a letter behind a bracket (`1)Stop`)."""
    return bool(match["gap"]) or match["end"] in _WIDE or (match["end"] in ".)" and match["word"][0].isalpha())


def _places(mark: str, end: str) -> Iterator[tuple[Sequence[str], int, str]]:
    """In which rows a mark is, and where."""
    head, _, last = mark.rpartition(".")
    if last.isdecimal() and not (mark.isascii() and mark.isdigit() and end in ".)"):  # which have rules of their own
        yield (head,), int(last), end
    for row in _ROWS:
        if mark in row:
            yield row, row.index(mark), end
