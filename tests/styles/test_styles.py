from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canary.workspace import loaded
from handout.content.layout import ROLES
from handout.diagnostics import HandoutError
from handout.document import Style
from handout.layout.flow.pieces import PEN, RULE
from handout.source.units import MM, contrast
from handout.styles.layout import Layout, small_text
from handout.styles.page import page_setup
from handout.styles.resolve import resolve
from handout.styles.scale import SCALES, scaled, with_staff_line
from handout.workspace.load import load

ROOT = Path(__file__).parents[2]

BASE = """\
page: {size: A4, margins: {top: 20mm, left: 30mm}, columns: 2, gutter: 12pt}
text: {scale: clear}
styles:
  body: {size: 12pt, leading: 1.5, color: "#111111", space-after: 6pt}
  heading1: {base: body, size: 18pt, weight: bold}
  heading2: {base: heading1, size: 14pt, slant: italic}
header: {left: Left, right: Right, rule: true}
sections: {omit: [gone]}
show: {masthead: false}
"""


def resolved(root: Path, layout: str, base: str = BASE) -> Layout:
    workspace = loaded(root, {"layouts/base.yaml": base, "layouts/own.yaml": layout})
    return resolve("own", workspace.layouts)


def refused(root: Path, layout: str, base: str = BASE) -> list[str]:
    with pytest.raises(HandoutError) as error:
        resolved(root, layout, base)
    return [f"{d.span}: {d.message}" for d in error.value.diagnostics]


def test_a_layout_says_only_what_differs(tmp_path: Path) -> None:
    layout = resolved(
        tmp_path,
        "extends: base\npage: {margins: {left: 10mm}}\nheader: {left: {en: Mine}}\nstyles: {body: {size: 10pt}}",
    )
    assert layout.page.size == "A4"
    assert layout.page.margins.left == pytest.approx(10 * MM)
    assert layout.page.margins.top == pytest.approx(20 * MM)
    assert layout.scale == "clear"
    assert layout.sections.omit == ("gone",)
    assert (layout.show.masthead, layout.show.summary) == (False, None)
    assert (layout.styles["body"].size, layout.styles["body"].leading) == (10, 15)
    assert layout.header.left is not None
    assert [key for key, _ in layout.header.left.choices] == ["en"]
    assert layout.header.right is not None
    assert layout.header.rule


def test_the_upper_layout_s_sections_are_the_sections(tmp_path: Path) -> None:
    layout = resolved(tmp_path, "extends: base\nsections: {order: [a, '*']}")
    assert (layout.sections.order, layout.sections.omit) == (("a", "*"), ())


def test_a_style_starts_from_its_base_and_every_role_has_one(tmp_path: Path) -> None:
    layout = resolved(tmp_path, "extends: base\nstyles: {heading1: {color: '#222222'}}")
    body, one, two = (layout.styles[role] for role in ("body", "heading1", "heading2"))
    assert (one.size, one.leading, one.bold, one.color, one.space_after) == (18, 27, True, "#222222", 6)
    assert (two.size, two.bold, two.italic, two.color) == (14, True, True, "#222222")
    # Without a base a role takes body's type, not its spaces.
    item = layout.styles["item"]
    assert (item.size, item.color, item.space_after, body.space_after) == (12, "#111111", 0, 6)
    assert set(layout.styles) == set(ROLES)


def test_upright_and_regular_undo_their_base(tmp_path: Path) -> None:
    layout = resolved(tmp_path, "extends: base\nstyles: {heading3: {base: heading2, weight: regular, slant: upright}}")
    assert (layout.styles["heading3"].bold, layout.styles["heading3"].italic) == (False, False)


@pytest.mark.parametrize(
    ("layout", "problems"),
    [
        ("extends: bas", ["layouts/own.yaml:1:10: there is no layout 'bas'"]),
        ("extends: own", ["layouts/own.yaml:1:10: layouts extend each other: own → own"]),
        ("styles: {item: {base: cell}, cell: {base: item}}",
         ["layouts/own.yaml:1:36: styles are based on each other: item → cell → item"]),
        ("styles: {item: {base: item}}", ["layouts/own.yaml:1:16: styles are based on each other: item → item"]),
        ("styles: {item: {base: boddy}}", ["layouts/own.yaml:1:16: unknown base 'boddy'"]),
        ("styles: {item: {size: 7.9pt}}", ["layouts/own.yaml:1:16: 'item' is under 8pt"]),
        ("styles: {body: {size: 0pt}}", ["layouts/own.yaml:1:16: 'body' is under 8pt"]),
        ("styles: {title: {size: 120.1pt}}", ["layouts/own.yaml:1:17: 'title' is over 120pt"]),
        ("styles: {item: {space-before: 301pt}}", ["layouts/own.yaml:1:16: 'item' has a space of over 300pt"]),
        ("styles: {item: {space-after: 4000mm}}", ["layouts/own.yaml:1:16: 'item' has a space of over 300pt"]),
        ("styles: {item: {color: '#999999'}}",
         ["layouts/own.yaml:1:16: 'item': #999999 on #ffffff has a contrast of 2.8 to 1"]),
        ("styles: {summary: {background: '#222222'}}",
         ["layouts/own.yaml:1:19: 'summary' and 2 more: #000000 on #222222 has a contrast of 1.3 to 1"]),
        ("page: {margins: {left: 100mm, right: 100mm}, size: A4}",
         ["layouts/own.yaml:1:1: margins leave 28 by 729 points on A4"]),
        ("page: {margins: {top: 150mm, bottom: 150mm}}",
         ["layouts/own.yaml:1:1: margins leave 482 by 0 points on A4",
          "layouts/own.yaml:1:1: margins leave 499 by 0 points on Letter"]),
        ("page: {size: Letter}\nstyles: {item: {indent: 250pt}}",
         ["layouts/own.yaml:2:16: 'item': indent and padding take more than half of the column"]),
    ],
)  # fmt: skip
def test_what_can_t_be_printed_is_refused(tmp_path: Path, layout: str, problems: list[str]) -> None:
    assert refused(tmp_path, layout) == problems


@pytest.mark.parametrize(
    ("layout", "problem"),
    [
        # What is wrong is the ground; the text that stands on it has its place in the other file.
        ("styles: {summary: {background: '#333333'}}",
         "layouts/own.yaml:2:19: 'summary' and 2 more: #111111 on #333333 has a contrast of 1.5 to 1"),
        ("styles: {body: {color: '#eeeeee'}}",
         "layouts/own.yaml:2:16: 'body' and 53 more: #eeeeee on #ffffff has a contrast of 1.2 to 1"),
        ("styles: {heading1: {base: heading2}}",
         "layouts/own.yaml:2:20: styles are based on each other: heading1 → heading2 → heading1"),
        # Other roles take their size from this one, and aren't told.
        ("styles: {body: {size: 6pt}}", "layouts/own.yaml:2:16: 'body' is under 8pt"),
        ("styles: {heading1: {size: 6pt}}", "layouts/own.yaml:2:20: 'heading1' is under 8pt"),
        ("styles: {summary-text: {padding: 200pt}}",
         "layouts/own.yaml:2:24: 'summary-text': indent and padding take more than half of the column"),
    ],
)  # fmt: skip
def test_a_mistake_is_in_the_layout_that_makes_it(tmp_path: Path, layout: str, problem: str) -> None:
    base = BASE.replace(
        "header:", "  heading3: {base: heading1}\n  summary: {padding: 9pt}\n  summary-text: {}\nheader:"
    )
    assert refused(tmp_path, f"extends: base\n{layout}", base) == [problem]


def test_a_name_that_is_no_layout_lists_those_there_are(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, {})
    with pytest.raises(HandoutError) as error:
        resolve("zzz", workspace.layouts)
    assert str(error.value) == "layouts: there is no layout 'zzz'\n  hint: the layouts are plain"


def test_small_type_for_patients_is_a_warning(tmp_path: Path) -> None:
    layout = resolved(tmp_path, "styles: {cell: {size: 10pt}, value: {size: 11.5pt}, header: {size: 9pt}}")
    assert [(d.message, d.severity) for d in small_text(layout, for_patients=True)] == [
        ("'cell' is 10pt, patients need 12pt", "warning"),
        ("'value' is 11.5pt, patients need 12pt", "warning"),
    ]
    assert small_text(layout, for_patients=False) == []


def test_a_page_on_both_papers_at_every_scale(tmp_path: Path) -> None:
    layout = resolved(tmp_path, "extends: base")
    a4 = page_setup(layout, "A4", 1)
    assert (round(a4.width), round(a4.height), a4.columns, a4.gutter) == (595, 842, 2, 12)
    assert [a4.left, a4.right, a4.bottom] == pytest.approx([30 * MM, 20 * MM, 20 * MM])
    large = page_setup(layout, "Letter", 1.5)
    assert (large.width, large.columns) == (612, 1)
    assert large.left == pytest.approx(20 * MM)
    assert page_setup(layout, "A4", 7 / 6).columns == 2


def test_text_grows_with_the_scale_and_headings_by_as_much_as_the_body(tmp_path: Path) -> None:
    layout = resolved(
        tmp_path, "extends: base\nstyles: {header: {size: 9pt, leading: 1}, band: {size: 12pt}, cell: {padding: 4pt}}"
    )
    sizes = {role: style.size for role, style in scaled(layout.styles, 2).items()}
    assert (sizes["body"], sizes["heading1"], sizes["heading2"]) == (24, 30, 26)
    assert (sizes["header"], sizes["band"]) == (18, 24)
    giant = scaled(layout.styles, 2)
    assert (giant["header"].leading, giant["cell"].padding, giant["body"].space_after) == (18, 6, 12)
    assert scaled(layout.styles, 1) == dict(layout.styles)


@pytest.mark.parametrize(
    ("footer", "scale", "size"), [(9, 1, 9), (9, 7 / 6, 10.5), (9, 1.5, 12), (9, 2, 12), (14, 1, 14)]
)
def test_the_line_for_staff_grows_to_twelve_points(footer: float, scale: float, size: float) -> None:
    styles = {"body": Style(size=12, leading=16), "footer": Style(size=footer, leading=footer * 1.3)}
    made = with_staff_line(scaled(styles, scale), scale)["staff"]
    assert [made.size, made.leading] == pytest.approx([size, size * 1.3])


@given(
    body=st.floats(8, 30),
    sizes=st.lists(st.floats(8, 60), min_size=2, max_size=5, unique=True),
    scale=st.sampled_from(sorted(SCALES.values())),
)
def test_larger_type_stays_larger_at_every_scale(body: float, sizes: list[float], scale: float) -> None:
    names = [f"heading{number}" for number in range(len(sizes))]
    styles = {name: Style(size=size, leading=size) for name, size in zip(names, sizes, strict=True)}
    made = scaled({"body": Style(size=body, leading=body), **styles}, scale)
    for one, other in permutations(names, 2):
        if styles[one].size > styles[other].size + 1e-6:
            assert made[one].size > made[other].size
    for name, style in styles.items():
        assert scale == 1 or made[name].size > style.size
        assert style.size <= body or made[name].size > made["body"].size


def test_clear_print_has_a_wider_measure_and_no_side_margin_under_20_mm(tmp_path: Path) -> None:
    wide = resolved(tmp_path, "extends: base\npage: {margins: {left: 40mm, right: 30mm}, columns: 1}")
    page = page_setup(wide, "A4", SCALES["clear"])
    assert page.width - page.left - page.right == pytest.approx(140 * MM * 7 / 6)
    narrow = resolved(tmp_path, "extends: base\npage: {margins: {left: 21mm, right: 10mm}, columns: 1}")
    page = page_setup(narrow, "A4", SCALES["clear"])
    assert [page.left, page.right] == pytest.approx([20 * MM, 10 * MM])


def test_every_rule_can_be_seen_on_paper_and_on_a_tint() -> None:
    workspace = load(ROOT)
    for name in workspace.layouts:
        styles = resolve(name, workspace.layouts).styles
        grounds = {"#ffffff", *(styles[role].background or "#ffffff" for role in ("facts", "summary", "group"))}
        colours = {RULE, PEN, *(style.border for style in styles.values() if style.border)}
        pale = {(one, ground) for one in colours for ground in grounds if contrast(one, ground) < 3}
        assert not pale, name


@pytest.mark.parametrize("name", ["patient", "clinician"])
def test_titles_inside_a_section_are_no_larger_than_its_heading(name: str) -> None:
    styles = resolve(name, load(ROOT).layouts).styles
    inside = ("do-title", "callout-title", "summary-title", "caption", "group", "phone-label", "about-label", "writing")
    assert [role for role in inside if styles[role].size > styles["heading1"].size] == []
    assert styles["do-title"].size <= styles["heading2"].size
