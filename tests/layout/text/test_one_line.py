"""A leaf whose words are all on one line: set without looking at its words, and as it is set with a look at them."""

from __future__ import annotations

import pytest

from handout.document import Leaf, Run, Style
from handout.layout.text import paragraph
from handout.layout.text.one_line import may_fit
from handout.layout.text.paragraph import Typesetter
from layout.documents import FONTS, HERE

STYLES = {"body": Style(size=10, leading=14)}
TEXTS = (
    ("Anna", " · Number: ", "A-1"),
    ("محمد علي", " · Number: ", "A-1"),
    ("Anna", " · الرقم: ", "A-1 (7)"),
    ("إلى ", "שרה 7", ". وشكرًا."),
    ("(", "علي Anna", ") و2)"),
)


def made(*parts: str) -> Leaf:
    runs = tuple(Run(text=text, slot=number == 1) for number, text in enumerate(parts))
    return Leaf(key=1, role="body", runs=runs, span=HERE)


@pytest.fixture(params=[False, True], ids=["from left", "from right"])
def setter(request: pytest.FixtureRequest) -> Typesetter:
    return Typesetter(STYLES, {"body": ("FiraGO",)}, FONTS, request.param)


@pytest.mark.parametrize("parts", TEXTS)
def test_words_on_one_line_are_not_looked_at(
    setter: Typesetter, parts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("the words were measured")

    monkeypatch.setattr(paragraph, "words", refused)
    (line,) = setter.set(made(*parts), 400).lines
    assert "".join(glyphs.text for glyphs in line.glyphs) == "".join(parts)
    assert line.width == pytest.approx(sum(glyphs.width for glyphs in line.glyphs))


@pytest.mark.parametrize("parts", TEXTS)
def test_their_places_are_those_of_words_that_are_measured(
    setter: Typesetter, parts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    (alone,) = setter.set(made(*parts), 400).lines
    monkeypatch.setattr(paragraph, "one_line", lambda *_: None)
    setter.kept.forget()
    (measured,) = setter.set(made(*parts), 400).lines
    assert [glyphs.text for glyphs in alone.glyphs] == [glyphs.text for glyphs in measured.glyphs]
    assert [glyphs.x for glyphs in alone.glyphs] == pytest.approx([glyphs.x for glyphs in measured.glyphs], abs=1e-3)
    assert alone.width == pytest.approx(measured.width, abs=1e-3)


def test_words_that_are_wider_are_on_several_lines(setter: Typesetter) -> None:
    leaf = made("إلى ", "שרה", ". وشكرًا.")
    (alone,) = setter.set(leaf, 400).lines
    assert len(setter.set(leaf, alone.width + 0.01).lines) == 1
    assert len(setter.set(leaf, alone.width - 0.01).lines) == 2


def test_a_text_of_many_letters_is_not_tried_on_one_line() -> None:
    assert may_fit("ا" * 35, 100, 10)
    assert not may_fit("ا" * 36, 100, 10)
