"""What select gives and says for small topics."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from canary.workspace import loaded, section
from handout.diagnostics import HandoutError
from handout.select import Reader, Selection, select
from handout.workspace.load import Workspace


def selected(root: Path, body: str, audience: str = "patient", **reading: Any) -> Selection:
    return chosen(loaded(root, {"content/t.yaml": section(body)}), audience, **reading)


def chosen(workspace: Workspace, audience: str = "patient", **reading: Any) -> Selection:
    wish = Reader(audience=audience, **reading)
    return select(workspace.topics["t"], workspace.clinic, wish)


def texts(selection: Selection) -> list[str]:
    return [block.text.paragraphs[0][0].text for block in selection.topic.sections[0].body]  # type: ignore[attr-defined]


def refusal(root: Path, body: str, head: str = "", **reading: Any) -> list[str]:
    """What is said where select refuses: each with its code before it."""
    workspace = loaded(root, {"content/t.yaml": section(body, head)})
    with pytest.raises(HandoutError) as refused:
        chosen(workspace, **reading)
    return [f"{diagnostic.code}: {diagnostic}" for diagnostic in refused.value.diagnostics]


GONE = "\n- section: {title: Gone, body: [text: x]}\n  id: gone\n  audience: clinician"
