"""Documents of patients with various names, for tests of what composing adds to a text with a name in it."""

from __future__ import annotations

from handout.document import Standard
from handout.patients import Patient
from handout.pipeline import Renderer, Request
from handout.variable_data.renderer import VariableDataRenderer

NAMES = ("Ann", "Zoë", "Bartholomew Featherstonehaugh-Cholmondeley " * 3)
"""The last one changes the lines of a form."""


def request_for(name: str, standard: Standard = "ua1") -> Request:
    """The topic `t` for a patient of this name."""
    patient = Patient(values={"id": "A-1", "name": name}, personal=True)
    return Request(topics=("t",), audience="patient", patient=patient, standard=standard)


def filled_as_rendered(renderer: Renderer, standard: Standard) -> bytes:
    """A document, once those of all names are known to be the same bytes filled into a form and rendered alone."""
    filled, pdf = VariableDataRenderer(renderer), b""
    for name in NAMES:
        request = request_for(name, standard)
        pdf = renderer.render(request).pdf
        assert filled.make(request).pdf == pdf
    return pdf
