"""Walks over the parts of a document in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import is_not
from typing import TypeVar, cast

from msgspec.structs import replace

from handout.document.leaf import Leaf, Part

P = TypeVar("P", bound=Part)


def parts(part: Part) -> list[Part]:
    """What is directly in a part, in reading order."""
    return _held(part, part.PARTS)


def _held(part: Part, fields: Iterable[str]) -> list[Part]:
    found: list[Part] = []
    for name in fields:
        value = getattr(part, name)
        if isinstance(value, tuple):
            found += value
        elif value is not None:
            found.append(value)
    return found


@cache
def _every_field(kind: type[Part]) -> tuple[str, ...]:
    """The fields of a kind of part that hold parts, also those that aren't read aloud."""
    return (*kind.PARTS, *kind.UNREAD)


def leaves(part: Part) -> Iterator[Leaf]:
    """The text leaves in a part, in reading order."""
    return walk((part,))


def walk(nodes: Iterable[Part]) -> Iterator[Leaf]:
    """The text leaves in several parts, in reading order."""
    stack = [*nodes][::-1]
    while stack:
        part = stack.pop()
        if isinstance(part, Leaf):
            yield part
        else:
            stack += parts(part)[::-1]


def any_leaf(part: Part, holds: Callable[[Leaf], bool]) -> bool:
    """Whether something holds for any leaf in a part, also for one that isn't read aloud."""
    stack = [part]
    while stack:
        part = stack.pop()
        if not isinstance(part, Leaf):
            stack += _held(part, _every_field(type(part)))[::-1]
        elif holds(part):
            return True
    return False


def mapped(part: P, change: Callable[[Leaf], Leaf]) -> P:
    """The part with each leaf in it changed; the part itself where no leaf is another one."""
    if isinstance(part, Leaf):
        return cast("P", change(part))
    changes: dict[str, object] = {}
    for name in _every_field(type(part)):
        value = getattr(part, name)
        if isinstance(value, tuple):
            made = [change(each) if isinstance(each, Leaf) else mapped(each, change) for each in value]
            if any(map(is_not, made, value)):
                changes[name] = tuple(made)
        elif value is not None and (one := mapped(value, change)) is not value:
            changes[name] = one
    return replace(part, **changes) if changes else part
