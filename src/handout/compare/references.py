"""Page numbers in the text that follow what they point to: `(page 2)` becomes `(page 3)` when that has moved there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec.structs import replace

from handout.compare.change import Change

_NUMBER = re.compile(r"(\W*)(\d{1,5})(\W*)")
_USUAL = {"page", "pages", "p", "pp"}


def without_page_references(
    changes: Iterable[Change], moved: Sequence[Change]
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """The changes without such numbers; and what moved, with these numbers."""
    kept: list[Change] = []
    followed: list[Change] = []
    for change in changes:
        if change.kind == "changed" and _follows(change, moved):
            followed.append(replace(change, kind="moved-page"))
        else:
            kept.append(change)
    return tuple(kept), (*moved, *followed)


def _follows(change: Change, moved: Sequence[Change]) -> bool:
    old, new = _NUMBER.fullmatch(change.old), _NUMBER.fullmatch(change.new)
    if not old or not new or (old[1], old[3]) != (new[1], new[3]):
        return False
    if not any((each.page_old, each.page_new) == (int(old[2]), int(new[2])) for each in moved):
        return False
    before = re.findall(r"\w+", change.before)
    return bool(before) and before[-1].lower() in _words()


@cache
def _words() -> frozenset[str]:
    """The words before a page's number, in the program's languages."""
    from handout.i18n.strings import built_in, languages

    found = (re.findall(r"\w+", built_in(language).get("page-reference", "")) for language in languages())
    return frozenset(word.lower() for words in found for word in words) | _USUAL
