"""Space and edges: what stands beside what, how far apart, and on which line."""

from __future__ import annotations

from itertools import pairwise

import pytest
from msgspec import structs

from handout.document import Definition, Definitions, Figure, Group, Masthead, Paragraph, Picture, Run, Table
from handout.layout.geometry import Image, Rect

from .documents import HERE, STYLES, bullets, laid, leaf, lines_of, page, row, style, table, text, words

LOGO = Picture(content=b"", format="PNG", width=10, height=10)
SENTENCE = "Small hard bumps of calcium can form in the skin of some people."


@pytest.mark.parametrize(("name", "beside"), [("Clinic", True), (SENTENCE, False)])
def test_a_logo_has_the_name_beside_it_unless_that_is_long(name: str, beside: bool) -> None:
    logo = Figure(key=0, picture=LOGO, alt="x", width=None, height=40.0, span=HERE)
    pages = laid(Masthead(left=(logo, text(name)), right=(text("555"),)))
    image = next(item for item in pages.pages[0].items if isinstance(item, Image))
    first, *_, phone = lines_of(pages, 0)
    assert (first.x >= image.x + image.width, first.y > image.y) == (beside, beside)
    assert phone.x + phone.width == pytest.approx(290.0, abs=0.1)


@pytest.mark.parametrize(("gap", "share"), [(0.0, 1.0), (10.0, 0.75), (30.0, None)])
def test_a_logo_is_made_a_little_smaller_for_the_name_beside_it(gap: float, share: float | None) -> None:
    logo = Figure(key=0, picture=LOGO, alt="x", width=None, height=40.0, span=HERE)
    alone = lines_of(laid(text("Clinic")), 0)[0].width
    measure = 40.0 + 12.0 + alone - gap
    pages = laid(Masthead(left=(logo, text("Clinic")), right=()), setup=page(measure=measure + 0.01))
    image = next(item for item in pages.pages[0].items if isinstance(item, Image))
    (name,) = lines_of(pages, 0)
    assert (name.x >= image.x + image.width) == (share is not None)
    assert image.width == image.height == pytest.approx(40.0 * (share or 1.0), abs=0.1)


def test_telephones_wider_than_half_the_measure_stand_below_the_name() -> None:
    pages = laid(Masthead(left=(text("Clinic"),), right=(text("Nights and weekends: 555 0100"),)))
    name, phone = lines_of(pages, 0)
    assert phone.x == name.x
    assert phone.y < name.y


def test_what_follows_a_list_is_as_far_away_as_from_a_paragraph() -> None:
    roles = {"body": 7.0, "item": 2.0}
    styles = {**STYLES, **{role: structs.replace(STYLES[role], space_after=space) for role, space in roles.items()}}
    nested = structs.replace(
        bullets("one").items[0], children=(Paragraph(leaf=leaf("one", role="item")), bullets("deep"))
    )
    listing = structs.replace(bullets("one", "two", "three"), items=(nested, *bullets("two", "three").items))
    ys = sorted({line.y for line in lines_of(laid(listing, text("after"), styles=styles), 0)}, reverse=True)
    gaps = [above - below for above, below in pairwise(ys)]
    assert gaps[1] == pytest.approx(gaps[2])
    assert gaps[3] == pytest.approx(gaps[2] + 5.0)


def test_many_short_values_stand_in_two_columns_where_there_is_room() -> None:
    items = tuple(Definition(term=leaf("Label", role="title"), text=leaf("v")) for _ in range(4))
    node = Definitions(items=items, kind="aligned")
    for measure, columns in ((600.0, 2), (240.0, 1)):
        pages = laid(node, setup=page(measure=measure))
        assert len({line.x for line in lines_of(pages, 0)}) == 2 * columns


def test_a_label_smaller_than_its_value_shares_its_baseline() -> None:
    styles = {**STYLES, "small": style(size=7, leading=9)}
    node = Definitions(items=(Definition(term=leaf("Label", role="small"), text=leaf("value")),), kind="aligned")
    label, value = lines_of(laid(node, styles=styles), 0)
    assert label.y == value.y


def test_the_tint_of_a_group_s_title_starts_where_its_rows_start() -> None:
    styles = {**STYLES, "title": structs.replace(STYLES["title"], background="#eeeeee")}
    node: Table = table(("Name", "Use"), row("Zinc", "skin"))
    node = structs.replace(node, groups=(Group(title=leaf("Group", role="title"), rows=node.groups[0].rows),))
    pages = laid(node, styles=styles)
    assert any(isinstance(item, Rect) for item in pages.pages[0].items)
    starts = {"".join(g.text for g in line.glyphs): line.x for line in lines_of(pages, 0)}
    assert starts["Name"] == starts["Zinc"]
    (tint,) = [item for item in pages.pages[0].items if isinstance(item, Rect)]
    assert tint.x == starts["Zinc"], "the tint begins where the rows' words do"
    assert tint.x < starts["Group"] < tint.x + 6, "and the title stands inside it"


def test_what_follows_aligned_definitions_is_as_far_away_as_from_a_paragraph() -> None:
    roles = {"body": 20.0, "label": 2.0}
    styles = {**STYLES, **{role: structs.replace(STYLES[role], space_after=space) for role, space in roles.items()}}
    node = Definitions(
        items=(Definition(term=leaf("8:30", role="label"), text=leaf("in", role="label")),), kind="beside"
    )
    _, value, after = lines_of(laid(node, text("after"), styles=styles), 0)
    assert value.y - after.y == pytest.approx(14.0 + 20.0)


def test_short_values_leave_labels_half_of_the_measure() -> None:
    def labels(value: str, *, slot: bool = False) -> list[str]:
        text_of = leaf(Run(text=value, slot=slot))
        node = Definitions(items=(Definition(term=leaf("Nights and weekends"), text=text_of),), kind="beside")
        made = laid(node, setup=page(measure=220.0))
        return [words(line).strip() for line in lines_of(made, 0) if line.leaf == node.items[0].term.key]

    assert labels("555 0199") == ["Nights and weekends"]
    assert labels("555 0199, and at other times somebody else") == ["Nights and", "weekends"]
    # The columns of a patient's document are those of everybody's.
    assert labels("555 0199", slot=True) == ["Nights and", "weekends"]


def test_labels_that_are_broken_leave_their_room_to_the_values() -> None:
    node = Definitions(items=(Definition(term=leaf("The evening before it"), text=leaf(SENTENCE)),), kind="beside")
    made = lines_of(laid(node, setup=page(measure=200.0)), 0)
    labels = [line for line in made if line.leaf == node.items[0].term.key]
    value = next(line for line in made if line.leaf == node.items[0].text.key)
    assert len(labels) > 1
    assert value.x - max(line.x + line.width for line in labels) == pytest.approx(10.0, abs=0.1)
