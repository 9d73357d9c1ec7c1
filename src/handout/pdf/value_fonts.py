"""The fonts of values that are shaped, such as a name in Arabic: each document has its own, one for each face.

The glyphs of a font reveal much about the words.  So no form has the fonts of a patient's values: each copy of the form
adds them, behind all other objects.  The list of the pages' fonts is an object of the copy, too.  So the form doesn't
depend on how many faces the values are set in, nor on which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from handout.fonts.clusters import ClusterCode
from handout.fonts.glyphs import Face, FontBook
from handout.layout.geometry import OF_VALUES, Line
from handout.pdf.cluster_fonts import codes_in
from handout.pdf.codings import Coding, ShapedValue, shaped_value, shown_codes, written_codes
from handout.pdf.file import number, ref, stream
from handout.pdf.font_objects import FontNumbers, FontTexts, digits, font_texts, tag, to_unicode_of
from handout.pdf.page_slots import EncodedSlot, SlotContent
from handout.pdf.small_fonts import measures
from handout.pdf.text_operators import Operators

if TYPE_CHECKING:
    from handout.fonts.flat_fonts import GlyphRow

MOST_FACES, MOST_FONTS, MOST_MAPS, MOST_TEXTS, MOST_WIDTHS = 64, 256, 64, 256, 4096
"""How much is kept: codings of faces, fonts (that of a name has about 3 KB), maps to Unicode, dictionaries, widths."""
MOST_WORDS, MOST_SHOWN = 2048, 2048
"""Words of fonts (each has about 1 KB), and strings of codes."""
MOST_OF_NAMES = 64
"""Codes of one face, of which the same may be in the font twice: a name of four long words has as many."""
_FIRST = 1000
"""The first number in the names of such fonts; a form has fewer fonts of its own."""


class FontList(Struct, frozen=True):
    """What a form has of the list of its pages' fonts, which each copy adds."""

    number: int
    """Of the object."""
    entries: bytes
    """Of the fonts that all copies have."""


class ValueFonts(Struct, frozen=True):
    """The fonts of one document."""

    codings: dict[str, Coding]
    objects: dict[int, bytes]
    shown: dict[ShapedValue, bytes]
    """The operator that shows each value."""


ShownValues = dict[str, list[ShapedValue]]
"""The values of one document by the name of the face."""


def has_clusters(content: SlotContent | EncodedSlot) -> bool:
    """Whether a slot shows values that are shaped."""
    if isinstance(content, EncodedSlot):
        return bool(content.values)
    return any(True for _ in _values(content))


def shown_values(contents: Iterable[SlotContent | EncodedSlot]) -> ShownValues:
    """The values in some slots, in the order in which they are shown; each once, for a name is in many slots."""
    each = chain.from_iterable([x.values if isinstance(x, EncodedSlot) else _values(x) for x in contents])
    found: dict[str, list[ShapedValue]] = {}
    for value in dict.fromkeys(each):
        found.setdefault(value.face, []).append(value)
    return found


def _values(content: SlotContent) -> Iterator[ShapedValue]:
    runs = content.leaf.runs
    for line in content.marks:
        for glyphs in line.glyphs if isinstance(line, Line) else ():
            if glyphs.clusters and runs[glyphs.run].slot:
                yield shaped_value(glyphs.face, glyphs.clusters, glyphs.level)


def codings_of_forms(fonts: FontBook) -> dict[str, Coding]:
    """The codings with which the slots of a form with a list of fonts are prepared, in place of those of each copy."""
    return {name + OF_VALUES: _later(number) for name, number in fonts.numbers.items()}


@lru_cache(MOST_FACES)
def _later(number: int) -> Coding:
    return Coding(_resource(number), {}, {}, later=True)


def _resource(number: int) -> bytes:
    """The name of a face in the pages' resources: the same in all copies, whatever other faces they have."""
    return b"/F%d" % (_FIRST + number)


def encoded(operators: Iterable[Operators], shown: Mapping[ShapedValue, bytes]) -> bytes:
    """A text object, with the operators that show the values of one document."""
    return b" ".join([each if isinstance(each, bytes) else shown[each] for each in operators])


def made_fonts(listed: FontList | None, found: ShownValues, fonts: FontBook, first: int) -> ValueFonts | None:
    """The fonts of one document, whose objects are numbered from `first` on, with their list.

    None if only one of both, the form or its words, has such fonts.
    """
    if listed is None or not found:
        return None if found or listed is not None else ValueFonts({}, {}, {})
    codings, objects, shown, entries = {}, dict[int, bytes](), dict[ShapedValue, bytes](), [listed.entries]
    maps: dict[bytes, int] = {}
    """The numbers of the maps to Unicode: a name in bold letters has that of the regular ones."""
    for name, values in found.items():
        face, resource = fonts.face(name), _resource(fonts.numbers[name])
        font = value_font(face, tuple([value.codes for value in values]))
        numbered = _numbered(face, first, maps.setdefault(font.to_unicode, first + 4))
        at, texts = numbered.at, numbered.texts
        objects[at.file] = font.file
        objects[at.descriptor] = texts.descriptor % font.tag
        objects[at.descendant] = texts.descendant % (font.tag, font.widths)
        objects[at.font] = texts.font % font.tag
        objects[at.to_unicode] = font.to_unicode
        start = 0
        for value in values:
            if font.codes:
                shown[value] = shown_codes(b"".join([font.codes[code] for code in value.codes]), value.level)
            else:
                shown[value] = _shown(start, len(value.codes), value.level & 1)
                start += len(value.codes)
        codings[name + OF_VALUES] = Coding(resource, {}, {}, values=shown)
        entries.append(b"%s %s" % (resource, ref(at.font)))
        first = numbered.next
    objects[listed.number] = b"<<%s>>" % b"".join(entries)
    return ValueFonts(codings, objects, shown)


@lru_cache(MOST_SHOWN)
def _shown(start: int, count: int, level: int) -> bytes:
    """The operator that shows so many codes of a font behind the first ones: each glyph has a code of its own."""
    return shown_codes(b"".join(written_codes(start + count)[start:]), level)


class _OwnFont(Struct, frozen=True):
    """A font in a PDF, without the numbers of its objects."""

    file: bytes
    to_unicode: bytes
    tag: bytes
    widths: bytes
    codes: dict[ClusterCode, bytes]
    """How each code is written; empty where the values' codes are in the font one after another."""


class _FontWord(Struct, frozen=True):
    """What a word adds to a font and to its dictionaries."""

    glyphs: GlyphRow
    widths: bytes
    digits: tuple[bytes, ...]
    """Of the character that each code is read as."""


@lru_cache(MOST_FONTS)
def value_font(face: Face, values: tuple[tuple[ClusterCode, ...], ...]) -> _OwnFont:
    """The font of some values.

    Kept, because a record may have several documents, and each has the same name.  Nothing is compressed: that takes
    longer than everything else, and saves a hundredth of the document.  Of names the font has a glyph for each of their
    codes, in this order: few are in two words, and so each word is ready to be put behind others.  Of longer values, as
    a note, it has each glyph once.
    """
    distinct: tuple[ClusterCode, ...] = ()
    if sum(map(len, values)) > MOST_OF_NAMES:
        distinct = tuple(dict.fromkeys(chain.from_iterable(values)))
        found = [_font_word(face, distinct)]
    else:
        found = [_word(face, word) for codes in values for word in _words(codes)]
    made = face.outlines.font([word.glyphs for word in found])
    return _OwnFont(
        file=stream(made.content, b"/Length1 %d" % len(made.content)),
        to_unicode=_map(tuple(chain.from_iterable([word.digits for word in found]))),
        tag=tag(made.digest),
        widths=b" ".join([word.widths for word in found]),
        codes=codes_in(distinct),
    )


def _words(codes: tuple[ClusterCode, ...]) -> list[tuple[ClusterCode, ...]]:
    """The words of a value, from left to right, each with the space behind it."""
    ends = [at for at, code in enumerate(codes, 1) if code.character == " "]
    if not ends:
        return [codes]
    return [word for start, end in pairwise((0, *ends, len(codes))) if (word := codes[start:end])]


def _font_word(face: Face, codes: tuple[ClusterCode, ...]) -> _FontWord:
    written = _advances(face.metrics.units_per_em)
    return _FontWord(
        face.outlines.row(codes),
        b" ".join([written[code.advance] for code in codes]),
        tuple([digits(code.character) for code in codes]),
    )


_word = lru_cache(MOST_WORDS)(_font_word)


class _WrittenAdvances(dict[int, bytes]):
    """Advances in thousandths of the em, by the same in font units; a dictionary, because each code of a name asks."""

    def __init__(self, em: int) -> None:
        self._em = em

    def __missing__(self, advance: int) -> bytes:
        if len(self) >= MOST_WIDTHS:
            self.clear()
        width = self[advance] = number(1000 * advance / self._em)
        return width


_advances = lru_cache(MOST_FACES)(_WrittenAdvances)


@lru_cache(MOST_MAPS)
def _map(digits: tuple[bytes, ...]) -> bytes:
    """The map to Unicode of a name: it is in two fonts, that of bold letters and that of regular ones."""
    return stream(to_unicode_of(digits))


class _Numbered(Struct, frozen=True):
    """The dictionaries of a font, and the numbers of its objects."""

    texts: FontTexts
    at: FontNumbers
    next: int
    """The number behind them."""


@lru_cache(MOST_TEXTS)
def _numbered(face: Face, first: int, to_unicode: int) -> _Numbered:
    at = FontNumbers(first, first + 1, 0, first + 2, to_unicode, first + 3)
    texts = font_texts(face, measures(face.harfbuzz, face.metrics.units_per_em / 1000), at)
    return _Numbered(texts, at, max(at) + 1)
