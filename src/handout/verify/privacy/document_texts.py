"""The texts of a document's files for its reader: each file walked once, and each text read once, for all checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from handout.verify.privacy.oracle import AuthoredText, Oracle
from handout.verify.privacy.scanned_document import ScannedDocument
from handout.verify.privacy.written import Written, written

MOST_KNOWN = 4096
"""Texts that are kept as they may be printed: the documents of another audience or language have them again."""
_written = lru_cache(MOST_KNOWN)(written)


class DocumentTexts(Struct, frozen=True):
    """Texts by their files, each in the order of its file."""

    own: Mapping[str, Sequence[AuthoredText]]
    """Of the topics, in the document's language."""
    originals: Mapping[str, Sequence[AuthoredText]]
    """Of what was translated, in its own language."""
    written: Callable[[str], Written]
    """What a text becomes on paper."""


def document_texts(scanned: ScannedDocument) -> DocumentTexts:
    """The texts of a document's files, whether the reader may see them or not."""
    oracle = Oracle(scanned.sources, scanned.audience, scanned.language)
    original = Oracle(scanned.sources, scanned.audience)
    return DocumentTexts(
        {file: (*oracle.passages(file),) for file in scanned.files},
        {file: (*original.passages(file),) for file in scanned.originals},
        _written,
    )
