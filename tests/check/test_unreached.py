"""A part whose `when` excludes everybody for whom the part around it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import loaded, section
from handout.check.topic import check_topic
from program import run


@pytest.mark.parametrize(
    ("outer", "inner", "found"),
    [
        ("{age: child}", "{age: old}", ["nobody whose age is known gets this: what it is in is for others"]),
        ("{age: [child, adult]}", "{age: old, side: left}", ["nobody whose age is known gets this"]),
        ("{age: [child, adult]}", "{age: [adult, old]}", []),
        ("{age: child}", "{side: left}", []),
        ("{age: child}", "{age: child}", []),
    ],
)
def test_a_part_that_nobody_gets_is_told(tmp_path: Path, outer: str, inner: str, found: list[str]) -> None:
    deeper = f"{{text: Deep., when: {inner}, if-unknown: drop}}"
    body = (
        f"- callout: {{kind: important, body: [{{text: x}}, {{bullets: [{deeper}], when: {inner}, if-unknown: drop}}]}}"
    )
    pages: dict[str, str | bytes] = {"content/t.yaml": section(f"{body}\n  when: {outer}\n  if-unknown: drop")}
    workspace = loaded(tmp_path, pages)
    told = [each for each in check_topic(workspace.topics["t"], workspace.clinic) if each.code == "unreached"]
    assert [each.severity for each in told] == ["warning"] * len(found)
    assert all(each.message.startswith(begin) for each, begin in zip(told, found, strict=True))


FRAGMENT = "audience: clinician\nreview: {status: draft}\nbody:\n  - text: For staff.\n"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("- text: x\n- {use: staff, audience: patient}", 1),
        ("- callout: {kind: important, body: [{text: x}, {use: staff}]}\n  audience: patient", 1),
        ("- text: x\n- {use: staff, audience: clinician}", 0),
        ("- text: x\n- {use: staff}", 0),
    ],
)
def test_a_fragment_for_another_audience_is_told(tmp_path: Path, body: str, found: int) -> None:
    workspace = loaded(tmp_path, {"content/t.yaml": section(body), "content/fragments/staff.yaml": FRAGMENT})
    told = [each for each in check_topic(workspace.topics["t"], workspace.clinic) if each.code == "unreached"]
    assert [(each.severity, each.message) for each in told] == [
        ("warning", "nobody gets this: the fragment 'staff' is for clinician only")
    ] * found


def test_explain_shows_why_such_a_part_is_out(tmp_path: Path) -> None:
    pages: dict[str, str | bytes] = {
        "content/t.yaml": section(
            "- callout: {kind: important, body: [{text: x}, {text: Deep., when: {age: old}}]}\n  when: {age: child}"
        )
    }
    loaded(tmp_path, pages)
    told = run("explain", "t", "--audience", "patient", "--set", "age=child", cwd=tmp_path)
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[-1].startswith("out")
