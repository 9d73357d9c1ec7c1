"""`qr`: a QR code with its address in words."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from handout import document
from handout.content.nodes import Block, Composer
from handout.content.texts import Title
from handout.inline.addresses import is_address
from handout.source.decoder import Decoder
from handout.source.fields import Doc
from handout.source.scalars import Plain
from handout.source.units import MM

SIZE = 31 * MM
"""The side of a QR code with its quiet zone, at the standard size of the text."""
LONGEST = 300
"""Characters; a longer address makes modules too small to be read off paper."""


class Qr(Block, frozen=True, kw_only=True):
    """A QR code, with the address printed beside it."""

    KIND: ClassVar[str] = "qr"
    url: Annotated[Plain, Doc("The address: https, http, mailto or tel.")]
    caption: Annotated[Title | None, Doc("What is found there.")] = None

    def checked(self, reader: Decoder) -> Any:
        """BAD for another scheme, or an address too long to be read off paper."""
        if not is_address(self.url):
            from handout.inline.meant_addresses import instead_of

            return reader.say(self.span, "the url of a QR code is no address", instead_of(self.url), "link-scheme")
        if len(self.url) > LONGEST:
            return reader.say(self.span, f"the url of a QR code has at most {LONGEST} characters", code="text-too-long")
        return self

    def compose(self, composer: Composer) -> Iterator[document.Node]:
        """The code with caption and address."""
        key = composer.key()
        words = [composer.leaf("caption", self.caption)] if self.caption else []
        words.append(composer.link("caption", self.url, self.span))
        alt = f"{composer.word('qr-code')} {self.url}"
        yield document.QrCode(
            key=key,
            url=self.url,
            alt=alt,
            size=SIZE * composer.scale,
            words=tuple(words),
            id=composer.target(self.id),
            span=self.span,
        )
