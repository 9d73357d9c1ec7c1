"""Texts as authors write them: one for everybody, or one for each audience or language."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Self

from msgspec import Struct

from handout import inline
from handout.diagnostics import Diagnostic, Span
from handout.inline.runs import Inline, NoteMark, Runs, Words
from handout.source.decoder import BAD, Decoder, all_read, shown
from handout.source.scalars import language
from handout.source.values import Mapping, Scalar, Sequence, Value, suggestion

EVERYBODY = ""
"""The key of a text that is the same for all."""
LONGEST_TITLE = 2_000
"""Characters."""


_MARK = re.compile(r"\[\^([a-z][a-z0-9_-]*)\]")


class Text(Struct, frozen=True):
    """Inline text by audience; after select, one text only."""

    choices: tuple[tuple[str, tuple[Runs, ...]], ...]
    """Audience (or EVERYBODY) with its paragraphs."""
    span: Span

    PARAGRAPHS: ClassVar[bool] = False
    """Whether it may have more than one paragraph."""
    EMPTY: ClassVar[bool] = False
    """Whether it may be empty, written as two quotes."""
    WHY_NEEDED: ClassVar[str] = "write at least one word here"
    """What the author of an empty one is told."""
    BY_LANGUAGE: ClassVar[bool] = False
    """Whether its keys are languages, not audiences."""

    @property
    def every_paragraph(self) -> tuple[Runs, ...]:
        """The paragraphs for each audience."""
        return tuple(runs for _, paragraphs in self.choices for runs in paragraphs)

    @property
    def every_run(self) -> Iterator[Inline]:
        """The runs of all paragraphs for each audience."""
        return (run for runs in self.every_paragraph for run in runs)

    @property
    def paragraphs(self) -> tuple[Runs, ...]:
        """The paragraphs of a text that was selected."""
        return self.choices[0][1] if self.choices else ()

    @property
    def runs(self) -> Runs:
        """The only paragraph of a text that was selected."""
        return self.paragraphs[0] if self.paragraphs else ()

    def of(self, key: str) -> tuple[Runs, ...] | None:
        """The paragraphs for an audience (or a language); None where there are none."""
        found = dict(self.choices)
        return found.get(key, found.get(EVERYBODY))

    @classmethod
    def __read__(cls, value: Value, reader: Decoder) -> Any:
        if isinstance(value, Mapping):
            return cls._by_key(value, reader)
        paragraphs = cls._paragraphs(value, reader)
        return BAD if paragraphs is BAD else cls(((EVERYBODY, paragraphs),), value.span)

    @classmethod
    def _by_key(cls, value: Mapping, reader: Decoder) -> Any:
        if not value.entries:
            hint = "put text that begins with '{' in quotes"
            return reader.say(value, "expected text, found nothing", hint, "empty")
        texts = []
        for key, item in value.entries:
            if not cls._takes(key, value, reader):
                return BAD
            texts.append(cls._paragraphs(item, reader))
        if all_read(texts) is BAD:
            return BAD
        return cls(tuple((key.text, text) for (key, _), text in zip(value.entries, texts, strict=True)), value.span)

    @classmethod
    def _takes(cls, key: Scalar, whole: Mapping, reader: Decoder) -> bool:
        """Whether a key is an audience, or a language; the problem is noted where it isn't."""
        quote = "a colon makes a key: quote the text"
        if cls.BY_LANGUAGE:
            try:
                language(key.text)
            except ValueError as error:
                reader.say(key, f"expected text, or texts by language; {error}", quote, "language")
                return False
        elif key.text not in reader.known.audiences:
            message = f"expected text, or texts by audience; '{shown(key.text)}' is no audience"
            audiences = reader.known.audiences
            if any(other.text in audiences for other, _ in whole.entries):
                quote = f"the audiences are {', '.join(audiences)}"
            reader.say(key, message, suggestion(key.text, audiences) or quote, "unknown-audience")
            return False
        return True

    @classmethod
    def _paragraphs(cls, value: Value, reader: Decoder) -> Any:
        if cls.EMPTY and isinstance(value, Scalar) and value.style in ("'", '"') and not value.text.strip():
            return ()
        if isinstance(value, Sequence) and cls.PARAGRAPHS:
            hint = "items are 'bullets' or 'steps'; text that begins with a bracket needs quotes"
            return reader.say(value, "expected text, found a list", hint, "expected-text")
        text = reader.text(value)
        if text is BAD or not isinstance(value, Scalar):
            return BAD
        problems: list[Diagnostic] = []
        paragraphs = cls._parsed(value, problems, reader)
        if not problems and not paragraphs:
            return reader.say(value, "expected text, found nothing", cls.WHY_NEEDED, "empty")
        if len(paragraphs) > 1 and not cls.PARAGRAPHS:
            hint = "take out the blank line, or use 'text'"
            return reader.say(value, "one paragraph is allowed here", hint, "paragraphs")
        reader.problems += problems
        return BAD if problems else paragraphs

    @classmethod
    def _parsed(cls, value: Scalar, problems: list[Diagnostic], reader: Decoder) -> tuple[Runs, ...]:
        return inline.paragraphs(value, problems)

    @classmethod
    def plain(cls, text: str, span: Span) -> Self:
        """Words of our own as a text."""
        return cls(((EVERYBODY, ((Words(text),),)),), span)

    @classmethod
    def __schema__(cls, known: Any) -> dict[str, Any]:
        one = {"type": ["string", "number", "boolean"]}
        return {"anyOf": [one, {"type": "object", "additionalProperties": one, "minProperties": 1}]}


class Prose(Text, frozen=True):
    """Inline text of one or more paragraphs."""

    PARAGRAPHS: ClassVar[bool] = True


class CellText(Prose, frozen=True):
    """Inline text of one or more paragraphs that may be empty, written as two quotes."""

    EMPTY: ClassVar[bool] = True


class Title(Text, frozen=True):
    """Plain text without markup or expressions: a title, a label, a caption."""

    MARKS: ClassVar[bool] = False
    """Whether it may have the marks of footnotes."""
    WITHOUT_FIELDS: ClassVar[tuple[str, str]] = (
        "a title, label or caption takes no {{ }}",
        "move it into the text below",
    )
    """What is said of a field in it, and what to do instead."""

    @classmethod
    def _parsed(cls, value: Scalar, problems: list[Diagnostic], reader: Decoder) -> tuple[Runs, ...]:
        if (index := value.text.find("{{")) >= 0:
            problems.append(Diagnostic(value.at(index), *cls.WITHOUT_FIELDS, "expression-in-title"))
            return ()
        if match := re.search(r"\{[%#]", value.text):
            message, _, code = inline.template_tag(match[0])
            problems.append(Diagnostic(value.at(match.start()), message, "take it out", code))
            return ()
        text = inline.plain(value.text)
        if len(text) > LONGEST_TITLE:
            message = f"a title, label or caption has at most {LONGEST_TITLE:,} characters"
            problems.append(Diagnostic(value.span, message, code="text-too-long"))
        if not text or not (marks := [*_MARK.finditer(text)]):
            return ((Words(text),),) if text else ()
        if not cls.MARKS:
            message, hint = "a title, label or caption takes no note's mark", "write it in the text below"
            problems.append(Diagnostic(value.span, message, hint, "note"))
            return ()
        return (tuple(_marked(text, marks)),)

    @property
    def text(self) -> str:
        """The words of a title that was selected."""
        return "".join(run.text for run in self.runs if isinstance(run, Words))


class MarkedTitle(Title, frozen=True):
    """Plain text that may have the marks of footnotes: a title in a table."""

    MARKS: ClassVar[bool] = True


class ColumnTitle(MarkedTitle, frozen=True):
    """The title of a table's column."""

    WHY_NEEDED: ClassVar[str] = "write what is in the column: a screen reader says it before each cell"


class Alternative(Title, frozen=True):
    """What an image shows, for those who can't see it; two quotes for decoration."""

    EMPTY: ClassVar[bool] = True


class LocalTitle(Title, frozen=True):
    """Plain text, the same in every language or one for each: `{en: …, es: …}`."""

    BY_LANGUAGE: ClassVar[bool] = True


class LocalText(Text, frozen=True):
    """Inline text, the same in every language or one for each."""

    EMPTY: ClassVar[bool] = True
    BY_LANGUAGE: ClassVar[bool] = True


def _marked(text: str, marks: list[re.Match[str]]) -> Iterator[Inline]:
    """The words of a title, and the marks between them."""
    at = 0
    for match in marks:
        if words := text[at : match.start()]:
            yield Words(words)
        yield NoteMark(match[1])
        at = match.end()
    if text[at:]:
        yield Words(text[at:])
