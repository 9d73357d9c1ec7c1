from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from canary.workspace import CLINIC, loaded, section
from handout.decode import Workspace
from handout.model.texts import Text
from handout.select import Decision, Reading, Selection, ids, select, targets
from handout.source import HandoutError


def selected(root: Path, body: str, audience: str = "patient", **reading: Any) -> Selection:
    return chosen(loaded(root, {"content/t.yaml": section(body)}), audience, **reading)


def chosen(workspace: Workspace, audience: str = "patient", **reading: Any) -> Selection:
    wish = Reading(audience=audience, **reading)
    return select(workspace.topics["t"], workspace.clinic, wish)


def texts(selection: Selection) -> list[str]:
    return [block.text.paragraphs[0][0].text for block in selection.topic.sections[0].body]  # type: ignore[attr-defined]


def refusal(root: Path, body: str, **reading: Any) -> str:
    with pytest.raises(HandoutError) as refused:
        selected(root, body, **reading)
    return "; ".join(str(diagnostic) for diagnostic in refused.value.diagnostics)


GONE = "\n- section: {title: Gone, body: [text: x]}\n  id: gone\n  audience: clinician"
TWO = "- text: for all\n- {text: for the clinician, audience: clinician}"


def test_a_reader_gets_what_is_for_them(tmp_path: Path) -> None:
    assert texts(selected(tmp_path, TWO)) == ["for all"]
    assert texts(selected(tmp_path, TWO, "clinician")) == ["for all", "for the clinician"]


def test_what_is_selected_says_nothing_of_who_else_there_is(tmp_path: Path) -> None:
    body = "- {text: {patient: mine, clinician: secret}, when: {age: [child]}, audience: [patient, clinician]}"
    selection = selected(tmp_path, body, facets={"age": "child"})
    block = selection.topic.sections[0].body[0]
    assert (block.audience, block.when, block.if_unknown, block.limit) == (None, None, None, None)
    assert selection.topic.audience == ("patient",)
    assert "secret" not in repr(selection)
    assert not selection.restricted


def test_codes_budgets_sources_and_reasons_are_selected_too(tmp_path: Path) -> None:
    head = (
        "codes: {icd: [L94]}\nbudget: {patient: {pages: 2}, clinician: {pages: 1}}\n"
        "summary: {patient: P, clinician: C}\n"
        "sources: [{id: a, title: All}, {id: b, title: {clinician: Hidden}, audience: clinician}]\n"
    )
    workspace = loaded(tmp_path, {"content/t.yaml": section("- text: x", head)})
    patient, clinician = (chosen(workspace, name).topic for name in ("patient", "clinician"))
    assert (patient.codes, set(patient.budget), [source.id for source in patient.sources]) == ({}, {"patient"}, ["a"])
    assert (clinician.codes, [source.id for source in clinician.sources]) == ({"icd": ("L94",)}, ["a", "b"])
    assert chosen(workspace, "clinician").restricted
    assert patient.exempt == {}


@pytest.mark.parametrize(
    ("when", "facets", "kept"),
    [
        ("{age: [child, adult]}", {"age": "adult"}, True),
        ("{age: [child, adult]}", {"age": "old"}, False),
        ("{age: [child], side: left}", {"age": "child", "side": "left"}, True),
        ("{age: [child], side: left}", {"age": "child", "side": "right"}, False),
        ("{age: [child], side: left}", {"age": "old"}, False),
        ("{side: left, age: [child]}", {"age": "old"}, False),
        ("{age: [child]}", {"age": None}, True),
    ],
)
def test_facets_are_or_within_and_and_across(tmp_path: Path, when: str, facets: dict[str, str], kept: bool) -> None:
    body = f"- text: always\n- {{text: now and then, when: {when}}}"
    assert ("now and then" in texts(selected(tmp_path, body, facets=facets))) is kept


def test_a_facet_that_must_be_known_is_asked_for_by_name(tmp_path: Path) -> None:
    body = "- {text: x, when: {side: [left]}}\n- {text: y, when: {side: [right], age: child}}"
    assert refusal(tmp_path, body) == (
        "content/t.yaml:9:10: the patient's 'side' must be known here\n"
        "  hint: give --set side=…, or write if-unknown: keep or drop; "
        "content/t.yaml:10:10: the patient's 'side' must be known here\n"
        "  hint: give --set side=…, or write if-unknown: keep or drop"
    )


def test_the_node_s_own_word_on_unknown_facets_goes_before_the_clinic_s(tmp_path: Path) -> None:
    body = """
    - text: always
    - {text: a, when: {age: child}, if-unknown: drop}
    - {text: b, when: {side: left}, if-unknown: keep}
    """
    selection = selected(tmp_path, body)
    assert texts(selection) == ["always", "b"]
    assert [label.text for label in selection.topic.sections[0].body[1].labels] == ["w4x"]


def test_an_item_whose_list_is_for_others_keeps_its_own_text(tmp_path: Path) -> None:
    for kind in ("bullets", "steps"):
        nested = f"- bullets:\n    - {{text: Take it with food, {kind}: [{{text: hush, audience: clinician}}]}}\n"
        block = selected(tmp_path, nested).topic.sections[0].body[0]
        [item] = block.items  # type: ignore[attr-defined]
        assert item.text.paragraphs[0][0].text == "Take it with food"
        assert (item.bullets, item.steps) == ((), ())
        assert "hush" not in repr(block)


TWO_FACETS = CLINIC.replace("    if-unknown: keep\n", "") + "    if-unknown: drop\n"
"""Of the two facets, age must be known, and nodes for a side are dropped where it isn't."""


@pytest.mark.parametrize("when", ["{age: child, side: left}", "{side: left, age: child}"])
@pytest.mark.parametrize("clinic", [CLINIC + "    if-unknown: drop\n", TWO_FACETS], ids=["keep", "must-be-known"])
def test_one_unknown_facet_that_drops_is_enough_whichever_is_written_first(
    tmp_path: Path, when: str, clinic: str
) -> None:
    files = {"clinic.yaml": clinic, "content/t.yaml": section(f"- text: always\n- {{text: x, when: {when}}}")}
    workspace = loaded(tmp_path, files)
    assert texts(chosen(workspace)) == ["always"]
    trace: list[Decision] = []
    select(workspace.topics["t"], workspace.clinic, Reading(audience="patient"), trace)
    assert trace[-1].reason == "side isn't known"


def test_a_facet_that_drops_counts_beside_one_that_is_known(tmp_path: Path) -> None:
    files = {
        "clinic.yaml": CLINIC + "    if-unknown: drop\n",
        "content/t.yaml": section("- text: always\n- {text: x, when: {age: child, side: left}}"),
    }
    assert texts(chosen(loaded(tmp_path, files), facets={"age": "child"})) == ["always"]


def test_what_became_empty_goes_with_its_heading(tmp_path: Path) -> None:
    body = "- text: x\n- section: {title: Gone, body: [{bullets: [{text: a, audience: clinician}]}]}\n  id: gone"
    selection = selected(tmp_path, body)
    assert list(ids(selection.topic.sections[0])) == ["s0"]


def test_an_else_takes_the_place_of_the_whole_text(tmp_path: Path) -> None:
    body = "- text: see [](#gone)\n  else: nothing to see" + GONE
    assert texts(selected(tmp_path, body)) == ["nothing to see"]


def test_a_link_to_nowhere_is_refused_though_nobody_checked(tmp_path: Path) -> None:
    assert "'#gone' is absent for this reader" in refusal(tmp_path, "- text: see [](#gone)" + GONE)
    assert "'#gone' is absent" in refusal(tmp_path, "- facts: [{label: a, value: '[b](#gone)'}]" + GONE)
    workspace = loaded(tmp_path, {"content/t.yaml": section("- text: x" + GONE, "summary: see [](#gone)\n")})
    with pytest.raises(HandoutError, match="the summary links to a section that isn't there"):
        chosen(workspace)


def test_who_gets_nothing_is_told_so(tmp_path: Path) -> None:
    assert "nothing of 't' is for the audience 'patient'" in refusal(tmp_path, "- {text: x, audience: clinician}")
    assert "'t' is not for the audience 'carer'" in refusal(tmp_path, "- text: x", audience="carer")
    assert "nothing of 't'" in refusal(tmp_path, "- text: x", omit=("s0",))
    title = section("- text: x").replace("title: Title", "title: {clinician: Title}")
    workspace = loaded(tmp_path, {"content/t.yaml": title})
    with pytest.raises(HandoutError, match="the title has no text for 'patient'"):
        chosen(workspace)


def test_a_section_without_an_audience_is_never_printed(tmp_path: Path) -> None:
    """Reading refuses it; select doesn't rely on that."""
    from msgspec.structs import replace

    workspace = loaded(tmp_path, {"content/t.yaml": section("- text: x")})
    topic = workspace.topics["t"]
    bare = replace(topic, sections=tuple(replace(each, audience=None) for each in topic.sections))
    with pytest.raises(HandoutError, match="nothing of 't'"):
        select(bare, workspace.clinic, Reading(audience="patient"))


def test_every_node_s_fate_is_traced(tmp_path: Path) -> None:
    body = """
    - text: kept
    - {text: {clinician: c}, id: named}
    - section: {title: Empty, body: [{text: x, audience: clinician}]}
    - {text: x, when: {age: child}}
    - {text: x, when: {side: left}, if-unknown: drop}
    - table: {columns: [A, {title: B, audience: clinician}], rows: [[a, b]]}
    """
    workspace = loaded(tmp_path, {"content/t.yaml": section(body)})
    trace: list[Decision] = []
    reading = Reading(audience="patient", facets={"age": "old"})
    select(workspace.topics["t"], workspace.clinic, reading, trace)
    assert ["  " * d.depth + f"{'in ' if d.kept else 'out'} {d.name}: {d.reason}" for d in trace] == [
        "in  section s0: for patient",
        "  in  text: for patient",
        "  out text named: has no text for patient",
        "  out section: nothing of it is left",
        "    out text: for clinician only",
        "  out text: age is old, it is for child",
        "  out text: side isn't known",
        "  in  table: for patient",
        "    in  column: for patient",
        "    out column: for clinician only",
        "    in  row: for patient",
        "      in  cell: for patient",
        "      out cell: its fragment or column is for clinician only",
    ]
    trace.clear()
    with pytest.raises(HandoutError):
        select(workspace.topics["t"], workspace.clinic, Reading(audience="patient", omit=("s0",)), trace)
    assert [decision.reason for decision in trace] == ["left out by the layout"]


def test_targets_are_those_of_an_audience(tmp_path: Path) -> None:
    body = "- text: {patient: '[](#s0)', clinician: '[a **b**](#x) [c](https://d.example)'}"
    text = loaded(tmp_path, {"content/t.yaml": section(body)}).topics["t"].sections[0].body[0].text  # type: ignore[attr-defined]
    assert isinstance(text, Text)
    assert list(targets(text)) == ["s0", "x", "x"]
    assert list(targets(text, "clinician")) == ["x", "x"]
    assert list(targets(text, "carer")) == []
