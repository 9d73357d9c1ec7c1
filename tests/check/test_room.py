"""What no page has room for is found by `check` as by `render`, whatever it is: a slip, a header, a table's header."""

from __future__ import annotations

from pathlib import Path

import pytest

from canary.workspace import loaded, section, write
from handout import layout
from handout.check.room import without_room
from handout.diagnostics import LayoutError
from handout.pipeline import Renderer, Request
from program import run

SLIP = "- slip: {title: S, body: [{writing-lines: {label: Name, count: COUNT}}]}"
TABLE = "- table: {columns: [A, 'TITLE'], rows: [[a, b]]}"
GROUP = "- table: {columns: [A, B], groups: [{title: 'TITLE', rows: [[a, b]]}]}"
WORDS = "Words that are long. "


def _found(folder: Path, body: str, header: str = "") -> list[str]:
    files = {"content/t.yaml": section(body), "layouts/plain.yaml": f"header: {{left: '{header}'}}\n"}
    renderer = Renderer(loaded(folder, files))
    document = renderer.composed(Request(topics=("t",), audience="patient")).document
    try:
        layout.layout(document, renderer.fonts)
        refused = []
    except LayoutError as error:
        refused = [*error.diagnostics]
    found = without_room(document, renderer.fonts)
    assert found == refused
    return [problem.message for problem in found]


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
        (TABLE.replace("TITLE", WORDS * 60), "", "the table's header takes more than a third of the page"),
        (GROUP.replace("TITLE", WORDS * 95), "", "the table's header takes more than a third of the page"),
        ("- table: {columns: [A], blank-rows: 2, row-height: 260mm}", "", "this doesn't fit on a page"),
        ("- table: {columns: [A], blank-rows: 2, row-height: 200mm}", "", None),
        ("- text: x", WORDS * 300, "header, footer and margins leave no room for text"),
        (SLIP.replace("COUNT", "3"), "", None),
        (TABLE.replace("TITLE", WORDS * 12), "", None),
        ("- text: x", WORDS * 20, None),
    ],
)
def test_what_has_no_room_is_found_before_it_is_printed(
    tmp_path: Path, body: str, header: str, message: str | None
) -> None:
    assert _found(tmp_path, body, header) == ([message] if message else [])


@pytest.mark.parametrize("body", ["- table: {columns: [A], rows: [[a]]}", SLIP.replace("COUNT", "3")])
def test_a_document_without_such_is_not_laid_out(tmp_path: Path, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "layout", None)
    renderer = Renderer(loaded(tmp_path, {"content/t.yaml": section(body)}))
    document = renderer.composed(Request(topics=("t",), audience="patient")).document
    assert without_room(document, renderer.fonts) == []


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_check_reports_it_for_each_audience(tmp_path: Path, audience: str) -> None:
    body = f"- {{slip: {{title: S, body: [{{writing-lines: {{label: N, count: 40}}}}]}}, audience: {audience}}}"
    write(tmp_path, {"content/t.yaml": section(f"- text: x\n{body}")})
    outcome = run("check", cwd=tmp_path)
    assert (outcome.code, "the slip is higher than a page" in outcome.err) == (3, True)
