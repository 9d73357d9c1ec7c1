"""Links, expansions and names of signs together, found in one walk."""

from __future__ import annotations

from pathlib import Path

from canary.workspace import CLINIC, document, loaded, section
from handout import document as tree
from handout.compose.spoken_text import with_spoken_text

ABBR = CLINIC + "abbr: {CT: computed tomography}\n"
BODY = """\
- text: No sign is in this one.
- callout: {kind: get-help, body: [{text: After a CT ☎ 960 124 and ☎ 555 0100.}]}
- text: A CT, ☎ 960 124.
"""


def test_one_sentence_has_all_three_and_only_the_box_s_number_is_strong(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, {"clinic.yaml": ABBR, "content/t.yaml": section(BODY)})
    runs = [run for leaf in tree.walk(document(workspace).body) for run in leaf.runs]
    found = [(run.text, run.expansion or run.alt or run.link, run.strong) for run in runs]
    assert [each for each in found if each[1]][-7:] == [
        ("CT", "computed tomography", False),
        ("☎", "telephone", False), ("960 124", "tel:960124", True),
        ("☎", "telephone", False), ("555 0100", "tel:5550100", True),
        ("☎", "telephone", False), ("960 124", "tel:960124", False),
    ]  # fmt: skip


def test_nodes_in_which_nothing_is_found_are_not_made_again(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, {"clinic.yaml": ABBR, "content/t.yaml": section("- text: After a CT at 960 124.\n")})
    body = document(workspace).body
    again = with_spoken_text(body, workspace.clinic, "en", {})
    assert len(again) == len(body)
    assert all(node is before for node, before in zip(again, body, strict=True))
