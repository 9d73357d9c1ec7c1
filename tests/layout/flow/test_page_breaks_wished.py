"""What an author wishes of pages: `break: before`, `keep: together`, and a layout's `new-page`."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent

import pytest

from program import run, workspace

TOPIC = """\
title: Wishes
audience: [patient]
review: {status: draft}
sections:
  - id: first
    title: First
    audience: [patient]
    body:
      - text: Alpha.
      - text: |
          Bravo.

          Charlie.
        BRAVO: x
  - id: second
    title: Second
    audience: [patient]
    body:
DELTA
"""


def made(root: Path, *, beside: str = "", last: str = "      - text: Delta.\n") -> str:
    topic = TOPIC.replace("        BRAVO: x\n", beside).replace("DELTA\n", last)
    (root / "content" / "wishes.yaml").write_text(topic, encoding="utf-8")
    outcome = run("render", "wishes", "--audience", "patient", "-o", "page.pdf", cwd=root)
    assert outcome.code == 0, outcome.err
    return outcome.err


def pages(root: Path) -> list[str]:
    text = run("text", "page.pdf", cwd=root).out
    return re.split(r"--- page \d+ of \d+ ---\n", text)[1:]


def page_of(root: Path, word: str) -> int:
    (found,) = [number for number, page in enumerate(pages(root), 1) if word in page]
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace of its own."""
    return workspace(tmp_path)


def test_without_a_wish_it_is_one_page(root: Path) -> None:
    made(root)
    assert page_of(root, "Delta") == 1


def test_a_block_begins_a_page(root: Path) -> None:
    made(root, beside="        break: before\n")
    assert [page_of(root, word) for word in ("Alpha", "Bravo", "Charlie", "Delta")] == [1, 2, 2, 2]


@pytest.mark.parametrize(
    ("last", "words", "numbers"),
    [
        ("- {text: Delta., break: before}", ("Second", "Delta"), [2, 2]),
        ("- section: {title: Echo, body: [{text: Delta., break: before}]}", ("Second", "Echo", "Delta"), [2, 2, 2]),
        ("- text: Foxtrot.\n- callout: {kind: important, title: Echo, body: [{text: Delta., break: before}]}",
         ("Foxtrot", "Echo", "Delta"), [1, 2, 2]),
    ],
)  # fmt: skip
def test_a_title_is_on_the_page_that_begins_below_it(
    root: Path, last: str, words: tuple[str], numbers: list[int]
) -> None:
    made(root, last=f"{indent(last, '      ')}\n")
    assert [page_of(root, word) for word in words] == numbers


def test_a_block_in_an_item_or_a_fragment_begins_a_page(root: Path) -> None:
    body = "body:\n  - text: Golf.\n  - {text: Hotel., break: before}\n"
    fragment = root / "content" / "fragments" / "shared.yaml"
    fragment.parent.mkdir(exist_ok=True)
    fragment.write_text(f"audience: [patient]\nreview: {{status: draft}}\n{body}", encoding="utf-8")
    item = "- steps: [{text: Delta., body: [{text: Echo., break: before}]}]"
    made(root, last=f"{indent(item, '      ')}\n      - {{use: shared, break: before}}\n")
    assert [page_of(root, word) for word in ("Delta", "Echo", "Golf", "Hotel")] == [1, 2, 3, 4]


def test_a_block_in_an_item_is_kept_on_one_page(root: Path) -> None:
    items = "".join(f"      - Line {n}.\n" for n in range(24))
    before = "".join(f"- text: Before {n}.\n" for n in range(14))
    body = f"  body:\n    - text: Echo.\n    - bullets:\n{items}      keep: together\n"
    step = indent(f"- text: Delta.\n{body}", "    ")
    made(root, last=indent(f"{before}- steps:\n{step}", "      "))
    assert len({page_of(root, f"Line {n}.") for n in range(24)}) == 1


def test_a_layout_begins_sections_on_a_page(root: Path) -> None:
    layout = root / "layouts" / "patient.yaml"
    layout.write_text(layout.read_text(encoding="utf-8") + "sections: {new-page: [second]}\n", encoding="utf-8")
    made(root)
    assert [page_of(root, word) for word in ("Alpha", "Charlie", "Delta")] == [1, 1, 2]


def test_a_layout_names_sections_that_are_there(root: Path) -> None:
    layout = root / "layouts" / "patient.yaml"
    layout.write_text(layout.read_text(encoding="utf-8") + "sections: {new-page: [sekond]}\n", encoding="utf-8")
    outcome = run("check", cwd=root)
    assert outcome.code == 3
    assert "no topic has the section 'sekond'" in outcome.err


def lines(count: int, kept: str) -> str:
    return "      - bullets:\n" + "".join(f"          - Line {n}.\n" for n in range(count)) + kept


@pytest.mark.parametrize("count", [20, 24, 28])
def test_a_block_is_kept_on_one_page(root: Path, count: int) -> None:
    before = "      - text: |\n" + "".join(f"          Before {n}.\n\n" for n in range(12))
    kept = before + lines(count, "        keep: together\n")
    assert "kept together" not in made(root, last=kept)
    assert len({page_of(root, f"Line {n}.") for n in range(count)}) == 1


def test_what_is_higher_than_a_page_is_warned_of(root: Path) -> None:
    said = made(root, last=lines(90, "        keep: together\n"))
    assert re.search(
        r"content/wishes.yaml:\d+:\d+: warning: this is higher than a page, so it isn't kept together", said
    )
    assert page_of(root, "Line 89.") > page_of(root, "Line 0.")


@pytest.mark.parametrize(("key", "value"), [("break", "after"), ("keep", "true"), ("break", "[before]")])
def test_another_wish_is_refused_at_its_place(root: Path, key: str, value: str) -> None:
    topic = TOPIC.replace("        BRAVO: x\n", f"        {key}: {value}\n").replace(
        "DELTA\n", "      - text: Delta.\n"
    )
    (root / "content" / "wishes.yaml").write_text(topic, encoding="utf-8")
    outcome = run("check", cwd=root)
    assert outcome.code == 3
    assert re.search(rf"content/wishes.yaml:14:{len(key) + 11}: error", outcome.err), outcome.err
