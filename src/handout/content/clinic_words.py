"""The words of a clinic: its own built-in words for each language, and its abbreviations."""

from collections.abc import Mapping
from typing import Annotated, Any

from handout.content.texts import LocalTitle
from handout.source.decoder import BAD, Decoder
from handout.source.fields import Reads
from handout.source.scalars import Language, Plain
from handout.source.values import Mapping as Entries
from handout.source.values import Scalar, Value

LONGEST_ABBREVIATION = 40


def _words(value: Value, reader: Decoder) -> Any:
    """Languages with words; the words' own names are checked against the built-in list."""
    if not isinstance(value, Entries):
        return reader.say(value, "expected languages with words", "write {es: {in-short: …}}", "expected-mapping")
    found: dict[Any, dict[str, str]] = {}
    for key, item in value.entries:
        tag = reader.read(Language, key)
        words = reader.mapping(item, str, Plain)
        if isinstance(item, Entries):
            for name, word in item.entries:
                words = _known_word(name, word, reader, words)
        found[BAD if words is BAD else tag] = words
    return BAD if BAD in found else found


def _known_word(name: Scalar, word: Value, reader: Decoder, words: Any) -> Any:
    from handout.i18n.strings import CHECKED_BY, KEYS, PAGES_APART, PLACE, SIGNS, built_in, places

    if name.text not in SIGNS and name.text not in (*KEYS, *PAGES_APART, CHECKED_BY):
        reader.unknown_key(name, [*KEYS, CHECKED_BY])
        return BAD
    expected = places(name.text)
    hint = f"the English word is: {built_in('en').get(name.text, name.text)}"
    if isinstance(word, Scalar) and word.text.count(PLACE) != expected:
        counted = {0: "no", 1: "one"}.get(expected, str(expected))
        return reader.say(
            word, f"'{name.text}' must have {counted} {PLACE}, the place of a number", hint, "word-places"
        )
    said = expected or name.text in PAGES_APART  # between two numbers, a sign is enough
    if isinstance(word, Scalar) and word.text and not said and not any(map(str.isalpha, word.text)):
        # A dot in place of *Draft* or *For clinicians* would take from a page what says whom it isn't for.
        return reader.say(word, f"'{name.text}' must have a letter", hint, "word-without-letter")
    return words


ClinicWords = Annotated[
    Mapping[str, Mapping[str, str]],
    Reads(_words, lambda _: {"type": "object", "additionalProperties": {"type": "object"}}),
]


def read_abbreviations(value: Value, reader: Decoder) -> Any:
    """Abbreviations with their texts; a letter makes one, so that no sign or number becomes one by mistake."""
    for key, _ in value.entries if isinstance(value, Entries) else ():
        if len(key.text) > LONGEST_ABBREVIATION or not any(map(str.isalpha, key.text)):
            message = f"an abbreviation has a letter and at most {LONGEST_ABBREVIATION} characters"
            return reader.say(key, message, "write CT: computed tomography", "abbreviation")
    return reader.mapping(value, Plain, LocalTitle)
