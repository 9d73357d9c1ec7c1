"""A slot set again with other words stands where laying out the whole document would put it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from handout.diagnostics import Diagnostic, LayoutError
from handout.document import Document, HeaderFooter, Leaf, Run, mapped, walk
from handout.fonts.clusters import codes
from handout.layout import layout
from handout.layout.flow.assemble import KeptMarks, placed
from handout.layout.geometry import Line, Pages, Rule
from handout.layout.text import east_asian
from handout.layout.text.ink import ink_heights
from handout.layout.text.paragraph import Typesetter
from handout.layout.text.refit import Resetter
from handout.layout.text.set_lines import LinesAgain, SetLine, ShapedText
from layout.documents import FONTS, STYLES, box, document, leaf, row, table, text

SENTENCE = "Small hard bumps of calcium can form in the skin of some people. "


def made_for(name: str) -> Document:
    who = Run(text=name, slot=True)
    made = document(
        text("For ", who, ", who takes ", Run(text="[dose]", blank=60.0), "."),
        box("Yours", text(who), text(SENTENCE * 30, who, SENTENCE * 10)),
        table(("Name", "Use"), row(who, SENTENCE)),
        header=HeaderFooter(left=leaf("Clinic", role="band"), right=leaf(who, " and more", role="band")),
        styles=STYLES,
    )
    return _numbered(made)


def _numbered(made: Document) -> Document:
    """The leaves numbered alike in every document."""
    keys = {old.key: new for new, old in enumerate(_leaves(made))}

    def change(given: Leaf) -> Leaf:
        return structs.replace(given, key=keys[given.key])

    band = structs.replace(
        made.header,
        left=made.header.left and change(made.header.left),
        right=made.header.right and change(made.header.right),
    )
    return structs.replace(made, body=tuple(mapped(node, change) for node in made.body), header=band)


def _leaves(made: Document) -> list[Leaf]:
    return [*walk(made.body), *made.header.cells]


def in_slots(pages: Pages) -> list[tuple[int, Line | Rule]]:
    return [
        (number, item)
        for number, page in enumerate(pages.pages)
        for item in page.items
        if isinstance(item, Line | Rule) and item.slot is not None
    ]


def set_again(resetter: Resetter, setter: Typesetter, made: Leaf, measure: float) -> ShapedText:
    return setter.shaped(made, measure, resetter.set(made, measure).lines)


def test_a_slot_set_again_is_what_the_whole_layout_gives() -> None:
    first, second = layout(made_for("Maria Doe"), FONTS), layout(made_for("Anna Roe"), FONTS)
    before, after = ({each.key: each for each in _leaves(pages.document)} for pages in (first, second))
    setter = Typesetter(STYLES, second.document.families, FONTS)
    again = [
        (slot.page, mark)
        for slot in first.slots
        for mark in placed(slot, set_again(Resetter(before[slot.leaf], setter), setter, after[slot.leaf], slot.measure))
    ]
    assert len(first.pages) > 1
    assert again == in_slots(second)
    assert any(isinstance(mark, Rule) for _, mark in again)


def test_patterns_of_east_asian_text_are_not_compiled_for_words_in_latin_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: list[str] = []

    def watched(text: str) -> Iterator[int]:
        found.append(text)
        return whole(text)

    whole = east_asian.whole
    monkeypatch.setattr(east_asian, "whole", watched)
    setter = Typesetter(STYLES, {"body": ("FiraGO",)}, FONTS)
    made = leaf(SENTENCE * 3, Run(text="Anna", slot=True), SENTENCE * 3)
    resetter = Resetter(made, setter)
    for name, asked in (("Zoë–Ann", False), ("〇", True)):
        runs = tuple(structs.replace(run, text=name) if run.slot else run for run in made.runs)
        changed = structs.replace(made, runs=runs)
        again, other = resetter.set(changed, 200.0), Typesetter(STYLES, {"body": ("FiraGO",)}, FONTS).set(changed, 200)
        assert setter.shaped(changed, 200.0, again.lines) == other
        assert (made.text.replace("Anna", "\0") in found) is asked


def test_a_line_that_comes_again_is_the_same_one() -> None:
    pages = layout(made_for("Maria Doe"), FONTS)
    leaves = {each.key: each for each in _leaves(pages.document)}
    slot = max(pages.slots, key=lambda slot: slot.lines)
    setter = Typesetter(STYLES, pages.document.families, FONTS)
    resetter = Resetter(leaves[slot.leaf], setter)
    kept: KeptMarks = {}
    one, two = ([*placed(slot, set_again(resetter, setter, leaves[slot.leaf], slot.measure), kept)] for _ in range(2))
    assert one == two
    assert sum(a is b for a, b in zip(one, two, strict=True)) > len(one) / 2


WORDS = st.sampled_from(
    (
        "skin",
        "calcium",
        "It’s",
        "e.g.,",
        "3–5",
        "mg/ml",
        "https://a.example/b/c-d",
        "—",
        "(so)",
        "12",
        "%",
        "石灰",
        "每日3次，每次",
        "毫克（片）",
        "환자",
        "님께",
        "mg",
        "Dr",
        "×",
    )
)
ARABIC = (
    "تناول",
    "قرصًا",
    "من",
    "ibuprofen",
    "400 mg",
    "(صباحًا",
    "ومساءً)",
    "لمدة",
    "5",
    "أيام.",
    "555-0199،",
    "العيادة",
    "calcium",
)
STATIC = st.one_of(
    st.lists(st.sampled_from(("hard", "bumps", "of", "calcium", "milia-like", "form.")), min_size=15, max_size=40).map(
        " ".join
    ),
    st.lists(WORDS, max_size=25).map(" ".join),
    st.sampled_from(("first · second", "\u00a0· Number:\u00a0", " · ", " ·")),
    st.lists(st.sampled_from(ARABIC), min_size=5, max_size=30).map(" ".join),
    st.lists(st.sampled_from(("कृपया", "दवा", "लें", "सुबह", "5 mg", "और", "Anna")), max_size=20).map(" ".join),
    st.sampled_from(("请联系诊所。" * 9, "약은 하루 3회 " * 6, "約", "患者さん、", "服用 " * 20)),
    st.sampled_from(("take 2.5 mg of it, or", "see Dr", "Week", "mg at once, or call 555 0100", "3", "tablets of 5 %")),
)
NAMES = st.one_of(
    st.text(alphabet="ab Zé-–./·,’1石", max_size=30).map(lambda text: " ".join(text.split())),
    st.sampled_from(("Anna", "Maria-Theresia van der Berg", "x" * 90, "", "12 Mill Lane\nRiverside\nRX1 2YZ")),
    st.sampled_from(("2.5", "1 to 2", "5 mg", "Smith", "2 \n 5", "5\nmg")),
    st.sampled_from(("山田太郎", "様", "3", "毫克", "）", "김철수", "님", "5日")),
    st.lists(
        st.sampled_from(("محمد", "(ليلى)", "שָׁלוֹם", "प्रिया", "น้ำฝน", "สมชาย", "M̄arī", "٣٨٫٥", "Zoë", "7")), max_size=5
    ).map(" ".join),
)


@st.composite
def sentences(draw: st.DrawFn) -> tuple[Run, ...]:
    """Runs with one or two slots among them."""
    runs: list[Run] = []
    for slots in range(draw(st.integers(1, 2)) + 1):
        gap = draw(st.sampled_from(("", " ", ", ", "\n")))
        runs.append(Run(text=draw(STATIC) + gap, strong=draw(st.booleans()), whole=draw(st.integers(0, 5)) == 0))
        runs.append(Run(text="", slot=True, strong=draw(st.booleans()), whole=draw(st.booleans())))
        if slots == 0 and draw(st.integers(0, 9)) == 0:
            runs.append(Run(text="label", blank=40.0))
    runs[-1] = Run(text=draw(st.sampled_from((".", "", " and more"))))
    return tuple(run for run in runs if run.text or run.slot)


def set_or_refused(
    setter: Resetter | Typesetter, made: Leaf, measure: float
) -> tuple[SetLine, ...] | Sequence[Diagnostic]:
    """Words that are shaped aren't broken: one that is longer than its line is refused."""
    try:
        return setter.set(made, measure).lines
    except LayoutError as error:
        return error.diagnostics


@given(
    sentences(),
    st.lists(st.lists(NAMES, min_size=2, max_size=2), min_size=2, max_size=5),
    st.integers(60, 250),
    st.booleans(),
)
def test_other_words_are_set_as_if_for_the_first_time(
    runs: tuple[Run, ...], names: list[list[str]], measure: int, from_right: bool
) -> None:
    def leaf_for(who: list[str]) -> Leaf:
        given = iter(who)
        return leaf(*(structs.replace(run, text=next(given)) if run.slot else run for run in runs))

    setter = Resetter(leaf_for(names[0]), Typesetter(STYLES, {"body": ("FiraGO",)}, FONTS, from_right))
    light = Resetter(leaf_for(names[0]), Typesetter(STYLES, {"body": ("FiraGO",)}, FONTS, from_right), light=True)
    for who in names:
        fresh = Typesetter(STYLES, {"body": ("FiraGO",)}, FONTS, from_right)
        made = leaf_for(who)
        assert set_or_refused(setter, made, measure) == set_or_refused(fresh, made, measure)
        with suppress(LayoutError):
            values_are_between(made, setter.set(made, measure))
            lines_are_the_same(made, light.set(made, measure), setter.set(made, measure))


def lines_are_the_same(made: Leaf, light: LinesAgain, full: LinesAgain) -> None:
    """Lines without glyphs have the words of those with glyphs, in the same faces, and are as wide."""
    if not light.light:
        assert light == full
        return
    own = full.lines[full.before : len(full.lines) - full.after]
    for line, same in zip(light.light, own, strict=True):
        assert (len(line.parts), line.width) == (len(same.glyphs), same.width)
        turning = any(glyphs.level for glyphs in same.glyphs)
        for part, glyphs in zip(line.parts, same.glyphs, strict=True):
            assert (part.piece.face.name, part.piece.text, part.level) == (glyphs.face, glyphs.text, glyphs.level)
            assert part.piece.codes == codes(glyphs.clusters, glyphs.level)
            assert part.of_value == made.runs[glyphs.run].slot
            assert part.x == glyphs.x or not turning
        values = [glyphs for glyphs in same.glyphs if made.runs[glyphs.run].slot]
        assert line.ink == ink_heights(values, FONTS)
    assert light.shaped == full.shaped
    assert light.lines == (*full.lines[: full.before], *full.lines[len(full.lines) - full.after :])
    assert (light.count, light.width) == (len(full.lines), full.width)


def values_are_between(made: Leaf, again: LinesAgain) -> None:
    """No value is in the lines that are kept for all patients."""
    values = [[glyphs for glyphs in line.glyphs if made.runs[glyphs.run].slot] for line in again.lines]
    last = len(values) - again.after
    assert not any(values[: again.before]) and not any(values[last:])
    assert again.values == tuple(glyphs for line in values for glyphs in line)


def test_spaces_are_as_wide_among_few_words_as_among_all() -> None:
    who = [Run(text=name, slot=True) for name in ("Anna", "Anna    Maria")]
    first, made = (leaf(Run(text=SENTENCE, strong=True), SENTENCE, each, " and of some others") for each in who)
    setter = Typesetter(STYLES, {"body": ("FiraGO",)}, FONTS)
    assert Resetter(first, setter).set(made, 200.0).lines == setter.once(made, 200.0).lines


def test_words_are_kept_until_another_leaf_is_set() -> None:
    leaves = [leaf(Run(text=name, slot=True), SENTENCE) for name in ("Anna Maria", "Bea")]
    setter = Typesetter(STYLES, {"body": ("FiraGO",)}, FONTS)
    for made in (*leaves, leaves[0]):
        for measure in (200.0, 150.0):
            assert setter.once(made, measure) == Typesetter(STYLES, {"body": ("FiraGO",)}, FONTS).set(made, measure)
        assert setter.kept.leaves == {made}


def test_a_value_in_chinese_keeps_a_number_with_its_word_at_the_end_of_the_text() -> None:
    text = f"{SENTENCE}Now take 5 bumps of it, or 7 of the small ones. {SENTENCE}"
    first, second = (leaf(SENTENCE, Run(text=name, slot=True), f" {text}") for name in ("石灰", "石石石石"))
    resetter = Resetter(first, Typesetter(STYLES, {"body": ("FiraGO",)}, FONTS))
    for measure in range(80, 240, 4):
        fresh = Typesetter(STYLES, {"body": ("FiraGO",)}, FONTS)
        assert resetter.set(second, float(measure)).lines == fresh.set(second, float(measure)).lines


def test_static_words_in_two_runs_are_measured_as_beside_any_value() -> None:
    runs = ("hard " * 14 + "hard", ".")
    made = [leaf(runs[0], Run(text=name, slot=True), *runs) for name in ("", "石", "Anna", "石灰")]
    resetter = Resetter(made[0], Typesetter(STYLES, {"body": ("FiraGO",)}, FONTS))
    for each in made:
        fresh = Typesetter(STYLES, {"body": ("FiraGO",)}, FONTS)
        assert resetter.set(each, 60.0).lines == fresh.set(each, 60.0).lines
