"""The fields of types as the decoder knows them."""

from __future__ import annotations

from typing import get_type_hints

import pytest
from msgspec import Struct
from msgspec.structs import fields

from handout.content.blocks import kinds
from handout.content.clinic import Clinic
from handout.content.layout import LayoutSpec
from handout.content.topic import Fragment, Topic
from handout.source.fields import fields_of, unwrapped

KINDS = [Topic, Fragment, Clinic, LayoutSpec, *kinds().values()]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_they_are_those_that_msgspec_knows_with_the_types_that_python_finds(kind: type[Struct]) -> None:
    hints = get_type_hints(kind, include_extras=True)
    wanted = {field.name: (*unwrapped(hints[field.name]), field.required) for field in fields(kind)}
    found = {field.name: (field.type, field.extras, field.required) for field in fields_of(kind).values()}
    assert found
    assert found == {name: wanted[name] for name in wanted if name in found}
    left_out = {"span", *getattr(kind, "HIDDEN", ())}
    assert set(wanted) - set(found) == {name for name in wanted if name in left_out or name.startswith("_")}
