"""Fingerprints of several kinds of documents: what they share is hashed once, and what differs isn't shared."""

from __future__ import annotations

import itertools
import pickle
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from batch.make import PLAIN, TOPIC, workspace
from handout.batch.fingerprints import Fingerprints
from handout.batch.workers.workspace_files import packed
from handout.pipeline import Request
from handout.workspace.load import Workspace, load

FRAGMENT = "audience: [patient, clinician]\nreview: {status: draft}\nbody:\n  - text: Come by bus.\n"
GREEN = 'extends: patient\naudience: [patient]\nstyles: {heading1: {color: "#1a5a34"}}\n'


@pytest.fixture
def loaded(tmp_path: Path) -> Workspace:
    root = workspace(tmp_path / "clinic")
    (root / "content" / "fragments").mkdir()
    (root / "content" / "fragments" / "bus.yaml").write_text(FRAGMENT, encoding="utf-8")
    (root / "content" / "visit.yaml").write_text(TOPIC + "      - use: bus\n", encoding="utf-8")
    (root / "content" / "plain.yaml").write_text(PLAIN, encoding="utf-8")
    (root / "layouts" / "green.yaml").write_text(GREEN, encoding="utf-8")
    return load(root, ["visit", "plain"])


def kinds(workspace: Workspace) -> list[bytes | None]:
    """The fingerprints of two topics in two layouts."""
    known = Fingerprints(workspace, packed(workspace))
    asked = itertools.product(("visit", "plain"), ("patient", "green"))
    return [known.of(Request(topics=(topic,), audience="patient", layout=layout)) for topic, layout in asked]


def test_what_kinds_share_is_hashed_once(loaded: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = Counter[int]()
    real = pickle.dumps

    def counting(values: tuple[object, ...]) -> bytes:
        hashed.update(map(id, values))
        return real(values)

    monkeypatch.setattr(pickle, "dumps", counting)
    assert len(set(kinds(loaded))) == 4
    parts = [*loaded.topics.values(), *loaded.layouts.values(), *loaded.sources.values(), loaded.clinic]
    assert {hashed[id(part)] for part in parts} == {0, 1}
    assert all(hashed[id(topic)] == 1 for topic in loaded.topics.values())


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        ("layouts/green.yaml", [1, 3]), ("content/visit.yaml", [0, 1]), ("content/fragments/bus.yaml", [0, 1]),
        ("content/plain.yaml", [2, 3]), ("layouts/patient.yaml", [0, 1, 2, 3]), ("clinic.yaml", [0, 1, 2, 3]),
    ],
)  # fmt: skip
def test_what_a_file_says_is_in_the_fingerprints_of_those_that_need_it(
    loaded: Workspace, file: str, changed: list[int]
) -> None:
    other = replace(loaded, sources={**loaded.sources, file: loaded.sources["content/plain.yaml"]})
    if file == "content/plain.yaml":
        other = replace(loaded, sources={**loaded.sources, file: loaded.sources["clinic.yaml"]})
    pairs = zip(kinds(loaded), kinds(other), strict=True)
    assert [number for number, (before, after) in enumerate(pairs) if before != after] == changed
