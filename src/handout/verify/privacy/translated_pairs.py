"""The texts of a document's translations, each with the text that it was translated from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct

from handout.verify.privacy.document_texts import DocumentTexts
from handout.verify.privacy.oracle import AuthoredText
from handout.verify.privacy.runs import LEAST_DISTINCTIVE, grams, kept_words

_REVIEWERS = frozenset(("by", "role"))
"""Keys of a review, which is each translation's own."""


class TranslatedPair(Struct, frozen=True):
    """A text of a translation and what it was translated from."""

    own: AuthoredText
    original: str


def translated_pairs(texts: DocumentTexts) -> Iterator[TranslatedPair]:
    """Each text of the translations with its original's; a text without one is compared with nothing."""
    for source, original in texts.originals.items():
        name = source.removesuffix("yaml")
        for translated in (translated for file, translated in texts.own.items() if file.startswith(name)):
            for own, there in zip_longest(_texts(translated), _texts(original)):
                if own is not None:
                    yield TranslatedPair(own, there.text if there is not None else "")


def _texts(passages: Sequence[AuthoredText]) -> list[AuthoredText]:
    return [passage for passage in passages if passage.key not in _REVIEWERS]


def alike(one: TranslatedPair, other: TranslatedPair) -> bool:
    """Whether the originals of two texts share words in a row, or half of all, so that their translations may."""
    said, also = kept_words(one.original), kept_words(other.original)
    shorter = min(len(said), len(also))
    runs = {*grams(said, min(LEAST_DISTINCTIVE, shorter))}
    in_a_row = any(run in runs for run in grams(also, min(LEAST_DISTINCTIVE, shorter)))
    return shorter > 0 and (in_a_row or 2 * len({*said} & {*also}) >= shorter)
