"""A walk over a topic's nodes changes what is to change, and keeps the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from canary.workspace import loaded, section
from handout.content.nodes import Node
from handout.content.texts import Text
from handout.content.walk import mapped, texts, walk


def test_a_node_without_a_change_stays_itself(tmp_path: Path) -> None:
    body = "- bullets: [One, Two]\n- text: Three\n"
    (node,) = loaded(tmp_path, {"content/t.yaml": section(body)}).topics["t"].sections
    other = Text((), node.span)

    def changed(node: Node, change: Callable[[Text], Text]) -> Node:
        return mapped(node, change, lambda child: changed(child, change))

    words = [text for each in walk((node,)) for _, text in texts(each)]
    assert changed(node, lambda text: text) is node
    for word in words:
        made = changed(node, lambda text, word=word: other if text is word else text)  # type: ignore[misc]
        found = [text for each in walk((made,)) for _, text in texts(each)]
        assert [text is other for text in found] == [text is word for text in words]
