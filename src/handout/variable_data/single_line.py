"""Slots of one line: the operators for other words, without the steps of layout and `pdf`.

Most slots have one line: a name or a number in a header or a box.  No line is broken there, so the words only have to
be narrower than the line.  The operators differ in the strings and, where the line isn't at the left, in its place.
A slot that needs more is laid out as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from handout.document import Leaf
from handout.fonts.glyphs import Face
from handout.fonts.scripts import needs_shaping
from handout.layout.geometry import Slot
from handout.layout.text.paragraph import Typesetter
from handout.pdf import EncodedSlot
from handout.pdf.codings import Coding
from handout.pdf.shapes import set_fill
from handout.variable_data.line_operators import set_font
from handout.variable_data.line_places import LinePlace, line_places

MOST_KNOWN = 256
"""How many words of patients are kept for a face."""


class LinePart(Struct, frozen=True):
    """A run of static text, ready as operators; or one for a patient's words."""

    before: bytes
    """The operators for its look, if it differs from the run before it."""
    text: str | None
    operators: bytes
    width: float
    face: Face
    coding: Coding

    def word(self, word: str) -> tuple[bytes, float] | None:
        """A patient's word as a literal string, and its width in ems; None where its leaf must be laid out."""
        known = self.coding.words  # a name or a number is in several leaves
        if word not in known:
            if len(known) > MOST_KNOWN:
                known.clear()
            known[word] = self._word(word)
        return known[word]

    def _word(self, word: str) -> tuple[bytes, float] | None:
        if not word or needs_shaping(word) or not self.face.covers(word):
            return None
        try:
            return self.coding.string(word), self.face.advance(word)
        except KeyError:
            return None


class SingleLine(Struct, frozen=True):
    """A leaf of one line, in all its places."""

    parts: tuple[LinePart, ...]
    size: float
    measure: float
    """The narrowest measure that layout asked for."""
    places: tuple[LinePlace, ...]

    def filled(self, words: Sequence[str]) -> tuple[EncodedSlot, ...] | None:
        """The text object for each place, or None where the leaf must be laid out."""
        out: list[bytes] = []
        texts: list[str] = []
        x, own = 0.0, iter(words)
        for part in self.parts:
            if part.text is None:
                word = next(own)
                found = part.word(word)
                if found is None:
                    return None
                out.append(b"%s%s Tj" % (part.before, found[0]))
                x += found[1] * self.size
                texts.append(word)
            else:
                out.append(part.operators)
                x += part.width
                texts.append(part.text)
        text, shown = "".join(texts), b" ".join(out)
        if x > self.measure or text[-1] == " ":
            return None
        return tuple([EncodedSlot(text, b"BT %s Td %s ET" % (place.at(x), shown)) for place in self.places])


def single_line(
    leaf: Leaf, measure: float, slots: Sequence[Slot], how: tuple[Typesetter, Mapping[str, Coding]]
) -> SingleLine | None:
    """A leaf of one owner that has one line of a measure in these places; None where it must be laid out."""
    parts = _parts(leaf, *how)
    if parts is None:
        return None
    return SingleLine(parts, how[0].style(leaf).size, measure, line_places(slots))


def _parts(leaf: Leaf, setter: Typesetter, codings: Mapping[str, Coding]) -> tuple[LinePart, ...] | None:
    style, last = setter.style(leaf), ""
    parts: list[LinePart] = []
    for run in leaf.runs:
        face = setter.faces(leaf, run)[0]
        if face.name not in codings or (not run.slot and (needs_shaping(run.text) or not face.covers(run.text))):
            return None
        if not run.slot and not run.text:
            continue
        look = [] if parts else [set_fill(style.color)]
        if face.name != last:
            look.append(set_font(codings[face.name].resource, style.size))
        before, last = b"".join(b"%s " % each for each in look), face.name
        if run.slot:
            parts.append(LinePart(before, None, b"", 0.0, face, codings[face.name]))
        else:
            shown = b"%s%s Tj" % (before, codings[face.name].string(run.text))
            width = face.advance(run.text) * style.size
            parts.append(LinePart(before, run.text, shown, width, face, codings[face.name]))
    return tuple(parts)
