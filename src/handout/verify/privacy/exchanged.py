"""Two short texts of a translation that are the same, or two texts that changed places, one of them restricted.

`misplaced` counts words in a row.  Of a text of a few words this says nothing: *once a day* is in many texts.  So a
short text is compared as a whole, and where the originals say different things, two equal translations are wrong: an
error for several telling words, and a warning for fewer, since a language may have one word for two of another
(*Signos de alarma* is right for *Red flags* and for *Warning signs*).

A text for patients and one for clinicians that changed places share nothing.  But numbers, names and fields are the
same in every language.  So if each of the two has those of the other one's original, and none of its own, they are
refused.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from handout.diagnostics import Diagnostic
from handout.verify.privacy.document_texts import DocumentTexts
from handout.verify.privacy.runs import RUN, kept_words
from handout.verify.privacy.scanned_document import ScannedDocument
from handout.verify.privacy.translated_pairs import TranslatedPair, alike, translated_pairs
from handout.verify.privacy.unspaced import LEAST_LETTERS, only_letters

_LEAST_TELLING = 3
"""Telling words of two equal texts that are an error."""
_SHORTEST_TELLING = 4
"""Letters."""
_NEAR = 4
"""Texts of a file between two that may have changed places: those of one block, or of blocks that follow each other."""
_CODE = "restricted-text"


def exchanged(scanned: ScannedDocument, texts: DocumentTexts) -> Iterator[Diagnostic]:
    """A problem for each text for this reader that is a short restricted one, or that changed places with one."""
    pairs = [*translated_pairs(texts)]
    yield from _equal(scanned.audience, pairs)
    yield from _crossed(scanned.audience, pairs)


def _equal(audience: str, pairs: Sequence[TranslatedPair]) -> Iterator[Diagnostic]:
    """Short texts for an audience that are the same as a restricted one, though their originals aren't alike."""
    restricted: dict[tuple[str, ...], list[TranslatedPair]] = defaultdict(list)
    allowed: dict[tuple[str, ...], list[TranslatedPair]] = defaultdict(list)
    for pair in pairs:
        found = kept_words(pair.own.text)
        if len(found) < (LEAST_LETTERS if only_letters(found) else RUN) and any(map(str.isalpha, found)):
            (allowed if pair.own.allowed else restricted)[found].append(pair)
    for found, same in allowed.items():
        others = (each for each in restricted.get(found, ()) if not any(alike(pair, each) for pair in same))
        other = next(others, None)
        if other is None:
            continue
        for pair in same:
            message = f"this is the same as a text of the translation that is not for '{audience}'"
            hint = f"translate the original of this text, or use other words; the other one is at {other.own.span}"
            severity = "error" if _telling(found) >= _LEAST_TELLING else "warning"
            yield Diagnostic(pair.own.span, message, hint, _CODE, severity)


def _crossed(audience: str, pairs: Sequence[TranslatedPair]) -> Iterator[Diagnostic]:
    """Texts for an audience whose translation has the numbers and names of a restricted text nearby, and that its."""
    kept = [(_lasting(pair.original), _lasting(pair.own.text)) for pair in pairs]
    for at, pair in enumerate(pairs):
        if not pair.own.allowed or not kept[at][1]:
            continue
        for near in range(max(at - _NEAR, 0), min(at + _NEAR + 1, len(pairs))):
            other = pairs[near]
            if other.own.allowed or other.own.span.file != pair.own.span.file:
                continue
            (mine, said), (theirs, also) = kept[at], kept[near]
            mine, theirs = mine - theirs, theirs - mine
            if said & theirs and also & mine and not said & mine and not also & theirs:
                message = f"this seems to be the translation of a text that is not for '{audience}'"
                hint = f"it has the numbers or names of that one's original; exchange it with {other.own.span}"
                yield Diagnostic(pair.own.span, message, hint, _CODE)
                break


def _telling(found: Sequence[str]) -> int:
    """How many words of a text say something by themselves; two letters of a script without spaces are a word."""
    if only_letters(found):
        return len(found) // 2
    return sum(len(unicodedata.normalize("NFD", word)) >= _SHORTEST_TELLING for word in found)


def _lasting(text: str) -> frozenset[str]:
    """The words that a translator keeps: numbers, and names and fields among the others."""
    return frozenset(word for word in kept_words(text) if len(word) >= _SHORTEST_TELLING or any(map(str.isdigit, word)))
