"""Numbered steps with something between them, as leaflets have them in real use."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .found import Found

SECOND = "      - steps: [Breathe out., Press and breathe in.]\n"
WAYS = [(), ("--text", "large"), ("--text", "giant", "--page", "Letter")]


def numbered(laid: Found, *more: str) -> list[str]:
    return [line for line in laid.printed("patient", *more).splitlines() if line[:1].isdigit()]


@pytest.mark.parametrize("more", WAYS, ids=" ".join)
def test_steps_go_on_after_a_picture(found: Callable[[str], Found], more: tuple[str, ...]) -> None:
    laid = found("steps-continue")
    topic = laid.folder / "content" / "t.yaml"
    text = topic.read_text(encoding="utf-8")
    assert [line[:2] for line in numbered(laid, *more)[-4:]] == ["1.", "2.", "1.", "2."]
    topic.write_text(text.replace(SECOND, f"{SECOND}        continue: true\n"), encoding="utf-8")
    assert [line[:2] for line in numbered(laid, *more)[-4:]] == ["1.", "2.", "3.", "4."]


@pytest.mark.parametrize("more", WAYS, ids=" ".join)
def test_a_step_has_its_picture(found: Callable[[str], Found], more: tuple[str, ...]) -> None:
    laid = found("steps-continue")
    topic = laid.folder / "content" / "t.yaml"
    head, _, _ = topic.read_text(encoding="utf-8").partition("      - steps:")
    items = "".join(
        f"          - text: Step number {n}.\n            body:\n              - text: More of it.\n"
        f"              - figure: {{file: images/finding-us.png, alt: Picture {n}, width: 40mm}}\n"
        for n in range(1, 8)
    )
    topic.write_text(f"{head}      - steps:\n{items}", encoding="utf-8")
    printed = numbered(laid, *more)
    assert [line.split()[0] for line in printed if "Step number" in line] == [f"{n}." for n in range(1, 8)]
    tags = laid.run("text", "--tags", "t.patient.pdf").out.splitlines()
    spare = [line.strip() for line in tags]
    at = spare.index("Lbl 3.")
    assert spare[at : at + 5] == ["Lbl 3.", "LBody", "P Step number 3.", "P More of it.", "Figure (Picture 3)"]
