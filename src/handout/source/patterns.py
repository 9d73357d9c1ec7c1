"""Regular expressions that are compiled when they are first used: most runs need a few of all."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


class _Uncompiled:
    """A pattern that has the methods of the compiled one from its first use on."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(self._text, self._flags)
        self.__dict__.update({each: getattr(compiled, each) for each in _METHODS})
        return getattr(compiled, name)


def uncompiled(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern for finding and replacing; as quick as a compiled one, once it was used."""
    return cast("re.Pattern[AnyStr]", _Uncompiled(text, flags))


def apart(sign: str) -> str:
    """The pattern of a sign, or of a range in brackets, that stays out of the set of its neighbours in a choice.

    A set with signs above U+00FF beside others takes ten times as long to compile as all else in a short pattern.
    """
    return f"(?={sign}){sign}"
