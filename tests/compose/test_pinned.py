"""Slips for the foot of the last page are composed, and read, after everything else."""

from __future__ import annotations

from pathlib import Path

from canary.workspace import document, loaded, section
from handout import document as tree

SOURCES = "sources:\n  - {id: one, title: Source one}\n"


def order(root: Path, body: str, **wish: str) -> list[str]:
    workspace = loaded(root, {"content/t.yaml": section(body, SOURCES)})
    made = document(workspace, **wish)
    keys = [leaf.key for leaf in tree.walk(made.body)]
    assert keys == sorted(keys)
    return [leaf.text for leaf in tree.walk(made.body)]


def test_a_slip_for_the_foot_comes_after_the_sources(tmp_path: Path) -> None:
    body = """
- slip: {title: Reply, pin: foot, body: [text: mine]}
- text: after it
- section: {title: Below, body: [{slip: {pin: foot, body: [text: other]}}, {text: last}]}
  when: {age: [adult]}
"""
    found = order(tmp_path, body)
    end = ["Cut here", "Reply", "mine", "w2x: ", "Cut here", "other"]
    assert found[-6:] == end
    assert found.index("after it") < found.index("last") < found.index("Source one") < found.index("mine")


def test_a_section_of_slips_alone_has_them_under_its_heading(tmp_path: Path) -> None:
    found = order(tmp_path, "- section: {title: Alone, body: [slip: {pin: foot, body: [text: mine]}]}\n- text: after")
    at = found.index("Alone")
    assert found[at : at + 4] == ["Alone", "Cut here", "mine", "after"]
