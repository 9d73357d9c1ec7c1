"""What select says: why it refuses a reader, and why each node is in or out."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.selecting import GONE, chosen, refusal
from canary.workspace import CLINIC, loaded, section
from handout.diagnostics import HandoutError
from handout.select import Decision, Reader, select


def test_a_facet_that_must_be_known_is_asked_for_by_name(tmp_path: Path) -> None:
    body = "- {text: x, when: {side: [left]}}\n- {text: y, when: {side: [right], age: child}}"
    assert refusal(tmp_path, body) == [
        f"facet-unknown: content/t.yaml:{line}:10: the patient's 'side' must be known here\n"
        "  hint: give `set` side=…, or write if-unknown: keep or drop"
        for line in (9, 10)
    ]


def test_a_link_to_nowhere_is_refused_though_nobody_checked(tmp_path: Path) -> None:
    absent = "'#gone' is absent for this reader\n  hint: give the text an 'else:'"
    assert refusal(tmp_path, "- text: see [](#gone)" + GONE) == [f"link-target: content/t.yaml:9:15: {absent}"]
    facts = "- facts: [{label: a, value: '[b](#gone)'}]\n- text: see [](#gone)" + GONE
    assert refusal(tmp_path, facts) == [
        f"link-target: content/t.yaml:9:35: {absent}",
        f"link-target: content/t.yaml:10:15: {absent}",
    ]
    assert refusal(tmp_path, "- text: x" + GONE, "summary: see [](#gone)\n") == [
        "link-target: content/t.yaml:4:10: the summary links to a section that isn't there"
    ]


def test_who_gets_nothing_is_told_so(tmp_path: Path) -> None:
    nothing = "nothing-selected: content/t.yaml:1:1: "
    assert refusal(tmp_path, "- {text: x, audience: clinician}") == [
        f"{nothing}nothing of 't' is for the audience 'patient'"
    ]
    assert refusal(tmp_path, "- text: x", audience="carer") == [
        f"{nothing}'t' is not for the audience 'carer'\n  hint: it is for patient, clinician"
    ]
    assert refusal(tmp_path, "- text: x", omit=("s0",)) == [
        f"{nothing}nothing of 't' is for the audience 'patient'\n"
        "  hint: the layout leaves out every section that is: look at its 'omit'"
    ]
    assert refusal(tmp_path, "- {text: x, audience: clinician}", omit=("s0",)) == [
        f"{nothing}nothing of 't' is for the audience 'patient'"
    ]
    title = section("- text: x").replace("title: Title", "title: {clinician: Title}")
    workspace = loaded(tmp_path, {"content/t.yaml": title})
    with pytest.raises(HandoutError) as refused:
        chosen(workspace)
    assert [str(found) for found in refused.value.diagnostics] == [
        "content/t.yaml:1:8: the title has no text for 'patient'"
    ]


def test_a_section_without_an_audience_is_never_printed(tmp_path: Path) -> None:
    """Reading refuses it; select doesn't rely on that."""
    from msgspec.structs import replace

    workspace = loaded(tmp_path, {"content/t.yaml": section("- text: x")})
    topic = workspace.topics["t"]
    bare = replace(topic, sections=tuple(replace(each, audience=None) for each in topic.sections))
    trace: list[Decision] = []
    with pytest.raises(HandoutError, match="nothing of 't'"):
        select(bare, workspace.clinic, Reader(audience="patient"), trace)
    assert trace == [Decision(topic.sections[0].span, "section s0", 0, False, "states no audience")]


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
    reader = Reader(audience="patient", facets={"age": "old"})
    select(workspace.topics["t"], workspace.clinic, reader, trace)
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
    assert {decision.kept for decision in trace} == {True, False}
    trace.clear()
    with pytest.raises(HandoutError):
        select(workspace.topics["t"], workspace.clinic, Reader(audience="patient", omit=("s0",)), trace)
    span = workspace.topics["t"].sections[0].span
    assert trace == [Decision(span, "section s0", 0, False, "left out by the layout")]


def test_a_reason_names_every_audience_and_value(tmp_path: Path) -> None:
    """As `explain` prints it, with the node's place."""
    body = """
    - {text: a, when: {age: [child, adult], side: left}, if-unknown: keep}
    - {text: b, when: {age: [child, adult]}}
    - {text: c, when: {age: [adult, old]}}
    - {text: d, audience: [carer, clinician]}
    - {use: f}
    - {text: e, when: {side: left, hand: right}, if-unknown: drop}
    - text: always
    """
    clinic = CLINIC + "  hand:\n    values: {left: w6x, right: w7x}\n"
    clinic = clinic.replace(
        "patient: {for-patients", "other: {for-patients: false, layout: plain}\n  patient: {for-patients", 1
    )
    fragment = "audience: [other, clinician]\nreview: {status: draft}\nbody: [{text: z}]\n"
    topic = section(body).replace("[patient, clinician]", "[patient, carer, other, clinician]")
    files = {"content/t.yaml": topic, "content/fragments/f.yaml": fragment, "clinic.yaml": clinic}
    workspace = loaded(tmp_path, files)
    trace: list[Decision] = []
    select(workspace.topics["t"], workspace.clinic, Reader(audience="patient", facets={"age": "child"}), trace)
    assert [(decision.span.line, decision.kept, decision.reason) for decision in trace[1:] if decision.depth == 1] == [
        (9, True, "for patient, age is child, side isn't known"),
        (10, True, "for patient, age is child"),
        (11, False, "age is child, it is for adult, old"),
        (12, False, "for carer, clinician only"),
        (13, False, "its fragment or column is for other, clinician only"),
        (14, False, "side, hand isn't known"),
        (15, True, "for patient"),
    ]
