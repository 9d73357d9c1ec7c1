"""A block's name from another program leads the author to the block that is meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from canary.workspace import problems, section
from handout.content.blocks import kinds
from handout.content.other_names import OTHER_NAMES, hint_for


@pytest.mark.parametrize(("hint", "names"), OTHER_NAMES.items())
def test_a_hint_names_something_that_an_author_can_write(hint: str, names: tuple[str, ...]) -> None:
    quoted = set(re.findall(r"'([a-z-]+)'", hint))
    known = {*kinds(), "title", "kind"}
    assert quoted & known or "break: before" in hint
    assert quoted <= known
    assert not set(names) & set(kinds())
    assert all(name == name.casefold().replace("_", "-").replace(" ", "-") for name in names)


def test_each_name_has_one_hint() -> None:
    names = [name for group in OTHER_NAMES.values() for name in group]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ["page_break", "Page-Break", "page break", "pagebreak"])
def test_a_page_break_is_a_wish_of_the_next_block(name: str, tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, {"content/t.yaml": section(f"- {name}: x")})
    assert problem.message == f"unknown block '{name}'"
    assert problem.hint == "write 'break: before' beside the block that begins the new page"


def test_a_name_that_is_mistyped_is_still_found(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, {"content/t.yaml": section("- bulets: [x]")})
    assert problem.hint == "did you mean 'bullets'?"
    assert not hint_for("bulets")
