"""The program's own words, a file a language; the clinic's `words` add to them and override them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from handout.source.languages import fallbacks
from handout.source.values import Mapping as Entries
from handout.source.values import Scalar
from handout.source.yaml import parse

FOLDER = Path(__file__).parent
_NATIVE_REVIEW = "native-review"
"""In a file of words: `none` until somebody whose language it is has read them."""


def languages() -> list[str]:
    """The languages that the program brings words for."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def built_in(language: str) -> Mapping[str, str]:
    """The words of a language that the program brings (`en` for `en-GB` too); empty where it brings none."""
    return {key: word for key, word in _read(FOLDER, language).items() if key != _NATIVE_REVIEW}


@cache
def natively_reviewed(language: str) -> bool:
    """Whether a person whose language it is has read the words; false where the program brings none, too."""
    return _read(FOLDER, language).get(_NATIVE_REVIEW, "none" if not built_in(language) else "") != "none"


@cache
def sign_names(language: str) -> Mapping[str, str]:
    """What a sign is called when it is read aloud, by the sign; empty where the program brings no names."""
    named = _read(FOLDER / "signs", language)
    return {sign: name for name, signs in named.items() for sign in signs.split()}


def brought_as(language: str) -> str:
    """The tag under which the program brings the words of a language: `fr` for `fr-CA`; the language's own if none."""
    return next((tag for tag in fallbacks(language) if (FOLDER / f"{tag}.yaml").is_file()), language)


def places(key: str) -> int:
    """How many numbers are printed in a word; none in the name of a sign."""
    return built_in("en").get(key, "").count(PLACE)


def _read(folder: Path, language: str) -> Mapping[str, str]:
    for tag in fallbacks(language):
        path = folder / f"{tag}.yaml"
        if path.is_file():
            value, _ = parse(path.read_bytes(), path.name)
            if isinstance(value, Entries):
                return {key.text: item.text for key, item in value.entries if isinstance(item, Scalar)}
    return {}


CHECKED_BY = "checked-by"
"""Among a clinic's words of a language: who has read the program's, and whose language it is."""
PLACE = "{}"
"""In a word: where a number is printed."""
PAGES = "page-of-pages"
PAGE, OF = PAGES_APART = ("page", "of")
"""What a clinic may give instead of `page-of-pages`: the word before each of its two numbers."""
KEYS = tuple(built_in("en"))
"""Every word that a language must have."""
SIGNS = frozenset(sign_names("en"))
"""The signs that have names."""
