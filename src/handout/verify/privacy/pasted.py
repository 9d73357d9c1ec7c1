"""Restricted words of an original in a translation's text for a reader who may not see them.

A translator who pastes a sentence for clinicians into a text for patients makes it a text for patients: by the rules
of the files it is one.  So it is looked for before a document is: each run of words that the original keeps from this
reader, unless the original has the run in a text for this reader, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from handout.diagnostics import Diagnostic
from handout.verify.privacy.denylist import DenyList, Hit, RestrictedText
from handout.verify.privacy.document_texts import DocumentTexts
from handout.verify.privacy.runs import LEAST_DISTINCTIVE
from handout.verify.privacy.scanned_document import ScannedDocument
from handout.verify.privacy.unspaced import LEAST_LETTERS, only_letters


def pasted(scanned: ScannedDocument, texts: DocumentTexts) -> Iterator[Diagnostic]:
    """A problem for each text of the translations in a document that has such a run.

    A restricted text of one or two words is no run: a name or a number may be the same in both languages.  So may some
    letters in a row be, where both are written with Chinese characters.
    """
    if not scanned.originals:
        return
    originals = [*chain(*texts.originals.values())]
    restricted = [RestrictedText(texts.written(each.text), each.span) for each in originals if not each.allowed]
    allowed = [piece.words for each in originals if each.allowed for piece in texts.written(each.text).pieces]
    denied = DenyList(restricted, allowed)
    for passage in (passage for passage in chain(*texts.own.values()) if passage.allowed):
        text = texts.written(passage.text)
        for found in text.each:
            hit = _first_telling([*denied.within(found)], found)
            if hit is not None:
                message = f"this has words of the original that are not for '{scanned.audience}'"
                hint = f"translate the text for '{scanned.audience}'; these words are at {hit.span}"
                yield Diagnostic(passage.span, message, hint, "restricted-text")
                break


def _first_telling(hits: Sequence[Hit], found: Sequence[str]) -> Hit | None:
    """The first hit that isn't there by chance; in scripts without spaces, runs count with those that they overlap."""
    for number, hit in enumerate(hits):
        if hit.length < LEAST_DISTINCTIVE:
            continue
        if not only_letters(found[hit.start : hit.end]):
            return hit
        end = hit.end
        for other in hits[number + 1 :]:
            end = max(end, other.end) if other.start <= end else end
        if end - hit.start >= LEAST_LETTERS:
            return hit
    return None
