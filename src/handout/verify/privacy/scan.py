"""The scan of a document for patients before it is published: two nets, neither of which trusts select.

The first knows what a file may say, the second what it must not.  The second looks for the words of restricted texts.
Some of them stand in a right document too: a number, the clinic's address, two cells that say together what a note
says.  So what is found counts only in a stretch that isn't made of what this audience may read anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from handout.diagnostics import Diagnostic, Span, VerificationError
from handout.layout.geometry import Pages
from handout.verify.content_streams import legible, stretches
from handout.verify.pdf_objects import File, UnexpectedPdf, names, strings, text_string
from handout.verify.privacy.allowlist import foreign
from handout.verify.privacy.denied import Hit
from handout.verify.privacy.net import Net, net
from handout.verify.privacy.runs import apart, words
from handout.verify.privacy.subject import Subject, forms, subject

__all__ = ["CODE", "forms", "scan", "subject"]

CODE = "restricted-text"
_ADDRESS = re.compile(r" \([^()]*(?:\([^()]*\)[^()]*)*\)\Z")
"""Behind the words of a link's description."""


def scan(pdf: bytes, pages: Pages, subject: Subject) -> bytes:
    """The bytes, once nothing in them is another audience's; HandoutError, exit code 5, names what is, by its place."""
    try:
        file = File(pdf)
        found = [_foreign(where, subject) for where in dict.fromkeys(foreign(file, pages))]
        found += _restricted(file, subject)
    except UnexpectedPdf as error:
        found = [Diagnostic(Span(subject.files[0]), f"the file can't be scanned: {error}", "", CODE)]
    VerificationError.raise_for(found)
    return pdf


def _foreign(where: str, subject: Subject) -> Diagnostic:
    message = f"the document for '{subject.audience}' has {where} that is not the document's"
    return Diagnostic(Span(subject.files[0]), message, "nothing was written; please report this", CODE)


def _restricted(file: File, subject: Subject) -> Iterator[Diagnostic]:
    told: dict[Span, str] = {}
    for where, hit in hits(file, net(subject)):
        told.setdefault(hit.span, where)
    for span, where in told.items():
        message = f"this is not for '{subject.audience}', and is in {where} of the document for '{subject.audience}'"
        yield Diagnostic(span, message, "nothing was written; please report this", CODE)


def hits(file: File, second: Net) -> Iterator[tuple[str, Hit]]:
    """What the second net catches in a file, and where."""
    for number, found in enumerate(stretches(file), 1):
        for hit in second.catch(found):
            yield f"the text of page {number}", hit
    for key, text in dict.fromkeys((key, text_string(content)) for key, content in strings(file.bodies)):
        # A file's ID is a hash, in which a word or two may stand by chance, as among a font's bytes.
        for hit in second.denied.telling(words(text)) if key == "ID" else second.catch(parts(key, text)):
            yield f"a string (/{key})", hit
    for each in file.objects.values():
        if each.raw is None or each.value("Type") in (b"/ObjStm", b"/XRef"):
            continue
        if each.value("Type") == b"/Metadata":
            lines = [unescape(line) for text in legible(each.content) for line in text.split("\n")]
            caught = second.catch(lines)
        else:
            caught = second.denied.telling(apart(legible(each.content)))
        for hit in caught:
            yield "a stream", hit
    said = apart(re.sub(r"#[0-9A-Fa-f]{2}", _unhexed, name) for name in names(file.bodies))
    for hit in second.denied.telling(said):
        yield "a name", hit


def parts(key: str, text: str) -> tuple[str, ...]:
    """A string in the parts that its document gives it: a link's description has its words and its address."""
    match = _ADDRESS.search(text) if key == "Contents" else None
    return (text,) if match is None else (text[: match.start()], match[0])


def _unhexed(match: re.Match[str]) -> str:
    return chr(int(match[0][1:], 16))
