"""The fonts of values that are shaped, such as a name in Arabic: each document has its own, one for each face.

The glyphs of a font reveal much about the words.  So no form has the fonts of a patient's values: a form has the
numbers of these fonts' objects, and each copy of the form adds the objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from handout.fonts.clusters import ClusterCode, codes
from handout.fonts.glyphs import Face, FontBook
from handout.layout.geometry import OF_VALUES, Glyphs, Line
from handout.pdf.cluster_fonts import codes_in
from handout.pdf.codings import Coding, CodingByFace
from handout.pdf.file import FileWriter, ref, stream
from handout.pdf.font_objects import CodedFont, EmbeddedFace, FontNumbers, embedded_face, font_objects, reserved
from handout.pdf.page_slots import EncodedSlot, SlotContent
from handout.pdf.small_fonts import measures
from handout.pdf.subsets import Outlines
from handout.pdf.text_operators import Operators

MOST_FACES, MOST_FONTS = 64, 512
"""How many faces the measures are kept of, and how many fonts are kept: a font of a name has about 5 KB."""


class ValueFont(Struct, frozen=True):
    """What a form has of such a font: everything except its objects."""

    face: str
    resource: bytes
    numbers: FontNumbers


class ValueFonts(Struct, frozen=True):
    """The fonts of one document."""

    codings: dict[str, Coding]
    objects: dict[int, bytes]


ValueClusters = Mapping[str, tuple[ClusterCode, ...]]
"""The codes of clusters by the name of the face."""


def has_clusters(content: SlotContent | EncodedSlot) -> bool:
    """Whether a slot shows values that are shaped."""
    if isinstance(content, EncodedSlot):
        return bool(content.operators)
    return any(True for _ in _values(content))


def value_clusters(contents: Iterable[SlotContent | EncodedSlot]) -> ValueClusters:
    """The clusters of the values in some slots, in an order that doesn't depend on where they are."""
    found: dict[str, dict[ClusterCode, None]] = {}
    for content in contents:
        for glyphs in content.values if isinstance(content, EncodedSlot) else _values(content):
            found.setdefault(glyphs.face, {}).update(dict.fromkeys(codes(glyphs.clusters, glyphs.level)))
    return {face: tuple(sorted(each)) for face, each in sorted(found.items())}


def _values(content: SlotContent) -> Iterator[Glyphs]:
    runs = content.leaf.runs
    every = (glyphs for line in content.marks if isinstance(line, Line) for glyphs in line.glyphs)
    return (glyphs for glyphs in every if glyphs.clusters and runs[glyphs.run].slot)


def codings_of_forms(places: Iterable[ValueFont]) -> dict[str, Coding]:
    """The codings with which a form's slots are prepared, in place of the codings of each copy."""
    return {place.face + OF_VALUES: Coding(place.resource, {}, {}, later=True) for place in places}


def encoded(operators: Iterable[Operators], codings: CodingByFace) -> bytes:
    """A text object, with its values in the fonts of one document."""
    return b" ".join(
        [codings[each.face + OF_VALUES].shown(each) if isinstance(each, Glyphs) else each for each in operators]
    )


def reserve(faces: Iterable[str], first: int, writer: FileWriter) -> tuple[ValueFont, ...]:
    """Object numbers for the fonts that each copy adds; resources are numbered from `first` on."""
    return tuple(ValueFont(face, b"/F%d" % number, reserved(writer)) for number, face in enumerate(faces, first))


def of_faces(places: Iterable[ValueFont], faces: Iterable[str]) -> tuple[ValueFont, ...]:
    """The places of a form for other faces, as many: a form's bytes have no face's name, and faces are in order."""
    return tuple([replace(place, face=face) for place, face in zip(places, sorted(faces), strict=True)])


def resources(fonts: Iterable[ValueFont]) -> Iterable[bytes]:
    """The entries of the pages' resources."""
    return (b"%s %s" % (font.resource, ref(font.numbers.font)) for font in fonts)


def made_fonts(places: Sequence[ValueFont], found: ValueClusters, fonts: FontBook) -> ValueFonts | None:
    """The fonts of one document; None if its words need a face without reserved numbers."""
    if [place.face for place in places] != [*found]:
        return None
    codings, objects = {}, {}
    for place in places:
        face, clusters = fonts.face(place.face), found[place.face]
        font = value_font(face, clusters)
        codings[place.face + OF_VALUES] = Coding(place.resource, {}, {}, font.codes, face.metrics.units_per_em)
        objects.update(font_objects(face, font.embedded, place.numbers))
    return ValueFonts(codings, objects)


class _OwnFont(Struct, frozen=True):
    embedded: EmbeddedFace
    codes: dict[ClusterCode, bytes]
    """As in `Coding.clusters`."""


@lru_cache(MOST_FONTS)
def value_font(face: Face, clusters: tuple[ClusterCode, ...]) -> _OwnFont:
    """The font of some clusters: the glyphs of the face that they need, and the composed glyphs.

    Kept, because a record may have several documents, and each has the same name.
    """
    made, em = face.outlines.font(clusters), face.metrics.units_per_em
    embedded = embedded_face(
        face,
        CodedFont(
            content=made.content,
            measures=_measures(face),
            glyphs=made.glyphs,
            characters=tuple([code.character for code in clusters]),
            widths=tuple([1000 * code.advance / em for code in clusters]),
        ),
        stream,  # compressing takes longer than everything else, and saves a hundredth of the document
    )
    return _OwnFont(embedded, codes_in(clusters))


@lru_cache(MOST_FACES)
def _measures(face: Face) -> Outlines:
    return measures(face.harfbuzz, face.metrics.units_per_em / 1000)
