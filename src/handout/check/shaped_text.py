"""Finds shaped text that can't be set: because of its script, a letter, or the marks of a letter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal
from unicodedata import category, combining

from msgspec import Struct
from msgspec.structs import replace

from handout.fonts.clusters import HIGHEST, LOWEST, GlyphCluster, side_by_side
from handout.fonts.glyphs import Face, Faces
from handout.fonts.letters import BESIDE
from handout.fonts.low_marks import has_low_mark
from handout.fonts.packaged import PACKAGED, PackagedFont
from handout.fonts.pieces import shaped
from handout.fonts.scripts import script_name
from handout.fonts.stretches import Stretch, stretches, unmatched
from handout.fonts.unicode_scripts import NAMES, VIRAMA
from handout.source.yaml.scalars import ENCLOSING_KEYCAP, KEYCAP

MOST_KNOWN = 8192
"""How many stretches, each in one style, and how many clusters are kept."""
_LONGEST = 32
"""The most characters in one cluster; no language needs half as many."""
_BESIDE_MARKS = 0.45
"""Ems; two marks above a slanted letter lean over the next one: Thai ครั้ง in italic by 0.42."""
_INSTEAD = "write it in Latin letters"
_FONT_FILE = "font"
"""The code of a font's file that has another content than expected."""


class Unset(Struct, frozen=True):
    """Why a text can't be set, and what to do."""

    message: str
    hint: str
    code: str = "script"
    part: str = ""
    """The part of the text that can't be set."""


def unset(text: str, lists: tuple[Faces, ...]) -> Unset | None:
    """Why a text that is shaped can't be set in any of the lists of faces; None if it can."""
    parts = stretches(text)
    if char := unmatched(parts):
        return Unset(f"{script_name(char)} can't be set yet", _INSTEAD, part=char)
    for stretch in parts:
        if not stretch.script:
            continue
        found = [drawn(faces, stretch) for faces in lists]
        if found.count("without face") == len(found):
            problem = _without_face(stretch, lists)
            # A file that isn't the right one is no fault of the text.
            return problem if problem.code == _FONT_FILE else replace(problem, part=stretch.text)
        if "out of place" in found:
            hint = "write the letter with fewer marks"
            return Unset("the marks of a letter can't be placed", hint, "marks", stretch.text)
    return None


@lru_cache(MOST_KNOWN)
def drawn(faces: Faces, stretch: Stretch) -> Literal["without face", "out of place", "in place"]:
    """How a style's faces draw a stretch; kept, because texts have many words in common."""
    found = shaped(faces, stretch)
    if any(_out_of_place(face, each) for face, part in found for each in conjuncts(face.shaper.clusters(part))):
        return "out of place"
    return "in place" if found else "without face"


def unshaped(text: str) -> str:
    """The parts of a text that aren't shaped."""
    return "".join(stretch.text for stretch in stretches(text) if not stretch.script)


def _without_face(stretch: Stretch, lists: tuple[Faces, ...]) -> Unset:
    shaping = tuple(dict.fromkeys(face for faces in lists for face in faces if face.sets(stretch.script)))
    fonts = [font for font in PACKAGED if stretch.script in font.scripts]
    if fonts and all(font.state != "installed" for font in fonts):
        return _uninstalled(fonts[0], stretch.script)
    name = next(filter(None, map(script_name, stretch.text)), "")
    if not shaping:
        return Unset(f"no font of the list sets {name}", f"add FiraGO to fonts in clinic.yaml, or {_INSTEAD}")
    lacking = next((char for char in stretch.text if not any(face.has(char) for face in shaping)), "")
    if lacking and ord(lacking) not in (0x200C, 0x200D):
        instead = "leave the mark out" if category(lacking)[0] == "M" else _INSTEAD
        hint = f"add a font that has it under fonts in clinic.yaml, or {instead}"
        if lacking == ENCLOSING_KEYCAP:
            hint = KEYCAP
        return Unset(f"no glyph for U+{ord(lacking):04X} in {shaping[0].family}", hint, "missing-glyph")
    return Unset("a mark stands without the letter that it belongs to", "write the letter before it", "marks")


def _uninstalled(font: PackagedFont, script: str) -> Unset:
    """The message if the font of a script isn't installed, or has another content than expected."""
    if font.state == "missing":
        return Unset(
            f"no font for {NAMES[script]} is installed; handout[{font.extra.name}] has one",
            f"install one ({font.extra.command}), name one of your own in clinic.yaml, or {_INSTEAD}",
        )
    again = f"pip uninstall {font.package.replace('_', '-')}, then {font.extra.command}"
    return Unset(f"the file of {font.family} isn't the one that handout knows", again, _FONT_FILE)


def conjuncts(clusters: tuple[GlyphCluster, ...]) -> Sequence[GlyphCluster]:
    """Clusters from left to right, those joined by a virama as one, because their letters may overlap."""
    if not any(_joins(cluster.text) for cluster in clusters):
        return clusters
    found: list[GlyphCluster] = []
    joined: GlyphCluster | None = None
    for cluster in clusters:
        joined = cluster if joined is None else side_by_side(joined, cluster, joined.text + cluster.text)
        if not _joins(joined.text):
            found.append(joined)
            joined = None
    return found if joined is None else [*found, joined]


@lru_cache(MOST_KNOWN)
def _joins(text: str) -> bool:
    """Whether a cluster with this text is joined to the next one."""
    return combining(text.rstrip("\u200c\u200d")[-1:] or " ") == VIRAMA


@lru_cache(MOST_KNOWN)
def _out_of_place(face: Face, cluster: GlyphCluster) -> bool:
    """Whether a cluster has ink in the place of another letter or line."""
    em = face.metrics.units_per_em
    left, bottom, right, top = face.shaper.box(cluster)
    return (
        len(cluster.text) > _LONGEST
        or left < -BESIDE * em
        or right > cluster.advance + _BESIDE_MARKS * em
        or bottom < -LOWEST * em
        or top > HIGHEST * em
        or has_low_mark(cluster, em)
        or (cluster.advance == 0 and bottom < top)  # a mark that counts as a letter, as U+FBC1 and U+FC61
    )
