"""Which paragraphs stay with what comes after them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from handout.compose.introductions import with_introductions
from handout.document import Hung, Node, Paragraph, Run
from layout.documents import box, bullets, leaf, row, table, text

TABLE = table(("What",), row("one"), row("two"))


def kept(paragraph: Node, after: Node) -> str:
    """How the last paragraph of a node stays with what comes after it."""
    node = with_introductions([paragraph, after])[0]
    last = node.children[-1] if isinstance(node, Hung) else node
    assert isinstance(last, Paragraph)
    return "always" if last.keep_with_next else "if it can" if last.near_next else "never"


@pytest.mark.parametrize("words", ["It may be:", "它可能是：", "It may be: "])
def test_a_colon_introduces_whatever_comes(words: str) -> None:
    assert kept(text(words), TABLE) == kept(text(words), bullets("one", "two")) == "always"


def test_a_paragraph_without_one_stays_with_a_list_and_near_a_table() -> None:
    paragraph = text("Bring what the list says.")
    assert kept(paragraph, bullets("one", "two")) == "always"
    assert kept(paragraph, TABLE) == "if it can"
    assert kept(paragraph, text("More.")) == "never"


def test_a_paragraph_stays_with_telephone_numbers() -> None:
    paragraph = text("Ring us if the skin is red.")
    assert kept(paragraph, replace(box(None, text("555 0100")), role="phones")) == "always"
    assert kept(paragraph, replace(box(None, text("555 0100")), role="callout-phones")) == "always"
    assert kept(paragraph, box(None, text("Words."))) == "never"


def test_a_mark_behind_a_colon_is_none_of_the_words() -> None:
    assert kept(Paragraph(leaf=leaf(Run(text="It may be:"), Run(text="1", mark=1))), TABLE) == "always"


def test_words_of_a_patient_are_no_colon() -> None:
    assert kept(Paragraph(leaf=leaf(Run(text="For "), Run(text="Ann:", slot=True))), TABLE) == "if it can"
    assert kept(Paragraph(leaf=leaf(Run(text="For:"), Run(text="[Name]", blank=70.0))), TABLE) == "if it can"
