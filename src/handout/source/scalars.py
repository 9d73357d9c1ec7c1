"""The kinds of plain scalars: ids, names, lengths, colours, dates, languages, and how each is written."""

from __future__ import annotations

import datetime
import re
from typing import Any

from handout.diagnostics import Span
from handout.source import units

IDENTIFIER = re.compile(r"[a-z][a-z0-9_-]*")
LONGEST_ID = 80
"""Characters; ids are used in names of files."""


class Length(float):
    """Points, written as a length: `12pt`, `40mm`."""


class Colour(str):
    """A colour, written `#rrggbb`."""


class Located(str):
    """A text that knows where it is written, for rules that look at more than one value."""

    span: Span | None = None

    def place(self, otherwise: Span) -> Span:
        """Where it is written; `otherwise` for a text that is in no file, as a default."""
        return self.span or otherwise


class Identifier(Located):
    """A name for programs: `[a-z][a-z0-9_-]*`."""


class Name(Located):
    """The name of a field, a facet or a column: an identifier in which `-` and space count as `_`."""


class Plain(Located):
    """Text on one line, without markup and without expressions."""


class TelephoneNumber(Plain):
    """A telephone number as it is printed."""


class Language(str):
    """A language tag (BCP 47)."""


def iso_date(text: str) -> datetime.date:
    """`2026-11-01` as a date; ValueError for everything else, the other forms of ISO 8601 too."""
    if re.fullmatch(r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]", text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            raise ValueError("there is no such day") from None
    raise ValueError("a date is written as 2026-11-01")


def name(text: str) -> Name:
    """A field's name with `-` and space as `_`; ValueError when it isn't one."""
    folded = text.replace("-", "_").replace(" ", "_")
    if not IDENTIFIER.fullmatch(folded):
        raise ValueError("a name begins with a-z and goes on with a-z, 0-9 and _")
    if len(folded) > LONGEST_ID:
        raise ValueError(f"a name has at most {LONGEST_ID} characters")
    return Name(folded)


def folded_name(text: str) -> Name:
    """A field's name as it is written in a list or a record, in any case; ValueError when it isn't one."""
    return name(" ".join(text.split()).lower())


def identifier(text: str) -> Identifier:
    """An id; ValueError when it isn't one."""
    if not IDENTIFIER.fullmatch(text):
        raise ValueError("an id begins with a-z and goes on with a-z, 0-9, - and _")
    if len(text) > LONGEST_ID:
        raise ValueError(f"an id has at most {LONGEST_ID} characters")
    return Identifier(text)


def language(text: str) -> str:
    """A language tag (BCP 47: language, script, region, variants); ValueError when it has not the shape of one."""
    if not re.fullmatch(
        r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*", text
    ):
        raise ValueError("a language is written as en, en-GB or zh-Hant (BCP 47)")
    return text


def plain(text: str) -> Plain:
    """Text on one line; ValueError for a text that can't be a title."""
    if "{{" in text:
        raise ValueError("a title, label or caption takes no {{ }}")
    if "{%" in text or "{#" in text:
        raise ValueError("a title, label or caption takes no {% %} and no {# #}")
    folded = " ".join(text.replace("\n", " ").split(" ")).strip()
    folded = re.sub(r" {2,}", " ", folded)
    if not folded:
        raise ValueError("expected text, found nothing")
    if len(folded) > 2_000:
        raise ValueError("a title, label or caption has at most 2,000 characters")
    return Plain(folded)


def _telephone_number(text: str) -> TelephoneNumber:
    """A telephone number; ValueError for words alone, as `to be confirmed`: patients would be told to ring them."""
    number = plain(text)
    if not any(char.isdigit() for char in number):
        raise ValueError("a telephone number has digits")
    return TelephoneNumber(number)


def boolean(text: str) -> bool:
    """True or false; ValueError for everything else."""
    if text not in ("true", "false"):
        raise ValueError("expected true or false")
    return text == "true"


TEXTS: dict[Any, Any] = {
    str: str,
    Plain: plain,
    TelephoneNumber: _telephone_number,
    Length: lambda text: Length(units.length(text)),
    Colour: lambda text: Colour(units.colour(text)),
    Identifier: identifier,
    Name: name,
    Language: lambda text: Language(language(text)),
    datetime.date: iso_date,
}
"""How each kind is read: a function of its text, which raises ValueError."""


def folded_label(written: str) -> str:
    """The name of a column or a field as it is looked up; a text that isn't a name is only put in small letters."""
    try:
        return folded_name(written)
    except ValueError:
        return " ".join(written.split()).lower()
