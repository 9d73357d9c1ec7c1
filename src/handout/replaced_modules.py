"""Importing a package without another one that it would import: that takes longer than what is used of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import cast


@contextmanager
def replaced(modules: Mapping[str, ModuleType | None]) -> Iterator[None]:
    """Meanwhile an import of each name gives this module, or fails for None; afterwards all is as it was before."""
    known = {name: sys.modules[name] for name in modules if name in sys.modules}
    sys.modules.update(cast("Mapping[str, ModuleType]", modules))
    try:
        yield
    finally:
        for name in modules:
            sys.modules.pop(name, None)
        sys.modules.update(known)
