"""What is added to the words of a document for its links and for screen readers, in one walk over its leaves."""

from __future__ import annotations

from collections.abc import Mapping

from handout import document
from handout.compose.abbreviations import FirstMentions
from handout.compose.signs import SignNames
from handout.compose.telephone_links import TelephoneLinks, known_numbers
from handout.content.clinic import Clinic


def with_spoken_text(
    body: tuple[document.Node, ...], clinic: Clinic, language: str, names: Mapping[str, str]
) -> tuple[document.Node, ...]:
    """The nodes with telephone numbers as links, abbreviations with what they are short for, and signs with names."""
    known = known_numbers(clinic)
    mentions, signs = FirstMentions(clinic.expansions(language)), SignNames(names)
    made: list[document.Node] = []
    for node in body:
        links = TelephoneLinks(node, known)

        def changed(leaf: document.Leaf, links: TelephoneLinks = links) -> document.Leaf:
            text = leaf.text  # what each of them looks through first: none changes a word
            return signs.named(mentions.expanded(links.linked(leaf, text), text), text)

        made.append(document.mapped(node, changed))
    return tuple(made)
