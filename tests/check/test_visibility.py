from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import CLINIC, loaded, section
from handout.check import visibility as presence
from handout.check.visibility import NodePlace, Presence, places
from handout.content.blocks.table_cells import Cell

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


def read(root: Path) -> tuple[dict[str | None, NodePlace], Presence]:
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


NARROWED = """
- table:
    columns: [One, {title: Two, audience: clinician}]
    rows: [[x, y]]
- {use: f, id: used}
"""


def test_a_column_and_a_fragment_narrow_what_they_hold(tmp_path: Path) -> None:
    files = {"content/t.yaml": section(NARROWED), "content/fragments/f.yaml": FRAGMENT}
    workspace = loaded(tmp_path, files)
    asked, found = Presence(workspace.clinic), list(places(workspace.topics["t"]))
    cells = [place for place in found if isinstance(place.node, Cell)]
    assert [sorted(place.audiences) for place in cells] == [["clinician", "patient"], ["clinician"]]
    assert [sorted(place.stated) for place in cells] == [["clinician", "patient"], ["clinician"]]
    assert [asked.shown(place, "patient", {}) for place in cells] == [True, False]
    assert [asked.there(place.node, "patient", {}) for place in cells] == [True, False]
    used, inner = (next(place for place in found if place.node.id == name) for name in ("used", "inner"))
    # A fragment's own file says for whom it is; the place where it is used doesn't narrow that.
    assert (sorted(used.stated), sorted(inner.stated)) == (["clinician", "patient"], ["carer", "patient"])
    assert (sorted(used.audiences), sorted(inner.audiences)) == (["patient"], ["patient"])
    for place in (used, inner):
        assert asked.shown(place, "patient", {})
        assert not asked.shown(place, "clinician", {})
    assert not asked.there(used.node, "clinician", {})


def test_what_has_no_text_for_an_audience_is_not_there_for_it(tmp_path: Path) -> None:
    body = "- {text: {patient: x}, id: mine}\n- {text: '[](#mine)', else: {clinician: y}, id: other, audience: patient}"
    workspace = loaded(tmp_path, {"content/t.yaml": section(body)})
    asked = Presence(workspace.clinic)
    mine, other = (place for place in places(workspace.topics["t"]) if place.node.id in ("mine", "other"))
    assert [asked.shown(mine, name, {}) for name in ("patient", "clinician")] == [True, False]
    assert asked.shown(other, "patient", {})  # an `else` may lack one


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
    assert not presence.shown(found["kid"], "clinician", {"age": None, "side": None})  # what it stands in isn't
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


def test_an_unknown_facet_is_as_the_node_says_else_as_the_clinic_says_of_this_facet(tmp_path: Path) -> None:
    body = """
    - {text: a, when: {age: child, side: left}, id: silent}
    - {text: b, when: {age: child, side: left}, if-unknown: drop, id: drops}
    - {text: c, when: {age: child, side: left}, if-unknown: keep, id: keeps}
    """
    files = {"clinic.yaml": f"{CLINIC}    if-unknown: drop\n", "content/t.yaml": section(body)}
    workspace = loaded(tmp_path, files)
    asked = Presence(workspace.clinic)
    nodes = {str(place.node.id): place.node for place in places(workspace.topics["t"])}
    kept = {name: tuple(asked.kept(nodes[name], facet) for facet in ("age", "side")) for name in ("silent", "drops")}
    assert kept == {"silent": (("child", None), ("left",)), "drops": (("child",), ("left",))}
    assert asked.kept(nodes["keeps"], "side") == ("left", None)


@pytest.mark.parametrize(("most", "answered"), [(12, True), (11, False)])
def test_more_combinations_than_are_gone_through_have_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, answered: bool
) -> None:
    """Of three ages and two sides, each of them unknown too."""
    monkeypatch.setattr(presence, "MOST_CASES", most)
    found, asked = read(tmp_path)
    cases = asked.cases([found["outer"].node])
    assert (cases is not None) is answered
    assert cases is None or len({tuple(sorted(case.items(), key=str)) for case in cases}) == 12


def test_what_a_node_stands_in_may_be_there_for_some_values_only(tmp_path: Path) -> None:
    body = "- {section: {title: A, body: [{text: x, id: inner}]}, when: {age: [child]}}"
    workspace = loaded(tmp_path, {"content/t.yaml": section(body)})
    [inner] = [place for place in places(workspace.topics["t"]) if place.node.id == "inner"]
    asked = Presence(workspace.clinic)
    assert [asked.shown(inner, "patient", {"age": age}) for age in ("child", "old", None)] == [True, False, True]
