"""Colours as CSS writes them, as `#rrggbb`."""

from __future__ import annotations

from functools import lru_cache

from handout.drawing.problems import UNKNOWN, Wrong, shown

_HINT = "write it as #rrggbb, rgb(…) or by its name"

_DIGITS = frozenset("0123456789abcdef")


@lru_cache(maxsize=512)
def colour(text: str) -> str:
    """`#rgb`, `#rrggbb`, `rgb(…)`, `hsl(…)` or a name as `#rrggbb`; raises `Wrong` for anything else."""
    said = text.strip().lower()
    if said.startswith("#") and len(said) in (4, 7) and _DIGITS.issuperset(said[1:]):
        return said if len(said) == 7 else "#" + "".join(digit * 2 for digit in said[1:])
    if said.startswith("url("):
        raise Wrong(f"the paint {shown(text)} isn't supported", "use a plain colour: no gradient, no pattern", UNKNOWN)
    from PIL import ImageColor  # which has the names of CSS, and takes longer to import than most drawings to be read

    try:
        found = ImageColor.getrgb(said) if len(said) <= 64 else ()
    except ValueError:
        found = ()
    if len(found) != 3 or not all(0 <= part <= 255 for part in found):
        raise Wrong(f"the colour {shown(text)} isn't known", _HINT, UNKNOWN)
    return "#{:02x}{:02x}{:02x}".format(*found)
