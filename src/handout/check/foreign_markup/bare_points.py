"""An amount that begins with its decimal point, `.5 mg`, which is easily read as 5 mg."""

from __future__ import annotations

from collections.abc import Iterator

from handout.check.foreign_markup.mixed_letters import UNIT
from handout.diagnostics import Diagnostic
from handout.source.patterns import uncompiled
from handout.source.values import Scalar

_BARE = uncompiled(rf"(?<![\w.,·/-])(?P<number>[.,·]\d+)(?= ?(?:{UNIT}|[lL]\b))")


def check_points(scalar: Scalar) -> Iterator[Diagnostic]:
    """A warning for the first such amount of a text (ISMP's list of dose designations that lead to errors)."""
    if match := _BARE.search(scalar.text):
        message = "a number begins with its decimal point, which is easily overlooked"
        yield Diagnostic(scalar.at(match.start()), message, f"write 0{match['number']}", "amount", "warning")
