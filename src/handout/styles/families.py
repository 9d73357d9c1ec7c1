"""The clinic's lists of fonts."""

from __future__ import annotations

from handout.content.clinic import Clinic


def families(clinic: Clinic) -> dict[str, tuple[str, ...]]:
    """The fallback list of families for each of the clinic's font lists."""
    body = tuple(map(str, clinic.fonts.body))
    return {"body": body, "heading": tuple(map(str, clinic.fonts.heading)) or body}
