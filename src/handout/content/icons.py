"""`icon`: a sign beside a block, by name."""

from __future__ import annotations

from typing import Annotated

from handout.inline.icons import ICONS
from handout.source.fields import Reads

IconName = Annotated[
    str, Reads(lambda value, reader: reader.choice(value, tuple(ICONS), "icon"), lambda _: {"enum": list(ICONS)})
]

_GAP = "\u00a0"
"""Between a sign and the title that is on its line."""


def before_title(icon: str | None) -> str:
    """The sign and the space after it, where a title has one."""
    return "" if icon is None else ICONS[icon] + _GAP
