"""Found in real use: right documents that were refused, and layouts, sections and names that let something through."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .found import Found

Open = Callable[[str], Found]


@pytest.mark.parametrize("layout", ["l2", "l3"])
def test_extends(found: Open, layout: str) -> None:
    workspace = found("extends")
    outcome = workspace.run("render", "t", "--audience", "patient", "--layout", layout)
    assert outcome.code == 3
    assert list(workspace.folder.glob("output/*.pdf")) == []
    told = workspace.run("check", "t").err
    assert "layouts/l2.yaml:2:12: error: 'patient' widens: the layout 'l1', which this one extends" in told


def test_requires(found: Open) -> None:
    workspace = found("requires")
    outcome = workspace.run("check", "t")
    assert outcome.code == 3
    assert "content/t.yaml:6:5: error: 'help' is required, and empty for patient (f0: b, f1: b" in outcome.err
    assert workspace.run("render", "t", "--audience", "patient", "--set", "f0=b").code == 3


def test_summary(found: Open) -> None:
    text = found("summary").printed()
    assert text.count("See The section today, it is [1] here; call us (x.org).") == 2
