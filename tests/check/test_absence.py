"""The search among facets that have too many values to try all: it says what trying all says."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from canary.workspace import CLINIC, document, loaded
from handout.check import absence, known_rules, visibility
from handout.check.absence import Unproved, example
from handout.check.topic import check_topic
from handout.check.visibility import NodePlace, Presence, places
from handout.diagnostics import Diagnostic, HandoutError

FACETS = tuple(f"f{number}" for number in range(4))


def clinic(count: int, requires: str = "") -> str:
    facets = "".join(f"  f{n}: {{values: {{a: A, b: B}}, if-unknown: keep}}\n" for n in range(count))
    return CLINIC.replace("layout: plain}", f"layout: plain, requires: [{requires}]}}", 1) + facets


def topic(body: list[Any]) -> str:
    section = {"id": "help", "title": "Help", "audience": ["patient", "clinician"], "body": body}
    other = {"id": "other", "title": "Other", "audience": ["patient", "clinician"], "body": [{"text": "x"}]}
    head = {"title": "T", "audience": ["patient", "clinician"], "review": {"status": "draft"}}
    return yaml.safe_dump({**head, "sections": [section, other]}, sort_keys=False)


def nodes(chance: Random, depth: int, names: list[str]) -> list[Any]:
    found: list[Any] = []
    for _ in range(chance.randint(1, 3)):
        names.append(f"n{len(names)}")
        node: dict[str, Any] = {"text": "x", "id": names[-1]}
        if depth < 2 and chance.random() < 0.4:
            node = {"section": {"title": "S", "body": nodes(chance, depth + 1, names)}, "id": node["id"]}
        elif chance.random() < 0.2:
            node["text"] = {"clinician": "x"}
        if chance.random() < 0.7:
            used = chance.sample(FACETS, chance.randint(1, 2))
            node["when"] = {facet: [chance.choice("ab")] for facet in used}
            node["if-unknown"] = chance.choice(["keep", "drop"])
        if chance.random() < 0.2:
            node["audience"] = chance.choice(["patient", "clinician"])
        found.append(node)
    return found


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_it_finds_a_reader_where_there_is_one(seed: int) -> None:
    chance = Random(seed)
    names: list[str] = []
    body = nodes(chance, 0, names)
    with tempfile.TemporaryDirectory() as folder:
        files = {"clinic.yaml": clinic(len(FACETS)), "content/t.yaml": topic(body)}
        workspace = loaded(Path(folder), files) if not _widens(body, None) else None
    if workspace is None:
        return
    found = {str(place.node.id): place for place in places(workspace.topics["t"])}
    asked = Presence(workspace.clinic)
    cases = asked.cases([place.node for place in found.values()]) or []
    first, second = (found[chance.choice(names)] for _ in range(2))
    for audience in ("patient", "clinician"):
        for there, absent in (([], first), ([first], second)):
            wanted = [case for case in cases if all(asked.shown(place, audience, case) for place in there)]
            none = all(asked.shown(absent, audience, case) for case in wanted)
            case = example(asked, audience, there, [absent])
            assert (case is None) == none
            if case is not None:
                whole = {facet: case.get(facet) for facet in FACETS}
                assert all(asked.shown(place, audience, whole) for place in there)
                assert not asked.shown(absent, audience, whole)


def _widens(body: list[Any], above: str | None) -> bool:
    """Whether a node names another audience than what it stands in."""
    for node in body:
        own = node.get("audience", above)
        if above is not None and own != above:
            return True
        if "section" in node and _widens(node["section"]["body"], own):
            return True
    return False


def problems(root: Path, body: list[Any], count: int = 12) -> list[Diagnostic]:
    workspace = loaded(root, {"clinic.yaml": clinic(count, "help"), "content/t.yaml": topic(body)})
    return check_topic(workspace.topics["t"], workspace.clinic)


def test_a_required_section_that_some_readers_lack_is_found(tmp_path: Path) -> None:
    body = [{"text": "x", "when": {f"f{number}": ["a"]}} for number in range(12)]
    (found,) = problems(tmp_path, body)
    assert found.message.startswith("'help' is required, and empty for patient (f0: b, f1: b, f10: b")
    body.append({"text": "x", "when": {"f0": ["b"]}})
    assert problems(tmp_path, body) == []


def test_a_link_is_proved_by_the_facets_that_matter_to_it(tmp_path: Path) -> None:
    body: list[Any] = [{"text": "x", "when": {f"f{number}": ["a"]}} for number in range(12)]
    body += [{"text": "x", "id": "there", "when": {"f1": ["a"]}}, {"text": "[x](#there)", "when": {"f1": ["a"]}}]
    body.append({"text": "all"})
    assert problems(tmp_path, body) == []


def test_a_link_into_a_section_with_many_facets(tmp_path: Path) -> None:
    inner: list[Any] = [{"text": "x", "when": {f"f{number}": ["a"]}} for number in range(12)]
    body: list[Any] = [{"section": {"title": "S", "body": inner}, "id": "in"}, {"text": "[x](#in)"}]
    (found,) = problems(tmp_path, body)
    assert found.message.startswith("'#in' may be absent for patient (f0: b") or "clinician (f0: b" in found.message
    inner.append({"text": "x", "when": {"f3": ["b"]}})
    assert problems(tmp_path, body) == []


def test_what_takes_too_long_is_refused_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(absence, "MOST_STEPS", 10)
    body = [{"text": "x", "when": {f"f{number}": ["a"]}} for number in range(12)] + [
        {"text": "x", "when": {"f0": ["b"]}}
    ]
    (found,) = problems(tmp_path, body)
    assert "too many values to prove" in found.message


def test_a_section_is_looked_for_in_what_a_reader_gets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the proof before it missed; the values that a record gives are not told."""
    monkeypatch.setattr(known_rules, "check_topic", lambda *found: [])
    body = [{"text": "x", "when": {"f0": ["a"]}}]
    files = {"clinic.yaml": clinic(1, "help"), "content/t.yaml": topic(body)}
    workspace = loaded(tmp_path, files)
    assert document(workspace, values={"f0": "a"})
    assert document(workspace)
    with pytest.raises(HandoutError) as refused:
        document(workspace, values={"f0": "b"})
    (problem,) = refused.value.diagnostics
    assert str(problem.span).startswith("content/t.yaml:")
    assert problem.message == "'help' is required, and empty for this reader of 'patient'"
    exempt = topic(body).replace("sections:", "exempt: {help: none}\nsections:")
    assert document(loaded(tmp_path, {**files, "content/t.yaml": exempt}), values={"f0": "b"})


def test_few_cases_are_gone_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways say the same; the search is for what can't be gone through."""
    body = [{"text": "x", "when": {"f0": ["a"]}}]
    workspace = loaded(tmp_path, {"clinic.yaml": clinic(1), "content/t.yaml": topic(body)})
    found = next(places(workspace.topics["t"]))
    assert isinstance(found, NodePlace)
    monkeypatch.setattr(visibility, "MOST_CASES", 1)
    assert Presence(workspace.clinic).cases([found.node]) is None
    assert example(Presence(workspace.clinic), "patient", [], [found]) == {"f0": "b"}
    assert Unproved.__mro__[1] is Exception
