"""A slip to cut off, which leaflets had as a box titled Important."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .found import Found

OLD = "      - cut-line: true\n      - slip: {}\n"
SLIP = """      - slip:
          title: Reply slip
          body:
            - text: I can't come, {{ patient.name }}.
            - writing-lines: {label: Because, count: 3}
            - checklist: [Please ring me., Please write to me.]
"""


def test_the_old_lines_are_refused_with_what_to_do(found: Callable[[str], Found]) -> None:
    outcome = found("cutline").run("check")
    assert outcome.code == 3
    assert "content/t.yaml:10:9: error: unknown block 'cut-line'" in outcome.err
    assert "'body' is missing" in outcome.err


@pytest.mark.parametrize("size", ["standard", "large", "giant"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("pin", ["", "          pin: foot\n"])
def test_a_slip_is_on_one_page(found: Callable[[str], Found], size: str, paper: str, pin: str) -> None:
    laid = found("cutline")
    topic = laid.folder / "content" / "t.yaml"
    filler = "      - text: Words that fill the page before the slip comes.\n" * 17
    body = filler + SLIP + pin + "      - text: The last words.\n"
    topic.write_text(topic.read_text(encoding="utf-8").replace(OLD, body), encoding="utf-8")
    printed = laid.printed("patient", "--text", size, "--page", paper, "--set", "name=A", "--set", "id=1")
    (page,) = [page for page in printed.split("\f") if "Cut here" in page]
    order = ["Cut here", "Reply slip", "I can't come, A.", "Because", "Please ring me.", "Please write to me."]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert (printed.index("The last words.") < printed.index("Cut here")) == bool(pin)
