"""Documents from right to left read back: word for word the source, in logical order, and as typed on the paper."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from handout.document import Document, leaves
from handout.extract.raw import pdfium
from handout.extract.tags import Tag, tags
from handout.extract.text import opened, pages, shown, text_page
from handout.patients import read_patient
from handout.pipeline import Renderer, Request
from handout.workspace.load import load
from program import ARABIC, run, workspace

WORDS = {"ar": "تناول", "fa": "بخورید", "ur": "کھائیں", "he": "קחו"}
TYPED = (
    "555-0199", "+44 20 5550 0199", "(020) 5550-0199", "10 mg", "1-2", "5–10 ml", "2.5 mg/kg", "38.5 °C", "120/80 mmHg",
    "2026-11-29", "14:30", "20%", "ibuprofen 400 mg", "Dr. B. Miller", "A-1001/7",
)  # fmt: skip
TOPIC = """title: "{word}"
audience: [patient]
language: {language}
review: {{status: draft}}
exempt: {{when-to-get-help: it only shows lines}}
sections:
  - id: lines
    title: "{word}"
    audience: [patient]
    body:
{body}
      - table: {{columns: ["{word}"], rows: [{rows}]}}
"""


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(load(ARABIC))


def printed(renderer: Renderer, audience: str) -> tuple[Document, bytes]:
    request = Request(topics=("every-block",), audience=audience)
    return renderer.document(request), renderer.render(request).pdf


def words(found: tuple[Tag, ...]) -> str:
    return " ".join(" ".join(tag.text for tag in found).split())


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_every_block_is_read_word_for_word(audience: str, renderer: Renderer) -> None:
    document, pdf = printed(renderer, audience)
    read = words(tags(pdf)).replace(" ", "")
    at = 0
    for node in document.body:
        for leaf in leaves(node):
            text = "".join("\n" if run.page_of else run.text for run in leaf.runs)
            for line in text.replace("{}", "\n").split("\n"):
                found = read.find("".join(line.split())[:40], at)
                assert found >= at, leaf.text
                at = found


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_each_line_of_the_text_is_in_logical_order(audience: str, renderer: Renderer) -> None:
    document, pdf = printed(renderer, audience)
    lines = [" ".join(line.split()) for page in pages(pdf) for line in page.splitlines()]
    together = " ".join(lines)
    for leaf in document.every_leaf:
        if leaf.role in ("body", "item", "title", "heading1", "heading2", "callout-text", "value", "phone", "caption"):
            plain = "".join(run.text for run in leaf.runs if run.page_of is None)
            for part in plain.split("\n"):
                assert " ".join(part.split()) in together or any(run.page_of for run in leaf.runs), part


@pytest.fixture(scope="module")
def lines_of(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    """A topic a language with everything that must be read as it was typed."""
    root = workspace(tmp_path_factory.mktemp("typed"), of=ARABIC)
    for language, word in WORDS.items():
        body = "\n".join(f'      - text: "{word} {typed} {word} ({typed})، {word} {typed}."' for typed in TYPED)
        rows = ", ".join(f'["{typed}"]' for typed in TYPED)
        content = TOPIC.format(word=word, language=language, body=body, rows=rows)
        (root / "content" / f"typed-{language}.yaml").write_text(content, encoding="utf-8")
    return Renderer(load(root))


def seen(pdf: bytes) -> Iterator[str]:
    """What stands on each line of the paper, from left to right, without spaces: by the places of the ink alone.

    Pdfium turns some brackets round in what it says, though not on the paper: each is a bar here.
    """
    raw = pdfium()
    with opened(pdf) as document:
        for number in range(len(document)):
            found: dict[int, list[tuple[float, str]]] = defaultdict(list)
            with shown(document, number) as page, text_page(page) as text:
                x, y = ctypes.c_double(), ctypes.c_double()
                for index in range(raw.FPDFText_CountChars(text)):
                    char = chr(raw.FPDFText_GetUnicode(text, index))
                    if char.strip() and raw.FPDFText_IsGenerated(text, index) != 1:
                        raw.FPDFText_GetCharOrigin(text, index, x, y)
                        found[round(y.value)].append((x.value, char))
            yield from (bars("".join(char for _, char in sorted(line))) for _, line in sorted(found.items()))


def bars(text: str) -> str:
    return text.replace(" ", "").replace("(", "|").replace(")", "|")


@pytest.mark.parametrize("language", WORDS)
def test_numbers_and_latin_words_stand_on_the_paper_as_typed(language: str, lines_of: Renderer) -> None:
    pdf = lines_of.render(Request(topics=(f"typed-{language}",), audience="patient")).pdf
    lines = [*seen(pdf)]
    for typed in TYPED:
        assert sum(line.count(bars(typed)) for line in lines) >= 4, typed


def test_a_patients_values_stand_on_the_paper_as_typed(lines_of: Renderer) -> None:
    values = ["name=Anna B. Smith-Jones", "id=A-1001-7", "birth_date=1961-04-05"]
    patient, _ = read_patient(None, values, lines_of.workspace.clinic)
    pdf = lines_of.render(Request(topics=("every-block",), audience="patient", patient=patient)).pdf
    lines = [*seen(pdf)]
    assert sum(line.count("AnnaB.Smith-Jones") for line in lines) > 2
    assert sum(line.count("A-1001-7") for line in lines) == 1


def test_what_changed_is_told_in_logical_order(tmp_path: Path) -> None:
    root = workspace(tmp_path, of=ARABIC)
    assert run("render", "every-block", "--audience", "patient", "-o", "old.pdf", cwd=root).code == 0
    topic = root / "content" / "every-block.yaml"
    topic.write_text(topic.read_text(encoding="utf-8").replace("ibuprofen 400 mg", "ibuprofen 200 mg"), "utf-8")
    assert run("render", "every-block", "--audience", "patient", "-o", "new.pdf", cwd=root).code == 0
    told = run("compare", "old.pdf", "new.pdf", cwd=root)
    assert told.code == 7
    assert "400 mg" in told.out
    assert "200 mg" in told.out
    assert "تناول ibuprofen" in told.out
    assert run("compare", "old.pdf", "old.pdf", cwd=root).code == 0


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("end", [".", "،", "۔", ":", ""])
def test_brackets_are_on_their_sides_wherever_the_line_ends(language: str, end: str, tmp_path: Path) -> None:
    """Their two halves may be on two lines, and a sign may be right behind one."""
    word = WORDS[language]
    said = [
        " ".join([*[word] * number, f"({word} {word} [{word} {word}]){end}", word, f"«{word} {word}»{end}", word])
        for number in range(2, 20)
    ]
    body = "\n".join(f'      - text: "{text}"' for text in said)
    root = workspace(tmp_path / "clinic", of=ARABIC)
    content = TOPIC.format(word=word, language=language, body=body, rows=f'["{word}"]')
    (root / "content" / "brackets.yaml").write_text(content, encoding="utf-8")
    pdf = Renderer(load(root)).render(Request(topics=("brackets",), audience="patient")).pdf
    together = " ".join(" ".join(pages(pdf)).split())
    read = words(tags(pdf))
    for text in said:
        assert text in read
        assert text in together
