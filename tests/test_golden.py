"""The same words every time: the text of the repository's own documents, page by page, and their tags.

This is the kit that others use: the goldens stand in `golden/test_golden/`, and `--handout-update` writes them anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handout.pytest_plugin.fixture import Goldens
from program import ROOT, workspace

TOPICS = ("milia-like-calcinosis", "preparing-for-your-visit")
AUDIENCES = ("patient", "clinician")
ANNA = {
    "name": "Anna Smith", "birth_date": "1961-04-05", "id": "A-1001",
    "appointment": "2026-12-03T09:30", "seen_by": "Dr B. Jones",
}  # fmt: skip
PAPERS = ("A4", "Letter")
BLOCKS = Path(__file__).parent / "golden" / "blocks"


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("topic", TOPICS)
def test_words_and_tags(topic: str, audience: str, paper: str, handout_golden: Goldens) -> None:
    pdf = handout_golden.render(ROOT, topic, audience=audience, page=paper)
    handout_golden(pdf, f"{topic}.{audience}.{paper}", moved=True)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_words_and_tags_in_arabic(audience: str, handout_golden: Goldens) -> None:
    pdf = handout_golden.render(ROOT, TOPICS[0], audience=audience, language="ar")
    handout_golden(pdf, f"{TOPICS[0]}.{audience}.ar", moved=True)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_words_for_one_patient(audience: str, handout_golden: Goldens) -> None:
    pdf = handout_golden.render(ROOT, TOPICS[1], audience=audience, patient=ANNA, date="2026-11-22")
    handout_golden(pdf, f"{TOPICS[1]}.{audience}.anna", moved=True)


def test_no_link_makes_two_marks_of_the_end_of_a_sentence() -> None:
    """A link is shown as its section's title, which may be a question."""
    goldens = sorted((Path(__file__).parent / "golden" / "test_golden").glob("*.txt"))
    assert any("[Link: What should I bring?]" in path.read_text(encoding="utf-8") for path in goldens)
    assert [path.name for path in goldens if re.search(r"\?\]?[.?!]", path.read_text(encoding="utf-8"))] == []


def blocks() -> Iterator[tuple[str, str]]:
    """The case of each kind of block: its name, and its YAML."""
    for path in sorted(BLOCKS.glob("*.yaml")):
        yield path.stem, path.read_text(encoding="utf-8")


HEAD = """title: A block
audience: [patient, clinician]
review: {status: draft}
exempt: {when-to-get-help: this only shows a block}
number: SK-12
authors: [A. Weaver, B. Miller]
sections:
  - id: shown
    title: The section
    audience: [patient, clinician]
    body:
"""


PLAIN = """extends: base
footer: {left: "", right: ""}
show: {masthead: false, audience: false, summary: false, reviewed-by: false, sources: false}
"""


@pytest.mark.parametrize(("kind", "block"), list(blocks()), ids=[kind for kind, _ in blocks()])
def test_words_and_tags_of_each_kind_of_block(kind: str, block: str, tmp_path: Path, handout_golden: Goldens) -> None:
    root = workspace(tmp_path, of=ROOT)
    (root / "layouts" / "plain.yaml").write_text(PLAIN, encoding="utf-8")
    indented = "".join(f"      {line}\n" for line in block.splitlines())
    (root / "content" / "a-block.yaml").write_text(HEAD + indented, encoding="utf-8")
    pdf = handout_golden.render(root, "a-block", audience="patient", layout="plain")
    handout_golden(pdf, f"block.{kind}", moved=True)


def test_every_kind_of_block_has_its_golden() -> None:
    from handout.content.blocks import kinds

    assert {kind for kind, _ in blocks()} == set(kinds())
