"""The units of an original: each paragraph of each text, with an id that stays when other texts change."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from handout import inline
from handout.content.authored_texts import authored_texts
from handout.content.texts import Title
from handout.diagnostics import Diagnostic, Span
from handout.inline.runs import Runs
from handout.source.values import Mapping, Scalar, Sequence, Value
from handout.translate.originals import Original
from handout.translate.records import canonical
from handout.translate.skeleton import Skeleton, ValuePath


class Unit(Struct, frozen=True, kw_only=True):
    """A paragraph of a text."""

    id: str
    path: ValuePath
    number: int
    """The number of the paragraph in its text, from 0."""
    of: int
    """How many paragraphs the text has."""
    source: Runs
    title: bool
    """Whether its text is plain, without markup."""
    readers: str
    span: Span

    @property
    def name(self) -> str:
        """Where the paragraph is, in words for a person."""
        return "/".join(str(each) for each in self.path)


def units(original: Original, *, with_sources: bool) -> Iterator[Unit]:
    """The units of an original, in its order."""
    titles = {text.span for text in authored_texts(original.written) if isinstance(text, Title)}
    skeleton = Skeleton(original.shape, original.language, with_sources=with_sources)
    readers = _readers(original.written.audience)
    seen: Counter[str] = Counter()
    for leaf in _leaves(original.value, (), skeleton, _Around(readers=readers)):
        title = leaf.span in titles or leaf.around.span in titles
        found = paragraphs(leaf.text, title=title)
        for number, (text, runs) in enumerate(found):
            name = hashlib.sha256(text.encode()).hexdigest()[:12]
            seen[name] += 1
            yield Unit(
                id=f"u-{name}-{seen[name]}", path=leaf.path, number=number, of=len(found), source=runs, title=title,
                readers=leaf.around.readers, span=leaf.span,
            )  # fmt: skip


def paragraphs(text: str, *, title: bool) -> list[tuple[str, Runs]]:
    """The paragraphs of a text in canonical form, each with its runs."""
    scalar = Scalar(canonical(text), Span(""))
    if title:
        # The only markup in a title are marks of notes; all other characters are text.
        return [(scalar.text, marked(scalar.text))] if scalar.text else []
    problems: list[Diagnostic] = []
    parts = scalar.text.split("\n\n")
    found = [(part, inline.parse(part, 0, Scalar(part, Span("")), problems)) for part in parts]
    return [(part, runs) for part, runs in found if runs]


def marked(text: str) -> Runs:
    """The runs of a title."""
    from handout.content.texts import MarkedTitle
    from handout.source.decoder import Decoder

    read = MarkedTitle.__read__(Scalar(text, Span(""), '"'), Decoder())
    return tuple(read.runs)


class _Around(Struct, frozen=True):
    readers: str
    span: Span | None = None
    """The place of the mapping by audience that a text is in."""


class _FoundText(Struct, frozen=True):
    path: ValuePath
    text: str
    span: Span
    around: _Around


def _leaves(value: Value, path: ValuePath, skeleton: Skeleton, around: _Around) -> Iterator[_FoundText]:
    match value:
        case Scalar():
            if value.text.strip() and (around.span is not None or skeleton.shape.is_text(value)):
                yield _FoundText(path, value.text, value.span, around)
        case Mapping() if skeleton.shape.is_text(value):
            for key, item in value.entries:
                yield from _leaves(item, (*path, key.text), skeleton, _Around(key.text, value.span))
        case Mapping():
            named = value.get("audience")
            inside = _Around(_named(named)) if named is not None else around
            for key, item in skeleton.entries(value, path):
                yield from _leaves(item, (*path, key.text), skeleton, inside)
        case Sequence():
            for number, item in enumerate(value.items):
                yield from _leaves(item, (*path, number), skeleton, around)


def _named(value: Value) -> str:
    items = value.items if isinstance(value, Sequence) else (value,)
    return _readers(item.text for item in items if isinstance(item, Scalar))


def _readers(names: Iterable[str]) -> str:
    return ", ".join(map(str, names))
