"""Documents that are filled, compared with the same ones laid out as a whole."""

from __future__ import annotations

from handout.patients import Patient
from handout.pipeline import Renderer, Request
from handout.variable_data.renderer import VariableDataRenderer

NAMES = ("Anna Quayle", "Zoë Straßer", "Bartholomew Featherstonehaugh-Cholmondeley " * 3)
"""A usual one, one with other letters, and one of several lines."""


def assert_filled_alike(renderer: Renderer, scale: str = "standard", names: tuple[str, ...] = NAMES) -> None:
    """The topic `t` has the same bytes for each of these patients, whichever of both ways it is made in."""
    filled = VariableDataRenderer(renderer)
    for name in names:
        patient = Patient(values={"id": "A-1", "name": name}, personal=True)
        request = Request(topics=("t",), audience="patient", scale=scale, patient=patient)
        assert filled.make(request).pdf == renderer.render(request).pdf, name
