"""A topic: one subject's text for all its audiences."""

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Struct

from handout.content.audiences import Audiences, read_audiences
from handout.content.nodes import Block
from handout.content.sections import Blocks, Section
from handout.content.texts import Text, Title
from handout.diagnostics import Span
from handout.inline.addresses import WEB, is_address
from handout.source.decoder import BAD, Decoder, all_read
from handout.source.fields import Doc, Range, Reads
from handout.source.scalars import Identifier, Language, Plain
from handout.source.values import Mapping as Entries
from handout.source.values import Sequence, Value


class Review(Struct, frozen=True, kw_only=True):
    """Whether a clinician has checked the text, who and when."""

    status: Annotated[Literal["draft", "reviewed"], Doc("draft is printed on every page.")]
    by: Annotated[Plain | None, Doc("Who reviewed it.")] = None
    role: Annotated[Plain | None, Doc("In which role: Dermatologist.")] = None
    date: Annotated[datetime.date | None, Doc("When.")] = None
    due: Annotated[datetime.date | None, Doc("When it is to be reviewed again.")] = None
    translation: bool = False
    """Whether it is a translation that has not been checked."""
    span: Span

    HIDDEN: ClassVar[tuple[str, ...]] = ("translation",)

    def checked(self, reader: Decoder) -> Any:
        """BAD for a review that doesn't say who, in which role, when and when next, or a draft that does."""
        given = {"by": self.by, "role": self.role, "date": self.date, "due": self.due}
        missing = [name for name, value in given.items() if value is None]
        if self.status == "reviewed" and missing:
            hint = f"add {', '.join(missing)}; or write status: draft, until it is checked"
            return reader.say(self.span, "a review says 'by', 'role', 'date' and 'due'", hint, "review")
        if self.status == "draft" and len(missing) < len(given):
            return reader.say(self.span, "a draft has no reviewer and no dates", "write status: reviewed", "review")
        if self.date and self.due and self.due <= self.date:
            return reader.say(self.span, "the next review is due after this one", code="review")
        return self


class Source(Struct, frozen=True, kw_only=True):
    """Where a statement comes from; [@id] in a text prints its number."""

    id: Annotated[Identifier, Doc("Its name in [@id].")]
    title: Annotated[Title, Doc("What it is.")]
    url: Annotated[Plain | None, Doc("Its address on the web.")] = None
    accessed: Annotated[datetime.date | None, Doc("When it was read.")] = None
    audience: Annotated[Audiences | None, Doc("Who gets to see it.")] = None
    span: Span

    def checked(self, reader: Decoder) -> Any:
        """BAD for an address of another scheme than the web's."""
        if self.url is not None and not is_address(self.url, WEB):
            return reader.say(self.span, "a source's url is an address with https or http", code="link-scheme")
        return self


class Budget(Struct, frozen=True, kw_only=True):
    """How long a document may get; a warning says when it is longer."""

    pages: Annotated[int, Range(1, 500), Doc("Sides of paper.")]


def _budget(value: Value, reader: Decoder) -> Any:
    if not isinstance(value, Entries):
        return reader.say(value, "expected audiences with pages", "write {patient: {pages: 4}}", "expected-mapping")
    found: dict[str, Any] = {}
    for key, item in value.entries:
        names = read_audiences(key, reader)
        budget = reader.read(Budget, item)
        if names is BAD or budget is BAD:
            return BAD
        found[names[0]] = budget
    return found


def _codes(value: Value, reader: Decoder) -> Any:
    """Code systems with their codes."""
    return reader.mapping(value, Identifier, tuple[Plain, ...])


def _read_sections(value: Value, reader: Decoder) -> Any:
    """The top-level sections: each has an id, and states its own audience."""
    if not isinstance(value, Sequence) or not value.items:
        return reader.say(value, "expected a list of sections", "begin each with '- id: …'", "expected-list")
    sections = []
    for item in value.items:
        section = reader.struct(Section, item)
        if isinstance(item, Entries):
            if item.get("audience") is None:
                hint = f"write audience: [{', '.join(reader.known.possible)}], or those who may read it"
                section = reader.say(item, "a section must say its audience", hint, "missing-audience")
            if item.get("id") is None:
                hint = "write id: and a short name in small letters, as what-to-do"
                section = reader.say(item, "a section must have an id", hint, "missing-key")
        sections.append(section)
    return all_read(sections)


Sections = Annotated[
    tuple[Section, ...],
    Reads(_read_sections, lambda _: {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/section"}}),
]


class Topic(Struct, frozen=True, kw_only=True):
    """One topic: its ceiling of audiences, and its sections."""

    title: Annotated[Title, Doc("The document's title.")]
    language: Annotated[Language | None, Doc("BCP 47; the clinic's, if left out.")] = None
    audience: Annotated[
        Audiences,
        Doc(
            "The ceiling: nobody else can ever get any of it.",
            "audience: [patient, clinician], or those who may read it",
        ),
    ]
    summary: Annotated[Text | None, Doc("The one thing that matters most, in a box at the head.")] = None
    codes: Annotated[
        Mapping[str, tuple[str, ...]],
        Reads(_codes, lambda _: {"type": "object", "additionalProperties": {"type": "array"}}),
        Doc("Codes by system, in restricted documents only: {icd-10-cm: [L94.2]}."),
    ] = {}
    review: Annotated[Review, Doc("Whether a clinician has checked it.", "review: {status: draft}")]
    updated: Annotated[datetime.date | None, Doc("When its text last changed.")] = None
    authors: Annotated[tuple[Plain, ...], Doc("Who wrote it, for the block about.")] = ()
    number: Annotated[Plain | None, Doc("The leaflet's number, for the block about.")] = None
    budget: Annotated[
        Mapping[str, Budget],
        Reads(_budget, lambda _: {"type": "object", "additionalProperties": {"$ref": "#/$defs/budget"}}),
        Doc("The most pages by audience."),
    ] = {}
    exempt: Annotated[Mapping[Identifier, Plain], Doc("Required sections it does without, each with the reason.")] = {}
    sources: Annotated[tuple[Source, ...], Doc("What it draws on.")] = ()
    sections: Annotated[Sections, Doc("Its sections; each has an id and states its audience.")]
    id: str = ""
    """The file's name."""
    file: str = ""
    """The path, as messages say it."""
    span: Span

    HIDDEN: ClassVar[tuple[str, ...]] = ("id", "file")


class Fragment(Struct, frozen=True, kw_only=True):
    """Text that many topics use."""

    audience: Annotated[Audiences, Doc("The ceiling wherever it is used.")]
    language: Annotated[Language | None, Doc("BCP 47; the clinic's, if left out.")] = None
    review: Annotated[Review, Doc("Whether a clinician has checked it.", "review: {status: draft}")]
    updated: Annotated[datetime.date | None, Doc("When its text last changed; its translations name it.")] = None
    body: Annotated[Blocks, Doc("Its blocks, each with a dash, as - text: …")]
    id: str = ""
    file: str = ""
    span: Span

    HIDDEN: ClassVar[tuple[str, ...]] = ("id", "file")


class TranslationHead(Struct, frozen=True, kw_only=True):
    """What a translation says of itself; all else in its file is texts."""

    translates: Annotated[datetime.date, Doc("The 'updated' of the original that was translated.")]
    review: Annotated[Review, Doc("Whether a clinician has checked it.", "review: {status: draft}")]
    language: Annotated[Language | None, Doc("The language, as the file's name has it.")] = None
    span: Span


class Vocabulary(Struct, frozen=True):
    """What the reader of a topic has to know of the workspace."""

    audiences: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = {}
    kinds: Mapping[str, type[Block]] = {}
    ceiling: tuple[str, ...] = ()
    """The audiences that the topic states for all of it."""

    @property
    def possible(self) -> tuple[str, ...]:
        """The audiences that a part of the topic may have, as far as that is known."""
        return tuple(name for name in self.audiences if name in self.ceiling) or self.audiences
