"""Letters that were read in a wrong encoding before they came here: they print as they are."""

from __future__ import annotations

from collections.abc import Iterator

from handout.diagnostics import Diagnostic
from handout.source.misread import misread
from handout.source.values import Scalar


def check_misread(scalar: Scalar) -> Iterator[Diagnostic]:
    """A warning for the first such letter of a text."""
    if found := misread(scalar.text):
        said = f"'{found.meant}'" if found.meant.strip() else "one character"
        hint = f"write {said}" if found.meant.strip() else "type the words anew"
        message = f"'{found.written}' looks like {said} in a wrong encoding"
        yield Diagnostic(scalar.at(found.at), message, f"{hint}, and look for others", "pasted", "warning")
