"""The manual's table of what becomes of a text is true, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from docs.pages import MANUAL
from handout.check.visibility import places
from handout.content.blocks import kinds
from handout.content.topic import Topic, Vocabulary
from handout.content.walk import texts
from handout.inline.runs import Words
from handout.source.decoder import Decoder
from handout.source.yaml import parse

HEAD = """\
title: T
audience: patient
review: {status: draft}
sections:
  - id: a
    title: A
    audience: patient
    body:
"""
ROW = re.compile(r"^\| `(- .*?)` +\| (.*) \|$", re.MULTILINE)
CODE = re.compile(r"`([^`]*)`")


def rows() -> list[tuple[str, str]]:
    chapter = (MANUAL / "yaml.md").read_text(encoding="utf-8").partition("## What becomes of a text")[2]
    return [(written.replace("\\|", "|"), becomes) for written, becomes in ROW.findall(chapter.partition("\n## ")[0])]


def printed(topic: Topic) -> Iterator[str]:
    """The words of each text in a topic's only section."""
    for place in [*places(topic)][1:]:
        for _, text in texts(place.node):
            yield " ".join("".join(run.text for run in text.runs if isinstance(run, Words)).split())


def test_the_table_is_whole() -> None:
    found = rows()
    assert len(found) > 40
    assert {becomes.startswith("refused") for _, becomes in found} == {True, False}


@pytest.mark.parametrize(("written", "becomes"), rows())
def test_a_row_of_the_table(written: str, becomes: str) -> None:
    lines = written.split("⏎")
    value, problems = parse((HEAD + "".join(f"      {line}\n" for line in lines)).encode(), "t")
    errors = [problem for problem in problems if problem.severity == "error"]
    reader = Decoder(Vocabulary(("patient",), {}, kinds()))
    topic: Any = None if value is None else reader.read(Topic, value)
    errors += reader.problems
    if becomes.startswith("refused"):
        # Each is told where it stands: in the lines that are written there.
        assert errors
        assert all(HEAD.count("\n") < error.span.line <= HEAD.count("\n") + len(lines) + 1 for error in errors)
    else:
        assert errors == []
        assert [*printed(topic)] == CODE.findall(becomes)
