from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from canary.workspace import loaded, section
from handout.check.layout import check_known, check_layout, check_pair
from handout.check.workspace import check
from handout.styles.resolve import resolve

MORE = "  - {id: s1, title: One, audience: [patient], body: [{section: {title: In, body: [text: x]}, id: in}]}\n"


def told(root: Path, layout: str, body: str = "- text: x", head: str = "", audience: str = "patient") -> list[str]:
    text = section(body, head) + MORE
    workspace = loaded(root, {"content/t.yaml": text, "layouts/own.yaml": layout})
    resolved = resolve("own", workspace.layouts)
    topic = workspace.topics["t"]
    found = [*check_layout(resolved, workspace.clinic), *check_known(resolved, [topic])]
    return [d.message for d in [*found, *check_pair(topic, resolved, workspace.clinic, audience)]]


@pytest.mark.parametrize(
    ("layout", "problems"),
    [
        ("extends: plain", []),
        ("sections: {order: [s1, '*']}", []),
        ("sections: {order: [s1, s0]}", []),
        ("sections: {order: [s0], omit: [s1]}", []),
        ("sections: {order: [s0]}", ["the section 's1' of 't' is neither in the order nor left out"]),
        ("sections: {order: [s0, s0, '*']}", ["'s0' is twice in the order"]),
        ("sections: {order: [s0, '*'], omit: [s0]}", ["'s0' is in the order and left out"]),
        ("sections: {omit: [nope]}", ["no topic has the section 'nope'"]),
        ("audience: clinician", ["the layout 'own' is for clinician, not for 'patient'"]),
        ("header: {left: 'a [@x]'}", ["a header takes no citations"]),
        ("header: {left: 'see [](#s0)'}", ["a header takes no links to sections"]),
        ("footer: {left: '[see](#s0) [x](https://x.org)'}", ["a header takes no links to sections"]),
        ("header: {left: '{{ clinic.name | date }}'}", ["'clinic.name' isn't a date, and has the filter 'date'"]),
        ("header: {left: '{{ date | date }} {{ topic.updated | date }}'}", []),
        ("header: {left: '{{ patient.nope }}'}", ["there is no field 'nope'"]),
        ("header: {first: {right: '{{ patient.room }}'}}", ["the field 'room' is not for carer, patient"]),
        ("audience: clinician\nfooter: {center: '{{ patient.room }}'}",
         ["the layout 'own' is for clinician, not for 'patient'"]),
        ("footer: {right: '{{ page }} {{ pages }} {{ topic.summary }} {{ topic.updated }}'}", []),
    ],
)  # fmt: skip
def test_a_layout_and_a_topic_go_together(tmp_path: Path, layout: str, problems: list[str]) -> None:
    assert told(tmp_path, layout) == problems


def test_all_that_an_order_forgets_is_one_problem(tmp_path: Path) -> None:
    text = section("- text: x", "") + MORE
    files = {"content/t.yaml": text, "content/u.yaml": text, "layouts/own.yaml": "sections: {order: [other]}"}
    workspace = loaded(tmp_path, files)
    found = [problem for problem in check(workspace.root, None) if problem.span.file == "layouts/own.yaml"]
    assert [(problem.message, problem.hint) for problem in found if problem.code == "unplaced"] == [
        (
            "the section 's0' of 't' and 3 more are neither in the order nor left out",
            'add "*" to the order, where the others belong; or name each under order or omit',
        )
    ]


def test_a_section_for_others_need_not_be_in_the_order(tmp_path: Path) -> None:
    assert told(tmp_path, "sections: {order: [s0]}", audience="clinician") == []


def test_what_is_cited_must_be_shown(tmp_path: Path) -> None:
    head = "sources: [{id: a, title: A}]\n"
    hidden = "show: {sources: false}"
    assert told(tmp_path, hidden, "- text: x [@a]", head) == ["'t' cites sources, and the layout shows none"]
    assert told(tmp_path, hidden, "- text: {clinician: 'x [@a]'}\n- text: y", head) == []
    assert told(tmp_path, hidden, "- text: x", head) == []
    summary = head + "summary: x [@a]\n"
    assert told(tmp_path, hidden, head=summary) == ["'t' cites sources, and the layout shows none"]
    unseen = "show: {sources: false, summary: false}"
    assert told(tmp_path, unseen, head=summary) == []
    footer = unseen + "\nfooter: {left: '{{ topic.summary }}'}"
    assert told(tmp_path, footer, head=summary) == ["'t' cites sources, and the layout shows none"]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("- text: '[](#in)'", True),
        ("- text: '[](#s1)'\n  else: none", False),
        ("- text: '[](#s1)'\n  else: '[](#in)'", True),
        ("- text: {patient: '[](#s1)', clinician: x}\n  else: {clinician: none}", True),
        ("- text: {clinician: '[](#s1)'}\n  audience: clinician", False),
    ],
)
def test_a_link_into_what_is_left_out_needs_an_else(tmp_path: Path, body: str, wrong: bool) -> None:
    found = told(tmp_path, "sections: {omit: [s1]}", body)
    assert [", which the layout leaves out" in message for message in found] == [True] * wrong


def test_the_summary_can_t_link_into_what_is_left_out(tmp_path: Path) -> None:
    assert told(tmp_path, "sections: {omit: [s1]}", head="summary: see [](#s1)\n") == [
        "'t' links to '#s1', which the layout leaves out"
    ]


def test_a_required_section_can_t_be_left_out(tmp_path: Path) -> None:
    from canary.workspace import CLINIC

    clinic = CLINIC.replace("layout: plain}", "layout: plain, requires: [s1]}", 1)
    files = {
        "clinic.yaml": clinic,
        "content/t.yaml": section("- text: x") + MORE,
        "layouts/own.yaml": "sections: {omit: [s1]}",
    }
    workspace = loaded(tmp_path, files)
    layout = resolve("own", workspace.layouts)
    assert [d.message for d in check_pair(workspace.topics["t"], layout, workspace.clinic, "patient")] == [
        "the section 's1', which 'patient' requires, is left out"
    ]


@pytest.mark.parametrize(
    ("own", "middle", "lowest", "told"),
    [
        ("patient", None, "clinician", ["l: 'patient' widens, low for clinician"]),
        ("[patient, clinician]", None, "clinician", ["l: 'patient' widens, low for clinician"]),
        ("patient", "clinician", None, ["l: 'patient' widens, middle for clinician"]),
        ("carer", "[patient, clinician]", "clinician",
         ["l: 'carer' widens, middle for patient, clinician", "middle: 'patient' widens, low for clinician"]),
        ("patient", None, None, []),
        (None, None, "clinician", []),
        ("patient", None, "[clinician, patient]", []),
        ("patient", "patient", "[clinician, patient]", []),
    ],
)  # fmt: skip
def test_a_layout_only_narrows_what_it_extends(
    tmp_path: Path, own: str | None, middle: str | None, lowest: str | None, told: list[str]
) -> None:
    def layout(parent: str, audience: str | None) -> str:
        return f"extends: {parent}\n" + (f"audience: {audience}\n" if audience else "")

    files = {
        "content/t.yaml": section("- text: x"),
        "layouts/l.yaml": layout("middle", own),
        "layouts/middle.yaml": layout("low", middle),
        "layouts/low.yaml": layout("plain", lowest),
    }
    workspace = loaded(tmp_path, files)
    found = [d for d in check_layout(resolve("l", workspace.layouts), workspace.clinic) if d.code == "widens"]
    said = [
        d.message.replace(" the layout '", " ").replace("', which this one extends, is", "").removesuffix(" only")
        for d in found
    ]
    assert [
        f"{d.span.file[8:-5]}: {text}".replace("widens:", "widens,") for d, text in zip(found, said, strict=True)
    ] == told


def test_a_layout_that_leaves_out_all_of_a_topic_is_an_error_for_whose_own_it_is(tmp_path: Path) -> None:
    """Another layout may be meant for other topics: a warning."""
    omitting = "audience: patient\nsections: {omit: [s0, s1]}"
    workspace = loaded(tmp_path, {"content/t.yaml": section("- text: x") + MORE, "layouts/own.yaml": omitting})
    clinic, layout = workspace.clinic, resolve("own", workspace.layouts)
    own = replace(clinic.audience("patient"), layout="own")
    usual = replace(clinic, audiences={**clinic.audiences, "patient": own})
    for each, severity in ((usual, "error"), (clinic, "warning")):
        found = check_pair(workspace.topics["t"], layout, each, "patient")
        assert [(d.message, d.span.file, d.severity) for d in found] == [
            ("the layout leaves out all of 't' for 'patient'", "layouts/own.yaml", severity)
        ]
    assert told(tmp_path / "a-part", "audience: patient\nsections: {omit: [s0]}") == []
