from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import loaded, section
from handout import presence
from handout.presence import Place, Presence, places

BODY = """
- section:
    title: Outer
    body:
      - {text: x, when: {age: [child]}, id: kid}
      - {text: y, when: {side: [left]}, if-unknown: drop, id: side}
  id: outer
  audience: patient
- {use: f, id: used}
"""
FRAGMENT = "audience: [patient, carer]\nreview: {status: draft}\nbody: [{text: z, id: inner}]\n"


def read(root: Path) -> tuple[dict[str | None, Place], Presence]:
    files = {"content/t.yaml": section(BODY), "content/fragments/f.yaml": FRAGMENT}
    workspace = loaded(root, files)
    return {place.node.id: place for place in places(workspace.topics["t"])}, Presence(workspace.clinic)


def test_a_place_knows_who_can_get_there(tmp_path: Path) -> None:
    found, _ = read(tmp_path)
    assert {name: sorted(place.audiences) for name, place in found.items()} == {
        "s0": ["clinician", "patient"], "outer": ["patient"], "kid": ["patient"], "side": ["patient"],
        "used": ["patient"], "inner": ["patient"],
    }  # fmt: skip
    assert sorted(found["inner"].stated) == ["carer", "patient"]
    assert [node.id for node in found["kid"].above] == ["s0", "outer"]


def test_the_cases_are_those_of_the_facets_in_question(tmp_path: Path) -> None:
    found, presence = read(tmp_path)
    assert presence.cases([found["inner"].node]) == [{}]
    assert presence.cases([found["kid"].node]) == [{"age": value} for value in ("child", "adult", "old", None)]
    assert len(presence.cases([found["outer"].node]) or []) == 12


def test_a_node_is_there_when_all_above_it_is_and_something_in_it(tmp_path: Path) -> None:
    found, presence = read(tmp_path)

    def shown(name: str, **case: str | None) -> bool:
        return presence.shown(found[name], "patient", {"age": None, "side": None, **case})

    assert shown("kid")
    assert not shown("kid", age="old")
    assert not shown("side")
    assert shown("side", side="left")
    assert shown("outer")
    assert not shown("outer", age="old")
    assert shown("outer", age="old", side="left")
    assert not presence.shown(found["outer"], "clinician", {"age": None, "side": None})


def test_a_section_is_gone_through_once_however_many_links_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """800 links in one section took over a minute."""
    found, asked = read(tmp_path)
    first = asked.cases([found["outer"].node])
    monkeypatch.setattr(presence, "children", lambda node: pytest.fail("gone through again"))
    assert asked.cases([found["outer"].node]) == first
