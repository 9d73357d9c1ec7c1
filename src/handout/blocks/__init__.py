"""The kinds of block: a file each, found by itself; adding a kind is adding a file."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from handout.model.nodes import Block, Section


@cache
def kinds() -> Mapping[str, type[Block]]:
    """Every kind of block by the key that an author writes."""
    found: dict[str, type[Block]] = {Section.KIND: Section}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        for value in vars(import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, Block) and value.KIND:
                found[value.KIND] = value
    return found
