"""Every character has a glyph before anything is drawn: a missing one would print as a box and be read as nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from handout import tree
from handout._outlines import sound
from handout.assets import Assets
from handout.glyphs import BUILT_IN, FontBook, StyleName
from handout.inline.runs import Words
from handout.model.clinic import Clinic
from handout.model.texts import Text
from handout.model.topic import Topic
from handout.patients import NOBODY, Patient
from handout.presence import places
from handout.rules import texts
from handout.scripts import unsupported
from handout.source import Diagnostic, HandoutError, Span
from handout.styles import families

PROVEN = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) - {"\xad"} | frozenset("–—‘’‚“”„•…‹›€™≤≥µ→")
"""Characters that all four faces of the built-in family have (a test says so): no face need be opened for them."""


def font_book(assets: Assets, clinic: Clinic) -> FontBook:
    """The workspace's fonts, each file looked through; HandoutError names those that can't be used."""
    found = assets.fonts(clinic)
    problems = [
        Diagnostic(span, f"'{name[:80]}': {problem}", "", "font")
        for name, span, content in _font_files(clinic, found)
        if (problem := _unusable(content))
    ]
    if problems:
        raise HandoutError(problems)
    return FontBook(found)


def check_fonts(assets: Assets, clinic: Clinic) -> list[Diagnostic]:
    """A warning for each font whose maker asks that it be embedded whole; HandoutError where one can't be used."""
    message = "its maker asks that it be embedded whole (fsType 0x0100), and only what is printed of it will be"
    return [
        Diagnostic(span, f"'{name[:80]}': {message}", "ask its maker, or use another font", "font", "warning")
        for name, span, content in _font_files(clinic, assets.fonts(clinic))
        if sound(content).whole
    ]


def _font_files(clinic: Clinic, found: Mapping[str, Mapping[StyleName, bytes]]) -> Iterator[tuple[str, Span, bytes]]:
    """The name of each file as the clinic gives it, where it does, and what is in it."""
    for family, files in found.items():
        given = clinic.fonts.families[family]
        for style, content in files.items():
            yield getattr(given, style.replace("-", "_")), given.span, content


def _unusable(content: bytes) -> str:
    try:
        sound(content)
    except ValueError as error:
        return str(error)
    return ""


def check_topic(topic: Topic, clinic: Clinic, fonts: FontBook) -> list[Diagnostic]:
    """The characters of a topic's texts that no font has, or that need a script which can't be set."""
    found: list[Diagnostic] = []
    everywhere = [text for place in places(topic) for _, text in texts(place.node)]
    everywhere += [topic.title, *(source.title for source in topic.sources)]
    everywhere += [topic.summary] if topic.summary is not None else []
    names = families(clinic)["body"]
    for text in everywhere:
        words = " ".join(_paragraphs(text))
        found += _problems(words, words, text.span, names, fonts)
    return found


def check_clinic(clinic: Clinic, fonts: FontBook) -> list[Diagnostic]:
    """The same for what the clinic says of itself in every document."""
    found: list[Diagnostic] = []
    names = families(clinic)["body"]
    labels = [contact.label for contact in clinic.contacts.values()]
    labels += [spec.label for spec in clinic.fields.values() if spec.label is not None]
    labels += [label for facet in clinic.facets.values() for label in facet.values.values()]
    for label in labels:
        words = " ".join(_paragraphs(label))
        found += _problems(words, words, label.span, names, fonts)
    own = [clinic.name, *clinic.address, clinic.web or "", *(contact.phone for contact in clinic.contacts.values())]
    own += [word for words in clinic.words.values() for word in words.values()]
    for text in own:
        found += _problems(text, text, clinic.span, names, fonts)
    return found


def check_document(document: tree.Document, fonts: FontBook, patient: Patient = NOBODY) -> list[Diagnostic]:
    """The same for what is printed; of a patient's value the message names the field and the code point only."""
    found: list[Diagnostic] = []
    for leaf in document.every_leaf:
        names = document.families[document.styles[leaf.role].family]
        static = "".join(run.text for run in leaf.runs if not run.slot)
        found += _problems(static, static, leaf.span, names, fonts)
        for run in leaf.runs:
            if run.slot:
                field = (run.expression.field if run.expression is not None else None) or "…"
                # A value is wrong where it was given, however often it is printed.
                where = patient.places.get(field, Span("")) if field in patient.values else leaf.span
                found += (
                    replace(problem, message=f"field '{field}': {problem.message}")
                    for problem in _problems(run.text, None, where, names, fonts)
                )
    return list(dict.fromkeys(found))


def settable(text: str, names: tuple[str, ...], fonts: FontBook) -> bool:
    """Whether every character of a text can be set in these families."""
    return not any(True for _ in _problems(text, text, Span(""), names, fonts))


def _problems(
    text: str, shown: str | None, span: Span, names: tuple[str, ...], fonts: FontBook
) -> Iterator[Diagnostic]:
    """What can't be set; words around it are told if `shown`, which a patient's value is not."""
    text = text.replace("\n", " ")  # a line's end needs no glyph
    if BUILT_IN in names and PROVEN.issuperset(text):
        return
    if script := unsupported(text):
        message = f"{script} can't be set yet"
        yield Diagnostic(span, message, "only scripts without joined or reordered letters are printed", "script")
        return
    missing = sorted({char for bold in (False, True) for char in fonts.missing(fonts.faces(names, bold, False), text)})
    for char in missing:
        code, font = f"{ord(char):04X}", ", ".join(names)
        near = shown and _near(shown, char)
        message = f"no glyph for U+{code} near '{near}' in {font}" if near else f"no glyph for U+{code} in {font}"
        yield Diagnostic(span, message, "add a font that has it under fonts in clinic.yaml", "missing-glyph")


def _near(text: str, char: str) -> str:
    at = text.index(char)
    return text[max(0, at - 12) : at + 12].strip()


def _paragraphs(text: Text) -> Iterator[str]:
    for _, paragraphs in text.choices:
        for runs in paragraphs:
            yield "".join(run.text for run in runs if isinstance(run, Words))
