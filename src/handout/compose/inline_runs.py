"""Inline runs of the content as runs of the Document: links, references, citations, marks of footnotes, blanks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from handout.compose.footnotes import MARK_GAP, BlockNotes, mark
from handout.compose.references import address
from handout.compose.render_context import RenderContext
from handout.document import Blank, Run
from handout.i18n.digits import in_digits
from handout.inline.runs import Citation, Field, Inline, NoteMark, Reference, Runs, Words
from handout.source.units import MM

BLANK = 45 * MM
BLANK_IN_CELL = 25 * MM


class InlineRuns(Struct, frozen=True, kw_only=True):
    """How inline runs of one topic are printed."""

    context: RenderContext
    prefix: str
    """Before each id of the topic, where the document has several topics."""
    titles: Mapping[str, str]
    """By id, as a reference prints them."""
    numbers: Mapping[str, int]
    """The numbers of the sources, by id."""
    notes: tuple[BlockNotes, ...] = ()
    """The notes of the blocks around the text, the innermost last."""

    def runs(self, runs: Runs, role: str) -> Iterator[Run]:
        """Inline runs as the Document's; a web link is followed by its address."""
        for at, run in enumerate(runs):
            if isinstance(run, NoteMark):
                yield from self._mark(run, first=not at)
                continue
            marked = isinstance((*runs, None)[at + 1], NoteMark)
            yield from self._run(_closed(run) if marked else run, role)
            link = _link(run)
            after = _link(runs[at + 1]) if at + 1 < len(runs) else None
            if link is None or link == after:
                continue
            if link.startswith("#"):
                yield self._page_of(link[1:])
            else:
                said = "".join(other.text for other in runs if isinstance(other, Words) and other.link == link)
                if address(link) not in said:
                    yield Run(text=f" ({address(link)})", link=link)

    def _run(self, run: Inline, role: str) -> Iterator[Run]:
        match run:
            case Words():
                width = self._blank(role)
                yield Run(
                    text=run.text, strong=run.strong, emphasis=run.emphasis, link=self._address(run.link),
                    lang=run.lang, slot=run.slot is not None, expression=run.slot, measured=run.measured,
                    whole=run.whole, blank=width if run.blank else None,
                    missing=Blank(run.missing, width) if run.missing else None,
                )  # fmt: skip
            case Reference():
                title, link = self.titles[run.target], self._address(f"#{run.target}")
                yield Run(text=title, strong=run.strong, emphasis=run.emphasis, link=link)
                yield self._page_of(run.target)
            case Citation():
                yield Run(
                    text=f"[{in_digits(self.numbers[run.source], self.context.digits)}]",
                    strong=run.strong,
                    emphasis=run.emphasis,
                )
            case Field():
                yield Run(text="", page_of=run.expression.path[0], strong=run.strong, emphasis=run.emphasis)

    def _blank(self, role: str) -> float:
        """The width of a blank, in points; layout makes it as wide as its line where it is wider."""
        return (BLANK_IN_CELL if role.startswith("cell") else BLANK) * self.context.scale

    def to_section(self, name: str) -> Iterator[Run]:
        """A link to a section: its title and its page."""
        yield from self._run(Reference(name), "contents")

    def _address(self, link: str | None) -> str | None:
        """A link as the document has it."""
        return f"#{self.prefix}{link[1:]}" if link is not None and link.startswith("#") else link

    def _mark(self, run: NoteMark, *, first: bool) -> Iterator[Run]:
        """The mark of a footnote, at the word before it; nothing where its note isn't for this reader."""
        number = next((found for notes in reversed(self.notes) if (found := notes.number(run.note))), None)
        if number is not None:
            gap = "" if first else MARK_GAP
            made = mark(number, self.context.words, gap)
            yield replace(made, mark=number, strong=run.strong, emphasis=run.emphasis)

    def _page_of(self, name: str) -> Run:
        words = self.context.words["page-reference"].replace(" ", "\u00a0")
        return Run(text=f" {words}", page_of=self.prefix + name)


def _closed(run: Inline) -> Inline:
    """Words without the space at their end: the mark of a note follows."""
    return replace(run, text=run.text.rstrip(" ")) if isinstance(run, Words) and run.slot is None else run


def _link(run: Inline) -> str | None:
    return run.link if isinstance(run, Words | Field) else None
