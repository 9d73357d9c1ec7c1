"""The objects of a document as object streams: what differs from one document to the next are a few numbers.

A print run has some hundred objects of each document, nearly all elements of its structure tree.  Their numbers follow
each other from a round one on.  So of all numbers in them only the first digits differ, and in hundreds of references
there are few different ones: `120000` to `120341` begin with `1200`, `1201`, `1202` or `1203`.  These beginnings are
the variables of the text, and so are the few numbers of other objects.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from handout.pdf.merge.object_writer import LEVEL
from handout.pdf.merge.prepared_stream import PreparedStream, VariableText, prepared, variable_text

WORTH = 8
"""How many streams of one text are compressed before it is prepared, which takes as long as compressing some ten."""
MOST_TEXTS = 4
"""Of one stream: documents that follow each other mostly have numbers of as many digits."""


class DocumentNumbers(Struct, frozen=True):
    """The numbers of a document's objects: so many that follow each other, from a multiple of `unit` on."""

    count: int

    @property
    def unit(self) -> int:
        """A power of ten: of larger ones there are fewer beginnings, but more numbers are left over."""
        return 100 if -self.count % 100 <= self.count / 5 else 10

    @property
    def beginnings(self) -> int:
        """How many there are, and so many variables."""
        return -(-self.count // self.unit)

    def written(self, at: int) -> tuple[int, bytes]:
        """One of them, counted from 0: its beginning, and its last digits."""
        beginning, rest = divmod(at, self.unit)
        return beginning, (b"%d" % (self.unit + rest))[1:]

    def values(self, first: int) -> list[bytes]:
        """The beginnings of the numbers from this one on."""
        start = first // self.unit
        return [b"%d" % beginning for beginning in range(start, start + self.beginnings)]


class DocumentStream:
    """Objects of a document in an object stream (ISO 32000-1, 7.5.7)."""

    def __init__(self, objects: Mapping[int, VariableText], numbers: DocumentNumbers) -> None:
        """The objects by their numbers in the document, counted from 0."""
        self._objects, self._numbers = objects, numbers
        self._texts: dict[tuple[int, ...], _StreamText] = {}

    def __len__(self) -> int:
        """How many objects there are."""
        return len(self._objects)

    def packed(self, values: Sequence[bytes]) -> tuple[bytes, int]:
        """The compressed content with the values of the variables, and where its first object begins."""
        lengths = tuple(map(len, values))
        text = self._texts.get(lengths)
        if text is None:
            if len(self._texts) == MOST_TEXTS:
                del self._texts[next(iter(self._texts))]
            text = self._texts[lengths] = self._text(lengths)
        return text.packed(values), text.start

    def _text(self, lengths: Sequence[int]) -> _StreamText:
        """The objects for values of these lengths, on which the places in the index depend."""
        index: list[bytes | int] = []
        place = 0
        for at, each in self._objects.items():
            index += (*self._numbers.written(at), b" %d " % place)
            place += each.length(lengths) + 1  # between two objects is a byte
        start = variable_text(index)
        bodies = [(*each, b"\n") for each in self._objects.values()]
        return _StreamText(variable_text(chain(start, *bodies)), lengths, start.length(lengths))


class _StreamText:
    """The content of an object stream for values of the same lengths."""

    def __init__(self, text: VariableText, lengths: Sequence[int], start: int) -> None:
        self._text: VariableText | PreparedStream = text
        self._lengths, self.start = lengths, start
        self._used = 0

    def packed(self, values: Sequence[bytes]) -> bytes:
        """The zlib stream."""
        text = self._text
        if isinstance(text, PreparedStream):
            return text.filled(values)
        self._used += 1
        if self._used == WORTH:
            self._text = prepared(text, self._lengths) or text
        return zlib.compress(text.filled(values), LEVEL)


def document_streams(objects: Iterable[VariableText], numbers: DocumentNumbers, most: int) -> list[DocumentStream]:
    """A document's objects in order, in object streams of about `most` bytes each."""
    found: list[dict[int, VariableText]] = [{}]
    size = 0
    for at, each in enumerate(objects):
        if size >= most:
            found.append({})
            size = 0
        found[-1][at] = each
        size += sum(map(len, each.fixed))
    return [DocumentStream(each, numbers) for each in found]
