"""Each kind of block becomes the nodes of its cases; a kind without a case fails.

A case is a file: the blocks' YAML, a line of dashes, the nodes for a patient. `--update-goldens` writes the nodes anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import document, loaded, section
from content.blocks.lines import lines
from handout import document as tree
from handout.content.blocks import kinds

CASES = Path(__file__).parent / "cases"
RULE = "-" * 40 + "\n"
FRAGMENT = """\
audience: [patient]
review: {status: draft}
body:
  - text: From the fragment, {{ clinic.name }}.
  - bullets: [its item]
"""
IMPRINT = "authors: [A. Weaver, B. Miller]\nnumber: SK-12\n"
NAMED = "audience: [patient, clinician]\nreview: {status: draft}\nbody: [{text: Of its own., id: own}]\n"


def composed(body: str, root: Path, **wish: str) -> list[str]:
    """The nodes of some blocks, as lines."""
    fragments = {"content/fragments/ring-us.yaml": FRAGMENT, "content/fragments/named.yaml": NAMED}
    workspace = loaded(root, {"content/t.yaml": section(body, IMPRINT), **fragments})
    made = document(workspace, **wish)
    part = next(node for node in made.body if isinstance(node, tree.Section))
    return list(lines(part.children[1:]))


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_block_becomes_its_nodes(path: Path, tmp_path: Path, updating: bool) -> None:
    body, _, wanted = path.read_text(encoding="utf-8").partition(RULE)
    found = "".join(f"{line}\n" for line in composed(body, tmp_path))
    if updating:
        path.write_text(body + RULE + found, encoding="utf-8")
    assert found == wanted


def test_every_kind_has_a_case() -> None:
    written = {path.stem.partition("_")[0] for path in CASES.glob("*.txt")}
    assert written == set(kinds())


def test_wide_tables_are_stacked_in_large_print(tmp_path: Path) -> None:
    body = "- table: {columns: [a, b, c, d], rows: [[e, f, g, h]]}\n- table: {columns: [a, b, c], rows: [[e, f, g]]}"
    assert [line for line in composed(body, tmp_path, scale="large") if line.startswith("table")] == [
        "table [left, left, left, left] stacked row-headers",
        "table [left, left, left] row-headers",
    ]
    assert "stacked" not in " ".join(composed(body, tmp_path, scale="clear"))
