"""The program's own words, a file a language; the clinic's `words` add to them and override them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from handout.source import Mapping as Entries
from handout.source import Scalar
from handout.strict_yaml import parse

FOLDER = Path(__file__).parent


def languages() -> list[str]:
    """The languages that the program brings words for."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def built_in(language: str) -> Mapping[str, str]:
    """The words of a language that the program brings (`en` for `en-GB` too); empty where it brings none."""
    for tag in (language, language.partition("-")[0]):
        path = FOLDER / f"{tag}.yaml"
        if path.is_file():
            value, _ = parse(path.read_bytes(), path.name)
            if isinstance(value, Entries):
                return {key.text: item.text for key, item in value.entries if isinstance(item, Scalar)}
    return {}


KEYS = tuple(built_in("en"))
"""Every word that a language must have."""
