"""Telephone numbers in the text of a document as links that dial them; in boxes about help they are strong."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import partial

from handout import document
from handout.compose.static_text import Found, marked, static_text
from handout.content.clinic import Clinic
from handout.i18n.telephones import dialled, digits, telephones

_HELP = frozenset({"get-help", "soon", "emergency"})
"""Boxes whose telephone numbers are what matters most in them."""
_NUMBER = re.compile(r"\d\D{0,3}\d\D{0,3}\d")


def with_telephone_links(body: tuple[document.Node, ...], clinic: Clinic) -> tuple[document.Node, ...]:
    """The nodes with each telephone number as a link, unless it is in a link or in a patient's words."""
    numbers = [contact.phone for contact in clinic.contacts.values()]
    known = frozenset(digits(number) for number in (*numbers, clinic.emergency_number or "") if number)
    if not any(_NUMBER.search(leaf.text) for leaf in document.walk(body)):
        return body
    boxes = (node for node in document.every(body) if isinstance(node, document.Box) and node.role in _HELP)
    strong = frozenset(leaf.key for box in boxes for leaf in document.leaves(box))
    return tuple(document.mapped(node, partial(_linked, known=known, strong=strong)) for node in body)


def _linked(leaf: document.Leaf, known: Collection[str], strong: Collection[int]) -> document.Leaf:
    if not _NUMBER.search(leaf.text):
        return leaf
    numbers = telephones(static_text(leaf), known)
    found = [
        Found(number.start(), number.end(), link=dialled(number[0]), strong=leaf.key in strong) for number in numbers
    ]
    return marked(leaf, found) if found else leaf
