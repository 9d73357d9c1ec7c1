"""The likely mistake in a file that isn't YAML: libyaml reports where it stopped, not what is wrong.

A slip is found in the lines near the place that libyaml reports. No word of these lines goes into a message, because a
patient's record is read in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence

from handout.source.yaml_hints import keys, list_items, signs, unclosed
from handout.source.yaml_hints.signs import without_sign
from handout.source.yaml_hints.slips import Error, Slip

__all__ = ["Error", "Slip", "slip", "without_sign"]


def slip(error: Error, lines: Sequence[str]) -> Slip | None:
    """The likely slip; None if libyaml's message is all that is known."""
    return (
        signs.conflict(lines)
        or signs.space(error, lines)
        or unclosed.quote(error, lines)
        or unclosed.comment(error, lines)
        or unclosed.bracket(error, lines)
        or list_items.dash(error, lines)
        or list_items.box(error, lines)
        or keys.line(error, lines)
        or list_items.star(error, lines)
        or signs.character(error, lines)
    )
