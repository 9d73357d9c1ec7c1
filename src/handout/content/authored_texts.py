"""The texts of a topic or a fragment that somebody wrote, in the order of the file's structure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handout.content.blocks.use import Use
from handout.content.nodes import Node
from handout.content.texts import Text
from handout.content.topic import Fragment, Topic
from handout.content.walk import children, texts


def authored_texts(written: Topic | Fragment) -> Iterator[Text]:
    """Every text of a topic or a fragment; two that share their structure have as many, in the same order.

    What a block makes of a name, as of a contact's, is no text: its parts all begin at the name.  Fragments' texts are
    their own.
    """
    if isinstance(written, Topic):
        yield written.title
        if written.summary is not None:
            yield written.summary
        yield from (source.title for source in written.sources)
    nodes: tuple[Node, ...] = written.sections if isinstance(written, Topic) else written.body
    found: list[Text] = []
    _add(nodes, found)
    yield from found


def _add(nodes: Iterable[Node], found: list[Text]) -> None:
    for node in nodes:
        own = [text for _, text in texts(node)]
        if len({text.span for text in own}) == len(own):
            found += own
        if not isinstance(node, Use):
            _add(children(node), found)
