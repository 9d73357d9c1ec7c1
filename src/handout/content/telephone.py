"""Telephone numbers as links that dial them."""

from msgspec.structs import replace

from handout.document import Leaf
from handout.i18n.telephones import dialled
from handout.source.patterns import uncompiled

_DIALLED = uncompiled(r"\+?[0-9][0-9 ().\-\u00a0]*")
"""A number that a telephone can dial as it is printed."""


def dialling(leaf: Leaf, number: str) -> Leaf:
    """The leaf as a link that dials a number; as it is where the number can't be dialled, or is a patient's.

    A patient's number isn't the same in each document.
    """
    if leaf.slot or not _DIALLED.fullmatch(number) or any(run.link or run.blank for run in leaf.runs):
        return leaf
    return replace(leaf, runs=tuple(replace(run, link=dialled(number)) for run in leaf.runs))
