"""A text in pieces of one face each; a piece is measured, set and painted as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from msgspec import Struct

from handout.bidi.characters import mirror
from handout.fonts.clusters import ClusterCode, GlyphCluster, GlyphPart, codes
from handout.fonts.faces import Face
from handout.fonts.scripts import needs_shaping
from handout.fonts.stretches import Stretch, apart, stretches
from handout.fonts.unicode_scripts import EAST_ASIAN

MOST_KNOWN, MOST_STRETCHES = 64, 2048
"""How many orders of faces, and how many stretches, are kept."""


class FacePiece(Struct, frozen=True):
    """Consecutive characters of one face and one level."""

    face: Face
    text: str
    clusters: tuple[GlyphCluster, ...] = ()
    """The clusters from left to right, if the text is shaped or runs from right to left; else empty."""

    codes: tuple[ClusterCode, ...] = ()
    """Those of the clusters."""
    units: int = 0
    """The width of the clusters, in font units."""
    bottom: int = 0
    top: int = 0
    """The lowest and the highest edge of the clusters' ink, in font units."""

    @property
    def advance(self) -> float:
        """The width, in ems."""
        if not self.clusters:
            return self.face.advance(self.text)
        return self.units / self.face.metrics.units_per_em


def split(faces: Sequence[Face], text: str) -> list[tuple[Face, str]]:
    """A text in pieces, each with the first face that has its characters; a character that none has gets the first."""
    if len(faces) == 1 or faces[0].covers(text):
        return [(faces[0], text)] if text else []
    pieces: list[tuple[Face, str]] = []
    for char in text:
        face = next((face for face in faces if face.has(char)), faces[0])
        if pieces and pieces[-1][0] is face:
            pieces[-1] = (face, pieces[-1][1] + char)
        else:
            pieces.append((face, char))
    return pieces


@lru_cache(MOST_KNOWN)
def _by_rank(faces: tuple[Face, ...], script: str) -> tuple[Face, ...]:
    return tuple(sorted(faces, key=lambda face: face.rank(script)))


def shaping_face(faces: tuple[Face, ...], stretch: Stretch) -> Face | None:
    """The first face that can draw a stretch that is shaped."""
    if stretch.script in EAST_ASIAN:
        faces = _by_rank(faces, stretch.script)
    return next((face for face in faces if face.sets(stretch.script) and face.shaper.draws(stretch)), None)


@lru_cache(MOST_STRETCHES)
def shaped(faces: tuple[Face, ...], stretch: Stretch) -> tuple[tuple[Face, Stretch], ...]:
    """A stretch with the face that can draw it, or its parts with different faces; empty if no face can draw a part."""
    face = shaping_face(faces, stretch)
    if face is not None or stretch.script not in EAST_ASIAN:
        return () if face is None else ((face, stretch),)
    each = [(shaping_face(faces, part), part) for part in apart(stretch)]
    return tuple([(face, part) for face, part in each if face is not None]) if all(face for face, _ in each) else ()


def pieces(faces: tuple[Face, ...], text: str, level: int = 0) -> list[FacePiece]:
    """A text of one level in pieces, in reading order; a part that no face can draw gets the first face, unshaped."""
    if not level & 1 and not needs_shaping(text):
        return [FacePiece(face, part) for face, part in split(faces, text)]
    found: list[list[FacePiece]] = []
    for stretch in stretches(text):
        for piece in _of_stretch(faces, stretch, level & 1):
            last = found[-1][0] if found else None
            if last is not None and last.face is piece.face and last.clusters and piece.clusters:
                found[-1].append(piece)
            else:
                found.append([piece])
    return [_unshaped_space(each[0], level) if len(each) == 1 else _joined(each, level & 1) for each in found]


def _unshaped_space(piece: FacePiece, level: int) -> FacePiece:
    """A space between words of another face is a character of its own face, which needs no font of clusters for it."""
    return FacePiece(piece.face, piece.text) if not level & 1 and piece.text.isspace() else piece


def _clustered(face: Face, text: str, clusters: tuple[GlyphCluster, ...], level: int) -> FacePiece:
    units, bottom, top = sum([cluster.advance for cluster in clusters]), 0, 0
    if text.strip(" "):  # spaces have no ink, and no rules of their face need to be read for them
        boxes = [face.shaper.box(cluster) for cluster in clusters]
        bottom, top = min([box[1] for box in boxes]), max([box[3] for box in boxes])
    return FacePiece(face, text, clusters, codes(clusters, level), units, bottom, top)


def _joined(parts: Sequence[FacePiece], level: int) -> FacePiece:
    """Some pieces of one face, which have clusters, as one."""
    shown = parts[::-1] if level else parts
    return FacePiece(
        parts[0].face,
        "".join([part.text for part in parts]),
        tuple(chain.from_iterable([part.clusters for part in shown])),
        tuple(chain.from_iterable([part.codes for part in shown])),
        sum([part.units for part in parts]),
        min([part.bottom for part in parts]),
        max([part.top for part in parts]),
    )


@lru_cache(MOST_STRETCHES)
def _of_stretch(faces: tuple[Face, ...], stretch: Stretch, level: int) -> tuple[FacePiece, ...]:
    """The pieces of a stretch; kept, because the names of a list have many words in common."""
    return tuple(_made(faces, stretch, level))


def _made(faces: tuple[Face, ...], stretch: Stretch, level: int) -> Iterator[FacePiece]:
    if stretch.script and (found := shaped(faces, stretch)):
        for face, own in found:
            clusters = face.shaper.clusters(own)
            # Commas and other signs of a script have the direction of what is around them.
            turned = own.right_to_left != bool(level & 1)
            yield _clustered(face, own.text, clusters[::-1] if turned else clusters, level)
        return
    spaces = stretch.text.isspace()
    for face, part in split(faces, stretch.text):
        # A space between two words that are shaped goes with them, so that both are written as one string.
        if level & 1 or spaces:
            yield _clustered(face, part, _as_clusters(face, part, level), level)
        else:
            yield FacePiece(face, part)


def _as_clusters(face: Face, text: str, level: int) -> tuple[GlyphCluster, ...]:
    """A cluster for each character, from left to right."""
    em = face.metrics.units_per_em
    found = []
    for char in reversed(text) if level & 1 else text:
        drawn = mirror(char) if level & 1 and face.has(mirror(char)) else char
        part = GlyphPart(face.glyph(ord(drawn)) or 0, 0, 0)
        found.append(GlyphCluster(char, (part,), round(face.advance(char) * em)))  # as wide as in measuring
    return tuple(found)
