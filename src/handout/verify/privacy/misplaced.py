"""A translation's own restricted words in its text for a reader who may not see them.

A translator who puts the sentence for clinicians where that for patients belongs makes it a text for patients: by the
rules of the files it is one, in words that the original doesn't have.  So each text for this reader is compared with
the translated texts that the original keeps from this reader.  Both may say the same if their originals do.
`exchanged` compares short texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from handout.diagnostics import Diagnostic, Span
from handout.verify.privacy.denylist import DenyList, Hit, RestrictedText
from handout.verify.privacy.document_texts import DocumentTexts
from handout.verify.privacy.runs import RUN
from handout.verify.privacy.scanned_document import ScannedDocument
from handout.verify.privacy.translated_pairs import TranslatedPair, alike, translated_pairs
from handout.verify.privacy.unspaced import LEAST_LETTERS, only_letters
from handout.verify.privacy.written import Written

_LEAST_WORDS = 8
"""Words in a row; two texts of one topic share fewer by chance.  A shorter restricted text counts as a whole."""


def misplaced(scanned: ScannedDocument, texts: DocumentTexts) -> Iterator[Diagnostic]:
    """A problem for each text of the translations in a document that has such words."""
    pairs = [*translated_pairs(texts)]
    allowed = [pair for pair in pairs if pair.own.allowed]
    restricted = _Restricted([pair for pair in pairs if not pair.own.allowed], allowed, texts.written)
    for pair in allowed:
        span = next(restricted.within(pair), None)
        if span is not None:
            message = f"this has words of the translation that are not for '{scanned.audience}'"
            hint = f"translate the original of this text, or use other words; these are at {span}"
            yield Diagnostic(pair.own.span, message, hint, "restricted-text")


FoundHits = tuple[Sequence[str], list[Hit]]
"""Words of a text, and the restricted runs in them."""


class _Restricted:
    """The translated texts that a reader may not see."""

    def __init__(
        self, pairs: Sequence[TranslatedPair], allowed: Sequence[TranslatedPair], written: Callable[[str], Written]
    ) -> None:
        self._allowed, self._written = allowed, written
        self._pairs = {pair.own.span: pair for pair in pairs}
        read = {span: written(pair.own.text) for span, pair in self._pairs.items()}
        self._known: dict[str, list[FoundHits]] = {}
        """By the text that was searched."""
        self._denied = DenyList([RestrictedText(text, span) for span, text in read.items()], [])
        self._least = {
            span: min(_LEAST_WORDS, max(RUN, *map(len, text.whole))) if text.whole else _LEAST_WORDS
            for span, text in read.items()
        }

    def within(self, pair: TranslatedPair) -> Iterator[Span]:
        """The places of those of which a text has many words in a row, or all."""
        for said, hits in self._hits(pair):
            telling = [hit for hit in hits if not self._shared(hit.span, pair)]
            yield from self._many(telling, said)

    def _hits(self, pair: TranslatedPair) -> list[FoundHits]:
        text = pair.own.text
        if text not in self._known:
            self._known[text] = [(said, [*self._denied.within(said)]) for said in self._written(text).each]
        return self._known[text]

    def _shared(self, span: Span, pair: TranslatedPair) -> bool:
        """Whether the original says much the same as a restricted text: here, or in another text for this reader."""
        there = self._pairs[span]
        return alike(pair, there) or span in self._said_elsewhere

    @cached_property
    def _said_elsewhere(self) -> frozenset[Span]:
        """The places of restricted texts that share words with a text for this reader, as their originals do."""
        return frozenset(
            span
            for pair in self._allowed
            for span in {hit.span for _, hits in self._hits(pair) for hit in hits}
            if alike(pair, self._pairs[span])
        )

    def _many(self, hits: Sequence[Hit], said: Sequence[str]) -> Iterator[Span]:
        start = end = 0
        for hit in hits:
            start, end = (start, max(end, hit.end)) if hit.start <= end and end else (hit.start, hit.end)
            least = LEAST_LETTERS if only_letters(said[start:end]) else self._least[hit.span]
            if end - start >= least:
                yield hit.span
