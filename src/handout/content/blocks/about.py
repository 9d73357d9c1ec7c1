"""`about`: who wrote this, who reviewed it, and what else topic and clinic say of it."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from handout import document
from handout.content.imprint import IMPRINT_ROWS
from handout.content.nodes import Block, Composer
from handout.diagnostics import Diagnostic, InputError, Span
from handout.source.decoder import Decoder, all_read
from handout.source.fields import Doc, Reads
from handout.source.values import Scalar, Sequence, Value


def _read_rows(value: Value, reader: Decoder) -> Any:
    if isinstance(value, Scalar) and value.text == "all":
        return IMPRINT_ROWS
    if not isinstance(value, Sequence):
        return reader.say(
            value, "expected 'all', or a list", f"write [{', '.join(IMPRINT_ROWS)}], or some of it", "about"
        )
    return all_read(reader.choice(item, IMPRINT_ROWS, "row") for item in value.items)


def _schema(_: Any) -> dict[str, Any]:
    return {"anyOf": [{"enum": ["all"]}, {"type": "array", "minItems": 1, "items": {"enum": list(IMPRINT_ROWS)}}]}


class About(Block, frozen=True, kw_only=True):
    """Who wrote this, who reviewed it, where to send feedback, other formats and the leaflet's number."""

    KIND: ClassVar[str] = "about"
    WHOLE: ClassVar[str] = "rows"
    rows: Annotated[tuple[str, ...], Reads(_read_rows, _schema), Doc("all, or a list of what to say.")]

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """A box with what topic and clinic say; what they don't say isn't printed."""
        said = (composer.imprint(row, self.span) for row in dict.fromkeys(self.rows))
        items = tuple(row for row in said if row is not None)
        if not items:
            raise InputError([nothing_to_say(self.span)])
        yield document.Box(
            role="about",
            title=None,
            children=(document.Definitions(items=items, kind="beside"),),
            id=composer.target(self.id),
            span=self.span,
        )


def nothing_to_say(span: Span) -> Diagnostic:
    """The problem of a block for whose rows neither the topic nor clinic.yaml has any text."""
    message = "there is nothing to print here: neither the topic nor clinic.yaml says any of it"
    hint = "write 'authors' or 'number' in the topic, or 'feedback' or 'formats' in clinic.yaml"
    return Diagnostic(span, message, hint, "about")
