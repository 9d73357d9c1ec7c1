"""Selecting, proved on random topics against a naive walk: who gets which words, in which order, and nothing else."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from hypothesis import HealthCheck, event, given, note, settings
from hypothesis import strategies as st

from canary.files import files
from canary.oracle import FacetUnknown, Oracle, Reader, Said
from canary.topics import FACETS, FIRST
from canary.workspace import AUDIENCES, CLINIC, written
from handout import document as tree
from handout.check.workspace import check
from handout.diagnostics import HandoutError, Span
from handout.patients import Patient
from handout.pipeline import Renderer, Request
from handout.workspace.load import load

LAYOUTS = ("plain", "other")
CANARY = re.compile(r"w(\d+)x")
SEEDS = st.integers(0, 2**32)
WORKED: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
VALUES = st.fixed_dictionaries({}, optional={facet: st.sampled_from(values) for facet, values in FACETS.items()})


def topic(seed: int, *, loose: bool = False) -> dict[str, str]:
    pages = files(seed, loose=loose)
    note("\n".join(f"--- {name}\n{text}" for name, text in pages.items()))
    return pages


def reader(audience: str, facets: dict[str, str], layout: str) -> Reader:
    if layout == "plain":
        return Reader(audience, facets)
    return Reader(audience, facets, omit=("s1",), order=("s2", "*"), contents=True)


def printed(renderer: Renderer, audience: str, facets: dict[str, str], layout: str) -> tree.Document | str:
    """The Document, or the code of what it is refused for."""
    patient = Patient(values=dict(facets), personal=False)
    try:
        return renderer.document(Request(topics=("t",), audience=audience, layout=layout, patient=patient))
    except HandoutError as error:
        return ", ".join(sorted({diagnostic.code for diagnostic in error.diagnostics}))


def oracle(pages: dict[str, str]) -> Oracle:
    return Oracle({"clinic.yaml": CLINIC, **pages})


def expected(judge: Oracle, wish: Reader) -> Said | str:
    try:
        return judge.said(wish) or "nothing-selected"
    except FacetUnknown:
        return "facet-unknown"


def strings(value: Any, wanted: str) -> Iterator[str]:
    """The values of a key anywhere below, in order."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == wanted and item is not None:
                yield item
            yield from strings(item, wanted)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, wanted)


def canaries(text: str) -> list[str]:
    return [match[0] for match in CANARY.finditer(text)]


def plain(document: tree.Document, *, spans: bool = False) -> Any:
    """The Document as plain values, by default without where its parts stand in their files."""

    def bare(value: Any) -> Any:
        match value:
            case Span():
                return str(value) if spans else None
            case msgspec.Struct():
                return {name: bare(getattr(value, name)) for name in value.__struct_fields__}
            case tuple():
                return [bare(item) for item in value]
            case Mapping():
                return {key: bare(item) for key, item in value.items()}
        return value

    return bare(document)


@settings(max_examples=40, **WORKED)
@given(seed=SEEDS, facets=VALUES)
def test_each_reader_gets_exactly_their_words_in_order(seed: int, facets: dict[str, str]) -> None:
    pages = topic(seed)
    judge = oracle(pages)
    everything = {word for text in pages.values() for word in canaries(text)}
    with written(pages) as root:
        workspace = load(root, ["t"])
        renderer = Renderer(workspace)
        for audience, layout in itertools.product(workspace.topics["t"].audience, LAYOUTS):
            wanted = expected(judge, reader(audience, facets, layout))
            document = printed(renderer, audience, facets, layout)
            if isinstance(wanted, str) or isinstance(document, str):
                event(f"refused: {wanted if isinstance(wanted, str) else 'no'}")
                assert document == wanted
                continue
            event("printed")
            leaves = list(tree.walk(document.body))
            assert [word for leaf in leaves for word in canaries(leaf.text)] == wanted.words
            assert [word for alt in strings(plain(document), "alt") for word in canaries(alt)] == wanted.alts
            assert [leaf.key for leaf in leaves] == sorted({leaf.key for leaf in leaves})
            everywhere = set(canaries(json.dumps(plain(document, spans=True), default=repr)))
            assert everywhere <= {*wanted.words, *wanted.alts}
            assert everything - everywhere == everything - {*wanted.words, *wanted.alts}
            assert {name for name in strings(plain(document), "id") if name} <= wanted.ids


@settings(max_examples=25, **WORKED)
@given(seed=SEEDS)
def test_what_check_lets_through_is_printed_for_every_reader(seed: int) -> None:
    pages = topic(seed, loose=True)
    with written(pages) as root:
        if errors := {found.code for found in check(root, ["t"]) if found.severity == "error"}:
            event(f"refused by check: {sorted(errors)[0]}")
            return
        renderer = Renderer(load(root, ["t"]))
        cases = [(None, *values) for values in FACETS.values()]
        readers = itertools.product(renderer.workspace.topics["t"].audience, LAYOUTS, itertools.product(*cases))
        for audience, layout, values in readers:
            facets = {facet: value for facet, value in zip(FACETS, values, strict=True) if value is not None}
            document = printed(renderer, audience, facets, layout)
            if document == "facet-unknown":
                assert None in values
            elif document != "nothing-selected":
                assert isinstance(document, tree.Document), (document, audience, layout, facets)


@settings(max_examples=40, **WORKED)
@given(seed=SEEDS, facets=VALUES, audience=st.sampled_from(AUDIENCES))
def test_words_for_others_change_nothing(seed: int, facets: dict[str, str], audience: str) -> None:
    pages = topic(seed)
    wanted = expected(oracle(pages), reader(audience, facets, "other"))
    if isinstance(wanted, str):
        return
    kept = {*wanted.words, *wanted.alts}

    def changed(match: re.Match[str]) -> str:
        if match[0] in kept or int(match[1]) < FIRST:
            return match[0]
        # In an address there can't be two words.
        return f"other{match[1]}" if match.string[match.start() - 1] == "/" else f"other{match[1]} words"

    others = {name: CANARY.sub(changed, text) if name.startswith("content/") else text for name, text in pages.items()}
    documents = []
    for version in (pages, others):
        with written(version) as root:
            documents.append(printed(Renderer(load(root, ["t"])), audience, facets, "other"))
    one, other = documents
    assert isinstance(one, tree.Document)
    assert isinstance(other, tree.Document)
    assert plain(one) == plain(other)


def test_the_oracle_tells_one_reader_from_another() -> None:
    pages = {
        "content/t.yaml": "title: w10x\naudience: [patient, clinician]\nreview: {status: draft}\nsections:\n"
        "  - {id: s0, title: w11x, audience: [patient, clinician],\n"
        "     body: [{text: w12x}, {text: w13x, audience: clinician}]}\n"
    }
    patient, clinician = (expected(oracle(pages), Reader(name, {})) for name in ("patient", "clinician"))
    assert isinstance(patient, Said)
    assert isinstance(clinician, Said)
    assert patient.words == ["w10x", "w11x", "w12x"]
    assert clinician.words == ["w10x", "w11x", "w12x", "w13x"]
