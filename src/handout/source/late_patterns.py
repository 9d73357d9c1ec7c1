"""A module in the place of `re` while a package is imported: its patterns are compiled when they are first used.

Packages compile all their patterns when they are imported; of PyYAML's this program uses none, and one of them takes
longer to compile than the rest of PyYAML to import.
"""

from __future__ import annotations

import re
import sys
from types import ModuleType
from typing import Any, AnyStr

from handout.source.patterns import uncompiled


class LatePatterns(ModuleType):
    """The module `re`, but for its function `compile`."""

    def __getattr__(self, name: str) -> Any:
        return getattr(re, name)

    @staticmethod
    def compile(pattern: AnyStr | re.Pattern[AnyStr], flags: int = 0) -> re.Pattern[AnyStr]:
        """A pattern that is compiled when it is first used."""
        return uncompiled(pattern, flags) if isinstance(pattern, str | bytes) else pattern


def late_patterns(package: str) -> dict[str, ModuleType | None]:
    """What is replaced while a package is imported; nothing if it is there already."""
    return {} if package in sys.modules else {"re": LatePatterns("re")}
