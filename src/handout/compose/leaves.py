"""The leaves of one topic: its texts and the program's own words, numbered in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from handout import document
from handout.compose.inline_runs import InlineRuns
from handout.compose.references import address
from handout.compose.render_context import RenderContext
from handout.compose.signs import TICK_BOX, names_of_signs
from handout.content.nodes import TextWithLabel
from handout.content.texts import Text, Title
from handout.diagnostics import Span
from handout.i18n.digits import in_digits
from handout.i18n.punctuation import ENDS, colon, comma, full_stop, sentence
from handout.inline.spaces import BREAK


class Leaves:
    """Makes leaves of texts, each with the next of the `keys`; `inline` knows the titles and sources of its topic."""

    def __init__(self, context: RenderContext, inline: InlineRuns, keys: Iterator[int]) -> None:
        self.context, self.inline = context, inline
        self.sign_names: Mapping[str, str] = names_of_signs(context.language, context.words)
        """What signs are called in the document's language."""
        self._keys = keys

    @property
    def scale(self) -> float:
        """How much larger the text is than at the standard size."""
        return self.context.scale

    def key(self) -> int:
        """The next number in reading order."""
        return next(self._keys)

    def target(self, name: str | None) -> str | None:
        """An id as links of the document know it."""
        return None if name is None else self.inline.prefix + name

    def word(self, key: str) -> str:
        """A built-in word in the document's language."""
        return self.context.words[key]

    def item_number(self, number: int) -> str:
        """The number of an item, before it, in the document's digits."""
        return f"{in_digits(number, self.context.digits)}."

    @property
    def colon(self) -> str:
        """What is between a label and what it is the label of, in the document's language."""
        return colon(self.context.language)

    def sentence(self, text: str) -> str:
        """A text with the full stop of the document's language."""
        return sentence(text, self.context.language)

    def leaf(self, role: str, text: Text, prefix: tuple[Title, ...] = (), *, whole: bool = False) -> document.Leaf:
        """A text as a leaf in a role."""
        runs = list(self.inline.runs(text.runs, role))
        if whole:
            runs = [replace(run, whole=True) for run in runs]
        if prefix:
            runs.insert(0, label_of(prefix, self.context.language))
        return self.made(role, runs, text.span)

    def definition(self, role: str, text: Text, *, whole: bool = False) -> document.Leaf:
        """A text that has a label beside or above it: a blank that is all of the text fills its line."""
        leaf = self.leaf(role, text, whole=whole)
        match leaf.runs:
            case (run,) if run.blank or run.missing:
                return replace(leaf, runs=(replace(run, fills_line=True),))
        return leaf

    def made(self, role: str, runs: Iterable[document.Run], span: Span) -> document.Leaf:
        """Runs as the next leaf."""
        return document.Leaf(key=self.key(), role=role, runs=tuple(runs), span=span)

    def words(self, role: str, text: str, span: Span, *, strong: bool = False) -> document.Leaf:
        """Words of the program's own as a leaf."""
        return self.made(role, (document.Run(text=text, strong=strong),) if text else (), span)

    def link(self, role: str, url: str, span: Span) -> document.Leaf:
        """An address as a leaf that is a link to it."""
        return self.made(role, (document.Run(text=address(url), link=url),), span)

    def joined(self, role: str, texts: list[Title | None], prefix: tuple[Title, ...], span: Span) -> document.Leaf:
        """A name and further short texts as one leaf: the name bold, the others whole, each on its line in a column."""
        runs = [label_of(prefix, self.context.language)] if prefix else []
        for at, text in enumerate(text for text in texts if text is not None):
            runs += [document.Run(text=" " if self.scale > 1 else BREAK)] if at else []
            runs.append(document.Run(text=text.text, strong=not at, whole=at > 0))
        return self.made(role, runs, span)

    def labelled(self, role: str, texts: list[TextWithLabel], span: Span) -> document.Leaf:
        """Texts as one leaf, each with its label before it."""
        runs: list[document.Run] = []
        for each in texts:
            end = runs[-1].text[-1:] if runs else ""
            gap = " " if end in ENDS else f"{full_stop(self.context.language)} "
            runs += [document.Run(text=gap if end else ""), document.Run(text=f"{each.label}{self.colon}", strong=True)]
            runs += (replace(run, strong=run.strong or each.strong) for run in self.inline.runs(each.text.runs, role))
        return self.made(role, (run for run in runs if run.text), span)

    def tick_box(self) -> document.TickBox:
        """A box to tick, the next in reading order."""
        return document.TickBox(key=self.key(), alt=self.sign_names.get(TICK_BOX, TICK_BOX))


def label_of(labels: tuple[Title, ...], language: str) -> document.Run:
    """The label of a part, such as *Child:*, in a document whose reader isn't known."""
    texts = dict.fromkeys(label.text for label in labels)  # two values may have the same label
    return document.Run(text=comma(language).join(texts) + colon(language), emphasis=True)
