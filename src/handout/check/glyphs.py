"""Whether a text has a glyph for each of its characters in the fonts that it may be set in."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category, decomposition, normalize

from msgspec import Struct

from handout.check.proven_text import is_proven, is_proven_shaped
from handout.content.texts import Text
from handout.diagnostics import Diagnostic, Span
from handout.fonts.glyphs import BUILT_IN, Faces, FontBook
from handout.fonts.scripts import needs_shaping
from handout.i18n.dictionary import INSTALL, LACKING, lacking
from handout.i18n.numbers import has_mixed_digits
from handout.inline.runs import Words


def settable(text: str, names: tuple[str, ...], fonts: FontBook) -> bool:
    """Whether every character of a text can be set in every style of these families."""
    choices = (FontChoice(names, style) for style in STYLES)
    return not any(True for choice in choices for _ in problems(text, text, Span(""), choice, fonts))


class FontStyle(Struct, frozen=True):
    """Whether a text is bold, and whether it is italic."""

    bold: bool
    italic: bool


STYLES = tuple(FontStyle(bold, italic) for bold in (False, True) for italic in (False, True))


class FontChoice(Struct, frozen=True, cache_hash=True):
    """Which fonts a text is set in."""

    families: tuple[str, ...]
    style: FontStyle | None = None
    """None where the layout chooses it: only what no style has is missing."""


def problems(text: str, shown: str | None, span: Span, choice: FontChoice, fonts: FontBook) -> Iterator[Diagnostic]:
    """What can't be set; words around it are shown if `shown`, which a patient's value is not."""
    names = choice.families
    text = text.replace("\n", " ")  # a line's end needs no glyph
    if BUILT_IN in names and is_proven(text):
        return
    if has_mixed_digits(text):
        yield mixed_digits(span)
    if names[0] == BUILT_IN and is_proven_shaped(text):
        return  # another family before it would set these words
    if needs_shaping(text):
        from handout.check.shaped_text import unset, unshaped  # Latin letters need none of it

        if language := lacking(text):
            yield Diagnostic(span, f"{language} {LACKING}", INSTALL, "script")
            return
        if problem := unset(text, _lists(choice, fonts)):
            near = shown and _near(shown, problem.part)
            message = f"{problem.message} (near '{near}')" if near else problem.message
            hint = _in_plain_letters(problem.part) if near else ""  # a patient's words are in no message
            yield Diagnostic(span, message, hint or problem.hint, problem.code)
            return
        text = unshaped(text)
    for char in sorted(_missing(text, choice, fonts)):
        code, font, near = f"{ord(char):04X}", ", ".join(names), shown and _near(shown, char)
        message = f"no glyph for U+{code} near '{near}' in {font}" if near else f"no glyph for U+{code} in {font}"
        yield Diagnostic(span, message, _instead(char, value=shown is None), "missing-glyph")


def mixed_digits(span: Span) -> Diagnostic:
    """The problem of a number with digits of two scripts."""
    return Diagnostic(span, "a number has digits of two scripts", "write all of its digits in one script", "digits")


def _instead(char: str, *, value: bool) -> str:
    """What to do about a character of an author's text, or of a patient's value, that no font has."""
    if category(char) == "Co":
        return _OF_ITS_OWN
    if char in "\ufffc\ufffd":
        return _LOST
    if value:
        return _ANOTHER_FONT
    if plain := _in_plain_letters(char):
        return f"{plain}, or {_ANOTHER_FONT}"
    from handout.check.emoji import instead_of_picture  # fonts have the characters of most texts

    return instead_of_picture(char) or _ANOTHER_FONT


def _in_plain_letters(text: str) -> str:
    """`write 'mg'` for characters that are plain letters in another form, such as one for "mg", raised or wide ones.

    A raised or circled digit is no plain one: 10⁵ isn't 105.
    """
    if any(char.isdigit() and not decomposition(char).startswith(("<wide>", "<font>")) for char in text):
        return ""
    plain = normalize("NFKC", text).strip()
    return f"write '{plain}'" if plain and plain != text.strip() and is_proven(plain) else ""


_ANOTHER_FONT = "add a font that has it under fonts in clinic.yaml"
_LOST = "another program lost a letter or a picture here: type what was there"
_OF_ITS_OWN = "it is a sign of one program's own font: type the sign itself, as • or ✓"


def _missing(text: str, choice: FontChoice, fonts: FontBook) -> set[str]:
    """The characters that none of the styles has in which the text may be set."""
    return set[str].intersection(*(set(fonts.missing(faces, text)) for faces in _lists(choice, fonts)))


def _lists(choice: FontChoice, fonts: FontBook) -> tuple[Faces, ...]:
    """The faces of each style that the text may be set in."""
    styles = STYLES if choice.style is None else (choice.style,)
    return tuple(fonts.faces(choice.families, style.bold, style.italic) for style in styles)


def text_problems(text: Text, names: tuple[str, ...], fonts: FontBook) -> Iterator[Diagnostic]:
    """The problems of a text as it is written."""
    words = " ".join("".join(run.text for run in runs if isinstance(run, Words)) for runs in text.every_paragraph)
    yield from problems(words, words, text.span, FontChoice(names), fonts)
    for run in text.every_run:
        if isinstance(run, Words) and (run.strong or run.emphasis):
            choice = FontChoice(names, FontStyle(run.strong, run.emphasis))
            for message in _substituted(run.text, words, choice, fonts):
                hint = "use a file of this style that has it"
                yield Diagnostic(text.span, message, hint, "other-style", "warning")


def _substituted(text: str, shown: str, choice: FontChoice, fonts: FontBook) -> Iterator[str]:
    """A message for each letter that isn't in the chosen style but in the regular one."""
    style = choice.style
    if style is None or (choice.families[0] == BUILT_IN and is_proven_shaped(text)):
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


def _near(text: str, part: str) -> str:
    """A part of a text with what is around it; nothing where it isn't there as one piece."""
    at = text.find(part.strip() or part)
    return text[max(0, at - 12) : at + 12].replace("\n", " ").strip() if at >= 0 and part else ""
