"""Which of the available fonts sets a script: for `handout fonts`."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from handout.fonts.faces import BUILT_IN, Face
from handout.fonts.glyphs import Faces, FontBook
from handout.fonts.packaged import Extra, ordered
from handout.fonts.packaged_faces import PackagedFace
from handout.fonts.pieces import shaping_face
from handout.fonts.stretches import Stretch
from handout.fonts.unicode_scripts import NAMES, script_of

_LETTERS = {
    "Latn": "a", "Grek": "α", "Cyrl": "а", "Geor": "ა", "Hebr": "א", "Arab": "ع", "Deva": "क", "Beng": "ক", "Guru": "ਕ",
    "Gujr": "ક", "Orya": "କ", "Taml": "க", "Telu": "క", "Knda": "ಕ", "Mlym": "ക", "Sinh": "ක", "Thai": "ก", "Laoo": "ກ",
    "Mymr": "က", "Khmr": "ក", "Ethi": "ሀ", "Armn": "ա", "Hang": "한", "Bopo": "ㄅ", "Hira": "あ", "Hani": "中",
}  # fmt: skip
"""A letter of each script that can be set."""
_EUROPEAN = {"Latn": "Latin", "Grek": "Greek", "Cyrl": "Cyrillic", "Geor": "Georgian"}

FontState = Literal["built-in", "own", "installed", "missing", "changed", "none"]


class ScriptFont(Struct, frozen=True):
    """The font that sets a script, or the package to install."""

    script: str
    """ISO 15924."""
    name: str
    font: str
    """The family; empty if no font is known for the script."""
    state: FontState
    extra: Extra | None = None
    """The optional package that the font is in; None if it isn't in one."""


def script_font(fonts: FontBook, families: tuple[str, ...], script: str, language: str = "") -> ScriptFont:
    """The font that sets a script in a document in a language, or the one to install."""
    name = NAMES.get(script) or _EUROPEAN.get(script, script)
    letter = _LETTERS.get(script)
    face = _face(fonts.of(language).faces(families), letter) if letter else None
    if isinstance(face, PackagedFace):
        return ScriptFont(script, name, face.family, "installed", face.font.extra)
    if face is not None:
        return ScriptFont(script, name, face.family, "built-in" if face.family == BUILT_IN else "own")
    offered = [font for font in ordered(language) if script in font.scripts]
    if not offered:
        return ScriptFont(script, name, "", "none")
    return ScriptFont(script, name, offered[0].family, offered[0].state, offered[0].extra)


def _face(faces: Faces, letter: str) -> Face | None:
    script = script_of(letter)
    if script:
        return shaping_face(faces, Stretch(letter, script, script in ("Hebr", "Arab")))
    return next((face for face in faces if face.has(letter)), None)
