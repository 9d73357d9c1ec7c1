"""Sequences split into groups of neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def split_where(begins: Callable[[list[T], T], bool], items: Iterable[T]) -> Iterator[list[T]]:
    """Items in groups, none empty; `begins` says, of the group so far and an item, whether the item begins another."""
    group: list[T] = []
    for item in items:
        if group and begins(group, item):
            yield group
            group = []
        group.append(item)
    if group:
        yield group
