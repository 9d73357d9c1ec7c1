"""Every character has a glyph before anything is drawn: a missing one would print as a box and be read as nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from unicodedata import category

from msgspec import Struct
from msgspec.structs import replace

from handout import document as tree
from handout.check.shaped_text import unset, unshaped
from handout.check.visibility import places
from handout.content.clinic import Clinic
from handout.content.layout import ROLES
from handout.content.nodes import Section
from handout.content.texts import Text
from handout.content.topic import Topic
from handout.content.walk import texts
from handout.diagnostics import Diagnostic, InputError, Span
from handout.fonts.glyphs import BUILT_IN, Faces, FontBook, StyleName
from handout.fonts.own_files import usable
from handout.fonts.scripts import needs_shaping
from handout.i18n.dictionary import INSTALL, LACKING, lacking
from handout.inline.runs import Words
from handout.patients import NOBODY, Patient
from handout.styles.families import families
from handout.styles.layout import Layout
from handout.workspace.assets import Assets

PROVEN = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) - {"\xad"} | frozenset("–—‘’‚“”„•…‹›€™≤≥µ→")
"""Characters that all four faces of the built-in family have (a test says so): no face need be opened for them."""


def font_book(assets: Assets, clinic: Clinic) -> FontBook:
    """The workspace's fonts, each file looked through; HandoutError names those that can't be used."""
    found = assets.fonts(clinic)
    problems = [
        Diagnostic(span, f"'{name[:80]}': {problem}", _instead(problem), "font")
        for name, span, content in _font_files(clinic, found)
        if (problem := _unusable(content))
    ]
    InputError.raise_for(problems)
    return FontBook(found)


def check_fonts(assets: Assets, clinic: Clinic) -> list[Diagnostic]:
    """A warning for each font whose maker asks that it be embedded whole; HandoutError where one can't be used."""
    message = "its maker asks that it be embedded whole (fsType 0x0100), and only what is printed of it will be"
    return [
        Diagnostic(span, f"'{name[:80]}': {message}", "ask its maker, or use another font", "font", "warning")
        for name, span, content in _font_files(clinic, assets.fonts(clinic))
        if usable(content).whole
    ]


def _font_files(clinic: Clinic, found: Mapping[str, Mapping[StyleName, bytes]]) -> Iterator[tuple[str, Span, bytes]]:
    """The name of each file as the clinic gives it, where it does, and what is in it."""
    for family, files in found.items():
        given = clinic.fonts.families[family]
        for style, content in files.items():
            yield getattr(given, style.replace("-", "_")), given.span, content


def _unusable(content: bytes) -> str:
    try:
        usable(content)
    except ValueError as error:
        return str(error)
    return ""


def _instead(problem: str) -> str:
    """What to do about a file that can't be used."""
    if problem.startswith("the font file is broken"):
        return "fetch it again from its maker, or use another font"
    return "use another file of this font, or another font"


def check_topic(topic: Topic, clinic: Clinic, fonts: FontBook, layouts: Iterable[Layout] = ()) -> list[Diagnostic]:
    """The characters of a topic's texts that no font has, or that need a script which can't be set.

    A letter of a style that only another style of its family has is a warning; titles are set as the layouts say.
    """
    found: list[Diagnostic] = []
    nodes = [place.node for place in places(topic)]
    everywhere = [
        text for node in nodes for name, text in texts(node) if not (isinstance(node, Section) and name == "title")
    ]
    everywhere += [source.title for source in topic.sources]
    everywhere += [topic.summary] if topic.summary is not None else []
    names = families(clinic)["body"]
    for own in (*topic.authors, topic.number or ""):
        found += _problems(own, own, topic.span, FontChoice(names), fonts)
    for text in everywhere:
        found += _text_problems(text, names, fonts)
    titles = [topic.title, *(node.title for node in nodes if isinstance(node, Section))]
    for names in _of_headings(layouts, clinic):
        for title in titles:
            found += _text_problems(title, names, fonts)
    return list(dict.fromkeys(found))


def _of_headings(layouts: Iterable[Layout], clinic: Clinic) -> list[tuple[str, ...]]:
    """The families in which headings are set, in any layout."""
    known = families(clinic)
    roles = ("title", *(role for role in ROLES if role.startswith("heading")))
    keys = {layout.styles[role].family for layout in layouts for role in roles} or {"body"}
    return list(dict.fromkeys(known[key] for key in sorted(keys)))


def check_layout(layout: Layout, clinic: Clinic, fonts: FontBook) -> list[Diagnostic]:
    """The same for the texts of a layout's header and footer."""
    found: list[Diagnostic] = []
    known = families(clinic)
    for role, band in (("header", layout.header), ("footer", layout.footer)):
        for cells in (band, band.first):
            for text in () if cells is None else (cells.left, cells.center, cells.right):
                if text is not None:
                    found += _text_problems(text, known[layout.styles[role].family], fonts)
    return found


def check_clinic(clinic: Clinic, fonts: FontBook) -> list[Diagnostic]:
    """The same for what the clinic says of itself in every document."""
    found: list[Diagnostic] = []
    names = families(clinic)["body"]
    labels = [contact.label for contact in clinic.contacts.values()]
    labels += [text for text in (clinic.feedback, clinic.formats) if text is not None]
    labels += [spec.label for spec in clinic.fields.values() if spec.label is not None]
    labels += [label for facet in clinic.facets.values() for label in facet.values.values()]
    for label in labels:
        found += _text_problems(label, names, fonts)
    own = [
        clinic.name,
        *clinic.address,
        clinic.web or "",
        clinic.emergency or "",
        *(contact.phone for contact in clinic.contacts.values()),
    ]
    own += [word for words in clinic.words.values() for word in words.values()]
    for text in own:
        found += _problems(text, text, clinic.span, FontChoice(names), fonts)
    return found


def check_document(document: tree.Document, fonts: FontBook, patient: Patient = NOBODY) -> list[Diagnostic]:
    """What can't be printed of a document, each run in the style that it is set in.

    Of a patient's value the message names the field and the code point only.
    """
    found: list[Diagnostic] = []
    for leaf in document.every_leaf:
        style = document.styles[leaf.role]
        names = document.families[style.family]
        static = "".join(run.text for run in leaf.runs if not run.slot)
        for run in leaf.runs:
            choice = FontChoice(names, FontStyle(style.bold or run.strong, style.italic or run.emphasis))
            if run.blank is not None:
                found += _problems(run.text, run.text, leaf.span, choice, fonts)
            elif run.slot:
                field = (run.expression.field if run.expression is not None else None) or "…"
                # A value is wrong where it was given, however often it is printed.
                where = patient.places.get(field, Span("")) if field in patient.values else leaf.span
                found += (
                    replace(problem, message=f"field '{field}': {problem.message}")
                    for problem in _problems(run.text, None, where, choice, fonts)
                )
            else:
                found += _problems(run.text, static, leaf.span, choice, fonts)
    return list(dict.fromkeys(found))


def settable(text: str, names: tuple[str, ...], fonts: FontBook) -> bool:
    """Whether every character of a text can be set in every style of these families."""
    choices = (FontChoice(names, style) for style in STYLES)
    return not any(True for choice in choices for _ in _problems(text, text, Span(""), choice, fonts))


class FontStyle(Struct, frozen=True):
    """Whether a text is bold, and whether it is italic."""

    bold: bool
    italic: bool


STYLES = tuple(FontStyle(bold, italic) for bold in (False, True) for italic in (False, True))


class FontChoice(Struct, frozen=True):
    """Which fonts a text is set in."""

    families: tuple[str, ...]
    style: FontStyle | None = None
    """None where the layout chooses it: only what no style has is missing."""


def _problems(text: str, shown: str | None, span: Span, choice: FontChoice, fonts: FontBook) -> Iterator[Diagnostic]:
    """What can't be set; words around it are shown if `shown`, which a patient's value is not."""
    names = choice.families
    text = text.replace("\n", " ")  # a line's end needs no glyph
    if BUILT_IN in names and PROVEN.issuperset(text):
        return
    if needs_shaping(text):
        if language := lacking(text):
            yield Diagnostic(span, f"{language} {LACKING}", INSTALL, "script")
            return
        if problem := unset(text, _lists(choice, fonts)):
            yield Diagnostic(span, problem.message, problem.hint, problem.code)
            return
        text = unshaped(text)
    for char in sorted(_missing(text, choice, fonts)):
        code, font, near = f"{ord(char):04X}", ", ".join(names), shown and _near(shown, char)
        message = f"no glyph for U+{code} near '{near}' in {font}" if near else f"no glyph for U+{code} in {font}"
        hint = _OF_ITS_OWN if category(char) == "Co" else "add a font that has it under fonts in clinic.yaml"
        yield Diagnostic(span, message, hint, "missing-glyph")


_OF_ITS_OWN = "it is a sign of one program's own font: type the sign itself, as • or ✓"


def _missing(text: str, choice: FontChoice, fonts: FontBook) -> set[str]:
    """The characters that each of the styles lacks which the text may be set in."""
    return set[str].intersection(*(set(fonts.missing(faces, text)) for faces in _lists(choice, fonts)))


def _lists(choice: FontChoice, fonts: FontBook) -> tuple[Faces, ...]:
    """The faces of each style that the text may be set in."""
    styles = STYLES if choice.style is None else (choice.style,)
    return tuple(fonts.faces(choice.families, style.bold, style.italic) for style in styles)


def _text_problems(text: Text, names: tuple[str, ...], fonts: FontBook) -> Iterator[Diagnostic]:
    """Of a text as it is written."""
    words = " ".join("".join(run.text for run in runs if isinstance(run, Words)) for runs in text.every_paragraph)
    yield from _problems(words, words, text.span, FontChoice(names), fonts)
    for run in text.every_run:
        if isinstance(run, Words) and (run.strong or run.emphasis):
            choice = FontChoice(names, FontStyle(run.strong, run.emphasis))
            for message in _substituted(run.text, words, choice, fonts):
                hint = "use a file of this style that has it"
                yield Diagnostic(text.span, message, hint, "other-style", "warning")


def _substituted(text: str, shown: str, choice: FontChoice, fonts: FontBook) -> Iterator[str]:
    """What is said of each letter that the style chosen has not, and the regular one has."""
    style = choice.style
    if style is None or (choice.families[0] == BUILT_IN and PROVEN.issuperset(text)):
        return
    faces = fonts.faces(choice.families, style.bold, style.italic)
    if (faces[0].bold, faces[0].italic) != (style.bold, style.italic):
        return  # a family without this style is set in its regular one
    words = " ".join(word for word, on in (("bold", style.bold), ("italic", style.italic)) if on)
    for face, part in fonts.split(faces, text):
        if (face.bold, face.italic) == (style.bold, style.italic) or needs_shaping(part):
            continue
        for char in dict.fromkeys(part):
            if char.isalnum() and face.has(char):
                font = f"the {words} of {', '.join(choice.families)}"
                where = f"U+{ord(char):04X} near '{_near(shown, char)}' in {font}"
                yield f"no glyph for {where}; {face.family}'s regular is printed"


def _near(text: str, char: str) -> str:
    at = text.index(char)
    return text[max(0, at - 12) : at + 12].replace("\n", " ").strip()
