"""The scan's second check: a document is searched for restricted texts; words that its reader may have don't count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct

from handout.diagnostics import Diagnostic, Span
from handout.i18n.strings import SIGNS, sign_names
from handout.i18n.telephones import dialled, telephones
from handout.inline.icons import ICONS
from handout.verify.file_info import FILE_WORDS
from handout.verify.privacy.denylist import DenyList, Hit, RestrictedText
from handout.verify.privacy.document_texts import DocumentTexts, document_texts
from handout.verify.privacy.exchanged import exchanged
from handout.verify.privacy.misplaced import misplaced
from handout.verify.privacy.oracle import AuthoredText, Oracle
from handout.verify.privacy.pasted import pasted
from handout.verify.privacy.permitted import Permitted
from handout.verify.privacy.runs import RUN, kept_words
from handout.verify.privacy.scanned_document import ScannedDocument
from handout.verify.privacy.written import Written, addresses, plain

RESTRICTED_WORDS = ("for-clinicians", "codes")
"""Built-in words of restricted documents only."""
_FOR_STAFF = ("staff",)
"""Those of the line for the staff: in the clinic's language, so `values` have that line where it is printed."""
_ICON = re.compile(r"\bicon\.([a-z_]+)")
_MARKUP = re.compile(r"[*_\\]+")
_ELSEWHERE = ("title", "caption", "summary", "authors")
"""Keys of texts that are printed in their place, and in one line with others: in texts, headers and lists of names."""


class LeakDetector(Struct, frozen=True):
    """What must not be in a document, and what may be in it."""

    denied: DenyList
    permitted: Permitted
    pasted: tuple[Diagnostic, ...] = ()
    """Texts of a translation that have words which it, or its original, keeps from this reader; some are warnings."""

    def leaks(self, texts: Iterable[str]) -> Iterator[Hit]:
        """The restricted runs in consecutive texts that permitted texts don't explain.

        A run of full length may go on from one text to the next; a shorter one is searched inside each text.
        """
        found = [kept_words(text) for text in texts]
        owner = [number for number, each in enumerate(found) for _ in each]
        explained: dict[int, bool] = {}
        for hit in self.denied.within_texts(found):
            over = range(owner[hit.start], owner[hit.end - 1] + 1)
            if len(over) > 1 and hit.length != RUN:
                continue
            explained.update({at: self.permitted.explains(found[at]) for at in over if at not in explained})
            if not all(map(explained.__getitem__, over)):
                yield hit


class AuthoredTexts(Struct, frozen=True):
    """What detectors have in common that differ in the patient's record only."""

    restricted: tuple[RestrictedText, ...]
    permitted: Permitted
    denied: DenyList
    """The restricted texts, without the runs that a permitted one has."""
    pasted: tuple[Diagnostic, ...] = ()
    of_layouts: tuple[AuthoredText, ...] = ()
    """Those of them that come from layouts: two layouts may have the same, as of one that both extend."""


KnownTexts = dict[tuple[object, ...], AuthoredTexts]
"""Of one workspace, by what documents of it differ in (`KEY`)."""
KEY = ("files", "originals", "audience", "language", "layout")
"""The workspace and the language give the sources and the built-in words; the rest is the record's.

The layout is the last: what the others say is the same for all layouts with the same texts.
"""
MOST_KNOWN = 64


def leak_detector(scanned: ScannedDocument, known: KnownTexts | None = None) -> LeakDetector:
    """The detector for a document; what is `known` of its workspace isn't read again."""
    authored = _known(scanned, {} if known is None else known)
    permitted = authored.permitted.copy()
    permitted.own(*scanned.values)
    private = [RestrictedText(plain(value), Span("the patient's record")) for value in scanned.private]
    if private:
        return LeakDetector(DenyList([*private, *authored.restricted], permitted.texts), permitted, authored.pasted)
    own = [piece.words for value in scanned.values for piece in plain(value).pieces]
    return LeakDetector(authored.denied.without(own), permitted, authored.pasted)


def doubtful(scanned: ScannedDocument, known: KnownTexts) -> tuple[Diagnostic, ...]:
    """The warnings of a document's translated texts; what is `known` of its workspace isn't read again."""
    return tuple(problem for problem in _known(scanned, known).pasted if problem.severity == "warning")


def _known(scanned: ScannedDocument, known: KnownTexts) -> AuthoredTexts:
    key = tuple([getattr(scanned, name) for name in KEY])
    if key not in known:
        if len(known) >= MOST_KNOWN:
            known.clear()
        of_layouts = tuple(_of_layouts(scanned))
        alike = (texts for other, texts in known.items() if other[:-1] == key[:-1] and texts.of_layouts == of_layouts)
        known[key] = next(alike, None) or _authored(scanned, of_layouts)
    return known[key]


def _authored(scanned: ScannedDocument, of_layouts: tuple[AuthoredText, ...]) -> AuthoredTexts:
    """The texts of the files, and what the program prints by itself in every document."""
    # A box to tick is read aloud as its sign is.
    permitted, signs = Permitted(), {"☐"}
    restricted = [RestrictedText(plain(scanned.words[name]), Span("clinic.yaml")) for name in RESTRICTED_WORDS]
    texts = document_texts(scanned)
    for passage in _passages(scanned, texts, of_layouts):
        if passage.key == "icon" and passage.text in ICONS:
            signs |= {ICONS[passage.text]} if passage.allowed else set()
            continue
        text = _read(passage, texts)
        if not passage.allowed:
            restricted += (RestrictedText(each, passage.span) for each in (text, *map(plain, text.beside)))
            continue
        permitted.add(text, passage.beside or passage.span)
        permitted.own(*_dialled(passage))
        if passage.key in _ELSEWHERE:
            permitted.own(*map(" ".join, (*text.whole, *(piece.words for piece in text.pieces))))
        signs |= SIGNS.intersection(passage.text)
        signs |= {ICONS[name] for name in _ICON.findall(passage.text) if name in ICONS}
    _own(scanned, permitted)
    names = {**sign_names(scanned.language), **scanned.words}
    permitted.own(*(names[sign] for sign in signs if sign in names))
    wrong = (*pasted(scanned, texts), *misplaced(scanned, texts), *exchanged(scanned, texts))
    return AuthoredTexts(tuple(restricted), permitted, DenyList(restricted, permitted.texts), wrong, of_layouts)


def _passages(
    scanned: ScannedDocument, texts: DocumentTexts, of_layouts: Iterable[AuthoredText]
) -> Iterator[AuthoredText]:
    """The topics' texts, those of layouts, and those of the clinic that aren't for this reader."""
    yield from chain(*texts.own.values())
    yield from (passage for passage in chain(*texts.originals.values()) if not passage.allowed)
    yield from of_layouts
    oracle = Oracle(scanned.sources, scanned.audience, scanned.language)
    yield from (passage for passage in oracle.clinic() if not passage.allowed)


def _of_layouts(scanned: ScannedDocument) -> Iterator[AuthoredText]:
    """The texts of the document's layout, and those of layouts for other audiences."""
    oracle = Oracle(scanned.sources, scanned.audience, scanned.language)
    own = {*oracle.chain(f"layouts/{scanned.layout}.yaml")}
    for file in scanned.sources:
        if file.startswith("layouts/"):
            yield from (passage for passage in oracle.headers_and_footers(file) if file in own or not passage.allowed)


def _own(scanned: ScannedDocument, permitted: Permitted) -> None:
    """Permits what the program prints by itself: the clinic's texts, built-in words, metadata."""
    from handout.version import __version__

    for passage in Oracle(scanned.sources, scanned.audience).clinic():
        if passage.allowed:
            permitted.own(passage.text, *(addresses(passage.text) if passage.key == "web" else ()))
            permitted.own(*_dialled(passage))
    for name, text in scanned.words.items():
        if name not in (*RESTRICTED_WORDS, *_FOR_STAFF) and name not in SIGNS:
            permitted.own(*text.split("{}"))
    permitted.own(scanned.language, *FILE_WORDS, f"handout {__version__}")


def _dialled(passage: AuthoredText) -> Iterator[str]:
    """The telephone numbers of a text as links have them; the clinic's are among its own texts."""
    if passage.key in ("phone", "contacts"):
        yield dialled(passage.text)
    for match in telephones(_MARKUP.sub("", passage.text), ()):
        yield dialled(match[0])


def _read(passage: AuthoredText, texts: DocumentTexts) -> Written:
    """A passage as it may be printed; an address as `addresses` gives it."""
    if passage.key != "url":
        return texts.written(passage.text)
    found = [plain(address) for address in addresses(passage.text)]
    return Written(tuple(p for each in found for p in each.pieces), tuple(w for each in found for w in each.whole), ())
