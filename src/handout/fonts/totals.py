"""Sums of lengths that are the same on every version of Python."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import add


def total(lengths: Iterable[float]) -> float:
    """The lengths added one after the other, in their unit; 0 for none.

    From Python 3.12 on, the built-in `sum` of floats compensates for the rounding of each step.  A position between two
    hundredths of a point would then be printed as one on one version, and as the other on the next.
    """
    return reduce(add, lengths, 0.0)
