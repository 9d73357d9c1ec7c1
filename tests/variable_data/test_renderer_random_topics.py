"""Random topics, layouts and records: the same documents, or the same refusals, whatever was made before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

import pytest
from msgspec.structs import replace

from canary.fields import Fielding, clinic, layout, records
from canary.files import files
from canary.workspace import written
from handout.diagnostics import HandoutError
from handout.pipeline import Rendered, Renderer, Request
from handout.variable_data.made import Made
from handout.variable_data.renderer import VariableDataRenderer
from handout.workspace.load import load


def outcome(make: Callable[[Request], Made | Rendered], request: Request) -> object:
    """The bytes of a document, or what is wrong with it."""
    try:
        return make(request).pdf
    except HandoutError as error:
        return error.exit_code, error.diagnostics


def compared(seeds: Iterable[int]) -> int:
    """How many documents were stamped; each is the painted one."""
    stamped = 0
    for seed in seeds:
        chance = Random(seed)
        own = {"clinic.yaml": clinic(seed), "layouts/plain.yaml": layout(chance)}
        with written({**files(seed, author=Fielding), **own}) as root:
            renderer = Renderer(load(root))
            stamper = VariableDataRenderer(renderer)
            asked = [
                Request(topics=("t",), audience=audience, layout=name, standard=chance.choice(("ua1", "ua2")))
                for audience in renderer.workspace.topics["t"].audience
                for name in (None, "other")
            ]
            for patient in records(chance, 6):
                request = replace(chance.choice(asked[:3]), patient=patient)
                made = outcome(stamper.make, request)
                assert made == outcome(renderer.render, request), seed
                stamped += isinstance(made, bytes)
            stamper.prove()
    return stamped


def test_what_came_before_makes_no_difference() -> None:
    """The last three found a header that is on no page, and a value that ends a line only where it isn't printed."""
    assert compared((0, 1, 12, 14, 20)) > 10


@pytest.mark.deep
def test_what_came_before_makes_no_difference_in_400_topics() -> None:
    assert compared(range(400)) > 1_000
