"""How text in one face is written in page content: the codes of its characters or of its clusters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from handout.fonts.clusters import ClusterCode, GlyphCluster, codes
from handout.fonts.totals import total
from handout.layout.geometry import Glyphs
from handout.pdf.file import literal

MOST_KNOWN = 256
MOST_CODES, MOST_COUNTS = 1024, 128
MOST_VALUES = 512
"""How many values the codes are kept for."""


class ShapedValue(Struct, frozen=True, cache_hash=True):
    """A patient's value that is shaped, for a font that each copy brings."""

    face: str
    codes: tuple[ClusterCode, ...]
    """From left to right."""
    level: int


@lru_cache(MOST_VALUES)
def shaped_value(face: str, clusters: tuple[GlyphCluster, ...], level: int) -> ShapedValue:
    """Some clusters of a face; one object for the same ones, because a name is in many slots."""
    return ShapedValue(face, codes(clusters, level), level)


class Coding(Struct, frozen=True):
    """How text in one face is written in page content."""

    resource: bytes
    """The font's name in the pages' resources, as `/F0`."""
    codes: Mapping[str, bytes]
    """The code of a character, escaped for a literal string."""
    widths: dict[str, float]
    """Advances in thousandths of the em, by character."""
    clusters: dict[ClusterCode, bytes] = {}
    """The code of a cluster, in a font of clusters."""
    values: Mapping[ShapedValue, bytes] = {}
    """The operators that show the values of one document, in a font that is its own."""
    em: int = 1000
    """Units of the em in the face; clusters are measured in these units."""
    later: bool = False
    """True for the values in a form: each copy has its own font, so they are encoded when the form is filled."""
    known: dict[str, bytes] | None = None
    """Literal strings by text, in a `FillCache`, because most of a slot's text is static and is repeated."""
    operators: dict[ShapedValue, bytes] | None = None
    """The operators that show static text of clusters, in a `FillCache`."""
    words: dict[str, tuple[bytes, float] | None] = {}
    """Patients' words in a `FillCache`: the literal string and the width in ems; None for one that is laid out."""

    def shown(self, glyphs: Glyphs) -> bytes:
        """The operator that shows the glyphs; KeyError if a character or a cluster has no code.

        Text from right to left is shown from left to right, and marked as such (ISO 32000-1, 14.8.2.3.3).
        """
        if not glyphs.clusters:
            return b"%s Tj" % self.string(glyphs.text)
        if self.values:
            return self.values[shaped_value(glyphs.face, glyphs.clusters, glyphs.level)]
        return self._shown(codes(glyphs.clusters, glyphs.level), glyphs.level)

    def value(self, value: ShapedValue) -> bytes:
        """The operator that shows clusters, as `shown` gives it; KeyError if one has no code."""
        if self.operators is None:
            return self._shown(value.codes, value.level)
        shown = self.operators.get(value)
        if shown is None:
            if len(self.operators) > MOST_KNOWN:
                self.operators.clear()
            shown = self.operators[value] = self._shown(value.codes, value.level)
        return shown

    def _shown(self, clusters: Iterable[ClusterCode], level: int) -> bytes:
        return shown_codes(b"".join(map(self.clusters.__getitem__, clusters)), level)

    def string(self, text: str) -> bytes:
        """The literal string for a text; KeyError if a character has no code."""
        if self.known is None:
            return self._string(text)
        if text not in self.known:
            if len(self.known) > MOST_KNOWN:
                self.known.clear()
            self.known[text] = self._string(text)
        return self.known[text]

    def _string(self, text: str) -> bytes:
        return b"(%s)" % b"".join(map(self.codes.__getitem__, text))

    def measure(self, glyphs: Glyphs) -> float:
        """The text's width in ems."""
        if glyphs.clusters:
            return sum(cluster.advance for cluster in glyphs.clusters) / self.em
        return total(self.widths[character] for character in glyphs.text) / 1000


CodingByFace = Mapping[str, Coding]


def shown_codes(codes: bytes, level: int) -> bytes:
    """The operator that shows some codes, from left to right."""
    return b"/ReversedChars BMC (%s) Tj EMC" % codes if level & 1 else b"(%s) Tj" % codes


@lru_cache(MOST_CODES)
def written_code(cid: int) -> bytes:
    """A code of two bytes, escaped for a literal string."""
    return literal(cid.to_bytes(2, "big"))[1:-1]


@lru_cache(MOST_COUNTS)
def written_codes(count: int) -> tuple[bytes, ...]:
    """So many codes, from 1 on."""
    return tuple(map(written_code, range(1, count + 1)))
