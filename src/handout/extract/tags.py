"""The structure of a tagged PDF, as a screen reader walks it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from handout.bidi.characters import has_right_to_left
from handout.extract.page_objects import address, drawn_objects, is_text
from handout.extract.raw import every_character, letters_and_objects, pdfium, with_classes
from handout.extract.reading_order import in_reading_order
from handout.extract.structure import Kids, TagElement, read_tree, string
from handout.extract.tables import completed
from handout.extract.text import normalise, opened

INLINE = ("Link", "Span", "Reference", "Quote", "Code", "Note", "Annot", "Em", "Strong")
"""Roles that are read inside a line of text."""


class Tag(Struct, frozen=True):
    """An element: its role, alternative text and language, and the elements and words inside it."""

    role: str
    alt: str
    lang: str
    kids: tuple[Tag | str, ...]
    expansion: str = ""
    """What an abbreviation is short for."""

    @property
    def text(self) -> str:
        """All its words, those of elements inside it too."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)


def tags(pdf: Path | bytes) -> tuple[Tag, ...]:
    """The topmost elements; none if the file isn't tagged; HandoutError if it can't be read."""
    top: Kids[str] = {}
    with opened(pdf, with_classes) as document:
        for index in range(len(document)):
            with closing(document[index]) as page:
                read_tree(page, top, partial(_words, page), whole=True)
    return tuple(_tag(kid) for _, kid in sorted(completed(top).items()) if isinstance(kid, TagElement))


def _tag(element: TagElement[str]) -> Tag:
    kids = [_tag(kid) if isinstance(kid, TagElement) else kid for kid in element.inside()]
    inside = (element.replaced,) if element.replaced else tuple(kids)
    return Tag(element.role, element.alt, element.lang, inside, element.expansion)


def show(found: tuple[Tag, ...]) -> str:
    """The tree as lines: an element a line, indented, with its words; links and spans are in brackets."""
    return "\n".join(line for tag in found for line in _lines(tag, ""))


def _lines(tag: Tag, indent: str) -> Iterator[str]:
    words, below = [], []
    for kid in tag.kids:
        if isinstance(kid, Tag) and (kid.role not in INLINE or _holds_blocks(kid)):
            below.append(kid)
        else:
            words.append(kid if isinstance(kid, str) else _inline(kid))
    said = " ".join("".join(words).split())
    yield " ".join(filter(None, (indent + _name(tag), f"({tag.alt})" if tag.alt else "", said)))
    for kid in below:
        yield from _lines(kid, indent + "  ")


def _holds_blocks(tag: Tag) -> bool:
    """Whether a note has paragraphs of its own: then it is shown as a block."""
    return tag.role == "Note" and any(isinstance(kid, Tag) and kid.role not in INLINE for kid in tag.kids)


def _inline(tag: Tag) -> str:
    said = "".join(kid if isinstance(kid, str) else _inline(kid) for kid in tag.kids)
    # A space at the end of a line is the last character of a link: it goes after the bracket.
    said_of = tag.alt or (f"short for {tag.expansion}" if tag.expansion else "")
    name = f"{_name(tag)} ({said_of})" if said_of else _name(tag)
    return f"[{name}: {said.strip()}]" + said[len(said.rstrip()) :]


def _name(tag: Tag) -> str:
    return f"{tag.role}[{tag.lang}]" if tag.lang else tag.role


def _words(page: Any) -> dict[int, str]:
    """The text of each marked content of a page."""
    raw = pdfium()
    found: dict[int, str] = {}
    with closing(page.get_textpage()) as text_page:
        turned = _turned_texts(page, text_page)
        for item in drawn_objects(page):
            mcid = raw.FPDFPageObj_GetMarkedContentID(item)
            if mcid < 0:
                continue
            words = is_text(item)
            # Pdfium gives no text for a text object that is only a space, as after a link at the end of a line.
            text = (string(raw.FPDFTextObj_GetText, item, text_page) or " ") if words else ""
            found[mcid] = found.get(mcid, "") + turned.get(address(item), text)
    return {mcid: _tidy(text) for mcid, text in found.items()}


def _turned_texts(page: Any, text: Any) -> dict[int, str]:
    """The text of each object in a line whose reading order isn't pdfium's, by its address."""
    if not has_right_to_left(every_character(text)):
        return {}
    letters, objects = letters_and_objects(text)
    read = in_reading_order(letters, objects, page, text)
    if read.letters == letters:
        return {}
    found: dict[int, str] = {}
    for char, item in zip(read.letters, read.objects, strict=True):
        found[item] = found.get(item, "") + char
    return found


def _tidy(text: str) -> str:
    end = " " if text.endswith(" ") else ""
    return normalise(text) + end
