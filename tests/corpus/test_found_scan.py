"""Found in real use: right documents that were refused, and layouts, sections and names that let something through."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .found import Found

Open = Callable[[str], Found]


def test_strength_refused(found: Open) -> None:
    workspace = found("strength-refused")
    assert workspace.run("check").code == 0
    text = workspace.printed()
    assert "Betamethasone once a day" in text and "0.1" not in text
    assert "0.1 %" in workspace.printed("clinician")


def test_address_refused(found: Open) -> None:
    workspace = found("address-refused")
    assert workspace.run("check").code == 0
    text = workspace.printed()
    assert text.count("12 Mill Lane, Riverside") == text.count("555 0100") - 1 == 1
    assert "Send samples to" not in text
    people = "id,name,birth_date\n" + "".join(f"{n},Anna {'Quayle ' * n},1961-04-05\n" for n in range(1, 4))
    (workspace.folder / "people.csv").write_text(people, encoding="utf-8")
    outcome = workspace.run("batch", "t", "--audience", "patient", "--patients", "people.csv", "-o", "out")
    assert (outcome.code, len(list(workspace.folder.glob("out/**/*.pdf")))) == (0, 3), outcome.err


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
