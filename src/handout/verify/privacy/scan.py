"""The privacy scan: a finished document for patients is searched for text that isn't for its reader.

*Restricted text* is each text of the workspace that an `audience` keeps from this reader: its own, or that of anything
around it (a topic, a section, a block, a column of a table, a layout).  Codes and notes for authors are restricted for
all patients, and so is the value of a field that is for other audiences.  *Another patient's data* is all that doesn't
come from this patient's record.  The scan reads only the file's bytes.  It uses two checks that share no code with
`select` and don't rely on each other; either one refuses the document.

1. The allow-list (`allowlist`): each string of the file, and each word on its pages, is one of the `Document`, which
   was made from this patient's record alone.  So a value of another patient, or a text from elsewhere, is found.
2. The leak detector (`leak_detector`): the file has no run of words of a restricted text.  This finds what the
   `Document` itself should not have.
   - The oracle (`oracle`) walks over the plain values of the YAML files, knows nothing of blocks, and says of each text
     whether this reader may read it.  `written` makes of a text the words that are printed one after another.
   - Texts are compared by *runs* of five words, or of all words of a shorter text (`runs`): case and marks don't count,
     nor do spaces, because a run is compared by its letters.  The deny-list (`denylist`) has the runs of restricted
     texts, without those that a text for this reader has too.
   - Short runs occur by chance: a number, or two cells that say together what a note says.  So a hit counts only in a
     stretch of text that can't be made from whole texts for this reader and from what the program prints by itself
     (`permitted`).
   - All of a file is searched: the text of pages (`stretches`), strings (titles, links, alternative texts), names, and
     whatever is legible in metadata and in other streams, such as fonts.  In bytes that aren't text only runs of three
     words count; fewer occur by chance.

The scan can't see a restricted word that a text for this reader has too, a text that is an image, or text whose words
were changed.  It trusts the YAML files and the patient's record.  It scans a form as it is filled for one patient; how
the other documents of a form are proved is in `variable_data`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from handout.diagnostics import Diagnostic, Span, VerificationError
from handout.layout.geometry import Pages
from handout.verify.content_streams import legible, marked_up, stretches
from handout.verify.file_info import unescaped
from handout.verify.pdf_objects import File, Object, UnexpectedPdf, decoded, read
from handout.verify.pdf_strings import text_string
from handout.verify.privacy.allowlist import NUMBER_BYTES, NUMBERED, unexpected
from handout.verify.privacy.denylist import Hit
from handout.verify.privacy.leak_detector import KnownTexts, LeakDetector, leak_detector
from handout.verify.privacy.runs import BORDER, kept_words, separated, words
from handout.verify.privacy.scanned_document import ScannedDocument, scanned_document, spellings

__all__ = ["CODE", "scan", "scanned_document", "spellings"]

CODE = "restricted-text"
_LONG, _MOST_LONG, _MOST_SHORT = 4096, 48, 256
"""Bytes of a stream in the file that is long, and of how many streams the words are kept."""
_ADDRESS = re.compile(r" \([^()]*(?:\([^()]*\)[^()]*)*\)\Z")
"""After the words of a link's description."""
_ESCAPED = re.compile(r"#[0-9A-Fa-f]{2}")
"""A character of a name by its code."""


def scan(pdf: bytes, pages: Pages, scanned: ScannedDocument, known: KnownTexts | None = None) -> bytes:
    """The bytes, if nothing in them is restricted; else VerificationError, with the place of each restricted text."""
    try:
        file = read(pdf)
        found = [_unexpected(where, scanned) for where in dict.fromkeys(unexpected(file, pages))]
        found += _restricted(file, scanned, known)
    except UnexpectedPdf as error:
        found = [Diagnostic(Span(scanned.files[0]), f"the file can't be scanned: {error}", "", CODE)]
    VerificationError.raise_for(found)
    return pdf


def _unexpected(where: str, scanned: ScannedDocument) -> Diagnostic:
    message = f"the document for '{scanned.audience}' has {where} that is not the document's"
    return Diagnostic(Span(scanned.files[0]), message, "nothing was written; please report this", CODE)


def _restricted(file: File, scanned: ScannedDocument, known: KnownTexts | None) -> Iterator[Diagnostic]:
    found: dict[Span, str] = {}
    detector = leak_detector(scanned, known)
    yield from (problem for problem in detector.pasted if problem.severity == "error")
    for where, hit in hits(file, detector):
        found.setdefault(hit.span, where)
    for span, where in found.items():
        message = f"this is not for '{scanned.audience}', and is in {where} of the document for '{scanned.audience}'"
        yield Diagnostic(span, message, "nothing was written; please report this", CODE)


def hits(file: File, detector: LeakDetector) -> Iterator[tuple[str, Hit]]:
    """The restricted runs in a file, each with the part of the file that it is in."""
    for number, found in enumerate(stretches(file), 1):
        for hit in detector.leaks(found):
            yield f"the text of page {number}", hit
    for key, text in dict.fromkeys((key, text_string(content)) for key, content in file.strings):
        # A file's ID is a hash, and others are the numbers of objects: either may have a word or two by chance.
        by_chance = key == "ID" or (key in NUMBERED and len(text) == NUMBER_BYTES)
        for hit in detector.denied.distinctive(words(text)) if by_chance else detector.leaks(parts(key, text)):
            yield f"a string (/{key})", hit
    for each in file.objects.values():
        if each.raw is None or each.value("Type") in (b"/ObjStm", b"/XRef"):
            continue
        if each.value("Type") == b"/Metadata":
            texts = [*legible(each.content), *([] if each.content.isascii() else [marked_up(each.content)])]
            lines = [unescaped(line) for text in texts for line in text.split("\n")]
            caught = detector.leaks(lines)
        else:
            read = _read(each)
            caught = detector.denied.distinctive(read.words if detector.denied.may_begin(read.all) else ())
        for hit in caught:
            yield "a stream", hit
    names = [_ESCAPED.sub(_unhexed, name) if "#" in name else name for name in file.names]
    for hit in detector.denied.distinctive([word for name in names for word in (*kept_words(name), BORDER)]):
        yield "a name", hit


class _StreamWords(Struct, frozen=True):
    """What is legible in a stream."""

    words: tuple[str, ...]
    all: frozenset[str]


def _read(each: Object) -> _StreamWords:
    """The words of a stream: the next document has its fonts, images and static text again."""
    raw = each.raw or b""
    return (_kept_long if len(raw) >= _LONG else _kept_short)(raw, each.value("Filter"))


def _legible(raw: bytes, filtered: bytes) -> _StreamWords:
    found = tuple(separated(legible(decoded(raw, filtered))))
    return _StreamWords(found, frozenset(found))


_kept_long, _kept_short = lru_cache(_MOST_LONG)(_legible), lru_cache(_MOST_SHORT)(_legible)


def parts(key: str, text: str) -> tuple[str, ...]:
    """The parts of a string that come from different texts: a link's description has words and an address."""
    match = _ADDRESS.search(text) if key == "Contents" else None
    return (text,) if match is None else (text[: match.start()], match[0])


def _unhexed(match: re.Match[str]) -> str:
    return chr(int(match[0][1:], 16))
