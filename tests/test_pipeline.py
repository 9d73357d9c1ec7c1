"""The stages together: what is proved once for a workspace, and what for each document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from canary.workspace import HEAD, loaded
from handout.check import known_rules
from handout.diagnostics import HandoutError
from handout.pipeline import Renderer, Request

TOPIC = (
    HEAD
    + "sections:\n  - title: One\n    audience: [patient, clinician]\n    id: s1\n    body:\n      - text: Words.\n"
)


def test_rules_are_proved_once_for_a_topic_a_layout_and_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: dict[str, int] = {}
    for name in ("check_topic", "check_layout", "check_pair"):
        rules = getattr(known_rules, name)

        def counted(*given: Any, name: str = name, rules: Any = rules) -> Any:
            counts[name] = counts.get(name, 0) + 1
            return rules(*given)

        monkeypatch.setattr(known_rules, name, counted)
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": TOPIC}))
    for audience in ("patient", "clinician", "patient", "clinician"):
        renderer.composed(Request(topics=("t",), audience=audience))
    assert counts == {"check_topic": 1, "check_layout": 1, "check_pair": 2}


def test_what_breaks_a_rule_is_refused_each_time(tmp_path: Path) -> None:
    broken = TOPIC.replace("text: Words.", "text: See [this](#nowhere).")
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": broken}))
    for _ in range(2):
        with pytest.raises(HandoutError, match="nowhere"):
            renderer.composed(Request(topics=("t",), audience="patient"))
