"""A known key in a wrong place is a problem with its place, and never ends the program."""

from __future__ import annotations

import copy
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from handout.check.workspace import check
from handout.content.blocks import kinds
from handout.content.clinic import Clinic
from handout.content.layout import LayoutSpec
from handout.content.sections import COMMON, Section
from handout.content.topic import Fragment, Topic
from handout.source.fields import fields_of
from handout.source.yaml import parse
from program import ROOT, workspace

FILES = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in ("content/preparing-for-your-visit.yaml", "content/fragments/ring-us.yaml", "layouts/patient.yaml",
                 "clinic.yaml")
}  # fmt: skip
KEYS = sorted(
    {*COMMON, *kinds(), "text", "term", "label", "value", "cells", "title", "columns", "rows", "bullets", "steps"}
    | {key for kind in (*kinds().values(), Section, Topic, Fragment, Clinic, LayoutSpec) for key in fields_of(kind)}
)
VALUES: tuple[Any, ...] = (
    None,
    "words",
    [],
    ["words"],
    [["a", "b"]],
    {},
    {"text": "words"},
    [{"text": "words"}],
    5,
    True,
)


def test_the_keys_of_a_table_beside_it_are_told_where_they_stand(tmp_path: Path) -> None:
    (workspace(tmp_path) / "content" / "case.yaml").write_text(
        "title: T\naudience: patient\nreview: {status: draft}\nsections:\n"
        "  - id: a\n    title: A\n    audience: patient\n"
        "    body:\n      - table:\n          columns: [a, b]\n        rows:\n          - [x, y]\n",
        encoding="utf-8",
    )
    found = {str(problem.span): problem for problem in check(tmp_path, ["case"])}
    assert found["content/case.yaml:11:9"].message == "'rows' is beside 'table', not below it"
    assert found["content/case.yaml:11:9"].hint == "indent it further than 'table'"


def nodes(value: Any) -> Iterator[Any]:
    """Every mapping and list of a file."""
    if isinstance(value, dict | list):
        yield value
        for item in value.values() if isinstance(value, dict) else value:
            yield from nodes(item)


def changed(value: Any, chance: random.Random) -> None:
    """A key put into a random mapping, taken out of it, moved into another one, or its value exchanged."""
    places = [*nodes(value)]
    place, other = chance.choice(places), chance.choice(places)
    if isinstance(place, list):
        place.insert(chance.randint(0, len(place)), copy.deepcopy(chance.choice((*VALUES, other))))
    elif (way := chance.randrange(4)) == 0 or not place:
        place[chance.choice(KEYS)] = copy.deepcopy(chance.choice((*VALUES, other)))
    elif way == 1:
        del place[chance.choice([*place])]
    elif way == 2 and isinstance(other, dict):
        key = chance.choice([*place])
        other[key] = copy.deepcopy(place[key])
    else:
        place[chance.choice([*place])] = copy.deepcopy(chance.choice((*VALUES, other)))


def survives(file: str, seed: int) -> None:
    """`check` ends, whatever was moved; each problem has the file that it is in."""
    chance, value = random.Random(seed), yaml.safe_load(FILES[file])
    for _ in range(chance.randint(1, 4)):
        changed(value, chance)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in FILES.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        content = yaml.safe_dump(value, sort_keys=False, allow_unicode=True)
        (Path(folder) / file).write_text(content, encoding="utf-8")
        if parse(content.encode(), file)[0] is not None:
            assert all(problem.span.file for problem in check(Path(folder), None))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([*FILES]), st.integers(0, 1 << 32))
def test_a_key_in_a_wrong_place_never_ends_a_check(file: str, seed: int) -> None:
    survives(file, seed)


@pytest.mark.deep
@settings(max_examples=5_000, deadline=None)
@given(st.sampled_from([*FILES]), st.integers(0, 1 << 32))
def test_thousands_of_keys_in_wrong_places(file: str, seed: int) -> None:
    survives(file, seed)
