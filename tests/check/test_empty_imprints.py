"""The block `about` prints what topic and clinic say and no more; with nothing to print it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import CLINIC, document, loaded, section
from handout.check.workspace import check
from handout.diagnostics import HandoutError
from handout.document import walk
from handout.pipeline import Renderer, Request

ALL = "- about: all\n"
REVIEWED = "{status: reviewed, by: B. Jones, role: Dermatologist, date: 2026-11-01, due: 2028-11-01}"


def workspace_files(head: str = "", clinic: str = "", review: str = "{status: draft}") -> dict[str, str]:
    topic = section(ALL, head).replace("{status: draft}", review)
    return {"clinic.yaml": CLINIC + clinic, "content/t.yaml": topic}


def test_nothing_to_print_is_refused(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, workspace_files())
    [found] = [each for each in check(tmp_path, ["t"]) if each.severity == "error"]
    with pytest.raises(HandoutError) as caught:
        document(workspace)
    assert (found,) == caught.value.diagnostics
    assert (found.code, found.span.line) == ("about", 9)


@pytest.mark.parametrize(
    ("files", "rows"),
    [
        (workspace_files("number: SK-12\n"), ["Leaflet number", "SK-12"]),
        (workspace_files("updated: 2026-11-03\n"), ["Updated", "November 3, 2026"]),
        (workspace_files("authors: [A. Weaver, B]\n"), ["Written by", "A. Weaver, B"]),
        (workspace_files("", "feedback: {en: Write to us, es: Escriba}\n"), ["Tell us what you think", "Write to us"]),
        (workspace_files("", "formats: Ask us for audio\n"), ["Other formats and languages", "Ask us for audio"]),
        (
            workspace_files("", "", REVIEWED),
            ["Reviewed by", "B. Jones, Dermatologist, on November 1, 2026. Next review: November 1, 2028"],
        ),
    ],
)
def test_what_is_there_is_printed(tmp_path: Path, files: dict[str, str], rows: list[str]) -> None:
    workspace = loaded(tmp_path, files)
    assert [each for each in check(tmp_path, ["t"]) if each.severity == "error"] == []
    assert [leaf.text for leaf in walk(document(workspace).body) if leaf.role.startswith("about-")] == rows
    assert Renderer(workspace).render(Request(topics=("t",), audience="patient")).pages == 1


def test_a_text_that_the_language_lacks_is_refused(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, workspace_files("", "feedback: {es: Escriba}\n"))
    with pytest.raises(HandoutError, match="no text in the language 'en'"):
        document(workspace)
