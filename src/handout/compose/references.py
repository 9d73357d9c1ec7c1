"""What is referred to: titles of ids, numbers of sources, addresses as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handout.content.nodes import Node
from handout.content.texts import Text, Title
from handout.content.walk import parts, walk
from handout.inline.runs import Citation
from handout.select import Selection


def address(url: str) -> str:
    """A link's address as it is printed: without https:// and a closing slash, or without mailto: and tel:."""
    scheme, _, rest = url.partition(":")
    return rest.removeprefix("//").removesuffix("/") if scheme in ("https", "http", "mailto", "tel") else url


def titles(nodes: Iterable[Node]) -> Iterator[tuple[str, str]]:
    """Ids with the titles that a reference prints."""
    for node in walk(nodes):
        title = getattr(node, "title", None) or getattr(node, "caption", None)
        if node.id is not None and isinstance(title, Title):
            yield node.id, title.text


def source_numbers(selection: Selection, *, summarised: bool) -> dict[str, int]:
    """The sources' numbers: in the order in which they are cited, then the others."""
    cited: dict[str, None] = {}
    topic = selection.topic
    if summarised and topic.summary is not None:
        _cited_in(topic.summary, cited)
    for section in topic.sections:
        _cited(section, cited)
    order = [*cited, *(source.id for source in topic.sources if source.id not in cited)]
    return {name: number for number, name in enumerate(order, 1)}


def _cited_in(text: Text, cited: dict[str, None]) -> None:
    for runs in text.paragraphs:
        cited.update({run.source: None for run in runs if isinstance(run, Citation)})


def _cited(node: Node, cited: dict[str, None]) -> None:
    for _, part in parts(node):
        if isinstance(part, Text):
            _cited_in(part, cited)
        else:
            for child in part:
                _cited(child, cited)
