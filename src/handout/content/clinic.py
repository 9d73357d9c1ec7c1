"""The clinic: who prints, for which audiences, with which fields and facets."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Struct

from handout.content.date_formats import format_schema, read_format
from handout.content.texts import EVERYBODY, LocalTitle
from handout.diagnostics import Span
from handout.i18n.emergency import emergency_number
from handout.inline import WEB, is_address
from handout.inline.runs import Words
from handout.source.decoder import BAD, Decoder, Doc, Least, Range, Reads, all_read, one_or_many
from handout.source.scalars import Identifier, Language, Length, Name, Plain, folded_label
from handout.source.values import Mapping as Entries
from handout.source.values import Scalar, Value

LONGEST_ABBREVIATION = 40
FieldType = Literal["text", "date", "datetime", "integer", "decimal", "choice"]


def _one_or_many(value: Value, reader: Decoder) -> Any:
    found = all_read(reader.read(Plain, item) for item in one_or_many(value))
    if found == ():
        return reader.say(value, "the list is empty", "write its items, or take out the key", "empty")
    return found


AddressLines = Annotated[
    tuple[str, ...],
    Reads(_one_or_many, lambda _: {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class Contact(Struct, frozen=True, kw_only=True):
    """A way to reach the clinic."""

    label: Annotated[LocalTitle, Doc("When or for what: Weekdays, 9 to 5.")]
    phone: Annotated[Plain, Doc("The number as it is printed.")]


class Logo(Struct, frozen=True, kw_only=True):
    """The clinic's logo, printed at the head of the first page."""

    file: Annotated[Plain, Doc("A PNG, JPEG or SVG file, relative to clinic.yaml.")]
    alt: Annotated[Plain, Doc("What the logo says, for who can't see it.")]
    height: Annotated[Length, Doc("How high it is printed, as 14mm."), Least("3mm", "nobody could read it")] = Length(
        40
    )
    span: Span


class AudienceSpec(Struct, frozen=True, kw_only=True):
    """Somebody documents are made for."""

    for_patients: Annotated[bool, Doc("false: restricted, never to be given to a patient.")]
    layout: Annotated[Identifier, Doc("The layout that is used unless another is asked for.")]
    requires: Annotated[tuple[Identifier, ...], Doc("Sections that every document for it has, not empty.")] = ()
    span: Span


class FieldSpec(Struct, frozen=True, kw_only=True):
    """A field of a patient's record, beyond the built-in ones."""

    type: Annotated[FieldType, Doc("What its values are.")]
    label: Annotated[LocalTitle | None, Doc("What stands in its blank, and in the patient's box.")] = None
    required: Annotated[bool, Doc("false: a missing value prints as a blank.")] = True
    audience: Annotated[
        tuple[Plain, ...] | None, Reads(_one_or_many), Doc("The only audiences whose text may use it.")
    ] = None
    max: Annotated[int, Range(1, 5000), Doc("The most characters of a text.")] = 200
    choices: Annotated[tuple[Plain, ...], Doc("The values of a choice.")] = ()
    from_: Annotated[
        tuple[Plain, ...], Reads(_one_or_many), Doc("Further names that a list's column may have for it.")
    ] = ()
    format: Annotated[
        str, Reads(read_format, format_schema), Doc("How lists write its dates, beside year, month, day.")
    ] = ""
    span: Span | None = None

    def checked(self, reader: Decoder) -> Any:
        """BAD for a choice without choices, choices without a choice, or a format of what is no such date."""
        if self.format and self.type not in ("date", "datetime"):
            return reader.say(self.span or Span(""), "'format' is for the types date and datetime", code="format")
        if self.format.endswith("h") and self.type != "datetime":
            message = f"a date has no time, and the format '{self.format}' has one"
            return reader.say(self.span or Span(""), message, "take 12h or 24h out", "format")
        if (self.type == "choice") != bool(self.choices):
            return reader.say(
                self.span or Span(""), "'choices' go with the type choice, and only with it", code="choices"
            )
        return self


class FacetSpec(Struct, frozen=True, kw_only=True):
    """A property of the reader with few values, each of which is proved before it is printed."""

    values: Annotated[Mapping[Name, LocalTitle], Doc("Each value with its label.")]
    from_: Annotated[Name | None, Doc("The date field whose age in years decides it.")] = None
    ranges: Annotated[Mapping[Name, Plain] | None, Doc('Ages in whole years for each value: "0-15", "65-".')] = None
    if_unknown: Annotated[Literal["keep", "drop"] | None, Doc("What to do with a node where it isn't known.")] = None
    audience: Annotated[
        tuple[Plain, ...] | None, Reads(_one_or_many), Doc("The only audiences whose nodes may use it.")
    ] = None
    span: Span

    def checked(self, reader: Decoder) -> Any:
        """BAD unless the ranges, where there are any, cover every age once."""
        if not self.values:
            return reader.say(self.span, "a facet needs values", code="facet")
        if (self.from_ is None) != (self.ranges is None):
            return reader.say(self.span, "'from' and 'ranges' go together", code="facet")
        if self.ranges is None:
            return self
        problem = range_problem(self.ranges, tuple(self.values))
        return reader.say(self.span, problem, 'write "0-15", "16-64" and "65-"', "ranges") if problem else self


def bounds(text: str) -> tuple[int, int | None] | None:
    """`16-64` as 16 and 64, `65-` as 65 and None; None when it isn't a range."""
    match = re.fullmatch(r"([0-9]{1,3})-([0-9]{1,3})?", text)
    return (int(match[1]), int(match[2]) if match[2] else None) if match else None


def range_problem(ranges: Mapping[Name, Plain], values: tuple[Name, ...]) -> str:
    """Why ranges don't cover every age from 0 on once; empty when they do."""
    if set(ranges) != set(values):
        return "every value needs a range, and every range a value"
    found = [bounds(text) for text in ranges.values()]
    if any(pair is None for pair in found):
        return "a range of ages is two whole numbers with '-' between them"
    ordered = sorted((pair for pair in found if pair is not None), key=lambda pair: pair[0])
    following = 0
    for low, high in ordered:
        if low != following or (high is not None and high < low):
            return "the ranges must cover every age once"
        if high is None:
            return "" if (low, high) == ordered[-1] else "the ranges must cover every age once"
        following = high + 1
    return 'the last range must be open, as "65-"'


class FontFiles(Struct, frozen=True, kw_only=True):
    """The TrueType files of a family; a missing style falls back to the regular one."""

    regular: Annotated[Plain, Doc("Path of a .ttf file, relative to clinic.yaml.")]
    bold: Plain | None = None
    italic: Plain | None = None
    bold_italic: Plain | None = None
    span: Span


class Fonts(Struct, frozen=True, kw_only=True):
    """Families of the workspace, and which families a style's font stands for."""

    families: Annotated[Mapping[str, FontFiles], Doc("Families that the workspace brings as TrueType files.")] = {}
    body: Annotated[tuple[Plain, ...], Doc("Tried in this order for each character.")] = (Plain("FiraGO"),)
    heading: Annotated[tuple[Plain, ...], Doc("For styles with font: heading; body's, if left out.")] = ()


def _fields(value: Value, reader: Decoder) -> Any:
    """Fields by their names; a built-in one keeps what is not said of it."""
    if not isinstance(value, Entries):
        return reader.mapping(value, Name, FieldSpec)
    entries = [(key, _completed(key, item)) for key, item in value.entries]
    return reader.mapping(Entries(tuple(entries), value.span), Name, FieldSpec)


def _completed(key: Scalar, item: Value) -> Value:
    own = BUILT_IN.get(key.text.replace("-", "_").replace(" ", "_"))
    if own is None or not isinstance(item, Entries) or not item.entries or item.get("type") is not None:
        return item
    kept = {"type": own.type, "max": str(own.max), "required": str(own.required).lower()}
    more = ((Scalar(name, item.span), Scalar(text, item.span)) for name, text in kept.items() if item.get(name) is None)
    return Entries((*item.entries, *more), item.span)


def _words(value: Value, reader: Decoder) -> Any:
    """Languages with words; the words' own names are checked against the built-in list."""
    if not isinstance(value, Entries):
        return reader.say(value, "expected languages with words", "write {es: {in-short: …}}", "expected-mapping")
    found: dict[Any, dict[str, str]] = {}
    for key, item in value.entries:
        tag = reader.read(Language, key)
        words = reader.mapping(item, str, Plain)
        if isinstance(item, Entries):
            for name, _ in item.entries:
                words = _known_word(name, reader, words)
        found[BAD if words is BAD else tag] = words
    return BAD if BAD in found else found


def _known_word(name: Scalar, reader: Decoder, words: Any) -> Any:
    from handout.i18n.strings import CHECKED_BY, KEYS, SIGNS

    if name.text not in KEYS and name.text not in SIGNS and name.text != CHECKED_BY:
        reader.unknown_key(name, [*KEYS, CHECKED_BY])
        return BAD
    return words


def _abbreviations(value: Value, reader: Decoder) -> Any:
    """Abbreviations with their texts; a letter makes one, so that no sign or number becomes one by mistake."""
    for key, _ in value.entries if isinstance(value, Entries) else ():
        if len(key.text) > LONGEST_ABBREVIATION or not any(map(str.isalpha, key.text)):
            message = f"an abbreviation has a letter and at most {LONGEST_ABBREVIATION} characters"
            return reader.say(key, message, "write CT: computed tomography", "abbreviation")
    return reader.mapping(value, Plain, LocalTitle)


ClinicWords = Annotated[
    Mapping[str, Mapping[str, str]],
    Reads(_words, lambda _: {"type": "object", "additionalProperties": {"type": "object"}}),
]


class Clinic(Struct, frozen=True, kw_only=True):
    """Who prints, and what all topics and layouts share."""

    name: Annotated[Plain, Doc("The clinic's name, at the head of every document.")]
    address: Annotated[AddressLines, Doc("The lines of its address.")] = ()
    web: Annotated[Plain | None, Doc("Its website, with https://.")] = None
    logo: Annotated[Logo | None, Doc("Its logo.")] = None
    contacts: Annotated[Mapping[Name, Contact], Doc("Ways to reach it, each with a name.")] = {}
    emergency: Annotated[Plain | None, Doc("The emergency number; that of language's country, if left out.")] = None
    language: Annotated[Language, Doc("BCP 47; the default for content.")] = Language("en")
    feedback: Annotated[LocalTitle | None, Doc("Where readers can say what they think, for the block about.")] = None
    formats: Annotated[LocalTitle | None, Doc("How to get other formats and languages, for the block about.")] = None
    abbr: Annotated[
        Mapping[Plain, LocalTitle], Reads(_abbreviations), Doc("Abbreviations with what they are short for.")
    ] = {}
    page: Annotated[Literal["A4", "Letter"], Doc("The paper; a layout or the command line may override it.")] = "A4"
    audiences: Annotated[Mapping[Identifier, AudienceSpec], Doc("Who documents are made for.")]
    fields: Annotated[
        Mapping[Name, FieldSpec], Reads(_fields), Doc("Fields of a patient's record, beyond the built-in ones.")
    ] = {}
    facets: Annotated[Mapping[Name, FacetSpec], Doc("Properties of the reader that choose text.")] = {}
    words: Annotated[ClinicWords, Doc("Built-in words, added or overridden, by language.")] = {}
    fonts: Annotated[Fonts, Doc("The fonts.")] = Fonts()
    span: Span

    def checked(self, reader: Decoder) -> Any:
        """BAD for a website that is no address: it is printed as a link."""
        if self.web is not None and not is_address(self.web, WEB):
            hint = "write https://clinic.example"
            return reader.say(self.span, "'web' is an address with https or http", hint, "link-scheme")
        return self

    def expansions(self, language: str) -> Mapping[str, str]:
        """What abbreviations are short for in a language; one that isn't explained there is left out."""
        main = language.partition("-")[0]
        # One text for all languages is in the clinic's own: a voice would read it out wrongly in another.
        own = EVERYBODY if main == self.language.partition("-")[0] else language
        found: dict[str, str] = {}
        for short, full in self.abbr.items():
            texts = dict(full.choices)
            paragraphs = texts.get(language) or texts.get(main) or texts.get(own)
            if paragraphs:
                found[str(short)] = "".join(run.text for run in paragraphs[0] if isinstance(run, Words))
        return found

    @property
    def emergency_number(self) -> str | None:
        """The number of the emergency services; None where the clinic doesn't give it and its country isn't known."""
        return self.emergency or emergency_number(self.language)

    def audience(self, name: str) -> AudienceSpec:
        """An audience by its name."""
        return self.audiences[Identifier(name)]

    def restricted(self, name: str) -> bool:
        """Whether documents for an audience must never be given to a patient."""
        return not self.audience(name).for_patients

    def field(self, name: str) -> FieldSpec | None:
        """A field of a patient's record: its own, a built-in one or a facet; None for none of them."""
        if name in self.fields:
            return self.fields[Name(name)]
        if name in BUILT_IN:
            return BUILT_IN[name]
        facet = self.facets.get(Name(name))
        if facet is None:
            return None
        choices = tuple(Plain(value) for value in facet.values)
        return FieldSpec(type="choice", choices=choices, required=False, audience=facet.audience)

    @property
    def field_names(self) -> tuple[str, ...]:
        """Every name that `patient.` may be followed by."""
        return (*BUILT_IN, *self.fields, *self.facets)

    @property
    def further_names(self) -> dict[str, str]:
        """The field of each further name (`from`) that a column may have, as it is looked up."""
        return {folded_label(name): str(key) for key, spec in self.fields.items() for name in spec.from_}


BUILT_IN: Mapping[str, FieldSpec] = {
    "id": FieldSpec(type="text", max=100),
    "name": FieldSpec(type="text"),
    "birth_date": FieldSpec(type="date"),
    "sex": FieldSpec(type="text", max=40, required=False),
    "language": FieldSpec(type="text", max=40, required=False),
    "mrn": FieldSpec(type="text", max=40),
    "appointment": FieldSpec(type="datetime"),
    "seen_by": FieldSpec(type="text"),
}
