"""What no page has room for is found by `check` as by `render`, whatever it is: a slip, a header, a table's header."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import CLINIC, loaded, section, write
from handout import layout
from handout.check.printings import Printing
from handout.check.room import without_room
from handout.diagnostics import Diagnostic, LayoutError
from handout.document import Document
from handout.fonts.glyphs import FontBook
from handout.pipeline import Renderer, Request
from program import run

SLIP = "- slip: {title: S, body: [{writing-lines: {label: Name, count: COUNT}}]}"
TABLE = "- table: {columns: [A, 'TITLE'], rows: [[a, b]]}"
GROUP = "- table: {columns: [A, B], groups: [{title: 'TITLE', rows: [[a, b]]}]}"


def _nested(count: int) -> str:
    """Boxes in each other."""
    return "- " + "callout: {kind: important, body: [{" * count + "text: Inside." + "}]}" * count


REPEATED = "the table's header takes more than a third of the page"
WORDS = "Words that are long. "


USUAL, GIANT = Printing(), Printing(scale="giant")


def _found(folder: Path, body: str, header: str = "") -> list[str]:
    """The messages, after the comparison of the errors with what layout says."""
    files = {"content/t.yaml": section(body), "layouts/plain.yaml": f"header: {{left: '{header}'}}\n"}
    renderer = Renderer(loaded(folder, files))
    document, giant = (_composed(renderer, way) for way in (USUAL, GIANT))
    found = without_room([[USUAL, GIANT]], {USUAL: document, GIANT: giant}.get, renderer.fonts)
    refused, larger = _refused(document, renderer.fonts), _refused(giant, renderer.fonts)
    assert [problem for problem in found if problem.severity == "error"] == refused
    assert refused or [problem.message for problem in found] == [f"in giant text, {each.message}" for each in larger]
    return [problem.message for problem in found]


def _composed(renderer: Renderer, way: Printing) -> Document:
    return renderer.composed(Request(topics=("t",), audience="patient", scale=way.scale)).document


def _refused(document: Document, fonts: FontBook) -> list[Diagnostic]:
    try:
        layout.layout(document, fonts)
    except LayoutError as error:
        return [*error.diagnostics]
    return []


@pytest.mark.parametrize(
    ("body", "header", "message"),
    [
        (SLIP.replace("COUNT", "40"), "", "the slip is higher than a page"),
        (f"- slip: {{title: S, body: [{{text: '{WORDS * 200}'}}]}}", "", "the slip is higher than a page"),
        (f"- slip: {{title: S, body: [{{bullets: [{'a, ' * 80}]}}]}}", "", "the slip is higher than a page"),
        (
            "- slip: {title: S, body: [{table: {columns: [A], rows: [[a]], blank-rows: 30}}]}",
            "",
            "the slip is higher than a page",
        ),
        (TABLE.replace("TITLE", WORDS * 60), "", REPEATED),
        (GROUP.replace("TITLE", WORDS * 95), "", REPEATED),
        ("- table: {columns: [A], blank-rows: 2, row-height: 260mm}", "", "this doesn't fit on a page"),
        ("- table: {columns: [A], rows: [[a]], row-height: 260mm}", "", "this doesn't fit on a page"),
        ("- table: {columns: [A], blank-rows: 2, row-height: 200mm}", "", None),
        ("- table: {columns: [A], rows: [[a]], row-height: 240mm}", "", "in giant text, this doesn't fit on a page"),
        (SLIP.replace("COUNT", "20"), "", "in giant text, the slip is higher than a page"),
        (GROUP.replace("TITLE", WORDS * 30), "", f"in giant text, {REPEATED}"),
        ("- text: x", WORDS * 90, "in giant text, header, footer and margins leave no room for text"),
        ("- text: x", WORDS * 300, "header, footer and margins leave no room for text"),
        (_nested(10), "", "in giant text, there is no room for this text"),
        (_nested(5), "", None),
        (SLIP.replace("COUNT", "3"), "", None),
        (TABLE.replace("TITLE", WORDS * 12), "", None),
        ("- text: x", WORDS * 20, None),
    ],
)
def test_what_has_no_room_is_found_before_it_is_printed(
    tmp_path: Path, body: str, header: str, message: str | None
) -> None:
    assert _found(tmp_path, body, header) == ([message] if message else [])


@pytest.mark.parametrize(
    "body",
    [
        "- table: {columns: [A], rows: [[a]]}",
        "- table: {columns: [{title: A, width: 30%}, {title: B, width: 25mm}, C], rows: [[a, b, c]]}",
        "- side-by-side: {left: [{text: a}], right: [{text: b}], left-width: 40mm}",
        SLIP.replace("COUNT", "3"),
        _nested(3),
        f"- bullets: [{{text: a, body: [{{{_nested(2)[2:]}}}]}}]",
    ],
)
def test_a_document_without_such_is_not_laid_out(tmp_path: Path, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "layout", None)
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": section(body)}))
    document = _composed(renderer, USUAL)

    def composed(way: Printing) -> Document:
        return document if way == USUAL else pytest.fail("giant text was composed")

    assert without_room([[USUAL, GIANT]], composed, renderer.fonts) == []


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_check_reports_it_for_each_audience(tmp_path: Path, audience: str) -> None:
    body = f"- {{slip: {{title: S, body: [{{writing-lines: {{label: N, count: 40}}}}]}}, audience: {audience}}}"
    write(tmp_path, {"content/t.yaml": section(f"- text: x\n{body}")})
    outcome = run("check", cwd=tmp_path)
    assert (outcome.code, "the slip is higher than a page" in outcome.err) == (3, True)


def test_check_reports_once_what_two_audiences_have(tmp_path: Path) -> None:
    body = "- {slip: {title: S, body: [{writing-lines: {label: N, count: 40}}]}, audience: [patient, clinician]}"
    write(tmp_path, {"content/t.yaml": section(f"- text: x\n{body}")})
    assert run("check", cwd=tmp_path).err.count("the slip is higher than a page") == 1


def test_check_warns_of_what_has_no_room_in_giant_text_only(tmp_path: Path) -> None:
    write(tmp_path, {"content/t.yaml": section(SLIP.replace("COUNT", "20"))})
    outcome = run("check", cwd=tmp_path)
    assert (outcome.code, "warning: in giant text, the slip is higher than a page" in outcome.err) == (0, True)
    printed = run("render", "t", "--audience", "patient", "--text", "giant", cwd=tmp_path)
    assert (printed.code, "the slip is higher than a page" in printed.err) == (5, True)


WIDE = "- table: {columns: [{title: A, width: 120mm}, B], rows: [[a, b]]}"
BESIDE = "- side-by-side: {left: [{text: a}], right: [{text: b}], left-width: 120mm}"
BOXED = "- callout: {kind: important, body: [{table: {columns: [{title: A, width: 165mm}, B], rows: [[a, b]]}}]}"
SHARES = "- table: {columns: [{title: A, width: 60%}, {title: B, width: 50mm}, C], rows: [[a, b, c]]}"
HALF = "MMMM " * 15 + "MMMM"
"""A column's title; two of them have room on a page, and none in giant text."""
IN_HALVES = "page: {columns: 2}\n"


@pytest.mark.parametrize("body", [WIDE, BESIDE, SHARES])
def test_check_refuses_a_width_that_the_audience_s_own_columns_have_not(tmp_path: Path, body: str) -> None:
    write(tmp_path, {"content/t.yaml": section(body), "layouts/plain.yaml": IN_HALVES})
    outcome = run("check", cwd=tmp_path)
    assert (outcome.code, "mm wide" in outcome.err) == (3, True)
    assert run("render", "t", "--audience", "patient", cwd=tmp_path).code == 5


def test_check_refuses_a_width_that_a_box_hasn_t(tmp_path: Path) -> None:
    write(tmp_path, {"content/t.yaml": section(BOXED)})
    assert (run("check", cwd=tmp_path).code, run("render", "t", "--audience", "patient", cwd=tmp_path).code) == (3, 5)


@pytest.mark.parametrize(
    ("body", "layout", "options", "message"),
    [
        (WIDE, IN_HALVES, ("--layout", "other"), "with the layout 'other', the columns are 120 mm wide together"),
        (BESIDE, IN_HALVES, ("--layout", "other"), "with the layout 'other', the left side is 120 mm wide"),
        (SLIP.replace("COUNT", "20"), "text: {scale: giant}\n", ("--layout", "other"), "in giant text, the slip"),
        (SLIP.replace("COUNT", "25"), "extends: plain\n", ("--page", "Letter"), "on Letter, the slip is higher"),
        (
            f"- table: {{columns: [{HALF}, {HALF}], rows: [[a, b], [a, b]]}}",
            "extends: plain\n",
            ("--text", "giant"),
            f"in giant text, {REPEATED}",
        ),
        (
            SLIP.replace("COUNT", "6"),
            "page: {margins: {top: 115mm, bottom: 115mm}}\n",
            ("--layout", "other"),
            "with the layout 'other', the slip is higher",
        ),
    ],
)
def test_check_warns_of_what_another_layout_or_paper_has_no_room_for(
    tmp_path: Path, body: str, layout: str, options: tuple[str, ...], message: str
) -> None:
    write(tmp_path, {"content/t.yaml": section(body), "layouts/other.yaml": layout})
    outcome = run("check", cwd=tmp_path)
    assert (outcome.code, f"warning: {message}" in outcome.err) == (0, True)
    assert run("render", "t", "--audience", "patient", cwd=tmp_path).code == 0
    assert run("render", "t", "--audience", "patient", *options, cwd=tmp_path).code == 5


def test_check_says_for_whom_there_is_no_room(tmp_path: Path) -> None:
    clinic = CLINIC.replace("for-patients: false, layout: plain", "for-patients: false, layout: halves")
    assert clinic != CLINIC
    write(tmp_path, {"clinic.yaml": clinic, "content/t.yaml": section(WIDE), "layouts/halves.yaml": IN_HALVES})
    said = run("check", cwd=tmp_path).err
    assert "error: for 'clinician', the columns are 120 mm wide together" in said
    assert "warning: for 'patient', with the layout 'halves', the columns are 120 mm wide together" in said
