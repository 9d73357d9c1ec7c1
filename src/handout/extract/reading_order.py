"""The reading order of lines with words from right to left, in files that mark these words.

Pdfium puts the characters of such a line into an order of its own: it turns words, and sometimes the whole line, but
not always those that need it.  A file may say of a string that it is written as it is seen (`ReversedChars`, ISO
32000-1, 14.8.2.3.3).  Where a line has such a string, the line is put together anew: string by string as the file has
them, and in each by the places of its characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from handout.bidi.characters import has_right_to_left
from handout.extract.page_objects import address, is_text, marks
from handout.extract.page_objects import objects as objects_of
from handout.extract.pdfium_letters import GivenLine, written
from handout.extract.raw import pdfium
from handout.i18n.punctuation import ENDS

_BRACKETS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}
_PAIRS = {**_BRACKETS, "“": "”"}
_ENDS = " ,:;…\u060c\u061b" + "".join(ENDS)
"""Signs that are at the end of a word, and a space; those of Arabic, too."""

_WORD_SPACE = 0.15
"""A share of a line's height: characters that are farther apart are in different words."""


class ReadLetters(Struct, frozen=True):
    """A page's characters in an order, each with its number in pdfium's."""

    letters: str
    numbers: Sequence[int]
    objects: Sequence[int]
    """The address of the object of each; 0 for a space or a line's end between objects."""


class _PageObjects(Struct, frozen=True):
    """The text objects of a page."""

    order: Mapping[int, int]
    """Number in the page's content, by address."""
    turned: frozenset[int]
    """The text objects that are written in the order in which they are seen."""
    box: Callable[[int], _Spread]
    """The box of a character, by its number."""

    def in_order(self, objects: Sequence[int]) -> bool:
        """Whether some objects are read as they follow each other in the content; columns from right to left aren't."""
        numbers = [self.order.get(item, 0) for item in objects if item]
        return numbers == sorted(numbers)


class _Spread(Struct, frozen=True):
    """How far a character or an object reaches, and how high its letters are."""

    left: float
    right: float
    height: float

    def joined(self, other: _Spread) -> _Spread:
        """Both together."""
        return _Spread(min(self.left, other.left), max(self.right, other.right), max(self.height, other.height))


def in_reading_order(letters: str, objects: Sequence[int], page: Any, text: Any) -> ReadLetters:
    """The characters of a page in reading order; as they are given, where no line has a marked string."""
    plain = ReadLetters(letters, range(len(letters)), objects)
    if not has_right_to_left(letters):
        return plain
    texts = {address(item): item for item in objects_of(page) if is_text(item)}
    order = {place: number for number, place in enumerate(texts)}
    turned = frozenset(place for place, item in texts.items() if any(marks(item, "ReversedChars")))
    return _reordered(plain, _PageObjects(order, turned, partial(_box, text))) if turned else plain


def _reordered(given: ReadLetters, page: _PageObjects) -> ReadLetters:
    letters, objects = given.letters, given.objects
    numbers: list[int] = []
    owners: list[int] = []
    read: list[str] = []
    for line in _lines(letters):
        if page.turned.isdisjoint(objects[line.start : line.stop]) and page.in_order(objects[line.start : line.stop]):
            numbers += line
            owners += objects[line.start : line.stop]
            read.append(letters[line.start : line.stop])
            continue
        found = sorted((at for at in line if objects[at]), key=lambda at: _order(at, objects[at], page))
        # What pdfium puts between objects is between others now: only the line's end is in its place.
        end = [at for at in line if letters[at] in "\r\n"]
        line_objects, text = _LineObjects(found, objects, page), ""
        whole = _whole(given, line, page)
        for at in (at for at in found if at in whole):
            if text and not text.endswith(" ") and whole[at] != " " and line_objects.apart(owners[-1], objects[at]):
                text += " "
                numbers.append(at)
                owners.append(0)
            text += whole[at]
            numbers.append(at)
            owners.append(objects[at])
        numbers += end
        owners += [0] * len(end)
        read.append(_brackets(text, _open(read[-1] if read else "")) + "".join(letters[at] for at in end))
    return ReadLetters("".join(read), numbers, owners)


def _whole(given: ReadLetters, line: range, page: _PageObjects) -> dict[int, str]:
    """A line's characters as the file has them, by their numbers; see `pdfium_letters`."""
    part = slice(line.start, line.stop)
    start, objects = line.start, given.objects[part]
    found = written(
        GivenLine(given.letters[part], objects, lambda at: page.box(start + at).left),
        lambda at: objects[at] in page.turned,
    )
    return {start + at: char for at, char in found.items()}


class _LineObjects:
    """The objects of one line by their places."""

    def __init__(self, found: Sequence[int], objects: Sequence[int], page: _PageObjects) -> None:
        self._places: dict[int, _Spread] = {}
        self._turned = page.turned
        for at in found:
            box = page.box(at)
            self._places[objects[at]] = box.joined(self._places.get(objects[at], box))

    def apart(self, one: int, other: int) -> bool:
        """Whether there is room for a space between two objects, the first of which is read before the other.

        Inside a paragraph of two directions what follows may be far off, and something is between.  The space is then
        beside the one that runs as the paragraph does.
        """
        one_place, other_place = self._places[one], self._places[other]
        from_left = one_place.left <= other_place.left
        first, last = (one_place, other_place) if from_left else (other_place, one_place)
        between = [
            place for place in self._places.values() if first.right - 1 < place.left < place.right < last.left + 1
        ]
        if between:
            if (one in self._turned) == (other in self._turned):
                return False
            if one in self._turned:
                first = max(between, key=lambda place: place.right)
            else:
                last = min(between, key=lambda place: place.left)
        return last.left - first.right > _WORD_SPACE * first.height


def _order(at: int, item: int, page: _PageObjects) -> tuple[int, float]:
    left = page.box(at).left
    return page.order.get(item, 0), -left if item in page.turned else left


def _box(text: Any, number: int) -> _Spread:
    box = pdfium().FS_RECTF()
    pdfium().FPDFText_GetLooseCharBox(text, number, box)
    return _Spread(box.left, box.right, box.top - box.bottom)


def _lines(letters: str) -> Iterator[range]:
    start = 0
    while start < len(letters):
        end = letters.find("\n", start)
        end = len(letters) if end < 0 else end + 1
        yield range(start, end)
        start = end


def _open(line: str) -> frozenset[str]:
    """The brackets that are open at the end of a line."""
    return frozenset(opening for opening, closing in _PAIRS.items() if line.count(opening) > line.count(closing))


def _brackets(text: str, still_open: frozenset[str] = frozenset()) -> str:
    """A line with each bracket on the side where it belongs: pdfium turns some of them round, and not others.

    `still_open` are those of the line before, whose other half may be here.
    """
    pairs = _BRACKETS if "„" in text else _PAIRS
    opened = {closing: opening for opening, closing in pairs.items()}
    found: list[str] = []
    for at, char in enumerate(text):
        opening = char if char in pairs else opened.get(char)
        if opening is None:
            found.append(char)
            continue
        # Behind an opening bracket it is as at the beginning of a word, and before a full stop as at its end.
        before, after = "".join(found[-1:]).strip() not in ("", *pairs), text[at + 1 : at + 2].strip(_ENDS) != ""
        inside = found.count(opening) + (opening in still_open) > found.count(pairs[opening])
        opens = not inside if before == after else not before
        found.append(opening if opens else pairs[opening])
    return "".join(found)
