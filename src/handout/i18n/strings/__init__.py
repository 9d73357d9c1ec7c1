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
"""The key in a file of words that says `none` until a native speaker has read the words."""


def languages() -> list[str]:
    """The languages for which the program has words."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def built_in(language: str) -> Mapping[str, str]:
    """The program's words of a language (those of `en` for `en-GB` too); empty if it has none."""
    return {key: word for key, word in _read(FOLDER, language).items() if key != _NATIVE_REVIEW}


@cache
def natively_reviewed(language: str) -> bool:
    """Whether a native speaker has read the program's words of a language; False if there are none."""
    return _read(FOLDER, language).get(_NATIVE_REVIEW, "none" if not built_in(language) else "") != "none"


@cache
def sign_names(language: str) -> Mapping[str, str]:
    """The names of signs, as a screen reader says them, by sign; empty if the program has no names in a language."""
    named = _read(FOLDER / "signs", language)
    return {sign: name for name, signs in named.items() for sign in signs.split()}


def brought_as(language: str) -> str:
    """The tag under which the program has the words of a language: `fr` for `fr-CA`; if it has none, the same tag."""
    return next((tag for tag in fallbacks(language) if (FOLDER / f"{tag}.yaml").is_file()), language)


def places(key: str) -> int:
    """How many numbers are printed in a word; none in the name of a sign."""
    return built_in("en").get(key, "").count(PLACE)


def _read(folder: Path, language: str) -> Mapping[str, str]:
    files = (folder / f"{tag}.yaml" for tag in fallbacks(language))
    return next((_words(path) for path in files if path.is_file()), {})


@cache
def _words(path: Path) -> Mapping[str, str]:
    """What a file says; `en-GB` and `en` have one file."""
    value, _ = parse(path.read_bytes(), path.name)
    entries = value.entries if isinstance(value, Entries) else ()
    return {key.text: item.text for key, item in entries if isinstance(item, Scalar)}


CHECKED_BY = "checked-by"
"""The key in a clinic's words of a language with the name of the native speaker who has read the program's words."""
PLACE = "{}"
"""The place in a word at which a number is printed."""
PAGES = "page-of-pages"
PAGE, OF = PAGES_APART = ("page", "of")
"""What a clinic may give instead of `page-of-pages`: the word before each of its two numbers."""
KEYS = tuple(built_in("en"))
"""Every word that a language must have."""
SIGNS = frozenset(sign_names("en"))
"""The signs that have names."""
