"""The clinic: who prints, for which audiences, with which fields and facets."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Struct

from handout.content.clinic_words import ClinicWords, read_abbreviations
from handout.content.facets import FacetSpec
from handout.content.font_files import Fonts
from handout.content.plain_texts import AddressLines
from handout.content.record_fields import BUILT_IN, FieldSpec, read_fields
from handout.content.texts import EVERYBODY, LocalTitle
from handout.diagnostics import Span
from handout.i18n.digits import Digits, digits_of
from handout.i18n.emergency import emergency_number
from handout.inline.addresses import WEB, is_address
from handout.inline.runs import Words
from handout.source.decoder import Decoder
from handout.source.fields import Doc, Least, Reads
from handout.source.languages import fallbacks, speaks
from handout.source.scalars import Identifier, Language, Length, Name, Plain, TelephoneNumber, folded_label


class Contact(Struct, frozen=True, kw_only=True):
    """A way to reach the clinic."""

    label: Annotated[LocalTitle, Doc("When or for what: Weekdays, 9 to 5.")]
    phone: Annotated[TelephoneNumber, Doc("The number as it is printed.")]


class Logo(Struct, frozen=True, kw_only=True):
    """The clinic's logo, printed at the head of the first page."""

    file: Annotated[Plain, Doc("A PNG, JPEG or SVG file, relative to clinic.yaml.")]
    alt: Annotated[Plain, Doc("What the logo says, for those who can't see it.")]
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


class Clinic(Struct, frozen=True, kw_only=True):
    """Who prints, and what all topics and layouts share."""

    name: Annotated[Plain, Doc("The clinic's name, at the head of every document.")]
    address: Annotated[AddressLines, Doc("The lines of its address.")] = ()
    web: Annotated[Plain | None, Doc("Its website, with https://.")] = None
    logo: Annotated[Logo | None, Doc("Its logo.")] = None
    contacts: Annotated[Mapping[Name, Contact], Doc("Ways to reach it, each with a name.")] = {}
    emergency: Annotated[
        TelephoneNumber | None, Doc("The emergency number; that of language's country, if left out.")
    ] = None
    language: Annotated[Language, Doc("BCP 47; the default for content.")] = Language("en")
    digits: Annotated[
        Digits, Doc("native: page numbers, steps and dates have the digits of the document's language.")
    ] = "western"
    feedback: Annotated[LocalTitle | None, Doc("Where readers can say what they think, for the block about.")] = None
    formats: Annotated[LocalTitle | None, Doc("How to get other formats and languages, for the block about.")] = None
    abbr: Annotated[
        Mapping[Plain, LocalTitle], Reads(read_abbreviations), Doc("Abbreviations with what they are short for.")
    ] = {}
    page: Annotated[Literal["A4", "Letter"], Doc("The paper; a layout or the command line may override it.")] = "A4"
    audiences: Annotated[Mapping[Identifier, AudienceSpec], Doc("Who documents are made for.")]
    fields: Annotated[
        Mapping[Name, FieldSpec], Reads(read_fields), Doc("Fields of a patient's record, beyond the built-in ones.")
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
        # One text for all languages is in the clinic's own: a voice would read it out wrongly in another.
        own = EVERYBODY if speaks(self.language, language) else language
        found: dict[str, str] = {}
        for short, full in self.abbr.items():
            texts = dict(full.choices)
            paragraphs = next((texts[tag] for tag in (*fallbacks(language), own) if texts.get(tag)), None)
            if paragraphs:
                found[str(short)] = "".join(run.text for run in paragraphs[0] if isinstance(run, Words))
        return found

    @property
    def emergency_number(self) -> str | None:
        """The number of the emergency services; None where the clinic doesn't give it and its country isn't known."""
        return self.emergency or emergency_number(self.language)

    def digits_in(self, language: str) -> str:
        """The digits 0 to 9 of the numbers that the program prints in a language."""
        return digits_of(language, self.digits)

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
        return tuple(dict.fromkeys((*BUILT_IN, *self.fields, *self.facets)))

    @property
    def further_names(self) -> dict[str, str]:
        """The field of each further name (`from`) that a column may have, as it is looked up."""
        return {folded_label(name): str(key) for key, spec in self.fields.items() for name in spec.from_}
