"""Where the texts of a topic lead to; `tests/test_select.py` has the texts in place of those that lead nowhere."""

from __future__ import annotations

from pathlib import Path

from canary.workspace import loaded, section
from handout.content.links import targets
from handout.content.texts import Text


def test_targets_are_those_of_an_audience(tmp_path: Path) -> None:
    body = "- text: {patient: '[](#s0)', clinician: '[a **b**](#x) [c](https://d.example)'}"
    text = loaded(tmp_path, {"content/t.yaml": section(body)}).topics["t"].sections[0].body[0].text  # type: ignore[attr-defined]
    assert isinstance(text, Text)
    assert list(targets(text)) == ["s0", "x", "x"]
    assert list(targets(text, "clinician")) == ["x", "x"]
    assert list(targets(text, "carer")) == []
