"""Telephone numbers in the text of a document as links that dial them; in boxes about help they are strong."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from handout import document
from handout.compose.static_text import Found, marked, static_text
from handout.content.blocks.callout import HELP
from handout.content.clinic import Clinic
from handout.i18n.telephones import dialled, digits, telephones

_NUMBER = re.compile(r"\d\D{0,3}\d\D{0,3}\d")


def known_numbers(clinic: Clinic) -> frozenset[str]:
    """The digits of the telephone numbers that a clinic has."""
    numbers = [contact.phone for contact in clinic.contacts.values()]
    return frozenset(digits(number) for number in (*numbers, clinic.emergency_number or "") if number)


class TelephoneLinks:
    """Makes each telephone number in a node a link, unless it is in a link or in a patient's words."""

    def __init__(self, node: document.Node, known: Collection[str]) -> None:
        self._node, self._known = node, known

    @cached_property
    def _strong(self) -> frozenset[int]:
        """The keys of the leaves in boxes about help; looked for where a number is found."""
        boxes = (box for box in document.every((self._node,)) if isinstance(box, document.Box) and box.role in HELP)
        return frozenset(leaf.key for box in boxes for leaf in document.leaves(box))

    def linked(self, leaf: document.Leaf, text: str) -> document.Leaf:
        """The leaf, whose text this is, with its telephone numbers as links."""
        if not _NUMBER.search(text):
            return leaf
        numbers = [*telephones(static_text(leaf), self._known)]
        if not numbers:
            return leaf
        strong = leaf.key in self._strong
        found = [Found(number.start(), number.end(), link=dialled(number[0]), strong=strong) for number in numbers]
        return marked(leaf, found)
