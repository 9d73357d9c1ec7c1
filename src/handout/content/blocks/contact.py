"""`contact`: telephone numbers, large and one a line."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from handout import document
from handout.content.nodes import NOT_LINKED, Block, Composer, Node
from handout.content.telephone import dialling
from handout.content.texts import Text
from handout.source.decoder import BAD, Decoder, all_read
from handout.source.fields import Doc, Reads
from handout.source.scalars import Name
from handout.source.values import Scalar, Sequence, Value


def _read_numbers(value: Value, reader: Decoder) -> Any:
    if not isinstance(value, Sequence):
        hint = "begin each line with '- ', or write [day]"
        return reader.say(value, "expected a list of telephone numbers", hint, "expected-list")
    return all_read(_read_number(item, reader) for item in value.items)


def _read_number(value: Value, reader: Decoder) -> Any:
    """`{label, phone}`, or the name of a contact of clinic.yaml, which stands for its label and its number."""
    if not isinstance(value, Scalar) or value.null:
        return reader.struct(PhoneNumber, value)
    name = reader.read(Name, value)
    if name is BAD:
        return BAD
    label, phone = (
        reader.read(Text, Scalar(f"{{{{ clinic.contacts.{name}.{part} }}}}", value.span)) for part in ("label", "phone")
    )
    return BAD if BAD in (label, phone) else PhoneNumber(label=label, phone=phone, span=value.span)


def _schema(_: Any) -> dict[str, Any]:
    one = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/phone-number"}]}
    return {"type": "array", "minItems": 1, "items": one}


class PhoneNumber(Node, frozen=True, kw_only=True):
    """A telephone number, and for what or when it is."""

    HIDDEN: ClassVar[tuple[str, ...]] = (*NOT_LINKED, "label_")
    PAIR: ClassVar[tuple[str, ...]] = ("label", "phone")
    label: Annotated[Text, Doc("When or for what: Weekdays, 9 to 5.")]
    phone: Annotated[Text, Doc("The number as it is printed.")]


class ContactNumbers(Block, frozen=True, kw_only=True):
    """Telephone numbers, large and one a line, beside a drawn telephone."""

    KIND: ClassVar[str] = "contact"
    WHOLE: ClassVar[str] = "numbers"
    numbers: Annotated[
        tuple[PhoneNumber, ...],
        Reads(_read_numbers, _schema),
        Doc("The numbers, or the names of contacts of clinic.yaml."),
    ]

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """A box, without a frame in a callout: a telephone, and labels with their numbers beside or below them."""
        items = tuple(
            document.Definition(
                term=composer.leaf("phone-label", number.label, number.labels),
                text=_number(composer.definition("phone", number.phone, whole=True)),
            )
            for number in self.numbers
        )
        yield document.Box(
            role="callout-phones" if composer.in_callout else "phones",
            title=None,
            children=(document.Definitions(items=items, kind="beside"),),
            icon="phone",
            id=composer.target(self.id),
            span=self.span,
        )


def _number(leaf: document.Leaf) -> document.Leaf:
    return dialling(leaf, leaf.text)
