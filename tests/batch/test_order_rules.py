"""The checks of an order before its first record is read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from batch.make import ORDER, workspace
from handout.batch.order_rules import refusals
from handout.check import known_rules, topic
from handout.pipeline import Renderer, Request
from handout.workspace.load import load


def test_a_topic_that_was_checked_is_not_checked_again_for_its_first_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = Counter[str]()
    real = topic.check_topic

    def check_topic(found: Any, *others: Any) -> Any:
        checked[found.id] += 1
        return real(found, *others)

    monkeypatch.setattr(known_rules, "check_topic", check_topic)
    root = workspace(tmp_path / "clinic")
    renderer = Renderer(load(root, ["visit"]))
    assert refusals(replace(ORDER, topics=("visit",)), renderer.workspace, renderer) == []
    assert renderer.selected("visit", Request(topics=("visit",), audience="patient"))
    assert checked == {"visit": 1}
