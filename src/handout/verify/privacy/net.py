"""The second net of the scan, knotted for one document: what may not be in it, and what may be whatever that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

from handout.diagnostics import Span
from handout.i18n.strings import SIGNS, sign_names
from handout.verify.file_info import FORM_WORDS
from handout.verify.privacy.denied import Denied, Hit, RestrictedText
from handout.verify.privacy.oracle import AuthoredText, Naive
from handout.verify.privacy.permitted import Permitted
from handout.verify.privacy.runs import RUN, words
from handout.verify.privacy.subject import Subject
from handout.verify.privacy.written import Written, addresses, plain, written

RESTRICTED_WORDS = ("for-clinicians", "codes")
"""Built-in words that stand in restricted documents only."""
_ELSEWHERE = ("title", "caption", "summary")
"""Printed where they stand, and where a text or a header says so, among its own words."""


class Net(Struct, frozen=True):
    """What may not stand in a document, and what may."""

    denied: Denied
    permitted: Permitted

    def catch(self, texts: Iterable[str]) -> Iterator[Hit]:
        """What is restricted in texts that stand one after another, and isn't there by right.

        Whole runs are looked for over the ends of texts too, short ones within one.
        """
        found = [words(text) for text in texts]
        owner = [number for number, said in enumerate(found) for _ in said]
        explained = cache(lambda number: self.permitted.explains(found[number]))
        for hit in self.denied.within([word for said in found for word in said]):
            first, last = owner[hit.start], owner[hit.end - 1]
            if (first == last or hit.length == RUN) and not all(map(explained, range(first, last + 1))):
                yield hit


def net(subject: Subject) -> Net:
    """The net for a document."""
    permitted, signs = Permitted(), set[str]()
    restricted = [RestrictedText(plain(value), Span("the patient's record")) for value in subject.private]
    restricted += [RestrictedText(plain(subject.words[name]), Span("clinic.yaml")) for name in RESTRICTED_WORDS]
    for passage in _passages(subject):
        text = _read(passage)
        if not passage.allowed:
            restricted += (RestrictedText(each, passage.span) for each in (text, *map(plain, text.beside)))
            continue
        permitted.add(text, passage.beside or passage.span)
        if passage.key in _ELSEWHERE:
            permitted.own(*map(" ".join, (*text.whole, *(piece.words for piece in text.pieces))))
        signs |= SIGNS.intersection(passage.text)
    _own(subject, permitted)
    names = {**sign_names(subject.language), **subject.words}
    permitted.own(*(names[sign] for sign in signs if sign in names))
    return Net(Denied(restricted, permitted.texts), permitted)


def _passages(subject: Subject) -> Iterator[AuthoredText]:
    """The topics' texts, those of its layout, and those of layouts for others, which nobody may read here."""
    naive = Naive(subject.sources, subject.audience)
    for file in subject.files:
        yield from naive.passages(file)
    own = {*naive.chain(f"layouts/{subject.layout}.yaml")}
    for file in subject.sources:
        if file.startswith("layouts/"):
            yield from (passage for passage in naive.bands(file) if file in own or not passage.allowed)
    yield from (passage for passage in naive.clinic() if not passage.allowed)


def _own(subject: Subject, permitted: Permitted) -> None:
    """What the program prints by itself: the clinic's words and its own, the patient's, and what every file says."""
    from handout import __version__

    for passage in Naive(subject.sources, subject.audience).clinic():
        if passage.allowed:
            permitted.own(passage.text, *(addresses(passage.text) if passage.key == "web" else ()))
    for name, text in subject.words.items():
        if name not in RESTRICTED_WORDS and name not in SIGNS:
            permitted.own(*text.split("{}"))
    permitted.own(*subject.values, subject.language, *FORM_WORDS, f"handout {__version__}")


def _read(passage: AuthoredText) -> Written:
    """A passage as it may be printed; an address in each form."""
    if passage.key != "url":
        return written(passage.text)
    forms = [plain(form) for form in addresses(passage.text)]
    return Written(tuple(p for form in forms for p in form.pieces), tuple(w for form in forms for w in form.whole), ())
