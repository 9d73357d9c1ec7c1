"""Fonts of optional packages (extras), each identified by its content.

All are Noto Sans under the SIL Open Font License 1.1, variable in their weight, and may be embedded.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from handout.fonts.unicode_scripts import EAST_ASIAN

if TYPE_CHECKING:
    from handout.fonts.harfbuzz_font import HarfbuzzFile

State = Literal["installed", "missing", "changed"]


class Extra(Struct, frozen=True):
    """Optional packages with fonts, by the name of the extra in pyproject.toml."""

    name: str
    megabytes: float
    """How much larger an installation becomes."""

    @property
    def command(self) -> str:
        """The command that installs it."""
        return f"pip install 'handout[{self.name}]'"


WORLD = Extra("fonts-world", 6.7)
EAST_ASIA = Extra("fonts-cjk", 50.0)


class PackagedFont(Struct, frozen=True, cache_hash=True):
    """A font file of a package."""

    family: str
    scripts: tuple[str, ...]
    """Codes of the scripts for which it is used; it has no other letters, or its Latin ones differ from the text's."""
    extra: Extra
    package: str
    """The name of the package that Python imports."""
    path: str
    sha256: str

    @property
    def place(self) -> Path | None:
        """Where the file is; None if its package isn't installed."""
        return place_of(self.package, self.path)

    @property
    def state(self) -> State:
        """Whether the file is there, and has the content that this version of the program expects."""
        if self.place is None:
            return "missing"
        return "installed" if opened(self) is not None else "changed"


@lru_cache(32)
def opened(font: PackagedFont) -> HarfbuzzFile | None:
    """The file, opened for all weights; None if it is missing or has another content than expected.

    Only HarfBuzz keeps the content, in a copy of its own: those of East Asia have 10 MB and more.
    """
    from handout.fonts.harfbuzz_font import HarfbuzzFile

    content = read(font)
    return None if content is None else HarfbuzzFile(content)


def read(font: PackagedFont) -> bytes | None:
    """The file's content; None if it is missing or has another content than expected."""
    place = font.place
    try:
        content = b"" if place is None else place.read_bytes()
    except OSError:
        return None
    return content if sha256(content).hexdigest() == font.sha256 else None


@lru_cache(64)
def place_of(package: str, path: str) -> Path | None:
    """Where a package has a file; None if it isn't installed."""
    spec = find_spec(package)  # without importing it
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        if (place := Path(folder, path)).is_file():
            return place
    return None


def _world(name: str, script: str, digest: str) -> PackagedFont:
    return PackagedFont(f"Noto Sans {name}", (script,), WORLD, "manimgx_fonts", f"NotoSans{name}[wght].ttf", digest)


def _east_asian(region: str, digest: str) -> PackagedFont:
    path = f"fonts/ofl/notosans{region.lower()}/NotoSans{region}[wght].ttf"
    return PackagedFont(f"Noto Sans {region}", EAST_ASIAN, EAST_ASIA, "justmytype_intl_cjk", path, digest)


PACKAGED = (
    _world("Armenian", "Armn", "e979dfaed56ddb4bfd05121958b25425eb7593253d64b6b3654c77c11c5cda94"),
    _world("Bengali", "Beng", "dc9defe97bb041876b6609e9029d9e1e228a686259acde2fe2a9f99d793ee17d"),
    _world("Ethiopic", "Ethi", "93f223089e300b983dbfd693c7be619e0e76565a70d639e71a4fe0bfd72cf66f"),
    _world("Gujarati", "Gujr", "83d1bde74d64fb389f97a5e27b2699d8ee8bad4c15a02be347228e6c10011248"),
    _world("Gurmukhi", "Guru", "8a3096ee2166f6383501e2df7b368fce88cfa4068c8d75bcb6af07da353a00ea"),
    _world("Kannada", "Knda", "b6b11505d76eddf916667d73adfec19095ec777742444dc662dae81471461f4e"),
    _world("Khmer", "Khmr", "56f89948a84cc0b01962ed6af573ac4ac885bd7bb6e7e40f9afc72a435728b70"),
    _world("Lao", "Laoo", "fc138d605aa998d8407789ee6a7f5554aae8b54f5cd98d66dd2c33e79d15b67e"),
    _world("Malayalam", "Mlym", "94cddc94a03fa9a5e8d1784090ba97b267def6933d60762081eaa003751142c5"),
    _world("Myanmar", "Mymr", "e0b280aa3080aab922800c88fa9a2015a4bec3103bb8b70491a92e4a04f3a3a3"),
    _world("Oriya", "Orya", "37f482d0179d0a50e3128d004f007ff1c1741ad5f6b0b2bcc7238b257ef1caa0"),
    _world("Sinhala", "Sinh", "3fd7c6a61cb6dfb8a2ca7af5b4078bd24e9c8ad9b55839a0177277db6e4d1326"),
    _world("Tamil", "Taml", "37e151cdec4a8cfb15c432f7bb164a83b98df69419d47e50b35aa7073963716b"),
    _world("Telugu", "Telu", "6c06de88b2d420d899543724a13765994191cd29860c6226efca098b51fec64b"),
    _east_asian("JP", "c2f3b4d463500a2ddcd3849cded1fceeb9fd6d1c32e6cbecd568453ba50fc68f"),
    _east_asian("KR", "194018e6b2b293a7964f037b25c0249ce1418bc9ab3c971060a03aa57861e252"),
    _east_asian("SC", "a3041811a78c361b1de50f953c805e0244951c21c5bd412f7232ef0d899af0da"),
    _east_asian("TC", "864727d210d54f2537bbe23b3a839436c3992af72de9322af5270897246bd44f"),
)
"""A word is set in the first font that has all of its letters; `rank` and `ordered` order the East Asian fonts."""
_BY_LANGUAGE = {"ja": "JP", "ko": "KR", "zh-Hant": "TC", "zh-TW": "TC", "zh-HK": "TC", "zh-MO": "TC", "yue": "TC"}
_OF_SCRIPT = {"Hira": "JP", "Hang": "KR", "Bopo": "TC"}
"""The region whose font is tried first for words with letters of a script."""
_REGIONS = ("SC", "TC", "JP", "KR")


def of_region(font: PackagedFont) -> str:
    """The region whose forms of Chinese characters a font has; empty for a font without Chinese characters."""
    return font.family.rpartition(" ")[2] if font.extra is EAST_ASIA else ""


def rank(font: PackagedFont, script: str) -> int:
    """When a font is tried for a word in a script, the lowest first."""
    return 1 if _OF_SCRIPT.get(script, "") == of_region(font) else 2


def ordered(language: str) -> tuple[PackagedFont, ...]:
    """The fonts in the order in which they are tried in a document; its language decides for Chinese characters."""
    parts = language.split("-")
    starts = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
    first = next((_BY_LANGUAGE[start] for start in starts if start in _BY_LANGUAGE), "SC")
    order = tuple(dict.fromkeys(("", first, *_REGIONS)))
    return tuple(sorted(PACKAGED, key=lambda font: order.index(of_region(font))))
