"""The same words every time: the text of the repository's own documents, page by page, and their tags."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldens import FOLDER, compare
from handout import extract
from handout.decode import load
from handout.extract.tags import show, tags
from handout.patients import read_patient
from handout.pipeline import Press, Request
from program import ROOT, workspace

TOPICS = ("milia-like-calcinosis", "preparing-for-your-visit")
AUDIENCES = ("patient", "clinician")
ANNA = ("name=Anna Smith", "birth_date=1961-04-05", "id=A-1001", "appointment=2026-12-03T09:30", "seen_by=Dr B. Jones")
PAPERS = ("A4", "Letter")


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(load(ROOT))


def by_page(pdf: bytes) -> str:
    pages = extract.pages(pdf)
    return "\n".join(f"--- page {number} of {len(pages)} ---\n{text}" for number, text in enumerate(pages, 1))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("topic", TOPICS)
def test_words_by_page(topic: str, audience: str, paper: str, press: Press, updating: bool) -> None:
    pdf = press.render(Request(topic=topic, audience=audience, paper=paper)).pdf
    compare(f"{topic}.{audience}.{paper}.txt", by_page(pdf), updating=updating)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_words_for_one_patient(audience: str, press: Press, updating: bool) -> None:
    patient, _ = read_patient(None, ANNA, press.workspace.clinic)
    request = Request(topic=TOPICS[1], audience=audience, patient=patient, date=datetime.date(2026, 11, 22))
    compare(f"{TOPICS[1]}.{audience}.anna.txt", by_page(press.render(request).pdf), updating=updating)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("topic", TOPICS)
def test_tags(topic: str, audience: str, press: Press, updating: bool) -> None:
    pdf = press.render(Request(topic=topic, audience=audience)).pdf
    compare(f"{topic}.{audience}.tags.txt", show(tags(pdf)), updating=updating)


def blocks() -> Iterator[tuple[str, str]]:
    """The case of each kind of block: its name, and its YAML."""
    for path in sorted((FOLDER / "blocks").glob("*.yaml")):
        yield path.stem, path.read_text(encoding="utf-8")


HEAD = """title: A block
audience: [patient, clinician]
review: {status: draft}
exempt: {when-to-get-help: this only shows a block}
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
def test_tags_of_each_kind_of_block(kind: str, block: str, tmp_path: Path, updating: bool) -> None:
    root = workspace(tmp_path, of=ROOT)
    (root / "layouts" / "plain.yaml").write_text(PLAIN, encoding="utf-8")
    indented = "".join(f"      {line}\n" for line in block.splitlines())
    (root / "content" / "a-block.yaml").write_text(HEAD + indented, encoding="utf-8")
    pdf = Press(load(root, ["a-block"])).render(Request(topic="a-block", audience="patient", layout="plain")).pdf
    shown = show(tags(pdf))
    compare(f"blocks/{kind}.tags.txt", shown, updating=updating)


def test_every_kind_of_block_has_its_golden() -> None:
    from handout.blocks import kinds

    assert {kind for kind, _ in blocks()} == set(kinds())


def test_no_golden_is_left_over() -> None:
    expected = {f"{topic}.{audience}.{paper}.txt" for topic in TOPICS for audience in AUDIENCES for paper in PAPERS}
    expected |= {f"{topic}.{audience}.tags.txt" for topic in TOPICS for audience in AUDIENCES}
    expected |= {f"{TOPICS[1]}.{audience}.anna.txt" for audience in AUDIENCES}
    expected |= {f"blocks/{kind}.tags.txt" for kind, _ in blocks()}
    assert {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.txt")} == expected
