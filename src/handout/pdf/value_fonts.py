"""The fonts of values that are shaped, such as a name in Arabic: each document has its own, one for each face.

The glyphs of a font reveal much about the words.  So no form has the fonts of a patient's values: each copy of the form
adds them, behind all other objects.  The list of the pages' fonts is an object of the copy, too.  So the form doesn't
depend on how many faces the values are set in, nor on which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from msgspec import Struct

from handout.fonts.clusters import ClusterCode
from handout.fonts.glyphs import Face, FontBook
from handout.layout.geometry import OF_VALUES, Line
from handout.pdf.cluster_fonts import codes_in
from handout.pdf.codings import Coding, ShapedValue, shaped_value
from handout.pdf.file import number, ref, stream
from handout.pdf.font_objects import FontNumbers, FontTexts, font_texts, tag, to_unicode
from handout.pdf.page_slots import EncodedSlot, SlotContent
from handout.pdf.small_fonts import measures
from handout.pdf.text_operators import Operators

MOST_FACES, MOST_FONTS, MOST_MAPS, MOST_TEXTS, MOST_WIDTHS = 64, 512, 64, 256, 4096
"""How much is kept: codings of faces, fonts (that of a name has about 3 KB), maps to Unicode, dictionaries, widths."""
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


def _clusters(values: Sequence[ShapedValue]) -> tuple[ClusterCode, ...]:
    """The codes of some values of one face, each once."""
    return tuple(dict.fromkeys(chain.from_iterable([value.codes for value in values])))


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
        font = value_font(face, _clusters(values))
        at = FontNumbers(first, first + 1, 0, first + 2, maps.setdefault(font.to_unicode, first + 4), first + 3)
        texts = _texts(face, at)
        objects[at.file] = font.file
        objects[at.descriptor] = texts.descriptor % font.tag
        objects[at.descendant] = texts.descendant % (font.tag, font.widths)
        objects[at.font] = texts.font % font.tag
        objects[at.to_unicode] = font.to_unicode
        coding = codings[name + OF_VALUES] = Coding(resource, {}, {}, font.codes, face.metrics.units_per_em)
        shown.update([(value, coding.value(value)) for value in values])
        entries.append(b"%s %s" % (resource, ref(at.font)))
        first = max(at) + 1
    objects[listed.number] = b"<<%s>>" % b"".join(entries)
    return ValueFonts(codings, objects, shown)


class _OwnFont(Struct, frozen=True):
    """A font in a PDF, without the numbers of its objects."""

    file: bytes
    to_unicode: bytes
    tag: bytes
    widths: bytes
    codes: dict[ClusterCode, bytes]
    """As in `Coding.clusters`."""


@lru_cache(MOST_FONTS)
def value_font(face: Face, clusters: tuple[ClusterCode, ...]) -> _OwnFont:
    """The font of some clusters, each of which is drawn by the glyph with the number of its code.

    Kept, because a record may have several documents, and each has the same name.  Nothing is compressed: that takes
    longer than everything else, and saves a hundredth of the document.
    """
    made, em = face.outlines.font(clusters), face.metrics.units_per_em
    return _OwnFont(
        file=stream(made.content, b"/Length1 %d" % len(made.content)),
        to_unicode=_map(tuple([code.character for code in clusters])),
        tag=tag(made.digest),
        widths=b" ".join(map(_advances(em).__getitem__, [code.advance for code in clusters])),
        codes=codes_in(clusters),
    )


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
def _map(characters: tuple[str, ...]) -> bytes:
    """The map to Unicode of a name: it is in two fonts, that of bold letters and that of regular ones."""
    return stream(to_unicode(characters))


@lru_cache(MOST_TEXTS)
def _texts(face: Face, at: FontNumbers) -> FontTexts:
    """The dictionaries of the fonts of a face."""
    return font_texts(face, measures(face.harfbuzz, face.metrics.units_per_em / 1000), at)
