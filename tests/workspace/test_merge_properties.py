"""Translations, proved on random topics: every reader gets the same nodes as of the original, and no file widens."""

from __future__ import annotations

import copy
import itertools
from random import Random
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, event, given, note, settings
from hypothesis import strategies as st

from canary.files import files
from canary.topics import FACETS
from canary.translations import LANGUAGE, dumped, original, translated
from canary.workspace import AUDIENCES, written
from handout import document as tree
from handout.diagnostics import HandoutError, Span
from handout.patients import Patient
from handout.pipeline import Renderer, Request
from handout.select import Decision, Reader, select
from handout.styles.scale import STAFF
from handout.workspace.load import Workspace, load, load_partly

SEEDS = st.integers(0, 2**32)
WORKED: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
CASES = [dict(zip(FACETS, values, strict=True)) for values in itertools.product(*((None, *v) for v in FACETS.values()))]
"""Every combination of the facets' values, known or not."""


def pages(seed: int) -> dict[str, str]:
    found = translated(files(seed))
    note("\n".join(f"--- {name}\n{text}" for name, text in found.items()))
    return found


def decisions(workspace: Workspace, language: str | None, reader: Reader) -> list[tuple[Any, ...]] | str:
    """Each node of a topic, kept or dropped; or what the topic is refused for."""
    trace: list[Decision] = []
    try:
        select(workspace.topic("t", language), workspace.clinic, reader, trace)
    except HandoutError as error:
        return ", ".join(sorted(found.code for found in error.diagnostics))
    return [(each.name, each.depth, each.kept, each.reason) for each in trace]


def every_reader_gets_the_same_nodes(seed: int) -> None:
    with written(pages(seed)) as root:
        workspace = load(root, ["t"], languages=[LANGUAGE])
        assert workspace.translated_into("t") == [LANGUAGE], workspace.left_out
        for audience, facets in itertools.product(AUDIENCES, CASES):
            reader = Reader(audience=audience, facets=facets)
            assert decisions(workspace, LANGUAGE, reader) == decisions(workspace, None, reader)


@settings(max_examples=40, **WORKED)
@given(seed=SEEDS)
def test_every_reader_gets_the_same_nodes(seed: int) -> None:
    every_reader_gets_the_same_nodes(seed)


@pytest.mark.deep
@settings(max_examples=1000, **WORKED)
@given(seed=SEEDS)
def test_every_reader_gets_the_same_nodes_of_many_topics(seed: int) -> None:
    every_reader_gets_the_same_nodes(seed)


def plain(value: Any) -> Any:
    """A Document as plain values in the original's language, without places in files."""
    match value:
        case Span():
            return None
        case str():
            return original(value)
        case msgspec.Struct():
            # A leaf's number goes by the order, which the lists have; the line for the staff has a number, too.
            return {name: plain(getattr(value, name)) for name in value.__struct_fields__ if name != "key"}
        case tuple() | list():
            return [plain(item) for item in value]
        case dict():
            return {key: plain(item) for key, item in value.items()}
    return value


def printed(renderer: Renderer, request: Request) -> Any:
    """The Document, but for its language and the line for the staff with its style; or what it is refused for."""
    try:
        found = plain(renderer.document(request))
    except HandoutError as error:
        return ", ".join(sorted({found.code for found in error.diagnostics}))
    styles = {role: style for role, style in found["styles"].items() if role != STAFF}
    return {**found, "language": None, "footer": {**found["footer"], "below": None}, "styles": styles}


@settings(max_examples=25, **WORKED)
@given(seed=SEEDS, case=st.sampled_from(CASES), layout=st.sampled_from(["plain", "other"]))
def test_a_translated_document_differs_in_its_words_only(seed: int, case: dict[str, Any], layout: str) -> None:
    values = {name: value for name, value in case.items() if value is not None}
    with written(pages(seed)) as root:
        renderer = Renderer(load(root, ["t"], languages=[LANGUAGE]))
        for audience in AUDIENCES:
            request = Request(
                topics=("t",), audience=audience, layout=layout, patient=Patient(values=values, personal=False)
            )
            there = printed(renderer, request)
            here = printed(renderer, msgspec.structs.replace(request, language=LANGUAGE))
            event("refused" if isinstance(there, str) else "printed")
            assert here == there


@settings(max_examples=25, **WORKED)
@given(seed=SEEDS)
def test_a_translated_document_is_scanned_like_any_other(seed: int) -> None:
    with written(pages(seed)) as root:
        renderer = Renderer(load(root, ["t"], languages=[LANGUAGE]))
        for audience in ("patient", "carer"):
            try:
                document = renderer.render(Request(topics=("t",), audience=audience, language=LANGUAGE))
            except HandoutError as error:
                assert {"restricted-text"}.isdisjoint(found.code for found in error.diagnostics)
                continue
            assert document.pages


def mappings(value: Any) -> list[dict[str, Any]]:
    """Every mapping in a value."""
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [*([value] if isinstance(value, dict) else []), *(found for item in below for found in mappings(item))]


def lists(value: Any) -> list[list[Any]]:
    """Every list in a value."""
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [*([value] if isinstance(value, list) else []), *(found for item in below for found in lists(item))]


def spoilt(value: dict[str, Any], chance: Random) -> str:
    """Spoils a translation in one place; says how."""
    ways = ["audience", "when", "key", "item", "twice", "empty"]
    way = chance.choice(ways)
    if way in ("audience", "when"):
        chance.choice(mappings(value))[way] = [*AUDIENCES] if way == "audience" else {"age": ["child"]}
    elif way == "key":
        whole = chance.choice([one for one in mappings(value) if one is not value["review"]])
        del whole[chance.choice([key for key in whole if key not in ("kind", "prefix", "sources")] or ["nothing"])]
    elif way == "empty":
        chance.choice(mappings(value["sections"]))["title"] = None
    else:
        several = [one for one in lists(value) if one and one is not value.get("sources")]
        one = chance.choice(several)
        at = chance.randrange(len(one))
        one[at : at + 1] = [one[at], copy.deepcopy(one[at])] if way == "twice" else []
    return way


@settings(max_examples=100, **WORKED)
@given(seed=SEEDS, spoiling=SEEDS)
def test_a_translation_that_is_not_its_original_s_shape_is_refused(seed: int, spoiling: int) -> None:
    found = pages(seed)
    value = yaml.safe_load(found["content/t.es.yaml"])
    try:
        event(spoilt(value, Random(spoiling)))
    except KeyError:
        return
    found["content/t.es.yaml"] = dumped(value)
    note(found["content/t.es.yaml"])
    with written(found) as root:
        workspace, problems = load_partly(root, ["t"])
        assert workspace is not None
        assert workspace.translations == {}
        assert problems
        assert {problem.span.file for problem in problems} == {"content/t.es.yaml"}
        assert all(problem.span.line and problem.hint for problem in problems)


def test_the_comparison_sees_a_word_that_is_missing() -> None:
    leaf = tree.Leaf(key=1, role="body", runs=(tree.Run(text="v10x v11x"),), span=Span("t.es.yaml", 1, 1))
    assert plain(leaf) == plain(msgspec.structs.replace(leaf, runs=(tree.Run(text="w10x w11x"),)))
    assert plain(leaf) != plain(msgspec.structs.replace(leaf, runs=(tree.Run(text="w10x"),)))
