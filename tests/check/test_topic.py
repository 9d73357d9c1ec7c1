from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import CLINIC, loaded, section
from handout.check import visibility
from handout.check.checked_topic import unwritten
from handout.check.topic import check_topic


def told(root: Path, body: str, head: str = "", **files: str) -> list[str]:
    """What the rules say of a topic, without the file's name."""
    pages = {"content/t.yaml": section(body, head), **{f"content/fragments/{name}.yaml": files[name] for name in files}}
    workspace = loaded(root, pages)
    return [f"{d.span.line}: {d.message}" for d in check_topic(workspace.topics["t"], workspace.clinic)]


SECRET = "\n- section: {title: Gone, body: [text: x]}\n  id: gone\n  audience: clinician"
KID = "- {section: {title: A, body: [text: x]}, id: kid, when: {age: child}}"
FRAGMENT = "audience: [patient, clinician]\nreview: {status: draft}\nbody:\n"


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ("- text: fine", []),
        # Rule 3.
        ("- section: {title: A, body: [{text: x, audience: [patient, clinician]}]}\n  audience: patient",
         ["9: 'clinician' widens: section is for patient only"]),
        ("- {text: x, audience: carer}", ["9: 'carer' widens: section s0 is for clinician, patient only"]),
        # Rule 6.
        ("- text: '[](#gone)'\n  audience: clinician" + SECRET, []),
        ("- text: '[](#gone)'" + SECRET, ["9: '#gone' may be absent for patient"]),
        ("- text: '[](#gone)'\n  else: {patient: none}" + SECRET, []),
        ("- text: '[](#gone)'\n  else: {clinician: none}" + SECRET, ["9: '#gone' may be absent for patient"]),
        ("- text: '[](#gone)'\n  else: '[](#gone)'" + SECRET,
         ["10: '#gone' may be absent for patient, and a link here can't be replaced"]),
        ("- table: {columns: [a], rows: [['[](#gone)']]}" + SECRET,
         ["9: '#gone' may be absent for patient, and a link here can't be replaced"]),
        ("- text: '[](#kid)'\n- {section: {title: A, body: [text: x]}, id: kid, when: {age: [child, adult]}}",
         ["9: '#kid' may be absent for clinician (age: old)"]),
        ("- {text: '[](#kid)', when: {age: child}}\n" + KID, []),
        ("- {text: '[](#kid)', when: {age: child}}\n"
         "- {section: {title: A, body: [text: x]}, id: kid, when: {age: child}, if-unknown: drop}",
         ["9: '#kid' may be absent for clinician (age: unknown)"]),
        ("- text: '[](#e)'\n- {section: {title: A, body: [{text: x, audience: clinician}]}, id: e}",
         ["9: '#e' may be absent for patient"]),
        ("- text: '[](#nope)'", ["9: there is no '#nope' to link to"]),
        ("- text: '[](#list)'\n- {bullets: [a], id: list}", ["9: '#list' has no title to print"]),
        ("- text: '[](#pic)'\n- {figure: {file: pixel.png, alt: a, caption: b}, id: pic}", []),
        # Steps that go on.
        ("- steps: [a]\n- text: b\n- steps: [c]\n  continue: true", []),
        ("- section: {title: A, body: [steps: [a]]}\n- section: {title: B, body: [{steps: [c], continue: true}]}", []),
        ("- {steps: [a], continue: true}", ["9: there are no steps before these in the section to go on from"]),
        ("- steps: [{text: a, body: [{steps: [b], continue: true}]}]",
         ["9: there are no steps before these in the section to go on from"]),
        # Slips.
        ("- slip: {body: [text: a]}\n- section: {title: A, body: [slip: {body: [text: b], pin: foot}]}", []),
        ("- callout: {kind: important, body: [slip: {body: [text: a]}]}",
         ["9: a slip belongs in a section, not inside another block"]),
        ("- slip: {body: [{text: a, break: before}]}", ["9: nothing begins a page inside 'slip', which stays whole"]),
        ("- side-by-side: {left: [text: a], right: [{bullets: [a], break: before}]}",
         ["9: nothing begins a page inside 'side-by-side', which stays whole"]),
        ("- {section: {title: A, body: [text: a, {text: b, break: before}]}, keep: together}",
         ["9: this begins a page inside 'section', which is to stay together"]),
        # Texts by audience.
        ("- text: {patient: x}", []),
        ("- bullets: [{patient: x}, b]", []),
        ("- callout: {kind: important, title: {patient: x}, body: [text: y]}", ["9: no text for clinician"]),
        ("- {text: {patient: x, clinician: y}, audience: patient}",
         ["9: the text for 'clinician' is never printed: this is for patient only"]),
        # Labels where a facet isn't known.
        ("- {text: a, when: {age: child}, if-unknown: keep, label: If you are 15 or under}", []),
        ("- {text: a, label: If you are 15 or under}", ["9: this 'label' is never printed"]),
        ("- {text: a, when: {age: child}, if-unknown: drop, label: x}", ["9: this 'label' is never printed"]),
        ("- {text: a, when: {age: child}, if-unknown: keep, label: {patient: x}}", ["9: no text for clinician"]),
        # Ids.
        ("- {text: a, id: one}\n- {text: b, id: one}",
         ["10: the id 'one' is used twice, first at content/t.yaml:9:10"]),
        ("- {text: a, id: s0}", ["9: the id 's0' is used twice, first at content/t.yaml:5:5"]),
        # Fields and citations.
        ("- text: '{{ patient.nam }}'", ["9: there is no field 'nam'"]),
        ("- text: '{{ patient.room }}'", ["9: the field 'room' is not for patient"]),
        ("- {text: '{{ patient.room }}', audience: clinician}", []),
        ("- text: '{{ clinic.contacts.night.phone }}'", ["9: the clinic has no contact 'night'"]),
        ("- text: '{{ clinic.web }}{{ clinic.address }}'",
         ["9: the clinic has no 'web'", "9: the clinic has no 'address'"]),
        ("- text: \"{{ clinic.web | default('x') }}\"", []),
        ("- text: '{{ page }} {{ topic.summary }} {{ topic.updated }}'",
         ["9: page numbers are for headers and footers only", "9: the summary can't be inside the text",
          "9: the topic has no 'updated'"]),
        ("- text: a [@nope]", ["9: there is no source 'nope'"]),
    ],
)  # fmt: skip
def test_a_topic_is_proved_for_every_reader(tmp_path: Path, body: str, problems: list[str]) -> None:
    assert told(tmp_path, body) == problems


def test_headings_end_at_the_sixth_level(tmp_path: Path) -> None:
    body = "text: x"
    for _ in range(5):
        body = f"section: {{title: A, body: [{{{body}}}]}}"
    assert told(tmp_path, f"- {body}") == ["9: a heading of level 7; 6 is the last"]


@pytest.mark.parametrize(
    ("head", "problems"),
    [
        ("summary: {patient: x}\n", ["4: no text for clinician"]),
        ("summary: '{{ patient.room }} [](#nope)'\n",
         ["4: the field 'room' is not for patient", "4: there is no '#nope' to link to"]),
        ("sources: [{id: a, title: A}, {id: a, title: B}]\n",
         ["4: the source 'a' is given twice", "4: the source 'a' is given twice"]),
        ("sources: [{id: a, title: A, audience: carer}]\n", ["4: carer widens the topic's audience"]),
        ("sources: [{id: a, title: {patient: A}}]\n", ["4: no text for clinician"]),
        ("exempt: {x: because}\n", ["4: 'x' is exempt, but no audience requires it"]),
        ("codes: {icd: [A]}\n", []),
    ],
)  # fmt: skip
def test_the_head_of_a_topic_is_checked_too(tmp_path: Path, head: str, problems: list[str]) -> None:
    assert told(tmp_path, "- text: x", head) == problems


def test_a_source_for_others_can_t_be_cited(tmp_path: Path) -> None:
    head = "sources: [{id: a, title: A, audience: clinician}]\n"
    assert told(tmp_path, "- text: x [@a]", head) == ["10: the source 'a' is not for patient"]
    assert told(tmp_path, "- text: {patient: x, clinician: 'y [@a]'}", head) == []


def test_a_fragment_only_narrows_and_names_its_ids_once(tmp_path: Path) -> None:
    narrow = "audience: patient\nreview: {status: draft}\nbody:\n  - {text: x, audience: [patient, clinician]}\n"
    assert told(tmp_path, "- use: f", f=narrow) == ["4: 'clinician' widens: the fragment 'f' is for patient only"]
    named = FRAGMENT + "  - {text: x, id: mine}\n"
    assert told(tmp_path, "- use: f\n- use: f", f=named) == [
        "10: the fragment 'f' has ids and is used twice, first at content/t.yaml:9:9"
    ]
    # Its texts by audience are for whom the fragment is, though it is used for fewer.
    both = FRAGMENT + "  - callout: {kind: important, title: {patient: x, clinician: y}, body: [text: z]}\n"
    assert told(tmp_path, "- {use: f, audience: patient}", f=both) == []


def test_a_facet_may_be_for_some_audiences_only(tmp_path: Path) -> None:
    clinic = CLINIC.replace("    values: {left: w4x, right: w5x}\n", "    values: {left: L}\n    audience: clinician\n")
    pages = {"clinic.yaml": clinic, "content/t.yaml": section("- {text: x, when: {side: left}}")}
    workspace = loaded(tmp_path, pages)
    (problem,) = check_topic(workspace.topics["t"], workspace.clinic)
    assert problem.message == "the facet 'side' is not for patient"


def test_required_sections_are_there_for_every_facet(tmp_path: Path) -> None:
    clinic = CLINIC.replace("layout: plain}", "layout: plain, requires: [help]}", 1)

    def problems(text: str) -> list[str]:
        workspace = loaded(tmp_path, {"clinic.yaml": clinic, "content/t.yaml": text})
        return [d.message for d in check_topic(workspace.topics["t"], workspace.clinic)]

    plain = section("- text: x")
    assert problems(plain) == ["'patient' requires the section 'help'"]
    twice = plain.replace("- text: x", "- {text: x, id: s0}")
    assert [problem.partition(", ")[0] for problem in problems(twice)] == ["the id 's0' is used twice"]
    assert problems(plain.replace("review:", "exempt: {help: no need}\nreview:")) == []
    assert problems(plain.replace("id: s0", "id: help")) == []
    sometimes = plain.replace("id: s0", "id: help").replace("- text: x", "- {text: x, when: {age: child}}")
    assert problems(sometimes) == ["'help' is required, and empty for patient (age: adult)"]
    others = plain.replace("id: s0", "id: help").replace("- text: x", "- {text: x, audience: clinician}")
    assert problems(others) == ["'help' is required, and empty for patient"]


def test_an_audience_without_sections_is_told_apart(tmp_path: Path) -> None:
    text = section("- text: x").replace("    audience: [patient, clinician]\n", "    audience: patient\n")
    workspace = loaded(tmp_path, {"content/t.yaml": text})
    topic = workspace.topics["t"]
    assert check_topic(topic, workspace.clinic) == []
    assert {name: problem.message for name, problem in unwritten(topic).items()} == {
        "clinician": "no section is for 'clinician'"
    }


def test_codes_need_a_restricted_reader(tmp_path: Path) -> None:
    text = section("- text: x", "codes: {icd: [A]}\n").replace("[patient, clinician]", "[patient, carer]")
    workspace = loaded(tmp_path, {"content/t.yaml": text})
    assert [d.message for d in check_topic(workspace.topics["t"], workspace.clinic)] == [
        "codes are printed in restricted documents only"
    ]


def test_of_too_many_combinations_one_is_searched_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visibility, "MOST_CASES", 2)
    assert told(tmp_path, "- {text: '[](#kid)', when: {age: child}}\n" + KID) == []
    assert told(tmp_path, "- {text: '[](#kid)', when: {age: old}}\n" + KID) == [
        "9: '#kid' may be absent for clinician (age: old)"
    ]
